"""The oracle: Markdown, rendered back, must show what the cleaned HTML shows.

Two independent readings meet here. The Markdown is rendered by markdown-it-py or by cmark-gfm (CommonMark
with GFM's tables and strikethrough, raw HTML on), and both HTML texts are parsed by html5lib, a browser's
algorithm. Each becomes an *outline*: one line of text a line that a reader sees, with every mark on every
character spelt out. Two outlines are equal or their difference reads like a patch.

>>> print("\\n".join(outline("<h2>茶</h2><ul><li>绿<b>茶</b></li><li><a href='https://a.cn/'>红茶</a></li></ul>")))
h2: 茶
ul/li•: 绿⟨bold⟩茶⟨/⟩
ul/li•: ⟨link https://a.cn/⟩红茶⟨/⟩
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote
from xml.etree import ElementTree

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin

MARKS = {
    "strong": "bold",
    "b": "bold",
    "em": "italic",
    "i": "italic",
    "del": "strike",
    "s": "strike",
    "strike": "strike",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
    "u": "underline",
}
EMPHASIS = frozenset({"bold", "italic", "strike"})
BLOCKS = frozenset(
    "address article aside blockquote body caption center details div dd dl dt figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul".split()
)
SHOWN = frozenset({"blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "figcaption", "caption"})
_USUAL_TITLES = frozenset("note tip important warning caution info danger 提示 注意 警告".split())
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DELIMITERS = re.compile(r"^\\[(\[]|\\[)\]]$")
_TASK = re.compile("(?<=[•.]: )[☐☑](?= )")
_FORMULA = "\U0010fffd"  # a private character stands for a formula, which Markdown must not read


@dataclass(frozen=True)
class _Context:
    """Where a character stands: the blocks around it and the marks on it."""

    path: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    pre: bool = False


@dataclass
class _Line:
    """One line that a reader sees: characters with their marks."""

    path: str
    pre: bool = False
    chars: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    def add(self, text: str, marks: frozenset[str]) -> None:
        self.chars.extend((char, marks) for char in text)

    def __str__(self) -> str:
        chars = self.chars if self.pre else _emphasis_on_words(_collapsed(self.chars))
        shown, open_marks = [], frozenset[str]()
        for char, marks in chars:
            if marks != open_marks:
                shown.append("⟨/⟩" if open_marks else "")
                shown.append(f"⟨{', '.join(sorted(marks))}⟩" if marks else "")
                open_marks = marks
            shown.append(char)
        return f"{self.path}: {''.join(shown)}{'⟨/⟩' if open_marks else ''}"

    @property
    def empty(self) -> bool:
        return not self.pre and all(char.isspace() for char, _ in self.chars)


def _collapsed(chars: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """White space as a browser shows it: one space between words, none at the ends.

    A space carries a mark only where both its neighbours do: nobody sees whether a space is bold.
    """
    out: list[tuple[str, frozenset[str]]] = []
    gap = False
    for char, marks in chars:
        if char in " \t\r\n\f":
            gap = bool(out)
            continue
        if gap:
            out.append((" ", out[-1][1] & marks))
            gap = False
        out.append((char, marks))
    return out


def _emphasis_on_words(chars: list[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """Emphasis of letters and digits only; what stands between two of them has what both have.

    Markdown cannot always begin or end emphasis at a punctuation mark, and whether a full stop is bold is
    nobody's loss.
    """
    before = _last_emphasis(chars)
    after = _last_emphasis(chars[::-1])[::-1]
    return [
        (char, marks if char.isalnum() else marks - EMPHASIS | (left & right))
        for (char, marks), left, right in zip(chars, before, after, strict=True)
    ]


def _last_emphasis(chars: list[tuple[str, frozenset[str]]]) -> list[frozenset[str]]:
    """For each character the emphasis of the letter before it."""
    out, last = [], frozenset[str]()
    for char, marks in chars:
        out.append(last)
        if char.isalnum():
            last = marks & EMPHASIS
    return out


@dataclass
class _Reader:
    """Walks a tree and writes its lines."""

    lines: list[_Line] = field(default_factory=list)
    line: _Line | None = None
    bullet: str = ""  # waits for the first line of its item
    formulas: list[str] = field(default_factory=list)
    tables: int = 0

    def end_line(self) -> None:
        self.line = None

    def text(self, text: str | None, context: _Context) -> None:
        if not text or (self.line is None and not context.pre and not text.strip(" \t\r\n\f")):
            return
        if context.pre:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.end_line()
                self._open(context).add(part, context.marks)
        else:
            self._open(context).add(unicodedata.normalize("NFC", text), context.marks)

    def _open(self, context: _Context) -> _Line:
        if self.line is None:
            path = "/".join((*context.path, "")) if context.path else "p"
            self.line = _Line(path.rstrip("/") + self.bullet, context.pre)
            self.bullet = ""
            self.lines.append(self.line)
        return self.line

    def walk(self, element: ElementTree.Element, context: _Context) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "br":
            self._open(context)
            self.end_line()
        elif tag == "hr":
            self.end_line()
            self.lines.append(_Line("/".join((*context.path, "hr"))))
            self.lines[-1].add("—", frozenset())
        elif tag == "input" and element.get("type") == "checkbox":
            self._open(context).add("☑" if element.get("checked") is not None else "☐", frozenset())
        elif tag == "img":
            alt = _SPACE.sub(" ", element.get("alt") or "").strip()
            self._open(context).add(f"[image {alt!r} {_target(element, 'src')}]", context.marks - EMPHASIS)
        elif tag == "span" and "math" in (element.get("class") or "").split():
            self.formulas.append(_DELIMITERS.sub("", "".join(element.itertext())))
            self._open(context).add(_FORMULA, context.marks)
        elif tag in BLOCKS:
            self._block(element, tag, context)
        elif tag:
            self._children(element, _marked(element, tag, context))

    def _block(self, element: ElementTree.Element, tag: str, context: _Context) -> None:
        if not (tag == "p" and self._is_box()):
            self.end_line()
        if tag == "table":
            self._table(element, context)
        elif tag in ("ul", "ol"):
            self._list(element, tag, context)
        elif tag == "pre":
            self._pre(element, context)
        elif tag == "blockquote" and (kind := re.search(r"markdown-alert-(\w+)$", element.get("class") or "")):
            self._callout(element, kind[1], replace(context, path=(*context.path, tag)))
        elif tag in SHOWN:
            self._children(element, replace(context, path=(*context.path, tag)))
        else:
            self._children(element, context)
        self.end_line()

    def _is_box(self) -> bool:
        """Whether the line is the box of a task and no more: cmark-gfm writes it before the first paragraph."""
        return self.line is not None and "".join(char for char, _ in self.line.chars).strip() in ("☐", "☑")

    def _callout(self, element: ElementTree.Element, kind: str, context: _Context) -> None:
        """A callout: its kind stands before its first paragraph, or before a title that says more."""
        self._open(context).add(f"[!{kind.upper()}] ", frozenset())
        blocks = list(element)
        if blocks and blocks[0].get("class") == "markdown-alert-title":
            title = blocks.pop(0)
            says_more = any(part.tag in ("a", "img") for part in title.iter())
            if says_more or "".join(title.itertext()).strip().lower() not in _USUAL_TITLES:
                self._children(title, replace(context, marks=frozenset({"bold"})))
                self.end_line()
        for number, block in enumerate(blocks):
            if number == 0 and block.tag == "p":
                self._children(block, context)
                self.end_line()
            else:
                self.walk(block, context)

    def _list(self, element: ElementTree.Element, tag: str, context: _Context) -> None:
        step = 1 if element.get("reversed") is None else -1
        number = int(element.get("start") or (1 if step > 0 else len(element)))
        for item in element:
            inner = replace(context, path=(*context.path, tag, "li"))
            self.end_line()
            number = int(item.get("value") or number)
            self.bullet = f"{_numeral(number, element.get('type'))}." if tag == "ol" else "•"
            number += step
            self._children(item, inner)
            if self.bullet:  # an empty item is seen too
                self._open(inner)
            self.end_line()

    def _pre(self, element: ElementTree.Element, context: _Context) -> None:
        code = element.find("code")
        language = re.search(r"language-(\S+)", code.get("class") or "") if code is not None else None
        inner = replace(context, path=(*context.path, f"pre[{language[1] if language else ''}]"), pre=True)
        text = "".join(element.itertext())
        self.text(text.removesuffix("\n") or " ", inner)

    def _table(self, element: ElementTree.Element, context: _Context) -> None:
        self.tables += 1
        table, row_number = self.tables, 0
        for caption in element.iter("caption"):
            self._children(caption, replace(context, path=(*context.path, "caption")))
            self.end_line()
        for row in _rows(element):
            if not any("".join(cell.itertext()).strip() or cell.find(".//img") is not None for cell in row):
                continue  # GFM wants a header row, if only an empty one
            row_number += 1
            for column, cell in enumerate(row, 1):
                spans = "".join(f" {key}={cell.get(key)}" for key in ("colspan", "rowspan") if cell.get(key))
                label = f"table{table}[{row_number},{column}{spans}{_side(cell)}]"
                self._children(cell, replace(context, path=(*context.path, label)))
                self.end_line()

    def _children(self, element: ElementTree.Element, context: _Context) -> None:
        self.text(element.text, context)
        for child in element:
            self.walk(child, context)
            self.text(child.tail, context)


def _side(cell: ElementTree.Element) -> str:
    """The side that *cell* is set on, as HTML and both renderers write it."""
    style = re.search(r"text-align:\s*(\w+)", cell.get("style") or "")
    side = cell.get("align") or (style[1] if style else "")
    return f" {side}" if side else ""


def _numeral(number: int, kind: str | None) -> str:
    """*number* as a list of *kind* shows it."""
    return str(number) if kind in (None, "1") else f"{kind}{number}"


def _rows(table: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Rows of *table* itself, not of tables in its cells."""
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _marked(element: ElementTree.Element, tag: str, context: _Context) -> _Context:
    if tag == "a" and element.get("href"):
        return replace(context, marks=context.marks | {f"link {_target(element, 'href')}"})
    if tag in MARKS:
        return replace(context, marks=context.marks | {MARKS[tag]})
    return context


