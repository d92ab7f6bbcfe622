"""Regular expressions cannot blow up: every compiled pattern of the package, on long strings made to hurt it."""

# ruff: noqa: E501  # shapes and units are data, a line each

from __future__ import annotations

import importlib
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
# Never searched for, only asked whether they match at one place.
AT_ONE_PLACE = frozenset(
    "_document._FRONT_MATTER _image_urls._HOST _image_urls._PICTURE _inline._FIRST_LINE _inline._NEXT_LINE"
    " _script_reader._KEY _script_reader._PLAIN_ENTRY _page._STARTS_PAGE _script._ASSIGNED places._WRITER".split()
)
CHILD = """
import importlib, json, re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
pattern = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])
for text in json.load(sys.stdin):
    text = text if isinstance(pattern.pattern, str) else text.encode()
    if sys.argv[4] == "everywhere":
        for _ in pattern.finditer(text):
            pass
    pattern.match(text)
    pattern.fullmatch(text)
"""


def modules():
    for found in pkgutil.walk_packages(wechatclean.__path__, "wechatclean."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns():
    """Module, name and pattern of every compiled one."""
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(module.__name__, name, value, id=f"{module.__name__}.{name}")


def attacks(pattern):
    """Strings of :data:`LENGTH` that begin like a match, again and again, and never end like one."""
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
    ]
    units += words + [f"<{word} " for word in words] + [f'{word}="' for word in words] + signs
    for unit in dict.fromkeys(units):
        yield (unit * (LENGTH // len(unit)))[:LENGTH]


def test_there_are_patterns():
    assert len(list(patterns())) > 60


@pytest.mark.parametrize(("module", "name", "pattern"), list(patterns()))
def test_a_pattern_is_linear(module, name, pattern):
    """In a process that is killed when it burns more than a linear one could."""
    texts = [text[: LENGTH // 20] for text in attacks(pattern)]
    where = "here" if f"{module}.{name}".removeprefix("wechatclean.") in AT_ONE_PLACE else "everywhere"
    done = subprocess.run(
        [sys.executable, "-c", CHILD, module, name, str(SECONDS), where],
        input=json.dumps(texts),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize("evil", [r"(a+)+$", r"\s+$", r"<!--.*?-->", r"[ \t]*\n"])
def test_the_test_goes_red(evil, monkeypatch, tmp_path):
    """Patterns that are quadratic or worse do not pass."""
    (tmp_path / "evil.py").write_text(f"import re\nEVIL = re.compile({evil!r})\n")
    texts = [text[-LENGTH // 5 :] for text in ("a" * LENGTH + "!", " " * LENGTH + "!", "<!--" * (LENGTH // 4))]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, "evil", "EVIL", "2", "everywhere"], input=json.dumps(texts), text=True, capture_output=True, check=False,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode != 0
