"""WeChat and Niaogebiji article HTML in; a typed article with clean Markdown out."""
