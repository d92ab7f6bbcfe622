"""Where articles stand on the pages of a site, and what the pages state; for ``Cleaner(sites=…)``."""

from __future__ import annotations

from wechatclean.selectors.selector import by_class, by_id, each_of_class, label, meta, script
from wechatclean.sites.niaogebiji import NIAOGEBIJI
from wechatclean.sites.site import Located, Site, has_tag, host_of
from wechatclean.sites.wechat.pages import WECHAT
from wechatclean.source.source import Source

SITES: tuple[Site, ...] = (NIAOGEBIJI, WECHAT)  # the first that owns a document reads it

__all__ = [
    "Located",
    "Site",
    "Source",
    "by_class",
    "by_id",
    "each_of_class",
    "has_tag",
    "host_of",
    "label",
    "meta",
    "script",
]
