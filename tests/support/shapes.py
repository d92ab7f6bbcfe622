"""Every shape that a document can have, as a function of how much there is of it."""

# ruff: noqa: E501  # shapes are data, a line each

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Shape(NamedTuple):
    """An article's body by a number *n*, and the number for which it is as large as limits allow."""

    full: int
    body: Callable[[int], str]

    def page(self, n: int) -> str:
        """An article of this shape, whose last paragraph is ``终点``."""
        return f'<div class="rich_media_content" id="js_content">{self.body(n)}<p>终点</p></div>'


SHAPES = {
    "siblings": Shape(300_000, lambda n: "<p>茶</p>" * n),
    "a text": Shape(3_000_000, lambda n: "<p>" + "茶水 " * n + "</p>"),
    "a text without a space": Shape(12_000_000, lambda n: "<p>茶" + "x" * n + "</p>"),
    "an attribute": Shape(20_000_000, lambda n: '<p title="' + "x" * n + '">茶</p>'),
    "a style": Shape(1_200_000, lambda n: '<p style="' + "a:b;" * n + '">茶</p>'),
    "a class": Shape(2_500_000, lambda n: '<p class="' + "a " * n + '">茶</p>'),
    "an address": Shape(5_000_000, lambda n: '<p><a href="https://a.example.org/' + "x" * n + '">茶</a></p>'),
    "a picture in the page": Shape(12_000_000, lambda n: '<p><img src="data:image/png;base64,' + "A" * n + '">茶</p>'),
    "a script": Shape(3_000_000, lambda n: "<p>茶</p><script>" + "x=1;" * n + "</script>"),
    "a comment": Shape(12_000_000, lambda n: "<p>茶</p><!--" + "x" * n + "-->"),
    "line breaks": Shape(100_000, lambda n: "<p>" + "茶<br>" * n + "</p>"),
    "empty line breaks": Shape(100_000, lambda n: "<p>茶" + "<br>" * n + "</p>"),
    "cells in a row": Shape(10_000, lambda n: "<table><tr>" + "<td>茶</td>" * n + "</tr></table>"),
    "rows": Shape(10_000, lambda n: "<table>" + "<tr><td>茶</td><td>水</td></tr>" * n + "</table>"),
    "ragged rows": Shape(10_000, lambda n: "<table>" + "".join("<tr>" + "<td>茶</td>" * (m % 10 + 1) + "</tr>" for m in range(n)) + "</table>"),
    "huge spans": Shape(1_000, lambda n: "<table>" + "<tr><td colspan=999999999 rowspan=999999999>茶</td><td>水</td></tr>" * n + "</table>"),
    "items": Shape(100_000, lambda n: "<ul>" + "<li>茶</li>" * n + "</ul>"),
    "touching lists": Shape(20_000, lambda n: "<ul><li>茶</li></ul>" * n),
    "numbered items": Shape(20_000, lambda n: "<ol>" + "<li>茶</li>" * n + "</ol>"),
    "frames": Shape(20_000, lambda n: "<table><tr><td>茶</td></tr></table>" * n),
    "a fair beginning of bold words": Shape(20_000, lambda n: "<p>" + "<b>茶</b> <i>水</i>，" * n + "**</p>"),
    "bold words that touch": Shape(20_000, lambda n: "<p>" + "<b>茶</b> " * n + "<b>山</b><i>水</i></p>"),
    "backticks in cells": Shape(10_000, lambda n: "<table>" + "<tr><td>`</td><td><code>茶</code></td></tr>" * n + "</table>"),
    "touching texts": Shape(300_000, lambda n: "<p>" + "<span>茶</span>" * n + "</p>"),
    "a heading of bold words": Shape(100_000, lambda n: "<h2>" + "<b>茶</b>水" * n + "</h2>"),
    "references in a paragraph": Shape(20_000, lambda n: "<p>茶<sup>[1]</sup></p><h3>参考资料</h3><p>" + "<br>".join(f"[{m}] <i>茶</i>" for m in range(n)) + "</p>"),
    "unclosed paragraphs": Shape(20_000, lambda n: "<p>茶" * n),
    "unclosed bold": Shape(1_000, lambda n: "<b>茶" * n),
    "levels": Shape(1_500, lambda n: "<section>" * n + "茶" + "</section>" * n),
    "levels of bold": Shape(1_500, lambda n: "<b>" * n + "茶" + "</b>" * n),
    "levels of quotes": Shape(1_000, lambda n: "<blockquote>" * n + "茶" + "</blockquote>" * n),
    "levels of lists": Shape(700, lambda n: "<ul><li>" * n + "茶" + "</li></ul>" * n),
    "levels of tables": Shape(300, lambda n: "<table><tr><td>" * n + "茶" + "</td></tr></table>" * n),
    "levels of code": Shape(500, lambda n: "<pre><code>" * n + "茶" + "</code></pre>" * n),
    "levels of clipped boxes before many siblings": Shape(1_000, lambda n: '<section style="height:99px;overflow:hidden">' * n + "<p>茶</p>" * (2 * n) + '<img src="https://a.cn/b.png">' + "</section>" * n),
    "bold words": Shape(100_000, lambda n: "<p>" + "<b>茶</b>水" * n + "</p>"),
    "bold signs": Shape(100_000, lambda n: "<p>" + "<b>。</b>茶" * n + "</p>"),
    "nested emphasis by the word": Shape(30_000, lambda n: "<p>" + "<b>茶<i>水</i></b><del>。</del>" * n + "</p>"),
    "asterisks": Shape(100_000, lambda n: "<p>" + "*茶" * n + "</p>"),
    "pairs of asterisks": Shape(50_000, lambda n: "<p>" + "*茶* _x_ " * n + "</p>"),
    "asterisks and bold": Shape(20_000, lambda n: "<p>" + "*<b>茶</b>*" * n + "</p>"),
    "tildes and strikes": Shape(20_000, lambda n: "<p>" + "~<del>茶</del>~~" * n + "</p>"),
    "brackets": Shape(100_000, lambda n: "<p>" + "[" * n + "茶" + "]" * n + "</p>"),
    "brackets before a link": Shape(50_000, lambda n: "<p>" + "[" * n + '<a href="https://a.cn/">茶</a>' + "](x)" * n + "</p>"),
    "backticks": Shape(30_000, lambda n: "<p>" + "` `` ``` " * n + "茶</p>"),
    "backticks of every length": Shape(1_500, lambda n: "<p>" + " ".join("`" * m for m in range(n)) + "茶</p>"),
    "backslashes": Shape(100_000, lambda n: "<p>" + "\\" * n + "茶</p>"),
    "ampersands": Shape(100_000, lambda n: "<p>" + "&amp;a" * n + "茶</p>"),
    "less-than signs": Shape(100_000, lambda n: "<p>" + "&lt;a" * n + "茶</p>"),
    "references": Shape(100_000, lambda n: "<p>" + "&#x8336;" * n + "</p>"),
    "spaces": Shape(5_000_000, lambda n: "<p>茶" + " " * n + "水</p>"),
    "no-break spaces": Shape(500_000, lambda n: "<p>茶" + "&nbsp;" * n + "水</p>"),
    "zero-width characters": Shape(2_000_000, lambda n: "<p>茶" + "\u200b" * n + "水</p>"),
    "joiners": Shape(2_000_000, lambda n: "<p>茶" + "\u200d" * n + "水</p>"),
    "combining marks": Shape(1_000_000, lambda n: "<p>茶" + "\u0301" * n + "</p>"),
    "pictures": Shape(20_000, lambda n: "<p>茶" + '<img data-src="https://mmbiz.qpic.cn/a/640" style="width: 9em">' * n + "</p>"),
    "literal delimiters": Shape(50_000, lambda n: "<p>茶" + "a*b_c*d~e " * n + "</p>"),
    "delimiters that touch": Shape(50_000, lambda n: "<p>" + "*_~" * n + "茶</p>"),
    "emphasis of three kinds": Shape(20_000, lambda n: "<p>" + "<b>茶<i>水<del>火</del></i></b>" * n + "</p>"),
    "quoted bold": Shape(50_000, lambda n: "<p>" + "<b>“茶”</b>水" * n + "</p>"),
    "links with signs": Shape(20_000, lambda n: "<p>" + '<a href="https://a.cn/">*茶*<b>。</b></a>_水_ ' * n + "</p>"),
    "levels of formulas that say nothing": Shape(1_000, lambda n: "<math>" * n + "<i></i>" * n + "</math>" * n + "<p>茶</p>"),
    "levels of numbers of lines": Shape(1_000, lambda n: "<p>茶</p>" + '<section class="gutter">' * n + "<b>1</b>" * n + "<p>茶</p>"),
    "levels of floats": Shape(1_000, lambda n: '<section style="float: left">' * n + "<b></b>" * n + "<p>茶</p>"),
    "commands in a formula": Shape(20_000, lambda n: '<p>茶<span data-formula="' + "\\href{" * n + '">x</span></p>'),
    "links": Shape(50_000, lambda n: "<p>" + '<a href="https://a.example.org/">茶</a> ' * n + "</p>"),
    "footnote marks": Shape(20_000, lambda n: "<p>" + "茶<sup>[1]</sup>" * n + "</p>"),
    "footnotes": Shape(5_000, lambda n: "".join(f"<p>茶<sup>[{m}]</sup></p>" for m in range(n)) + "<p>参考</p>" + "".join(f"<p>[{m}] 水</p>" for m in range(n))),
    "code": Shape(150_000, lambda n: "<pre>" + "茶 = 1\n" * n + "</pre>"),
    "lines of code": Shape(20_000, lambda n: "<pre>" + "<code>茶</code>" * n + "</pre>"),
    "small blocks of code": Shape(20_000, lambda n: "<pre><code>茶</code></pre>" * n),
    "boxes of lines of code": Shape(20_000, lambda n: "<pre>" + "<div>茶<br></div>\n" * n + "</pre>"),
    "numbered lines of code": Shape(10_000, lambda n: "<pre>" + "".join(f"<i aria-hidden='true'>{m}</i> 茶\n" for m in range(n)) + "</pre>"),
    "lines of code in boxes of their own": Shape(20_000, lambda n: "<p style='font-family:Menlo;white-space:pre'>tea</p>" * n),
    "empty lines in boxes of their own": Shape(20_000, lambda n: "<p style='font-family:Menlo;white-space:pre'>tea</p>" + "<p style='font-family:Menlo;white-space:pre'><br></p>" * n),
    "prose in boxes that may be code": Shape(20_000, lambda n: "<p style='font-family:Menlo;white-space:pre-wrap'>茶</p>" * n),
    "lines that are kept": Shape(50_000, lambda n: "<p style='white-space:pre-wrap'>" + "茶\n" * n + "</p>"),
    "lines that may be wrapped": Shape(10_000, lambda n: "<p style='white-space:pre-wrap'>" + ("tea and water " * 5 + "\n") * n + "</p>"),
    "blanks in kept lines": Shape(100_000, lambda n: "<p style='white-space:pre-wrap'>茶" + " " * n + "水" + " \n" * n + "火</p>"),
    "levels of kept lines": Shape(500, lambda n: "<i style='white-space:pre-wrap'>茶\n<i style='white-space:normal'>\n" * n + "水" + "</i></i>" * n),
    "a line of code": Shape(100_000, lambda n: "<pre>" + "<b>x</b> " * n + "</pre>"),
    "levels of lines of code": Shape(1_000, lambda n: "<pre>" + "<div>" * n + "<code>茶</code>" * n + "</div>" * n + "</pre>"),
    "scripts between": Shape(20_000, lambda n: "<p>茶</p><script>x</script>" * n),
    "containers that are none": Shape(20_000, lambda n: '<p>茶 id="js_content"</p>' * n),
    "unclosed tags": Shape(50_000, lambda n: "<p>茶</p>" + "<a " * n + ">"),
    "attributes": Shape(2_000, lambda n: "<p " + " ".join(f"a{m}=1" for m in range(n)) + ">茶</p>"),
    "styles of all kinds": Shape(50_000, lambda n: "".join(f'<p style="width:{m}px">茶</p>' for m in range(n))),
}  # fmt: skip
PIECES_OF_SCRIPTS = [
    "{", "[", "(", "'", '"', "\\", "\\'", "'\\", "/*", "//", "/", "a:", "a=", "a?", "a?b:", "!", "-", "a.", ",",
    "a:{", "a:[", "(}", "[)", "'\n", "JsDecode('", "JsDecode('\n,", "x:'y',", "{a:'", "{a:(", " ", "\n", " \n",
    "new ", "a(", "a.b(", "'a'+", "1*", "''||", "};{", "a:1}", "a: 'x'\n",
]  # fmt: skip
"""What a script may repeat without an end."""
