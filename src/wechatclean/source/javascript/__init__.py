"""Values that a page's scripts assign, read without running anything.

In comes the text of a script; out come strings, numbers, lists and objects of its literals. It knows no names: which
variables matter is for others to know.
"""
