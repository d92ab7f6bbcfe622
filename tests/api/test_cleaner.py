"""A Cleaner is a value: it holds every option, and the module's functions are those of one."""

from __future__ import annotations

import dataclasses
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from folders import FIXTURES, fixture_name
from own_policy import WithSuffix

import wechatclean
from wechatclean import Cleaner

PICTURE = '<p>茶<img src="https://mmbiz.qpic.cn/mmbiz_png/K/640" alt="杯"></p>'
INPUTS = sorted({path.parent for path in FIXTURES.glob("*/*/input.*")})
OPTIONS = {"images": wechatclean.ALT_TEXT, "limits": wechatclean.Limits(depth=50), "recover": ("lists",)}


def test_options_are_held_and_used():
    cleaner = Cleaner(images="alt-text", writer=wechatclean.MarkdownWriter(bullets="*"))
    assert cleaner.images == wechatclean.ALT_TEXT
    assert cleaner.clean(f"<ul><li>甲</li></ul>{PICTURE}").markdown == "* 甲\n\n茶杯"
    with pytest.raises(wechatclean.LimitError):
        Cleaner(limits=wechatclean.Limits(size=3)).clean("<p>甲</p>")


def test_the_functions_are_those_of_a_cleaner():
    cleaner = Cleaner(**OPTIONS)
    feed = f"<rss version='2.0'><channel><item><description><![CDATA[{PICTURE}]]></description></item></channel></rss>"
    data = {"content": PICTURE}
    assert wechatclean.clean(PICTURE, **OPTIONS) == cleaner.clean(PICTURE)
    assert wechatclean.to_markdown(PICTURE, **OPTIONS) == cleaner.to_markdown(PICTURE) == "茶杯"
    assert list(wechatclean.clean_feed(feed, **OPTIONS)) == list(cleaner.clean_feed(feed))
    assert wechatclean.clean_data(data, **OPTIONS) == cleaner.clean_data(data)


def test_it_is_a_frozen_value():
    one, same = Cleaner(**OPTIONS), Cleaner(**OPTIONS | {"images": "alt-text"})
    assert (one, hash(one)) == (same, hash(same))
    assert one != Cleaner()
    assert dataclasses.replace(one, images=wechatclean.REMOTE).limits == one.limits
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.images = wechatclean.DROP


def test_it_is_pickled_and_equal_again():
    cleaner = Cleaner(**OPTIONS)
    cleaner.clean(PICTURE)
    again = pickle.loads(pickle.dumps(cleaner))
    assert (again, hash(again)) == (cleaner, hash(cleaner))
    assert again.clean(PICTURE) == cleaner.clean(PICTURE)


def outcome(call, source):
    try:
        return call(source)
    except wechatclean.WechatCleanError as error:
        return type(error), str(error)


@pytest.mark.parametrize("path", INPUTS, ids=fixture_name)
def test_to_markdown_says_what_clean_says(path):
    source = next(path.glob("input.*")).read_bytes()
    assert outcome(wechatclean.to_markdown, source) == outcome(lambda given: wechatclean.clean(given).markdown, source)


def test_to_markdown_reads_and_writes_nothing_else():
    page = (FIXTURES / "page" / "whole" / "input.html").read_bytes()
    page = page.replace(b'id="js_content"', b'id="js_content"><p hidden>x</p><p', 1)
    modules = {called(wechatclean.clean, page): True, called(wechatclean.to_markdown, page): False}
    for found, whole in modules.items():
        assert ("wechatclean.output.html" in found) is whole
        assert ("wechatclean.output.plain_text" in found) is whole
        assert ("wechatclean.metadata.fields" in found) is whole
        assert ("wechatclean.layout.shown:count" in found) is whole
        assert ("wechatclean.notes:_beginning" in found) is whole
        assert "wechatclean.output.markdown.blocks" in found


def called(function, source):
    """Names of the modules and of the functions that run while *function* reads *source*."""
    found = set()

    def see(frame, event, _):
        module = frame.f_globals.get("__name__")
        found.update((module, f"{module}:{frame.f_code.co_name}"))

    sys.setprofile(see)
    try:
        function(source)
    finally:
        sys.setprofile(None)
    return frozenset(found)


def test_another_process_gives_the_same():
    """By spawn, which imports all anew."""
    cleaner = Cleaner(images=wechatclean.ImagePolicy(address=WithSuffix("#x")), limits=wechatclean.Limits(depth=50))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(cleaner.clean, PICTURE).result() == cleaner.clean(PICTURE)
