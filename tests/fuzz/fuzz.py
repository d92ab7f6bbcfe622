"""Coverage-guided fuzzing of every call that gives articles, and of documents in every style.

::

    python tests/fuzz/fuzz.py -max_total_time=120        # stops at the first finding
    python tests/fuzz/fuzz.py --keep=findings --corpus=new -max_total_time=3600
    python tests/fuzz/fuzz.py findings/001-1.bin         # one input; its error is shown
    python tests/fuzz/fuzz.py --merge=new                # what reaches code that no seed reaches becomes a seed

Wants atheris (wheels for CPython 3.11 to 3.13 on Linux); says so and does nothing where there is none. All other
options are libFuzzer's. With ``--keep`` it goes on, and findings are written to a folder, three of each kind; with
``--corpus`` it keeps what it learns. An input of a minute on a busy machine is tried again alone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests" / "fuzz")]

_SAME = 3  # findings of one kind are kept
_LIMITS = ("-timeout=20", "-rss_limit_mb=3000")


def kind_of(error: BaseException) -> str:
    """What two findings have in common that are one."""
    if isinstance(error, AssertionError):
        return re.sub(r"[^a-zA-Z<> ().-]+", "…", str(error))[:50]
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"


def keeping(folder: Path, check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """*check*, but findings are written to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    seen: dict[str, int] = {}

    def check_and_go_on(data: bytes) -> None:
        try:
            check(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is a finding
            kind = kind_of(error)
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= _SAME:
                name = f"{list(seen).index(kind) + 1:03}-{seen[kind]}"
                (folder / f"{name}.bin").write_bytes(data)
                written = "".join(traceback.format_exception(error))
                (folder / f"{name}.txt").write_text(f"{kind}\n\n{written}", "utf-8", "backslashreplace")

    return check_and_go_on


def merge(found: Path) -> None:
    """What in *found* reaches code that no seed reaches becomes a seed."""
    from seeds import CORPUS, LONGEST, write_seeds

    CORPUS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        write_seeds(Path(folder))
        before = set(Path(folder).iterdir())
        program = [sys.executable, __file__, "-merge=1", f"-max_len={LONGEST}", folder, str(found)]
        subprocess.run(program, check=True)
        for path in set(Path(folder).iterdir()) - before:
            shutil.copy(path, CORPUS / path.name[:16])


def main(program: str, *arguments: str) -> None:
    try:
        import atheris
    except ImportError:
        print("fuzzing skipped: there is no atheris for this Python")  # noqa: T201  # a script
        return
    own = dict(a[2:].split("=", 1) for a in arguments if a.startswith("--"))
    given = [a for a in arguments if not a.startswith("--")]
    if "merge" in own:
        merge(Path(own["merge"]))
        return
    with atheris.instrument_imports(include=["wechatclean"]):
        import wechatclean

        wechatclean.clean("---\ntitle: x\n---\n<p>x</p>").to_document("hexo")  # much is imported only when it is needed
    from checks import check
    from mutations import Mutator, Pool
    from seeds import LONGEST, seeds, write_seeds

    options = [program, *_LIMITS, f"-max_len={LONGEST}", f"-dict={Path(__file__).with_name('words.dict')}", *given]
    with tempfile.TemporaryDirectory() as folder:
        if all(a.startswith("-") for a in given):
            write_seeds(Path(folder))
            options += [*filter(None, [own.get("corpus")]), folder]
        judge = keeping(Path(own["keep"]), check) if "keep" in own else check
        mutator = Mutator(Pool(seeds()), lambda *blindly: atheris.Mutate(*blindly))  # noqa: PLW0108  # it is not there yet
        atheris.Setup(options, judge, custom_mutator=mutator)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv)
