"""Wrong use, as it happens in the first minute: each message says what was wrong and where, and what to do next.

A row is what was done, the kind of error, what the message says of it, and what it says to do. ``PAGE`` is a page.
"""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from pathlib import Path

import markdownify
import pytest
from bs4 import BeautifulSoup
from lxml import html

import wechatclean
from wechatclean import (
    HEXO,
    ArticleUnavailable,
    Cleaner,
    DocumentError,
    FrontMatterError,
    LimitError,
    Limits,
    MarkdownWriter,
    NotAnArticle,
    Style,
    clean,
    clean_data,
    clean_feed,
    clean_many,
)
from wechatclean.cli import main
from wechatclean.download import download_images
from wechatclean.sites import Site, by_class

PAGE = "<p>茶<img src='https://a.example/a.png'></p>"
ARTICLE = clean(PAGE)
ZIPPED = b"PK\x03\x04" + bytes(26) + b"%b"  # the head of an archive, and the name of its first file
OTHER_SITE = "<!doctype html><html><head><title>水</title></head><body><div><p>水</p></div></body></html>"
CAPTCHA = '<html><body><div class="weui-msg"><h2 class="weui-msg__title">环境异常</h2></div></body></html>'
FEED = '<rss version="2.0"><channel><item><description>&lt;p&gt;甲&lt;/p&gt;</description></item></channel></rss>'


async def fetched():
    return PAGE


def overriding_what_is_never_called():
    class Mine(MarkdownWriter):
        def convert_b(self, el, text, parent_tags):
            return text


