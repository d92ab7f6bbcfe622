"""Arrow: a row in, a row out, equal to what ``clean()`` gives; and Parquet that DuckDB and polars read."""

from __future__ import annotations

import json
import math
from datetime import datetime

import pytest
from folders import FIXTURES

import wechatclean
from wechatclean import Article, Cleaner

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
arrow = pytest.importorskip("wechatclean.integrations.arrow")

PAGES = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*/input.*"))]


def batches(pages, size=50):
    for start in range(0, len(pages), size):
        content = pages[start : start + size]
        yield pa.record_batch({"n": list(range(start, start + len(content))), "content": content})


def expected(page, **options):
    """The row that ``clean()`` says *page* should be."""
    try:
        return {"status": "article", "error": None, **wechatclean.clean(page, **options).row()}
    except wechatclean.ArticleUnavailable as error:
        status, said = error.reason, error
    except wechatclean.NotAnArticle as error:
        status, said = "not-an-article", error
    except wechatclean.WechatCleanError as error:
        status, said = "error", error
    return {"status": status, "error": str(said), **dict.fromkeys(Article().row())}


@pytest.fixture(scope="module")
def table():
    return pa.Table.from_batches(arrow.clean_batches(batches(PAGES), keep=["n"]))


def test_row_for_row_what_clean_gives(table):
    rows = table.to_pylist()
    assert [row.pop("n") for row in rows] == list(range(len(PAGES)))
    assert len(rows) == len(PAGES) > 300
    assert [n for n, (row, page) in enumerate(zip(rows, PAGES, strict=True)) if row != expected(page)] == []


def test_parquet_holds_it_and_gives_it_back(table, tmp_path):
    pq.write_table(table, tmp_path / "articles.parquet")
    assert pq.read_table(tmp_path / "articles.parquet") == table


def test_duckdb_reads_it(table, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    pq.write_table(table, tmp_path / "articles.parquet")
    with duckdb.connect() as db:
        where = f"read_parquet('{tmp_path / 'articles.parquet'}')"
        said = db.sql(f"select n, status, title, markdown, len(images) from {where} order by n").fetchall()
        embeds = f"select unnest(embeds) as e from {where}"
        kinds = dict(db.sql(f"select e.kind, count(*) from ({embeds}) group by 1").fetchall())
    rows = table.to_pylist()
    assert said == [
        (row["n"], row["status"], row["title"], row["markdown"], None if row["images"] is None else len(row["images"]))
        for row in rows
    ]
    assert kinds["video"] == sum(embed["kind"] == "video" for row in rows for embed in row["embeds"] or ())


def test_polars_reads_it(table, tmp_path):
    polars = pytest.importorskip("polars")
    pq.write_table(table, tmp_path / "articles.parquet")
    frame = polars.read_parquet(tmp_path / "articles.parquet")
    for name in ("status", "title", "markdown", "published_at", "tags", "images", "notes"):
        assert frame[name].to_list() == table[name].to_pylist(), name


def test_rows_make_frames():
    rows = [wechatclean.clean(page).row() for page in PAGES if expected(page)["status"] == "article"]
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = pandas.DataFrame(rows)
    assert [None if pandas.isna(title) else title for title in frame["title"]] == [row["title"] for row in rows]
    assert polars.DataFrame(rows, infer_schema_length=None)["markdown"].to_list() == [row["markdown"] for row in rows]
    assert list(frame.columns) == list(rows[0])


def test_a_row_holds_plain_values():
    plain = (str, int, float, bool, datetime, type(None))
    for page in PAGES:
        if expected(page)["status"] == "article":
            for name, value in wechatclean.clean(page).row().items():
                inner = value if isinstance(value, list) else [value]
                cells = [cell for one in inner for cell in (one.values() if isinstance(one, dict) else [one])]
                assert all(isinstance(cell, plain) for cell in cells), name


def test_numbers_that_no_column_holds_are_left_out():
    article = Article(mid=2**70, images=(wechatclean.Image(url="https://a.example/b.png", width=2**70),))
    assert article.row()["mid"] is None
    assert article.row()["images"][0]["width"] is None
    assert pa.RecordBatch.from_pylist([article.row()], arrow.ARTICLE_SCHEMA).num_rows == 1


def test_what_has_other_keys_in_every_article_is_json():
    row = Article(extra={"茶": [1, {"b": None}]}, cover_crops={"1:1": "https://a.example/b.png"}).row()
    assert json.loads(row["extra"]) == {"茶": [1, {"b": None}]}
    assert json.loads(row["cover_crops"]) == {"1:1": "https://a.example/b.png"}
    assert Article().row()["extra"] is None


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.large_binary()], ids=str)
def test_columns_of_every_kind(kind):
    source = "<p>茶</p>" if "string" in str(kind) else "<p>茶</p>".encode()
    content = pa.array([source, None], kind)
    batch = pa.record_batch({"page": content, "at": ["https://mp.weixin.qq.com/s/abc", "nowhere"]})
    one, other = next(arrow.clean_batches([batch], content="page", url="at")).to_pylist()
    assert (one["status"], one["markdown"], one["url"]) == ("article", "茶", "https://mp.weixin.qq.com/s/abc")
    assert (other["status"], other["markdown"]) == ("error", None)
    assert "empty" in other["error"] or "address" in other["error"]


