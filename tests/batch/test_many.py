"""``clean_many()``: a result for each source, whatever happens to it, on real processes."""

from __future__ import annotations

import itertools
import os
import pickle
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest
import rules_of_their_own as rules
from folders import FIXTURES

import wechatclean
from wechatclean import Cleaner, Result, clean_many

PAGES = sorted(FIXTURES.glob("*/*/input.html"))
UNAVAILABLE = FIXTURES / "unavailable"
HARMFUL = Cleaner(elements={"x-kill": rules.kill, "x-sleep": rules.sleep, "x-raise": rules.raises})
processes = pytest.mark.parametrize("processes", [1, 2])


def page(number):
    return f"第{number}页", f"<p>第{number}页，茶要热的</p>"


def plain(result):
    """What is compared of a result: all but its time."""
    return result.name, result.status, result.article, repr(result.error)


def test_every_fixture_comes_out_as_clean_makes_it():
    alone = [plain(result) for result in clean_many(PAGES, processes=1)]
    assert [plain(result) for result in clean_many(PAGES, processes=2)] == alone
    assert sorted(map(repr, map(plain, clean_many(PAGES, processes=3, ordered=False)))) == sorted(map(repr, alone))
    by_name = {name: article for name, _, article, _ in alone if article and "#" not in name}
    assert len(by_name) > len(PAGES) / 2
    assert [name for name, article in by_name.items() if article != wechatclean.clean(Path(name).read_bytes())] == []


