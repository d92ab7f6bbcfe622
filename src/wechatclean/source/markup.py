"""Where in a document its tags are: not in comments, not in what is raw text, not in values of attributes.

A page is searched for the text of a tag, which takes a thousandth of the time that parsing does. What is found may
stand in a comment, a script, a template or an attribute; here it is told from the page's own tags, as the tokenizer of
the HTML Standard (section 13.2.5) tells it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from wechatclean.patterns import pattern

# Elements that hold text only, or nothing that is of the document.
_INERT = "script|style|textarea|title|template|noscript|xmp|iframe|noembed|noframes"
_TOKEN = pattern(
    rf"""
    <(?:
        !--
      | (?P<inert>{_INERT}) (?=[\s/>])
      | [a-z/] [^>=]* (?: = \s* (?: "[^"]*"? | '[^']*'? )? [^>=]* )*   # an open quotation mark reaches to the end
    )
    """,
    re.X | re.I,
)
_TOKEN_START = pattern("<(?:!--|[a-z/])", re.I)
END_OF_COMMENT = pattern("--!?>")
# Text and tags that need no look at each: neither what holds text only, nor values without double quotation marks.
_PLAIN = pattern(
    rf"""
    (?:
        [^<]+
      | < (?! (?:{_INERT}) [\s/>] ) [a-z/] [^<>=]* (?: = \s* "[^"<]*" [^<>=]* )* >
    )*
    """,
    re.X | re.I,
)
_TEMPLATE = pattern(r"<(?P<end>/)?template(?=[\s/>])", re.I)
_NEAR = 16_384  # characters before a tag in which what it may stand in begins
_ELEMENTS_AROUND = ("template", "textarea", "noscript", "title", "xmp")
_AROUND = (("<!--", "-->"), *((f"<{name}", f"</{name}") for name in _ELEMENTS_AROUND))


class Markup:
    """The tags of *text* behind *start*, which is outside of all that is no markup. What has been read is remembered.

    >>> text = '<!-- <p> --><p title="<p>">'
    >>> [at for at in range(len(text)) if Markup(text).has_tag(at)]
    [12]
    """

    def __init__(self, text: str, start: int = 0) -> None:
        self.text = text
        self._read = start  # all tokens that begin before are known
        self._starts: list[int] = []  # of those in which "<" begins no tag
        self._ends: list[int] = []

    def has_tag(self, at: int) -> bool:
        """Whether a tag of the document begins at *at*."""
        self._read_until(at)
        inside = bisect_left(self._starts, at) - 1  # the last token that begins before
        if inside >= 0 and at < self._ends[inside]:
            return False
        found = _TOKEN_START.match(self.text, at)
        return found is not None and found[0] != "<!--"

    def _read_until(self, at: int) -> None:
        while self._read <= at:
            if plain := _PLAIN.match(self.text, self._read, at):
                self._read = plain.end()
            token = _TOKEN.search(self.text, self._read)
            self._read = token.start() if token else len(self.text)
            if token is None or self._read >= at:
                return
            self._starts.append(self._read)
            self._read = self._end_of(token)
            self._ends.append(self._read)

    def _end_of(self, token: re.Match[str]) -> int:
        """Where the next token may begin."""
        name = token["inert"]
        if name and name.lower() == "template":
            return self._behind_template(token.end())
        if name:
            return self._end_tag(name, token.end())
        if token[0] != "<!--":
            return token.end()
        end = END_OF_COMMENT.search(self.text, token.start() + 2)  # <!--> is a whole comment
        return end.end() if end else len(self.text)

    def _end_tag(self, name: str, start: int) -> int:
        """The end tag of an element of text; as browsers do, the rest is its text where there is none."""
        end = self.text.find(f"</{name}", start)
        if end < 0:
            found = re.compile(f"</{name}", re.I).search(self.text, start)
            end = found.start() if found else len(self.text)
        return end

    def _behind_template(self, start: int) -> int:
        depth = 1
        for found in _TEMPLATE.finditer(self.text, start):
            depth += -1 if found["end"] else 1
            if not depth:
                return found.end()
        return len(self.text)


def tags_of(pattern: re.Pattern[str], markup: Markup, end: int | None = None) -> Iterator[re.Match[str]]:
    """The matches of *pattern*, which begins with ``<``, that are tags of the document; those before *end*.

    >>> [found[0] for found in tags_of(re.compile("<i>|<b>"), Markup("<!-- <i> --><b><script>'<i>'</script>"))]
    ['<b>']
    """
    matches = pattern.finditer(markup.text, 0, len(markup.text) if end is None else end)
    return (found for found in matches if markup.has_tag(found.start()))


def is_script(text: str, at: int) -> bool:
    """Whether the start tag of a script at *at* is one of the document's own.

    What lies between it and the script before it is read; of all before that a look at what begins near is enough.
    Only where *at* seems to stand in something, the text is read from its start.
    """
    earliest = max(0, at - _NEAR)
    behind = text.rfind("</script", earliest, at) if earliest else 0
    if behind < 0 or Markup(text, behind).has_tag(at):
        begun = ((text.rfind(start, earliest, at), end) for start, end in _AROUND)
        if all(start < 0 or text.find(end, start, at) >= 0 for start, end in begun):
            return True
    return Markup(text).has_tag(at)
