"""Which paragraphs are the lines of players and cards: such a line begins with its kind, in brackets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from wechatclean.embeds import Embed
from wechatclean.patterns import pattern

_KINDS = {
    "语音": "audio",
    "音乐": "music",
    "视频": "video",
    "视频号": "channel",
    "小程序": "mini_program",
    "商品": "product",
    "红包封面": "red_packet",
    "文章": "card",
    "卡片": "card",
    "网页": "card",
    "投票": "vote",
    "卡券": "coupon",
}
_LINE = pattern(rf"\[({'|'.join(_KINDS)})\]|(投票)：")


class EmbedLines:
    """Tells the lines of an article's *embeds*: there are no more of a kind than there are embeds of it."""

    def __init__(self, embeds: Iterable[Embed]) -> None:
        self._left: Counter[str] = Counter(embed.kind for embed in embeds)

    def is_next(self, text: str) -> bool:
        """Whether *text* is the line of one that had none yet."""
        found = _LINE.match(text)
        kind = _KINDS[found[1] or found[2]] if found else ""
        if not self._left[kind]:
            return False
        self._left[kind] -= 1
        return True
