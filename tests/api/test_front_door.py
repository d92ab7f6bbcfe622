"""Users import what ``wechatclean.__all__`` lists: all of it is there, annotated and documented."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import get_type_hints

import pytest

import wechatclean
from wechatclean import errors

PUBLIC = {name: getattr(wechatclean, name, None) for name in wechatclean.__all__}
CALLABLE = {name: value for name, value in PUBLIC.items() if callable(value)}


def test_all_is_complete():
    assert len(set(wechatclean.__all__)) == len(wechatclean.__all__)
    assert [name for name, value in PUBLIC.items() if value is None] == []


def test_dir_shows_public_names_only():
    assert dir(wechatclean) == sorted(wechatclean.__all__)


def test_type_checkers_see_the_same_names():
    """The imports that only they read, against the table that is there when the program runs."""
    tree = ast.parse(Path(wechatclean.__file__).read_text("utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {node.module: sorted(alias.asname for alias in node.names) for node in block.body}
    assert seen == {f"wechatclean.{module}": sorted(names.split()) for module, names in wechatclean._PUBLIC.items()}


def test_the_version_is_that_of_the_distribution():
    assert wechatclean.__version__ == version("wechatclean")


@pytest.mark.parametrize(
    "name", "clean Article Limits MarkdownWriter REMOTE NO_REFERRER WechatCleanError Note".split()
)
def test_the_names_of_the_readme_are_there(name):
    assert name in PUBLIC


def test_every_error_is_at_the_door():
    assert set(errors.__all__) <= set(wechatclean.__all__)


@pytest.mark.parametrize("name", CALLABLE)
def test_public_names_are_documented(name):
    assert inspect.getdoc(CALLABLE[name])


@pytest.mark.parametrize("name", CALLABLE)
def test_annotations_resolve(name):
    value = CALLABLE[name]
    assert isinstance(get_type_hints(value), dict)
    if inspect.isclass(value):
        for member in vars(value).values():
            if inspect.isfunction(member):
                get_type_hints(member)


def test_models_are_frozen():
    models = [v for v in CALLABLE.values() if inspect.isclass(v) and hasattr(v, "model_config")]
    assert wechatclean.Article in models
    assert [model.__name__ for model in models if not model.model_config.get("frozen")] == []


@pytest.mark.parametrize(
    "error",
    [
        wechatclean.LimitError("depth", 10, 20),
        wechatclean.FrontMatterError("broken", 3, 4),
        wechatclean.ArticleUnavailable("deleted", "该内容已被发布者删除", "某号", "https://a.example.org/"),
        wechatclean.NotAnArticle("an account page"),
        wechatclean.DocumentError("empty"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_pickle_with_their_facts(error):
    """A batch in several processes hands errors from one to another."""
    import pickle

    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))
    assert isinstance(again, wechatclean.WechatCleanError)


def test_what_is_neither_text_nor_bytes_is_a_type_error():
    with pytest.raises(TypeError, match="str or bytes"):
        wechatclean.clean(None)


def test_importing_opens_nothing_heavy():
    """The library starts without a network client and without the optional extras."""
    code = "import sys, wechatclean; print(*sorted({'httpx', 'feedparser', 'requests'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
