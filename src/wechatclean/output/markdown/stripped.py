"""An article without what its writer is not to write, so that nothing shows where that stood."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from wechatclean.html.relaying import WRAP, drop_empty, lay_out_anew, line_of

Element = etree._Element


def stripped(root: Element, writes: Callable[[str], bool]) -> Element:
    """*root* where it *writes* each element that stands in a line, else a copy without the others."""
    tags = {tag for tag in (*WRAP, "img") if not writes(tag)}
    if not tags or next(root.iter(*tags), None) is None:
        return root
    root = deepcopy(root)
    pictures = dict.fromkeys(root.iter("img"), "") if "img" in tags else {}
    lines = [line for line in dict.fromkeys(map(line_of, root.iter(*tags))) if line.tag != "pre"]
    for line in lines:
        lay_out_anew(line, pictures, tags)
    blocks = list(root)
    drop_empty(lines)
    root[:] = [block if block.getparent() is root else root.makeelement("p") for block in blocks]  # each has a place
    return root
