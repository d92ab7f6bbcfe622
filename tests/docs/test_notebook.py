"""docs/notebook.ipynb gives what it shows, and asks for nothing."""

from __future__ import annotations

import subprocess
import sys

import nbformat
import pytest
from folders import ROOT
from nbconvert import HTMLExporter

import wechatclean

NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def outputs(notebook):
    """What each cell shows, without the tables of pandas, which look different in each version."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield output.get("text") or {form: said for form, said in output.data.items() if "dataframe" not in said}


def test_the_notebook_shows_what_it_gives(tmp_path):
    pytest.importorskip("ipykernel")
    pytest.importorskip("pandas")
    command = [sys.executable, "-m", "nbconvert", "--execute", "--to", "notebook", "--output-dir", tmp_path, NOTEBOOK]
    subprocess.run(command, check=True, capture_output=True)
    executed = list(outputs(nbformat.read(tmp_path / NOTEBOOK.name, 4)))
    stored = list(outputs(nbformat.read(NOTEBOOK, 4)))
    table = [n for n, output in enumerate(stored) if "account_name" in str(output)]
    assert len(table) == 1
    assert "竹匾" in str(executed.pop(table[0]))
    assert "竹匾" in str(stored.pop(table[0]))
    assert executed == stored


@pytest.fixture(scope="module")
def browser(chromium):
    started = chromium("--host-resolver-rules=MAP * ~NOTFOUND")
    yield started
    started.close()


@pytest.fixture
def look(browser):
    """A function that opens *html*: the page, and what it asks for."""
    context = browser.new_context()

    def opened(html):
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.set_content(f"<body>{html}</body>", wait_until="load")
        return page, [url for url in asked if not url.startswith("data:")]

    yield opened
    context.close()


def test_the_notebook_asks_for_nothing(look):
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(nbformat.read(NOTEBOOK, 4))
    page, asked = look(html)
    assert asked == []
    assert page.locator("article h1").inner_text() == "雨前的一杯茶"
    assert page.evaluate("document.images[0].naturalWidth") == 48
    assert page.locator("article script, article style, article iframe").count() == 0
    note = page.locator("article details li")
    assert not note.is_visible()
    page.locator("article summary").click()
    assert note.is_visible()


RUN = "window.ran = true"
HOSTILE = f"""<html><head><title>"><script>{RUN}</script></title>
<meta name="author" content="<img src=x onerror='{RUN}'>">
<meta property="og:url" content="javascript:{RUN}"></head><body><div id="js_content" onclick="{RUN}">
<p>茶<script>{RUN}</script><img src="https://a.example/x.png" onerror="{RUN}"></p>
<p><a href="javascript:{RUN}">水</a><iframe srcdoc="<script>top.ran = true</script>"></iframe></p>
<svg onload="{RUN}"></svg>
<p style="background: url(https://b.example/y.png)"><object data="https://c.example/z"></object>火</p>
<details ontoggle="{RUN}" open>木</details><form action="https://d.example"><input autofocus onfocus="{RUN}"></form>
<link rel="stylesheet" href="https://e.example/s.css"><p>{"土" * 4000}</p></div></body></html>"""


def test_a_hostile_page_is_inert(look):
    article = wechatclean.clean(HOSTILE)
    page, asked = look(article._repr_html_())
    for summary in page.locator("summary").all():
        summary.click()
    for link in page.locator("article a").all():
        link.click()
    assert page.evaluate("window.ran") is None
    assert set(asked) <= {"https://a.example/x.png"}  # its picture
    for word in "茶水火木土":
        assert word in page.locator("article").inner_text()
