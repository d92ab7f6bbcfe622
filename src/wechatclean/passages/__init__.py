"""An article's blocks, and slices of its Markdown that say enough by themselves and are small enough for a model.

In comes what has been written; nothing here changes it.
"""
