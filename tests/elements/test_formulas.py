"""MathML as TeX: the LaTeX that is expected, which also means the same to another program that reads it."""

# ruff: noqa: E501  # a row is one line

from __future__ import annotations

import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from latex2mathml.converter import convert
from lxml import etree

import wechatclean
from wechatclean.elements.formulas.latex import latex_of
from wechatclean.elements.formulas.mathml import node_of
from wechatclean.elements.formulas.symbols import COMMANDS, FUNCTIONS
from wechatclean.elements.formulas.tex import looks_like_tex, one_line


def tex(mathml, *, display=False):
    return latex_of(node_of(etree.fromstring(f"<math>{unescape(mathml)}</math>")), display=display)


X, N = "<mi>x</mi>", "<mn>2</mn>"
FRACTION = "<mfrac><mi>a</mi><mi>b</mi></mfrac>"
TABLE = "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"
ROWS = [
    # tokens
    ("<mi>x</mi>", "x"),
    ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
    ("<mi>sin</mi><mo>⁡</mo><mi>θ</mi>", r"\sin\theta"),
    ("<mi>foo</mi><mo>⁡</mo><mi>x</mi>", r"\operatorname{foo}x"),
    ("<mi>foo</mi>", r"\mathrm{foo}"),
    ('<mi mathvariant="normal">d</mi><mi>x</mi>', r"\mathrm{d}x"),
    ('<mi mathvariant="bold">v</mi>', r"\mathbf{v}"),
    ('<mi mathvariant="bold-italic">β</mi>', r"\boldsymbol{\beta}"),
    ('<mi mathvariant="double-struck">R</mi>', r"\mathbb{R}"),
    ('<mi mathvariant="script">L</mi>', r"\mathcal{L}"),
    ('<mi mathvariant="fraktur">g</mi>', r"\mathfrak{g}"),
    ('<mi mathvariant="sans-serif">s</mi>', r"\mathsf{s}"),
    ('<mi mathvariant="monospace">t</mi>', r"\mathtt{t}"),
    ('<mi mathvariant="normal">Γ</mi>', r"\Gamma"),
    ('<mi mathvariant="normal">∞</mi>', r"\infty"),
    ('<mstyle mathvariant="bold"><mi>a</mi><mi>b</mi></mstyle>', r"\mathbf{ab}"),
    ("<mi>𝐀</mi><mi>𝑥</mi><mi>ℝ</mi><mi>𝔤</mi><mi>ℒ</mi><mi>𝖲</mi><mi>𝚃</mi><mi>𝛃</mi>", r"\mathbf{A}x\mathbb{R}\mathfrak{g}\mathcal{L}\mathsf{S}\mathtt{T}\boldsymbol{\beta}"),
    ("<mi>ⅆ</mi><mi>ⅇ</mi><mi>ⅈ</mi>", "dei"),
    ("<mi>x̄</mi><mi>â</mi><mi>é</mi>", r"\bar{x}\text{â}\text{é}"),
    ("<mi>水温</mi><mo>=</mo><mn>90</mn>", r"\text{水温}=90"),
    ("<mn>1,234.5</mn>", "1{,}234.5"),
    ("<mn>½</mn>", r"\frac{1}{2}"),
    ("<mn>3¾</mn>", r"3\frac{3}{4}"),
    ("<mn>10³</mn>", "10^{3}"),
    ("<mn>10⁻³</mn>", "10^{-3}"),
    ("<mi>x₁₂</mi>", "x_{12}"),
    ("<mi>H</mi><mo>₂</mo>", "H{}_{2}"),
    ("<mn>90</mn><mo>°</mo>", r"90^{\circ}"),
    ("<msup><mn>90</mn><mo>°</mo></msup>", r"90^{\circ}"),
    ("<mn>100</mn><mo>%</mo>", r"100\%"),
    ("<mo>{</mo><mo>}</mo><mo>$</mo><mo>#</mo><mo>&amp;amp;</mo><mo>_</mo><mo>\\</mo>", r"\{\}\$\#\&\_\backslash"),
    ("<mo>∀</mo><mi>x</mi><mo>∈</mo><mi>A</mi>", r"\forall x\in A"),
    ("<mi>a</mi><mo>−</mo><mi>b</mi><mo>⋅</mo><mi>c</mi>", r"a-b\cdot c"),
    ("<mi>a</mi><mo>⁢</mo><mi>b</mi>", "ab"),
    ("<mi>a</mi><mo>:=</mo><mi>b</mi>", "a:=b"),
    ("<mi>a</mi><mo>mod</mo><mi>n</mi>", r"a\bmod n"),
    ("<mtext>若 50% _x_ {y}</mtext>", r"\text{若 50\% \_x\_ \{y\}}"),
    ('<mtext mathvariant="bold">粗</mtext>', r"\textbf{粗}"),
    ("<ms>字</ms>", '\\text{"字"}'),
    ("<mi>f</mi><mo>′</mo>", "f'"),
    ("<msup><mi>f</mi><mo>″</mo></msup>", "f''"),
    ("<msup><mi>f</mi><mrow><mo>′</mo><mo>′</mo></mrow></msup>", "f''"),
    ("<msubsup><mi>x</mi><mn>1</mn><mo>′</mo></msubsup>", "x'_{1}"),
    ("<msup><mi>f</mi><mrow><mo>′</mo><mn>2</mn></mrow></msup>", r"f^{\prime2}"),
    # spaces
    ('<mi>a</mi><mspace width="1em"/><mi>b</mi>', r"a\quad b"),
    ('<mi>a</mi><mspace width="2em"/><mi>b</mi>', r"a\qquad b"),
    ('<mi>a</mi><mspace width="0.1667em"/><mi>b</mi>', r"a\,b"),
    ('<mi>a</mi><mspace width="0.2778em"/><mi>b</mi>', r"a\;b"),
    ('<mi>a</mi><mspace width="-0.1667em"/><mi>b</mi>', r"a\!b"),
    ('<mi>a</mi><mspace width="thinmathspace"/><mi>b</mi>', r"a\,b"),
    ("<mi>a</mi><mspace/><mi>b</mi>", "ab"),
    # layouts
    (FRACTION, r"\frac{a}{b}"),
    ('<mfrac bevelled="true"><mi>a</mi><mi>b</mi></mfrac>', "{a}/{b}"),
    ('<mo>(</mo><mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac><mo>)</mo>', r"\binom{n}{k}"),
    ('<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>', r"\genfrac{}{}{0pt}{}{n}{k}"),
    (f'<mstyle displaystyle="true">{FRACTION}</mstyle>', r"\dfrac{a}{b}"),
    ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", r"\sqrt{x+1}"),
    ("<msqrt><mn>5</mn></msqrt>", r"\sqrt{5}"),
    ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
    (f"<msup>{X}{N}</msup>", "x^{2}"),
    (f"<msub>{X}{N}</msub>", "x_{2}"),
    (f"<msubsup>{X}<mi>i</mi>{N}</msubsup>", "x_{i}^{2}"),
    (f"<msup><msup>{X}{N}</msup><mn>3</mn></msup>", "{x^{2}}^{3}"),
    (f"<msup><mrow><mo>(</mo><mi>a</mi><mo>+</mo><mi>b</mi><mo>)</mo></mrow>{N}</msup>", "(a+b)^{2}"),
    (f"<msup><mrow><mi>a</mi><mi>b</mi></mrow>{N}</msup>", "{ab}^{2}"),
    (f"<msub><mrow/>{N}</msub>", "{}_{2}"),
    ("<mmultiscripts><mi>X</mi><mi>c</mi><mi>d</mi><mprescripts/><mi>a</mi><mi>b</mi></mmultiscripts>", "{}_{a}^{b}X_{c}^{d}"),
    ("<mmultiscripts><mi>R</mi><mi>a</mi><none/><none/><mi>b</mi></mmultiscripts>", "R_{a}{}^{b}"),
    ("<mmultiscripts><mi>C</mi><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>", "{}_{6}^{14}C"),
    # limits
    ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>", r"\sum_{i=1}^{n}"),
    ("<msubsup><mo>∫</mo><mn>0</mn><mi>∞</mi></msubsup>", r"\int_{0}^{\infty}"),
    ("<munderover><mo>∫</mo><mn>0</mn><mn>1</mn></munderover>", r"\int\limits_{0}^{1}"),
    ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>", r"\lim_{x\to0}"),
    ("<munder><mi>argmin</mi><mi>x</mi></munder>", r"\operatorname*{argmin}_{x}"),
    ("<munder><mo>∑</mo><mtable><mtr><mtd><mi>i</mi></mtd></mtr><mtr><mtd><mi>j</mi></mtd></mtr></mtable></munder>", r"\sum_{\substack{i \\ j}}"),
    # accents
    *[(f"<mover>{X}<mo>{mark}</mo></mover>", rf"\{name}{{x}}") for mark, name in
      [("¯", "bar"), ("ˉ", "bar"), ("^", "hat"), ("ˆ", "hat"), ("~", "tilde"), ("˜", "tilde"), ("→", "vec"), ("˙", "dot"),
       ("¨", "ddot"), ("ˇ", "check"), ("˘", "breve"), ("´", "acute"), ("`", "grave"), ("˚", "mathring"), ("⃛", "dddot"), ("‾", "overline")]],
    *[(f"<mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>{mark}</mo></mover>", rf"\{name}{{AB}}") for mark, name in
      [("¯", "overline"), ("^", "widehat"), ("~", "widetilde"), ("→", "overrightarrow"), ("←", "overleftarrow"), ("⏞", "overbrace")]],
    *[(f"<munder><mrow><mi>A</mi><mi>B</mi></mrow><mo>{mark}</mo></munder>", rf"\{name}{{AB}}") for mark, name in
      [("_", "underline"), ("⏟", "underbrace"), ("→", "underrightarrow")]],
    ("<munder><munder><mrow><mi>a</mi><mi>b</mi></mrow><mo>⏟</mo></munder><mi>n</mi></munder>", r"\underbrace{ab}_{n}"),
    ("<mover><mover><mrow><mi>a</mi><mi>b</mi></mrow><mo>⏞</mo></mover><mi>n</mi></mover>", r"\overbrace{ab}^{n}"),
    ("<mover><mo>→</mo><mi>f</mi></mover>", r"\xrightarrow{f}"),
    ("<munderover><mo>→</mo><mi>g</mi><mi>f</mi></munderover>", r"\xrightarrow[g]{f}"),
    ("<mover><mo>=</mo><mtext>def</mtext></mover>", r"\overset{\text{def}}{=}"),
    ("<munder><mi>Y</mi><mi>n</mi></munder>", r"\underset{n}{Y}"),
    # brackets
    ("<mo>(</mo><mi>x</mi><mo>)</mo>", "(x)"),
    (f"<mo>(</mo>{FRACTION}<mo>)</mo>", r"\left(\frac{a}{b}\right)"),
    (f"<mo>[</mo>{FRACTION}<mo>)</mo>", r"\left[\frac{a}{b}\right)"),
    (f"<mo>|</mo>{FRACTION}<mo>|</mo>", r"\left|\frac{a}{b}\right|"),
    (f"<mo>‖</mo>{FRACTION}<mo>‖</mo>", r"\left\|\frac{a}{b}\right\|"),
    (f"<mo>⟨</mo>{FRACTION}<mo>⟩</mo>", r"\left\langle \frac{a}{b}\right\rangle "),
    (f"<mo>⌊</mo>{FRACTION}<mo>⌋</mo>", r"\left\lfloor \frac{a}{b}\right\rfloor "),
    (f'<mo stretchy="false">(</mo>{FRACTION}<mo stretchy="false">)</mo>', r"(\frac{a}{b})"),
    (f"<msub><mrow>{FRACTION}<mo>|</mo></mrow><mn>0</mn></msub>", r"\left.\frac{a}{b}\right|_{0}"),
    ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
    ('<mfenced open="[" close="]" separators=";"><mi>a</mi><mi>b</mi></mfenced>', "[a;b]"),
    (f'<mfenced open="|" close="|">{FRACTION}</mfenced>', r"\left|\frac{a}{b}\right|"),
    # tables
    (TABLE, r"\begin{matrix}1 & 0 \\ 3 & 2\end{matrix}"),
    *[(f"<mo>{left}</mo>{TABLE}<mo>{right}</mo>", rf"\begin{{{name}}}1 & 0 \\ 3 & 2\end{{{name}}}") for left, right, name in
      [("(", ")", "pmatrix"), ("[", "]", "bmatrix"), ("{", "}", "Bmatrix"), ("|", "|", "vmatrix"), ("‖", "‖", "Vmatrix")]],
    (f"<mfenced>{TABLE}</mfenced>", r"\begin{pmatrix}1 & 0 \\ 3 & 2\end{pmatrix}"),
    (f'<mfenced open="{{" close="">{TABLE}</mfenced>', r"\begin{cases}1 & 0 \\ 3 & 2\end{cases}"),
    (f"<mi>y</mi><mo>=</mo><mo>{{</mo>{TABLE}", r"y=\begin{cases}1 & 0 \\ 3 & 2\end{cases}"),
    (TABLE.replace("<mtable>", '<mtable columnalign="left right">'), r"\begin{array}{lr}1 & 0 \\ 3 & 2\end{array}"),
    (TABLE.replace("<mtable>", '<mtable columnalign="right left" displaystyle="true">'), r"\begin{aligned}1 & 0 \\ 3 & 2\end{aligned}"),
    (TABLE.replace("<mtable>", '<mtable columnlines="solid" rowlines="solid">'), r"\begin{array}{c|c}1 & 0 \\ \hline 3 & 2\end{array}"),
    ("<mtable><mtr><mtd/></mtr><mtr><mtd><mo>[</mo></mtd></mtr></mtable>", r"\begin{matrix} \\ {}[\end{matrix}"),
    # others
    ('<menclose notation="box"><mi>x</mi></menclose>', r"\boxed{x}"),
    ('<menclose notation="updiagonalstrike"><mi>x</mi></menclose>', r"\cancel{x}"),
    ('<menclose notation="updiagonalstrike downdiagonalstrike"><mi>x</mi></menclose>', r"\xcancel{x}"),
    ('<menclose notation="radical"><mi>x</mi></menclose>', r"\sqrt{x}"),
    ('<menclose notation="top"><mi>x</mi></menclose>', r"\overline{x}"),
    ("<mphantom><mi>x</mi></mphantom><mi>y</mi>", r"\phantom{x}y"),
    ("<mpadded><mi>x</mi></mpadded><merror><mi>y</mi></merror>", "xy"),
    ('<maction selection="2"><mi>a</mi><mi>b</mi></maction>', "b"),
    ("<semantics><mi>x</mi><annotation-xml><ci>y</ci></annotation-xml></semantics>", "x"),
    ('<semantics><mi>x</mi><annotation encoding="StarMath 5.0">y</annotation></semantics>', "x"),
    ("<mo><mover><mo>=</mo><mi>f</mi></mover></mo>", r"\overset{f}{=}"),
    ("<style>a</style><mi>x</mi>", "x"),
]  # fmt: skip


