"""The public names as type checkers see them: what users write, checked by two of them.

``script.py`` uses every public name, and runs; ``facts.py``, ``players.py`` and ``calls.py`` say what each field and
each call is, exactly; each line of ``refused.py`` is wrong.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pydantic
import pytest

import wechatclean

HERE = Path(__file__).parent
SCRIPT = HERE / "script.py"
SCRIPTS = sorted(path for path in HERE.glob("*.py") if path != Path(__file__))
SOURCE = Path(wechatclean.__file__).parents[1]
LOOSE = """import wechatclean

wechatclean.clean("", tail="drop")  # type: ignore[arg-type]
"""  # a line as those of refused.py would be, if the type of the option became looser


def python(*arguments, cwd):
    environment = {"MYPYPATH": str(SOURCE), "PATH": ""}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    ).stdout


def by_mypy(scripts, folder):
    """Where *scripts* have errors; the library is checked with its own settings elsewhere."""
    said = python("-m", "mypy", "--strict", "--cache-dir", folder / "cache", *scripts, cwd=folder)
    found = re.findall(r"^(.+?):(\d+): error:(.*)$", said, re.M)
    names = {one.name for one in scripts}
    return [(Path(name).name, int(line), what) for name, line, what in found if Path(name).name in names]


def by_pyright(scripts, folder):
    config = {
        "include": [*map(str, scripts)],
        "extraPaths": [str(SOURCE)],
        "typeCheckingMode": "strict",
        "enableTypeIgnoreComments": True,
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config))
    said = python("-m", "basedpyright", "--outputjson", "--pythonpath", sys.executable, "-p", folder, cwd=folder)
    found = [one for one in json.loads(said)["generalDiagnostics"] if one["severity"] == "error"]
    return [(Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"]) for one in found]


@pytest.mark.slow
@pytest.mark.parametrize("check", [by_mypy, by_pyright])
def test_right_use_passes_and_wrong_use_is_refused(check, tmp_path):
    loose = tmp_path / "loose.py"
    loose.write_text(LOOSE)
    found = check([*SCRIPTS, loose], tmp_path)
    assert [(name, line) for name, line, _ in found] == [("loose.py", 3)], found


def test_each_line_that_is_refused_says_why():
    body = (HERE / "refused.py").read_text("utf-8").partition("def sources")[2]
    bare = [line for line in body.splitlines() if line[:4] == "    " and "# type: ignore[" not in line]
    assert [line for line in bare if not line.startswith("    return ")] == []


@pytest.mark.parametrize(
    "module", ["wechatclean", "wechatclean.embeds", "wechatclean.download", "wechatclean.metadata"]
)
def test_the_type_of_each_field_is_held(module):
    text = "".join(path.read_text("utf-8") for path in SCRIPTS)
    models = [one for one in vars_of(module) if isinstance(one, type) and issubclass(one, pydantic.BaseModel)]
    fields = {name for model in models for name in model.model_fields}
    assert sorted(name for name in fields if not re.search(rf"\.{name}\b", text)) == []
    assert fields


def vars_of(module):
    known = importlib.import_module(module)
    return [getattr(known, name) for name in getattr(known, "__all__", dir(known))]


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
