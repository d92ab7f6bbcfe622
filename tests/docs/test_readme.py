"""Both READMEs tell the truth: their commands are the ones that CI runs, their links lead somewhere.

That their examples print what they say is held by `test_examples.py`, as of every page.
"""

from __future__ import annotations

import re
import subprocess

import pytest
from folders import ROOT

import wechatclean
from wechatclean.sites import SITES

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md")}
COMMAND = re.compile(r"```sh\n(python3 -m venv [^\n]+)\n```")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def test_both_have_the_same_code_and_the_same_commands():
    english, chinese = (re.findall(r"```(?:python|text)\n.*?```", text, re.S) for text in READMES.values())
    assert english == chinese
    assert COMMAND.findall(READMES["README.md"]) == COMMAND.findall(READMES["README.zh.md"])


def test_ci_runs_the_command_of_the_readme():
    _, tests = COMMAND.findall(READMES["README.md"])
    assert tests in map(str.strip, CI.splitlines())
    assert tests in CONTRIBUTING


def test_contributing_names_the_verbs_of_ci():
    (verbs,) = re.findall(r"^VERBS=\((.*)\)$", CI, re.M)
    there = re.findall(r"^run_(\w+)\(\)", CI, re.M)
    beside = [verb for verb in there if verb not in verbs.split()]
    assert [verb for verb in there if verb not in beside] == verbs.split()
    assert ", ".join(f"`.ci/run {verb}`" for verb in beside) in CONTRIBUTING
    assert ", ".join(f"`{verb}`" for verb in verbs.split()) in CONTRIBUTING


def test_ci_refuses_what_is_no_verb():
    done = subprocess.run([ROOT / ".ci" / "run", "lint", "nonsense"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nonsense" in done.stderr


@pytest.mark.parametrize("name", ["article.md", "article.zh.md"])
def test_every_field_is_named(name):
    page = (ROOT / "docs" / name).read_text("utf-8")
    missing = [field for field in wechatclean.Article.model_fields if f"`{field}`" not in page]
    assert missing == [], f"{missing} need their names in the table of fields in docs/{name}"


@pytest.mark.parametrize("name", READMES)
def test_every_site_is_named(name):
    beginning = READMES[name].partition("```")[0].lower()
    missing = [site.title for site in SITES if site.name not in beginning and site.title not in beginning]
    assert missing == [], f"{missing} need their names in the first sentence of {name}"


PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures" / "README.md"])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path):
    found = LINK.findall(CODE.sub("", path.read_text("utf-8")))
    assert [target for target in found if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_links_of_the_readmes_are_whole_and_lead_somewhere(name):
    """They are shown on PyPI, too, where a relative one is dead."""
    project = re.search(r'^Homepage = "(.*)"\n(?:.*\n)*?Repository = "(.*)"$', PYPROJECT, re.M)
    site, repository = project.groups()
    raw = repository.replace("github.com", "raw.githubusercontent.com")
    found = re.findall(r"\]\(([^)]+)\)", READMES[name])
    assert [target for target in found if not target.startswith("https://")] == []
    files = [target.removeprefix(f"{repository}/blob/main/").removeprefix(f"{raw}/main/") for target in found]
    pages = [target.removeprefix(site) for target in found if target.startswith(site)]
    assert len(pages) > 10
    assert [file for file in files if "://" not in file and not (ROOT / file).exists()] == []
    assert [
        page
        for page in pages
        if not (ROOT / "docs" / f"{page.strip('/') or 'index'}.md").exists()
        and not (ROOT / "docs" / f"{page.removeprefix('zh/').strip('/') or 'index'}.md").exists()
    ] == []