@pytest.mark.parametrize(("mathml", "latex"), ROWS)
def test_mathml_as_latex(mathml, latex):
    assert tex(mathml) == latex.strip()


# -- there and back ------------------------------------------------------------------------------------------------

# What latex2mathml writes for the same sign.
SAME = str.maketrans({"▷": "▹", "▿": "▽", "◁": "◃", "϶": "∍", "⧵": "∖", "*": "∗", "•": "∙", "~": "∼", "⟂": "⊥", "·": "⋅",
                      "⌆": "⩞", "−": "-", "‖": "∥", "|": "∣", "∅": "∅", "¯": "―", "‾": "―", "_": "―", "′": "'", "̅": "―"})  # fmt: skip
GROUPS = {"math", "mrow", "mstyle", "mpadded", "semantics"}


def meaning(el):
    """What MathML says, in one line, the same for all spellings of it."""
    name = etree.QName(el).localname
    if name in ("mspace", "mphantom"):
        return ""
    if len(el) == 0:
        return "".join(unicodedata.normalize("NFKC", el.text or "").translate(SAME).split()).replace("\u2061", "")
    parts = [meaning(child) for child in el]
    if name in ("mtd", "mtr"):
        return "".join(parts) if name == "mtd" else ",".join(parts)
    signs = {"msub": "_", "munder": "_", "msup": "^", "mover": "^"}
    if name in signs:
        return f"{parts[0]}{signs[name]}[{parts[1]}]"
    if name in ("msubsup", "munderover"):
        return f"{parts[0]}_[{parts[1]}]^[{parts[2]}]"
    shapes = {"mfrac": "[{}÷{}]", "mroot": "√[{}]of[{}]"}
    if name in shapes:
        return shapes[name].format(*parts)
    return (
        f"√[{''.join(parts)}]" if name == "msqrt" else f"T[{';'.join(parts)}]" if name == "mtable" else "".join(parts)
    )


