"""Regular expressions cannot blow up: every compiled pattern of the package, on long strings made to hurt it."""

# ruff: noqa: E501  # shapes and units are data, a line each

from __future__ import annotations

import ast
import importlib
import inspect
import json
import os
import pkgutil
import re
import subprocess
import sys

import pytest

import wechatclean

pytestmark = pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") == "quick", reason="long; an ordinary run has it")

LENGTH = 1_000_000
SECONDS = 8  # of CPU for one pattern on all its strings; linear ones take a tenth
WHERE_USED = tuple(f"re.{name}" for name in ("match", "fullmatch", "search", "findall", "finditer", "sub", "split"))
# Never searched for, only asked whether they match at one place.
AT_ONE_PLACE = frozenset(
    "_document._FRONT_MATTER _image_urls._HOST _image_urls._PICTURE output.markdown.block_starts._FIRST_LINE"
    " output.markdown.block_starts._NEXT_LINE"
    " _page._STARTS_PAGE _script._ASSIGNED _script_reader._KEY _script_reader._PLAIN_ENTRY _source._STARTS_HTML"
    " _style._NUMBER images._AUTOMATIC images._FILE places._WRITER".split()
)
CHILD = """
import json, re, resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
source, flags, is_text, everywhere, units, length = json.load(sys.stdin)
pattern = re.compile(source if is_text else source.encode("latin-1"), flags)
def seconds(unit, length):
    started = time.process_time()
    text = (unit * (length // len(unit) + 1))[:length] + "!"
    text = text if is_text else text.encode()
    if everywhere:
        for _ in pattern.finditer(text):
            pass
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - started
for unit in sorted(units, key=lambda unit: seconds(unit, length // 20))[-2:]:
    seconds(unit, length)
"""


def is_linear(pattern, units, *, everywhere=True, limit=SECONDS):
    """Whether *pattern* is through with the worst of *units*, repeated to a megabyte, before it is killed."""
    is_text = isinstance(pattern.pattern, str)
    source = pattern.pattern if is_text else pattern.pattern.decode("latin-1")
    flags = pattern.flags & ~re.UNICODE
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(limit)],
        input=json.dumps([source, flags, is_text, everywhere, units, LENGTH]),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0 or done.returncode < 0, done.stderr[-500:]
    return done.returncode == 0


def modules():
    for found in pkgutil.walk_packages(wechatclean.__path__, "wechatclean."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns():
    """Name and pattern of every one: those of a module, alone or in a tuple, and those written where they are used."""
    for module in modules():
        short = module.__name__.removeprefix("wechatclean.")
        for name, value in vars(module).items():
            for found in value if isinstance(value, tuple) else (value,):
                if isinstance(found, re.Pattern):
                    yield pytest.param(f"{short}.{name}", found, id=f"{short}.{name}")
        for call in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in WHERE_USED and isinstance(call.args[0], ast.Constant):
                name = f"{short}:{call.lineno}"
                yield pytest.param(name, re.compile(call.args[0].value), id=name)


def attacks(pattern):
    """What a match may begin with, to be repeated without an end."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    words = re.findall(r"[A-Za-z]{3,}", re.sub(r"\\.|\(\?[a-zA-Z<=!:P]+", " ", source))[:4]
    signs = sorted({char for char in re.sub(r"\\.", "", source) if not char.isalnum()} | set(" \t\n<&[`*_"))[:40]
    units = [
        " ",
        "\n",
        "a",
        "0",
        "<",
        "<a ",
        "&",
        "&#",
        "[",
        "](",
        "`",
        "*",
        "_",
        "\\",
        "“",
        "茶",
        "\u200b",
        '="',
        "a=",
        "url(",
        "%4",
        "-",
        " \n",
        "|",
        ".",
        "'",
        "1,",
        "\ufdda茶\ufddb ",  # bold words, as a paragraph under construction holds them
        " \ufddc。\ufddd，",
        "\ufde0[\ufde1茶",
    ]
    units += words + [f"<{word} " for word in words] + [f'{word}="' for word in words] + signs
    return list(dict.fromkeys(units))


def test_there_are_patterns():
    assert len(list(patterns())) > 60


@pytest.mark.parametrize(("name", "pattern"), list(patterns()))
def test_a_pattern_is_linear(name, pattern):
    """In a process that is killed when it burns more than a linear one could."""
    assert is_linear(pattern, attacks(pattern), everywhere=name not in AT_ONE_PLACE)


@pytest.mark.parametrize("evil", [r"(a+)+$", r"\s+$", r"<!--.*?-->", r"[ \t]*\n", r"(?:a(?:b|(?<=a)b))*c"])
def test_the_test_goes_red(evil):
    """Patterns that are quadratic or worse do not pass."""
    assert not is_linear(re.compile(evil), ["a", " ", "<!--", "ab"], limit=2)
