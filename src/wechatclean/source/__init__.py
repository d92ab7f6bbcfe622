"""What a user hands over, and where facts lie in it.

In come text, bytes or a response; out come text, front matter and a :class:`~wechatclean.source.source.Source`, which
finds script variables and ``<meta>`` tags by searches of text and parses only the slices that matter. It knows no
site: what a variable means is for others to know.
"""
