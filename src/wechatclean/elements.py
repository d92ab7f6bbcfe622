"""WeChat's own elements, and what its editors make of HTML's: one short rule each, and the table of them.

A rule is called where the walk meets its element. It writes into the flow and returns ``True`` when it has dealt
with all of the element, ``False`` when the walk should go on inside, or a function to call when the walk leaves it.
The first line of a rule's docstring is its line in ``docs/elements.md``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

from wechatclean._code import code_language, code_text
from wechatclean._emoji import emoji_text
from wechatclean._style import SIZELESS_BOX
from wechatclean.embeds import (
    Audio,
    Card,
    Channel,
    Coupon,
    Formula,
    MiniProgram,
    Music,
    Place,
    Product,
    Profile,
    Question,
    RedPacket,
    Video,
    Vote,
)
from wechatclean.flow import Element, Flow, Rules, has_picture, is_text
from wechatclean.images import Image, find_image, image_at
