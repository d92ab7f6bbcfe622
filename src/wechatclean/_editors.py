"""Which editor left its traces in a body; a hint, since authors paste from one into another."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
_ATTRIBUTES = frozenset(name for name, _, _ in _TRACES if name != "class")
_WORDS = tuple(word for name, word, _ in _TRACES if name == "class")
_VALUES = {name: etree.XPath(f"descendant-or-self::*/@{name}") for name in _ATTRIBUTES}


def traces_of(names: Iterable[str], classes: str) -> frozenset[str]:
    """What an element with the attributes *names* and the class *classes* has of what editors are known by."""
    return _ATTRIBUTES.intersection(names).union(word for word in _WORDS if word in classes)


def editor_of(body: etree._Element, traces: Collection[str]) -> str | None:
    """The editor that left the surest trace in *body*: ``"mdnice"``, ``"135"``, ``"xiumi"``, …, or ``None``.

    Args:
        traces: those of all its elements (:func:`traces_of`).
    """
    for name, word, editor in _TRACES:
        if word in traces if name == "class" else name in traces and _has(body, name, word):
            return editor
    return None


def _has(body: etree._Element, name: str, word: str) -> bool:
    return not word or any(word in value for value in _VALUES[name](body))
