"""Captions: short lines beside a picture that are set small, or point at it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wechatclean.images.image import Image
from wechatclean.layout.normal_form import Element
from wechatclean.notes import Notes
from wechatclean.patterns import pattern
from wechatclean.recovery.lines import Line, Page, is_grey
from wechatclean.recovery.signs import ENDS

_THRESHOLD = 0.6
_LONGEST, _SHORT = 100.0, 30.0  # Chinese characters
_POINTS = r"[（(【\[]?\s*"
_UP = pattern(
    rf"""
    {_POINTS} (?: [▲△↑⬆⇧☝👆🔺⏫] | 上图[为是:：] | 图为 | 图\s*[|｜/:：]
    | (?:图|表|fig\.?|figure) \s* [\d一二三四五六七八九十]{{1,3}} (?: [\s.:：、-] | \Z ) )
    """,
    re.I | re.X,
)
_DOWN = pattern(rf"{_POINTS}(?:[▼▽↓⬇⇩👇🔻⏬]|下图[为是:：])")
_SAYS = pattern(r"[^\W\d_]")
_CREDIT = pattern(r"(?:摄|供图|资料图|剧照|效果图|示意图|via\s*\S{0,40})\W{0,2}\Z")
_MARKS = "▲△↑⬆⇧☝👆🔺⏫▼▽↓⬇⇩👇🔻⏬\ufe0f "


def recover_captions(page: Page, root: Element, images: list[Image], notes: Notes) -> None:
    """Give the pictures of *page* the lines as captions that are drawn as such."""
    numbers = _numbers(root, images)
    for line, picture, sure in _pairs(page):
        img = next(reversed(list(picture.block.iter("img"))))
        number = numbers.get(img)
        if sure < _THRESHOLD or number is None or images[number].caption:
            continue
        words = line.text.strip(_MARKS)
        images[number] = images[number].model_copy(update={"caption": words})
        message = f"a line became a caption: {words[:80]}"
        notes.add("recovered", message, line.look.source, text=line.text, confidence=sure)


def _numbers(root: Element, images: list[Image]) -> dict[Element, int]:
    """The number of the picture of each ``img`` in *root*."""
    found: dict[Element, int] = {}
    rest = iter(enumerate(images))
    for img in root.iter("img"):
        number = next((number for number, image in rest if image.url == img.get("src")), None)
        if number is not None:
            found[img] = number
    return found


def _pairs(page: Page) -> Iterator[tuple[Line, Line, float]]:
    """Lines with the picture beside them, and how sure it is that each is its caption."""
    seen = [line for line in page.lines if not line.is_blank]
    last = max((n for n, line in enumerate(seen) if line.is_prose), default=0)
    for n, line in enumerate(seen):
        if not line.is_text or line.length > _LONGEST or not _SAYS.search(line.text) or ENDS.search(line.text):
            continue
        above = seen[n - 1] if n and seen[n - 1].is_picture else None
        below = seen[n + 1] if n + 1 < len(seen) and seen[n + 1].is_picture else None
        if below is not None and _DOWN.match(line.text):
            yield line, below, 0.9
        elif above is not None:
            yield line, above, _confidence(line, page, is_behind_prose=n > last)


def _confidence(line: Line, page: Page, *, is_behind_prose: bool) -> float:
    """How sure it is that *line* is the caption of the picture above."""
    if _UP.match(line.text):
        return 0.95
    if line.is_banner or page.is_bold(line):
        return 0.0
    is_grey_here = is_grey(line.ink.colour) and line.ink.colour != page.colour
    signs = (
        (line.ink.align == "center", 0.4),
        (page.size_of(line) < 0.95, 0.2),
        (is_grey_here, 0.2),
        (line.length <= _SHORT, 0.1),
        (_CREDIT.search(line.text) is not None, 0.5),
        (line.text.endswith(("。", "！", "：", "？")), -0.2),
        (is_behind_prose, -0.2),
    )
    return round(min(0.95, max(0.0, sum(weight for is_so, weight in signs if is_so))), 2)
