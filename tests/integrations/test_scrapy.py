"""A real crawl: the spider of docs/scrapy.md, on hosts that answer as WeChat's do."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from folders import FIXTURES, SUPPORT
from picture_host import PICTURE, PLACEHOLDER
from wechat_site import MOVING, WechatSite

import wechatclean

pytest.importorskip("PIL")
SOURCE = Path(wechatclean.__file__).parents[1]


def crawl(site, folder, *paths, **settings):
    """What came of a crawl of *paths* in *folder*."""
    site.requests.clear()
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "no_proxy": ""}
    environment |= dict.fromkeys(("http_proxy", "https_proxy"), site.proxy)
    command = [sys.executable, SUPPORT / "crawl.py", json.dumps(settings), *paths]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    items = json.loads((folder / "out.json").read_text("utf-8") or "[]")
    stats = json.loads((folder / "stats.json").read_text("utf-8"))
    return SimpleNamespace(folder=folder, log=done.stderr, items=items, stats=stats, requests=list(site.requests))


@pytest.fixture(scope="module")
def site():
    with WechatSite() as started:
        yield started


PATHS = "now-and-then redirected watched gone other whole charset empty binary picture pictures".split()


@pytest.fixture(scope="module")
def crawled(site, tmp_path_factory):
    return crawl(site, tmp_path_factory.mktemp("crawl"), *(f"/s/{path}" for path in PATHS))


def documents(crawled):
    return {path.name: path.read_text("utf-8") for path in (crawled.folder / "articles").glob("*.md")}


def pictures(crawled):
    return {path.name: path.read_bytes() for path in (crawled.folder / "articles" / "images").iterdir()}


def test_articles_come_and_notices_are_told(crawled):
    """A captcha comes now and then, by itself or by a redirect; what else is no article is told in the log."""
    titles = ["图", "图书馆的最后一排书架", "旧茶壶的第三个主人", "水库", "自行车的春天"]
    assert sorted(item["title"] for item in crawled.items if "title" in item) == titles
    assert {item["url"][-8:]: item["reason"] for item in crawled.items if "reason" in item} == {
        "/watched": "captcha",
        "m/s/gone": "deleted",
    }
    for path in ("other", "empty", "binary", "picture"):
        assert re.search(rf"WARNING: https://mp.weixin.qq.com/s/{path}: \S", crawled.log), path
    # Scrapy itself prints a traceback of a file that does not come.
    ours = r'File "[^"]*/(?:(?:src|site-packages)/wechatclean/(?!integrations/scrapy)|crawl\.py)'
    assert not re.search(ours, crawled.log)


def test_items_are_articles_again_in_every_feed(crawled):
    lines = (crawled.folder / "out.jsonl").read_text("utf-8").splitlines()
    articles = [wechatclean.Article.model_validate_json(line) for line in lines if "reason" not in json.loads(line)]
    (tea,) = (article for article in articles if article.title == "旧茶壶的第三个主人")
    wanted = wechatclean.clean((FIXTURES / "page" / "whole" / "input.html").read_bytes(), tail="drop")
    same = wechatclean.Metadata.model_fields.keys() - {"cover", "published_at"}  # which has its file
    assert {name: getattr(tea, name) for name in same} == {name: getattr(wanted, name) for name in same}
    moments = {moment.replace(tzinfo=None) for moment in (tea.published_at, wanted.published_at)}
    assert len(moments) == 1  # older versions of Scrapy write moments without their zone
    assert (crawled.folder / "out.xml").read_text("utf-8").count("<markdown>") == len(articles)


def test_each_article_has_its_document_and_its_pictures(crawled):
    found = documents(crawled)
    assert len(found) == 5
    shown = re.findall(r"!\[\]\(images/(\S+?)\)", "".join(found.values()))
    assert shown
    assert pictures(crawled).keys() >= set(shown)
    assert "created: 2025-03-14" in found["旧茶壶的第三个主人.md"]  # as Obsidian has it
    for name, document in found.items():
        assert wechatclean.clean(document).markdown in document, name


def test_pictures_are_asked_for_as_their_hosts_want(crawled):
    referers = {path.partition("?")[0]: referer for path, referer in crawled.requests if not path.startswith("/s/")}
    assert referers["/mmbiz_png/Wide/640"] == "mp.weixin.qq.com"
    assert referers["/tea"] == ""
    assert "/mine.png" not in referers
    names = {name.rpartition(".")[2]: data for name, data in pictures(crawled).items()}
    assert names["gif"] == MOVING
    assert names["png"] == PICTURE


def test_what_is_no_picture_stays_at_its_address_with_a_note(crawled):
    (article,) = (item for item in crawled.items if item.get("title") == "图")
    shown = re.findall(r"!\[\]\((\S+?)\)", article["markdown"])
    assert [address for address in shown if address.startswith("http")] == [
        "https://mmbiz.qpic.cn/mmbiz_png/Guarded/640?wx_fmt=png",
        "https://mmbiz.qpic.cn/mmbiz_png/Same1/640",
        "https://mmbiz.qpic.cn/mmbiz_png/Same2/640",
        "https://cdn.example/gone.png",
        "https://cdn.example/page.png",
        "https://cdn.example/drawing.svg",
        "http://127.0.0.1/mine.png",
    ]
    assert article["html"].count('src="images/') == 3
    notes = [note["message"].partition(":")[0] for note in article["notes"]]
    assert notes.count("the host sent its placeholder") == 2  # the same for two pictures; of one, the size tells it
    assert notes.count("did not come, and is shown from its address") == 5
    assert PLACEHOLDER not in pictures(crawled).values()


def test_the_next_crawl_writes_the_same_documents_and_asks_for_no_picture_again(site, tmp_path):
    first = crawl(site, tmp_path, "/s/whole", WECHATCLEAN_STYLE="hugo")
    written = {path: path.read_bytes() for path in sorted((tmp_path / "articles").rglob("*.md"))}
    assert len(written) == 1
    second = crawl(site, tmp_path, "/s/whole", WECHATCLEAN_STYLE="hugo")
    assert {path: path.read_bytes() for path in sorted((tmp_path / "articles").rglob("*.md"))} == written
    assert len(first.requests) > len(second.requests) == 1
    (path,) = written
    assert "](../../../images/" in path.read_text("utf-8")
    path.write_text("mine", "utf-8")
    crawl(site, tmp_path, "/s/whole", WECHATCLEAN_STYLE="hugo")
    assert path.read_text("utf-8") == "mine"
    assert len(list((tmp_path / "articles").rglob("*.md"))) == 2


IMAGES = {"wechatclean.integrations.scrapy.WechatImagesPipeline": 1}
DOCUMENTS = {"wechatclean.integrations.scrapy.DocumentsPipeline": 1}


def test_each_pipeline_works_without_the_other(site, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    shown = crawl(site, tmp_path / "a", "/s/whole", ITEM_PIPELINES=IMAGES, WECHATCLEAN_PICTURES="/pictures/")
    assert "](/pictures/" in shown.items[0]["markdown"]
    assert not list(shown.folder.rglob("*.md"))
    plain = crawl(site, tmp_path / "b", "/s/whole", ITEM_PIPELINES=DOCUMENTS, IMAGES_STORE="")
    assert "](https://mmbiz.qpic.cn/" in next(plain.folder.rglob("*.md")).read_text("utf-8")
    assert plain.requests == [("/s/whole", "")]
    with (plain.folder / "out.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["markdown"] == plain.items[0]["markdown"]


@pytest.mark.parametrize(
    ("settings", "error", "said"),
    [
        ({"WECHATCLEAN_STLYE": "hexo"}, ValueError, "WECHATCLEAN_STLYE: is WECHATCLEAN_STYLE meant?"),
        ({"WECHATCLEAN_FOLDER": "x"}, ValueError, "no setting is called WECHATCLEAN_FOLDER"),
        ({"WECHATCLEAN_STYLE": "hexxo"}, ValueError, "'hexxo' is none of plain, hexo"),
        ({"WECHATCLEAN_CLEANER": 5}, TypeError, "a wechatclean.Cleaner or its import path, not 5"),
    ],
)
def test_a_wrong_setting_is_told_at_the_start(settings, error, said, tmp_path):
    from scrapy.settings import Settings

    from wechatclean.integrations.scrapy import DocumentsPipeline

    with pytest.raises(error, match=re.escape(said)):
        DocumentsPipeline(Settings({"WECHATCLEAN_DOCUMENTS": str(tmp_path / "articles"), **settings}))
