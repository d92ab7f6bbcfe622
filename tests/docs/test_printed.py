"""Pages of the documentation that are printed from the code say what the code says."""

from __future__ import annotations

import subprocess
import sys

import pytest
from folders import ROOT


@pytest.mark.parametrize("name", ["elements", "metadata"])
def test_a_page_is_printed_from_the_code(name):
    script = ROOT / "docs" / f"print_{name}.py"
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert done.stdout == (ROOT / "docs" / f"{name}.md").read_text("utf-8"), f"python {script} > docs/{name}.md"
