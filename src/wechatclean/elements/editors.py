"""Which editor an article was made with, by its traces: a hint, since authors paste from one editor into another."""

from __future__ import annotations

from collections.abc import Collection, Iterable

# An attribute, a word of its value, and the editor; the surest trace comes first.
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


def traces_in(names: Iterable[str], classes: str) -> tuple[str, ...]:
    """Those of an element's attributes that editors are known by; *classes* is its ``class``."""
    found = _ATTRIBUTES.intersection(names)
    return (*found, "class") if any(word in classes for word in _WORDS) else (*found,)


def editor_of(traces: Collection[tuple[str, str]]) -> str | None:
    """The editor that left the surest of *traces*: ``"mdnice"``, ``"135"``, ``"xiumi"``, …, or ``None``.

    Args:
        traces: attributes of the article's elements and their values.
    """
    if not traces:
        return None
    left = (
        editor for name, word, editor in _TRACES for attribute, value in traces if attribute == name and word in value
    )
    return next(left, None)
