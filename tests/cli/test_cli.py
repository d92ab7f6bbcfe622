"""The command, run as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from folders import FIXTURES, ROOT

import wechatclean
from wechatclean.cli import EXIT_STATUSES
from wechatclean.images.policies import POLICIES, SIZES
from wechatclean.publishing.styles import STYLES

PAGE = FIXTURES / "page" / "whole" / "input.html"
DELETED = FIXTURES / "notice" / "deleted" / "input.html"
ACCOUNT = FIXTURES / "notice" / "profile-page" / "input.html"
INCOMPLETE = FIXTURES / "image" / "without-address" / "input.html"
COMMAND = [sys.executable, "-m", "wechatclean"]


def run(*arguments, stdin=b""):
    """Exit status, standard output, standard error."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def document():
    return wechatclean.clean(PAGE.read_bytes()).to_document()


def test_prints_the_document(document):
    status, out, err = run(PAGE)
    assert (status, out.strip(), err) == (0, document.strip(), "")


def test_reads_standard_input(document):
    status, out, _ = run("-", stdin=PAGE.read_bytes())
    assert (status, out.strip()) == (0, document.strip())


def test_a_hyphen_is_standard_output(document):
    status, out, _ = run(PAGE, "-o", "-")
    assert (status, out.strip()) == (0, document.strip())


def test_help_is_written_in_any_encoding():
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*COMMAND, "--help"], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_writes_a_file(document, tmp_path):
    status, out, err = run(PAGE, "-o", tmp_path / "茶.md")
    assert (status, out, err) == (0, "", "")
    assert (tmp_path / "茶.md").read_text("utf-8").strip() == document.strip()


def test_prints_json():
    status, out, _ = run(PAGE, "--json")
    article = wechatclean.clean(PAGE.read_bytes())
    assert status == 0
    assert json.loads(out)["title"] == article.title
    assert wechatclean.Article.model_validate_json(out) == article


@pytest.mark.parametrize(
    ("stdin", "status", "said"),
    [
        (DELETED.read_bytes(), 3, "该内容已被发布者删除"),
        (ACCOUNT.read_bytes(), 4, "account"),
        (b"", 5, "empty"),
        (b"%PDF-1.4 ...", 5, "PDF file"),
        (b"---\ntitle: [\n---\n<p>x</p>", 5, "front matter"),
        (b"<div>" * 3000 + b"x", 5, "depth"),
        (b"<rss version='2.0'><channel/></rss>", 5, "clean_feed"),
        (b"https://mp.weixin.qq.com/s/abc", 5, "address"),
    ],
)
def test_says_in_one_line_why_there_is_no_article(stdin, status, said):
    found, out, err = run("-", stdin=stdin)
    assert (found, out) == (status, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert run("-", "--quiet", stdin=stdin) == (status, "", err)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("no.html", "no.html: No such file"),
        ("no[1].html", "no[1].html: No such file"),
        ("https://mp.weixin.qq.com/s/abc", "an address, and no file; fetch it first: curl -s 'https://mp"),
        ("mp.weixin.qq.com/s/abc", "an address, and no file; fetch it first: curl -s 'https://mp"),
        ("茶" * 300, "too long"),
        ("//mp.weixin.qq.com/s/abc", "an address, and no file; fetch it first: curl -s 'https://mp"),
    ],
)
def test_a_page_that_cannot_be_read_is_one_line_too(page, said):
    status, out, err = run(page)
    assert (status, out) == (5, "")
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "PAGE"),
        (["file:///home/a/b.html"], "PAGE: an address, not the name of a file"),
        ([DELETED, "--images", "bogus"], "no-referrer"),
        (["no.html", "--images", "bogus"], "no-referrer"),
        ([DELETED, "--url", "not a url"], "url is the whole address"),
        ([PAGE, "--bogus"], "--bogus"),
        ([PAGE, "--json", "--front-matter", "hexo"], "--json holds the whole article, in no style"),
        ([PAGE, "--recover=tables"], "recover knows headings, lists, quotes, captions, and not 'tables'"),
        (["--recover", PAGE], "without KINDS it stands behind PAGE"),
        ([PAGE, "--front-matter", "wordpress"], "'wordpress' is none of plain, hexo, hugo, jekyll, obsidian, nor none"),
        ([PAGE, "--js"], "unrecognized arguments: --js"),
        ([""], "PAGE: the name is empty"),
        ([PAGE, "-o", ""], "--output: the name is empty"),
        ([PAGE, "--download", ""], "--download: the name is empty"),
    ],
)
def test_wrong_usage_is_told_before_any_work(arguments, said):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())


