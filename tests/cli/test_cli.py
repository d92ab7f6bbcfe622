"""The command, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from folders import FIXTURES

import wechatclean

PAGE = FIXTURES / "page" / "whole" / "input.html"
DELETED = FIXTURES / "notice" / "deleted" / "input.html"


def run(*arguments, stdin=b""):
    """Exit status, standard output, standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "wechatclean.cli", *map(str, arguments)],
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
    ("stdin", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 ...", "PDF file"),
        (DELETED.read_bytes(), "该内容已被发布者删除"),
    ],
)
def test_says_in_one_line_why_there_is_no_article(stdin, said):
    status, out, err = run("-", stdin=stdin)
    assert (status, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_file_that_is_not_there_is_one_line_too(tmp_path):
    status, out, err = run(tmp_path / "no.html")
    assert (status, out) == (1, "")
    assert "no.html" in err
    assert len(err.splitlines()) == 1


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
