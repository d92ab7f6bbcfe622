"""How long a page takes, beside parsers and converters, as ratios in one run.

    pip install turbohtml markdownify html2text html-to-markdown trafilatura wechat-article-parser
    python benchmarks/speed.py [FOLDER…]

A FOLDER holds HTML files; without one, the project's own fixtures are taken. Times are CPU time (milliseconds of the
process, so that other load on the machine says little), medians of RUNS runs a page; a ratio is the median over the
pages of ours to theirs, so that 2.00 says that we take twice as long. A page whose body is less than a third of it
counts as whole, any other as a fragment. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import lxml.html

import wechatclean

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
RUNS = 21
PEAK = """
import re, sys, wechatclean
status = lambda name: int(re.search(name + r":\\s+(\\d+) kB", open("/proc/self/status").read())[1])
wechatclean.clean("<html><script></script><div id=js_content><p>a</p><img src=//a.example/b.png></div></html>")
page = sys.stdin.buffer.read()
page = page if sys.argv[1] == "bytes" else page.decode()
open("/proc/self/clear_refs", "w").write("5")  # the peak is from here on
before = status("VmRSS")
wechatclean.clean(page)
print(status("VmHWM") - before)
"""
WITHOUT = "import pydantic, lxml.etree"
STARTS = {
    "`import wechatclean` adds": "; import wechatclean",
    "`from wechatclean import clean`": "; from wechatclean import clean",
    "that and the first `clean()`": "; from wechatclean import clean; clean('<p>甲</p>')",
}


def body_of(page: str | bytes) -> str:
    """The article's body, its lazy pictures put in place, as peers that know no WeChat page are handed it."""
    root = lxml.html.fromstring(page)
    found = root.xpath('//*[@id="js_content"]') or root.xpath('//*[contains(@class,"rich_media_content")]') or [root]
    for img in found[0].iter("img"):
        if img.get("data-src"):
            img.set("src", img.get("data-src"))
    return lxml.html.tostring(found[0], encoding="unicode")


def lxml_parse(page: str | bytes) -> object:
    return lxml.html.fromstring(page)


def turbohtml_page(page: str | bytes) -> object:
    import turbohtml

    return turbohtml.parse(page).to_markdown()


def lxml_and_turbohtml(page: str | bytes) -> object:
    import turbohtml

    return turbohtml.parse(body_of(page)).to_markdown()


def bs4_and_markdownify(page: str) -> object:
    import markdownify

    return markdownify.markdownify(page)


def html2text_page(page: str) -> object:
    import html2text

    return html2text.HTML2Text(bodywidth=0).handle(page)


def html_to_markdown_page(page: str) -> object:
    import html_to_markdown

    return html_to_markdown.convert(page)


def trafilatura_page(page: str) -> object:
    import trafilatura

    return trafilatura.extract(page, output_format="markdown", include_images=True, include_links=True)


def wechat_article_parser(page: str) -> object:
    from wechat_article_parser.parser import _parse_html

    return _parse_html("https://mp.weixin.qq.com/s/xxxxxxxxxxxxxxxxxxxxxx", page)


Convert = Callable[[Any], object]
WHOLE: dict[str, tuple[str, Convert]] = {
    "lxml.html.fromstring": ("lxml", lxml_parse),
    "turbohtml": ("turbohtml", turbohtml_page),
    "lxml + turbohtml on the body": ("turbohtml", lxml_and_turbohtml),
    "bs4 + markdownify": ("markdownify", bs4_and_markdownify),
    "html-to-markdown": ("html-to-markdown", html_to_markdown_page),
    "wechat-article-parser": ("wechat-article-parser", wechat_article_parser),
}
FRAGMENTS: dict[str, tuple[str, Convert]] = {
    "lxml.html.fromstring": ("lxml", lxml_parse),
    "turbohtml": ("turbohtml", turbohtml_page),
    "html-to-markdown": ("html-to-markdown", html_to_markdown_page),
    "bs4 + markdownify": ("markdownify", bs4_and_markdownify),
    "html2text": ("html2text", html2text_page),
    "trafilatura": ("trafilatura", trafilatura_page),
}
TAKE_BYTES = ("lxml.html.fromstring", "turbohtml", "lxml + turbohtml on the body")


