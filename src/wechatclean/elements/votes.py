"""Votes, whose questions are in an attribute."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from wechatclean.elements.attributes import decoded, label, one_line
from wechatclean.elements.reading import is_open
from wechatclean.embeds import Question, Vote
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.inside import Inside
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, Outcome, Reader, Rule, Shows


def vote(builder: ArticleBuilder, el: Element) -> Outcome:
    """A vote: its questions with their options."""
    questions = _questions(el)
    builder.embed(Vote(id=el.get("data-voteid"), questions=questions), "" if questions else label("投票", None))
    for question in questions:
        etree.SubElement(builder.add_block("p"), "strong").text = f"投票：{question.title}"
        items = builder.add_block("ul") if question.options else None
        for option in question.options:
            if items is not None:
                etree.SubElement(etree.SubElement(items, "li"), "p").text = option
    return GO_INSIDE if is_open(el) else HANDLED


def shows(el: Element, inside: Inside) -> Shows:
    """What a vote shows: its questions with their options."""
    words = (word for question in _questions(el) for word in (question.title, *question.options))
    return Shows(tuple(words) or (label("投票", None),), inside=is_open(el))


def _questions(el: Element) -> tuple[Question, ...]:
    try:
        subjects: Any = json.loads(decoded(el.get("data-votesubject") or "[]"))
    except (ValueError, RecursionError):
        return ()
    subjects = subjects if isinstance(subjects, list) else []
    return tuple(_question(subject) for subject in subjects if isinstance(subject, dict))


def _question(subject: dict[str, Any]) -> Question:
    options = subject.get("options")
    names = [option.get("name") for option in options if isinstance(option, dict)] if isinstance(options, list) else []
    return Question(title=one_line(subject.get("title")), options=tuple(filter(None, map(one_line, names))))


TAGS: dict[str, Rule] = {"mp-common-vote": vote}
ATTRIBUTES: dict[str, Rule] = {"data-votesubject": vote}
SHOWS: dict[str, Reader] = {"mp-common-vote": shows, "[data-votesubject]": shows}