def test_a_page_is_not_written_over_itself(tmp_path):
    page = tmp_path / "茶.html"
    page.write_bytes(PAGE.read_bytes())
    (tmp_path / "link.html").symlink_to(page)
    for name in ("茶.html", "./茶.html", "link.html"):
        status, _, err = run(page, "-o", tmp_path / name)
        assert (status, "is the page itself" in err) == (2, True)
    with page.open("rb") as stdin:
        done = subprocess.run(
            [*COMMAND, "-", "-o", page], stdin=stdin, capture_output=True, check=False
        )
    assert done.returncode == 2
    assert page.read_bytes() == PAGE.read_bytes()
    assert run(page, "-o", tmp_path / "茶.md")[0] == 0
    assert run(page, "-o", tmp_path / "茶.md")[0] == 0


def test_a_folder_of_the_output_that_is_missing_is_made(document, tmp_path):
    out = tmp_path / "一" / "二" / "茶.md"
    assert run(PAGE, "-o", out) == (0, "", "")
    assert out.read_text("utf-8").strip() == document.strip()


def test_an_output_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("mine")
    out = tmp_path / "file" / "茶.md"
    status, _, err = run(PAGE, "-o", out)
    assert status == 6
    assert str(out) in err
    assert len(err.splitlines()) == 1
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("out", ["茶" * 300, "茶" * 300 + "/", "/dev/full", "/proc/self/茶/a.md"])
def test_no_name_of_an_output_is_a_traceback(out, tmp_path):
    done = subprocess.run([*COMMAND, PAGE, "-o", out], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 6
    assert out in done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1


def test_in_a_folder_a_document_has_a_name_of_its_own(document, tmp_path):
    name = wechatclean.clean(PAGE.read_bytes()).filename("hexo")
    assert run(PAGE, "-o", tmp_path) == (0, "", "")
    (plain,) = tmp_path.iterdir()
    assert plain.read_text("utf-8").strip() == document.strip()
    for _ in range(2):
        assert run(PAGE, "--front-matter", "hexo", "-o", f"{tmp_path}/posts/") == (0, "", "")
    assert run(PAGE, "--json", "-o", tmp_path) == (0, "", "")
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    stem = name.removesuffix(".md")
    assert found == {plain.name, f"posts/{name}", f"posts/{stem}-2.md", plain.name.replace(".md", ".json")}


@pytest.mark.parametrize("page", ["posts.md", "posts.zh.md"])
@pytest.mark.parametrize(
    ("style", "folder", "posts"),
    [("hexo", "source/_posts/", "source/_posts"), ("jekyll", "_posts/", "_posts"), ("hugo", "./", "content/posts/*")],
)
def test_the_folder_that_the_documentation_names_is_where_posts_belong(style, folder, posts, page, tmp_path):
    assert f"`-o {folder}`" in (ROOT / "docs" / page).read_text("utf-8")
    assert run(PAGE, "--front-matter", style, "-o", f"{tmp_path}/{folder}") == (0, "", "")
    assert len([*tmp_path.glob(f"{posts}/*.md")]) == 1


def test_front_matter_in_a_style_or_none():
    article = wechatclean.clean(PAGE.read_bytes())
    assert run(PAGE, "--front-matter", "none") == (0, article.markdown + "\n", "")
    assert run(PAGE, "--front-matter", "Hugo") == (0, article.to_document("hugo"), "")
    assert run(PAGE, "--front-matter", "None") == (0, article.markdown + "\n", "")


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    ("options", "written"),
    [
        (["--recover"], "- 甲\n- 乙\n"),
        (["--recover=lists, quotes"], "- 甲\n- 乙\n"),
        (["--recover", "Quotes"], "• 甲\n\n• 乙\n"),
    ],
)
def test_what_is_only_drawn_is_made_real_on_request(options, written):
    page = "<p>• 甲</p><p>• 乙</p>".encode()
    assert run("-", "-q", "--front-matter", "none", *options, stdin=page) == (0, written, "")