CALLS = {
    # What is no page.
    "None": (lambda: clean(None), TypeError, "not NoneType", "what was to read or fetch the page gave nothing"),
    "a number": (lambda: clean(5), TypeError, "not int", "str or bytes, or a response"),
    "a path": (lambda: clean(Path("page.html")), TypeError, "not pathlib", "path.read_bytes()"),
    "the name of a file": (lambda: clean("page.html"), DocumentError, "the name of a file", "read_bytes()"),
    "an address": (lambda: clean("https://mp.weixin.qq.com/s/a"), DocumentError, "an address", "fetch it"),
    "an open file": (lambda: clean(io.StringIO(PAGE)), TypeError, "StringIO", "`.read()`"),
    "a list": (lambda: clean([PAGE]), TypeError, "not list", "clean_many()"),
    "a mapping": (lambda: clean({"content": PAGE}), TypeError, "not dict", "clean_data()"),
    "a soup": (lambda: clean(BeautifulSoup(PAGE, "lxml")), TypeError, "BeautifulSoup", "give its HTML as text"),
    "a tree": (lambda: clean(html.fromstring(PAGE)), TypeError, "HtmlElement", "give its HTML as text"),
    "an article": (lambda: clean(ARTICLE), TypeError, "wechatclean.article.Article", "clean already"),
    "a result": (lambda: clean(next(clean_many([("a", PAGE)], processes=1))), TypeError, "Result", "`.article`"),
    "articles": (lambda: clean(clean_feed(FEED)), TypeError, "not generator", "one at a time"),
    "a Word file": (lambda: clean(ZIPPED % b"[Content_Types].xml"), DocumentError, "a Word, Excel", "save it as HTML"),
    "a book": (lambda: clean(ZIPPED % b"mimetypeapplication/epub+zip"), DocumentError, "an EPUB book", "a page of it"),
    "a coroutine": (lambda: closed(clean, fetched()), TypeError, "coroutine", "`await` it first"),
    "nothing": (lambda: clean(""), DocumentError, "empty", "look at how it was fetched"),
    "a picture": (lambda: clean(b"\x89PNG\r\n\x1a\n"), DocumentError, "a PNG picture", "give the page"),
    "gzip": (lambda: clean(gzip.compress(b"<p>x</p>")), DocumentError, "gzip data", "unpack it first"),
    "noise": (lambda: clean(bytes(range(128, 256)) * 9), DocumentError, "binary data", "give the page"),
    "JSON": (lambda: clean('{"title": "茶"}'), DocumentError, "JSON", "clean_data(json.loads"),
    "a feed": (lambda: clean(FEED), DocumentError, "RSS feed", "clean_feed()"),
    "Markdown": (lambda: clean("# 茶\n\n水"), DocumentError, "Markdown", "behind front matter"),
    "plain text": (lambda: clean("茶水"), DocumentError, "begins '茶水'", "give a page's HTML"),
    "escaped HTML": (lambda: clean("&lt;p&gt;茶&lt;/p&gt;"), DocumentError, "entities", "html.unescape()"),
    "scripts only": (lambda: clean("<html><script>1</script></html>"), DocumentError, "no HTML", "a browser shows it"),
    "another site": (lambda: clean(OTHER_SITE), NotAnArticle, "none of the known containers", "Cleaner(sites=…)"),
    "a captcha": (lambda: clean(CAPTCHA), ArticleUnavailable, "captcha", "环境异常"),
    "front matter": (lambda: clean("---\na: [茶\n---\n<p>x"), FrontMatterError, "line 3, column 1", "',' or ']'"),
    "a limit": (lambda: clean(PAGE, limits=Limits(size=9)), LimitError, "9 allowed, the source has", "Limits(size=…)"),
    # Options.
    "a policy's name": (lambda: clean(PAGE, images="no-referer"), ValueError, "'no-referer'", "no-referrer"),
    "a size's name": (lambda: clean(PAGE, images="remote small"), ValueError, "'small'", "width-640"),
    "a proxy": (lambda: wechatclean.proxy("https://p.example/?u="), ValueError, "https://p.example/?u=", "{url}"),
    "tail": (lambda: clean(PAGE, tail=True), TypeError, "not True", "'keep' or 'drop'"),
    "recover": (lambda: clean(PAGE, recover=["heading"]), ValueError, "'heading'", "headings, lists"),
    "recover in a str": (lambda: clean(PAGE, recover="lists"), TypeError, "'lists'", "such as {'lists'}"),
    "url": (lambda: clean(PAGE, url="mp.weixin.qq.com/s"), ValueError, "'mp.weixin.qq.com/s'", "https://…"),
    "limits": (lambda: clean(PAGE, limits=10**6), TypeError, "1000000", "Limits(size="),
    "a limit in words": (lambda: Limits(size="1 MB"), TypeError, "Limits.size", "a whole number"),
    "a class": (lambda: clean(PAGE, writer=MarkdownWriter), TypeError, "writer", "MarkdownWriter()"),
    "markdownify's": (
        lambda: clean(PAGE, writer=markdownify.MarkdownConverter()), TypeError, "MarkdownConverter", "MarkdownWriter("
    ),
    "a writer's option": (lambda: MarkdownWriter(bullet="*"), TypeError, "no option bullet", "bullets"),
    "its value": (lambda: MarkdownWriter(heading_style="setext"), ValueError, "'setext'", "'underlined'"),
    "an escape": (lambda: MarkdownWriter(escape_misc=True), TypeError, "escape_misc", "exactly where Markdown"),
    "a method": (overriding_what_is_never_called, TypeError, "convert_b is never called", "override convert_strong"),
    "one selector": (lambda: Cleaner(drop=".ad"), TypeError, "'.ad'", "drop=('.ad',)"),
    "a selector of CSS": (lambda: Cleaner(keep=["div > p"]), ValueError, "'div > p'", "tag.class"),
    "a selector of XPath": (lambda: Cleaner(drop=["//div"]), ValueError, "'//div'", "tag.class"),
    "one selector of a site": (
        lambda: Site("tea", "茶", "https://a.example/", bool, (), {"author": by_class("by")}),
        TypeError, "of the site 'tea' are tuples", "(by_class('author'),)",
    ),
    "a site's address": (lambda: Site("tea", "茶", "a.example", bool), ValueError, "base of the site 'tea'", "https://…"),
    "fields of a style": (lambda: Style(fields={"title": "by"}), TypeError, "{'title': 'by'}", "(('title', 'title')"),
    "a field of a style": (lambda: Style(fields="title"), TypeError, "not 'title'", "(('title', 'title'), …)"),
    "an unknown field of a style": (
        lambda: ARTICLE.to_document(replace(HEXO, fields=(("titel", "by"),))), ValueError, "'titel'", "is title meant?"
    ),
    "an unknown field in another": (
        lambda: ARTICLE.to_document(replace(HEXO, fields=(("account.nmae", "by"),))), ValueError, "'account.nmae'",
        "is account.name meant?",
    ),
    "a field of nothing": (
        lambda: ARTICLE.to_document(replace(HEXO, fields=(("zzz", "by"),))), ValueError, "no field 'zzz'",
        "there are title, author",
    ),
    "one key that a style needs": (lambda: replace(HEXO, needs="title"), TypeError, "needs of a style", "{'title'}"),
    "fences in a str": (lambda: replace(HEXO, fences="---"), TypeError, "fences of a style", "{'---'}"),
    "a fence": (lambda: replace(HEXO, fences={"--"}), ValueError, "not '--'", "---, +++, {"),
    "a format of dates": (lambda: replace(HEXO, date="%Y"), TypeError, "date of a style", "a function, not '%Y'"),
    "a style's text": (lambda: replace(HEXO, space=None), TypeError, "space of a style", "text, not None"),
    "a style's engine": (lambda: replace(HEXO, engine="hexo"), TypeError, "not 'hexo'", "such as HEXO.engine"),
    "no name for files": (lambda: replace(HEXO, file_name=""), ValueError, "file_name of a style", "'DATE-TITLE.md'"),
    "an unknown field of a site": (
        lambda: Cleaner(sites=[Site("tea", "茶", None, bool, (), {"autor": (by_class("by"),)})]).clean(PAGE),
        ValueError, "the site 'tea'", "is author meant?",
    ),
    "a placeholder of nothing": (
        lambda: Cleaner(sites=[Site("tea", "茶", None, bool, (), {}, {"autor": frozenset("-")})]).clean(PAGE),
        ValueError, "the site 'tea'", "is author meant?",
    ),
    "a rule": (lambda: Cleaner(elements={"p": "drop"}), TypeError, "elements", "functions, not 'drop'"),
    "what a rule returns": (
        lambda: Cleaner(elements={"p": lambda el, build: True}).clean(PAGE), TypeError, "returned True", "HANDLED"
    ),
    "a site": (lambda: Cleaner(sites=["a.example"]), TypeError, "'a.example'", "wechatclean.sites.Site"),
    # Other calls, and what comes back.
    "data in a str": (lambda: clean_data('{"title": "茶"}'), TypeError, "not str", "json.loads()"),
    "data without content": (lambda: clean_data({"title": "茶"}), NotAnArticle, "in the data", "content_noencode"),
    "a page as a feed": (lambda: clean_feed(PAGE), DocumentError, "no RSS", "clean()"),
    "an address of a feed": (lambda: clean_feed("https://a.example"), DocumentError, "an address", "clean_feed() the"),
    "an empty feed": (lambda: clean_feed(b""), DocumentError, "empty", "fetched"),
    "an API's refusal": (
        lambda: clean_data({"errcode": 40001, "errmsg": "invalid credential"}), NotAnArticle, "no article in the data",
        "'invalid credential' (40001)",
    ),
    "an address among paths": (lambda: only("https://a.example/1"), DocumentError, "an address", "fetch it"),
    "a folder among paths": (lambda: only("."), DocumentError, "a folder", "rglob('*.html')"),
    "a pattern among paths": (lambda: only("no/*.html"), DocumentError, "a pattern", "glob.glob()"),
    "a name of a module": (lambda: wechatclean.Site, AttributeError, "no attribute 'Site'", "in wechatclean.sites"),
    "one path": (lambda: clean_many("page.html"), TypeError, "'page.html'", "a list of paths"),
    "a mapping of many": (lambda: clean_many({"a": PAGE}), TypeError, "no mapping", "items()"),
    "pages as paths": (lambda: [*clean_many([PAGE], processes=1)], TypeError, "seems to be HTML", "(name, source)"),
    "processes": (lambda: clean_many([], processes=0), ValueError, "not 0", "from 1 on"),
    "a style": (lambda: ARTICLE.to_document("hexxo"), ValueError, "'hexxo'", "hexo, hugo"),
    "paths of pictures": (lambda: ARTICLE.with_images("images/"), TypeError, "'images/'", "a mapping or a function"),
    "a download of a page": (lambda: download_images(PAGE, "never"), TypeError, "article", "the Article of clean()"),
}  # fmt: skip


