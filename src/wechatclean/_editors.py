"""Which editor left its traces in a body; a hint, since authors paste from one into another."""

from __future__ import annotations

from lxml import etree

# An attribute and what its value holds, the surest trace first.
_TRACES: tuple[tuple[str, str, str], ...] = (
    ("data-website", "mdnice.com", "mdnice"),
    ("data-tool", "mdnice", "mdnice"),
    ("class", "katex-block", "doocs"),
    ("class", "code__pre", "doocs"),
    ("class", "mac-sign", "doocs"),
    ("powered-by", "xiumi", "xiumi"),
    ("data-mpa-powered-by", "yiban", "yiban"),
    ("data-tools", "135", "135"),
    ("label", "135editor", "135"),
    ("class", "_135editor", "135"),
    ("data-tools", "新媒体管家", "xmt"),
    ("data-label", "xmt.cn", "xmt"),
    ("label", "wxb-style", "wxb"),
    ("data-author", "Wxeditor", "wxeditor"),
    ("class", "yead_editor", "yead"),
    ("class", "KolEditor", "kol"),
    ("data-pm-slice", "", "wechat"),
    ("leaf", "", "wechat"),
)
_VALUES = {name: etree.XPath(f"descendant-or-self::*/@{name}") for name, _, _ in _TRACES if name != "class"}


def editor_of(body: etree._Element, attributes: set[str], classes: set[str]) -> str | None:
    """The editor that left the surest trace in *body*: ``"mdnice"``, ``"135"``, ``"xiumi"``, …, or ``None``.

    Args:
        attributes: names of the attributes that occur in it.
        classes: values of the ``class`` attributes in it.
    """
    for name, word, editor in _TRACES:
        if name in attributes:
            values = classes if name == "class" else _VALUES[name](body)
            if any(word in value for value in values):
                return editor
    return None
