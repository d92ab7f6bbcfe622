"""Callouts: boxes that a Markdown renderer, a note app or a site generator makes of ``> [!NOTE]`` and its like."""

from __future__ import annotations

from wechatclean.html.relaying import lay_out_anew
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.normal_form import CALLOUT, Element, new_element
from wechatclean.layout.rules import GO_INSIDE, NOT_MINE, OnLeave, Outcome, Rule

# GitHub's five kinds, and what others call these.
_KINDS = {
    "note": "note info information abstract summary tldr todo question help faq example quote cite seealso primary",
    "tip": "tip tips hint success check done",
    "important": "important",
    "warning": "warning attention",
    "caution": "caution danger error failure fail missing bug",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_PREFIXES = ("markdown-alert-", "markdown-blockquote-", "theme-admonition-", "lake-alert-", "alert-", "callout-")
# Words that say so beside a kind: GitHub's and doocs', Obsidian's, VuePress's and VitePress's, MkDocs' and Sphinx's.
_BASES = ("markdown-alert", "callout", "custom-block", "hint-container", "admonition", "alert")
_TAGS = frozenset({"aside", "blockquote", "details", "div", "section"})


def callout(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A box of a kind, with its title: a quote that begins with ``[!NOTE]``."""
    kind = _kind_of(el)
    if el.tag not in _TAGS or kind is None:
        return NOT_MINE
    close = None if el.tag == "blockquote" else builder.open(new_element("blockquote"))
    box = builder.box
    if box.tag != "blockquote" or len(box):
        return close or GO_INSIDE
    box.set("class", f"{CALLOUT}{kind}")
    title = next(iter(el), None)
    has_title = title is not None and any(word in title.get("class", "").lower() for word in ("title", "heading"))

    def leave() -> None:
        builder.flush()
        if has_title and len(box) and box[0].tag == "p":
            lay_out_anew(box[0], {}, {"strong"})  # which a title is by itself
            box[0].set("class", "markdown-alert-title")
        if close:
            close()

    return leave


def _kind_of(el: Element) -> str | None:
    words = [el.get("data-callout", ""), *el.get("class", "").split()]
    named = [word.removeprefix(prefix) for word in words for prefix in _PREFIXES if word.startswith(prefix)]
    return next((_KIND_OF[word] for word in (*named, *words) if word in _KIND_OF), None)


CLASSES: dict[str, Rule] = {
    **dict.fromkeys(_BASES, callout),
    **{prefix + word: callout for prefix in _PREFIXES for word in _KIND_OF},
}
