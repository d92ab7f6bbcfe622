"""``clean()`` from many threads gives what it gives from one; a page never depends on the page before it."""

from __future__ import annotations

import random
import sys
from concurrent.futures import ThreadPoolExecutor

from folders import FIXTURES
from vectors import PLACES, framed, load, page_of_text

import wechatclean

WRITER = wechatclean.MarkdownWriter()


def sources():
    found = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*/input.*"))]
    some = (vector for vectors in load().values() for vector in vectors[::12])
    found += [framed(v["html"]) if "html" in v else page_of_text(v["text"], PLACES) for v in some]
    return found


def outcome(source):
    """What comes of *source*, by a writer that all threads share."""
    try:
        return wechatclean.clean(source, writer=WRITER).model_dump_json()
    except wechatclean.WechatCleanError as error:
        return repr(error)


def test_threads_and_order_change_nothing():
    pages = sources()
    alone = [outcome(page) for page in pages]
    order = list(range(len(pages))) * 2
    random.Random(6).shuffle(order)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # as many switches as can be had
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(outcome, [pages[n] for n in order]))
    finally:
        sys.setswitchinterval(interval)
    assert [n for n, result in zip(order, together, strict=True) if result != alone[n]] == []
