"""What HTML, CSS, Unicode and URLs say, of no site.

In come bytes, text, ``style`` attributes and addresses; out come text, trees, declared styles and absolute URLs. It
knows nothing of articles: every other package may use this one.
"""
