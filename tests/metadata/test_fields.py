"""The declarations: every field is read back, and takes whatever a page states."""

from __future__ import annotations

import pytest
from opening import opened
from pydantic import TypeAdapter

from wechatclean.metadata import Account, Album, Metadata, Repost
from wechatclean.metadata.fields import declared, nested


@pytest.mark.parametrize("model", [Metadata, Account, Album, Repost], ids=lambda model: model.__name__)
def test_every_field_can_be_read_back_from_front_matter(model):
    for name, field in model.model_fields.items():
        if declared(field):
            assert declared(field).selectors[0].key, f"{name}: the first place is our own key"
        else:
            assert nested(field) or name in {"kind", "site", "extra"}


DECLARED = [
    pytest.param(field, id=f"{model.__name__}.{name}")
    for model in (Metadata, Account, Album, Repost)
    for name, field in model.model_fields.items()
    if declared(field)
]
ODD = [
    None, "", " ", "\u200b", 0, -1, 1.5, float("nan"), True, [], {}, [[]], {"a": 1}, "x" * 10_000, "\ud800", b"x",
    object(),
]  # fmt: skip


@pytest.mark.parametrize("field", DECLARED)
def test_whatever_a_place_says_gives_a_value_that_the_field_takes_or_none(field):
    page = opened("<p>甲</p>")
    for said in ODD:
        value = declared(field).converter(said, page)
        if value is not None:
            TypeAdapter(field.annotation).validate_python(value)
