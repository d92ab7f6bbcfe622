"""How long a page takes, beside parsers and converters, as ratios in one run.

    pip install turbohtml markdownify html2text html-to-markdown trafilatura wechat-article-parser
    python benchmarks/speed.py [FOLDER…]

A FOLDER holds HTML files; without one, the project's own fixtures are taken. A ratio is that of the CPU time of ours to
theirs, medians of some runs in turn, so that other load on the machine says little; the median over the pages, so that
2.00 says that we take twice as long. ``to_markdown()`` stands beside what gives Markdown and nothing else. A page whose
body is less than a third of it counts as whole, any other as a fragment. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import lxml.html

import wechatclean

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
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
WITHOUT = "import lxml.etree, pydantic; pydantic.create_model('Any')"  # the first model brings most of pydantic
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
CLEAN: dict[str, tuple[str, Convert]] = {
    "lxml.html.fromstring": ("lxml", lxml_parse),
    "wechat-article-parser": ("wechat-article-parser", wechat_article_parser),
}
MARKDOWN: dict[str, tuple[str, Convert]] = {
    "turbohtml": ("turbohtml", turbohtml_page),
    "lxml + turbohtml on the body": ("turbohtml", lxml_and_turbohtml),
    "html-to-markdown": ("html-to-markdown", html_to_markdown_page),
    "bs4 + markdownify": ("markdownify", bs4_and_markdownify),
    "html2text": ("html2text", html2text_page),
    "trafilatura": ("trafilatura", trafilatura_page),
}
BARS: tuple[tuple[str, Convert, str, float], ...] = (  # pages, ours, theirs, and the ratio that it should not pass
    ("fragments", wechatclean.to_markdown, "html-to-markdown", 2.0),
    ("fragments", wechatclean.to_markdown, "bs4 + markdownify", 0.25),
    ("fragments", wechatclean.clean, "lxml.html.fromstring", 6.0),
    ("whole pages", wechatclean.to_markdown, "turbohtml", 0.7),
    ("whole pages", wechatclean.clean, "turbohtml", 0.95),
    ("whole pages", wechatclean.clean, "the same from str", 1.15),
)


def pages_of(folders: list[Path]) -> dict[str, list[str]]:
    """Whole pages and fragments in *folders* that are articles."""
    found: dict[str, list[str]] = {"whole pages": [], "fragments": []}
    for path in sorted(path for folder in folders for path in folder.rglob("*.html")):
        page = path.read_text("utf-8", errors="replace")
        try:
            article = wechatclean.clean(page)
        except wechatclean.WechatCleanError:
            continue
        if "<script" in page and len(article.html) * 3 < len(page):
            found["whole pages"].append(page)
        elif "<script" not in page and "<html" not in page:
            found["fragments"].append(page)
    return found


def ratio(ours: Convert, theirs: Convert, pages: list[str], runs: int, *, as_bytes: bool = False) -> tuple[str, str]:
    """The median of the ratios of each page, and the range of four fifths of them.

    Both are run in turn: machines change their speed in between.
    """
    found = sorted(one_ratio(ours, theirs, page, page.encode() if as_bytes else page, runs) for page in pages)
    tenth = len(found) // 10
    return f"{statistics.median(found):.2f}", f"{found[tenth]:.2f} to {found[-1 - tenth]:.2f}"


def one_ratio(ours: Convert, theirs: Convert, page: str, for_us: str | bytes, runs: int) -> float:
    """Median CPU time of *ours* on one page over that of *theirs*."""
    times: tuple[list[float], list[float]] = [], []
    for run in range(runs + 1):
        for taken, convert, given in zip(times, (ours, theirs), (for_us, page), strict=True):
            began = time.process_time()
            convert(given)
            if run:  # the first is to warm up
                taken.append(time.process_time() - began)
    return statistics.median(times[0]) / statistics.median(times[1])


def installed(peers: dict[str, tuple[str, Convert]]) -> Iterator[tuple[str, str, Convert]]:
    """Name, version and function of those of *peers* that are there."""
    for name, (package, run) in peers.items():
        with suppress(PackageNotFoundError):
            yield name, version(package), run


def tables(kind: str, pages: list[str], runs: int) -> None:
    """Print the ratios to all peers."""
    kilobytes = statistics.median(len(page.encode()) for page in pages) / 1000
    print(f"\n## {kind.capitalize()}: {len(pages)} pages, the median of {kilobytes:.0f} KB\n")
    for ours, peers in ((wechatclean.clean, CLEAN), (wechatclean.to_markdown, MARKDOWN)):
        print(f"| `{ours.__name__}()` beside | version | ours / theirs | most pages |\n|---|---|---|---|")
        for name, known, run in installed(peers):
            gc.collect()
            print(f"| {name} | {known} | {' | '.join(ratio(ours, run, pages, runs))} |", flush=True)
        print()
    print("Memory that clean() takes at peak beside the input, in multiples of its bytes (median, at most):", end=" ")
    print("; ".join(f"from {kind} {multiples(pages, kind)}" for kind in ("str", "bytes")))


def bars(pages: dict[str, list[str]], runs: int) -> None:
    """Print how the library stands to what is asked of it."""
    print("\n## What is asked\n\n| | on | beside | at most | now | most pages |\n|---|---|---|---|---|---|")
    peers = {name: run for name, _, run in installed(CLEAN | MARKDOWN)} | {"the same from str": wechatclean.clean}
    for kind, ours, name, most in BARS:
        if pages[kind] and name in peers:
            now = " | ".join(ratio(ours, peers[name], pages[kind], runs, as_bytes=name == "the same from str"))
            from_ = " from bytes" if name == "the same from str" else ""
            print(f"| `{ours.__name__}()`{from_} | {kind} | {name} | {most} | {now} |", flush=True)


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
    print(f"\nTo the {without:.0f} ms of lxml and pydantic with a model:")
    print(", ".join(f"{what} {started(WITHOUT + code) - without:.0f} ms" for what, code in STARTS.items()) + ".")


def started(code: str) -> float:
    """CPU time of *code* in a new process, where modules were compiled before, as pip does."""
    command = [sys.executable, "-c", f"import time; t = time.process_time(); {code}; print(time.process_time() - t)"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs = [subprocess.run(command, capture_output=True, text=True, check=True, env=env) for _ in range(10)]
    return statistics.median(float(run.stdout) for run in runs[1:]) * 1000


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES])
    parser.add_argument("--runs", type=int, default=21, help="of each page (%(default)s)")
    parser.add_argument("--bars", action="store_true", help="only what is asked of the library")
    given = parser.parse_args()
    pages = pages_of(given.folders)
    print(f"Python {sys.version.split()[0]}, wechatclean {version('wechatclean')}, medians of {given.runs} runs a page")
    if not given.bars:
        for kind in filter(pages.get, pages):
            tables(kind, pages[kind], given.runs)
        start()
    bars(pages, given.runs)


if __name__ == "__main__":
    main()
