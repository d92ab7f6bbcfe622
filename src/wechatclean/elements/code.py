"""Code blocks as pure text, whichever editor wrote them.

WeChat's own editor writes a ``code`` for each line; mdnice and doocs write one ``code`` with ``br`` and no-break
spaces; a plain ``pre`` has line feeds; RSSHub adds a ``br`` behind each ``code``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from lxml import etree

from wechatclean.html.css import parse_style
from wechatclean.html.visibility import Part, parts_of

Element = etree._Element

_BLOCKS = frozenset({"p", "div", "section", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\xad]")
_SPACE = re.compile("[\xa0\u2002\u2003\u2009]")
_COUNTER = re.compile(r"^[ \t]*c?ounter\(line[^\n]*(?:\n|$)", re.M)  # CSS of line numbers, copied as text
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,30}")
_LANGUAGE_CLASS = re.compile(r"\b(?:language|lang|hljs|code-snippet__)-?([A-Za-z0-9_+#.-]{1,30})")
_NO_LANGUAGE = frozenset({"js", "fix", "plaintext", "text", "none", "code", "line", "line-index"})
# Those that highlight.js knows and people paste; other words of a class are no language.
_LANGUAGES = frozenset(
    "bash c c++ cmake cpp cs csharp css dart diff dockerfile elixir erlang fortran go golang gradle graphql groovy"
    " haskell html http ini java javascript json julia jsx kotlin latex less lisp lua makefile markdown matlab md nginx"
    " objectivec ocaml perl php powershell properties protobuf python py r rb ruby rust scala scheme scss sh shell sql"
    " swift toml ts tsx typescript vb verilog vhdl vim vue xml yaml yml zsh".split()
)
_MOST_ABOVE = 6  # elements between a figure and the code in its table
_PSEUDO_TAG = re.compile(r"[^a-z0-9:_-]")


def code_parts(pre: Element, state: int, leave_out: Callable[[Element], bool]) -> list[Part]:
    """What is shown of *pre*, whose text inherits *state*, but for what *leave_out* names and drawings."""
    return list(parts_of(pre, state=state, leave_out=lambda el: _is_decoration(el) or leave_out(el)))


def code_text(pre: Element, parts: list[Part]) -> str:
    """The text of *parts* of *pre*, lines ended by LF, without zero-width characters."""
    lines = _line_elements(pre)
    text = "\n".join(line.strip("\n") for line in _texts(parts, lines)) if lines else "".join(_texts(parts, lines))
    text = _SPACE.sub(" ", _ZERO_WIDTH.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    if "ounter(line" in text:
        text = _COUNTER.sub("", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def has_counters(parts: list[Part]) -> bool:
    """Whether CSS of line numbers stands in the code as text."""
    return any("ounter(line" in part.text and _COUNTER.search(part.text) for part in parts)


def _line_elements(pre: Element) -> list[Element]:
    """The ``code`` elements of *pre* where each is a line: several, with no text and no line feed between them.

    WeChat's style sheet gives its own blocks ``white-space: normal``, so that line feeds between them mean nothing.
    """
    codes = [el for el in pre.iter("code") if not _inside_code(el, pre)]
    if len(codes) < 2:
        return []
    parents = {el.getparent() for el in codes}
    between = [el.tail for el in codes] + [parent.text for parent in parents if parent is not None]
    wraps = "code-snippet__" in pre.get("class", "")
    return [] if any(text and (text.strip() or ("\n" in text and not wraps)) for text in between) else codes


def _inside_code(el: Element, pre: Element) -> bool:
    parent = el.getparent()
    while parent is not None and parent is not pre:
        if parent.tag == "code":
            return True
        parent = parent.getparent()
    return False


class _Lines:
    """Text of code while it is gathered: what ends a box ends a line, unless the line has ended already."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._is_open = False

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self._is_open = not text.endswith("\n")

    def end(self) -> None:
        if self._is_open:
            self.add("\n")


def _texts(parts: list[Part], lines: list[Element]) -> list[str]:
    """Text in document order, one for each of *lines*; ``br`` and the edges of blocks are ends of lines."""
    root, starts = parts[0].element, set(lines)
    outside = current = _Lines()
    texts = [] if lines else [current]
    for event, el, text, _, _ in parts:
        is_block = el is not root and _is_block(el)
        if event == "start":
            if el in starts:
                current = _Lines()
                texts.append(current)
            elif is_block:
                current.end()
            current.add(_shown_start(el, text))
            continue
        if el in starts:
            current = outside
        elif event == "end" and is_block:
            current.end()
        current.add(text)
    return ["".join(lines.pieces) for lines in texts]


def _is_block(el: Element) -> bool:
    block = parse_style(el.get("style")).block
    return el.tag in _BLOCKS if block is None else block


def _shown_start(el: Element, text: str) -> str:
    tag = str(el.tag)
    if tag == "br":
        return "\n"
    if _PSEUDO_TAG.search(tag):  # "a<b[0]" that a parser took for a tag
        return "<" + tag.rstrip("<") + text
    return text


def _is_decoration(el: Element) -> bool:
    return el.tag == "svg" or (el.tag == "li" and not (el.text or len(el)))


def code_language(pre: Element) -> str:
    """The language as the page names it (``data-lang``, or a class of ``pre`` or its ``code``), or ``""``."""
    code = next(pre.iter("code"), None)
    for el in (pre, code):
        if el is not None and (found := _language_of(el)):
            return found
    figure = next((el for el in islice(pre.iterancestors(), _MOST_ABOVE) if el.tag == "figure"), None)
    return _named(figure, "highlight") if figure is not None else ""


def _language_of(el: Element) -> str:
    named = (el.get("data-lang") or el.get("lang") or "").strip()
    if _LANGUAGE.fullmatch(named) and named not in _NO_LANGUAGE:
        return named
    words = el.get("class", "").split()
    for word in words:
        found = _LANGUAGE_CLASS.fullmatch(word)
        if found and (found[1] not in _NO_LANGUAGE or word == "language-js"):  # which WeChat does not write
            return found[1]
    if len(words) == 1 and words[0].lower() in _LANGUAGES:  # as in markdownify's README
        return words[0]
    return _named(el, "hljs")


def _named(el: Element, word: str) -> str:
    """The language that stands in the class of *el* behind *word*, as highlight.js and Hexo write it."""
    words = el.get("class", "").split()
    behind = words[words.index(word) + 1 :] if word in words else []
    return next((name for name in behind if name.lower() in _LANGUAGES), "")


def written_language(pre: Element) -> str:
    """The language as Markdown names it (``language-…``): WeChat's ``js`` says nothing, Markdown's says what it is."""
    code = next(pre.iter("code"), None)
    found = re.fullmatch(r"language-(\S{1,100})", code.get("class", "") if code is not None else "")
    return found[1] if found else code_language(pre)
