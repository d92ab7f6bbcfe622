"""Runs that meet others, or are broken off: one at a time, nothing twice, nothing of a former run taken for a page."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress

import pytest
from archiving import COMMAND, page, records, run, run_here, tree

from wechatclean.archive.sources import Sources

posix = pytest.mark.skipif(os.name == "nt", reason="no such signals and locks there")


def started(*arguments):
    """The command, running in a group of its own."""
    return subprocess.Popen([*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, text=True, start_new_session=True)


def wait_for(is_so):
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.002)


@pytest.fixture
def many(tmp_path):
    """A folder with more pages than are done in a moment."""
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(60):
        (folder / f"{n}.html").write_text(page(f"第{n}天", "<b>茶</b>要热的，" * 400), "utf-8")
    return folder


@posix
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_is_answered_at_any_moment_and_the_same_command_goes_on(many, tmp_path, jobs):
    out, report = tmp_path / "out", tmp_path / "out" / "report.jsonl"
    moments = (out.exists, lambda: report.exists() and report.read_bytes().count(b"\n") > 3)
    for has_come in moments:
        process = started(many, "-o", out, "--jobs", jobs)
        wait_for(has_come)
        for _ in range(3):  # nobody is patient
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            time.sleep(0.02)
        said = process.communicate(timeout=60)[1]
        assert process.returncode == 130, said
        told = f"wechatclean: {out}: interrupted; what is written is whole, and the same command goes on from there"
        assert [line for line in said.splitlines() if not line.startswith("wechatclean: progress:")] == [told]
    assert run(many, "-o", out)[0] == 0
    assert run(many, "-o", tmp_path / "undisturbed")[0] == 0
    assert tree(out) == tree(tmp_path / "undisturbed")


@posix
def test_two_runs_do_not_write_to_one_folder_at_once(many, tmp_path):
    out = tmp_path / "out"
    first = started(many, "-o", out, "--jobs", "1")
    wait_for((out / "report.jsonl").exists)
    first.send_signal(signal.SIGSTOP)
    status, said = run(many, "-o", out)
    first.send_signal(signal.SIGCONT)
    assert (status, "another run writes there" in said) == (6, True)
    first.communicate()
    assert first.returncode == 0
    status, said = run(many, "-o", out)
    assert status == 0
    assert said.endswith("wechatclean: total: 60 article\n")


def test_what_is_given_twice_is_done_once(pages, tmp_path):
    (tmp_path / "list.txt").write_text(f"{pages / 'a.html'}\n{pages}\n", "utf-8")
    given = (pages / "a.html", pages, f"{pages}/", pages / "2024", pages / "*.html", pages / ".." / "pages")
    status, said = run_here(*given, "--from-file", tmp_path / "list.txt", "-o", tmp_path / "out")
    assert (status, said) == (0, "wechatclean: total: 3 article\n")
    assert len(records(tmp_path / "out")) == 3


def test_the_same_file_by_another_path_is_known(pages, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out"
    run_here(pages, "-o", out)
    before = tree(out)
    assert run_here("pages", "-o", out) == (0, "wechatclean: total: 3 article\n")
    assert tree(out) == before


def test_what_a_former_run_has_written_is_no_page(pages, tmp_path):
    run_here(pages, "-o", pages / "out", "--front-matter", "hugo", "--report", pages / "report")
    (pages / "out" / "mine.html").write_text(page("芒种"), "utf-8")
    (pages / "report" / "pages" / "mine.html").write_text(page("夏至"), "utf-8")
    status, said = run_here(pages, "-o", tmp_path / "again")
    assert (status, "5 article" in said, "7 documents of a former run" in said) == (0, True, True)
    assert {"芒种.md", "夏至.md"} <= {name.rpartition("/")[2] for name in tree(tmp_path / "again")}


def test_a_report_that_is_written_into_the_pages_is_no_page(pages, tmp_path):
    status, said = run_here(pages, "-o", tmp_path / "out", "--report", pages / "report")
    assert (status, said) == (0, "wechatclean: total: 3 article\n")


@pytest.mark.parametrize(
    ("form", "text", "why"),
    [
        ("md", "---\na: [茶\n---\n水", "line 3, column 1"),
        ("md", "", "the source is empty"),
        ("json", "{", "not the JSON of an article any more"),
    ],
)
def test_a_later_report_tells_which_documents_it_cannot_read(pages, tmp_path, form, text, why):
    out, name = tmp_path / "out", f"2024/立夏.{form}"
    run_here(pages, "-o", out, "--format", form)
    (out / name).write_text(text, "utf-8")
    status, said = run_here(pages, "-o", out, "--format", form, "--report", tmp_path / "report")
    assert (status, f"{out / name}: the report does not show it: " in said, why in said) == (1, True, True)
    assert len(list((tmp_path / "report" / "pages").iterdir())) == 2


@pytest.mark.parametrize("text", ["mine", '{"a": 1}\n', '{"source": "a.html", "of_a_later_version": 1}\n'])
def test_a_report_of_somebody_else_is_not_written_over(pages, tmp_path, text):
    report = tmp_path / "out" / "report.jsonl"
    report.parent.mkdir()
    report.write_text(text)
    status, said = run_here(pages, "-o", report.parent)
    assert (status, "report.jsonl is not of this command" in said) == (6, True)
    assert (report.read_text(), list(report.parent.iterdir())) == (text, [report])


@pytest.mark.parametrize(
    "data",
    [
        b"pages/a.html\0pages/b.html\0",
        "pages/a.html\r\npages/b.html\r\n".encode("utf-16"),
        b" pages/a.html\npages/b.html ",
    ],
)
def test_lists_as_tools_write_them(pages, tmp_path, monkeypatch, data):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_bytes(data)
    assert run_here("--from-file", "list.txt", "-o", "out") == (0, "wechatclean: total: 2 article\n")


def test_folders_of_parts_that_a_pattern_names_are_not_searched(pages, tmp_path):
    (pages / "a_files").mkdir()
    (pages / "a_files" / "part.html").write_text(page("不是文章"), "utf-8")
    said = "wechatclean: total: 3 article\n"
    assert run_here(pages / "*", "-o", tmp_path / "one") == (0, said)
    assert run_here(*sorted(pages.iterdir()), "-o", tmp_path / "two") == (0, said)


def test_the_time_to_look_into_a_folder_grows_with_it_and_not_with_its_square(tmp_path):
    def seconds(number):
        folder = tmp_path / str(number)
        folder.mkdir()
        for n in range(number):
            (folder / f"{n}.html").touch()
            (folder / f"{n}_files").mkdir()
        began = time.process_time()
        assert sum(1 for _ in Sources([str(folder)])) == number
        return time.process_time() - began

    few = seconds(1_000)
    assert seconds(10_000) < 25 * few


def test_quiet_says_only_why_something_failed(pages, tmp_path):
    assert run_here(pages, "-o", tmp_path / "out", "-q") == (0, "")
    (pages / "empty.html").write_text("")
    said = f"wechatclean: {pages / 'empty.html'}: the source is empty: look at how it was fetched or read\n"
    assert run_here(pages, "-o", tmp_path / "out", "-q") == (1, said)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("feed.xml", "<?xml version='1.0'?><rss version='2.0'><channel><title>茶</title></channel></rss>", "no items"),
        ("a\x1b[31m\n.html", "", "a\ufffd[31m\ufffd.html: the source is empty"),
        ("loop.html", None, "Too many levels of symbolic links"),
        ("gone.warc.gz", None, "gone.warc.gz: No such file or directory"),
    ],
)
def test_each_source_that_gives_nothing_is_told(tmp_path, name, text, words):
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")
    elif name == "loop.html":
        path.symlink_to(path)
    status, said = run_here(path, "-o", tmp_path / "out")
    assert (status, words in said) == (3, True), said


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["pages/*.html"], (2, "pages/*.html may hold many pages, which are written to a folder: -o FOLDER")),
        (["pages/a.html"], (2, "-o FOLDER")),
        (["pages", "-o", "all.jsonl", "--format", "jsonl"], (2, "all.jsonl is a file")),
        (["pages", "-o", "out", "--report", "file"], (2, "--report FOLDER, and file is a file")),
        (["pages", "-o", "file/out"], (6, "file/out: Not a directory")),
        (["pages", "-o", "out", "--format", "jsonl", "--front-matter", "hexo"], (2, "in no style")),
        (["pages", "-o", "out", "--format", "parquet", "--download"], (2, "no place for pictures")),
        (["absent*.html", "-o", "out"], (3, "no file has such a name")),
        (["absent[1].html", "-o", "out/"], (3, "absent[1].html: no file has such a name")),
        (["--from-file", "file", "-o", "out"], (5, "the list names no page")),
        (["--from-file", "addresses", "-o", "out"], (3, "https://a.example/s?b=1: an address, and no file")),
    ],
)  # fmt: skip
def test_what_to_do_next_is_told(pages, tmp_path, monkeypatch, arguments, wanted):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    (tmp_path / "addresses").write_text("https://a.example/s?b=1\n")
    status, words = wanted
    got, said = run_here(*arguments)
    assert (got, words in said) == (status, True), said
    assert "Traceback" not in said
