"""The source tree, laid out as a browser would lay it out, and written in normal form.

In comes an article's body; out come a tree in normal form, its pictures and its embeds. This package knows HTML and
CSS only: what WeChat and its editors add to them is told to it as rules.
"""
