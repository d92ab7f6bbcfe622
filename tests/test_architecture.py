"""The straight line of the pipeline, and the size of its parts, read from the source itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import wechatclean

SOURCE = Path(wechatclean.__file__).parent
MODULES = sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
# The stages, first to last; every other module belongs to the first stage that imports it.
STAGES = ("_document", "_page", "metadata", "flow", "passes", "_markdown", "_clean", "cli")
ONLY = {
    "markdownify": {"_markdown"},
    "frontmatter": {"_frontmatter"},
    "yaml": {"_frontmatter"},
    "feedparser": {"feed"},
    "httpx": {"_fetch"},
}


def module(path):
    """Dotted name below the package, which is itself ``""``."""
    return ".".join(path.with_suffix("").parts).removesuffix("__init__").removesuffix(".")


NAMES = {module(path): path for path in MODULES}


def imports(path):
    """Absolute names that *path* imports when it is imported itself."""
    for node in ast.parse((SOURCE / path).read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def needed(name):
    """Modules of ours that *name* imports by itself."""
    for found in imports(NAMES[name]):
        ours = found.removeprefix("wechatclean.") if found.startswith("wechatclean.") else None
        if ours in NAMES:
            yield ours
        elif ours and ours.rpartition(".")[0] in NAMES:
            yield ours.rpartition(".")[0]


def all_needed(name):
    """Modules of ours that *name* imports, directly or not."""
    found, todo = set(), [name]
    while todo:
        new = set(needed(todo.pop())) - found
        found |= new
        todo += new
    return found


def test_there_are_modules():
    assert len(MODULES) > 10
    assert set(STAGES) <= NAMES.keys()


@pytest.mark.parametrize("name", STAGES)
def test_no_stage_imports_a_later_one(name):
    later = STAGES[STAGES.index(name) + 1 :]
    assert all_needed(name) & set(later) == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_module_imports_itself_in_a_circle(name):
    assert name not in all_needed(name)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_foreign_library_has_one_door(path):
    foreign = {name.split(".")[0] for name in imports(path)}
    assert {name for name in foreign & ONLY.keys() if module(path) not in ONLY[name]} == set()


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_drawer_for_odds_and_ends(path):
    assert path.stem not in {"utils", "helpers", "common", "misc", "core", "main"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_functions_fit_on_a_screen(path):
    tree = ast.parse((SOURCE / path).read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f"{f.name}: {lines(f)}" for f in functions if lines(f) > 50] == []


def lines(function):
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
