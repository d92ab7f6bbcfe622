"""The TeX of a formula that its element states: in an attribute, in the address of its picture, in the words for it."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, unquote_plus

from wechatclean.elements.formulas.tex import looks_like_tex, undelimited
from wechatclean.images.addresses import absolute
from wechatclean.images.finding import address_of
from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

# Of mdnice, doocs, MathJax 4 and Tiptap, Zhihu, Siyuan, Notion's copies, Canvas, and what other editors call it.
ATTRIBUTES = (
    "data-formula", "data-math-raw", "data-latex", "data-tex", "data-math", "data-equation", "data-equation-content",
    "data-notion-inline-equation", "data-latex-source",
)  # fmt: skip
_ENCODED = pattern(r"%5C|%20|%7B|%5E", re.I)
_NOT_TEX = frozenset({"true", "false", "inline", "display", "block"})
_MAY_BE_FLAGS = frozenset({"data-math", "data-equation"})
_BLOCKS = frozenset({"section", "div", "p", "figure"})
_BLOCK_WORDS = ("block", "display")
_LINE_END = pattern(r"\A\s*\\\\|\\\\(?:\[[^\]]{0,9}\])?\s*\Z")  # by which Zhihu knows a display

_PICTURED = pattern(
    r"(?:^|[ _-])(?:tex|latex|math|mathcode|formula|equation|eq|ee)(?:$|[ _-])|math|formula|latex|equation"
)
_IN_QUERY = pattern(r"[?&#](?:tex|latex|formula|math|chl|code|eq|from|inline|block|val)=([^&#]+)")
_FORMULA_PATH = pattern(
    r"/equation\?|/math\?|latex\.php\?|/render/math\?|card=math&|/chart\?(?=.*cht=tx)|tex2img\.php\?|math\.now\.sh/?\?|math\.vercel\.app"
)
_RAW_QUERY = pattern(
    r"(?:latex\.codecogs\.com/[\w.]{3,30}|latex\.csdn\.net/eq|/(?:mimetex|mathtex)\.cgi|yuque\.com/gr/latex|/latex\.image)\?(.+)",
    re.S,
)
_FEEDS = pattern(r"[\t\r\n]+")  # which no address has: browsers take them out
_MAY_BE_FORMULA = pattern(r"tex|math|/equation\?|/chart\?")  # faster to find than what follows
_IN_PATH = pattern(r"(?:i\.upmath\.me|tex\.s2cms\.(?:ru|com))/(?:svg|png)/(.+)", re.S)
_SETTINGS = pattern(
    r"\\(?:dpi\{\d{1,4}\}|[bf]g_\w{1,20}|bg\{\w{1,20}\}|fn_\w{1,10}|inline|huge|large|tiny|small|LARGE)(?![A-Za-z])(?:&space;|\s|%20)*"
)


def attribute_source(el: Element) -> str:
    """The TeX in an attribute of *el*; ``""`` where none holds it."""
    for name in ATTRIBUTES:
        source = (el.get(name) or "").strip()
        is_flag = source.lower() in _NOT_TEX or (source in ("0", "1") and name in _MAY_BE_FLAGS)
        if source and not is_flag:
            source = unquote(source) if _ENCODED.search(source) else source
            return unescape(source) if "&" in source else source
    if el.get("data-subtype") == "math":  # Siyuan's
        return el.get("data-content") or ""
    return (el.get("data-value") or "") if "ql-formula" in (el.get("class") or "") else ""  # Quill's


def is_display(el: Element) -> bool:
    """Whether the formula *el* stands by itself."""
    if el.get("data-math-display") in ("true", "1", "") or el.get("display") in ("true", "block"):
        return True
    kind = f"{el.get('data-formula-type') or ''} {el.get('data-type') or ''} {el.get('data-tex') or ''}".lower()
    if el.tag in _BLOCKS or any(word in kind for word in _BLOCK_WORDS):
        return True
    parent = el.getparent()
    return any(
        word in (near.get("class") or "")
        for near in (el, parent)
        if near is not None
        for word in ("block-equation", "katex-block", "katex-display", "math-display", "MathJax_Display")
    )


def is_alone(el: Element) -> bool:
    """Whether nothing stands beside *el* in its block."""
    parent = el.getparent()
    if parent is None or parent.tag not in _BLOCKS | {"center"} or len(parent) > 1:
        return False
    return not (parent.text or "").strip() and not (el.tail or "").strip()


def picture_source(img: Element) -> tuple[str, bool]:
    """The TeX of the picture *img*, and whether it stands by itself; ``""`` where it is no formula's."""
    stated = [value for name in ("data-src", "data-original", "src") if (value := img.get(name))]
    stated = [_FEEDS.sub("", value) for value in stated] or [address_of(img)]
    is_said = _says_formula(img)
    if not (is_said or any(map(_MAY_BE_FORMULA.search, stated))):
        return "", False
    address = next(filter(absolute, stated), stated[0] if stated else "")  # the first that leads to the network
    in_address = address_source(address)
    if not (is_said or in_address):
        return "", False
    source = attribute_source(img) or img.get("source") or ""
    for name in ("alt", "title", "aria-label"):
        words = img.get(name) or ""
        source = source or (words if looks_like_tex(words) or _is_same(words, in_address) else "")
    source = source or in_address
    source, shown = undelimited(source)
    bare = _LINE_END.sub("", source) if "zhihu" in address or img.get("eeimg") or img.get("data-eeimg") else source
    return bare.strip(), shown if shown is not None else bare != source or is_alone(img) or is_display(img)


def _says_formula(img: Element) -> bool:
    if img.get("eeimg") or img.get("data-eeimg") or img.get("role") == "math" or attribute_source(img):
        return True
    return _PICTURED.search((img.get("class") or "").lower()) is not None


def _is_same(words: str, source: str) -> bool:
    return bool(source) and "".join(words.split()) == "".join(source.split())


def address_source(address: str) -> str:
    """The TeX in the *address* of a service that draws it; ``""`` where it is none's.

    >>> address_source("https://www.zhihu.com/equation?tex=x%5E2"), address_source("https://a.cn/x.png?math=1")
    ('x^2', '')
    """
    if not _MAY_BE_FORMULA.search(address):
        return ""
    if found := _RAW_QUERY.search(address):
        source = unquote(found[1].partition("#")[0]).replace("&space;", " ").replace("&plus;", "+")
        return unescape(_SETTINGS.sub("", source)).strip()
    if found := _IN_PATH.search(address):
        return unquote(found[1].partition("#")[0]).removesuffix(".svg").strip()
    if not _FORMULA_PATH.search(address):
        return ""
    found = _IN_QUERY.search(address)
    return unquote_plus(found[1]).strip() if found else ""
