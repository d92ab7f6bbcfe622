#!/usr/bin/env python3
"""Asks Chromium which markers a reader sees, and writes the answers into the table.

    ask_browser.py TABLE.json           (needs playwright and Debian's chromium)

The table is a list of rows with ``html`` and ``marker``, such as 茶山0123, which stands in the HTML once; each gets
``shown``. Rows that are doubtful go: few pixels, or a contrast that some would call none.

The page is drawn twice, as it is and with other glyphs of the same width for the marker. Nothing else moves then, so
that the pictures differ only where the marker itself is seen.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WIDTH, HEIGHT, SCREEN = 677, 3000, 900  # pixels: WeChat's column, how far down a reader goes, and the window
FEW, MANY = 6, 60  # pixels: not seen below, seen above
NO_CONTRAST, LEAST, CLEAR = 1.08, 1.15, 1.35  # by WCAG 2: not seen below, seen above, surely seen above
# What WeChat's own style sheet says of the body: it has no margins, and what sticks out of it is cut off.
FRAME = """<!doctype html><meta charset=utf-8><style>
* { margin: 0; padding: 0 }
body { background: #fff; font: 17px/1.6 sans-serif }
.rich_media_content { position: relative; z-index: 0; overflow: hidden }
</style><div class=rich_media_content>"""
OTHER = str.maketrans("茶山0123456789", "一二1711111111")

# What WeChat's own script does to the body, and what a reader does where there is a scroll bar.
SHOW = """marker => {
  for (const body of document.querySelectorAll("#js_content, .rich_media_content"))
    for (const name of ["visibility", "opacity"]) body.style.removeProperty(name)
  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT)
  while (texts.nextNode() && !texts.currentNode.data.includes(marker));
  if (!texts.currentNode.data?.includes(marker)) return
  const range = document.createRange()
  range.selectNodeContents(texts.currentNode)
  for (let box = texts.currentNode.parentElement; box && box !== document.body; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box)
    const a = range.getBoundingClientRect(), b = box.getBoundingClientRect()
    if (/auto|scroll/.test(overflowY) && a.bottom > b.bottom) box.scrollTop += a.bottom - b.bottom
    if (/auto|scroll/.test(overflowX) && a.right > b.right) box.scrollLeft += a.right - b.right
  }
}"""
# How many pixels of two pictures differ by the least contrast and by any, and the largest contrast.
COMPARE = """async ([one, two, least]) => {
  const luminances = async data => {
    const image = new Image()
    image.src = "data:image/png;base64," + data
    await image.decode()
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d")
    context.drawImage(image, 0, 0)
    const { data: bytes } = context.getImageData(0, 0, image.width, image.height)
    const linear = [...Array(256).keys()].map(c => c / 255 <= .04045 ? c / 3294.6 : ((c / 255 + .055) / 1.055) ** 2.4)
    const seen = new Float32Array(bytes.length / 4)
    for (let at = 0; at < seen.length; at++)
      seen[at] = .2126 * linear[bytes[4 * at]] + .7152 * linear[bytes[4 * at + 1]] + .0722 * linear[bytes[4 * at + 2]]
    return seen
  }
  const a = await luminances(one), b = await luminances(two)
  let pixels = 0, most = 1
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const x = (a[at] ?? 1) + .05, y = (b[at] ?? 1) + .05, contrast = x > y ? x / y : y / x
    pixels += contrast >= least
    if (contrast > most) most = contrast
  }
  return [pixels, most]
}"""


def picture(page: Page, html: str, marker: str) -> str:
    """What the reader sees, as PNG in base64."""
    page.set_content(FRAME + html)
    page.evaluate(SHOW, marker)
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    return base64.b64encode(page.screenshot(full_page=True, clip=clip, animations="disabled")).decode()


def answer(page: Page, judge: Page, html: str, marker: str) -> tuple[int, float]:
    """By how many pixels *marker* is seen in *html*, and at what contrast at most."""
    assert html.count(marker) == 1, marker
    other = marker.translate(OTHER)
    one, two = picture(page, html, marker), picture(page, html.replace(marker, other), other)
    pixels, contrast = judge.evaluate(COMPARE, [one, two, LEAST])
    return pixels, contrast


def is_doubtful(pixels: int, contrast: float) -> bool:
    """Whether one reader would see it, and another would not."""
    if pixels < FEW:
        return contrast > NO_CONTRAST
    return pixels < MANY or contrast < CLEAR


def main(table: str) -> None:
    rows, sure = json.loads(Path(table).read_text("utf-8")), []
    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        page, judge = browser.new_page(viewport={"width": WIDTH, "height": SCREEN}), browser.new_page()
        page.route("**/*", lambda route: route.abort())  # what is loaded says nothing of the snippet
        for row in rows:
            pixels, contrast = answer(page, judge, row["html"], row["marker"])
            if not is_doubtful(pixels, contrast):
                sure.append({**row, "shown": pixels >= FEW})
        browser.close()
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in sure)
    Path(table).write_text(f"[\n{lines}\n]\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
