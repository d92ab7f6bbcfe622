"""Code blocks as pure text, whichever editor wrote them.

WeChat's own editor writes a ``code`` for each line; mdnice and doocs write one ``code`` with ``br`` and no-break
spaces; a plain ``pre`` has line feeds; RSSHub adds a ``br`` behind each ``code``.
"""

from __future__ import annotations

import re

from lxml import etree

from wechatclean.html.visibility import Part, parts_of

Element = etree._Element

_DECORATION = frozenset({"mac-sign", "code-snippet__line-index"})
_NEWLINE_AFTER = frozenset({"p", "div", "section", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\xad]")
_SPACE = re.compile("[\xa0\u2002\u2003\u2009]")
_COUNTER = re.compile(r"^[ \t]*c?ounter\(line[^\n]*(?:\n|$)", re.M)  # CSS of line numbers, copied as text
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,30}")
_LANGUAGE_CLASS = re.compile(r"\b(?:language|lang|hljs|code-snippet__)-?([A-Za-z0-9_+#.-]{1,30})")
_NO_LANGUAGE = frozenset({"js", "fix", "plaintext", "text", "none", "code", "line", "line-index"})
_PSEUDO_TAG = re.compile(r"[^a-z0-9:_-]")


def code_parts(pre: Element, state: int) -> list[Part]:
    """What is shown of *pre*, whose text inherits *state*, without line numbers and decoration."""
    return list(parts_of(pre, state=state, leave_out=_is_decoration))


def code_text(pre: Element, parts: list[Part]) -> str:
    """The text of *parts* of *pre*, lines ended by LF, without zero-width characters."""
    lines = _line_elements(pre)
    text = "\n".join(line.strip("\n") for line in _texts(parts, lines)) if lines else "".join(_texts(parts, lines))
    text = _SPACE.sub(" ", _ZERO_WIDTH.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    if "ounter(line" in text:
        text = _COUNTER.sub("", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def _line_elements(pre: Element) -> list[Element]:
    """The ``code`` elements of *pre* where each is a line: several, with no text and no line feed between them."""
    codes = [el for el in pre.iter("code") if not _inside_code(el, pre)]
    if len(codes) < 2:
        return []
    parents = {el.getparent() for el in codes}
    between = [el.tail for el in codes] + [parent.text for parent in parents if parent is not None]
    return [] if any(text and ("\n" in text or text.strip()) for text in between) else codes


def _inside_code(el: Element, pre: Element) -> bool:
    parent = el.getparent()
    while parent is not None and parent is not pre:
        if parent.tag == "code":
            return True
        parent = parent.getparent()
    return False


def _texts(parts: list[Part], lines: list[Element]) -> list[str]:
    """Text in document order, one for each of *lines*; ``br`` and the ends of blocks are line feeds."""
    root, starts = parts[0].element, set(lines)
    texts: list[list[str]] = [[]]
    for event, el, text, _, _ in parts:
        if event == "start":
            if el in starts:
                texts.append([])
            texts[-1].append(_shown_start(el, text))
            continue
        ends_line = event == "end" and el is not root and el.tag in _NEWLINE_AFTER
        if ends_line and texts[-1] and not texts[-1][-1].endswith("\n"):
            texts[-1].append("\n")
        texts[-1].append(text)
    return ["".join(pieces) for pieces in texts]


def _shown_start(el: Element, text: str) -> str:
    tag = str(el.tag)
    if tag == "br":
        return "\n"
    if _PSEUDO_TAG.search(tag):  # "a<b[0]" that a parser took for a tag
        return "<" + tag.rstrip("<") + text
    return text


def _is_decoration(el: Element) -> bool:
    if el.tag == "svg" or (el.tag == "li" and not (el.text or len(el))):
        return True
    return not _DECORATION.isdisjoint(el.get("class", "").split())


def code_language(pre: Element) -> str:
    """The language as the page names it (``data-lang``, or a class of ``pre`` or its ``code``), or ``""``."""
    code = next(pre.iter("code"), None)
    for el in (pre, code):
        if el is None:
            continue
        named = (el.get("data-lang") or el.get("lang") or "").strip()
        if _LANGUAGE.fullmatch(named) and named not in _NO_LANGUAGE:
            return named
        for token in el.get("class", "").split():
            found = _LANGUAGE_CLASS.fullmatch(token)
            if found and found[1] not in _NO_LANGUAGE:
                return found[1]
    return ""