def test_dictionaries_tables_and_empty_batches():
    batch = pa.record_batch({"content": pa.array(["<p>茶</p>", "<p>水</p>", "<p>茶</p>"]).dictionary_encode()})
    assert next(arrow.clean_batches([batch]))["text"].to_pylist() == ["茶", "水", "茶"]
    assert next(arrow.clean_batches([pa.Table.from_batches([batch])]))["text"].to_pylist() == ["茶", "水", "茶"]
    assert list(arrow.clean_batches([batch.slice(0, 0)])) == []


def test_the_cleaner_is_asked():
    batch = pa.record_batch({"content": ['<p>茶<img src="https://a.example/b.png"></p>']})
    assert next(arrow.clean_batches([batch], cleaner=Cleaner(images="drop")))["markdown"].to_pylist() == ["茶"]


def test_large_results_come_in_more_batches(monkeypatch):
    monkeypatch.setattr(arrow, "_MOST_CHARACTERS", 100)
    pages = [f"<p>{'茶' * 60}{n}</p>" for n in range(5)]
    out = list(arrow.clean_batches([pa.record_batch({"n": list(range(5)), "content": pages})], keep=["n"]))
    assert len(out) == math.ceil(5 / 1)
    assert pa.Table.from_batches(out)["n"].to_pylist() == list(range(5))


BATCH = pa.record_batch({"content": ["<p>茶</p>"], "n": [1], "title": ["甲"]})


@pytest.mark.parametrize(
    ("given", "options", "error", "words"),
    [
        (BATCH, {}, TypeError, "batches are many"),
        ([1], {}, TypeError, "not 1"),
        ([BATCH], {"content": "page"}, ValueError, "no column is called 'page'; there are content, n, title"),
        ([BATCH], {"content": "n"}, TypeError, "holds int64, not text or bytes"),
        ([BATCH], {"url": "n"}, TypeError, "holds int64, not text"),
        ([BATCH], {"keep": ["title"]}, ValueError, "column 'title' of its own"),
        ([BATCH], {"url": "link"}, ValueError, "no column is called 'link'"),
        ([BATCH], {"keep": "n"}, TypeError, "keep holds names of columns"),
        ([BATCH], {"keep": ["m"]}, ValueError, "no column is called 'm'"),
        ([BATCH], {"cleaner": "x"}, TypeError, "cleaner is a wechatclean.Cleaner"),
    ],
)
def test_wrong_use_is_told(given, options, error, words):
    with pytest.raises(error, match=words):
        list(arrow.clean_batches(given, **options))
