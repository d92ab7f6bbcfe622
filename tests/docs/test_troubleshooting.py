"""The page of messages quotes them: each is what the library says."""

from __future__ import annotations

import ast
import re

import pytest
from folders import ROOT

PAGES = [(ROOT / "docs" / name).read_text("utf-8") for name in ("troubleshooting.md", "troubleshooting.zh.md")]
FIRST = re.compile(r"^\| (`[^|]+`) \|", re.M)
SAID = [
    node.value
    for path in (ROOT / "src").rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value
]


def quoted(page):
    return [message for cell in FIRST.findall(page) for message in re.findall("`([^`]+)`", cell)]


@pytest.mark.parametrize("message", quoted(PAGES[0]))
def test_a_message_is_said_so(message):
    pieces = [piece.strip(" :") for piece in message.split("…")]
    assert [piece for piece in pieces if piece and not any(piece in said for said in SAID)] == []


def test_both_languages_have_the_same_messages():
    assert quoted(PAGES[0]) == quoted(PAGES[1])
    assert len(quoted(PAGES[0])) > 30
