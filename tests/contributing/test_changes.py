"""The changes that CONTRIBUTING.md shows: each applies, is green, and leaves nothing behind when it is undone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from folders import ROOT

CHANGES = Path(__file__).parent / "changes"
# What each is proved by, of the tests that a contributor runs.
PROOFS = {
    "element": ("tests/layout/test_coverage.py", "-k", "tea_house or every_rule"),
    "site": ("tests/test_fixtures.py", "-k", "page/teahouse"),
    "field": ("tests/metadata/test_documents.py", "-k", "row or plain or licence"),
    "policy": ("tests/test_fixtures.py", "-k", "image/policy-uploaded"),
    "style": ("tests/publishing/test_documents.py", "-k", "zola"),
}
SHARED = ("src", "tests", "fixtures", "docs", "pyproject.toml", "README.md", "README.zh.md")


def apply(change, folder, *arguments):
    """With git, outside of a repository: who has no git has no diff either."""
    command = ["git", "apply", *arguments, str(CHANGES / f"{change}.diff")]
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.py") if path.is_file()}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
@pytest.mark.parametrize("change", PROOFS)
def test_a_change_applies_is_green_and_is_undone(change, tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", ".*", "generators", "renderers", "visibility")
    for name in SHARED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name, **({"ignore": ignored} if copy is shutil.copytree else {}))
    before = files(tmp_path)
    apply(change, tmp_path)
    assert files(tmp_path) != before
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "src")}
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *PROOFS[change]]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"[1-9]\d* passed", done.stdout)
    apply(change, tmp_path, "--reverse")
    assert files(tmp_path) == before


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
@pytest.mark.parametrize("change", PROOFS)
def test_a_change_still_applies(change):
    """In every run, since it takes no time: who moves a line that a change is about moves it there, too."""
    apply(change, ROOT, "--check")


def test_every_change_is_shown_and_proved():
    shown = set(re.findall(r"tests/contributing/changes/(\w+)\.diff", (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert shown == set(PROOFS) == {path.stem for path in CHANGES.glob("*.diff")}