def read_back(latex):
    return meaning(etree.fromstring(convert(latex).encode()))


def means_the_same(mathml):
    root = etree.fromstring(f"<math>{mathml}</math>")
    latex = latex_of(node_of(root))
    return read_back(latex) == meaning(root), latex


# What latex2mathml reads for another sign of this kind, or wrongly; KaTeX and MathJax read it right.
UNREAD = frozenset("\\■◼□◻▪▫▲▼")


NAMED = [char for char, name in COMMANDS.items() if re.fullmatch(r"\\[A-Za-z]+", name) and not char.isspace()]


@pytest.mark.parametrize("char", sorted(set(NAMED) - UNREAD))
def test_each_sign_is_read_back(char):
    name = COMMANDS[char]
    same = next(
        other for other, command in COMMANDS.items() if command == name
    )  # the one that the name is called after
    assert read_back(f"{name} ") in {meaning(etree.fromstring(f"<mo>{one}</mo>")) for one in (char, same)}


@pytest.mark.parametrize("name", sorted(FUNCTIONS - {"arg"}))
def test_each_function_is_read_back(name):
    assert means_the_same(f"<mi>{name}</mi><mi>x</mi>") == (True, f"\\{name} x")


letters = st.sampled_from(["x", "y", "α", "Ω", "ℏ"]).map("<mi>{}</mi>".format)
numbers = st.sampled_from(["1", "42", "3.5"]).map("<mn>{}</mn>".format)
operators = st.sampled_from(["+", "−", "=", "≤", "∈", "→", "×", "⊂", ",", "&lt;", "∧", "∪"]).map("<mo>{}</mo>".format)
words = st.sampled_from(["若", "或者", "then"]).map("<mtext>{}</mtext>".format)


