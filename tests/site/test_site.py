"""The built site, as a browser shows it: every link leads somewhere, a telephone is wide enough, the search finds.

SITE names the folder into which it was built; `.ci/run docs` builds it and says so.
"""

from __future__ import annotations

import os
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

SITE = Path(os.environ.get("SITE", ""))
ALL = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html")) if os.environ.get("SITE") else []
NAMES = [name for name in ALL if "samples/" not in name]  # without what the examples read
WIDTH = 390  # of a telephone
PATIENCE = 120_000  # milliseconds, for machines that do other things, too
TELEPHONE = {"width": WIDTH, "height": 844}
SEEN = """() => {
    const scrolls = el =>
        el && (/auto|scroll|hidden/.test(getComputedStyle(el).overflowX) || scrolls(el.parentElement));
    const wide = [...document.querySelectorAll("article *")].filter(
        el => el.getBoundingClientRect().right > innerWidth + 1 && !scrolls(el));
    return {
        width: document.documentElement.scrollWidth,
        wide: wide.map(el => el.outerHTML.slice(0, 100)),
        links: [...document.querySelectorAll("a[href]")].map(a => a.href),
        ids: [...document.querySelectorAll("[id]")].map(el => el.id),
        unnamed: [...document.querySelectorAll("article img")].filter(img => !img.alt).map(img => img.src),
        unseen: [...document.querySelectorAll("article img")].filter(img => !img.naturalWidth).map(img => img.src),
    };
}"""

pytestmark = pytest.mark.skipif(not NAMES, reason="`.ci/run docs` builds the site")


class Visit(NamedTuple):
    """What a browser found on one page."""

    seen: dict
    asked: list[str]  # addresses that it loaded


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *args):  # a browser that leaves a page hangs up
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Where the site is, in a folder of its host as later; pages that are not there link by that."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "wechatclean").symlink_to(SITE.resolve())
    with _Server(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/wechatclean/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser(chromium):
    started = chromium()
    yield started
    started.close()


@pytest.fixture(scope="module")
def visits(browser, address):
    """Every page on a telephone, once."""
    page, found = browser.new_page(viewport=TELEPHONE), {}
    page.set_default_timeout(PATIENCE)
    page.route("**/workers/search*", lambda route: route.abort())  # it would read its index anew for every page
    page.route("**/sitemap.xml", lambda route: route.abort())  # the theme looks for one of each language
    for name in NAMES:
        asked = []
        page.on("request", watch := lambda request, asked=asked: asked.append(request.url))
        page.goto(address + name, wait_until="load")
        found[name] = Visit(page.evaluate(SEEN), asked)
        page.remove_listener("request", watch)
    return found


def file_of(url):
    """The file of the site that *url* shows."""
    path = unquote(urlsplit(url).path).removeprefix("/wechatclean/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def test_there_are_pages_in_both_languages():
    assert len(NAMES) > 20
    assert {name.removeprefix("zh/") for name in NAMES if name.startswith("zh/")} == {
        name for name in NAMES if not name.startswith("zh/") and name != "404.html"
    }


def test_every_link_leads_somewhere(visits, address):
    dead = {
        f"{name}: {link}"
        for name, (seen, _) in visits.items()
        for link in seen["links"]
        if link.startswith(address)
        for target, anchor in [urldefrag(link)]
        for file in [file_of(target)]
        if not (SITE / file).is_file()
        or (anchor and file in visits and unquote(anchor) not in visits[file].seen["ids"] and anchor != "__skip")
    }
    assert sorted(dead) == []


def test_nothing_is_loaded_from_elsewhere_or_is_absent(visits, address):
    asked = {
        (name, url) for name, (_, asked) in visits.items() for url in asked if not url.startswith(("data:", "blob:"))
    }
    assert sorted(url for _, url in asked if not url.startswith(address)) == []
    there = {url for _, url in asked if not url.endswith("sitemap.xml")}
    assert sorted(url for url in there if not (SITE / file_of(url)).is_file()) == []


def test_every_page_is_as_wide_as_a_telephone(visits):
    wide = {name: (seen["width"], seen["wide"]) for name, (seen, _) in visits.items()}
    assert {name: found for name, found in wide.items() if found[0] > WIDTH or found[1]} == {}


def test_every_picture_is_shown_and_says_what_it_shows(visits):
    assert [url for seen, _ in visits.values() for url in seen["unseen"] + seen["unnamed"]] == []


@pytest.mark.parametrize(
    ("start", "words", "first"),
    [
        ("zh/", "自己的规则", "zh/own-rules/"),
        ("zh/", "订阅源", "zh/feeds/"),
        ("zh/", "常见问题", "zh/faq/"),
        ("", "own rules", "own-rules/"),
    ],
)
def test_the_search_finds(browser, address, start, words, first):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address + start)
    page.fill("input.md-search__input", words)
    page.wait_for_selector(".md-search-result__item a")
    found = page.eval_on_selector_all(".md-search-result__item a", "all => all.map(a => a.href)")
    assert urldefrag(found[0])[0].split("?")[0] == address + first
    page.close()


def test_the_map_for_language_models_names_every_page():
    text = (SITE / "llms.txt").read_text("utf-8")
    named = re.findall(r"\]\(https://wechatclean\.github\.io/wechatclean/([^)]*)\)", text)
    pages = {name for name in NAMES if not name.startswith("zh/") and name != "404.html"}
    assert sorted(f"{path}index.html" for path in named) == sorted(pages)


def test_pictures_are_light():
    heavy = {path.name: path.stat().st_size for path in (SITE / "pictures").iterdir() if path.stat().st_size > 150_000}
    assert heavy == {}
