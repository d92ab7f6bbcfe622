#!/usr/bin/env python3
"""Draws rows for the table of what a browser shows, from what ``values.json`` lists: property × value × place.

    draw_rows.py SEED NUMBER TABLE.json   (then ask_browser.py TABLE.json)

In a place ``§`` is the marker, and ``{}`` the value of a style attribute.
"""

from __future__ import annotations

import html
import json
import random
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import Template

VALUES = json.loads((Path(__file__).parent / "values.json").read_text("utf-8"))
_AROUND = {"li": "<ul>{}</ul>", "td": "<table><tbody><tr>{}</tr></tbody></table>"}


def snippets() -> Iterator[tuple[str, str]]:
    """The kind and the HTML of each that can be drawn."""
    for kind, styles in VALUES["styles"].items():
        yield from ((kind, place.replace("{}", html.escape(css))) for css in styles for place in VALUES["places"])
    for parent, styles in VALUES["undone"].items():
        kind = "variables" if parent.startswith("--") else "undone"
        for css in styles:
            yield from ((kind, place.format(html.escape(parent), html.escape(css))) for place in VALUES["children"])
    for css in VALUES["hiding"]:
        yield from (("undone", f'<section style="{css}">{child}</section>') for child in VALUES["undoing"])
    for css in VALUES["pictured"]["styles"]:
        yield from (("pictured", place.replace("{}", css)) for place in VALUES["pictured"]["places"])
    for kind, styles in VALUES["crossed"].items():
        for outer, inner, place in product(styles["outer"], styles["inner"], VALUES["children"][:2]):
            yield kind, place.format(html.escape(outer), html.escape(inner))
    for display, css in product(VALUES["laid out"]["displays"], VALUES["laid out"]["styles"]):
        yield from (("laid out", f'<{tag} style="display:{display};{css}">§</{tag}>') for tag in ("section", "span"))
    for css, part in product(VALUES["tables"], ("table", "tbody", "tr", "td")):
        whole = "<table><tbody><tr><td>§</td></tr></tbody></table>"
        yield "tables", whole.replace(f"<{part}>", f'<{part} style="{css}">')
    for kind, whole in VALUES["whole"].items():
        yield from ((kind, snippet) for snippet in whole)


def nested(draw: random.Random) -> str:
    """Elements in each other, each with a style of any kind, or with none."""
    crossed = VALUES["crossed"].values()
    styles = [css for drawn in VALUES["styles"].values() for css in drawn]
    styles += [css for drawn in crossed for css in (*drawn["outer"], *drawn["inner"])]
    snippet = draw.choice(("§", "§", "风§", "§水"))
    for _ in range(draw.choice((2, 2, 3, 4))):
        tag, css = draw.choice(VALUES["tags"]), html.escape(draw.choice(styles))
        snippet = f'<{tag} style="{css}">{snippet}</{tag}>' if draw.random() < 0.8 else f"<{tag}>{snippet}</{tag}>"
        if tag in _AROUND:
            snippet = _AROUND[tag].format(snippet)
        if draw.random() < 0.15:
            snippet = f"<p>风</p>{snippet}"
    return snippet


def sheeted(draw: random.Random) -> str:
    """Elements, and a style sheet that may hide them, whatever chooses them."""
    sheets = VALUES["sheets"]
    rule = draw.choice(sheets["rules"]) if draw.random() < 0.5 else sheets["rules"][0]
    css = Template(rule).substitute(
        selector=draw.choice(sheets["selectors"]), declarations=draw.choice(sheets["declarations"])
    )
    if draw.random() < 0.25:
        css += f"{draw.choice(sheets['selectors'])}{{{draw.choice(sheets['undoing'])}}}"
    body = sheets["body"].replace('<span class="d"', f'<span class="d"{draw.choice(sheets["own"])}')
    sheet = f"<style{draw.choice(sheets['attributes'])}>{css}</style>"
    return sheet + body if draw.random() < 0.85 else body + sheet


def main(seed: str, number: str, table: str) -> None:
    draw = random.Random(seed)
    kinds: dict[str, list[str]] = {}
    for kind, snippet in dict.fromkeys(snippets()):
        kinds.setdefault(kind, []).append(snippet)
    kinds["nested"] = [nested(draw) for _ in range(int(number))]
    kinds["sheet"] = [sheeted(draw) for _ in range(int(number))]
    for pool in kinds.values():
        draw.shuffle(pool)
    rows: list[dict[str, str]] = []
    while len(rows) < int(number) and any(kinds.values()):
        for kind in [kind for kind, pool in kinds.items() if pool]:
            marker = f"茶山{len(rows):04}"
            before, *behind = draw.sample(VALUES["beside"], 3)
            snippet = "".join((before, kinds[kind].pop().replace("§", marker), *behind))
            frame = draw.choice(VALUES["frames"]).replace("{}", snippet)
            rows.append({"id": f"{len(rows):04}", "kind": kind, "html": frame, "marker": marker})
    Path(table).write_text(json.dumps(rows[: int(number)], ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
