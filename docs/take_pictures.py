"""Take the pictures of the site anew, in headless Chromium: a page before and after, a notebook, the report.

    python docs/take_pictures.py [FOLDER]

Needs the group `test`, Chromium, and a font that has Chinese (Debian: fonts-noto-cjk). All that is shown is invented.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, Route, sync_playwright

import wechatclean

DOCS = Path(__file__).resolve().parent
SAMPLES = DOCS / "samples"
PAGE = (SAMPLES / "morning-market.html").read_text("utf-8")
STREET = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 80 640 240">
<path fill="#f6e3c5" d="M0 0h640v320H0z"/><circle cx="500" cy="130" r="46" fill="#e8893c"/>
<path fill="#7fa99b" d="M0 240 160 150 300 230 430 140 640 250V320H0z"/>
<path fill="#40615b" d="M0 285Q320 235 640 285V320H0z"/><path fill="#fffaf0" d="M230 200h180l-22 90h-136z"/>
<ellipse fill="#f3ecd9" cx="320" cy="200" rx="90" ry="18"/></svg>"""
CODE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9H0z"/>
<path fill="#333" d="M1 1h2v2H1zM6 1h2v2H6zM1 6h2v2H1zM4 1h1v3H4zM5 5h1v1H5zM7 4h1v2H7zM4 7h3v1H4zM3 4h1v1H3z"/>
</svg>"""
SIDE_BY_SIDE = """<html lang="zh-CN"><style>
body {{ margin: 0; display: flex; gap: 24px; padding: 24px; background: #e8eeec; font: 15px/1.5 sans-serif; }}
figure {{ margin: 0; flex: 1; background: #fff; border-radius: 8px; overflow: hidden; box-shadow: 0 1px 4px #0003; }}
figcaption {{ padding: 8px 16px; background: #009485; color: #fff; }}
iframe {{ border: 0; width: 100%; height: 990px; zoom: .85; }}
pre {{ margin: 0; padding: 16px; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 monospace; }}
</style><figure><figcaption>mp.weixin.qq.com</figcaption><iframe srcdoc="{page}"></iframe></figure>
<figure><figcaption>wechatclean --recover --tail drop</figcaption><pre>{markdown}</pre></figure>"""


def main(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, size, address in pages():
            take(browser, address, size, folder / f"{name}.png")
        browser.close()


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pages() -> Iterator[tuple[str, tuple[int, int], Path]]:
    """The name of each picture, its size, and the file that is shown on it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shown = PAGE.replace(" src=", " x=").replace("data-src=", "src=")  # as WeChat's script does
        markdown = wechatclean.clean(PAGE, recover=True, tail="drop").to_document()
        (folder / "both.html").write_text(SIDE_BY_SIDE.format(page=escape(shown), markdown=escape(markdown)), "utf-8")
        yield "before-after", (1180, 920), folder / "both.html"
        (folder / "notebook.html").write_text(notebook(), "utf-8")
        yield "notebook", (900, 560), folder / "notebook.html"
        command = [sys.executable, "-m", "wechatclean", ".", "-o", folder / "out", "--report", folder / "report", "-q"]
        subprocess.run(command, cwd=SAMPLES, check=False, capture_output=True)  # one of them is no article
        yield "report", (1000, 330), folder / "report" / "index.html"


def notebook() -> str:
    """A notebook whose last cell is an article."""
    code = 'from pathlib import Path\nfrom wechatclean import clean\n\nclean(Path("morning-market.html").read_bytes())'
    shown = wechatclean.clean(PAGE, recover=True, tail="drop")._repr_html_()
    output = nbformat.v4.new_output("execute_result", {"text/html": shown}, execution_count=1)
    cell = nbformat.v4.new_code_cell(code, outputs=[output], execution_count=1)
    python = {"name": "python", "pygments_lexer": "python"}
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"language_info": python})
    html, _ = HTMLExporter().from_notebook_node(book)
    return str(html).replace('lang="en"', 'lang="zh-CN"')


def take(browser: Browser, address: Path, size: tuple[int, int], target: Path) -> None:
    page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.route(re.compile("https?:"), drawn)
    page.goto(address.as_uri(), wait_until="load")
    page.wait_for_timeout(300)  # for what the page's own script draws
    page.screenshot(path=target)
    page.close()


def drawn(route: Route) -> None:
    """The pictures of the invented pages; whatever else a page asks for is not there."""
    if "mmbiz.qpic.cn" not in route.request.url:
        route.abort()
    else:
        route.fulfill(body=CODE if "Code" in route.request.url else STREET, content_type="image/svg+xml")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else DOCS / "pictures")
