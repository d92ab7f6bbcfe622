"""The text of a formula's tokens as TeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import category, name, normalize

from wechatclean.elements.formulas.symbols import COMMANDS, NOT_SEEN
from wechatclean.patterns import pattern

Around = tuple[str, str]  # what stands before and behind a run of characters

_PLAIN: Around = ("", "")
_TEXT: Around = (r"\text{", "}")
_UPPER: Around = ("^{", "}")
_LOWER: Around = ("_{", "}")
_BOLD: Around = (r"\boldsymbol{", "}")
_ALPHABETS = {"BOLD", "ITALIC", "SCRIPT", "FRAKTUR", "BLACK-LETTER", "DOUBLE-STRUCK", "SANS-SERIF", "MONOSPACE"}
_ENDS_WITH_NAME = pattern(r"\\[A-Za-z]+\Z")
_SLASH = "\u2044"  # in what a fraction of one character stands for

# Alphabets, as ``mathvariant`` and Unicode's names of characters call them.
FONTS: dict[str, Around] = {
    "normal": (r"\mathrm{", "}"),
    "italic": _PLAIN,
    "bold": (r"\mathbf{", "}"),
    "bold-italic": _BOLD,
    "script": (r"\mathcal{", "}"),
    "bold-script": (r"\boldsymbol{\mathcal{", "}}"),
    "fraktur": (r"\mathfrak{", "}"),
    "bold-fraktur": (r"\boldsymbol{\mathfrak{", "}}"),
    "double-struck": (r"\mathbb{", "}"),
    "double-struck-italic": _PLAIN,
    "sans-serif": (r"\mathsf{", "}"),
    "sans-serif-italic": (r"\mathsf{", "}"),
    "bold-sans-serif": (r"\boldsymbol{\mathsf{", "}}"),
    "sans-serif-bold": (r"\boldsymbol{\mathsf{", "}}"),
    "sans-serif-bold-italic": (r"\boldsymbol{\mathsf{", "}}"),
    "monospace": (r"\mathtt{", "}"),
}
_TEXT_FONTS = {
    "bold": r"\textbf", "bold-italic": r"\textbf", "italic": r"\textit", "monospace": r"\texttt",
    "sans-serif": r"\textsf", "bold-sans-serif": r"\textsf",
}  # fmt: skip
_IN_TEXT = str.maketrans(
    {char: f"\\{char}" for char in "{}$%&#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\u00a0": " "}
)
_MARKS = {
    "\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar",
    "\u0305": r"\overline", "\u0306": r"\breve", "\u0307": r"\dot", "\u0308": r"\ddot", "\u030a": r"\mathring",
    "\u030c": r"\check", "\u0331": r"\underline", "\u0332": r"\underline", "\u0338": r"\not", "\u20d7": r"\vec",
    "\u20d6": r"\overleftarrow", "\u20db": r"\dddot",
}  # fmt: skip


def glued(parts: Iterable[str]) -> str:
    r"""*parts* one after the other, with a space where a name would run into a letter.

    >>> glued(["\\alpha", "x", "\\beta", "2"])
    '\\alpha x\\beta2'
    """
    out: list[str] = []
    for part in filter(None, parts):
        if out and part[0].isascii() and part[0].isalpha() and _ENDS_WITH_NAME.search(out[-1]):
            out.append(" ")
        out.append(part)
    return "".join(out)


def words(text: str, variant: str = "") -> str:
    r"""*text* as words in a formula.

    >>> words("若 50%")
    '\\text{若 50\\%}'
    """
    text = normalize("NFC", text).translate(NOT_SEEN)
    return f"{_TEXT_FONTS.get(variant, _TEXT[0][:-1])}{{{text.translate(_IN_TEXT)}}}"


def characters(text: str, variant: str = "", *, in_script: bool = False) -> str:
    r"""*text* as symbols, of the alphabet *variant* where the characters name none themselves.

    >>> characters("2½αℝ"), characters("10³", "bold"), characters("克")
    ('2\\frac{1}{2}\\alpha\\mathbb{R}', '\\mathbf{10}^{3}', '\\text{克}')
    """
    font = FONTS.get(variant, _PLAIN)
    text = normalize("NFC", text).translate(NOT_SEEN)
    runs = groupby((_read(char, marks, font) for char, marks in _with_marks(text)), key=lambda read: read[0])
    parts: list[str] = []
    for (before, behind), chars in runs:
        written = glued(tex for _, tex in chars)
        if in_script:
            written = written.replace(r"^{\circ}", r"\circ").replace("'", r"\prime")
        empty = "{}" if before[:1] in ("^", "_") and not parts else ""
        parts.append(f"{empty}{before}{written}{behind}")
    return glued(parts)


def _with_marks(text: str) -> Iterator[tuple[str, str]]:
    """Each character of *text* with the combining marks on it."""
    char, marks = "", ""
    for found in text:
        if char and found in _MARKS:
            marks += found
            continue
        if char:
            yield char, marks
        char, marks = found, ""
    if char:
        yield char, marks


def _read(char: str, marks: str, font: Around) -> tuple[Around, str]:
    """What stands around *char* and its like, and its TeX."""
    around, tex = _alone(char, font)
    if not marks:
        return around, tex
    tex = f"{around[0]}{tex}{around[1]}"
    for mark in marks:
        tex = f"{_MARKS[mark]}{{{tex}}}" if mark != "\u0338" else rf"\not{tex}"
    return _PLAIN, tex


def _alone(char: str, font: Around) -> tuple[Around, str]:
    if char.isascii() and char.isalnum():
        return font, char
    if command := COMMANDS.get(char):
        is_bold = font[0].startswith((r"\boldsymbol", r"\mathbf")) and command[1:].isalpha()
        return (_BOLD if is_bold else _PLAIN), command
    if char.isascii():
        return _PLAIN, char
    folded = normalize("NFKC", char)
    if _SLASH in folded and folded != char:
        above, _, below = folded.partition(_SLASH)
        return _PLAIN, rf"\frac{{{above}}}{{{below}}}"
    if folded != char:
        return _folded(char, folded, font)
    is_letter = category(char)[0] in "LM" or "\u3000" <= char < "\ua000" or char >= "\uff00"
    return (_TEXT if is_letter else _PLAIN), char


def _folded(char: str, folded: str, font: Around) -> tuple[Around, str]:
    """A character that is another one, raised, lowered or of an alphabet of its own."""
    called = name(char, "")
    tex = glued(COMMANDS.get(one, one) for one in folded)
    if "SUPERSCRIPT" in called or called.startswith("MODIFIER LETTER"):
        return _UPPER, tex
    if "SUBSCRIPT" in called:
        return _LOWER, tex
    styles = [word for word in called.split() if word in _ALPHABETS]
    if styles:
        style = "-".join(styles).lower().replace("black-letter", "fraktur")
        found = FONTS.get(style, font)
        is_name = tex.startswith("\\") and found[0] == FONTS["bold"][0]
        return (_BOLD if is_name else found), tex
    is_wide = called.startswith("FULLWIDTH")
    return (font, tex) if is_wide and folded.isalnum() else (_PLAIN, tex) if is_wide else (_TEXT, char)
