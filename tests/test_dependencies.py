"""What we rely on in other libraries, and what moved there before: red says where an upgrade breaks us."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from importlib.metadata import packages_distributions, requires, version
from pathlib import Path

import frontmatter
import markdownify
import pytest
import yaml
from folders import FIXTURES, ROOT
from lxml import etree
from packaging.requirements import Requirement

import wechatclean

TAGS = "a b blockquote br code del em hN hr i img kbd li list p pre s strong sub sup table td th tr".split()


@pytest.mark.parametrize("tag", TAGS)
def test_markdownify_converts_a_tag_with_these_arguments(tag):
    """Until 1.0 the last argument was ``convert_as_inline``; headings were ``_convert_hn`` until 1.2."""
    method = getattr(markdownify.MarkdownConverter, f"convert_{tag}")
    names = list(inspect.signature(method).parameters)
    assert names[-3:] == ["el", "text", "parent_tags"]


def test_markdownify_is_the_minor_version_that_we_know():
    assert version("markdownify").split(".")[:2] == ["1", "2"]


def test_markdownify_looks_its_methods_up_by_tag():
    class Loud(markdownify.MarkdownConverter):
        def convert_strong(self, el, text, parent_tags):
            return f"!!{text}!!"

    find = Loud().get_conv_fn_cached
    assert find("strong")(None, "茶", set()) == "!!茶!!"
    assert find("no-such-tag") is None


def test_markdownify_keeps_its_options_in_two_classes():
    options = {name for name in vars(markdownify.MarkdownConverter.DefaultOptions) if not name.startswith("_")}
    assert {
        "bullets",
        "strong_em_symbol",
        "newline_style",
        "sub_symbol",
        "sup_symbol",
        "code_language",
    } <= options
    assert markdownify.MarkdownConverter(bullets="-").options["bullets"] == "-"


def test_the_writer_is_a_markdownify_converter():
    assert issubclass(wechatclean.MarkdownWriter, markdownify.MarkdownConverter)


def test_a_user_may_override_one_tag():
    class Loud(wechatclean.MarkdownWriter):
        def convert_strong(self, el, text, parent_tags):
            return f"!!{text}!!"

    article = wechatclean.clean("<div id='js_content'><p>水<strong>开</strong>了</p></div>", writer=Loud())
    assert article.markdown.strip() == "水!!开!!了"


def test_front_matter_keeps_our_order_and_our_characters():
    """python-frontmatter sorts keys and escapes emoji unless it is told otherwise."""
    post = frontmatter.Post("文", handler=frontmatter.YAMLHandler())
    post.metadata = {"title": "茶🍵", "author": "甲"}
    text = frontmatter.dumps(post, Dumper=yaml.SafeDumper, sort_keys=False, width=10_000)
    assert text == "---\ntitle: 茶🍵\nauthor: 甲\n---\n\n文"


def test_lxml_reports_what_it_drops():
    """From 2.13 libxml2 drops everything below 2,048 levels, and says so in the log only."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(b"<div>" * 3_000 + b"end", parser)
    whole = len(list(root.iter("div"))) == 3_000
    assert whole != any("depth" in entry.message.lower() for entry in parser.error_log)


OURS = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.S | re.M)[1]


def pulled(names):
    """The distributions that an installation of *names* brings, without any extra."""
    found = set()
    for name in map(str.lower, names):
        needed = map(Requirement, requires(name) or ())
        found |= {name} | pulled(one.name for one in needed if not one.marker or one.marker.evaluate({"extra": ""}))
    return {name.replace("_", "-") for name in found}


PLAIN = pulled(re.findall(r'"([\w-]+)', OURS))


def test_the_plain_install_brings_four_packages_and_what_they_need():
    assert set(re.findall(r'"([\w-]+)', OURS)) == {"lxml", "markdownify", "pydantic", "python-frontmatter"}
    theirs = {"beautifulsoup4", "soupsieve", "six", "pyyaml", "pydantic-core", "annotated-types"}
    theirs |= {"typing-extensions", "typing-inspection"}
    assert PLAIN - {"lxml", "markdownify", "pydantic", "python-frontmatter"} <= theirs


WITHOUT_THE_REST = """
import pathlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
import wechatclean
from wechatclean.cli import main

article = wechatclean.clean(pathlib.Path(sys.argv[1]).read_bytes())
print(article, article._repr_mimebundle_(), article.row(), article.to_document("hexo"), article.to_page())
wechatclean.Article.model_validate_json(article.model_dump_json())
sys.exit(main([sys.argv[1], "--quiet"]))
"""


def test_no_other_package_is_needed():
    names = packages_distributions()
    absent = {top for top, of in names.items() if PLAIN.isdisjoint(re.sub("[._]", "-", name).lower() for name in of)}
    assert {"httpx", "scrapy"} <= absent
    code = WITHOUT_THE_REST.replace("ABSENT", repr(absent - {"wechatclean"}))
    page = FIXTURES / "page" / "whole" / "input.html"
    environment = {"PYTHONPATH": str(Path(wechatclean.__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", code, page], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
