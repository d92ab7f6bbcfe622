"""Docstrings as the site shows them: what Sphinx calls a role (`:class:`~wechatclean.Article``) is code."""

from __future__ import annotations

import re
from typing import Any

import griffe

ROLE = re.compile(r":\w+:`~?(?:wechatclean\.)?([^`]+)`")


class Roles(griffe.Extension):
    """It changes docstrings when the source has been read, before a handler parses them."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        if obj.docstring:
            obj.docstring.value = ROLE.sub(r"`\1`", obj.docstring.value)
