"""The command's arguments, and how each is read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from wechatclean import __version__
from wechatclean.cli.statuses import EXIT_STATUSES, USAGE

if TYPE_CHECKING:
    from wechatclean.images.policies import ImagePolicy
    from wechatclean.recovery import Recoverable

_Given = TypeVar("_Given")
_Value = TypeVar("_Value")


class _Parser(argparse.ArgumentParser):
    """Its help names what the library knows, which is imported only when somebody reads it."""

    def format_help(self) -> str:
        from wechatclean.images.policies import POLICIES, SIZES, listed
        from wechatclean.publishing.styles import STYLES
        from wechatclean.recovery import KINDS

        tables = {"POLICIES": POLICIES, "SIZES": SIZES, "STYLES": STYLES, "RECOVERED": KINDS}
        known = {word: listed(names) for word, names in tables.items()}
        for action in self._actions:
            for word, names in known.items():
                action.help = (action.help or "").replace(word, names)
        return super().format_help()

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        given, unknown = self.parse_known_args(args, namespace)
        if unknown:
            from difflib import get_close_matches  # only for who mistypes

            known = [name for action in self._actions for name in action.option_strings]
            near = get_close_matches(unknown[0].partition("=")[0], known, 1, cutoff=0.7)
            self.error(f"unrecognized arguments: {' '.join(unknown)}" + "".join(f"; is {one} meant?" for one in near))
        return given

    def error(self, message: str) -> NoReturn:
        """One line says what is wrong: the usage, of six lines, would hide it."""
        self.exit(USAGE, f"{self.prog}: error: {message}\n{self.prog} --help tells all options\n")


def argument_parser() -> argparse.ArgumentParser:
    """What reads the arguments, and tells of them with ``--help``."""
    parser = _Parser(
        prog="wechatclean",
        description="A WeChat or Niaogebiji article as Markdown with front matter.",
        epilog="exit status:\n" + "\n".join(f"  {status:<3}  {what}" for status, what in EXIT_STATUSES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # or a script breaks when an option is added
    )
    _add_files(parser)
    _add_options(parser)
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="say nothing on standard error but why something failed"
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _add_files(parser: argparse.ArgumentParser) -> None:
    """What is read and written, and how many at the same time."""
    parser.add_argument(
        "pages", type=_path_given, nargs="*", metavar="PAGE",
        help="file of a page, a fragment or a Hexo post (HTML or MHTML); - for standard input; several, a folder, a"
        " feed or a WARC file with -o FOLDER",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=_path_given, metavar="FILE",
        help="write to FILE, in a folder to one named after the article; - is standard output (the default)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the same as --format json")
    parser.add_argument(
        "--format", choices=("md", "json", "jsonl", "parquet"),
        help="a document with front matter, or the whole article as JSON; of many, one file of lines, or Parquet"
        " (needs wechatclean[arrow])",
    )  # fmt: skip
    parser.add_argument("--from-file", type=_path_given, metavar="LIST", help="a file with a PAGE a line; - for stdin")
    parser.add_argument(
        "--report", type=_path_given, metavar="FOLDER", help="write a report to look at into FOLDER (of many pages)"
    )
    parser.add_argument("--jobs", type=_number, metavar="N", help="processes that work at the same time (one a core)")
    parser.add_argument(
        "--timeout", type=_seconds, metavar="SECONDS", help="give a page up that takes longer (of many pages)"
    )


def _add_options(parser: argparse.ArgumentParser) -> None:
    """What becomes of an article."""
    parser.add_argument("--url", type=_url, help="its address, https://...; relative links are completed with it")
    parser.add_argument(
        "--images", type=_policy, default="remote", metavar="POLICY",
        help="POLICIES, or a proxy's URL with {url} in it; then perhaps a size: SIZES (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--recover", nargs="?", const=True, default=False, type=_kinds, metavar="KINDS",
        help="make real what the page only draws: all, or some of RECOVERED, with commas",
    )  # fmt: skip
    parser.add_argument(
        "--tail", choices=("keep", "drop"), default="keep",
        help="drop leaves out what the account puts around its articles: calls to follow, QR codes, ... (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--front-matter", type=_style, metavar="STYLE",
        help="what reads the document: STYLES; none writes the Markdown alone (plain)",
    )  # fmt: skip
    parser.add_argument(
        "--download", nargs="?", const=False, type=_path_given, metavar="FOLDER",
        help="fetch the pictures into FOLDER, or else to where STYLE has them (needs wechatclean[images])",
    )  # fmt: skip


def _path_given(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("the name is empty: is a variable of the shell unset?")
    if text.startswith("file:"):
        raise argparse.ArgumentTypeError("an address, not the name of a file: leave file:// out")
    return text


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1024")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 1_000_000_000:  # what every clock of a system can hold
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return seconds


def _url(text: str) -> str | None:
    if not text:
        raise argparse.ArgumentTypeError("the address is empty: is a variable of the shell unset?")
    from wechatclean.cleaner import checked_url

    return _argument(checked_url, text)


def _style(name: str) -> str:
    from wechatclean.publishing.styles import STYLES

    if name.lower() not in (*STYLES, "none"):
        raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(STYLES)}, nor none")
    return name.lower()


def _policy(name: str) -> ImagePolicy:
    from wechatclean.images.policies import policy_named

    return _argument(policy_named, name)


def _kinds(names: str) -> tuple[Recoverable, ...]:
    from wechatclean.recovery import kinds_of

    try:
        return kinds_of([name.strip() for name in names.lower().split(",")])
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; without KINDS it stands behind PAGE") from None


def _argument(read: Callable[[_Given], _Value], text: _Given) -> _Value:
    try:
        return read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
