"""Time and peak memory as documents grow in size, depth and breadth, for wechatclean and its peers.

::

    python benchmarks/growth.py                         # all; peers that are not installed are left out
    python benchmarks/growth.py wechatclean depth       # one converter, one shape
    python benchmarks/growth.py hostile                 # wechatclean with every shape of the tests, and a quarter of it

Each point is a process of its own: CPU seconds, and MB at peak above what the interpreter and the converter need for
nothing, the input included. ``lost``: how much of the text is not in the output. An error's name is an answer too.
``timeout``: more than 60 CPU seconds; ``killed``: it crashed, or more than 6 GB.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

SUPPORT = str(Path(__file__).resolve().parents[1] / "tests" / "support")
sys.path.insert(0, SUPPORT)

from shapes import SHAPES as HOSTILE  # noqa: E402

SECONDS, GIGABYTES = 60, 6
CONVERTERS = {
    "wechatclean": "import wechatclean; convert = lambda html: wechatclean.clean(html).markdown",
    "markdownify": "from markdownify import markdownify as convert",
    "html2text": "import html2text; convert = html2text.html2text",
    "html-to-markdown": "import html_to_markdown; convert = lambda html: html_to_markdown.convert(html)",
    "trafilatura": "from trafilatura import extract; convert = lambda html: extract(html, output_format='markdown')",
}
PARAGRAPH = '<p style="margin: 0">春水<b>初</b>生，<a href="https://a.example.org/">春林</a>初盛，春风十里。</p>'
SHAPES = {
    "size": ((100_000, 1_000_000, 10_000_000, 50_000_000), f"{PARAGRAPH!r} * (n // {len(PARAGRAPH.encode())})"),
    "depth": ((100, 1_000, 10_000, 100_000), "'<div>' * n + '<p>水</p>' + '</div>' * n"),
    "breadth": ((1_000, 10_000, 100_000, 1_000_000), "'<p>水</p>' * n"),
}
CHILD = """
import json, resource, sys, time
n, code, shape = json.loads(sys.stdin.read())
exec(code)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
frame = '<html><body><div id="js_content" class="rich_media_content">{}<p>水</p></div></body></html>'.format
convert(frame(""))
before = peak()
html = frame(eval(shape))
started = time.process_time()
try:
    text = convert(html)
    text = (text or '') if isinstance(text, str | None) else getattr(text, "content", str(text))
    kept = text.count("水") / html.count("水")
    said = "" if kept == 1 else f"lost {1 - kept:.0%}"
except Exception as error:
    said = type(error).__name__
print(json.dumps([time.process_time() - started, peak() - before, said]))
"""
FATAL = ("timeout", "killed")


def point(code: str, shape: str, n: int) -> tuple[float, float, str]:
    """Seconds, megabytes, and what went wrong."""

    def bounds() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))  # the first is a signal that tells

    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=json.dumps([n, code, shape]),
        capture_output=True,
        text=True,
        preexec_fn=bounds,
        check=False,
    )
    if done.returncode:
        return 0, 0, "timeout" if done.returncode == -signal.SIGXCPU else "killed"
    seconds, megabytes, said = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes, said


def hostile() -> None:
    """Print what each shape of the tests takes; four times as much should take four times as long."""
    code = f"import sys; sys.path.insert(0, {SUPPORT!r}); from shapes import SHAPES; {CONVERTERS['wechatclean']}"
    print("| shape | n | a quarter | all | growth |\n|---|---|---|---|---|")
    for name, shape in HOSTILE.items():
        few, many = (point(code, f"SHAPES[{name!r}].body(n)", n)[0] for n in (shape.full // 4, shape.full))
        print(f"| {name} | {shape.full:,} | {few:.2f} s | {many:.2f} s | {many / few if few else 0:.1f} |", flush=True)


def installed(code: str) -> bool:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def main(names: list[str]) -> None:
    if names == ["hostile"]:
        hostile()
        return
    converters = {name: code for name, code in chosen(CONVERTERS, names).items() if installed(code)}
    for shape, (points, expression) in chosen(SHAPES, names).items():
        print(f"\n| {shape} | " + " | ".join(f"{n:,}" for n in points) + " | worst ×10 |")
        print("|---" * (len(points) + 2) + "|")
        for name, code in converters.items():
            cells, times = [], []
            for n in points:
                seconds, megabytes, said = point(code, expression, n)
                times.append((n, seconds))
                cells.append(said if said in FATAL else f"{seconds:.2f} s {megabytes:.0f} MB {said}".strip())
                if said in FATAL:
                    break
            cells += ["–"] * (len(points) - len(cells))
            print(f"| {name} | " + " | ".join(cells) + f" | {worst(times)} |", flush=True)


def chosen(table: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Those of *table* that are among *names*, or all."""
    return {name: value for name, value in table.items() if name in names} or table


def worst(times: list[tuple[int, float]]) -> str:
    """The worst growth for ten times the input, among points that took long enough to be measured."""
    pairs = pairwise(times)
    found = [(t2 / t1) ** (log(10) / log(n2 / n1)) for (n1, t1), (n2, t2) in pairs if t1 > 0.02 and t2 > 0]
    return f"{max(found):.1f}" if found else "–"


if __name__ == "__main__":
    main(sys.argv[1:])