def layouts(inner):
    one, two, three = (st.tuples(*[inner] * count) for count in (1, 2, 3))
    row = st.lists(st.one_of(inner, operators), min_size=1, max_size=4).map("".join).map("<mrow>{}</mrow>".format)
    cells = st.tuples(inner, inner, inner, inner).map(
        lambda c: (
            f"<mtable><mtr><mtd>{c[0]}</mtd><mtd>{c[1]}</mtd></mtr><mtr><mtd>{c[2]}</mtd><mtd>{c[3]}</mtd></mtr></mtable>"
        )
    )
    named = [
        *[two.map(lambda p, n=n: f"<{n}>{p[0]}{p[1]}</{n}>") for n in ("mfrac", "msub", "msup", "mroot")],
        three.map(lambda p: f"<msubsup>{p[0]}{p[1]}{p[2]}</msubsup>"),
        one.map(lambda p: f"<msqrt>{p[0]}</msqrt>"),
        two.map(lambda p: f"<munderover><mo>∑</mo>{p[0]}{p[1]}</munderover>"),
        one.map(lambda p: f"<mrow><mo>(</mo>{p[0]}<mo>)</mo></mrow>"),
        one.map(lambda p: f"<mrow><mo>|</mo>{p[0]}<mo>|</mo></mrow>"),
        one.map(lambda p: f"<mover>{p[0]}<mo>→</mo></mover>"),
    ]
    return st.one_of(row, cells, *named)


