"""The public names as type checkers see them: a user's script, checked by two of them and run."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import wechatclean

SCRIPT = Path(__file__).with_name("typed_script.py")
SOURCE = Path(wechatclean.__file__).parents[1]
WRONG = """import wechatclean

wechatclean.clean("", images=5)
wechatclean.Cleaner().images = wechatclean.REMOTE
wechatclean.Cleaner().clean(b"").titel
wechatclean.utils
"""


def python(*arguments, cwd):
    environment = {"MYPYPATH": str(SOURCE), "PATH": ""}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    ).stdout


def by_mypy(scripts, folder):
    """Where *scripts* have errors, as names and lines; the library is checked with its own settings elsewhere."""
    said = python("-m", "mypy", "--strict", "--cache-dir", folder / "cache", *scripts, cwd=folder)
    found = re.findall(r"^(.+?):(\d+): error:", said, re.M)
    return [(Path(name).name, int(line)) for name, line in found if Path(name).name in {one.name for one in scripts}]


def by_pyright(scripts, folder):
    config = {"include": [*map(str, scripts)], "extraPaths": [str(SOURCE)], "typeCheckingMode": "strict"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    said = python("-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, "-p", folder, cwd=folder)
    found = [one for one in json.loads(said)["generalDiagnostics"] if one["severity"] == "error"]
    return [(Path(one["file"]).name, one["range"]["start"]["line"] + 1) for one in found]


@pytest.mark.slow
@pytest.mark.parametrize("check", [by_mypy, by_pyright])
def test_right_use_passes_and_wrong_use_is_seen(check, tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text(WRONG)
    assert sorted(set(check([SCRIPT, wrong], tmp_path))) == [("wrong.py", line) for line in (3, 4, 5, 6)]


def public_names():
    """The full name of each public thing, and the name that users have for it."""
    for module in ("wechatclean", "wechatclean.embeds", "wechatclean.sites", "wechatclean.download"):
        known = importlib.import_module(module)
        for name in getattr(known, "__all__", [name for name in vars(known) if name[0] != "_"]):
            thing = getattr(known, name)
            yield f"{module}.{name}"
            if isinstance(thing, type) and thing.__module__.startswith("wechatclean."):
                yield f"{thing.__module__}.{thing.__qualname__}"


@pytest.mark.slow
def test_the_types_of_all_public_names_are_stated(tmp_path):
    environment = os.environ | {"PYTHONPATH": str(SOURCE), "PATH": str(Path(sys.executable).parent)}
    command = [sys.executable, "-m", "basedpyright", "--ignoreexternal", "--outputjson", "--verifytypes", "wechatclean"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    symbols = json.loads(done.stdout)["typeCompleteness"]["symbols"]
    names = set(public_names())
    found = {one["name"]: one for one in symbols if one["name"] in names or one["name"].rpartition(".")[0] in names}
    unknown = [one["name"] for one in found.values() if not one["isTypeKnown"]]
    assert unknown == []
    assert len(found) > len(names)


def test_the_script_uses_every_public_name():
    words = set(SCRIPT.read_text("utf-8").replace("(", " ").replace(",", " ").split())
    missing = sorted(set(wechatclean.__all__) - words)
    assert missing == [], f"use {missing} in {SCRIPT.name}, as a user would"


def test_the_script_runs():
    subprocess.run([sys.executable, SCRIPT], check=True)
