"""The command on many sources, run as a user runs it: what is written, what is told, and what a second run does."""

from __future__ import annotations

import base64
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from archiving import COMMAND, page, records, run, run_here, tree
from folders import FIXTURES

import wechatclean

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_a_folder(pages, tmp_path):
    status, said = run(pages, "-o", tmp_path / "out")
    assert status == 0
    assert "3 article" in said
    out = tmp_path / "out"
    assert set(tree(out)) == {"谷雨.md", "谷雨-2.md", "2024/立夏.md", "report.jsonl"}
    assert (out / "谷雨.md").read_text("utf-8") == wechatclean.clean((pages / "a.html").read_bytes()).to_document()
    assert [(Path(r["source"]).name, r["status"], r["document"]) for r in records(out)] == [
        ("a.html", "article", "谷雨.md"),
        ("b.html", "article", "谷雨-2.md"),
        ("c.htm", "article", "2024/立夏.md"),
    ]


def test_files_patterns_and_lists_are_the_same(pages, tmp_path):
    files = [pages / "2024" / "c.htm", pages / "a.html"]
    (tmp_path / "list.txt").write_text("# two\n" + "\n".join(map(str, files)) + "\n", "utf-8")
    assert run(*files, "-o", tmp_path / "one")[0] == 0
    assert run("--from-file", tmp_path / "list.txt", "-o", tmp_path / "two")[0] == 0
    assert run("--from-file", "-", "-o", tmp_path / "three", stdin="\n".join(map(str, files)).encode())[0] == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "three")
    assert run("pages/*.html", "-o", "four", cwd=tmp_path)[0] == 0
    assert set(tree(tmp_path / "four")) == {"谷雨.md", "谷雨-2.md", "report.jsonl"}


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("hexo", {"谷雨.md", "谷雨-2.md", "2024/立夏.md"}),
        ("hugo", {"content/posts/谷雨/index.md", "content/posts/谷雨-2/index.md", "content/posts/2024/立夏/index.md"}),
        ("obsidian", {"谷雨.md", "谷雨-2.md", "2024/立夏.md"}),
    ],
)
def test_names_are_those_of_the_style(pages, tmp_path, style, names):
    assert run_here(pages, "-o", tmp_path / "out", "--front-matter", style)[0] == 0
    assert set(tree(tmp_path / "out")) - {"report.jsonl"} == names


def test_a_second_run_does_nothing_and_a_new_page_is_added(pages, tmp_path):
    out = tmp_path / "out"
    run_here(pages, "-o", out)
    before, stamps = tree(out), {path: path.stat().st_mtime_ns for path in out.rglob("*.md")}
    assert run_here(pages, "-o", out)[0] == 0
    assert tree(out) == before
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.md")} == stamps
    (pages / "d.html").write_text(page("小满"), "utf-8")
    assert run_here(pages, "-o", out)[0] == 0
    assert set(tree(out)) == {*before, "小满.md"}


def test_what_is_finished_is_known_by_content_not_by_name(pages, tmp_path):
    out = tmp_path / "out"
    run_here(pages, "-o", out)
    (pages / "a.html").rename(pages / "z.html")
    assert run_here(pages, "-o", out)[0] == 0
    assert set(tree(out)) == {"谷雨.md", "谷雨-2.md", "2024/立夏.md", "report.jsonl"}
    last = {Path(record["source"]).name: record for record in records(out)}["z.html"]
    assert (last["status"], Path(last["duplicate_of"]).name) == ("duplicate", "a.html")


def test_a_page_that_has_changed_is_done_again_under_its_name(pages, tmp_path):
    out = tmp_path / "out"
    run_here(pages, "-o", out)
    (pages / "a.html").write_text(page("谷雨", "改过"), "utf-8")
    assert run_here(pages, "-o", out)[0] == 0
    assert "改过" in (out / "谷雨.md").read_text("utf-8")
    assert set(tree(out)) == {"谷雨.md", "谷雨-2.md", "2024/立夏.md", "report.jsonl"}