def test_a_full_disk_is_told_of_the_output():
    status, _, err = run(PAGE, "-o", FULL)
    assert (status, err) == (6, "wechatclean: /dev/full: No space left on device\n")
    with FULL.open("wb") as stdout:
        done = subprocess.run([*COMMAND, PAGE], stdout=stdout, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (6, b"wechatclean: standard output: No space left on device\n")


def test_a_reader_that_goes_away_is_no_traceback():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as stdout:
        done = subprocess.run([*COMMAND, PAGE], stdout=stdout, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (6, b"")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_an_interrupt_is_no_traceback(tmp_path):
    def heed():  # a shell's background jobs, and what they start, ignore interrupts
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    os.mkfifo(tmp_path / "page")
    process = subprocess.Popen([*COMMAND, tmp_path / "page"], stdout=-1, stderr=-1, preexec_fn=heed)  # noqa: PLW1509  # one thread
    with process, (tmp_path / "page").open("wb"):  # which waits until the command has opened it, too
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


HIDDEN = b"<p>\xe8\x8c\xb6</p><p style='display:none'>x</p><p style='display:none'>y</p>"


def test_notes_are_told_on_standard_error():
    status, out, err = run("-", stdin=HIDDEN)
    assert (status, "茶" in out) == (0, True)
    assert re.search(r"^wechatclean: -: hidden: .*\(2 times\)$", err, re.M)
    assert err.splitlines()[1:] == ["wechatclean: -:1: <p> x", "wechatclean: -:1: <p> y"]
    assert run("-", "-q", stdin=HIDDEN) == (0, out, "")


@pytest.mark.skipif(os.name != "posix", reason="no sh")
@pytest.mark.parametrize(
    ("closed", "status", "err"),
    [
        ("<&-", 5, "wechatclean: standard input: it is closed\n"),
        (">&-", 6, "wechatclean: standard output: it is closed\n"),
        ("2>&-", 0, ""),
        ("2>/dev/full", 0, ""),
    ],
)
def test_what_is_closed_is_told_where_that_can_be(closed, status, err):
    if "/dev/full" in closed and not FULL.exists():
        pytest.skip("no /dev/full")
    command = ["sh", "-c", f'"$@" {closed}', "sh", *COMMAND, "-"]
    done = subprocess.run(command, input=HIDDEN, capture_output=True, check=False)
    assert (done.returncode, re.sub("(?m)^wechatclean: -:.*\n", "", done.stderr.decode())) == (status, err)
    assert (b"hidden" in done.stdout, "茶".encode() in done.stdout) == (False, status == 0)


def test_what_did_not_come_through_is_told_and_seen_in_the_status():
    article = wechatclean.clean(INCOMPLETE.read_bytes())
    assert article.coverage.pictures < 1
    status, out, err = run(INCOMPLETE)
    assert (status, out.strip()) == (1, article.to_document().strip())
    told = [line for line in err.splitlines() if "of the pictures that the page shows" in line]
    assert len(told) == 1
    assert run(INCOMPLETE, "-q") == (1, out, f"{told[0]}\n")


def test_help_and_documentation_tell_each_exit_status():
    status, out, _ = run("--help")
    assert status == 0
    for number, meaning in EXIT_STATUSES.items():
        assert re.search(rf"^  {number} +{re.escape(meaning)}$", out, re.M)
        assert f"| {number} | {meaning} |" in (ROOT / "docs" / "command.md").read_text("utf-8")
        assert f"| {number} |" in (ROOT / "docs" / "command.zh.md").read_text("utf-8")


@pytest.mark.parametrize("module", ["wechatclean", "wechatclean.cli"])
def test_the_version(module):
    done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"wechatclean {wechatclean.__version__}\n"


def test_help_names_every_policy_size_and_style():
    _, out, _ = run("--help")
    words = set(re.findall(r"[\w-]+", out))
    assert {name.lower().replace("_", "-") for name in (*POLICIES, *SIZES, *STYLES)} <= words


def test_help_names_the_options():
    status, out, _ = run("--help")
    assert status == 0
    assert all(word in out for word in ("PAGE", "-o", "--json"))


def test_the_installed_command_is_the_same():
    (entry,) = [e for e in _entry_points() if e.name == "wechatclean"]
    assert entry.value == "wechatclean.cli:main"


def _entry_points():
    from importlib.metadata import entry_points

    return entry_points(group="console_scripts")