def only(path):
    """Raise the error of the one result of *path*."""
    (result,) = clean_many([path], processes=1)
    raise result.error


def closed(call, coroutine):
    try:
        return call(coroutine)
    finally:
        coroutine.close()


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_call(name):
    call, error, what, to_do = CALLS[name]
    with pytest.raises(error) as raised:
        call()
    said = str(raised.value)
    assert (what in said, to_do in said, len(said.splitlines())) == (True, True, 1), said


def test_python_finds_the_name_that_is_meant():
    """With these two attributes a traceback ends with "Did you mean: 'clean'?"."""
    with pytest.raises(AttributeError, match="'wechatclean' has no attribute 'cleam'") as raised:
        _ = wechatclean.cleam
    assert (raised.value.name, raised.value.obj) == ("cleam", wechatclean)


COMMANDS = [
    # Arguments, the exit status, what is said of them, what is said to do.
    ([], 2, "PAGE", "--help"),
    ([""], 2, "the name is empty", "is a variable of the shell unset?"),
    (["page.html", "--url", ""], 2, "the address is empty", "is a variable of the shell unset?"),
    (["help"], 5, "help", "--help tells all options"),
    (["clean", "page.html"], 5, "clean: No such file", "looked for in "),
    (["page.html", "page.md"], 2, "page.md: no file has this name", "is -o page.md meant?"),
    (["page.html", "pgae.html"], 5, "pgae.html: No such file", "is page.html meant?"),
    (["page.html", "https://a.example/s"], 5, "an address", "curl -s"),
    (["page.html", "-o", "page.pdf"], 2, "page.pdf would hold Markdown", "ends with .md"),
    (["page.html", "-o", "new.html"], 2, "new.html would hold Markdown", "ends with .md"),
    (["page.html", "-o", "new.json"], 2, "new.json would hold Markdown", "is --json meant?"),
    (["page.html", "-o", "new.JSONL"], 2, "new.JSONL would hold Markdown", "--format jsonl -o FOLDER"),
    (["page.html", "--json", "--format", "md"], 2, "--json and --format md", "leave one of them out"),
    (["ftp://a.example/page.html"], 5, "an address", "curl -s"),
    (["*.xhtml"], 5, "*.xhtml: no file has such a name", ""),
    (["*.html"], 2, "*.html may hold many pages", "-o FOLDER"),
    (["nowhere.htm"], 5, "nowhere.htm: No such file", "looked for in "),
    (["pgae.html"], 5, "pgae.html: No such file", "is page.html meant?"),
    (["https://mp.weixin.qq.com/s/a"], 5, "an address", "curl -s"),
    (["mp.weixin.qq.com/s/a"], 5, "an address", "curl -s"),
    (["file:///a/page.html"], 2, "an address", "leave file:// out"),
    (["folder"], 5, "folder", "-o FOLDER"),
    (["page.html", "other.html"], 2, "many pages", "-o FOLDER"),
    (["page.html", "other.html", "-o", "page.html"], 2, "page.html is a file", "-o FOLDER"),
    (["page.html", "-o", "page.html"], 2, "is the page itself", "would be lost"),
    (["page.html", "-o", "page.html/x.md"], 6, "page.html is a file", "no folder"),
    (["*.xhtml", "-o", "out"], 3, "*.xhtml", "no file has such a name"),
    (["folder", "-o", "folder"], 3, "the folder that is written to", "give another"),
    (["empty.html"], 5, "empty.html: the source is empty", "look at how"),
    (["a.png"], 5, "a PNG picture", "give the page"),
    (["page.html.gz"], 5, "gzip data", "unpack it first"),
    (["feed.xml"], 5, "a feed", "-o FOLDER"),
    (["other.html"], 4, "none of the known containers", "sites of your own"),
    (["captcha.html"], 3, "captcha", "环境异常"),
    (["page.html", "--image", "drop"], 2, "--image drop", "is --images meant?"),
    (["page.html", "--frontmatter", "hexo"], 2, "--frontmatter", "is --front-matter meant?"),
    (["page.html", "--out=a.md"], 2, "--out=a.md", "is --output meant?"),
    (["page.html", "--bogus"], 2, "--bogus", "--help tells all options"),
    (["page.html", "--images", "no-referer"], 2, "'no-referer'", "no-referrer"),
    (["page.html", "--front-matter", "hexxo"], 2, "'hexxo'", "hexo, hugo"),
    (["page.html", "--front-matter"], 2, "--front-matter: expected one argument", "--help"),
    (["page.html", "--format", "xml"], 2, "'xml'", "jsonl"),
    (["page.html", "--format", "jsonl"], 2, "--format jsonl", "-o FOLDER"),
    (["page.html", "--json", "--front-matter", "hexo"], 2, "--json", "leave --front-matter out"),
    (["page.html", "--tail", "remove"], 2, "'remove'", "drop"),
    (["--recover", "page.html"], 2, "'page.html'", "stands behind PAGE"),
    (["page.html", "--url", "a.example"], 2, "'a.example'", "https://…"),
    (["page.html", "--jobs", "4"], 2, "--jobs", "-o FOLDER"),
    (["folder", "-o", "out", "--jobs", "four"], 2, "'four'", "from 1 to 1024"),
    (["folder", "-o", "out", "--timeout", "0"], 2, "'0'", "number of seconds"),
    (["folder", "-o", "out", "--url", "https://a.example"], 2, "--url", "of one page"),
    (["page.html", "-", "-o", "out"], 2, "- is one page", "give it alone"),
    (["--from-file", "no.txt", "-o", "out"], 5, "no.txt: No such file", "looked for in"),
    (["--from-file", "page.html", "-o", "out"], 5, "no list of pages", "leave --from-file out"),
]


