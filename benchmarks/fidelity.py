"""How much of what a browser shows of a page does the Markdown of each converter show again?

    pip install cmarkgfm playwright markdownify html2text html-to-markdown trafilatura markitdown wechat-article-parser
    python benchmarks/fidelity.py [FOLDER…]

Chromium shows the body of each page, its scripts off, with what WeChat's own script does: the body is made visible and
pictures get their address. The Markdown is rendered by cmark-gfm, raw HTML allowed. Text is compared as pairs of
characters, white space apart: `kept` is the part of the page's that is there, `added` the part of the Markdown's that
the page does not show (words for what it draws, too: formulas, players). `pictures` are those of the page, faces apart,
with an address in the Markdown, `**` pairs of asterisks that a reader sees and the page has not. Means of pages; `ms`
is the median of CPU time. Each FOLDER has a table of its own.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import cmarkgfm
import lxml.html
from cmarkgfm.cmark import Options
from peers import PEERS, installed
from playwright.sync_api import Page, sync_playwright

import wechatclean

SAMPLES = Path(__file__).resolve().parents[1] / "docs" / "samples"
SHOWN = """() => {
    const body = document.querySelector("#js_content, .rich_media_content") || document.body;
    body.style.visibility = "visible";
    body.style.opacity = 1;
    const pictures = [...body.querySelectorAll("img")].map(img => img.dataset.src || img.getAttribute("src") || "");
    return [body.innerText, pictures.filter(src => !/^data:|res\\.wx\\.qq\\.com/.test(src))];
}"""


class Score(NamedTuple):
    """How one page came out; shares from 0 to 1."""

    kept: float
    added: float
    pictures: float
    asterisks: int
    ms: float


def pairs(text: str) -> Counter[str]:
    letters = re.sub(r"[\s\u200b-\u200f\ufeff\u00a0\u3000]+", "", text)
    return Counter(map("".join, pairwise(letters)))


def key(address: str) -> str:
    """A picture, whatever its size and parameters."""
    return re.sub(r"^https?:|/\d{0,4}(?:[?#].*)?$|[?#].*$", "", address)


def score(name: str, page: str, text: str, pictures: list[str]) -> Score:
    began = time.process_time()
    try:
        markdown = PEERS[name](page)
    except Exception as error:  # noqa: BLE001  # whatever a peer raises, it has given nothing
        print(f"{name}: {type(error).__name__}", file=sys.stderr)
        markdown = ""
    ms = (time.process_time() - began) * 1000
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE) or "<p></p>"
    root = lxml.html.fromstring(f"<div>{html}</div>")
    page_has, came = pairs(text), pairs(root.text_content())
    there = {key(img.get("src") or "") for img in root.iter("img")}
    found = [key(src) in there for src in pictures]
    return Score(
        sum((page_has & came).values()) / max(1, page_has.total()),
        sum((came - page_has).values()) / max(1, came.total()),
        sum(found) / len(found) if found else 1,
        max(0, root.text_content().count("**") - text.count("**")) // 2,
        ms,
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLES])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page(java_script_enabled=False)
        shown.route(re.compile("https?:"), lambda route: route.abort())
        for folder in parser.parse_args().folders:
            print_table(list(scores(shown, sorted(folder.rglob("*.html")))))
        browser.close()


def scores(shown: Page, paths: list[Path]) -> Iterator[dict[str, Score]]:
    """How each peer's Markdown of each article came out."""
    for path in paths:
        page = path.read_text("utf-8", errors="replace")
        try:
            wechatclean.clean(page)
        except wechatclean.WechatCleanError:
            continue
        shown.set_content(page, wait_until="domcontentloaded")
        text, pictures = shown.evaluate(SHOWN)
        yield {name: score(name, page, text, pictures) for name in installed()}


def print_table(pages: list[dict[str, Score]]) -> None:
    print(f"\n| {len(pages)} pages | version | kept | added | pictures | `**` | ms |\n|---|---|---|---|---|---|---|")
    for name, known in installed().items():
        found = [page[name] for page in pages]
        shares = " | ".join(f"{statistics.mean(one[n] for one in found):.1%}" for n in range(3))
        ms = statistics.median(one.ms for one in found)
        print(f"| {name} | {known} | {shares} | {sum(one.asterisks for one in found)} | {ms:.0f} |")


if __name__ == "__main__":
    main()
