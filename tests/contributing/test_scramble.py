"""The scrambler of pages: the structure stays, so that a fault does; nothing of what somebody has written stays."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from folders import FIXTURES, ROOT

import wechatclean

sys.path.insert(0, str(ROOT / "tools"))
from scramble import COMMON, scrambled, smallest

SCRIPT = ROOT / "tools" / "scramble.py"
# Areas that are about structure alone, and no rule of which reads words.
OF_STRUCTURE = ("heading", "list", "table", "link", "recover")
OF_WORDS = "tasks-of-editors"  # whose boxes are known by their words
PAGES = sorted(path for area in OF_STRUCTURE for path in (FIXTURES / area).glob("*/input.html"))
PAGES = [path for path in PAGES if path.parent.name != OF_WORDS]
EVERY_PAGE = sorted(FIXTURES.glob("*/*/input.html"))
SENTENCE = re.compile("[\u3400-\u9fff]{6,}")
PAGE = """<div class="rich_media_content" id="js_content"><section style="color: red"><p>第一句话说茶叶。</p></section>
<ul class="tea"><li><p>山里的雨下了三天，<b>水</b>涨了。</p></li></ul>
<p><a href="https://teahouse.example/people/wang?name=wang&amp;page=2">王先生的茶馆</a> 13812345678</p></div>"""


def written(html):
    """The sentences of a page, but for names of classes, which stay, and for what is only numbers and hours."""
    html = re.sub(r"""\s(?:class|style)=(?:"[^"]*"|'[^']*')""", "", html)
    return {sentence for sentence in SENTENCE.findall(html) if set(sentence) - COMMON}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}/{path.parts[-2]}")
def test_the_structure_stays(page):
    html = page.read_text("utf-8")
    tags = [re.findall(r"<([a-z][\w-]*)", wechatclean.clean(one).html) for one in (html, scrambled(html))]
    assert tags[0] == tags[1]


def test_no_sentence_of_any_page_survives():
    pages = [path.read_bytes().decode("utf-8", "replace") for path in EVERY_PAGE]
    found = [(path, kept) for path, html in zip(EVERY_PAGE, pages, strict=True)
             for kept in written(html) if kept in scrambled(html)]  # fmt: skip
    assert found == []
    assert sum(len(written(html)) for html in pages) > 500


def test_classes_and_styles_stay_and_names_and_addresses_go():
    html = scrambled(PAGE)
    assert re.findall(r'(?:class|style|id)="[^"]*"', html) == re.findall(r'(?:class|style|id)="[^"]*"', PAGE)
    assert not re.search(r"wang|teahouse|王|13812345678", html)
    assert re.search(r'href="https://example.org/\w+/\w+\?name=\w+&amp;page=2"', html)
    assert scrambled(PAGE) == html  # the same every time


def test_what_scripts_and_escapes_hold_goes_too():
    page = r"""<script>var title = "山里的雨下了三天"; var data = {nick_name: "\u738b\u5148\u751f", "type": 5,
    content: '\x3cp class=\x22tea\x22\x3e第一句话说茶叶\x3c/p\x3e'}</script><p title="&#29579;">&#29579;</p>"""
    html = scrambled(page)
    assert not re.search("山里的|第一句话|29579|738b", html)
    assert re.search(r"\\x3cp class=\\x22tea\\x22\\x3e.{7}\\x3c/p\\x3e", html)
    assert re.search(r'nick_name: "(?:\\u[0-9a-f]{4}){3}", "type": 5', html)


def test_it_is_cut_down_while_the_fault_stays():
    def is_bold(html):
        try:
            return "**" in wechatclean.to_markdown(html)
        except wechatclean.WechatCleanError:
            return False

    least = smallest(scrambled(PAGE), is_bold)
    assert re.fullmatch("<b>.", least)


def test_the_command(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    is_wrong = f"{sys.executable} -c \"import sys; sys.exit('<b>' not in sys.stdin.read())\""
    arguments = [sys.executable, SCRIPT, page, "--while", is_wrong]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("<b>", "")
