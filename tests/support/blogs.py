"""Blogs that are really built: Hexo, Hugo and Jekyll, each with a theme that shows what is known of a post."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from folders import ROOT

BLOGS = ROOT / "tests" / "generators" / "blogs"
MODULES = BLOGS / "hexo" / "node_modules"
FACTS = re.compile(r'<script id="facts" type="application/json">(.*?)</script>', re.S)


@dataclass(frozen=True)
class Generator:
    """A generator of blogs.

    Attributes:
        name: its folder in :data:`BLOGS`.
        posts: where posts lie in a blog.
        site: where pages lie in a blog that is built.
        command: what builds it.
        tool: what must be there.
        markdown: the kind of Markdown that it reads; kramdown reads none between HTML tags.
    """

    name: str
    posts: str
    site: str
    command: tuple[str, ...]
    tool: str
    markdown: str = "commonmark"

    @property
    def is_here(self) -> bool:
        return shutil.which(self.tool) is not None

    def build(self, posts: dict[str, str], folder: Path, zone: str = "UTC") -> dict[str, str]:
        """The pages of a blog of *posts*, by their addresses, as built in *folder* on a machine in *zone*.

        Raises:
            AssertionError: the build stops.
        """
        shutil.copytree(BLOGS / self.name, folder, ignore=shutil.ignore_patterns("node_modules"))
        if self.name == "hexo":
            (folder / "node_modules").symlink_to(MODULES)
        for path, text in posts.items():
            file = folder / self.posts / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="")
        ran = subprocess.run(
            self.command, cwd=folder, env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=False
        )
        said = ran.stdout + ran.stderr
        assert ran.returncode == 0, said
        assert "ERROR" not in said, said
        site = folder / self.site
        return {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in site.rglob("*.html")}


HEXO = Generator(
    "hexo",
    "source/_posts",
    "public",
    ("node", "node_modules/hexo/bin/hexo", "generate"),
    str(MODULES / "hexo/bin/hexo"),
)
HUGO = Generator("hugo", "content/posts", "public", ("hugo", "--quiet"), "hugo")
JEKYLL = Generator("jekyll", "_posts", "_site", ("jekyll", "build", "--quiet"), "jekyll", "kramdown")
GENERATORS = [
    pytest.param(generator, id=generator.name, marks=pytest.mark.skipif(not generator.is_here, reason="not installed"))
    for generator in (HEXO, HUGO, JEKYLL)
]


def facts(page: str) -> dict[str, object]:
    """What the theme says of the post that *page* shows."""
    return json.loads(FACTS.search(page)[1])