formulas = st.recursive(st.one_of(letters, numbers, words), layouts, max_leaves=10)


@given(formulas)
def test_any_formula_is_read_back(mathml):
    same, latex = means_the_same(mathml)
    assert same, latex


# -- TeX that a page states ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\nb\n\nc", "a b c"),
        ("a % 注\nb", "a b"),
        (r"50\% x", r"50\% x"),
        (r"\\% 注", r"\\"),
        (r"a\$b", r"a\$b"),
        ("a$b", r"a\$b"),
        (r"\text{若$x$则}", r"\text{若\(x\)则}"),
        ("a{b", "a{b}"),
        ("a}b", r"a\}b"),
        (r"a\{b", r"a\{b"),
        ("x\\", "x\\ {}"),
        (r"x\\", r"x\\"),
    ],
)
def test_nothing_ends_a_formula_early(source, line):
    assert one_line(source) == line
    assert one_line(line) == line


@pytest.mark.parametrize(
    "text", [r"\frac{a}{b}", "x^2", "a_1", "E=mc^2", r"\text{speed}=v", r"\begin{matrix}a\end{matrix}"]
)
def test_tex_is_told(text):
    assert looks_like_tex(text)


@pytest.mark.parametrize("text", ["", "x squared", "勾股定理 a^2", "formula", "equals = signs"])
def test_words_are_told(text):
    assert not looks_like_tex(text)


pieces = st.sampled_from(
    [
        "a",
        "x_1",
        "*",
        "_",
        "$",
        "\\",
        "{",
        "}",
        "`",
        "~~",
        "<b>",
        "[a](b)",
        "%",
        "\n",
        r"\$",
        r"\text{$y$}",
        "水",
        "^2",
        " ",
        "&",
        "|",
    ]
)


@given(st.lists(pieces, min_size=1, max_size=6).map("".join), st.booleans())
def test_formulas_are_kept_when_cleaned_again(source, display):
    span = etree.Element("section" if display else "span", {"data-formula": source})
    html = f"<p>前</p><p>甲{etree.tostring(span, encoding='unicode', method='html')}乙</p><p>后</p>"
    first = wechatclean.clean(html).to_document()
    assert wechatclean.clean(first).to_document() == first
