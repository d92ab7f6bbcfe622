"""Code blocks as pure text, whichever editor wrote them.

WeChat's own editor writes a ``code`` for each line; mdnice and doocs write one ``code`` with ``br`` and no-break
spaces; a plain ``pre`` has line feeds; RSSHub adds a ``br`` behind each ``code``.
"""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element

_DROPPED = frozenset({"script", "style", "svg", "template", "noscript"})
_DROPPED_CLASSES = frozenset({"mac-sign", "code-snippet__line-index"})
_NEWLINE_AFTER = frozenset({"p", "div", "section", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff\xad]")
_SPACE = re.compile("[\xa0\u2002\u2003\u2009]")
_COUNTER = re.compile(r"^[ \t]*c?ounter\(line[^\n]*(?:\n|$)", re.M)  # CSS of line numbers, copied as text
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,30}")
_LANGUAGE_CLASS = re.compile(r"\b(?:language|lang|hljs|code-snippet__)-?([A-Za-z0-9_+#.-]{1,30})")
_NO_LANGUAGE = frozenset({"js", "fix", "plaintext", "text", "none", "code", "line", "line-index"})
_PSEUDO_TAG = re.compile(r"[^a-z0-9:_-]")


def code_text(pre: Element) -> str:
    """The text of *pre*: lines end with LF; line numbers, decoration and zero-width characters are left out."""
    lines = _line_elements(pre)
    text = "\n".join(_text(line).strip("\n") for line in lines) if lines else _text(pre)
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


def _text(root: Element) -> str:
    """The text of *root*; ``br`` and the ends of blocks are line feeds."""
    parts: list[str] = []
    skipped: Element | None = None
    for event, el in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and el is skipped:
                skipped = None
                parts.append(el.tail or "")
        elif event == "start":
            if _is_dropped(el):
                skipped = el
                continue
            parts.append(_shown_start(el))
        else:
            if el.tag in _NEWLINE_AFTER and el is not root and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            if el is not root:
                parts.append(el.tail or "")
    return "".join(parts)


def _shown_start(el: Element) -> str:
    tag = str(el.tag)
    if tag == "br":
        return "\n"
    if _PSEUDO_TAG.search(tag):  # "a<b[0]" that a parser took for a tag
        return "<" + tag.rstrip("<") + (el.text or "")
    return el.text or ""


def _is_dropped(el: Element) -> bool:
    if el.tag in _DROPPED:
        return True
    if el.tag == "li" and not (el.text or len(el)):
        return True
    style = el.get("style", "")
    if "display" in style and "none" in style.replace(" ", "").partition("display:")[2][:4]:
        return True
    return not _DROPPED_CLASSES.isdisjoint(el.get("class", "").split())


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
