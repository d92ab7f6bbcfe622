"""Methods that a subclass of the writer has of its own: which ones are called, and what they return."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from difflib import get_close_matches

from wechatclean.output.markdown.options import STANDS_FOR
from wechatclean.output.markdown.placeholders import ATOM, PLACEHOLDER, atom
from wechatclean.patterns import pattern

Method = Callable[..., str]

INLINE = frozenset({"a", "br", "code", "del", "em", "mark", "span", "strong", "sub", "sup", "u"})
_BLOCKS = "blockquote hN h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul"
TAGS = INLINE | {"img", *_BLOCKS.split()}
_CALLED = TAGS | {"_document_", "soup"}
_BOXES = dict.fromkeys("article caption center dd div dl dt figcaption figure footer header main section".split(), "p")
_PLAYERS = dict.fromkeys("audio iframe video".split(), "p")
INSTEAD = (
    STANDS_FOR | _BOXES | _PLAYERS | dict.fromkeys(("tbody", "tfoot", "thead"), "tr") | {"list": "ul and convert_ol"}
)
# What no file can hold or a tree would refuse; placeholders may be in the text of a paragraph.
_UNWRITABLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NEAR = 0.75  # of a misspelt name: <u> is not <ul>
_OTHERS = {
    "escape": "what needs an escape is decided when the whole paragraph is known",
    "process_element": "the walk over the tree is the library's own",
    "process_tag": "the walk over the tree is the library's own",
    "process_text": "the walk over the tree is the library's own",
}


def check_overrides(cls: type, base: type) -> None:
    """Refuse methods of *cls*, a subclass of *base*, that would never be called.

    Raises:
        TypeError: with the method to override instead.
    """
    if getattr(cls, "DefaultOptions", None) is not getattr(base, "DefaultOptions", None):
        raise TypeError(f"{cls.__name__}.DefaultOptions is never read: name the class Options")
    for name in dir(cls):
        if getattr(cls, name) is getattr(base, name, None):
            continue
        if name in _OTHERS:
            raise TypeError(f"{cls.__name__}.{name} is never called: {_OTHERS[name]}")
        tag = name.removeprefix("convert_")
        if tag != name:
            _check_tag(cls, name, tag)


def has_overrides(cls: type, base: type) -> bool:
    """Whether a method of *cls*, a subclass of *base*, is handed elements."""
    names = (f"convert_{tag}" for tag in (*TAGS, "_document_"))
    return any(getattr(cls, name, None) is not getattr(base, name, None) for name in names)


def _check_tag(cls: type, name: str, tag: str) -> None:
    if tag not in _CALLED:
        raise TypeError(f"{cls.__name__}.{name} is never called: no <{tag}> is in a clean article; {_advice(tag)}")
    method = getattr(cls, name)
    if not callable(method):
        raise TypeError(f"{cls.__name__}.{name} is {method!r:.80}, not a method; to leave out a tag, use strip=[…]")
    if tag != "soup" and not _takes_parent_tags(method):
        raise TypeError(f"{cls.__name__}.{name} needs a last parameter parent_tags (markdownify 1.0)")


def _advice(tag: str) -> str:
    small = tag.lower()
    tags = {name.lower(): name for name in TAGS}
    near = INSTEAD.get(small) or next((tags[name] for name in get_close_matches(small, sorted(tags), 1, _NEAR)), None)
    return f"override convert_{near}" if near else f"there are {', '.join(sorted(TAGS))}"


def _takes_parent_tags(method: Method) -> bool:
    parameters = inspect.signature(method).parameters.values()
    return any(p.name == "parent_tags" or p.kind is p.VAR_KEYWORD for p in parameters)


def overriding(method: Method, tag: str, name: str) -> Method:
    """*method*, which a subclass has for *tag* under *name*, with its result checked.

    What it puts around the text of inline elements is markup, which nothing may move into or out of.
    """

    def call(el: object, text: str, parent_tags: frozenset[str]) -> str:
        written = method(el, text, parent_tags=parent_tags)
        if not isinstance(written, str):
            raise TypeError(f"{name} returned {written!r:.80}, not a string")
        written = _UNWRITABLE.sub("", written)
        return _as_markup(written, text, tag) if tag in INLINE else written

    return call


def _as_markup(written: str, text: str, tag: str) -> str:
    """*written* around *text*, where it is no markup already."""
    if tag == "code" and ATOM not in written:
        return atom(written)
    before, found, after = written.partition(text) if text else (written, "", "")
    if PLACEHOLDER.search(before) or PLACEHOLDER.search(after) or (text and not found):
        return written
    return (before and atom(before)) + found + (after and atom(after))
