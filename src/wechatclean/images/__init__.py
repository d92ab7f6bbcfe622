"""Pictures: the model, the address of each, and the policies that show them.

In comes an ``<img>`` of a page; out comes an :class:`~wechatclean.images.image.Image`, and later what a policy makes of
it in HTML and Markdown. It knows picture hosts, and nothing of the article around a picture.
"""
