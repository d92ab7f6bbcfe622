"""Where the tail of an article begins: a run of blocks at its end, each of which may stand in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree

from wechatclean.html.tree import text_of as characters
from wechatclean.layout.normal_form import Element
from wechatclean.tails.comments import comments_from
from wechatclean.tails.evidence import MOST_TITLES, Evidence, Role, evidence_of, lead_evidence, lines_of, text_of
from wechatclean.tails.tail import Found
from wechatclean.tails.words import COMMENT_WORDS

_MOST_UNKNOWN = 3  # lines that may belong to anything, below one that is sure
_MOST_SENTENCES = 1
_MOST_PICTURES = 8  # in a row
_MOST_LEAD = 200  # characters of a block that may be a lead-in
_MOST_LEADS = 6  # blocks at the start that are looked at
_MOST_BLOCKS = 400
_OF_COMMENTS = ("留言", "评论", "阅读")  # one of which the words have that comments begin with


def find_tail(root: Element) -> list[Found]:
    """The blocks of *root*, an article in normal form, that the account puts around its articles, in order."""
    leads = _leads(root)
    blocks = list(islice(root.iterchildren(reversed=True), _MOST_BLOCKS))
    tail = _tail(blocks)
    text = etree.tostring(root, encoding="unicode", method="text")
    if any(word in text for word in _OF_COMMENTS) and COMMENT_WORDS.search("".join(map(characters, blocks))):
        tail = [*comments_from(blocks[len(tail) :]), *tail]
    if not (leads or tail):
        return []
    taken = {id(found.block) for found in (*leads, *tail)}
    if all(id(block) in taken or not _is_content(block) for block in root):
        return []  # nothing would be left
    return [*leads, *tail]


def _tail(backwards: Sequence[Element]) -> list[Found]:
    """The run at the end of *backwards*, the last blocks of an article, the last one first."""
    run: list[tuple[Element, Evidence]] = []
    begins, gap = 0, _Gap()
    for block in backwards:
        found = evidence_of(block)
        if found.role is Role.BODY or gap.is_too_wide(found):
            break
        run.append((block, found))
        if found.role is Role.SURE and gap.may_end_at(found, is_last=not begins):
            begins, gap = len(run), _Gap()
            gap.add(found._replace(role=Role.NEUTRAL, pictures=0, unknown=0))
        else:
            gap.add(found)
    if not begins:
        return []
    while begins < len(run) and run[begins][1].decorates:
        begins += 1
    return [Found(el, e.kind, text_of(el), e.confidence) for el, e in reversed(run[:begins])]


class _Gap:
    """What stands below a line that is sure, down to the next one."""

    def __init__(self) -> None:
        self.unknown = self.sentences = self.pictures = 0

    def add(self, found: Evidence) -> None:
        self.unknown += found.unknown
        self.sentences += found.sentences
        self.pictures += found.pictures

    def is_too_wide(self, found: Evidence) -> bool:
        """Whether *found*, which stands above, makes it more than any tail has."""
        if self.pictures + found.pictures > _MOST_PICTURES and found.role is not Role.SURE:
            return True
        return self.unknown + found.unknown > MOST_TITLES

    def may_end_at(self, found: Evidence, *, is_last: bool) -> bool:
        """Whether all of it may belong to the line that says *found* above it; *is_last*: nothing sure is below."""
        if self.sentences > (0 if is_last else _MOST_SENTENCES):
            return False
        return self.unknown <= (MOST_TITLES if found.kind == "recommended" else _MOST_UNKNOWN)


def _leads(root: Element) -> list[Found]:
    """The lines before the first words that ask to follow."""
    return [*_lead_blocks(islice(root, _MOST_LEADS))]


def _lead_blocks(blocks: Iterator[Element]) -> Iterator[Found]:
    follows = False
    for block in blocks:
        if len(characters(block)) > _MOST_LEAD:
            return
        lines = lines_of(block)
        if block.tag == "p" and not lines:
            follows = False
            continue  # a picture stays
        if block.tag not in ("p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"):
            return
        phrases = [lead_evidence(line) for line in lines]
        said = [phrase for phrase in phrases if phrase is not None and phrase.confidence > 0.7]
        has_picture = next(block.iter("img"), None) is not None
        if phrases and len(said) == len(phrases) and not has_picture:
            follows = True
            yield Found(block, "lead-in", "\n".join(lines), said[0].confidence)
        elif follows and not has_picture and _goes_along(evidence_of(block)):
            yield Found(block, "lead-in", "\n".join(lines), 0.8)
        else:
            return


def _goes_along(found: Evidence) -> bool:
    return found.decorates or (found.role is Role.NEUTRAL and found.kind == "recommended")


def _is_content(block: Element) -> bool:
    return block.tag != "hr" and (bool(characters(block).strip()) or next(block.iter("img"), None) is not None)
