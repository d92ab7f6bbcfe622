"""Boxes to tick, as the editors write them.

Here a box is put where it stands. What is a task, and what a box within a text, is known once the article is whole
(:mod:`wechatclean.passes.tasks`). An element before which it is put stays what it is: it is not the rules' own.
"""

from __future__ import annotations

from wechatclean.layout.builder import LISTS, ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element, begins_with_box, new_box, new_element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, NOT_MINE, OnLeave, Outcome, Reader, Rule, Shows

# What says whether a box is ticked: attributes, and words in them.
_SAY = ("data-checked", "data-list", "data-tag", "aria-checked", "checked", "value")
_TICKED = frozenset({"true", "checked", "done", "to-do:completed", "data:true"})
_NOT_TICKED = frozenset({"false", "unchecked", "check", "to-do", "data:false"})
_DRAWN = {
    **dict.fromkeys(("checkbox-on", "fa-check-square-o", "fa-check-square", "todo-block_checked"), True),
    **dict.fromkeys(("checkbox-off", "fa-square-o"), False),
}
# Lists all of whose items are tasks, those that say nothing among them.
_LISTS_OF_TASKS = ("joplin-checklist", "tox-checklist", "inline-task-list")


def put_box(builder: ArticleBuilder, *, ticked: bool) -> None:
    """Put a box into the line."""
    builder.add(new_box(ticked=ticked))


def task(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A box to tick, as an attribute says; of a list, that of each item."""
    said = next((value for name in _SAY if (value := el.get(name, "")) in _TICKED | _NOT_TICKED), None)
    if said is None:
        return NOT_MINE
    if el.tag in LISTS:
        return _all_tasks(builder, ticked=said in _TICKED)
    put_box(builder, ticked=said in _TICKED)
    return NOT_MINE


def box_by_role(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A box that is drawn, as its role says."""
    return task(builder, el) if el.get("role") == "checkbox" else NOT_MINE


def picture_of_box(builder: ArticleBuilder, el: Element) -> Outcome:
    """The picture of a box, in lists of Google Docs."""
    if el.tag != "img" or el.get("aria-roledescription") != "checkbox":
        return NOT_MINE
    put_box(builder, ticked=el.get("alt") == "checked")
    return HANDLED


def obsidian_task(builder: ArticleBuilder, el: Element) -> Outcome:
    """A task of Obsidian's: the sign in its box, of which any but a space ticks it."""
    if el.tag != "li":
        return NOT_MINE
    put_box(builder, ticked=bool(el.get("data-task", "").strip()))
    return NOT_MINE


def list_of_tasks(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A list all of whose items are tasks."""
    return _all_tasks(builder, ticked=False) if el.tag in LISTS else NOT_MINE


def ticked_item(builder: ArticleBuilder, el: Element) -> Outcome:
    """A task that is done, in such a list."""
    around = el.getparent()
    if el.tag != "li" or around is None or not any(word in around.get("class", "") for word in _LISTS_OF_TASKS):
        return NOT_MINE
    put_box(builder, ticked=True)
    return NOT_MINE


def drawn_box(builder: ArticleBuilder, el: Element) -> Outcome:
    """A box that a class draws."""
    put_box(builder, ticked=any(_DRAWN.get(word, False) for word in el.get("class", "").split()))
    return NOT_MINE


def box_of_checklist(builder: ArticleBuilder, el: Element) -> Outcome:
    """A box of Editor.js, whose item says whether it is ticked."""
    item = el.getparent()
    put_box(builder, ticked=item is not None and "item--checked" in item.get("class", ""))
    return NOT_MINE


def yuque_card(builder: ArticleBuilder, el: Element) -> Outcome | OnLeave:
    """A box of Yuque's."""
    return task(builder, el) if el.get("name") == "checkbox" else NOT_MINE


def _all_tasks(builder: ArticleBuilder, *, ticked: bool) -> Outcome | OnLeave:
    items = builder.box
    if items.tag not in LISTS:
        return GO_INSIDE

    def leave() -> None:
        for item in items:
            if not begins_with_box(item):
                line = new_element("p")
                line.append(new_box(ticked=ticked))
                item.insert(0, line)

    return leave


def _box_shows(el: Element, inside: Inside) -> Shows | None:
    return Shows() if el.get("aria-roledescription") == "checkbox" else None


TAGS: dict[str, Rule] = {"card": yuque_card, "en-todo": task, "card-checkbox": task}
CLASSES: dict[str, Rule] = {
    **dict.fromkeys(_LISTS_OF_TASKS, list_of_tasks),
    **dict.fromkeys(("checked", "joplin-checklist--checked", "tox-checklist--checked"), ticked_item),
    **dict.fromkeys(_DRAWN, drawn_box),
    "cdx-checklist__item-checkbox": box_of_checklist,
}
ATTRIBUTES: dict[str, Rule] = {
    **dict.fromkeys(("data-checked", "data-list", "data-tag"), task),
    "data-task": obsidian_task,
    "aria-checked": box_by_role,
    "aria-roledescription": picture_of_box,
}
SHOWS: dict[str, Reader] = {"[aria-roledescription]": _box_shows}
