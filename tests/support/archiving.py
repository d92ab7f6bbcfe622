"""The command on many sources, run as a user runs it, and what it leaves."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys

from wechatclean.cli import main

COMMAND = [sys.executable, "-m", "wechatclean"]


def run(*arguments, cwd=None, stdin=b""):
    """Exit status and standard error."""
    done = subprocess.run([*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, check=False, cwd=cwd)
    assert done.stdout == b""
    return done.returncode, done.stderr.decode("utf-8", "replace")


def run_here(*arguments):
    """Exit status and standard error of the command in this process, which starts no other."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        try:
            status = main([*map(str, arguments), "--jobs", "1"])
        except SystemExit as end:
            status = end.code
    return status, said.getvalue()


def tree(folder):
    """What lies in *folder*: bytes by path; of the report what does not change from run to run."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found["report.jsonl"] = [
        {name: value for name, value in record.items() if name != "seconds"} for record in records(folder)
    ]
    return found


def records(folder):
    return [json.loads(line) for line in (folder / "report.jsonl").read_text("utf-8").splitlines()]


def page(title, text="茶要<b>热</b>的"):
    head = f"<head><meta property='og:title' content='{title}'></head>"
    return f"<html>{head}<body><div id='js_content'><p>{text}</p></div></body></html>"
