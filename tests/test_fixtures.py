"""Golden folders: ``fixtures/<area>/<case>/``, one test a folder and field.

A folder holds ``input.html`` (or ``.md``), ``expected.md`` and ``expected.json`` (the Article without its
texts), or, where an error is right, ``expected-error.json``; and sometimes ``options.json``, keyword
arguments of ``clean()``: ``images`` is a policy's name (with a size's), a proxy's template, or a mapping of
URLs to paths; ``writer`` holds options of ``MarkdownWriter``.  ``fixtures/README.md`` is the index.
``pytest --update`` writes what is expected and the index; nothing else does.
"""

from __future__ import annotations

import functools
import itertools
import json
import re

import pytest
from folders import FIXTURES, fixture_name
from oracle import RENDERERS, differences, has_parts_of_an_engine

import wechatclean
from wechatclean.images.policies import POLICIES, policy_named
from wechatclean.sites import SITES

FOLDERS = sorted(path for path in FIXTURES.glob("*/*") if path.is_dir())
INPUTS = {"input.html", "input.md"}
EXPECTED = ({"expected.md", "expected.json"}, {"expected-error.json"})
TEXTS = {"markdown", "html", "text", "source_front_matter"}  # in files of their own, or held by other tests
PURPOSE = re.compile(r"!--\s*proves:(.{10,}?)--", re.S)  # the angle brackets may be escaped
INDEX = FIXTURES / "README.md"
AREAS = {
    "background": "pictures in the backgrounds of boxes",
    "code": "blocks and spans of code",
    "editor": "what an editor leaves, by which it is known",
    "embed": "players, cards, votes",
    "emoji": "emoji that are pictures",
    "emphasis": "bold, italic, struck out",
    "escape": "text that Markdown would misread",
    "footnote": "footnotes and lists of links",
    "formula": "formulas of every tool",
    "heading": "headings",
    "hexo": "posts whose body is HTML, and front matter",
    "hidden": "what a page does not show",
    "hostile": "input that breaks cleaners",
    "image": "pictures, their addresses and captions, and policies",
    "kind": "posts that are no article: pictures, text, video, reprints",
    "list": "lists",
    "metadata": "facts about an article, and where pages state them",
    "notice": "pages that stand in place of an article",
    "page": "whole pages, one for each site at least, and how the body is found in them",
    "paragraph": "paragraphs, breaks and their text",
    "post": "posts whose body is Markdown",
    "quote": "quotes and their sources",
    "recover": "structure that is only drawn, made real, and what looks like it",
    "script": "facts in scripts",
    "source": "other wrappings: MHTML, clipboards, escapes",
    "space": "white space",
    "svg": "drawings",
    "table": "tables",
    "tail": "what accounts put around their articles, kept and dropped, and what only looks like it",
    "writer": "options of `MarkdownWriter`",
}
INTRODUCTION = """# Golden folders

Each holds an input and what comes of it. `pytest --update` prints this index from the comments `<!-- proves: … -->` of
the inputs; how to add a folder is said in [CONTRIBUTING.md](../CONTRIBUTING.md).
"""


def options(folder):
    """Keyword arguments for clean()."""
    path = folder / "options.json"
    given = json.loads(path.read_text("utf-8")) if path.exists() else {}
    writer, images = given.pop("writer", None), given.pop("images", None)
    if writer:
        given["writer"] = wechatclean.MarkdownWriter(**writer)
    if images:
        given["images"] = policy_named(images) if isinstance(images, str) else wechatclean.local(images)
    return given


def source(folder):
    (path,) = (folder / name for name in INPUTS if (folder / name).exists())
    return path.read_bytes()


@functools.cache
def outcome(folder):
    """The Article of *folder*, or the error."""
    try:
        return wechatclean.clean(source(folder), **options(folder))
    except wechatclean.WechatCleanError as error:
        return error


def facts(result):
    """What expected.json or expected-error.json should hold."""
    if isinstance(result, wechatclean.WechatCleanError):
        said = {name: value for name, value in vars(result).items() if value is not None}
        return {"error": type(result).__name__, **(said or {"message": str(result)})}
    usual = {"coverage"} if result.coverage == wechatclean.Coverage() else set()
    return _filled(result.model_dump(mode="json", exclude=TEXTS | usual))


def _filled(value):
    """*value* without what is None, empty or false, at any depth."""
    if isinstance(value, dict):
        return {
            k: v for k, v in ((k, _filled(v)) for k, v in value.items()) if v or (v == 0 and v is not False)
        }
    return [_filled(v) for v in value] if isinstance(value, list) else value


def read_json(path):
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def as_file(markdown):
    return markdown.rstrip("\n") + "\n"


def fields():
    """One (folder, file, key) for each thing that is expected."""
    for folder in FOLDERS:
        for name in ("expected.json", "expected-error.json"):
            for key in read_json(folder / name):
                yield pytest.param(folder, name, key, id=f"{fixture_name(folder)}:{key}")


def test_there_are_fixtures():
    assert len(FOLDERS) > 60, f"only {len(FOLDERS)} folders under {FIXTURES}"


def test_nothing_lies_beside_the_folders():
    areas = [path for path in FIXTURES.iterdir() if path != INDEX]
    cases = [case for area in areas if area.is_dir() for case in area.iterdir()]
    assert [path for path in areas + cases if not path.is_dir()] == []


def index():
    """What INDEX should hold: the folders by area, each with what it proves."""
    lines = [INTRODUCTION]
    for area, folders in itertools.groupby(FOLDERS, lambda folder: folder.parent.name):
        lines.append(f"## {area}: {AREAS.get(area)}\n")
        lines += [f"- [{folder.name}]({fixture_name(folder)}/): {purpose(folder)}" for folder in folders]
        lines.append("")
    return "\n".join(lines)


