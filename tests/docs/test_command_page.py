"""Both pages on the command have a row for each option."""

from __future__ import annotations

import re

import pytest
from folders import ROOT

from wechatclean.cli.arguments import argument_parser


@pytest.mark.parametrize("name", ["command.md", "command.zh.md"])
def test_each_option_has_a_row(name):
    text = (ROOT / "docs" / name).read_text("utf-8")
    rows = [re.findall("`(-[^`]+)`", row) for row in re.findall(r"^\| (`-[^|]+) \|", text, re.M)]
    assert {option for row in rows for option in row} == set(argument_parser()._option_string_actions)