def _target(element: ElementTree.Element, attribute: str) -> str:
    """An address without its percent-encoding, of which everyone does more or less."""
    return unquote(element.get(attribute) or "")


def outline(html: str) -> list[str]:
    """What a reader sees of *html*, a line each."""
    return _read(html)[0]


def _read(html: str) -> tuple[list[str], list[str]]:
    """The outline of *html*, and the formulas in it."""
    reader = _Reader()
    reader._children(html5lib.parseFragment(html, namespaceHTMLElements=False), _Context())
    return [
        str(line) for line in reader.lines if not line.empty or line.path.endswith(("•", "."))
    ], reader.formulas


def markdown_it(markdown: str) -> str:
    """HTML of *markdown* by markdown-it-py; targets are left as they are, bad ones too."""
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(tasklists_plugin)
    renderer.validateLink = lambda _: True  # type: ignore[method-assign]  # a bad target is to be seen, not hidden
    renderer.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return renderer.render(markdown)


def cmark(markdown: str) -> str:
    """HTML of *markdown* by cmark-gfm, GitHub's renderer, without its linking of bare addresses."""
    return cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough", "tasklist"]
    )


RENDERERS = (markdown_it, cmark)


def differences(markdown: str, html: str, render: Callable[[str], str] = markdown_it) -> list[str]:
    """Where *markdown*, rendered, and *html* part ways; empty where they show the same.

    >>> differences("他说**“好。”**而后", "<p>他说<strong>“好。”</strong>而后</p>")
    ['- p: 他说“⟨bold⟩好⟨/⟩。”而后', '+ p: 他说**“好。”**而后']
    """
    want, formulas = _read(html)
    text, missing = _without_formulas(markdown, formulas)
    got, _ = _read(render(text))
    if render is cmark:
        want, got = map(_without_boxes, (want, got))
    changes = [line for line in difflib.ndiff(want, got) if line[0] in "-+"]
    return [f"- formula: {formula}" for formula in missing] + changes


