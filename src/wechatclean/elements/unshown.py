"""What WeChat and the editors write and no reader sees.

A class says what an element usually is. What an element holds may say otherwise, so each row looks at it. What is
empty, as a loader's placeholders are, needs no row: the walk finds nothing in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from wechatclean.elements.beside_code import UNSHOWN_BESIDE_CODE
from wechatclean.elements.formulas.rules import is_tex_script
from wechatclean.html.characters import is_text
from wechatclean.html.tree import is_large
from wechatclean.layout.inside import PICTURES, Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import Hides

_NO_PICTURES_FRAME = frozenset("br h1 h2 h3 h4 h5 h6 hr noscript ol p pre section table ul".split())
_MOST_IN_NOSCRIPT = 50  # elements
_MINI_PROGRAMS = frozenset({"mp-miniprogram", "mp-common-miniprogram", "mp-weapp"})


def always(el: Element, inside: Inside) -> bool:
    """The pages' own style hides it."""
    return True


def unless_picture(el: Element, inside: Inside) -> bool:
    """The pages' own style hides it; on a picture the class is a stray one."""
    return el.tag not in PICTURES


def where_no_picture(el: Element, inside: Inside) -> bool:
    """Where it holds no picture."""
    return el not in inside.pictures


def behind_its_element(el: Element, inside: Inside) -> bool:
    """Where the mini program's own element, which has a rule, stands before it."""
    before = el.getprevious()
    return before is not None and before.tag in _MINI_PROGRAMS


def inside_its_element(el: Element, inside: Inside) -> bool:
    """Where it is the card that an advertisement's own element, which has a rule, shows."""
    parent = el.getparent()
    return parent is not None and parent.tag in ("mpcps", "mpcpc")


def unless_picture_alone(el: Element, inside: Inside) -> bool:
    """But for a lazy loader's picture without another one before it that it stands for, and nothing beside it."""
    before = el.getprevious()
    if (before is not None and before.tag not in _NO_PICTURES_FRAME) or is_large(el, _MOST_IN_NOSCRIPT):
        return True  # the walk has emptied what stands before
    pictures = list(el.iter("img"))
    is_pixel = any((img.get("width") or img.get("height")) in ("0", "1") for img in pictures)
    return is_pixel or not pictures or is_text("".join(el.itertext()))


def but_for_formulas(el: Element, inside: Inside) -> bool:
    """But for ``math/tex``, in which MathJax 2 keeps formulas."""
    return not is_tex_script(el)


def before_its_script(el: Element, inside: Inside) -> bool:
    """Where it is what MathJax 2 has drawn, with the formula's script behind it."""
    behind = islice(el.itersiblings(), 2)
    return any(sibling.tag == "script" and is_tex_script(sibling) for sibling in behind)


# By a tag, or by a word of ``class``.
UNSHOWN: Mapping[str, Hides] = {
    **UNSHOWN_BESIDE_CODE,
    "mjx-assistive-mml": always,
    "defs": where_no_picture,
    "pattern": where_no_picture,
    "symbol": where_no_picture,
    "script": but_for_formulas,
    "noscript": unless_picture_alone,
    **dict.fromkeys(
        (".MathJax_Preview", ".MathJax_Display", ".MathJax", ".MathJax_SVG_Display", ".MathJax_SVG", ".MathJax_CHTML"),
        before_its_script,
    ),
    ".weapp_display_element": behind_its_element,
    ".weui-a11y_ref": unless_picture,
    ".cps_inner": inside_its_element,
}
