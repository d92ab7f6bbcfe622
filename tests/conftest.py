"""What every test shares: ``--update``, the versions in the header, Hypothesis profiles."""

from __future__ import annotations

import os
import platform
import shutil
import signal
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from folders import PAGES
from hypothesis import HealthCheck, settings
from lxml import etree

HERE = Path(__file__).parent
# Trees are slow to draw and to clean, which says nothing about a defect.
_PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}
# The same examples in every ordinary run: what is red here is red for everyone.
settings.register_profile("normal", max_examples=100, derandomize=True, database=None, **_PATIENT)
settings.register_profile("long", max_examples=1_000, derandomize=True, database=None, **_PATIENT)
settings.register_profile("quick", max_examples=50, derandomize=True, database=None, **_PATIENT)
settings.register_profile("thorough", max_examples=10_000, print_blob=True, **_PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "normal"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="write every expected file anew, test nothing else; read the diff",
    )


def pytest_configure(config: pytest.Config) -> None:
    """With ``--update`` the pages that are printed, whatever else is asked for."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # of all that a shell began in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("update"):
        config.args += [f"{HERE}/docs/test_printed.py", f"{HERE}/test_fixtures.py::test_the_index_names_every_folder"]


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """With ``--update`` only what writes, of the folders those that ``-k`` names, and always the printed pages.

    No name of a test is one that another process would not give it.
    """
    if wrong := [item.nodeid for item in items if " at 0x" in item.nodeid]:
        raise pytest.UsageError(f"an address of memory is part of the name of a test: {wrong[0]}")
    found = {item.nodeid: (item, mark) for item in items if (mark := item.get_closest_marker("writes"))}
    yield
    if config.getoption("update"):
        chosen = set(items)
        items[:] = [item for item, mark in found.values() if item in chosen or "always" in mark.args]


def pytest_report_header() -> list[str]:
    packages = ("wechatclean", "lxml", "markdownify", "python-frontmatter", "pydantic", "markdown-it-py")
    libxml2 = ".".join(map(str, etree.LIBXML_VERSION))
    return [
        ", ".join(f"{name} {version(name)}" for name in packages) + f", libxml2 {libxml2}",
        f"{platform.platform()}, real pages: {PAGES if PAGES.is_dir() else 'none'}",
    ]


@pytest.fixture(scope="module")  # not longer: its event loop would be in the way of tests that run one of their own
def chromium() -> Iterator[Callable[..., Any]]:
    """A function that starts headless Chromium with these arguments."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None and os.environ.get("CI"):
        pytest.fail("CI needs chromium", pytrace=False)
    if path is None:
        pytest.skip("no chromium here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield lambda *arguments: playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *arguments])
