"""How sure it is that a unit is a heading: a sum of signs, each with its weight.

Each sign is a number from 0 to 1, and the weights are those of a logistic regression over labelled pages, rounded. Half
of the evidence is the unit's own, and half is that of all units of its style, since headings come in series.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from types import MappingProxyType

from wechatclean.recovery.lines import Line, Page
from wechatclean.recovery.numbers import in_series, number_of
from wechatclean.recovery.units import Unit, stands_out

_OF_THE_STYLE = 0.5
_PROSE = 30.0  # a longer line is text of the body
PROMOTION = re.compile(
    r"""
    关注|扫码|二维码|点击|戳|长按|投稿|公众号|微信号|加微信|(?:推荐|延伸|相关)阅读|往期|精彩|回顾|热文|热门|好文|留言|评论|点赞|转发|分享
    |阅读原文|福利|领取|限时|优惠|抢购|报名|咨询|客服|免责|声明|版权|转载|来源|作者|编辑|记者|撰文|撰稿|^\W*[图文]\s|排版|校对|责编|监制|审核|出品|供稿
    |[图文]\s*[|｜/／:：]|^\W*(?:the\s*)?end\W*$|未完待续|推送|订阅|阅读\s*\d|在看
    """,
    re.I | re.X,
)
_CLOSING = "”’」』）)】 "

WEIGHTS = MappingProxyType(
    {
        "bold": 1.8,
        "banner": 1.7,
        "larger": 1.6,
        "series": 1.6,
        "asks": 1.4,
        "ruled": 1.3,
        "numbered": 1.1,
        "heads_prose": 1.1,
        "large": 1.0,
        "centred": 0.9,
        "heads_picture": 0.9,
        "short": 0.7,
        "bare": 0.6,
        "often": 0.6,
        "repeated": 0.5,
        "coloured": 0.1,
        "crowded": -0.2,
        "comma": -0.2,
        "many_lines": -0.2,
        "badged": -0.3,
        "very_long": -0.6,
        "stops": -0.7,
        "before_prose": -0.7,
        "framed": -0.9,
        "long": -1.1,
        "promotes": -1.4,
        "listed": -1.7,
        "wordy": -1.8,
        "same_text": -2.4,
    }
)
_BIAS = -5.1


def confidences(page: Page, units: Sequence[Unit]) -> list[float]:
    """How sure each of *units* is a heading, from 0 to 1."""
    sums = [sum(WEIGHTS[name] * sign for name, sign in signs.items()) for signs in signs_of(page, units)]
    styles: dict[object, list[float]] = defaultdict(list)
    for unit, own in zip(units, sums, strict=True):
        styles[unit.style].append(own)
    means = {style: sum(members) / len(members) for style, members in styles.items()}
    own_and_common = ((own, means[unit.style]) for unit, own in zip(units, sums, strict=True))
    return [_sure((1 - _OF_THE_STYLE) * own + _OF_THE_STYLE * common) for own, common in own_and_common]


def _sure(total: float) -> float:
    return 1 / (1 + math.exp(-_BIAS - total))


def signs_of(page: Page, units: Sequence[Unit]) -> list[dict[str, float]]:
    """The signs of each of *units*."""
    styles: dict[object, list[Unit]] = defaultdict(list)
    for unit in units:
        styles[unit.style].append(unit)
    by_style = {style: _signs_of_style(members) for style, members in styles.items()}
    numbered = in_series((unit.number.form, unit.number.value) if unit.number else None for unit in units)
    badged = in_series(("", unit.bare) if unit.bare else None for unit in units)
    begins = next((at for at, line in enumerate(page.lines) if line.is_text and line.length > _PROSE), 0)
    return [
        _look(unit.lines[0], page)
        | _words(unit)
        | _place(unit, page, begins)
        | {"series": float(a or b)}
        | by_style[unit.style]
        for unit, a, b in zip(units, numbered, badged, strict=True)
    ]


def _look(line: Line, page: Page) -> dict[str, float]:
    size, ink = page.size_of(line), line.ink
    return _numbers(
        bold=page.is_bold(line),
        larger=size > 1.04,
        large=size > 1.15,
        banner=line.is_banner,
        centred=page.is_centred(line),
        coloured=page.is_coloured(line),
        ruled=bool(ink.ruled or ink.barred) and page.boxes[ink.box] <= 2,
        framed=bool(ink.framed),
        crowded=page.boxes[ink.box] > 2,
    )


def _words(unit: Unit) -> dict[str, float]:
    text = unit.title
    last = text.rstrip(_CLOSING)[-1:]
    return _numbers(
        numbered=unit.number is not None,
        bare=unit.bare is not None and unit.badge is None,
        badged=unit.badge is not None,
        stops=last in tuple("。.！!；;，,…~～"),
        asks=last in ("？", "?"),
        comma="，" in text or "," in text,
        short=unit.length <= 14,
        long=unit.length > 26,
        very_long=unit.length > 36,
        many_lines=len(unit.lines) > 3,
        promotes=PROMOTION.search(text) is not None,
    )


def _place(unit: Unit, page: Page, begins: int) -> dict[str, float]:
    following = page.after(unit.end)
    number = number_of(following.text) if following else None
    is_listed = unit.number and number and (number.form, number.value) == (unit.number.form, unit.number.value + 1)
    return _numbers(
        heads_prose=following is not None and following.is_text and not stands_out(following, page),
        heads_picture=following is not None and following.is_picture,
        before_prose=unit.at < begins - 1,
        listed=bool(is_listed),
    )


def _signs_of_style(members: Sequence[Unit]) -> dict[str, float]:
    return _numbers(repeated=len(members) > 1, often=len(members) > 2) | {
        "same_text": 1 - len({unit.title for unit in members}) / len(members),
        "wordy": sum(len(unit.lines) > 3 or unit.lines[0].length > 26 for unit in members) / len(members),
    }


def _numbers(**signs: bool) -> dict[str, float]:
    return {name: float(sign) for name, sign in signs.items()}
