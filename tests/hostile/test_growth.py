"""The work grows as the document does and no faster: counted, as times differ from machine to machine.

Work of lxml's searches is counted by the elements that they visit. What one call of a string's method or of a regular
expression costs is not seen here: ``test_regexes.py`` and ``test_shapes.py`` bound that, and ``benchmarks/growth.py``
measures it.
"""

from __future__ import annotations

from functools import partial

import pytest
from effort import effort
from shapes import SHAPES

import wechatclean
from wechatclean.html.parser import parse

# A rule that searches what its element holds, again for each level.
PENDING = {"levels of clipped boxes before many siblings"}


def some(name):
    pending = pytest.mark.xfail(reason="layout.builder.has_picture searches each box again", strict=True)
    return pytest.param(name, marks=[pending] if name in PENDING else [])


@pytest.mark.parametrize("name", [some(name) for name in SHAPES])
def test_four_times_as_much_is_four_times_the_work(name):
    """Quadratic would be sixteen times."""
    shape = SHAPES[name]
    n = min(250, shape.full // 4)
    wechatclean.clean(shape.page(3))  # what is imported or compiled once
    few, many = (effort(partial(wechatclean.clean, shape.page(times * n))) for times in (1, 4))
    assert many < 4.4 * few


def test_what_is_searched_again_for_each_level_is_seen():
    def search(levels):
        root = parse("<div>" * levels + "<p>茶</p>" * levels)
        return sum(next(box.iter("img"), None) is not None for box in root.iter("div"))

    assert effort(lambda: search(400)) > 12 * effort(lambda: search(100))
