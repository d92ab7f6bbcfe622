"""The folders that tests read."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
HOSTILE = ROOT / "tests" / "hostile"
SUPPORT = ROOT / "tests" / "support"
PAGES = Path(os.environ.get("WECHATCLEAN_PAGES") or ROOT.parent / "shared" / "pages")
"""Real pages, which belong to their authors and are no part of this project."""


def fixture_name(folder: Path) -> str:
    """``area/case``, by which ``-k`` finds it."""
    return folder.relative_to(FIXTURES).as_posix()
