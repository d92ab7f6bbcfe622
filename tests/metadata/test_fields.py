"""The declarations: every field is read back, and takes whatever a page states."""

from __future__ import annotations

import pytest

import wechatclean
from wechatclean.metadata import Account, Album, Metadata, Repost
from wechatclean.metadata.fields import declared, nested
from wechatclean.notes import Notes


@pytest.mark.parametrize("model", [Metadata, Account, Album, Repost], ids=lambda model: model.__name__)
def test_every_field_can_be_read_back_from_front_matter(model):
    for name, field in model.model_fields.items():
        if declared(field):
            assert declared(field).selectors[0].key, f"{name}: the first place is our own key"
        else:
            assert nested(field) or name in {"kind", "site", "extra"}


def test_whatever_a_place_says_gives_a_value_or_none():
    odd = [
        None,
        "",
        " ",
        "\u200b",
        0,
        -1,
        1.5,
        float("nan"),
        True,
        [],
        {},
        [[]],
        {"a": 1},
        "x" * 10_000,
        "\ud800",
        b"x",
        object(),
    ]
    for field in (f for model in (Metadata, Account, Album, Repost) for f in model.model_fields.values()):
        source = declared(field)
        found = wechatclean.sites.page.open_page(
            "<p>甲</p>", url=None, front={}, notes=Notes(), limits=wechatclean.Limits()
        )
        for said in odd if source else ():
            source.converter(said, found)