# What is no wrong use: a name says nothing of what is in it, or it is a folder's.
OUTPUTS = [
    *(["-o", name] for name in ("a.md", "a.txt", "a.mdx", "a.qmd", "a.MARKDOWN", "a", "a.b", "2.1-tea", "site.html/")),
    *(["--json", "-o", name] for name in ("b.json", "b.html", "b.md")),
    ["--format", "json", "--json", "-o", "c.json"],
]


@pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
def test_any_other_name_for_the_output(arguments, folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert main(["page.html", *arguments]) == 0
    assert Path(arguments[-1]).exists()
    assert capsys.readouterr() == ("", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("minute")
    (folder / "folder").mkdir()
    texts = {"page.html": PAGE, "folder/one.html": PAGE, "other.html": OTHER_SITE, "captcha.html": CAPTCHA}
    for name, text in (texts | {"feed.xml": FEED, "empty.html": ""}).items():
        (folder / name).write_text(text, "utf-8")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    return folder


@pytest.mark.parametrize(("arguments", "status", "what", "to_do"), COMMANDS, ids=lambda value: f"{value}")
def test_a_wrong_command(arguments, status, what, to_do, folder, monkeypatch, capsys):  # noqa: PLR0917  # a row
    monkeypatch.chdir(folder)
    try:
        found = main(arguments)
    except SystemExit as end:  # argparse's own
        found = end.code
    out, said = capsys.readouterr()
    assert (found, out) == (status, "")
    assert (what in said, to_do in said, len(said.splitlines()) <= 2) == (True, True, True), said
