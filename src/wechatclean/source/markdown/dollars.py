"""What between dollars in a line is a formula, and what of it Markdown would read for its own."""

from __future__ import annotations

from wechatclean.patterns import pattern

_LIKE_TEX = pattern(r"[\\^_{}=<>|]")
_SAYS_SOMETHING = pattern(r"[^\W_]|[\\{]")
_IS_MARKUP = pattern(r"&#36;|\*\*|~~|`.*`|\]\(|<(?:/?(?:em|strong|del|code|sub|sup|br|img)\b|https?:)")
_WORDS = pattern("[\u3000-\u9fff\uff00-\uffef]")
_REFERENCE = pattern(r"&#([1-9]\d{1,2});")
_TAG = pattern("<(?=[A-Za-z\\u017f\\u212a/!?])")  # the long s and the Kelvin sign are letters of a tag to goldmark
_LINK, _TWICE, _GRAVE = map(pattern, (r"\](?=[(\[:])", r"([~*])(?=\1)", r"(?<!\\)((?:\\\\){0,99})\\`(?=([A-Za-z])?)"))
_UNREAD = frozenset(map(ord, "!\"#%'()*+,-./:;=?@[]^_{|}~"))  # what may be a reference in TeX, and is no end of it


def tex_in(source: str) -> str:
    """TeX that *source* in Markdown is: numeric references are the signs that an engine must not read before MathJax.

    >>> tex_in("&#124;a&#124; &lt; b")
    '|a| &lt; b'
    """
    return _REFERENCE.sub(lambda found: chr(int(found[1])) if int(found[1]) in _UNREAD else found[0], source)


def is_formula(source: str, following: str) -> bool:
    """Whether *source* between dollars, before the character *following*, is TeX, and no sums of money.

    >>> is_formula("x", "，"), is_formula("5和", "6"), is_formula("{5和}", "6")
    (True, False, True)
    """
    if _IS_MARKUP.search(source) or not _SAYS_SOMETHING.search(source):
        return False
    is_within_word = following.isascii() and following.isalnum()
    return bool(_LIKE_TEX.search(source)) or not (is_within_word or _WORDS.search(source))


def without_markup(tex: str) -> str:
    r"""*tex* without tags, links, marks that are written twice, and backticks, which would begin or end code.

    TeX minds no spaces, and has other words for signs.

    >>> without_markup("[a](b)<c~~d**e`f"), without_markup(r"\`e \`")
    ('[a] (b)\\lt c~ ~d* *e\\lq{}f', '\\grave e \\grave')
    """
    tex = _TWICE.sub(r"\1 ", _LINK.sub("] ", _TAG.sub(r"\\lt ", tex)))
    tex = _GRAVE.sub(lambda found: rf"{found[1]}\grave{' ' if found[2] else ''}", tex)
    return tex.replace("`", r"\lq{}")


def between_dollars(tex: str, following: str) -> str:
    """``$tex$`` before the character *following*; in braces, which TeX minds as little, where it could be money.

    >>> between_dollars("x", "，"), between_dollars("总和", "，")
    ('$x$', '${总和}$')
    """
    is_read = is_formula(tex_in(tex), following)  # as its reader sees it
    return f"${tex}$" if is_read else f"${{{tex}}}$"
