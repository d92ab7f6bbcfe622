"""Every vector, through the renderers of today: nothing live in any, and the text that was there.

Each renderer reads the documents of its style. Where it shows other text than the cleaned HTML, that is counted by
category of vectors in ``differences.json``, of which ``SECURITY.md`` tells; more of them, or fewer, fail.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from blogs import BLOGS, HUGO
from folders import ROOT
from judge import dangers, shown
from vectors import AFTER, BARE, BEFORE, PLACES, framed, load, page_of_text

import wechatclean

HERE = Path(__file__).parent
BETWEEN = "\uf8ff\uf8fe"
# What renderers add of their own, and an address that an engine makes of text and that runs nothing.
HARMLESS = re.compile(
    r"<figure>|<ol type>|<mark>|<span data-emoji>|<pre tabindex>|<code data-lang>"
    r"|<a href='ftp://.*>|<input(?: (?:type|checked|disabled))?>"
)
DRAWN = re.compile(r"\\[(\[]")  # a formula, which Markdown writes between other signs


@dataclass(frozen=True)
class Renderer:
    """A renderer: the style of documents that it reads, what must be there, and all documents to all pages."""

    style: str
    needs: tuple[str, ...]
    pages: Callable[[list[str], Path], list[str]]


def body(document):
    return re.sub(r"\A---\n.*?^---\n", "", document, count=1, flags=re.M | re.S)


def output(command, text):
    ran = subprocess.run(command, cwd=HERE, input=text, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def asked(*command):
    """A process that takes all documents as JSON and answers likewise."""

    def pages(documents, _):
        texts = json.dumps([body(document) for document in documents])
        return json.loads(output(command, texts))

    return pages


def by_hexo(documents, folder):
    shutil.copytree(BLOGS / "hexo", folder / "blog", ignore=shutil.ignore_patterns("node_modules"))
    (folder / "blog/node_modules").symlink_to(HERE / "node_modules")
    return asked("node", "hexo.mjs", str(folder / "blog"))(documents, folder)


def by_pandoc(documents, _):
    command = ("pandoc", "-f", "pandoc.lua", "-t", "html", "--wrap=preserve", "--no-highlight", "--quiet")
    text = f"\n{BETWEEN}\n".join(body(document) for document in documents)
    return output(command, text).split(BETWEEN)[:-1]


def by_hugo(documents, folder):
    names = [f"page{number}" for number in range(len(documents))]
    posts = (f"---\ntitle: 题\n---\n{body(document)}" for document in documents)
    site = HUGO.build({f"{name}.md": post for name, post in zip(names, posts, strict=True)}, folder / "blog")
    pages = {Path(address).parent.name: page for address, page in site.items()}
    return [pages[name].split("<main>", 1)[1].rpartition("</main>")[0] for name in names]


MODULES = str(HERE / "node_modules/micromark/index.js")
RENDERERS = {
    "marked": Renderer("plain", ("node", MODULES), asked("node", "marked.mjs")),
    "micromark": Renderer("plain", ("node", MODULES), asked("node", "micromark.mjs")),
    "pandoc": Renderer("plain", ("pandoc",), by_pandoc),
    "obsidian": Renderer("obsidian", ("node", MODULES), asked("node", "obsidian.mjs")),
    "hugo": Renderer("hugo", ("hugo",), by_hugo),
    "hexo": Renderer("hexo", ("node", MODULES), by_hexo),
    "jekyll": Renderer("jekyll", ("jekyll",), asked("ruby", "jekyll.rb", str(BLOGS / "jekyll"))),
}


@pytest.fixture(scope="module")
def articles():
    """The article of each vector, by category and number; not those whose TeX is written otherwise than it was."""
    found = {}
    for name, vectors in load().items():
        for number, vector in enumerate(vectors, 1):
            source = page_of_text(vector["text"], PLACES | BARE) if "text" in vector else framed(vector["html"])
            with suppress(wechatclean.NotAnArticle):  # that is for test_vectors.py to say
                article = wechatclean.clean(source)
                found[name, number] = article, not (vector.get("formula") or DRAWN.search(article.html))
    return found


def between(html):
    return shown(html).partition(BEFORE)[2].rpartition(AFTER)[0]


@pytest.mark.parametrize("name", RENDERERS)
def test_nothing_is_live_and_the_text_is_there(name, articles, tmp_path):
    renderer = RENDERERS[name]
    if not all(shutil.which(tool) or Path(tool).exists() for tool in renderer.needs):
        pytest.skip("not installed")
    documents = [article.to_document(renderer.style) for article, _ in articles.values()]
    pages = dict(zip(articles, renderer.pages(documents, tmp_path), strict=True))
    found = {key: [d for d in dangers(page) if not HARMLESS.fullmatch(d)] for key, page in pages.items()}
    assert {key: live for key, live in found.items() if live} == {}
    told = [key for key, (_, is_told) in articles.items() if is_told]
    differ = [key for key in told if between(pages[key]) != between(articles[key][0].html)]
    listed = json.loads((HERE / "differences.json").read_text("utf-8"))[name]
    assert Counter(category for category, _ in differ) == listed, differ


def test_the_differences_are_told():
    """``SECURITY.md`` says for how many vectors each renderer shows other text."""
    rows = re.findall(r"^  \| `(\w+)` \| (\d+) \|", (ROOT / "SECURITY.md").read_text("utf-8"), re.M)
    listed = json.loads((HERE / "differences.json").read_text("utf-8"))
    assert {name: int(number) for name, number in rows} == {name: sum(n.values()) for name, n in listed.items()}
