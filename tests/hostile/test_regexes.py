"""Regular expressions cannot blow up: every compiled pattern of the package, on long strings made to hurt it."""

# ruff: noqa: E501  # shapes and units are data, a line each

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict

import pytest

import wechatclean
from wechatclean.patterns import _Compiled

LENGTH = 1_000_000
SECONDS = 8  # of CPU for one pattern on all its strings; linear ones take a tenth
WHERE_USED = tuple(f"re.{name}" for name in ("match", "fullmatch", "search", "findall", "finditer", "sub", "split"))
AT_ONE_PLACE = {"match", "fullmatch"}  # methods that do not look for a place
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
    """All modules, but for those of tools that are not installed here."""
    for found in pkgutil.walk_packages(wechatclean.__path__, "wechatclean."):
        if not found.name.endswith("__main__") and not is_absent(found.name):
            yield importlib.import_module(found.name)


def is_absent(name):
    """Whether the module *name* is for a tool that is not installed."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        return not error.name.startswith("wechatclean")
    return False


def patterns():
    """Pattern, and whether it is searched for, of every one: those of a module, and those written where they are used."""
    for module in modules():
        short, tree = module.__name__.removeprefix("wechatclean."), ast.parse(inspect.getsource(module))
        for pattern, names in held(module).items():
            yield pytest.param(pattern, is_searched(module, names), id=f"{short}.{names[0]}")
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in WHERE_USED and isinstance(call.args[0], ast.Constant):
                yield pytest.param(re.compile(call.args[0].value), True, id=f"{short}:{call.lineno}")


def held(module):
    """Pattern → the names of *module* that hold it, alone or in a tuple."""
    found = defaultdict(list)
    for name, value in vars(module).items():
        for pattern in value if isinstance(value, tuple) else (value,):
            if isinstance(pattern, (re.Pattern, _Compiled)):
                found[re.compile(pattern.pattern, pattern.flags)].append(name)
    return found


def is_searched(module, names):
    """Whether any method but those of AT_ONE_PLACE is called of what *names* hold."""
    users = [module] if names[0].startswith("_") else modules()
    called = set().union(*(methods(user)[name] for user in users for name in names))
    return not called or not called <= AT_ONE_PLACE


@functools.cache
def methods(module):
    """Name → the methods that *module* calls of it; of a tuple, those that it calls of the members."""
    found = defaultdict(set)
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    loops = [node for node in nodes if isinstance(node, ast.For | ast.comprehension)]
    holders = {ast.unparse(loop.target): ast.unparse(loop.iter) for loop in loops}
    for node in nodes:
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node.value).rpartition(".")[2]
            found[name].add(node.attr)
            found[holders.get(name, name)].add(node.attr)
    return found


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


def test_what_is_only_asked_at_one_place_is_known():
    from wechatclean.elements import emoji
    from wechatclean.images import finding, image

    assert not is_searched(finding, ["_NUMBER"])
    assert not is_searched(image, ["_FILE", "_AUTOMATIC"])
    assert is_searched(emoji, ["_FILE"])


@pytest.mark.slow
@pytest.mark.parametrize(("pattern", "searched"), list(patterns()))
def test_a_pattern_is_linear(pattern, searched):
    """In a process that is killed when it burns more than a linear one could."""
    assert is_linear(pattern, attacks(pattern), everywhere=searched)


@pytest.mark.slow
@pytest.mark.parametrize("evil", [r"(a+)+$", r"\s+$", r"<!--.*?-->", r"[ \t]*\n", r"(?:a(?:b|(?<=a)b))*c"])
def test_the_test_goes_red(evil):
    """Patterns that are quadratic or worse do not pass."""
    assert not is_linear(re.compile(evil), ["a", " ", "<!--", "ab"], limit=2)
