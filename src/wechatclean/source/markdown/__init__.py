"""The body of a post: Markdown, HTML, or both in one.

In comes the text below the front matter; out comes a :class:`~wechatclean.source.markdown.body.Body`: HTML for the
walk, and the parts that stay as they were written, since an engine reads them. It knows no site and no element of
WeChat. What is HTML throughout is read without a parser of Markdown; only ``reader``, ``rules``,
``labelled`` and ``tables`` know markdown-it-py.
"""
