"""How sure it is that a unit is a heading: a sum of signs, each with its weight.

Each sign is a number from 0 to 1. The weights are those of a logistic regression on labelled pages, rounded; those of
``alone``, ``ends``, ``lost``, ``same_text`` and ``sentence`` are set by hand, as these pages seldom show them. Half of
the evidence is the unit's own, and half is that of all units of its style, since headings come in series.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from types import MappingProxyType

from wechatclean.patterns import pattern
from wechatclean.recovery.lines import Line, Page
from wechatclean.recovery.numbers import in_series, number_of
from wechatclean.recovery.units import Unit, stands_out

_OF_THE_STYLE = 0.5
_TAIL = r"""
    (?:推荐|延伸|相关|往期|拓展|历史|精彩|热门|更多) \W{0,2} (?:阅读|观看|收听|文章|内容|推荐|回顾|精彩|好文|推送)
    | 猜你喜欢 | 关注(?:我们|公众号|本号|本公众号) | (?:扫|识别|长按).{0,8}(?:码|关注) | 点击(?:上方|下方|蓝字|阅读)
    | 阅读[原全]文 | [点求]个?(?:赞|在看) | (?:分享|转发)(?:给|到|朋友圈) | 加我?微信 | 添加微信 | 未完待续
    | ^\W?(?:作者|来源|编辑|责编|责任编辑|排版|校对|监制|审核|供稿|投稿|撰文|撰稿|记者|出品|[图文])\s?[|｜/／:：]
    | ^\W?(?:作者|来源|编辑|撰文|撰稿|[图文])\s[^\W\d] | ^\W{0,9}(?:the\s)?end\W{0,9}$
"""
ENDS = pattern(_TAIL, re.I | re.X)  # what stands behind the text of an article, or signs it
_PROMOTION = pattern(
    rf"""{_TAIL}
    | 关注 | 扫码 | 二维码 | 点击 | 戳 | 长按 | 微信号 | 公众号 | 精彩 | 往期 | 回顾 | 热[文门] | 好文 | 留言 | 评论
    | 点赞 | 转发 | 分享 | 福利 | 领取 | 限时 | 优惠 | 抢购 | 报名 | 咨询 | 客服 | 声明 | 免责 | 版权 | 转载 | 来源
    | 作者 | 编辑 | 记者 | 撰文 | 责编 | 排版 | 校对 | 监制 | 供稿 | 投稿 | 出品 | 推送 | 订阅 | 阅读\s?\d | 在看
    """,
    re.I | re.X,
)
_CLOSING = "”’」』）)】 "

WEIGHTS = MappingProxyType(
    {
        "larger": 2.0,
        "banner": 2.0,
        "series": 2.0,
        "bold": 1.9,
        "heads_prose": 1.6,
        "numbered": 1.5,
        "asks": 1.5,
        "heads_picture": 1.5,
        "centred": 1.3,
        "ruled": 1.3,
        "often": 0.8,
        "large": 0.7,
        "bare": 0.7,
        "short": 0.6,
        "very_long": -0.5,
        "stops": -0.7,
        "before_prose": -1.0,
        "alone": -1.0,
        "long": -1.1,
        "framed": -1.2,
        "listed": -1.7,
        "sentence": -2.0,
        "promotes": -2.1,
        "wordy": -2.1,
        "same_text": -4.0,
        "lost": -4.0,
        "ends": -4.0,
    }
)
_BIAS = -5.5


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
    begins = next((at for at, line in enumerate(page.lines) if line.is_prose), 0)
    return [
        _look(unit.lines[0], page)
        | _words(unit)
        | _place(unit, page, begins)
        | _numbers(
            series=a or b,
            lost=unit.bare is not None and not b,
            alone=len(styles[unit.style]) == 1 and not (a or b),
        )
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
        ruled=bool(ink.ruled or ink.barred) and page.boxes[ink.box] <= 2,
        framed=bool(ink.framed),
    )


def _words(unit: Unit) -> dict[str, float]:
    text = unit.title
    last = text.rstrip(_CLOSING)[-1:]
    return _numbers(
        numbered=unit.number is not None,
        bare=unit.bare is not None and unit.badge is None,
        sentence=last in tuple("。；;，,") and unit.number is None,
        stops=last in tuple("。.！!；;，,…~～"),
        asks=last in ("？", "?"),
        short=unit.length <= 14,
        long=unit.length > 26,
        very_long=unit.length > 36,
        promotes=_PROMOTION.search(text) is not None,
        ends=ENDS.search(text) is not None,
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
    return {
        "often": float(len(members) > 2),
        "same_text": 1 - len({unit.title for unit in members}) / len(members),
        "wordy": sum(len(unit.lines) > 3 or unit.lines[0].length > 26 for unit in members) / len(members),
    }


def _numbers(**signs: bool) -> dict[str, float]:
    return {name: float(sign) for name, sign in signs.items()}
