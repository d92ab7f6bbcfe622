"""The normal form as Markdown.

In comes a tree in normal form; out comes CommonMark with GFM's tables and strikethrough that renders back to the same.
It knows no site generator: what is a sign of an engine's own is told to it.
"""
