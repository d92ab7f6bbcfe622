"""Every example of every page runs, from the top of the page to its end in one folder, and prints what the page says.

The folder holds the sample files of the site. Blocks of Python share nothing but these files. Of a shell's lines
`wechatclean` and `cat` run; a line that begins as NOT_RUN has it is what a reader does by himself.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import shlex
import shutil
import socket
import sys
from pathlib import Path

import pytest
from folders import ROOT
from picture_host import PICTURE

from wechatclean.cli import main

PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"^```(python|sh)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.S | re.M)
NOT_RUN = tuple(f"{name} " for name in "pip python python3 curl mkdir cd spark-submit scrapy markitdown".split())
IMPORT = re.compile(r"^(?:import|from) (\w+)", re.M)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A reader's folder, with the site's sample files in it."""
    shutil.copytree(ROOT / "docs" / "samples", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pictures(monkeypatch):
    """Every host of the net has a picture, whatever it is asked for."""
    httpx = pytest.importorskip("httpx")
    anywhere = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.205.1.1", 443))]

    async def answer(self, request):
        return httpx.Response(200, content=PICTURE, headers={"Content-Type": "image/png"}, request=request)

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: anywhere)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)


@pytest.mark.writes
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_prints_what_it_says(page, folder, pictures, request):
    text = page.read_text("utf-8")
    if page.parent == ROOT:  # whose reader has the repository
        Path("fixtures").symlink_to(ROOT / "fixtures")
    if missing := {name for name in IMPORT.findall(code_of(text)) if importlib.util.find_spec(name) is None}:
        pytest.skip(f"without {', '.join(sorted(missing))}")
    true = EXAMPLE.sub(as_it_runs, text)
    if request.config.getoption("update"):
        page.write_text(true, "utf-8")
        return
    assert text == true, "run `pytest --update tests/docs -n 0`"


def code_of(text):
    return "\n".join(code for language, code, _ in EXAMPLE.findall(text) if language == "python")


def as_it_runs(example):
    """*example* with what it really prints; a shell's lines need not show what they print."""
    language, code, said = example.groups()
    printed = run_python(code) if language == "python" else run_shell(code)
    printed = re.sub(r"[ \t]+$", "", printed, flags=re.M)
    if said is None and language == "sh":
        return example[0]
    block = f"```{language}\n{code}```\n"
    return f"{block}\n```text\n{printed.rstrip()}\n```\n" if printed.strip() else block


def run_python(code):
    with printing() as printed:
        exec(compile(code, "example", "exec"), {"__name__": "__main__"})
    return printed.getvalue().decode()


def run_shell(code):
    with printing() as printed:
        for line in filter(None, code.splitlines()):
            run_line(line)
    return printed.getvalue().decode()


@contextlib.contextmanager
def printing():
    """Standard output and error in one, as a terminal shows them."""
    printed = io.BytesIO()
    out = io.TextIOWrapper(printed, "utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        yield printed
    out.detach()


def run_line(line):
    name, *arguments = shlex.split(line, comments=True)
    if name == "cat":
        sys.stdout.write(Path(arguments[0]).read_text("utf-8"))
    elif Path(name).name == "wechatclean":
        assert main(arguments) != 2, f"wrong usage: {line}"
    else:
        assert line.startswith(NOT_RUN), f"the tests cannot run: {line}"


def test_there_are_examples_in_both_languages():
    with_examples = {page.name for page in PAGES if EXAMPLE.search(page.read_text("utf-8"))}
    assert len(with_examples) >= 6
    assert len([name for name in with_examples if name.endswith(".zh.md")]) >= 3
