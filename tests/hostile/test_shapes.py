"""Shapes as large as the limits allow: the whole text; and what passes a limit is refused, never cut.

Each is cleaned in a process of its own, which is killed if it needs 60 seconds or 3 GB: that ends what hangs. That the
work grows with the document and no faster is shown by ``test_growth.py``.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from html import unescape

import pytest
from folders import SUPPORT
from shapes import PIECES_OF_SCRIPTS, SHAPES

pytestmark = pytest.mark.slow

SECONDS, GIGABYTES = 60, 3
CHILD = """
import json, sys
sys.path.insert(0, sys.argv[1])
import wechatclean
from shapes import SHAPES
source = eval(sys.argv[2])
try:
    article = wechatclean.clean(source)
    outputs = (article.markdown, article.html, article.text)
    said = {word: list({output.count(word) for output in outputs}) for word in ("茶", "终点")}
except wechatclean.WechatCleanError as error:
    said = {"error": type(error).__name__}
print(json.dumps(said))
"""


def outcome(expression):
    """What cleaning the value of *expression* gave."""

    def bounds():
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    command = [sys.executable, "-c", CHILD, str(SUPPORT), expression]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=bounds, check=False)
    assert (done.returncode, done.stderr[-2_000:]) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", SHAPES)
def test_the_whole_text_of_any_shape(name):
    shape = SHAPES[name]
    expected = unescape(shape.page(shape.full)).count("茶")
    assert outcome(f"SHAPES[{name!r}].page({shape.full})") == {"茶": [expected], "终点": [1]}


@pytest.mark.parametrize("piece", PIECES_OF_SCRIPTS, ids=repr)
def test_a_megabyte_of_any_script_keeps_nobody_from_the_text(piece):
    script = f"'<script>window.cgiDataNew = {{' + {piece!r} * {1_000_000 // len(piece)} + '</script>'"
    assert outcome(f"'<title>春</title>' + {script} + SHAPES['siblings'].page(1)") == {"茶": [1], "终点": [1]}


REFUSED = {
    "levels": "'<div>' * 100_000 + '茶<p>终点</p>'",
    "levels, closed": "'<div>' * 100_000 + '茶' + '</div>' * 100_000 + '<p>终点</p>'",
    "levels of bold": "'<p>茶' + '<b>' * 100_000 + '终点'",
    "a few levels too many": "'<section>' * 3_000 + '<p>茶</p>' + '</section>' * 3_000 + '<p>终点</p>'",
    "elements": "'<i>茶</i>' * 3_000_000 + '终点'",
    "attributes": "'<p ' + ' '.join(f'a{n}=1' for n in range(100_000)) + '>茶</p>'",
    "attributes without values": "'<IMG ' + '/'.join(f'a{n}' for n in range(100_000)) + '>茶'",
    "attributes that hold what ends a tag": "'<p>茶</p><p ' + ''.join(f\"a{n}='>'\" for n in range(100_000)) + '>'",
    "attributes of a tag that never ends": "'<p>茶</p><b ' + ' '.join(f'a{n}' for n in range(100_000))",
    "characters": "'x' * 70_000_000",
    "bytes": "b'x' * 70_000_000",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_passes_a_limit_is_refused(name):
    """lxml by itself drops what lies too deep without a word."""
    assert outcome(REFUSED[name]) == {"error": "LimitError"}
