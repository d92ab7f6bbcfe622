"""WeChat official accounts (微信公众号): pages of mp.weixin.qq.com.

In comes the source of a page; out come the element that holds its article, or the reason why there is none. It knows
the layouts of 2014 to today, posts that live in scripts, and notices.
"""
