"""The only way in: the cleaner, which holds every option, and functions for those who need one once."""

from __future__ import annotations

from wechatclean.cleaner.cleaner import Cleaner, checked_url

__all__ = ["Cleaner", "checked_url"]