def test_other_options_write_anew_but_not_over_what_somebody_has_changed(pages, tmp_path):
    out = tmp_path / "out"
    run_here(pages, "-o", out)
    (out / "谷雨.md").write_text("mine", "utf-8")
    assert run_here(pages, "-o", out, "--front-matter", "none")[0] == 0
    assert (out / "谷雨.md").read_text("utf-8") == "mine"
    assert (out / "谷雨-3.md").read_text("utf-8") == "茶要**热**的\n"
    assert (out / "谷雨-2.md").read_text("utf-8") == "另一篇\n"


def test_what_was_there_is_not_overwritten(pages, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "谷雨.md").write_text("mine", "utf-8")
    assert run_here(pages, "-o", out)[0] == 0
    assert (out / "谷雨.md").read_text("utf-8") == "mine"
    assert {"谷雨-2.md", "谷雨-3.md"} <= set(tree(out))


def test_duplicates_are_told_by_content_and_by_key(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    whole = (FIXTURES / "page" / "whole" / "input.html").read_bytes()
    (folder / "a.html").write_bytes(whole)
    (folder / "b.html").write_bytes(whole)
    (folder / "c.html").write_bytes(whole + b"<!-- saved again -->")
    status, said = run_here(folder, "-o", tmp_path / "out")
    found = {Path(record["source"]).name: record for record in records(tmp_path / "out")}
    assert [found[name]["status"] for name in ("a.html", "b.html", "c.html")] == ["article", "duplicate", "article"]
    assert Path(found["c.html"]["duplicate_of"]).name == "a.html"
    assert "1 articles that are there more than once" in said
    assert status == 0


def test_all_that_goes_wrong_is_told_and_costs_nothing_else(pages, tmp_path):
    (pages / "empty.html").write_bytes(b"")
    (pages / "binary.html").write_bytes(bytes(range(256)) * 40)
    (pages / "picture.png").write_bytes(PNG)
    (pages / "deleted.html").write_bytes((FIXTURES / "notice" / "deleted" / "input.html").read_bytes())
    (pages / "circle").symlink_to(pages)
    (pages / "gone.html").symlink_to(pages / "nowhere")
    (pages / os.fsdecode(b"\xff\xfe.html")).write_text(page("奇怪"), "utf-8")
    (pages / "feed.xml").write_text(FEED, "utf-8")
    status, said = run_here(pages, tmp_path / "absent.html", "-o", tmp_path / "out")
    assert status == 1
    found = {Path(record["source"]).name: record["status"] for record in records(tmp_path / "out")}
    assert found == {
        "a.html": "article",
        "b.html": "article",
        "c.htm": "article",
        "\udcff\udcfe.html": "article",
        "feed.xml#1": "article",
        "feed.xml#2": "article",
        "empty.html": "error",
        "binary.html": "error",
        "gone.html": "error",
        "absent.html": "error",
        "deleted.html": "deleted",
    }
    for word in ("empty.html", "binary.html", "gone.html", "absent.html", "deleted.html", "1 .png"):
        assert word in said
    assert "Traceback" not in said


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>茶</title>
<item><title>甲</title><description>&lt;p&gt;一&lt;/p&gt;</description></item>
<item><title>乙</title><description>&lt;p&gt;二&lt;/p&gt;</description></item></channel></rss>"""


def test_no_article_at_all_is_a_status_of_its_own(tmp_path):
    (tmp_path / "pages").mkdir()
    assert run_here(tmp_path / "pages", "-o", tmp_path / "out")[0] == 3
    shutil.copy(FIXTURES / "notice" / "deleted" / "input.html", tmp_path / "pages" / "a.html")
    assert run_here(tmp_path / "pages", "-o", tmp_path / "out")[0] == 3


def test_lines_of_json(pages, tmp_path):
    out = tmp_path / "out"
    assert run_here(pages, "-o", out, "--format", "jsonl")[0] == 0
    lines = (out / "articles.jsonl").read_text("utf-8").splitlines()
    articles = [wechatclean.Article.model_validate_json(line) for line in lines]
    files = ("a.html", "b.html", "2024/c.htm")
    assert articles == [wechatclean.clean((pages / name).read_bytes()) for name in files]
    with (out / "articles.jsonl").open("a") as file:
        file.write('{"half')  # a run that was killed
    (pages / "d.html").write_text(page("小满"), "utf-8")
    assert run_here(pages, "-o", out, "--format", "jsonl")[0] == 0
    assert (out / "articles.jsonl").read_text("utf-8").splitlines()[:3] == lines
    assert len((out / "articles.jsonl").read_text("utf-8").splitlines()) == 4
    assert run_here(pages, "-o", out, "--format", "jsonl", "--images", "drop")[0] == 2


def test_whole_articles(pages, tmp_path):
    assert run_here(pages, "-o", tmp_path / "out", "--format", "json")[0] == 0
    text = (tmp_path / "out" / "谷雨.json").read_text("utf-8")
    assert wechatclean.Article.model_validate_json(text) == wechatclean.clean((pages / "a.html").read_bytes())


def test_parquet(pages, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "out"
    assert run_here(pages, "-o", out, "--format", "parquet")[0] == 0
    (pages / "d.html").write_text(page("小满"), "utf-8")
    assert run_here(pages, "-o", out, "--format", "parquet")[0] == 0
    assert {"articles-00000.parquet", "articles-00001.parquet"} <= set(tree(out))
    tables = [parquet.read_table(out / f"articles-0000{n}.parquet") for n in (0, 1)]
    assert [table["title"].to_pylist() for table in tables] == [["谷雨", "谷雨", "立夏"], ["小满"]]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's writer leaves files open
def test_an_archive_of_the_web(tmp_path):
    file, written = warc(tmp_path / "crawl.warc.gz")
    status, _ = run_here(file, "-o", tmp_path / "out")
    assert status == 0
    assert set(tree(tmp_path / "out")) == {"谷雨.md", "立夏.md", "report.jsonl"}
    assert [(record["source"], record["url"]) for record in records(tmp_path / "out")] == [
        (f"{file}#1", "https://mp.weixin.qq.com/s/a"),
        (f"{file}#2", "https://mp.weixin.qq.com/s/b"),
    ]
    results = list(wechatclean.clean_many([file], processes=1))
    assert [result.article.title for result in results] == ["谷雨", "立夏"]
    whole = file.read_bytes()
    for cut in (written - 60, written + 60, len(whole) - 40):
        file.write_bytes(whole[:cut])
        results = list(wechatclean.clean_many([file], processes=1))
        assert [result.status for result in results] == ["article", "error"], cut
        assert "the archive ends after 1 pages" in str(results[-1].error)


def warc(path):
    """An archive of two pages and a picture, and where the second page begins."""
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, kind, body in (
            ("https://mp.weixin.qq.com/s/a", "text/html; charset=gb18030", page("谷雨").encode("gb18030")),
            ("https://mmbiz.qpic.cn/mmbiz_png/a/640", "image/png", PNG),
            ("https://mp.weixin.qq.com/s/b", "text/html", page("立夏").encode()),
        ):
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            cut = file.tell()
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=headers))
    return path, cut


def test_pictures_beside_a_page_are_taken_and_nothing_else(tmp_path):
    folder = tmp_path / "pages"
    (folder / "a_files").mkdir(parents=True)
    (folder / "a_files" / "640").write_bytes(PNG)
    (folder / "a_files" / "part.html").write_text(page("不是文章"), "utf-8")
    (tmp_path / "secret.png").write_bytes(PNG)
    text = (
        '茶<img data-src="https://mmbiz.qpic.cn/mmbiz_png/k/640?wx_fmt=png" src="a_files/640">'
        '水<img data-src="https://mmbiz.qpic.cn/mmbiz_png/m/640?wx_fmt=png" src="a_files/absent">'
        '雨<img src="../secret.png">'
    )
    (folder / "a.html").write_text(page("谷雨", text), "utf-8")
    status, said = run_here(folder, "-o", tmp_path / "out", "--front-matter", "hexo")
    out = tree(tmp_path / "out")
    pictures = [name for name in out if name.endswith(".png")]
    assert len(pictures) == 1
    assert pictures[0].startswith("谷雨/")
    assert out[pictures[0]] == PNG
    assert Path(pictures[0]).name in out["谷雨.md"].decode()
    assert "https://mmbiz.qpic.cn/mmbiz_png/m/640" in out["谷雨.md"].decode()
    assert "pictures did not come" in said
    assert status == 1


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_killed_at_any_moment_and_started_again_it_ends_the_same(tmp_path):
    folder = tmp_path / "pages"
    for n in range(120):
        path = folder / str(n % 3) / f"{n}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(f"第{n % 40}天", f"第{n}篇" + "，茶要热的" * 50), "utf-8")
    assert run(folder, "-o", tmp_path / "undisturbed", "--jobs", 2)[0] == 0
    draw = random.Random(17)
    out = tmp_path / "out"
    for _ in range(10):
        process = subprocess.Popen(
            [*COMMAND, str(folder), "-o", str(out), "--jobs", "2", "-q"],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        report, goal = out / "report.jsonl", draw.randrange(1, 25)
        begun = report.read_bytes().count(b"\n") if report.exists() else 0
        while process.poll() is None and (not report.exists() or report.read_bytes().count(b"\n") < begun + goal):
            time.sleep(0.002)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert run(folder, "-o", out, "--jobs", 2)[0] == 0
    assert not list(out.rglob("*.part"))
    assert tree(out) == tree(tmp_path / "undisturbed")


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_full_ends_it_and_the_same_command_goes_on(small_disk, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n}.html").write_text(page(f"第{n}天", "茶要热的" * 400), "utf-8")
    status, said = run_here(folder, "-o", small_disk / "out")
    assert status == 6
    assert "No space left" in said
    assert "the same command goes on" in said
    whole = {path.name for path in (small_disk / "out").glob("*.md")}
    assert whole
    assert all(len((small_disk / "out" / name).read_text("utf-8")) > 1600 for name in whole)
    subprocess.run(["mount", "-o", "remount,size=10m", small_disk], check=True)
    assert run_here(folder, "-o", small_disk / "out")[0] == 0
    assert run_here(folder, "-o", tmp_path / "undisturbed")[0] == 0
    assert tree(small_disk / "out") == tree(tmp_path / "undisturbed")


def test_a_page_that_takes_too_long_is_given_up_and_told(pages, tmp_path):
    (pages / "slow.html").write_text(page("慢", "<b>茶</b>水" * 300_000), "utf-8")
    status, said = run(pages, "-o", tmp_path / "out", "--timeout", "0.05", "--jobs", "1")
    assert status in (1, 3)
    assert "took more than 0.05 s" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a.html", "b.html"], "-o FOLDER"),
        (["pages", "--format", "jsonl"], "-o FOLDER"),
        (["a.html", "b.html", "-o", "file"], "-o FOLDER"),
        (["-", "a.html", "-o", "out"], "give it alone"),
        (["a.html", "b.html", "-o", "out", "--url", "https://a.example/"], "one page"),
        (["a.html", "b.html", "-o", "out", "--jobs", "0"], "number from 1"),
        (["a.html", "b.html", "-o", "out", "--timeout", "x"], "seconds"),
        ([], "PAGE"),
    ],
)
def test_wrong_usage_is_told(arguments, words, tmp_path):
    (tmp_path / "file").write_text("mine")
    status, said = run(*arguments, cwd=tmp_path)
    assert status == 2
    assert words in said
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_in_a_folder_is_told_and_not_waited_for(pages, tmp_path):
    os.mkfifo(pages / "pipe.html")
    status, told = run(pages, "-o", tmp_path / "out", "--jobs", 1)
    assert status == 1
    assert f"{pages / 'pipe.html'}: a pipe or a device, and no file" in told


def test_a_folder_that_gives_nothing_is_told(pages, tmp_path):
    (tmp_path / "empty").mkdir()
    assert run_here(tmp_path / "empty", "-o", tmp_path / "out") == (
        3,
        f"wechatclean: {tmp_path / 'empty'}: no page lies in it\n",
    )
    status, told = run_here(pages, "-o", pages)
    assert (status, "it is the folder that is written to: give another one" in told) == (3, True)


def test_a_list_has_a_path_a_line_whatever_is_in_it(pages, tmp_path):
    shutil.copy(next(path for path in pages.iterdir() if path.suffix == ".html"), tmp_path / "水\u2028茶.html")
    status, told = run("--from-file", "-", "-o", "out", cwd=tmp_path, stdin="\ufeff水\u2028茶.html\r\n".encode())
    assert status == 0
    assert told.endswith("wechatclean: total: 1 article\n")