@processes
def test_each_kind_of_source_and_of_outcome(processes, tmp_path):
    (tmp_path / "茶.html").write_text("<p>茶</p>", "utf-8")
    (tmp_path / "empty.html").write_text("")
    (tmp_path / "feed.xml").write_text(FEED, "utf-8")
    sources = [
        tmp_path / "茶.html",
        str(tmp_path / "empty.html"),
        tmp_path / "absent.html",
        tmp_path,
        "nul\0.html",
        ("text", "<p>茶</p>"),
        ("bytes", "<p>茶</p>".encode("gb18030"), "https://mp.weixin.qq.com/s/abc"),
        ("deleted", '<div class="weui-msg"><h2 class="weui-msg__title">该内容已被发布者删除</h2></div>'),
        ("other", "<html><head><title>x</title></head><body><nav>x</nav></body></html>"),
        tmp_path / "feed.xml",
    ]
    results = list(clean_many(sources, processes=processes))
    assert [(Path(result.name).name, result.status) for result in results] == [
        ("茶.html", "article"),
        ("empty.html", "error"),
        ("absent.html", "error"),
        (tmp_path.name, "error"),
        ("nul\0.html", "error"),
        ("text", "article"),
        ("bytes", "article"),
        ("deleted", "deleted"),
        ("other", "not-an-article"),
        ("feed.xml#1", "article"),
        ("feed.xml#2", "article"),
    ]
    assert [result.article.text for result in results[-2:]] == ["一", "二"]
    assert isinstance(results[2].error, FileNotFoundError)
    assert all(result.seconds >= 0 for result in results)
    assert str(results[6].article.url) == "https://mp.weixin.qq.com/s/abc"


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>茶</title>
<item><title>甲</title><description>&lt;p&gt;一&lt;/p&gt;</description></item>
<item><title>乙</title><description>&lt;p&gt;二&lt;/p&gt;</description></item></channel></rss>"""


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("places", [(0,), (40,), (0, 1, 2), (17, 18, 59)])
def test_a_process_that_is_killed_costs_its_page_only(places, ordered):
    sources = [(str(n), "<x-kill>茶</x-kill>" if n in places else page(n)[1]) for n in range(60)]
    results = {result.name: result for result in HARMFUL.clean_many(sources, processes=2, ordered=ordered)}
    assert len(results) == 60
    lost = {int(name) for name, result in results.items() if result.status == "error"}
    assert lost == set(places)
    for place in places:
        error = results[str(place)].error
        assert isinstance(error, wechatclean.ProcessError)
        assert "killed" in str(error)


def test_a_page_that_takes_too_long_is_given_up():
    sources = [("slow", "<x-sleep>茶</x-sleep>"), *map(page, range(20))]
    results = list(HARMFUL.clean_many(sources, processes=2, timeout=5))
    assert [result.status for result in results] == ["error"] + ["article"] * 20
    assert isinstance(results[0].error, wechatclean.ProcessError)
    assert "5 s" in str(results[0].error)


@processes
def test_what_a_rule_raises_is_the_error_of_its_page(processes):
    cleaner = Cleaner(elements={"x-raise": rules.raises, "x-odd": rules.raises_unsendable})
    sources = [("a", '<x-raise id="茶">茶</x-raise>'), ("b", "<x-odd>茶</x-odd>"), page(1)]
    one, other, last = cleaner.clean_many(sources, processes=processes)
    assert isinstance(one.error, KeyError)
    assert "茶" in str(one.error)
    assert "茶" in str(other.error)
    assert "Unsendable" in repr(other.error)
    assert last.article is not None


@pytest.mark.parametrize("ordered", [True, False])
def test_an_endless_input_is_read_no_further_than_needed(ordered):
    read = itertools.count()
    results = clean_many((page(next(read)) for _ in itertools.repeat(None)), processes=2, ordered=ordered)
    first = list(itertools.islice(results, 300))
    results.close()
    assert len({result.name for result in first}) == 300
    assert next(read) < 300 + 2 * 32 + 2 * 2 * 8 + 8
    if ordered:
        assert [result.name for result in first] == [f"第{n}页" for n in range(300)]


def test_a_slow_first_page_holds_back_a_bounded_number():
    read = itertools.count()
    sources = itertools.chain([("slow", "<x-sleep>茶</x-sleep>")], (page(next(read)) for _ in itertools.repeat(None)))
    results = HARMFUL.clean_many(sources, processes=2, timeout=2)
    assert next(results).name == "slow"
    results.close()
    assert next(read) < 2 * 32 + 2 * 2 * 8 + 8


def test_no_process_is_left_behind():
    before = threading.active_count()
    results = clean_many(map(page, range(500)), processes=2)
    next(results)
    results.close()
    for _ in range(100):
        if threading.active_count() <= before:
            break
        time.sleep(0.1)
    assert threading.active_count() <= before


def test_an_input_that_raises_ends_it_with_that_error():
    def sources():
        yield page(1)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(clean_many(sources(), processes=2))


@pytest.mark.parametrize(
    ("sources", "options", "error", "words"),
    [
        ("page.html", {}, TypeError, "list of paths"),
        (Path("page.html"), {}, TypeError, "list of paths"),
        (7, {}, TypeError, "many sources"),
        (["<p>茶</p>"], {}, TypeError, "seems to be HTML"),
        ([b"<p>"], {}, TypeError, "not b'<p>'"),
        ([("a", 1)], {}, TypeError, r"\(name, source\)"),
        ([("a", "b", 1)], {}, TypeError, r"\(name, source, url\)"),
        ([], {"processes": 0}, ValueError, "from 1 on"),
        ([], {"processes": True}, ValueError, "from 1 on"),
        ([], {"processes": "2"}, ValueError, "from 1 on"),
        ([], {"timeout": 0}, ValueError, "seconds above 0"),
        ([], {"timeout": "1"}, ValueError, "seconds above 0"),
        ([], {"timeout": float("nan")}, ValueError, "seconds above 0"),
        ([], {"timeout": float("inf")}, ValueError, "and below 1,000,000,000"),
    ],
)
def test_wrong_use_is_told(sources, options, error, words):
    with pytest.raises(error, match=words):
        list(clean_many(sources, **options))


def test_a_cleaner_that_cannot_be_sent_says_so():
    cleaner = Cleaner(elements={"p": lambda builder, el: wechatclean.NOT_MINE})
    with pytest.raises(pickle.PicklingError, match="elements"):
        list(cleaner.clean_many([page(1)], processes=2))
    assert next(cleaner.clean_many([page(1)], processes=1)).article is not None


def run(script, tmp_path, **options):
    file = tmp_path / "script.py"
    file.write_text(textwrap.dedent(script), "utf-8")
    return subprocess.Popen([sys.executable, str(file)], stderr=subprocess.PIPE, text=True, **options)


def test_a_script_without_a_guard_is_told(tmp_path):
    script = 'import wechatclean\nlist(wechatclean.clean_many([("a", "<p>x</p>")], processes=2))\n'
    process = run(script, tmp_path)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.search(r'RuntimeError: .*if __name__ == "__main__":', said)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_it_and_its_processes(tmp_path):
    script = """
        import itertools, sys, wechatclean
        if __name__ == "__main__":
            sources = (("a", "<p>x</p>") for _ in itertools.repeat(None))
            for result in wechatclean.clean_many(sources, processes=2):
                print("begun", flush=True)
    """
    process = run(script, tmp_path, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout.readline() == "begun\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all of them
    _, said = process.communicate(timeout=30)  # it ends only when nobody holds its output any more
    assert said.count("Traceback") == 1
    assert said.rstrip().endswith("KeyboardInterrupt")


def test_a_result_is_a_value():
    result = Result("a", error=wechatclean.NotAnArticle("x"), seconds=1.0)
    assert pickle.loads(pickle.dumps(result)).status == result.status == "not-an-article"
