"""Many documents: what two processes gain, what one process costs beside a plain loop, and whether memory grows.

::

    python benchmarks/many.py            # 10,000 fragments, 1,000 whole pages; best of five; some 30 minutes
    python benchmarks/many.py 2000 200   # fewer

Documents are made of the bodies of the project's fixtures: fragments of some 4 KB as text, whole pages of some 2.5 MB
as files. A third has a seeded defect: a piece is lost, or twice there, or the end is cut off. Every measurement is a
process of its own; the three ways take turns, so that a machine that changes its speed changes it for all. Time is the
best of the rounds. CPU time is of all processes together: where other work is done, it says what time cannot.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

import lxml.html

import wechatclean

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
ROUNDS, SEED, FILES = 5, 17, 100
WAYS = ("loop", "one", "two")
PROGRAM = "function f{0}(a,b){{var c=a+b*{0};return c<{0}?g[{0}](c,'k{0}'):h(c)}}"  # what most of a page is
BARS = {"fragments": 1.8, "pages": 1.4}
MOST_OF_ONE = 1.15  # times the plain loop


def bodies() -> list[str]:
    """What the articles of the fixtures hold."""
    found = []
    for path in sorted(FIXTURES.glob("*/*/input.html")):
        try:
            wechatclean.clean(path.read_bytes())
            root = lxml.html.fromstring(path.read_bytes().decode("utf-8", "replace").encode())
        except (wechatclean.WechatCleanError, lxml.etree.ParserError):
            continue
        body = next(iter(root.xpath('//*[@id="js_content"]')), root)
        found.append("".join(lxml.html.tostring(child, encoding="unicode") for child in body))
    return found


def fragments(number: int) -> Iterable[tuple[str, str]]:
    """Fragments with names: the same ones for the same *number*, whoever asks."""
    draw, known = random.Random(SEED), bodies()
    for n in range(number):
        text = "".join(draw.choices(known, k=draw.randrange(1, 8)))
        yield f"fragment {n}", with_defect(f'<div class="rich_media_content">{text}</div>', draw)


def with_defect(html: str, draw: random.Random) -> str:
    """*html*, or in one case of three what is left of it."""
    if draw.randrange(3):
        return html
    at, length = draw.randrange(len(html)), draw.randrange(1, 40)
    return draw.choice((html[:at] + html[at + length :], html[: at + length] + html[at:], html[:at]))


def write_pages(folder: Path) -> None:
    """Whole pages as files: the frame of one, more in its body, and as much program as a real one has."""
    frame = (FIXTURES / "page" / "whole" / "input.html").read_text("utf-8")
    before, mark, after = frame.partition('opacity: 0; ">')  # the body begins here
    program = "".join(PROGRAM.format(n) for n in range(35_000))
    for n, (_, body) in enumerate(fragments(FILES)):
        page = before + mark + body + after.replace("</body>", f"<script>{program}</script></body>")
        (folder / f"{n}.html").write_text(page, "utf-8")


def measure(kind: str, way: str, number: int, folder: str) -> None:
    """Clean *number* documents, and print what that took."""
    sources: Iterable[Path | tuple[str, str]] = fragments(number)
    if kind == "pages":
        sources = islice(cycle(sorted(Path(folder).iterdir())), number)
    if way != "memory":
        sources = list(sources)  # before the time begins
    began, used = time.perf_counter(), processor_seconds()
    if way == "loop":
        articles = sum(map(is_article, sources))
    else:
        results = wechatclean.clean_many(sources, processes=1 if way == "one" else 2)
        articles = sum(result.article is not None for result in islice(results, number))
    print(json.dumps((time.perf_counter() - began, processor_seconds() - used, megabytes(), articles)))


def is_article(source: Path | tuple[str, str]) -> bool:
    """What stands in anybody's loop."""
    try:
        wechatclean.clean(source.read_bytes() if isinstance(source, Path) else source[1])
    except wechatclean.WechatCleanError:
        return False
    return True


def processor_seconds() -> float:
    """What this process and those that it has started have taken so far (Linux)."""
    fields = [(process / "stat").read_text().rpartition(")")[2].split() for process in together()]
    return sum(int(of[11]) + int(of[12]) for of in fields) / os.sysconf("SC_CLK_TCK")


def megabytes() -> float:
    """The sum of the peaks of all these processes."""
    statuses = [(process / "status").read_text() for process in together()]
    return sum(int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) for status in statuses) / 1024


def together() -> list[Path]:
    """All processes of this measurement, which are a group."""
    pids = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())
    return [Path("/proc", str(pid)) for pid in pids if group_of(pid) == os.getpgrp()]


def group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def measured(kind: str, way: str, number: int, folder: str) -> tuple[float, float, float, int]:
    """What :func:`measure` prints in a process of its own: seconds, seconds of CPU, megabytes, articles."""
    command = [sys.executable, __file__, "measure", kind, way, str(number), folder]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, start_new_session=True)
    seconds, cpu, memory, articles = json.loads(done.stdout)
    return seconds, cpu, memory, articles


def compare(kind: str, number: int, folder: str) -> None:
    """Print how long each way takes, and the ratios to hold beside the bars."""
    rounds = [[measured(kind, way, number, folder) for way in WAYS] for _ in range(ROUNDS)]
    print(f"\n## {number:,} {kind}, of which {rounds[0][0][3]:,} give an article\n")
    print("| way | best | CPU | all rounds |\n|---|---|---|---|")
    best, cpu = {}, {}
    for way, runs in zip(WAYS, zip(*rounds, strict=True), strict=True):
        best[way], cpu[way] = min(run[0] for run in runs), min(run[1] for run in runs)
        print(f"| {way} | {best[way]:.2f} s | {cpu[way]:.2f} s | {' '.join(f'{run[0]:.2f}' for run in runs)} |")
    print(f"\none / loop {best['one'] / best['loop']:.2f} (bar: at most {MOST_OF_ONE});", end=" ")
    print(f"by CPU {cpu['one'] / cpu['loop']:.2f}")
    print(f"one / two {best['one'] / best['two']:.2f} (bar: at least {BARS[kind]});", end=" ")
    print(f"by CPU, with a core for each, {2 * cpu['one'] / cpu['two']:.2f}", flush=True)


def main(fragments: int = 10_000, pages: int = 1_000) -> None:
    """Print the tables."""
    compare("fragments", fragments, "")
    with tempfile.TemporaryDirectory() as folder:
        write_pages(Path(folder))
        compare("pages", pages, folder)
    peaks = [measured("fragments", "memory", number, "")[2] for number in (fragments // 10, fragments)]
    print(f"\nMB at peak, all processes: {peaks[0]:.0f} with {fragments // 10:,} fragments,", end=" ")
    print(f"{peaks[1]:.0f} with {fragments:,}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
    else:
        main(*map(int, sys.argv[1:]))
