r"""TeX that draws a formula and does nothing else.

Who renders a document hands its formulas to MathJax, KaTeX or TeX, which have commands that link, load, style, write
files and define commands. No formula needs them: of those that wrap something what they wrap is left, any other is a
word. What a command is, is told as TeX's own eyes and mouth do (The TeXbook, chapters 7 and 8).
"""

from __future__ import annotations

import re

from wechatclean.html.characters import ZERO_WIDTH
from wechatclean.patterns import pattern

# With two arguments, of which a reader sees the second.
_WRAPPERS = frozenset("href htmlClass htmlId htmlStyle htmlData class cssId style data".split())
_COMMANDS = _WRAPPERS | frozenset(
    # KaTeX and MathJax
    "url includegraphics unicode require mmlToken htmlmath"
    # names that are put together or changed
    " let csname endcsname catcode lccode uccode mathcode active lowercase uppercase scantokens expandafter futurelet"
    " @namedef @nameuse @nameedef csdef csuse"
    # files, other programs, and what a PDF may do
    " input include includeonly InputIfFileExists IfFileExists import subimport subfile lstinputlisting verbatiminput"
    " usepackage RequirePackage documentclass bibliography openin openout closein closeout"
    " read readline write immediate newread newwrite special directlua latelua luaexec luadirect ShellEscape"
    " pdfximage pdfobj pdfliteral pdfcatalog pdfannot pdfextension pdffiledump pdfunescapehex hyperlink hyperref"
    # what goes on by itself
    " loop repeat everymath everydisplay everycr everyhbox message errmessage typeout".split()
)
_DEFINES = frozenset(
    "def gdef edef xdef newcommand renewcommand providecommand DeclareMathOperator DeclareRobustCommand"
    " newenvironment renewenvironment NewDocumentCommand RenewDocumentCommand".split()
)
# Packages that add signs to MathJax, and nothing that links or styles.
_PACKAGES = frozenset(
    "amscd amsmath amssymb ams boldsymbol braket cancel cases centernot color colortbl empheq extpfeil gensymb"
    " mathtools mhchem physics textcomp upgreek verb".split()
)
_COMMAND = pattern(r"\\(?:(?P<name>[A-Za-z@]+)|.)|\^\^", re.S)
_REQUIRED = pattern(r"\s*\{\s*([A-Za-z]{1,20})\s*\}")
_ENVIRONMENT = pattern(r"\s*\{\s*([A-Za-z@]{1,30})\*?\s*\}")
_STYLED_BOX = pattern(r"\s*\[[^\]]*[:(\\]")  # with CSS in its option
_DEFINED = pattern(r"\*?\s{0,99}\{?\s{0,99}\\([A-Za-z@]{1,99}|.)\s{0,99}\}?", re.S)
_CODE = pattern(r"\s*\{\s*x([0-9A-Fa-f]{1,5})\s*\}")
_SIGNS = frozenset("\\{}$%&#_^~")
_SPACES = pattern(r"\s*")
_BRACE = pattern(r"\\.|[{}]", re.S)


def harmless(tex: str) -> str:
    r"""*tex* without commands that do more than draw; the same where it has none.

    >>> harmless(r"\href {javascript:alert(1)}{x} + \frac12 \\href"), harmless(r"\url{a} \require{html}")
    ('{}{x} + \\frac12 \\\\href', '\\text{url}{a} \\text{require}{html}')
    """
    if "\\" not in tex and "^^" not in tex:
        return tex
    seen = ZERO_WIDTH.sub("", tex)
    written = _without(seen, _COMMANDS | (_DEFINES if _is_bomb(seen) else frozenset()))
    return tex if written == seen else written


def _without(tex: str, unwanted: frozenset[str]) -> str:
    groups = _groups(tex)
    parts: list[str] = []
    done = 0
    for found in _COMMAND.finditer(tex):
        name = found["name"]
        if found.start() < done:
            continue  # in an argument that is gone
        if found[0] == "^^":
            instead, end = r"\wedge\wedge ", found.end()  # begins a character by its number
        elif name and _is_unwanted(name, unwanted, tex, found.end()):
            instead, end = _instead(name, tex, found.end(), groups)
        else:
            continue
        parts += (tex[done : found.start()], instead)
        done = end
    return "".join([*parts, tex[done:]])


def _is_unwanted(name: str, unwanted: frozenset[str], tex: str, end: int) -> bool:
    if name == "require":
        package = _REQUIRED.match(tex, end)
        return package is None or package[1] not in _PACKAGES
    if name in ("begin", "end"):  # to TeX an environment is a command
        environment = _ENVIRONMENT.match(tex, end)
        return environment is not None and environment[1] in unwanted
    if name == "bbox":
        return _STYLED_BOX.match(tex, end) is not None
    return name in unwanted


def _instead(name: str, tex: str, end: int, groups: dict[int, int]) -> tuple[str, int]:
    """What stands for a command that ends at *end*, and where what it takes away ends; never does it join letters."""
    if name in _WRAPPERS:
        start = _SPACES.match(tex, end).end()  # type: ignore[union-attr]  # matches always
        if start in groups:
            return "{}", groups[start]
    if name == "unicode" and (code := _CODE.match(tex, end)):
        char = chr(int(code[1], 16))
        if char.isprintable() and char not in _SIGNS:
            return rf"\text{{{char}}}", code.end()
    return rf"\text{{{name.replace('@', '')}}}", end


def _groups(tex: str) -> dict[int, int]:
    """Where each group that is closed begins, and where it has ended."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for found in _BRACE.finditer(tex):
        if found[0] == "{":
            open_.append(found.start())
        elif found[0] == "}" and open_:
            ends[open_.pop()] = found.end()
    return ends


def _is_bomb(tex: str) -> bool:
    """Whether *tex* defines a command by one that it defines: a few lines of that are as long as one likes."""
    defined = {
        name.start(1): name
        for found in _COMMAND.finditer(tex)
        if found["name"] in _DEFINES and (name := _DEFINED.match(tex, found.end()))
    }
    names, groups = {name[1] for name in defined.values()}, _groups(tex) if defined else {}
    inside = 0  # up to here stands what a command is defined by
    for found in _COMMAND.finditer(tex) if defined else ():
        if found.start() + 1 in defined:
            start = tex.find("{", defined[found.start() + 1].end())
            inside = max(inside, groups.get(start, len(tex)))
        elif found.start() < inside and found[0][1:] in names:
            return True
    return False
