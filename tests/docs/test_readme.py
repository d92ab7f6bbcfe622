"""Both READMEs tell the truth: their examples run, their commands are the ones that CI runs."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
from pathlib import Path

import pytest
from folders import ROOT

import wechatclean
from wechatclean.cli import main
from wechatclean.sites import SITES

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")}
EXAMPLE = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.S)
COMMAND = re.compile(r"```sh\n(python3 -m venv [^\n]+)\n```")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")

EXAMPLES = [
    pytest.param(code, printed, id=f"{name}-{number}")
    for name, text in READMES.items()
    for number, (code, printed) in enumerate(EXAMPLE.findall(text), 1)
]


def test_there_are_examples():
    assert len(EXAMPLES) >= 6


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_example_prints_what_it_says(code, printed, monkeypatch):
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README", "exec"), {"__name__": "readme"})
    assert out.getvalue().rstrip() == printed.rstrip()


def test_both_have_the_same_code_and_the_same_commands():
    english, chinese = (re.findall(r"```(?:python|text)\n.*?```", text, re.S) for text in READMES.values())
    assert english == chinese
    assert COMMAND.findall(READMES["README.md"]) == COMMAND.findall(READMES["README.zh.md"])


@pytest.mark.parametrize("name", READMES)
def test_a_post_of_the_first_screen_comes_out_with_its_front_matter(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    lines = re.findall(r"^\.venv/bin/wechatclean ([^#\n]+)#", READMES[name], re.M)
    assert len(lines) == 2
    for line in lines:
        assert main([*line.split(), "--quiet"]) == 0
        source, document = Path(line.split()[0]).read_text("utf-8").lstrip(), capsys.readouterr().out
        kept = source[: source.index("\n---\n")] if source.startswith("---") else "---\ntitle: "
        assert document.startswith(kept)
        assert "<" not in document


def test_ci_runs_the_command_of_the_readme():
    _, tests = COMMAND.findall(READMES["README.md"])
    assert tests in map(str.strip, CI.splitlines())
    assert tests in CONTRIBUTING


def test_contributing_names_the_verbs_of_ci():
    (verbs,) = re.findall(r"^VERBS=\((.*)\)$", CI, re.M)
    assert verbs.split() == re.findall(r"^run_(\w+)\(\)", CI, re.M)
    assert ", ".join(f"`{verb}`" for verb in verbs.split()) in CONTRIBUTING


def test_ci_refuses_what_is_no_verb():
    done = subprocess.run([ROOT / ".ci" / "run", "lint", "nonsense"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nonsense" in done.stderr


@pytest.mark.parametrize("name", READMES)
def test_every_field_is_named(name):
    missing = [field for field in wechatclean.Article.model_fields if f"`{field}`" not in READMES[name]]
    assert missing == [], f"{missing} need their names in the table of fields in {name}"


@pytest.mark.parametrize("name", READMES)
def test_every_site_is_named(name):
    beginning = READMES[name][:600].lower()
    missing = [site.title for site in SITES if site.name not in beginning and site.title not in beginning]
    assert missing == [], f"{missing} need their names in the first sentence of {name}"


PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "fixtures" / "README.md"])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    found = LINK.findall(CODE.sub("", path.read_text("utf-8")))
    assert [target for target in found if not (path.parent / target).exists()] == []
