"""The normal form, written: as Markdown, as HTML, as plain text.

In comes a tree in normal form, with pictures and a policy; out come the three texts of an article. It knows nothing of
pages, sites or metadata.
"""
