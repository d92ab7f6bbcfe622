"""docs/own-rules.md and its Chinese page: their examples change all that an article holds."""

from __future__ import annotations

import importlib
import pickle
import re
import subprocess
import sys

import pytest
from folders import ROOT

from wechatclean import ArticleBuilder, Cleaner, NotAnArticle, Outcome

PAGES = tuple((ROOT / "docs" / name).read_text("utf-8") for name in ("own-rules.md", "own-rules.zh.md"))
EXAMPLE = re.compile(r"## ([^\n]+)\n\n```python\n(.*?)```\n\n```text\n(.*?)```", re.S)
IN_ENGLISH, IN_CHINESE = ({name: blocks for name, *blocks in EXAMPLE.findall(page)} for page in PAGES)
EXAMPLES = {**IN_ENGLISH, **IN_CHINESE}
CHILD = """
import pickle, sys
cleaner, html, url = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(pickle.dumps((cleaner, cleaner.clean(html, url=url))))
"""


@pytest.fixture(params=IN_ENGLISH)
def example(request, tmp_path, monkeypatch):
    """The module that an example is, as a user has it in a file."""
    name = f"own_rules_{list(EXAMPLES).index(request.param)}"
    (tmp_path / f"{name}.py").write_text(EXAMPLES[request.param][0], "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module(name)
    yield module
    del sys.modules[name]


def test_the_five_tasks_are_there_in_few_lines():
    assert (len(IN_ENGLISH), len(IN_CHINESE)) == (5, 5)
    for name, (code, _) in EXAMPLES.items():
        assert len([line for line in code.splitlines() if line.strip()]) <= 12, name


def forms(cleaner, example):
    """All that is written of an example's article; nothing where it is none."""
    try:
        article = cleaner.clean(example.html, url=url_of(example))
    except NotAnArticle:
        return {}
    return {name: getattr(article, name) for name in ("markdown", "html", "text", "images")}


def url_of(example):
    return getattr(example, "url", None)


def test_markdown_html_text_and_pictures_change_alike(example):
    own, usual = forms(example.cleaner, example), forms(Cleaner(), example)
    assert {name for name in own if own[name] == usual.get(name)} == set()


def test_the_same_in_another_process(example, tmp_path, capfd):
    """Started anew, as spawn does: nothing of this process is there but what was pickled."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=pickle.dumps((example.cleaner, example.html, url_of(example))),
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": f"{tmp_path}:{':'.join(sys.path)}"},
        check=True,
    )
    cleaner, article = pickle.loads(done.stdout[done.stdout.index(b"\x80") :])  # behind what the example prints
    assert (cleaner, hash(cleaner)) == (example.cleaner, hash(example.cleaner))
    assert article == example.cleaner.clean(example.html, url=url_of(example))


@pytest.mark.parametrize("page", PAGES, ids=["English", "Chinese"])
def test_every_answer_option_and_call_is_named(page):
    for answer in Outcome:
        assert f"`{answer.name}`" in page
    for option in ("drop", "keep", "elements", "passes", "sites"):
        assert f"| `{option}=" in page
    for call in re.findall(r"\| `builder\.(?:notes\.)?(\w+)\(", page):
        assert call == "add" or hasattr(ArticleBuilder, call)


def test_both_pages_name_the_same_calls():
    english, chinese = (re.findall(r"^\| `(builder\.[^`]+)` \|", page, re.M) for page in PAGES)
    assert len(english) > 5
    assert english == chinese