def milliseconds(run: Convert, page: str | bytes) -> float:
    """Median CPU time of *run* on *page*."""
    run(page)
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        run(page)
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000


def pages_of(folders: list[Path]) -> tuple[list[str], list[str]]:
    """Whole pages and fragments in *folders* that are articles."""
    whole, fragments = [], []
    for path in sorted(path for folder in folders for path in folder.rglob("*.html")):
        page = path.read_text("utf-8", errors="replace")
        try:
            article = wechatclean.clean(page)
        except wechatclean.WechatCleanError:
            continue
        if "<script" in page and len(article.html) * 3 < len(page):
            whole.append(page)
        elif "<script" not in page and "<html" not in page:
            fragments.append(page)
    return whole, fragments


def table(title: str, pages: list[str], peers: dict[str, tuple[str, Convert]]) -> None:
    """Print our time and the ratios to *peers*."""
    if not pages:
        return
    ours = [milliseconds(wechatclean.clean, page) for page in pages]
    from_bytes = [milliseconds(wechatclean.clean, page.encode()) for page in pages]
    kilobytes = statistics.median(len(page.encode()) for page in pages) / 1000
    print(f"\n## {title}: {len(pages)} pages, the median of {kilobytes:.0f} KB\n")
    print(f"wechatclean: {statistics.median(ours):.2f} ms from str,", end=" ")
    print(f"{statistics.median(from_bytes):.2f} ms from bytes\n")
    print("| beside | version | ours / theirs | from bytes |\n|---|---|---|---|")
    for name, (package, run) in peers.items():
        try:
            known = version(package)
        except PackageNotFoundError:
            continue
        gc.collect()
        beside = ratio(run, pages)
        also = ratio(run, [page.encode() for page in pages]) if name in TAKE_BYTES else "–"
        print(f"| {name} | {known} | {beside} | {also} |", flush=True)
    print("\nMemory that clean() takes at peak beside the input, in multiples of its bytes (median, at most):", end=" ")
    print("; ".join(f"from {kind} {multiples(pages, kind)}" for kind in ("str", "bytes")))


def ratio(run: Convert, pages: Sequence[str | bytes]) -> str:
    """The median of the ratios page by page, each measured side by side: machines change their speed in between."""
    found = [milliseconds(wechatclean.clean, page) / milliseconds(run, page) for page in pages]
    return f"{statistics.median(found):.2f}"


def multiples(pages: list[str], kind: str) -> str:
    """What cleaning takes at peak, over the bytes of the page."""
    found = [peak(page.encode(), kind) / len(page.encode()) for page in pages]
    return f"{statistics.median(found):.1f}, {max(found):.1f}"


def peak(page: bytes, kind: str) -> int:
    """Bytes at peak (Linux), above the page and what the interpreter needs once it has cleaned a page of nothing."""
    done = subprocess.run([sys.executable, "-c", PEAK, kind], input=page, capture_output=True, check=True)
    return int(done.stdout) * 1024


def start() -> None:
    """Print what the import costs, and the first call, before which most modules are not imported."""
    without = started(WITHOUT)
    print(f"\nTo the {without:.0f} ms of `{WITHOUT}`:")
    print(", ".join(f"{what} {started(WITHOUT + code) - without:.0f} ms" for what, code in STARTS.items()) + ".")


def started(code: str) -> float:
    """CPU time of *code* in a new process."""
    command = [sys.executable, "-c", f"import time; t = time.process_time(); {code}; print(time.process_time() - t)"]
    runs = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(9))
    return statistics.median(float(run.stdout) for run in runs) * 1000


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES])
    whole, fragments = pages_of(parser.parse_args().folders)
    print(f"Python {sys.version.split()[0]}, wechatclean {version('wechatclean')}, medians of {RUNS} runs a page")
    table("Whole pages", whole, WHOLE)
    table("Fragments", fragments, FRAGMENTS)
    start()


if __name__ == "__main__":
    main()
