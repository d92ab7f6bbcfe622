"""The straight line of the pipeline, and the size of its parts, read from the source itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import wechatclean

SOURCE = Path(wechatclean.__file__).parent
MODULES = sorted(path.relative_to(SOURCE) for path in SOURCE.rglob("*.py"))
# From the ground up: a package, or a module beside the packages, imports only what stands above it in this list, and
# what stands in its own line never imports each other.
LAYERS = (
    ("patterns",),
    ("errors", "limits", "model"),
    ("notes", "css"),
    ("html",),
    ("source", "images"),
    ("embeds", "selectors"),
    ("sites",),
    ("metadata", "layout"),
    ("elements", "passes", "recovery", "output", "tails"),
    ("publishing", "row", "passages"),
    ("article",),
    ("pipeline",),
    ("feeds", "page_data", "download", "batch"),
    ("cleaner",),
    ("writer",),
    ("archive",),
    ("integrations",),
    ("",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
ONLY = {
    "markdownify": {"output.markdown.options", "output.markdown.writer"},
    "frontmatter": {"publishing.yaml"},
    "yaml": {"source.yaml", "publishing.yaml"},
    "feedparser": {"feeds"},
    "httpx": {"download.fetcher"},
    "markitdown": {"integrations.markitdown"},
    "pyarrow": {"archive.parquet", "integrations.arrow"},
    "scrapy": {"integrations.scrapy"},
    "warcio": {"batch.warc"},
    "rich": {"cli.progress"},
    "markdown_it": {f"source.markdown.{name}" for name in ("labelled", "reader", "rules", "tables")},
}


def module(path):
    """Dotted name below the package, which is itself ``""``."""
    return ".".join(path.with_suffix("").parts).removesuffix("__init__").removesuffix(".")


NAMES = {module(path): path for path in MODULES}


def imports(path):
    """Absolute names that *path* imports, those in functions and for type checkers too."""
    for node in ast.walk(ast.parse((SOURCE / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def needed(name):
    """Modules of ours that *name* imports."""
    for found in imports(NAMES[name]):
        ours = found.removeprefix("wechatclean").removeprefix(".") if found.startswith("wechatclean") else None
        while ours is not None and ours not in NAMES:
            ours = ours.rpartition(".")[0]
        if ours is not None and ours != name:
            yield ours


def all_needed(name):
    """Modules of ours that *name* imports, directly or not."""
    found, todo = set(), [name]
    while todo:
        new = set(needed(todo.pop())) - found
        found |= new
        todo += new
    return found


def top(name):
    """The package or module beside the packages that *name* is in."""
    return name.partition(".")[0]


def test_every_package_has_its_place():
    assert {top(name) for name in NAMES} == RANK.keys()


@pytest.mark.parametrize("name", sorted(NAMES))
def test_imports_go_down(name):
    up = {other for other in needed(name) if top(other) != top(name) and RANK[top(other)] >= RANK[top(name)]}
    assert up == set()


@pytest.mark.parametrize("name", sorted(NAMES))
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
def test_modules_have_at_most_300_lines(path):
    assert len((SOURCE / path).read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_no_import_waits_for_a_pattern(path):
    """They are made with patterns.pattern(); those of styles are compared and sent to other processes."""
    top_level = [line for line in (SOURCE / path).read_text("utf-8").splitlines() if line[:1].strip()]
    assert path.as_posix() == "publishing/styles.py" or not any("re.compile" in line for line in top_level)


def test_few_modules_stand_beside_the_packages():
    assert len([path for path in MODULES if len(path.parts) == 1]) <= 14


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_functions_fit_on_a_screen(path):
    tree = ast.parse((SOURCE / path).read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f"{f.name}: {lines(f)}" for f in functions if lines(f) > 50] == []


def lines(function):
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
