"""How a fact is looked up on a page and read, of no site.

A selector names one place of a page; a converter makes a field's value of what is written there. It knows kinds of
places (a script variable, an ``id``, a ``<meta>`` tag), not which of them a site uses.
"""
