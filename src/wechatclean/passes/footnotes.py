"""Footnote marks, linked to the addresses in the list of references.

WeChat lets nobody click on links to other sites, so mdnice and doocs write ``[1]`` behind the linked words, and the
addresses at the end under 引用链接, 参考资料 or References.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from wechatclean.html.links import normalise_link
from wechatclean.html.relaying import lay_out_anew
from wechatclean.html.tree import drop, text_of
from wechatclean.patterns import pattern

Element = etree._Element

_TITLE = pattern(
    r"[\W\d]{0,8}(?:引用链接|参考资料|参考链接|参考文献|参考|相关链接|脚注|footnotes?|references?)[\W]{0,4}",
    re.I,
)
_MARK = pattern(r"\[(\d{1,3})\]")
_ENTRY = pattern(r"\[(\d{1,3})\][ \xa0]*")
_ADDRESS = pattern(r"https?://[^\s<>\"'，。；、）】》\u3000]+")


def link_footnotes(root: Element) -> None:
    """A mark ``[n]`` becomes a link to the address of reference *n*; each reference gets a paragraph of its own."""
    marks = [sup for sup in root.iter("sup") if _MARK.fullmatch(text_of(sup).strip())]
    title = _references_title(root) if marks else None
    if title is None:
        return
    numbers = {text_of(sup).strip()[1:-1] for sup in marks}
    entries = dict(_entries(title, numbers))
    for sup in list(root.iter("sup")):
        number = _MARK.fullmatch(text_of(sup).strip())
        address = entries.get(number[1]) if number else None
        if address and not _in_link(sup):
            _link(sup, address)


def _link(sup: Element, address: str) -> None:
    """Put *sup* into a link, or into the same link right before it."""
    before = sup.getprevious()
    if before is not None and before.tag == "a" and before.get("href") == address and not before.tail:
        before.tail, sup.tail = sup.tail, None
        before.append(sup)
        return
    link = sup.makeelement("a", {"href": address})
    link.tail, sup.tail = sup.tail, None
    sup.addprevious(link)
    link.append(sup)


def _in_link(el: Element) -> bool:
    return next(el.iterancestors("a"), None) is not None or next(el.iter("a"), None) is not None


def _references_title(root: Element) -> Element | None:
    """The last block whose text is the title of a list of references."""
    for block in reversed(root):
        if block.tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6") and _TITLE.fullmatch(text_of(block).strip()):
            return block
    return None


def _entries(title: Element, numbers: set[str]) -> Iterator[tuple[str, str]]:
    """Number and address of each reference behind *title* that has one of *numbers*; it becomes ``p#fn-<number>``."""
    for block in [el for el in title.itersiblings() if el.tag == "p"]:
        for line in _lines(block):
            found = _ENTRY.match(text_of(line))
            if not found:
                continue
            if found[0].strip() == text_of(line).strip():
                _take_in(line)
            if (address := _address(line)) and found[1] in numbers:
                line.set("id", f"fn-{found[1]}")
                yield found[1], address


def _address(line: Element) -> str | None:
    linked = next((a.get("href") for a in line.iter("a")), None)
    written = _ADDRESS.search(text_of(line))
    return linked or (normalise_link(written[0].rstrip(".,;:)")) if written else None)


def _lines(block: Element) -> list[Element]:
    """The lines of *block*, each as a block of its own, where each is an entry; else *block* alone."""
    breaks = [el for el in block if el.tag == "br"]
    if not all(_ENTRY.match(_text_after(br)) for br in breaks):
        return [block]
    return [block, *reversed([_cut_off(br, block) for br in reversed(breaks)])]


def _cut_off(br: Element, block: Element) -> Element:
    """What follows *br*, the last break of *block*, as a block of its own."""
    rest = block.makeelement(block.tag)
    rest.text, br.tail = br.tail, None
    rest.extend(list(br.itersiblings()))
    block.addnext(rest)
    drop(br)
    return rest


def _text_after(br: Element) -> str:
    text = (br.tail or "").lstrip()
    following = br.getnext()
    return text or (text_of(following) if following is not None else "")


def _take_in(line: Element) -> None:
    """Move the content of the next paragraph into *line*, which is only a number."""
    following = line.getnext()
    if following is None or following.tag != "p" or _ENTRY.match(text_of(following)):
        return
    if len(line):
        line[-1].tail = (line[-1].tail or "") + " " + (following.text or "")
    else:
        line.text = f"{(line.text or '').rstrip()} {following.text or ''}"
    line.extend(list(following))
    following.text = None
    drop(following)
    lay_out_anew(line, {})
