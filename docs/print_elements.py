"""Prints ``elements.md`` from the code: ``python docs/print_elements.py > docs/elements.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from wechatclean.css.properties import PROPERTIES as SEEN_BY
from wechatclean.css.shorthands import SHORTHANDS
from wechatclean.elements import PLUGINS, RULES
from wechatclean.html.properties import THEMES
from wechatclean.html.style import Mark
from wechatclean.layout.boxes import MAX_BOXES
from wechatclean.layout.computed_style import INLINE_MARKS, NEVER_SHOWN
from wechatclean.passes import PASSES

INTRODUCTION = f"""\
# Elements

What becomes of an article's elements, printed from the tables in the code (`python docs/print_elements.py`). To add
one, write a rule and its row in `src/wechatclean/elements/`.

The walk lays the page out as a browser would: `section`, `div`, `p` and every box that CSS makes a block end the
paragraph; of `span`, `font` and unknown elements only the text stays. Inline styles count, as a table below says.
Quotes and lists that are nested deeper than {MAX_BOXES} levels are written as if they were not nested.

Rules are asked by attribute first, then by class, then by tag; the first that applies is used.
"""

OF_A_BOX = """\
Those of an element's own `style`, and of `<style>` elements in the article where these choose elements by a tag, by
classes, by an id, or by one of these around them. Values count where browsers take them: lengths in all units,
`calc()`, `var()`; what is not valid is as if it stood not there. [SECURITY.md](../SECURITY.md) says what is not
worked out.
"""

REST = """\
## Decided otherwise

* **Formulas** are `$…$` in a line and `$$…$$` alone; in HTML they are `span.math`, as pandoc writes them.
* **Embeds** are one line, `[语音] title（mm:ss） <address>`, and an entry in `article.embeds`. An address that expires
  (a song's stream) is in the entry only.
* **Breaks** in a heading or in a cell of a table are `<br>`, since Markdown has no other way to write them.
* **Tables** are GFM's where each cell is a line of text and none spans others; the first row is the header. All others
  are HTML with no attributes but `colspan` and `rowspan`. A table of one cell is a frame: its content takes its place.
* **Columns** are aligned where all their cells say the same, by `align` or `text-align`, in the cell, its row or its
  table; a header that says nothing goes along. The caption of a table is a paragraph above it.
* **Callouts** of GitHub, doocs, Obsidian, Docusaurus, VuePress, MkDocs and Yuque are `> [!NOTE]`, of GitHub's five
  kinds. A title that says more than the kind is its first line, in bold.
* **Tasks** are `- [x]` and `- [ ]`: items with a box to tick, and lines that begin with one. Within a text, in a cell,
  and where nothing stands behind it, a box is `☑` or `☐`.
* **Numbers of items** are those that the page shows, counted down, with gaps and from zero: where Markdown would count
  otherwise, a list of its own begins, with the other delimiter. Letters, Roman numerals and numbers below zero
  are `<ol>` in HTML, but for letters that only show a level (1, a, i). `list-style` says of which kind a list is.
* **A number typed into the items** of a numbered list goes where all items agree with theirs. Where the list shows no
  numbers of its own, those that are typed are its numbers.
* **Levels** are those that the page nests, and those that Yuque, Quill, Feishu and Google Docs state in classes and
  attributes. An item that shows no bullet belongs to the item before it.
* **White space** is what a browser shows: one space for a run of it, none at the edges of a line. A line feed in the
  source is a space, between Chinese characters too, as in Chromium; `white-space: pre-wrap` does not make it a break,
  because pages saved from a browser are hard-wrapped.
* **Backgrounds** are pictures where the box has no text and no picture of its own, is at least 60 pixels or 20 % of its
  width tall, and at least 100 pixels wide where it states its width. All others are decoration.
* **Punctuation at the edge of emphasis** stands outside of it in Markdown where CommonMark would otherwise read no
  emphasis: `**好。**而` is not bold, `**好**。而` is. Both quotes of a pair move. In HTML they stay
  where the page has them.
* **Underlines** are not kept: authors often underline by style, and Markdown cannot express it.
* **Headings that are only drawn by style** stay bold paragraphs; a guess would be wrong too often. A heading that is
  only a number joins the heading behind it.
* **Separators** drawn as pictures, `END` lines and rows of dashes stay, since the reader sees them. So do QR codes.
* **Borders** that separate sections (`border-top` without text) are no rules; most of them are decoration.
* **Niaogebiji's keyword links** stay links, since the reader can click them.
* **Levels of headings** are the page's own. The article's title is metadata, and no heading of the body.
* **Animated SVG** keeps all its pictures, not only the first frame.
* **Votes of 2017** have their questions in a frame that is not in the page; only the line `[投票]` is left.
"""


def main() -> None:
    """Print the page."""
    print(INTRODUCTION)
    print("## Elements, by tag\n")
    print_rules(RULES.tags, "<{}>")
    print("\n## Elements, by a word of their class\n")
    print_rules(RULES.classes, ".{}")
    print("\n## Elements, by an attribute\n")
    print_rules(RULES.attributes, "[{}]")
    print_rules({f"data-pluginname={name}": rule for name, rule in PLUGINS.items()}, "[{}]", head=False)
    print("\n## Not shown\n")
    print("Of HTML and SVG " + listed(sorted(NEVER_SHOWN), "<{}>") + ";")
    print("of WeChat and its editors\n")
    told = {f"<{name}>" if name[0] != "." else name: hides for name, hides in RULES.unshown.items()}
    print_rules(told, "{}", says="is not shown")
    print("\n## Marks on text\n")
    names = {
        Mark.BOLD: "bold", Mark.ITALIC: "italic", Mark.STRIKE: "struck out", Mark.CODE: "code",
        Mark.SUB: "`<sub>`", Mark.SUP: "`<sup>`",
    }  # fmt: skip
    print("| tags | mark |\n|---|---|")
    for mark, name in names.items():
        print(f"| {listed((tag for tag, its in INLINE_MARKS.items() if its == mark), '<{}>')} | {name} |")
    print("\n## Properties of CSS\n")
    print(OF_A_BOX)
    print("| properties | decide |\n|---|---|")
    for theme, properties in THEMES.items():
        print(f"| {listed(properties, '{}')} | {theme} |")
    print(f"| {listed(sorted({*SEEN_BY, *SHORTHANDS}), '{}')} | what is seen |")
    print("\n## Afterwards, over the whole article\n")
    for number, (run, _) in enumerate(PASSES, 1):
        print(f"{number}. `{run.__name__}`: {first_line(run)}")
    print()
    print(REST, end="")


def print_rules(
    rules: Mapping[str, Callable[..., object]], form: str, *, head: bool = True, says: str = "becomes"
) -> None:
    """A table with a row for each function that *rules* name."""
    by_rule: dict[Callable[..., object], list[str]] = {}
    for name, rule in rules.items():
        by_rule.setdefault(rule, []).append(name)
    if head:
        print(f"| element | {says} |\n|---|---|")
    for rule, its in by_rule.items():
        print(f"| {listed(its, form)} | {first_line(rule)} |")


def listed(names: Iterable[str], form: str) -> str:
    """*names* as code."""
    return ", ".join(f"`{form.format(name)}`" for name in names)


def first_line(described: Callable[..., object]) -> str:
    """The first sentence of a docstring."""
    return (described.__doc__ or "").strip().partition("\n")[0]


if __name__ == "__main__":
    main()
