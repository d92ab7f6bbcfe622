"""Passages: an article's blocks, and slices of its Markdown that are large enough for a reader and small enough for a model.

In comes what has been written; nothing here changes it.
"""
