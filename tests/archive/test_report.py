"""The report, in a real browser: it finds, sorts and shows, sends no referrer, and runs nothing of the pages."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from wechatclean import clean
from wechatclean.archive.ledger import Record
from wechatclean.archive.report.report import Report

HOSTILE = "</script><script>document.title='hacked'</script><img src=x onerror=\"document.title='hacked'\">"
ADD_A_SCRIPT = """() => {
  const script = document.createElement("script")
  script.textContent = "window.bad = 1"
  document.body.append(script)
}"""
STATUSES = ("article", "article", "article", "deleted", "error")


def record(n):
    status = STATUSES[n % len(STATUSES)]
    is_article = status == "article"
    return Record(
        source=f"pages/{n:05}.html",
        content=f"{n:064x}",
        made_by="x",
        status=status,
        document=f"{n:05}.md" if is_article else None,
        title=f"第{n}天的茶" if is_article else None,
        error=None if is_article else f"gone {HOSTILE}",
        thumbnail=f"https://mmbiz.qpic.cn/mmbiz_png/{n}/640" if is_article else None,
        notes={"hidden": 2} if n % 10 == 0 else None,
        coverage=(0.5 if n % 100 == 0 else 1.0, 1.0) if is_article else None,
    )


def article(n):
    return clean(f"<p>第{n}天{HOSTILE}<img src='https://mmbiz.qpic.cn/mmbiz_png/{n}/640'></p>")


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report of ten thousand documents, of which ten have a page."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "out").mkdir()
    report = Report(folder / "report", folder / "out")
    records = [record(n) for n in range(10_000)]
    for n in range(10):
        if records[n].document:
            report.page(records[n], article(n))
    report.index(records)
    return folder / "report"


@pytest.fixture(scope="module")
def browser(chromium):
    started = chromium()
    yield started
    started.close()


@pytest.fixture
def page(browser, report):
    """The index, opened as a file; what it asks the network for is answered here, and kept."""
    page = browser.new_page()
    page.asked = []
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))

    def answer(route):
        page.asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(status=200, content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')

    page.route(re.compile("^https:"), answer)
    page.goto((report / "index.html").as_uri())
    yield page
    assert page.problems == []
    page.close()


def titles(page):
    return page.locator("tbody tr .title").all_inner_texts()


def test_ten_thousand_documents_are_there_two_hundred_at_a_time(page):
    assert page.locator("#count").inner_text() == "1–200 of 10000"
    assert page.locator("tbody tr").count() == 200
    page.click("#after")
    assert titles(page)[0] == "第200天的茶"
    page.click("#before")
    assert titles(page)[0] == "第0天的茶"


def test_it_opens_within_two_seconds(browser, report):
    """Of the browser's own time: other work on the machine counts for nothing."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto((report / "index.html").as_uri())
    page.wait_for_selector("tbody tr")
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    page.close()
    assert 0.01 < metrics["TaskDuration"] < 2


def test_it_finds_filters_and_sorts(page):
    page.fill("#search", "第4321天")
    assert titles(page) == ["第4321天的茶"]
    page.fill("#search", "")
    page.select_option("#status", "deleted")
    assert page.locator("#count").inner_text() == "1–200 of 2000"
    page.select_option("#status", "")
    page.select_option("#note", "hidden")
    assert page.locator("#count").inner_text().endswith("of 1000")
    page.select_option("#note", "")
    page.select_option("#whole", "less")
    assert page.locator("#count").inner_text() == "1–100 of 100"
    page.select_option("#whole", "")
    page.click("th[data-key=number]")
    assert titles(page)[0] == "pages/09999.html"


def test_pictures_are_asked_for_without_a_referrer_and_only_those_that_are_seen(page):
    with page.expect_response(re.compile("^https:")):
        page.reload()
    assert 0 < len(page.asked) < 200
    assert {referrer for _, referrer in page.asked} == {None}


def test_nothing_of_a_page_runs(page):
    page.select_option("#status", "error")
    assert "<script>" in page.locator("tbody tr .why").first.inner_text()
    page.select_option("#status", "")
    page.locator("tbody a").first.click()
    page.wait_for_selector("main")
    assert page.title() != "hacked"
    assert page.locator("script").count() == 0
    assert page.locator("main > pre").inner_text() == article(0).markdown
    assert page.locator("section").inner_text().startswith("第0天")


def test_the_policy_of_content_lets_no_other_script_in(page):
    page.evaluate(ADD_A_SCRIPT)
    assert page.evaluate("window.bad") is None


def test_it_is_readable_on_a_telephone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= 390")


def test_the_command_writes_it_and_a_second_run_adds_what_is_missing(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(3):
        (pages / f"{n}.html").write_text(f"<p>第{n}天</p>", "utf-8")
    command = [sys.executable, "-m", "wechatclean", str(pages), "-o", str(tmp_path / "out"), "-q"]
    subprocess.run(command, check=True)
    subprocess.run([*command, "--report", str(tmp_path / "report")], check=True)
    written = [path.read_text("utf-8") for path in (tmp_path / "report" / "pages").iterdir()]
    assert len(written) == 3
    assert all(any(f"<p>第{n}天</p>" in text for text in written) for n in range(3))
    assert (tmp_path / "report" / "index.html").is_file()