def purpose(folder):
    """What the comment of the input says, as Markdown."""
    said = PURPOSE.search(source(folder).decode("utf-8", "replace"))
    return " ".join(said[1].split()).replace("<", r"\<") if said else "?"


def test_every_area_says_what_belongs_to_it():
    areas = {folder.parent.name for folder in FOLDERS}
    missing, gone = sorted(areas - AREAS.keys()), sorted(AREAS.keys() - areas)
    assert missing == [], f"{missing} need a row in AREAS of tests/test_fixtures.py, or their folders another area"
    assert gone == []


def test_every_site_and_every_policy_has_its_folder():
    sites = {site.name for site in SITES} - {read_json(folder / "expected.json").get("site") for folder in FOLDERS}
    assert sites == set(), f"{sites} need a page in fixtures/page/"
    names = {f"policy-{name.lower().replace('_', '-')}" for name in POLICIES}
    missing = names - {folder.name for folder in FOLDERS if folder.parent.name == "image"}
    assert missing == set(), f"{missing} are needed in fixtures/image/"


@pytest.mark.writes("always")
def test_the_index_names_every_folder(request):
    if request.config.getoption("update"):
        INDEX.write_text(index(), "utf-8")
    assert INDEX.read_text("utf-8") == index(), "run `pytest --update`"


@pytest.mark.writes
@pytest.mark.parametrize("folder", FOLDERS, ids=fixture_name)
def test_folder(folder, request):
    """The folder is whole, and nothing came out that is not expected; with --update, writes it."""
    names = {path.name for path in folder.iterdir()}
    assert re.fullmatch(r"[a-z0-9]+/[a-z0-9-]+", fixture_name(folder))
    assert len(names & INPUTS) == 1, "a folder holds one input.html or input.md"
    assert purpose(folder) != "?", "a comment says: <!-- proves: … -->"
    if request.config.getoption("update"):
        update(folder)
        names = {path.name for path in folder.iterdir()}
    assert names - INPUTS - {"options.json"} in EXPECTED, (
        "missing or orphan file; pytest --update writes them"
    )
    (name,) = names & {"expected.json", "expected-error.json"}
    assert facts(outcome(folder)).keys() == read_json(folder / name).keys()


def update(folder):
    result = outcome(folder)  # before anything goes: broken code costs no file
    for path in folder.glob("expected*"):
        path.unlink()
    name = "expected-error.json" if isinstance(result, Exception) else "expected.json"
    (folder / name).write_text(json.dumps(facts(result), ensure_ascii=False, indent=2) + "\n", "utf-8")
    if not isinstance(result, Exception):
        (folder / "expected.md").write_text(as_file(result.markdown), "utf-8")


@pytest.mark.parametrize(("folder", "name", "key"), list(fields()))
def test_field(folder, name, key):
    assert facts(outcome(folder)).get(key) == read_json(folder / name)[key]


def folders(*, without=(), area=None):
    """Parameters: the folders that give an Article, but for those that set one of the options *without*.

    Those of *area*, or, where no area is asked for, all of them.
    """
    found = [folder for folder in FOLDERS if (folder / "expected.md").exists()]
    found = [folder for folder in found if area in (None, folder.parent.name)]
    chosen = [folder for folder in found if not read_json(folder / "options.json").keys() & set(without)]
    return pytest.mark.parametrize("folder", chosen, ids=fixture_name)


@folders()
def test_markdown(folder):
    assert as_file(outcome(folder).markdown) == (folder / "expected.md").read_text("utf-8")


@folders(without=["writer"])  # a writer may write what CommonMark does not know
@pytest.mark.parametrize("render", RENDERERS)
def test_oracle(folder, render):
    article = outcome(folder)
    if has_parts_of_an_engine(article.html):
        pytest.skip("no renderer of CommonMark shows what an engine reads")
    assert differences(article.markdown, article.html, render) == []


@folders(without=["writer", "images"])  # their addresses have already become others
def test_cleaning_twice_changes_nothing(folder):
    article = outcome(folder)
    if folder.parent.name == "post":
        pytest.skip("HTML does not say where the lines of Markdown end, nor what an engine reads")
    again = wechatclean.clean(article.html, **options(folder))
    assert again.markdown == article.markdown
    assert again.html == article.html


@folders()
def test_a_document_says_nothing_of_what_is_not_there(folder):
    document = outcome(folder).to_document()
    if not outcome(folder).source_front_matter:
        assert not re.search(r"^[\w-]+: (?:\{\}|\[\]|null|false|'')$", document, re.M)


@folders(without=["writer", "sites"])
def test_a_document_is_a_fixed_point(folder):
    """What is written comes back as it was, read as Markdown."""
    article, given = outcome(folder), options(folder)
    if "{" in read_json(folder / "options.json").get("images", ""):
        given.pop("images")  # the address of a proxy would become one within another
    document = article.to_document()
    again = wechatclean.clean(document, **given)
    assert again.markdown == article.markdown
    assert again.to_document() == document


@folders(area="post")
def test_html_says_nothing_to_an_engine(folder):
    """What a post has of its engine is text where HTML shows it: a page cannot say ``class="raw"``."""
    article = outcome(folder)
    shown = article.html.replace('hidden=""', "")
    assert not has_parts_of_an_engine(wechatclean.clean(shown).html)


@folders()
def test_the_model_round_trips(folder):
    article = outcome(folder)
    assert wechatclean.Article.model_validate_json(article.model_dump_json()) == article
