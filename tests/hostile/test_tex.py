"""A formula draws, and does nothing else: in each form of the article, wherever its source stood."""

from __future__ import annotations

import re
from functools import partial
from html import escape

import pytest
from effort import effort

import wechatclean
from wechatclean.layout.tex import harmless

LIVE = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?:href|url|includegraphics|html\w+|class|cssId|style|data|require|unicode|mmlToken|csname"
    r"|catcode|input|include|write|immediate|openout|read|special|usepackage|@nameuse|scantokens|directlua|loop)"
    r"(?![A-Za-z@])|\^\^|\\begin\s*\{\s*(?:href|input)"
)
ROWS = {
    r"\href{javascript:alert(1)}{x}": "{}{x}",
    r"\href  { javascript:alert(1) } {x}": "{} {x}",
    r"\href{https://a.example/}{x}": "{}{x}",
    r"\href{a\}b{c}}{x}": "{}{x}",
    r"\href a b": r"\text{href} a b",
    r"\href{unclosed": r"\text{href}{unclosed",
    r"\hr\href{a}ef{javascript:b}{x}": r"\hr{}ef{javascript:b}{x}",
    "\\hr\u200bef{javascript:b}{x}": "{}{x}",
    "\\hr\u00adef{javascript:b}{x}": "{}{x}",
    r"\href{a}{\href{b}{\htmlId{c}{x}}}": "{}{{}{{}{x}}}",
    r"\href{\href{a}{b}}{x}": "{}{x}",
    r"\url{javascript:alert(1)}": r"\text{url}{javascript:alert(1)}",
    r"\includegraphics[height=1em]{https://a.example/a.png}": r"\text{includegraphics}[height=1em]{https://a.example/a.png}",
    r"\htmlClass{a}{x}\htmlId{a}{y}\htmlStyle{color:red}{z}\htmlData{a=b}{w}": "{}{x}{}{y}{}{z}{}{w}",
    r"\class{a}{x}\cssId{b}{y}\style{background:url(a)}{z}": "{}{x}{}{y}{}{z}",
    r"\require{html}": r"\text{require}{html}",
    r"\require{https://a.example/evil.js}": r"\text{require}{https://a.example/evil.js}",
    r"\require{mhchem}\ce{H2O}": r"\require{mhchem}\ce{H2O}",
    r"\unicode[a;b]{x41}": r"\text{unicode}[a;b]{x41}",
    r"\unicode{x8336}": r"\text{茶}",
    r"\unicode{x7D}": r"\text{unicode}{x7D}",
    r"\mmlToken{mi}[href='javascript:a']{x}": r"\text{mmlToken}{mi}[href='javascript:a']{x}",
    r"\bbox[border: 1px; background:url(a)]{x}": r"\text{bbox}[border: 1px; background:url(a)]{x}",
    r"\bbox[yellow,5px]{x}": r"\bbox[yellow,5px]{x}",
    r"\csname hr\endcsname ef": r"\text{csname} hr\text{endcsname} ef",
    r"\csname href\endcsname{javascript:a}{x}": r"\text{csname} href\text{endcsname}{javascript:a}{x}",
    r"\begingroup\let\x\href\x{a}{b}\endgroup": r"\begingroup\text{let}\x\text{href}\x{a}{b}\endgroup",
    r"\let\x=\href \x{a}{b}": r"\text{let}\x=\text{href} \x{a}{b}",
    r"\newcommand{\x}{\href{javascript:a}}\x{b}": r"\newcommand{\x}{{}}\x{b}",
    r"\begin{href}{javascript:a}x\end{href}": r"\text{begin}{href}{javascript:a}x\text{end}{href}",
    "^^5chref{javascript:a}{x}": r"\wedge\wedge 5chref{javascript:a}{x}",
    r"\hr^^65f{javascript:a}{x}": r"\hr\wedge\wedge 65f{javascript:a}{x}",
    r"\catcode`\!=0 !href{a}{b}": r"\text{catcode}`\!=0 !href{a}{b}",
    r"\input{/etc/passwd}": r"\text{input}{/etc/passwd}",
    r"\immediate\write18{rm -rf /}": r"\text{immediate}\text{write}18{rm -rf /}",
    r"\@nameuse{href}{javascript:a}{x}": r"\text{nameuse}{href}{javascript:a}{x}",
    r"\def\a{\b\b}\def\b{\c\c}\a": r"\text{def}\a{\b\b}\text{def}\b{\c\c}\a",
    r"\def\a{\a\a}\a": r"\text{def}\a{\a\a}\a",
    r"\newcommand\a{x\a}\a": r"\text{newcommand}\a{x\a}\a",
    r"\loop x\repeat": r"\text{loop} x\text{repeat}",
}
KEPT = [
    r"\frac{1}{2}", r"a \\href b", r"\hrefs", r"\hreflike{x}{y}", r"\text{href}", r"x^{2^2}",
    r"\begin{aligned}a\\b\end{aligned}",
    r"\newcommand{\R}{\mathbb{R}} x\in\R",
    r"\operatorname{class}", r"\def\a{x}\def\b{y}\a\b", r"\color{red}{x}", r"\ref{a}",
    r"\DeclareMathOperator{\tr}{tr}\tr A", "a\u200bb",
]  # fmt: skip


@pytest.mark.parametrize("source", ROWS)
def test_commands_that_do_more_than_draw(source):
    assert harmless(source) == ROWS[source]
    assert harmless(ROWS[source]) == ROWS[source]
    assert not LIVE.search(ROWS[source].replace(r"\require{mhchem}", ""))


@pytest.mark.parametrize("source", KEPT)
def test_commands_that_draw_stay(source):
    assert harmless(source) == source


FORMS = {
    "data-formula": lambda tex: f'<p>茶<span data-formula="{escape(tex)}">x</span></p>',
    "written": lambda tex: rf'<p>茶</p><span class="math display">\[{escape(tex)}\]</span>',
    "script": lambda tex: f'<p>茶<script type="math/tex">{tex}</script></p>',
    "annotation": lambda tex: (
        '<p>茶<span class="katex"><math><semantics><mi>x</mi>'
        f'<annotation encoding="application/x-tex">{escape(tex)}</annotation></semantics></math></span></p>'
    ),
    "a post": lambda tex: f"---\ntitle: 茶\n---\n茶 ${tex}$ 水\n\n$$\n{tex}\n$$\n",
}


@pytest.mark.parametrize("source", [source for source in ROWS if harmless(source) != source])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_the_article(form, source):
    article = wechatclean.clean(FORMS[form](source))
    whole = article.model_dump(mode="json", exclude={"notes", "source_front_matter"})
    for output in (article.markdown, article.html, article.text, article.to_document(), *texts_of(whole)):
        assert not LIVE.search(output), output
    assert any(note.kind == "formula" for note in article.notes)
    assert "茶" in article.text


def texts_of(value):
    """All texts in *value*, as JSON has them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_of(inner)


@pytest.mark.parametrize("piece", [r"\href{", r"\def\a{", r"\href{}", r"\def\a{\a}", "^^", r"\require", r"{\class"])
def test_a_formula_is_read_once(piece):
    """However its braces nest."""
    few, many = (effort(partial(harmless, piece * n)) for n in (200, 800))
    assert many < 4.4 * few
