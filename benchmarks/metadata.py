"""How many of the facts that WeChat pages state do converters give, and how many do they give wrong?

    pip install wechat-article-parser trafilatura markitdown
    python benchmarks/metadata.py FOLDER

FOLDER holds pages and a ``metadata.json`` with what each page's own script object says. A cell is "right/stated",
with "!n" behind it where n values were given that the page does not state. A name is right if its letters are,
an address if it leads to the same article or picture, a day or a moment if it is that one in China.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from markitdown import MarkItDown, StreamInfo
from trafilatura import extract_metadata
from wechat_article_parser.parser import _parse_html

import wechatclean

CHINA = timezone(timedelta(hours=8))
KINDS = {0: "article", 8: "pictures", 10: "text"}
FIELDS = (
    "title account alias user_name biz signature author day moment digest cover link mid idx sn source_url "
    "original paid province album kind"
).split()


def ours(page, _):
    article = wechatclean.clean(page)
    account, cover, album = article.account, article.cover, article.album
    return {
        "title": article.title, "account": account.name, "alias": account.alias, "user_name": account.id,
        "biz": account.biz, "signature": account.signature, "author": article.author, "day": article.published_at,
        "moment": article.published_at, "digest": article.digest, "cover": cover and cover.url, "link": article.url,
        "mid": article.mid, "idx": article.idx, "sn": article.sn, "source_url": article.source_url,
        "original": article.is_original, "paid": article.is_paid, "province": article.location,
        "album": album and album.title, "kind": "article" if article.kind == "repost" else article.kind,
    }  # fmt: skip


def wechat_article_parser(page, link):
    found = _parse_html(link, page)  # its public door fetches the page itself; it is given the page's own link
    kind = {"image": "pictures", "unknown": None}.get(str(found.article_display_type), str(found.article_display_type))
    moment = datetime.fromtimestamp(found.article_publish_time, CHINA) if found.article_publish_time else None
    return {
        "title": found.article_title, "account": found.mp_name, "alias": found.mp_alias,
        "user_name": found.mp_user_name, "biz": found.mp_id_b64, "signature": found.mp_description, "day": moment,
        "moment": moment, "digest": found.article_description, "cover": found.article_cover_image,
        "mid": found.article_msg_id, "idx": found.article_idx, "sn": found.article_sn, "paid": found.article_is_paid,
        "kind": kind,
    }  # fmt: skip


def trafilatura(page, _):
    found = extract_metadata(page)
    day = datetime.fromisoformat(found.date).replace(tzinfo=CHINA) if found and found.date else None
    return found and {
        "title": found.title, "account": found.sitename, "author": found.author, "day": day,
        "digest": found.description, "cover": found.image, "link": found.url,
    }  # fmt: skip


def markitdown(page, _):
    info = StreamInfo(extension=".html", charset="utf-8")
    return {"title": MarkItDown().convert_stream(io.BytesIO(page.encode()), stream_info=info).title}


def truth(said):
    """What *said* states, in the words of FIELDS; what its page states as empty is left out."""
    moment = datetime.fromtimestamp(said["published"], CHINA)
    renamed = said | {
        "day": moment, "moment": moment, "original": said["copyright_stat"] == 1, "paid": bool(said["paid"]),
        "kind": KINDS[said["item_show_type"]],
    }  # fmt: skip
    if renamed["kind"] == "text" and len(said["title"]) > 40:
        renamed["title"] = None  # the page repeats the text of a post without a title
    if renamed["kind"] == "pictures":
        renamed["digest"] = None  # the same, for the digest
    return {name: renamed.get(name) for name in FIELDS}


def same(name, got, said):
    if name == "day":
        return got.date() == said.date()
    if name == "moment":
        return abs(got - said) < timedelta(minutes=1)
    if name == "link":
        return article(got) == article(said)
    if name == "cover":
        return picture(got) == picture(said)
    return letters(got) == letters(said)


def letters(value):
    return "".join(filter(str.isalnum, html.unescape(str(value))))


def article(link):
    parts = urlsplit(html.unescape(link))
    query = parse_qs(parts.query)
    return tuple(query.get(name) for name in ("__biz", "mid", "idx")) if query.get("__biz") else parts.path


def picture(url):
    return re.sub(r"/\d{1,4}$", "", urlsplit(html.unescape(url)).path)


def main(folder):
    converters = [ours, wechat_article_parser, trafilatura, markitdown]
    score = {c: {name: [0, 0, 0] for name in FIELDS} for c in converters}  # right, stated, wrong
    spent = dict.fromkeys(converters, 0.0)
    pages = json.loads((folder / "metadata.json").read_text("utf-8"))
    for name, said in pages.items():
        page = next(folder.rglob(name)).read_text("utf-8")
        for converter in converters:
            begun = time.process_time()
            got = converter(page, html.unescape(said["link"])) or {}
            spent[converter] += time.process_time() - begun
            for field, value in truth(said).items():
                count(score[converter][field], field, got.get(field), value)
    show(score, spent, len(pages))


def count(cell, field, got, said):
    stated = said not in (None, "")
    given = got not in (None, "", 0)
    right = stated and (got == said or (given and same(field, got, said)))
    cell[0] += right
    cell[1] += stated
    cell[2] += given and not right


def show(score, spent, pages):
    print(f"{'':12}" + "".join(f"{c.__name__:>24}" for c in score))
    for field in FIELDS:
        cells = (f"{r}/{s}" + (f" !{w}" if w else "") for r, s, w in (score[c][field] for c in score))
        print(f"{field:12}" + "".join(f"{cell:>24}" for cell in cells))
    totals = [[sum(score[c][f][n] for f in FIELDS) for n in range(3)] for c in score]
    print(f"{'all':12}" + "".join(f"{f'{r}/{s} !{w}':>24}" for r, s, w in totals))
    print(f"{'ms a page':12}" + "".join(f"{1000 * spent[c] / pages:>24.0f}" for c in score))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
