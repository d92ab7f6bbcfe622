"""Characters as TeX: names that LaTeX with amsmath, KaTeX and MathJax all know, and that mean this character there.

What none of them has a name for stays as it is, which KaTeX, MathJax and unicode-math show. The order is Unicode's.
"""

from __future__ import annotations

_NAMES = """
    ¥ yen § S ¬ neg ® circledR ± pm × times ð eth ÷ div † dagger ‡ ddagger … ldots ′ prime ‵ backprime ℏ hbar ℑ Im
    ℓ ell ℘ wp ℜ Re ℧ mho Ⅎ Finv ℵ aleph ℶ beth ℷ gimel ℸ daleth ⅁ Game ⌢ frown ⌣ smile Ⓢ circledS ╱ diagup ╲
    diagdown △ triangle ▹ triangleright ▽ triangledown ◃ triangleleft ◊ lozenge ◯ bigcirc ★ bigstar ♠ spadesuit ♡
    heartsuit ♢ diamondsuit ♣ clubsuit ♭ flat ♮ natural ♯ sharp ✓ checkmark ✠ maltese ⧫ blacklozenge
    Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega α alpha β beta γ gamma δ
    delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi ο omicron π pi ρ rho ς varsigma
    σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega ϑ vartheta ϕ phi ϖ varpi ϝ digamma ϰ varkappa ϱ varrho ϵ
    epsilon
    ∀ forall ∁ complement ∂ partial ∃ exists ∄ nexists ∅ emptyset ∇ nabla ∈ in ∉ notin ∋ ni ∍ backepsilon ∏ prod ∐
    coprod ∑ sum ∓ mp ∔ dotplus ∖ setminus ∗ ast ∘ circ ∙ bullet √ surd ∝ propto ∞ infty ∠ angle ∡ measuredangle ∢
    sphericalangle ∣ mid ∤ nmid ∥ parallel ∦ nparallel ∧ wedge ∨ vee ∩ cap ∪ cup ∫ int ∬ iint ∭ iiint ∮ oint ∴
    therefore ∵ because ∼ sim ∽ backsim ≀ wr ≁ nsim ≂ eqsim ≃ simeq ≅ cong ≈ approx ≊ approxeq ≍ asymp ≎ Bumpeq ≏
    bumpeq ≐ doteq ≑ doteqdot ≒ fallingdotseq ≓ risingdotseq ≖ eqcirc ≗ circeq ≜ triangleq ≠ neq ≡ equiv ≤ le ≥ ge
    ≦ leqq ≧ geqq ≨ lneqq ≩ gneqq ≪ ll ≫ gg ≬ between ≮ nless ≯ ngtr ≰ nleq ≱ ngeq ≲ lesssim ≳ gtrsim ≶ lessgtr ≷
    gtrless ≺ prec ≻ succ ≼ preccurlyeq ≽ succcurlyeq ≾ precsim ≿ succsim ⊀ nprec ⊁ nsucc ⊂ subset ⊃ supset ⊆
    subseteq ⊇ supseteq ⊈ nsubseteq ⊉ nsupseteq ⊊ subsetneq ⊋ supsetneq ⊎ uplus ⊏ sqsubset ⊐ sqsupset ⊑ sqsubseteq
    ⊒ sqsupseteq ⊓ sqcap ⊔ sqcup ⊕ oplus ⊖ ominus ⊗ otimes ⊘ oslash ⊙ odot ⊚ circledcirc ⊛ circledast ⊝
    circleddash ⊞ boxplus ⊟ boxminus ⊠ boxtimes ⊡ boxdot ⊢ vdash ⊣ dashv ⊤ top ⊥ perp ⊨ vDash ⊩ Vdash ⊪ Vvdash ⊬
    nvdash ⊭ nvDash ⊮ nVdash ⊯ nVDash ⊲ vartriangleleft ⊳ vartriangleright ⊴ trianglelefteq ⊵ trianglerighteq ⊸
    multimap ⊺ intercal ⊻ veebar ⊼ barwedge ⋀ bigwedge ⋁ bigvee ⋂ bigcap ⋃ bigcup ⋄ diamond ⋅ cdot ⋆ star ⋇
    divideontimes ⋈ bowtie ⋉ ltimes ⋊ rtimes ⋋ leftthreetimes ⋌ rightthreetimes ⋍ backsimeq ⋎ curlyvee ⋏
    curlywedge ⋐ Subset ⋑ Supset ⋒ Cap ⋓ Cup ⋔ pitchfork ⋖ lessdot ⋗ gtrdot ⋘ lll ⋙ ggg ⋚ lesseqgtr ⋛ gtreqless ⋞
    curlyeqprec ⋟ curlyeqsucc ⋠ npreceq ⋡ nsucceq ⋦ lnsim ⋧ gnsim ⋨ precnsim ⋩ succnsim ⋪ ntriangleleft ⋫
    ntriangleright ⋬ ntrianglelefteq ⋭ ntrianglerighteq ⋮ vdots ⋯ cdots ⋱ ddots ⨀ bigodot ⨁ bigoplus ⨂ bigotimes ⨄
    biguplus ⨆ bigsqcup ⨿ amalg ⩞ doublebarwedge ⩽ leqslant ⩾ geqslant ⪅ lessapprox ⪆ gtrapprox ⪇ lneq ⪈ gneq ⪉
    lnapprox ⪊ gnapprox ⪋ lesseqqgtr ⪌ gtreqqless ⪕ eqslantless ⪖ eqslantgtr ⪯ preceq ⪰ succeq ⪵ precneqq ⪶
    succneqq ⪷ precapprox ⪸ succapprox ⪹ precnapprox ⪺ succnapprox ⫅ subseteqq ⫆ supseteqq ⫋ subsetneqq ⫌
    supsetneqq
    ← leftarrow ↑ uparrow → to ↓ downarrow ↔ leftrightarrow ↕ updownarrow ↖ nwarrow ↗ nearrow ↘ searrow ↙ swarrow
    ↚ nleftarrow ↛ nrightarrow ↞ twoheadleftarrow ↠ twoheadrightarrow ↢ leftarrowtail ↣ rightarrowtail ↦ mapsto ↩
    hookleftarrow ↪ hookrightarrow ↫ looparrowleft ↬ looparrowright ↭ leftrightsquigarrow ↮ nleftrightarrow ↰ Lsh
    ↱ Rsh ↶ curvearrowleft ↷ curvearrowright ↺ circlearrowleft ↻ circlearrowright ↼ leftharpoonup ↽
    leftharpoondown ↾ upharpoonright ↿ upharpoonleft ⇀ rightharpoonup ⇁ rightharpoondown ⇂ downharpoonright ⇃
    downharpoonleft ⇄ rightleftarrows ⇆ leftrightarrows ⇇ leftleftarrows ⇈ upuparrows ⇉ rightrightarrows ⇊
    downdownarrows ⇋ leftrightharpoons ⇌ rightleftharpoons ⇍ nLeftarrow ⇎ nLeftrightarrow ⇏ nRightarrow ⇐
    Leftarrow ⇑ Uparrow ⇒ Rightarrow ⇓ Downarrow ⇔ Leftrightarrow ⇕ Updownarrow ⇚ Lleftarrow ⇛ Rrightarrow ⇝
    rightsquigarrow ⇠ dashleftarrow ⇢ dashrightarrow ⟵ longleftarrow ⟶ longrightarrow ⟷ longleftrightarrow ⟸
    Longleftarrow ⟹ Longrightarrow ⟺ Longleftrightarrow ⟼ longmapsto
    ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor ⎰ lmoustache ⎱ rmoustache ⟨ langle ⟩ rangle ⟮ lgroup ⟯ rgroup
""".split()
_SAME = {  # signs that mean the same as others, or that TeX writes with several
    "−": "-", "‐": "-", "‑": "-", "﹣": "-", "＋": "+", "＝": "=", "＜": "<", "＞": ">", "∕": "/", "⁄": "/", "∶": ":",
    "∷": "::", "≔": ":=", "≕": "=:", "⩴": "::=", "⩵": "==", "ǀ": "|", "│": "|", "｜": "|", "·": r"\cdot",
    "‧": r"\cdot", "•": r"\bullet", "⟂": r"\perp", "⊧": r"\models", "‖": r"\|", "ǁ": r"\|", "⧵": r"\setminus",
    "\u3008": r"\langle", "\u3009": r"\rangle", "⟪": r"\langle\langle", "⟫": r"\rangle\rangle", "∆": r"\Delta",
    "µ": r"\mu", "ϒ": r"\Upsilon", "ϴ": r"\Theta", "ο": "o", "∊": r"\in", "□": r"\square", "◻": r"\square",
    "■": r"\blacksquare", "◼": r"\blacksquare", "▪": r"\blacksquare", "▫": r"\square", "▲": r"\blacktriangle",
    "▴": r"\blacktriangle", "▼": r"\blacktriangledown", "▾": r"\blacktriangledown", "▶": r"\blacktriangleright",
    "◀": r"\blacktriangleleft", "▷": r"\triangleright", "◁": r"\triangleleft", "▵": r"\triangle",
    "∎": r"\blacksquare", "◇": r"\Diamond", "○": r"\bigcirc", "☆": r"\star", "♥": r"\heartsuit",
    "♦": r"\diamondsuit", "≝": r"\overset{\mathrm{def}}{=}", "≟": r"\overset{?}{=}",
    "≞": r"\overset{\mathrm{m}}{=}", "≇": r"\ncong", "≄": r"\not\simeq", "≉": r"\not\approx", "≢": r"\not\equiv",
    "⊄": r"\not\subset", "⊅": r"\not\supset", "∌": r"\not\ni", "≭": r"\not\asymp", "≴": r"\not\lesssim",
    "≵": r"\not\gtrsim", "⋢": r"\not\sqsubseteq", "⋣": r"\not\sqsupseteq", "ı": r"\imath", "ȷ": r"\jmath",
    "𝚤": r"\imath", "𝚥": r"\jmath", "ℇ": r"\mathcal{E}", "⅀": r"\sum", "⁗": "''''", "‴": "'''", "″": "''",
    "′": "'", "°": r"^{\circ}", "℃": r"^{\circ}\mathrm{C}", "℉": r"^{\circ}\mathrm{F}", "\\": r"\backslash",
    "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "~": r"\sim",
    "^": r"\hat{}", "\u00a0": r"\ ", "\u2002": r"\enspace", "\u2003": r"\quad", "\u3000": r"\quad",
    "\u2009": r"\,", "\u200a": r"\,", "\u202f": r"\,", "\u2005": r"\:", "\u205f": r"\:", "\u2004": r"\;",
    " ": r"\ ",
}  # fmt: skip
COMMANDS = dict(zip(_NAMES[::2], (f"\\{name}" for name in _NAMES[1::2]), strict=True)) | _SAME
FUNCTIONS = frozenset(
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max min"
    " Pr sec sin sinh sup tan tanh".split()
)
LIMITS = frozenset("det gcd inf lim liminf limsup max min Pr sup".split())  # functions with scripts below and above
INTEGRALS = frozenset("∫∬∭⨌∮∯∰∱∲∳⨑")
BIG = frozenset("∏∐∑⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨉") | INTEGRALS
NOT_SEEN = dict.fromkeys(  # applied, times, separator, plus; joiners, marks of direction, variants
    map(ord, "\u2061\u2062\u2063\u2064\u200b\u200c\u200d\u200e\u200f\u2060\ufe00\ufe0e\ufe0f\ufeff\u00ad")
)
# The pieces of which large brackets are made.
PIECES = {
    **dict.fromkeys("⎛⎜⎝", "("), **dict.fromkeys("⎞⎟⎠", ")"), **dict.fromkeys("⎡⎢⎣", "["), **dict.fromkeys("⎤⎥⎦", "]"),
    **dict.fromkeys("⎧⎨⎩", "{"), **dict.fromkeys("⎫⎬⎭", "}"), "⎪": "",
}  # fmt: skip
