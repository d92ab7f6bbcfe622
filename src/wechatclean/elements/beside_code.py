"""What highlighters put beside code: columns of numbers, buttons to copy it, and labels that name its language."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from wechatclean.elements.languages import is_language
from wechatclean.elements.line_numbers import behind_code, beside_code, where_numbers
from wechatclean.html.tree import is_large
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import Hides

_COPY = frozenset(
    "复制 复制代码 代码复制 一键复制 点击复制 登录后复制 拷贝 拷贝代码"
    " copy copycode copied copied! copytoclipboard ? ▼".split()
)
_MOST_ON_A_BUTTON = 10  # elements
_MOST_BEFORE_CODE = 12  # elements
_NUMBERS = (
    ".gutter .linenos .lineno .linenodiv .line-numbers .line-numbers-rows .line-number .linenumber .rouge-gutter"
    " .pre-numbering .hljs-ln-numbers .blob-num .lnt .ln .lines-num .crayon-nums .code-snippet__line-index"
    " .react-syntax-highlighter-line-number .CodeMirror-linenumber .ace_gutter-cell .code-line-numbers"
).split()  # Hexo, Pygments, Prism, rouge, CSDN, GitHub, Chroma, Gitea, Crayon, WeChat
_BUTTONS = (
    "button .copy-code-btn .hljs-button .copy-btn .btn-copy .copy-button .copybtn .code-copy"
    " .code-block-extension-copyCodeBtn .code-block-extension-foldBtn .cnblogs_code_copy"
).split()
_BARS = (
    "clipboard-copy .zeroclipboard-container .code-block-extension-header .cnblogs_code_toolbar .crayon-toolbar"
    " .crayon-plain-wrap .hide-preCode-box"
).split()


def to_copy_code(el: Element, inside: Inside) -> bool:
    """Where it is a button that copies code."""
    return not is_large(el, _MOST_ON_A_BUTTON) and el not in inside.pictures_but_drawings and _words(el) in _COPY | {""}


def in_toolbar(el: Element, inside: Inside) -> bool:
    """Where it is such a button, or names the language."""
    return to_copy_code(el, inside) or (not is_large(el, _MOST_ON_A_BUTTON) and is_language(_words(el)))


def _words(el: Element) -> str:
    return "".join("".join(el.itertext("*")).split()).lower()


def always(el: Element, inside: Inside) -> bool:
    """A bar of buttons."""
    return True


def where_language(el: Element, inside: Inside) -> bool:
    """Where it names the language of the code beside it."""
    parent = el.getparent()
    if parent is None or is_large(el, _MOST_ON_A_BUTTON) or not is_language(_words(el)):
        return False
    return any(inner.tag == "pre" for inner in islice(parent.iter(), _MOST_BEFORE_CODE))


# By a tag, or by a word of ``class``.
UNSHOWN_BESIDE_CODE: Mapping[str, Hides] = {
    "td": beside_code,
    **dict.fromkeys(("ul", "ol"), behind_code),
    **dict.fromkeys(_NUMBERS, where_numbers),
    **dict.fromkeys(_BUTTONS, to_copy_code),
    ".toolbar-item": in_toolbar,
    **dict.fromkeys(_BARS, always),
    **dict.fromkeys((".lang", ".code-lang", ".language-label"), where_language),
}
