"""Threads that clean at the same time give what one gives: with everything that is remembered, forgotten, or shared."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import pytest
from folders import FIXTURES

import wechatclean
from wechatclean import Cleaner, MarkdownWriter

THREADS = 8
SOURCES = sorted([*FIXTURES.glob("*/*/input.html"), *FIXTURES.glob("*/*/input.md")])


class Loud(MarkdownWriter):
    def convert_strong(self, el, text, parent_tags):
        return f"【{text}】"


def chart(builder, el):
    builder.add_block("p").text = f"图表 {el.get('data-id', '')}"
    return wechatclean.HANDLED


def louder(root):
    for p in root.iter("p"):
        p.text = f"{p.text or ''}！"


CLEANERS = {
    "the library's": Cleaner(),
    "with rules, passes and a writer": Cleaner(
        elements={"mp-chart": chart, ".tail": chart}, passes=[louder], drop=[".ad"], writer=Loud(), images="drop"
    ),
}


@pytest.fixture
def often():
    """Threads take turns after every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def outcome(cleaner, source):
    try:
        return cleaner.clean(source).model_dump_json()
    except wechatclean.WechatCleanError as error:
        return repr(error)


@pytest.fixture(scope="module")
def texts():
    return [path.read_bytes() for path in SOURCES]


@pytest.mark.parametrize("name", CLEANERS)
def test_all_fixtures_in_eight_threads(name, texts, often):
    cleaner = CLEANERS[name]
    alone = [outcome(cleaner, text) for text in texts]
    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(lambda text: outcome(cleaner, text), texts)) == alone


def test_the_same_document_in_eight_threads(texts, often):
    """Caches are filled by all at once: each cleaner is new."""
    for text in islice(texts, 0, None, max(1, len(texts) // 20)):
        cleaner = Cleaner(elements={"mp-chart": chart}, writer=Loud())
        alone = outcome(Cleaner(elements={"mp-chart": chart}, writer=Loud()), text)
        with ThreadPoolExecutor(THREADS) as threads:
            assert set(threads.map(lambda text, cleaner=cleaner: outcome(cleaner, text), [text] * THREADS)) == {alone}


def test_cleaners_of_different_options_side_by_side(texts, often):
    pairs = list(zip(cycle(CLEANERS.values()), islice(texts, 0, None, 4), strict=False))
    alone = [outcome(*pair) for pair in pairs]
    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(lambda pair: outcome(*pair), pairs)) == alone


def test_an_event_loop_may_hand_it_to_threads(texts):
    some = texts[::10]
    alone = [outcome(CLEANERS["the library's"], text) for text in some]

    async def all_of_them():
        return await asyncio.gather(*(asyncio.to_thread(outcome, CLEANERS["the library's"], text) for text in some))

    assert asyncio.run(all_of_them()) == alone
