"""Users import what ``wechatclean.__all__`` lists: all of it is there, annotated and documented."""

from __future__ import annotations

import ast
import inspect
import pickle
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
    table = {f"wechatclean.{module}": sorted(names.split()) for module, names in wechatclean._PUBLIC.items()}
    assert seen == table, "_PUBLIC of src/wechatclean/__init__.py and the imports below it name the same"


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
    """By a docstring of their own: not one inherited, nor the list of arguments that a dataclass makes of itself."""
    own = CALLABLE[name].__doc__
    assert own
    assert not own.startswith(f"{name}(")


def functions():
    """Public functions, and public methods of public classes, by name."""
    for name, value in CALLABLE.items():
        members = vars(value).items() if inspect.isclass(value) else [("", value)]
        for member, function in members:
            if inspect.isfunction(function) and function.__module__.startswith("wechatclean") and member[:1] != "_":
                yield pytest.param(function, id=f"{name}.{member}".rstrip("."))


@pytest.mark.parametrize("function", list(functions()))
def test_everything_is_annotated_and_resolves(function):
    said = get_type_hints(function)
    assert inspect.signature(function).parameters.keys() - {"self", "cls"} | {"return"} == said.keys()


def test_models_are_frozen():
    models = [v for v in CALLABLE.values() if inspect.isclass(v) and hasattr(v, "model_config")]
    assert wechatclean.Article in models
    assert [model.__name__ for model in models if not model.model_config.get("frozen")] == []


ERRORS = [
    wechatclean.WechatCleanError("anything"),
    wechatclean.LimitError("depth", 10, 20),
    wechatclean.FrontMatterError("broken", 3, 4),
    wechatclean.ArticleUnavailable("deleted", "该内容已被发布者删除", "某号", "https://a.example.org/"),
    wechatclean.NotAnArticle("an account page"),
    wechatclean.DocumentError("empty"),
    wechatclean.ProcessError("killed"),
    wechatclean.CountError("count returned -1, which is no number of tokens"),
]


def test_all_errors_are_tried():
    assert {type(error).__name__ for error in ERRORS} == set(errors.__all__)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_errors_pickle_with_their_facts(error):
    """A batch in several processes hands errors from one to another."""
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_what_is_neither_text_nor_bytes_is_a_type_error():
    with pytest.raises(TypeError, match="str or bytes"):
        wechatclean.clean(None)


def imported_by(code):
    """What a new process imports for *code*: names of modules."""
    program = f"import sys; before = set(sys.modules); {code}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_is_light():
    """What cleaning needs is imported when it is asked for."""
    found = imported_by("import wechatclean")
    assert {name for name in found if name.partition(".")[0] not in sys.stdlib_module_names} == {"wechatclean"}


def test_cleaning_imports_no_extra_and_no_other_door():
    found = imported_by("import wechatclean; wechatclean.clean('---\\ntitle: x\\n---\\n<p>a</p>').to_document()")
    assert {"lxml", "markdownify", "pydantic", "frontmatter", "wechatclean.pipeline"} <= found
    assert {"httpx", "feedparser", "wechatclean.download", "wechatclean.cli"} & found == set()
