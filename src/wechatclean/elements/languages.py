"""The language of code, as the page names it: every highlighter, editor and generator has its own spelling."""

from __future__ import annotations

import re
from itertools import islice

from wechatclean.layout.normal_form import Element
from wechatclean.patterns import pattern

_NAME = pattern(r"[A-Za-z0-9_+#.-]{1,30}")
_ATTRIBUTES = ("data-lang", "data-language", "data-enlighter-language", "data-code-block-lang", "data-lark-language")
_PARAMETERS = "data-syntaxhighlighter-params"  # of Confluence
_SPELLINGS = pattern(
    r"""(?:^|\s)
    (?: (?:language|lang|code-snippet_)[-_:]
      | brush\s*:\s*  # SyntaxHighlighter, UEditor
      | highlight-(?:source-|text-)?(?=(\w))  # GitHub, Sphinx
    )
    ([A-Za-z0-9_+\#.-]{1,30})""",
    re.X,
)
# What says that nobody knows, or something else about the box; and what WeChat writes whatever the language.
_NO_LANGUAGE = frozenset(
    "auto code default fix line line-index no-highlight nohighlight none null output plain plaintext text txt undefined"
    " unknown".split()
)
_WECHATS_OWN = "code-snippet__js"
# Words behind which, in a class, the language stands.
_MARKERS = frozenset("hljs highlight prettyprint sourceCode syntaxhighlighter prism shiki chroma".split())
# Those that highlight.js knows and people paste; other words of a class are no language.
_LANGUAGES = frozenset(
    "actionscript apache arduino asm assembly awk bash bat batch c c++ c# cc clojure cmake cmd coffeescript console cpp"
    " crystal cs csharp css csv cuda cypher d dart delphi diff django docker dockerfile dos elixir elm erlang excel f#"
    " fish fortran fsharp gherkin glsl go golang gradle graphql groovy handlebars haskell hcl hlsl html http ini"
    " java javascript jinja jinja2 js json json5 jsonc jsp jsx julia kotlin kt latex less lisp lua makefile markdown"
    " matlab md mdx mermaid mysql nginx nim objc objective-c objectivec ocaml pascal perl pgsql php plsql postgres"
    " postgresql powershell prolog properties proto protobuf ps1 pug puppet py python python3 r rb reg regex rs rst"
    " ruby rust sas scala scheme scss sh shell shellscript solidity sparql sql stata styl stylus svelte swift"
    " systemverilog tcl terraform tex toml ts tsql tsx twig typescript v vb vbnet verilog vhdl vim vue wasm xaml xhtml"
    " xml yaml yml zig zsh".split()
)
_MARKUP = frozenset({"html", "xml", "xhtml", "xaml"})
_MOST_BEFORE = 3  # elements before the first line
_MOST_ABOVE = 10  # elements between the code, in its table, and what names its language


def is_language(name: str) -> bool:
    """Whether *name* is that of a language that people paste."""
    return name.lower() in _LANGUAGES


def code_language(pre: Element, text: str = "") -> str:
    """The language that an attribute or a class of *pre*, its ``code``, a line or a box around it names, or ``""``.

    Highlighters that guess take any text for markup; without ``<`` it is none.
    """
    code = next(pre.iter("code"), None)
    lines = (el for el in islice(pre, _MOST_BEFORE) if el.get("data-language"))  # Quill's
    inner = [el for el in (pre, code, next(lines, None)) if el is not None]
    around = islice(pre.iterancestors(), _MOST_ABOVE)
    named = next(filter(None, map(_language_of, inner)), "") or next(filter(None, map(_language_around, around)), "")
    return "" if text and "<" not in text and named.lower() in _MARKUP else named


def written_language(pre: Element) -> str:
    """The language as Markdown names it (``language-…``), whatever it is."""
    code = next(pre.iter("code"), None)
    found = re.fullmatch(r"language-(\S{1,100})", code.get("class", "") if code is not None else "")
    return found[1] if found else code_language(pre)


def written_words(pre: Element) -> str:
    """What else this library writes of an info string, where code is HTML in Markdown."""
    code = next(pre.iter("code"), None)
    return " ".join((code.get("title") or "").split()) if code is not None else ""


def _language_of(el: Element) -> str:
    for attribute in _ATTRIBUTES:
        named = (el.get(attribute) or "").strip()
        if _NAME.fullmatch(named) and named.lower() not in _NO_LANGUAGE:
            return named
    if is_language(named := (el.get("lang") or "").strip()):  # else it is a language that people speak
        return named
    return _language_in(f"{el.get('class', '')} {el.get(_PARAMETERS, '')}")


def _language_around(el: Element) -> str:
    """The language that a box around the code names: it may be about something else."""
    named = (el.get("data-lang") or el.get("data-language") or "").strip() or _language_in(el.get("class", ""))
    return named if is_language(named) and named != el.get("class") else ""


def _language_in(classes: str) -> str:
    """The language that *classes*, a ``class``, names."""
    words = [word for word in classes.split() if word != _WECHATS_OWN]
    for is_mixed, spelt in _SPELLINGS.findall(" ".join(words)):
        named = str(spelt.partition("-")[0] if is_mixed else spelt)
        if named.lower() not in _NO_LANGUAGE and (is_language(named) or not is_mixed):
            return named
    if len(words) == 1 and is_language(words[0]):  # as in markdownify's README
        return words[0]
    first = next((place for place, word in enumerate(words) if word in _MARKERS), len(words))
    return next(filter(is_language, words[first + 1 :]), "")
