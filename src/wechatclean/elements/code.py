"""Code blocks as pure text, whichever editor wrote them.

WeChat's own editor writes a ``code`` for each line; mdnice and doocs write one ``code`` with ``br`` and no-break
spaces; a plain ``pre`` has line feeds; RSSHub adds a ``br`` behind each ``code``; what is pasted from an editor of code
has no ``pre`` at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from textwrap import dedent
from typing import NamedTuple

from lxml import etree

from wechatclean.elements.code_lines import BLANKS, Kind, Lines, is_block, kind_of
from wechatclean.elements.code_or_prose import HIGHLIGHTED, is_text_alone, may_be_code, verdicts
from wechatclean.elements.editors import traces_in
from wechatclean.elements.formulas.rules import is_drawn
from wechatclean.elements.languages import code_language, is_language, written_language, written_words
from wechatclean.elements.line_numbers import is_set_apart, without_numbers
from wechatclean.elements.pictures import backdrop, image, is_words, paint
from wechatclean.html.characters import is_text
from wechatclean.html.css import parse_style
from wechatclean.html.style import State
from wechatclean.html.visibility import Part, parts_of
from wechatclean.layout.builder import CELLS, ArticleBuilder
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import HANDLED, NOT_MINE, Backdrop, Outcome, Rule
from wechatclean.patterns import pattern

_ZERO_WIDTH = pattern("[\u200b\u2060\ufeff\xad]")
_SPACE = pattern("[\xa0\u2002\u2003\u2009]")
_COUNTER = pattern(r"[ \t]*c?ounter\(line.*")  # CSS of line numbers, copied as text
_PSEUDO_TAG = pattern(r"[^a-z0-9:_-]")
_TITLE = pattern("title|caption|header|file-?name|code-?name|lang")  # in the class of a box above the code
_DOTS = pattern("[\\s●•⬤⚫⚪◉○🔴🟡🟢🟠\ufe0f]{3,}")  # of a window's title bar
_NO_TEXT = "a formula, a player or a card in a block of code, which holds text alone"
_BUTTONS = "the dots of a window around code"
_BESIDE = "a drawing, a button or a field in a block of code, which holds text alone"
_CONTROLS = frozenset({"svg", "button", "textarea", "select", "clipboard-copy"})
_MAY_SHOW = _CONTROLS | {"noscript"}  # what a reader may see of, and the code has no place for
_SNIPPET = "code-snippet"


def code_block(builder: ArticleBuilder, el: Element) -> Outcome:
    """A fenced code block with its language; pictures inside follow it. Around paragraphs that wrap it is none."""
    return _write(builder, el)


def block_of_code(builder: ArticleBuilder, el: Element) -> Outcome:
    """Inline code; a block of code where its style makes it one."""
    return _write(builder, el) if parse_style(el.get("style")).block else NOT_MINE


def listing(builder: ArticleBuilder, el: Element) -> Outcome:
    """A block of code, where its characters are of one width and its white space is kept: pasted from an editor."""
    if el in builder.inside.written:
        return HANDLED
    sets = parse_style(el.get("style")).sets
    is_candidate = builder.box.tag not in CELLS and may_be_code(el, builder.state, sets)
    return _write(builder, el, _alike_behind(el)) if is_candidate else NOT_MINE


def _alike_behind(el: Element) -> Iterator[Element]:
    """The boxes behind *el* that are as it is, with nothing between them: each is a line of the same code."""
    for before, following in pairwise([el, *el.itersiblings()]):
        if is_text(before.tail or "") or (following.tag, following.get("style")) != (el.tag, el.get("style")):
            return
        yield following


def highlighted(builder: ArticleBuilder, el: Element) -> Outcome:
    """A block of code, out of the boxes that a highlighter or an editor of code makes of its lines."""
    return _write(builder, el)


def _write(builder: ArticleBuilder, el: Element, behind: Iterable[Element] = ()) -> Outcome:
    """Write *el* as code, if it is code, and the text of what is alike *behind* it."""
    if not builder.inside.code.get(el, True):
        return NOT_MINE
    parts = _parts(builder, el)
    if el not in builder.inside.code:
        builder.inside.code |= verdicts(parts, builder.state)
        if not builder.inside.code[el]:
            return NOT_MINE
    code = _read(parts, collapses=el.tag == "code" and not builder.state & State.KEPT)
    boxes, texts = [el], [code.text]
    for following in behind:
        more = _parts(builder, following)
        if not is_text_alone(more):
            break
        builder.inside.written.add(following)
        boxes.append(following)
        texts.append(_read(more, collapses=False).text)
        parts += more
    _write_code(builder, el, code._replace(text="\n".join(texts).strip("\n")))
    for part in (part for box in boxes for part in box.iter()):
        builder.trace(part, traces_in(part.keys(), part.get("class", "")))  # the walk does not come to these
    _write_beside(builder, parts)
    return HANDLED


def _write_beside(builder: ArticleBuilder, parts: list[Part]) -> None:
    """The pictures in code, and notes of what else it shows that is no code."""
    backgrounds = _backgrounds(parts)
    for event, part, _, hidden, why in parts:
        builder.note_hidden(hidden, why, part)
        if event == "start" and part.tag == "img":
            image(builder, part)
            if part in builder.inside.worded and not is_words(part):
                builder.notes.add("dropped", _NO_TEXT, part)
        elif event == "end" and part in backgrounds:
            paint(builder, backgrounds[part], part)
        elif event != "end" and part in builder.inside.worded:
            builder.notes.add("dropped", _NO_TEXT, part)
        elif event == "past" and not why and _shows(builder, part):
            builder.notes.add("dropped", _BESIDE, part)


def _backgrounds(parts: list[Part]) -> dict[Element, Backdrop]:
    """The backgrounds of elements that show nothing else."""
    found: dict[Element, Backdrop] = {}
    before: dict[Element, int] = {}
    shown = 0  # texts and pictures so far
    for event, el, text, _, _ in parts:
        if event == "start":
            before[el] = shown
            shown += el.tag == "img"
        elif event == "end" and shown == before[el] and (background := backdrop(el)) and background.has_room:
            found[el] = background
            shown += 1
        shown += is_text(text)
    return found


def _shows(builder: ArticleBuilder, el: Element) -> bool:
    """Whether *el*, which the walk over code went past, shows something."""
    if el.tag not in _MAY_SHOW or builder.leaves_out(el):
        return False
    is_drawing = el.tag == "svg" and (is_drawn(el) or any(backdrop(part) for part in el.iter(etree.Element)))
    is_picture = is_drawing or el in builder.inside.pictures_but_drawings
    return is_picture or is_text("".join(el.itertext("*")))


def _parts(builder: ArticleBuilder, el: Element) -> list[Part]:
    leaves_out = builder.leaves_out
    return list(parts_of(el, sight=builder.sight, leave_out=lambda el: el.tag in _CONTROLS or leaves_out(el)))


def _write_code(builder: ArticleBuilder, el: Element, code: _Code) -> None:
    for what in code.dropped:
        builder.notes.add("dropped", what, el)
    if not is_text(code.text):
        builder.text(code.title)
        return
    language = written_language(el) if builder.is_markdown else code_language(el, code.text)
    if is_language(code.title):
        language = language or code.title.lower()
        builder.labels.append(code.title)
    elif is_text(code.title):
        builder.flush()
        builder.text(code.title)
    inner = etree.SubElement(builder.add_block("pre"), "code")
    inner.text = code.text
    if language:
        inner.set("class", f"language-{language}")
    if language and builder.is_markdown and (words := written_words(el)):
        inner.set("title", words)


class _Code(NamedTuple):
    """What a block of code says.

    Attributes:
        text: its lines, ended by LF, without zero-width characters.
        title: what stands above them in the same box.
        dropped: what was left out of it.
    """

    text: str
    title: str
    dropped: tuple[str, ...]


def _read(parts: list[Part], *, collapses: bool) -> _Code:
    """Read *parts* of a block of code: the one place where its text is read."""
    root = parts[0].element
    codes, title, first = _codes_of(parts)
    lines = Lines(collapses=collapses, are_gaps_empty=_SNIPPET in root.get("class", ""))
    open_: dict[Element, Kind] = {}
    apart = 0  # elements that are open, and set apart from the code
    for event, el, shown, _, _ in parts[first:]:
        text = shown
        apart += (event == "start") * is_set_apart(el) - (event == "end") * is_set_apart(el)
        if event == "start" and el is not root:
            kind = codes.get(el) or kind_of(el)
            if el.tag == "br":
                lines.line_break()
            elif kind is not Kind.INLINE:
                open_[el] = kind
                lines.open(kind)
            text = _pseudo_tag(el) + shown
        elif event == "end" and el in open_:
            lines.close(open_.pop(el))
        if text:
            is_number = apart > 0 and event == "start" and text.strip().isdecimal()
            lines.add(text.replace("\r\n", "\n").replace("\r", "\n"), is_number=is_number)
    lines.finish()
    return _put_right(lines, title)


def _pseudo_tag(el: Element) -> str:
    """What a parser took for a tag, as in ``a<b[0]``."""
    tag = str(el.tag)
    return "<" + tag.rstrip("<") if _PSEUDO_TAG.search(tag) else ""


def _codes_of(parts: list[Part]) -> tuple[dict[Element, Kind], str, int]:
    """What the ``code`` elements are to the lines; the title before the first of them, and at which part that begins.

    They are lines, or one box, where nothing but boxes with a title stands beside them.
    """
    root, codes, boxes, inside = parts[0].element, list[Element](), 0, 0
    first, title, is_beside = 0, "", False
    for place, (event, el, text, _, _) in enumerate(parts):
        step = {"start": 1, "end": -1, "past": 0}[event]
        if el.tag == "code" and step:
            if step > 0 and not inside and el is not root:
                codes.append(el)
                first = first or place
            inside += step
        elif step and el is not root and not inside and (is_block(el) or _TITLE.search(el.get("class", ""))):
            boxes += step
            title += "\n" if not codes else ""
        if text.strip(BLANKS) and not inside:
            is_beside = is_beside or bool(codes) or not boxes
            title += text
    if is_beside or not codes or (len(codes) > 1 and any(map(_is_in_a_line, codes))):
        return {}, "", 0
    title = "\n".join(filter(is_text, map(str.strip, title.split("\n"))))
    if title and not (codes[0].getparent() is root or is_language(title)):
        return {}, "", 0
    kind = Kind.SPAN if len(codes) > 1 else Kind.BLOCK
    return dict.fromkeys(codes, kind), title, first if title else 0


def _is_in_a_line(code: Element) -> bool:
    parent = code.getparent()
    return parent is not None and kind_of(parent) in (Kind.LINE, Kind.SPAN)


def _put_right(lines: Lines, title: str) -> _Code:
    """The text of *lines*, without what is no code."""
    dropped = []
    found = [
        (_SPACE.sub(" ", _ZERO_WIDTH.sub("", line)).rstrip(), number)
        for line, number in zip(lines.ended, lines.numbers, strict=True)
    ]
    if any("ounter(line" in line and _COUNTER.fullmatch(line) for line, _ in found):
        found = [(line, number) for line, number in found if not _COUNTER.fullmatch(line)]
        dropped.append("the style of line numbers, which was copied as text")
    found = _without_empty(found)
    if found and _DOTS.fullmatch(found[0][0]):
        found = _without_empty(found[1:])
        dropped.append(_BUTTONS)
    texts, numbers = [line for line, _ in found], [number for _, number in found]
    code = without_numbers(texts, numbers)
    if code is not texts:
        dropped.append("the numbers of the lines of code")
    if _DOTS.fullmatch(title):
        title = ""
        dropped.append(_BUTTONS)
    text = "\n".join(code)
    if lines.indent and all(line.startswith(lines.indent) for line in code if line):
        text = dedent(text)
    return _Code(text.strip("\n"), title, tuple(dropped))


def _without_empty(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """*lines* without the empty ones at their ends."""
    full = [place for place, (line, _) in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []


TAGS: dict[str, Rule] = {"pre": code_block, "code": block_of_code}
CLASSES: dict[str, Rule] = dict.fromkeys(HIGHLIGHTED, highlighted)
