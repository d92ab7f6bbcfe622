"""The sites whose articles can be read; the first that owns a document reads it."""

from __future__ import annotations

from wechatclean.sites.niaogebiji import NIAOGEBIJI
from wechatclean.sites.site import Located, Site
from wechatclean.sites.wechat.pages import WECHAT

SITES: tuple[Site, ...] = (NIAOGEBIJI, WECHAT)

__all__ = ["SITES", "Located", "Site"]
