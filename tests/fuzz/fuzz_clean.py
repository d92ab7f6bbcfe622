"""Coverage-guided fuzzing of ``clean()``: only its own errors, nothing unsafe, nothing lost.

::

    python tests/fuzz/fuzz_clean.py -max_total_time=120          # stops at the first finding
    python tests/fuzz/fuzz_clean.py --keep=findings -max_total_time=3600

Wants atheris (wheels for CPython 3.11 to 3.13 on Linux); says so and does nothing where there is none. Seeds are the
fixtures and the hostile vectors. With ``--keep`` findings are written to a folder, one of each kind, and it goes on.
"""

from __future__ import annotations

import re
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from judge import RENDERERS, dangers  # noqa: E402
from oracle import differences, has_parts_of_an_engine  # noqa: E402
from vectors import PLACES, framed, load, page_of_text  # noqa: E402

LONGEST = 6_000  # bytes of an input: what goes wrong goes wrong in little
FAITHFUL = ("markdown-it-py", "cmark-gfm")


def source_of(data: bytes) -> str | bytes:
    """The first byte says how the rest is given: as bytes, as text, or as the middle of an article."""
    if not data or data[0] % 4 == 0:
        return data[1:]
    text = data[1:].decode("utf-8", "surrogatepass" if data[0] % 4 == 1 else "replace")
    return text if data[0] % 4 == 1 else framed(text)


def check(data: bytes) -> None:
    """Raise an AssertionError if something is wrong with what *data* gives."""
    import wechatclean

    try:
        source = source_of(data)
    except UnicodeDecodeError:
        return
    try:
        article = wechatclean.clean(source)
        document = article.to_document()
        article.model_dump_json()
        page = article._repr_html_()
    except wechatclean.WechatCleanError:
        return
    article.markdown.encode()
    found = dangers(page)
    own = has_parts_of_an_engine(article.html)
    for name, render in RENDERERS.items():
        if own and name == "Python-Markdown":
            continue  # it reads kramdown's lists of attributes, too
        html = rendered(render, article._repr_markdown_())
        if own:
            html = re.sub("<!--[^<>]*-->", "", html)  # a post keeps its own, where every parser ends them alike
        found += [f"{name}: {danger}" for danger in dangers(html)]
    assert not found, f"unsafe {found[0]!r}"
    again = wechatclean.clean(document)
    assert again.to_document() == document, "another document, the second time"
    assert again.markdown == article.markdown, "another body, the second time"
    if any(embed.kind == "formula" for embed in article.embeds) or own:
        return
    for name in FAITHFUL:
        lost = differences(article.markdown, article.html, RENDERERS[name])
        assert not lost, f"unfaithful {name}: {lost[:2]}"


def rendered(render: Callable[[str], str], text: str) -> str:
    """HTML of *text*; nothing where the parser itself gives up."""
    try:
        return render(text)
    except (RecursionError, ValueError, IndexError, KeyError, AttributeError):
        return ""


def kind_of(error: BaseException) -> str:
    """What two findings have in common that are one."""
    if isinstance(error, AssertionError):
        return str(error)[:40]
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"


def keeping(folder: Path) -> Callable[[bytes], None]:
    """:func:`check`, but findings are written to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    seen: dict[str, int] = {}

    def check_and_go_on(data: bytes) -> None:
        try:
            check(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is a finding
            kind = kind_of(error)
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= 3:
                name = f"{len(seen):03}-{seen[kind]}"
                (folder / f"{name}.bin").write_bytes(data)
                (folder / f"{name}.txt").write_text(f"{kind}\n\n{''.join(traceback.format_exception(error))}", "utf-8")

    return check_and_go_on


def write_seeds(folder: Path) -> None:
    """The fixtures and the vectors as files of *folder*."""
    seeds = [b"\x00" + path.read_bytes() for path in (ROOT / "fixtures").glob("*/*/input.*")]
    for vectors in load().values():
        for vector in vectors:
            if "html" in vector:
                seeds.append(b"\x02" + vector["html"].encode("utf-8", "replace"))
            elif "text" in vector:
                seeds.append(b"\x01" + page_of_text(vector["text"], PLACES).encode("utf-8", "replace")[:LONGEST])
    for number, seed in enumerate(seeds):
        if len(seed) <= LONGEST:
            (folder / f"{number:05}").write_bytes(seed)


def main(arguments: list[str]) -> None:
    try:
        import atheris
    except ImportError:
        print("fuzzing skipped: there is no atheris for this Python")  # noqa: T201  # a script
        return
    with atheris.instrument_imports(include=["wechatclean"]):
        import wechatclean

        wechatclean.clean("---\ntitle: x\n---\n<p>x</p>").to_document()  # much is imported only when it is needed
    keep = next((a.partition("=")[2] for a in arguments if a.startswith("--keep=")), "")
    options = [a for a in arguments if not a.startswith("--")]
    words = Path(__file__).with_name("clean.dict")
    with tempfile.TemporaryDirectory() as seeds:
        write_seeds(Path(seeds))
        limits = [f"-max_len={LONGEST}", "-timeout=20", "-rss_limit_mb=3000"]
        atheris.Setup([*options, f"-dict={words}", *limits, seeds], keeping(Path(keep)) if keep else check)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
