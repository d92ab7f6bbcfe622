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
_MARKED = etree.XPath(
    "descendant-or-self::*[@data-website or @data-tool or @powered-by or @data-mpa-powered-by or @data-tools or @label"
    " or @data-label or @data-author or @data-pm-slice or @leaf or contains(@class, 'editor') or contains(@class, 'Editor')"
    " or contains(@class, 'katex-block') or contains(@class, 'code__pre') or contains(@class, 'mac-sign')]"
)


def editor_of(body: etree._Element) -> str | None:
    """The editor that left the surest trace in *body*: ``"mdnice"``, ``"135"``, ``"xiumi"``, …, or ``None``."""
    best = len(_TRACES)
    for el in _MARKED(body):
        for rank, (name, word, _) in enumerate(_TRACES[:best]):
            if (value := el.get(name)) is not None and word in value:
                best = rank
                break
        if not best:
            break
    return _TRACES[best][2] if best < len(_TRACES) else None
