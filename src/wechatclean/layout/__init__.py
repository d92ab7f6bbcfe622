"""The source tree, laid out as a browser would and written anew in normal form.

In comes an article's body; out come a tree in normal form, its pictures and embeds. It knows HTML and CSS: the
elements that WeChat and its editors add are told to it as rules.
"""