def _without_boxes(lines: list[str]) -> list[str]:
    """*lines* with the boxes of tasks as they are written: cmark-gfm 0.29 draws none in a quote, and GitHub does."""
    return [_TASK.sub(lambda found: f"[{'x' if found[0] == '☑' else ' '}]", line) for line in lines]


def has_parts_of_an_engine(html: str) -> bool:
    """Whether it holds what neither HTML nor CommonMark can say: only a post's own Markdown can."""
    return re.search(r'<(?:span|div) class="(?:raw|footnote)', html) is not None


def _without_formulas(markdown: str, formulas: list[str]) -> tuple[str, list[str]]:
    """*markdown* with a mark for each of *formulas*, in order, and those that are not there as ``$…$``."""
    out, missing, at = [], [], 0
    for formula in formulas:
        body = r"\s+".join(re.escape(part) for part in formula.replace("|", "\ufdd0").split())
        body = body.replace(r"\{", r"\s*\{")  # TeX reads these the same
        body = body.replace(r"\\`", r"\\grave ?").replace("`", r"(?:`|\\lq\{\})")
        body = body.replace(r"\*\*", r"\*\s*\*")
        body = body.replace("<", r"(?:<|\\lt\s)")
        body = body.replace("\ufdd0", r"\\?\|")
        found = re.compile(rf"(\$\$?)\s*(?:{body}|\{{{body}\}})\s*\1").search(markdown, at)
        if not found:
            missing.append(formula)
            continue
        out += [markdown[at : found.start()], _FORMULA]
        at = found.end()
    return "".join(out) + markdown[at:], missing
