"""Wrong options: what is wanted is said before any work, by the first call that gets them."""

from __future__ import annotations

import pickle

import pytest

import wechatclean
from wechatclean import Cleaner, Limits, MarkdownWriter
from wechatclean.download import DownloadRules, download_images

ARTICLE = wechatclean.clean("<p>茶</p>")
# A page that stands for no article: an option is told first, whatever the page is.
DELETED = '<html><body><div class="weui-msg__text-area">该内容已被发布者删除</div></body></html>'
OPTIONS = [
    ({"images": None}, TypeError, "NO_REFERRER"),
    ({"images": 5}, TypeError, "NO_REFERRER"),
    ({"images": wechatclean.proxy}, TypeError, "policy"),
    ({"images": "bogus"}, ValueError, "remote, no-referrer"),
    ({"images": ""}, ValueError, "remote, no-referrer"),
    ({"images": "remote tiny"}, ValueError, "width-640"),
    ({"limits": 100}, TypeError, r"Limits\(size="),
    ({"limits": {"size": 100}}, TypeError, r"Limits\(size="),
    ({"recover": "headings"}, TypeError, "recover is True, False or a collection of headings, lists"),
    ({"recover": None}, TypeError, "recover is True"),
    ({"recover": {"tables"}}, ValueError, "recover knows headings, .*'tables'"),
    ({"recover": [1]}, ValueError, "recover knows headings"),
    ({"limits": None}, TypeError, r"Limits\(size="),
    ({"writer": "gfm"}, TypeError, r"MarkdownWriter\("),
    ({"writer": MarkdownWriter}, TypeError, r"MarkdownWriter\(\)"),
    ({"writer": print}, TypeError, r"MarkdownWriter\("),
]


@pytest.mark.parametrize(("options", "error", "wanted"), OPTIONS, ids=range(len(OPTIONS)))
def test_an_option_of_another_kind(options, error, wanted):
    calls = [
        lambda: Cleaner(**options),
        lambda: wechatclean.clean(DELETED, **options),
        lambda: wechatclean.to_markdown(DELETED, **options),
        lambda: wechatclean.clean_data({}, **options),
        lambda: wechatclean.clean_feed("", **options),
    ]
    for call in calls:
        with pytest.raises(error, match=wanted):
            call()


@pytest.mark.parametrize(
    ("url", "error"),
    [
        (5, TypeError),
        (b"https://a.example/", TypeError),
        ("", ValueError),
        ("not a url", ValueError),
        ("mp.weixin.qq.com/s/abc", ValueError),
        ("//mp.weixin.qq.com/s/abc", ValueError),
        ("https://", ValueError),
        ("https:///s", ValueError),
        ("javascript:alert(1)", ValueError),
        ("https://a.example/ b", ValueError),
    ],
    ids=repr,
)
def test_a_url_that_completes_no_link(url, error):
    for call in (wechatclean.clean, wechatclean.to_markdown, Cleaner().clean, Cleaner().to_markdown):
        with pytest.raises(error, match="url is"):
            call(DELETED, url=url)
    for call in (wechatclean.clean_data, Cleaner().clean_data):
        with pytest.raises(error, match="url is"):
            call({}, url=url)


@pytest.mark.parametrize("url", ["https://a.example/1", "HTTP://a.example", "https://茶.example/水?一#二"])
def test_a_url_that_does(url):
    assert wechatclean.clean("<p><a href='/x'>x</a></p>", url=url).links[0].url.endswith("/x")


@pytest.mark.parametrize("paths", ["images", None, 5, ["a.png"]])
def test_paths_of_pictures_are_a_mapping_or_a_function(paths):
    article = wechatclean.clean("<p>x</p>")
    for call in (wechatclean.local, article.with_images):
        with pytest.raises(TypeError, match="a mapping or a function"):
            call(paths)


@pytest.mark.parametrize(
    ("call", "error", "wanted"),
    [
        (lambda: wechatclean.local({}, otherwise=5), TypeError, "policy"),
        (lambda: wechatclean.local({}, otherwise="bogus"), ValueError, "no-referrer"),
        (lambda: wechatclean.proxy(5), TypeError, r"\{url\}"),
        (lambda: wechatclean.proxy("https://p.example/"), ValueError, r"\{url\}"),
        (lambda: wechatclean.REMOTE.at("original"), TypeError, "ORIGINAL"),
        (lambda: wechatclean.ImagePolicy(address="a.png"), TypeError, "address"),
        (lambda: wechatclean.ImagePolicy(size=640), TypeError, "size"),
        (lambda: Limits(size="1 MB"), TypeError, "size"),
        (lambda: Limits(depth=True), TypeError, "depth"),
        (lambda: Limits(nodes=-1), ValueError, "nodes"),
        (lambda: ARTICLE.with_images({}, cleaner="remote"), TypeError, "Cleaner that made"),
        (lambda: ARTICLE.with_images({}, cleaner=Cleaner), TypeError, "Cleaner that made"),
        (lambda: ARTICLE.with_images({}, writer="gfm"), TypeError, r"MarkdownWriter\("),
        (lambda: ARTICLE.with_images({}, otherwise=5), TypeError, "policy"),
        (lambda: download_images(ARTICLE, "never", writer=MarkdownWriter), TypeError, r"MarkdownWriter\(\)"),
        (lambda: download_images(ARTICLE, "never", cleaner=5), TypeError, "Cleaner that made"),
        (lambda: download_images(ARTICLE, "never", otherwise="bogus"), ValueError, "no-referrer"),
        (lambda: DownloadRules(concurrency=0), ValueError, "concurrency"),
        (lambda: DownloadRules(timeout="5s"), TypeError, "timeout"),
        (lambda: DownloadRules(max_bytes=-1), ValueError, "max_bytes"),
        (lambda: Cleaner(sites=[5]), TypeError, "Site"),
        (lambda: wechatclean.clean_data("{}"), TypeError, r"json\.loads"),
        (lambda: wechatclean.clean_data([{}]), TypeError, "mapping"),
    ],
)
def test_values_say_what_they_want(call, error, wanted):
    with pytest.raises(error, match=wanted):
        call()


def of_no_importance(image):
    return None if image.role == "qrcode" else image.url


def test_a_lambda_is_refused_where_it_has_to_be_pickled():
    importable = Cleaner(images=wechatclean.ImagePolicy(address=of_no_importance))
    assert pickle.loads(pickle.dumps(importable)) == importable
    cleaner = Cleaner(images=wechatclean.ImagePolicy(address=lambda image: image.url))
    assert cleaner.to_markdown("<p>茶</p>") == "茶"
    with pytest.raises(pickle.PicklingError, match=r"because of its images: .*with def at the top of a module"):
        pickle.dumps(cleaner)


class Unprepared(MarkdownWriter):
    def __init__(self):
        self.word = "水"


@pytest.mark.parametrize("bounds", [{"timeout": float("nan")}, {"formats": {"png", "tiff"}}])
def test_a_bound_that_means_nothing(bounds):
    with pytest.raises(ValueError, match=f"DownloadRules.{next(iter(bounds))} .*not (nan|tiff)"):
        DownloadRules(**bounds)


PICTURED = "<p>茶<img src='https://a.example/a.png'></p>"


@pytest.mark.parametrize(
    ("functions", "words"),
    [
        ({"address": lambda _: 5}, "address of the image policy returned 5, not a string"),
        ({"address": lambda _: None, "instead": lambda _: None}, "instead of the image policy returned None"),
        ({"markdown": lambda *_: None}, "markdown of the image policy returned None, not a string"),
    ],
)
def test_a_function_of_a_policy_returns_text(functions, words):
    with pytest.raises(TypeError, match=words):
        wechatclean.clean(PICTURED, images=wechatclean.ImagePolicy(**functions))


@pytest.mark.parametrize(
    ("paths", "markdown"),
    [
        ({"https://a.example/a.png": ""}, "茶![](https://a.example/a.png)"),
        (lambda _: "", "茶![](https://a.example/a.png)"),
        (lambda _: "壶\udcff.png", "茶![](壶%FF.png)"),
    ],
)
def test_odd_paths_of_pictures(paths, markdown):
    assert wechatclean.clean(PICTURED).with_images(paths).markdown == markdown


def test_what_a_policy_writes_has_no_character_that_a_tree_cannot_hold():
    policy = wechatclean.ImagePolicy(address=lambda _: None, instead=lambda _: "壶\x00\ud800\ufdd0*")
    assert wechatclean.clean(PICTURED, images=policy).markdown == "茶壶*"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: wechatclean.local({5: "a.png"}), "paths is a mapping from a picture's URL to its path, not from 5"),
        (lambda: wechatclean.clean(PICTURED).with_images(lambda _: 5), "the path of https://a.example/a.png is a"),
        (lambda: ARTICLE.to_document(None), "a style, such as wechatclean.HEXO, or its name is wanted, not None"),
        (lambda: ARTICLE.filename(wechatclean.Style), "a style, such as wechatclean.HEXO, or its name is wanted"),
        (lambda: ARTICLE.filename(taken=None), "taken holds names, .*not None"),
        (lambda: download_images("a", "b"), "article is the Article of clean.., not 'a'"),
        (lambda: download_images(ARTICLE, 5), "folder is a str or a path, not 5"),
        (lambda: download_images(ARTICLE, ""), "folder is a str or a path, not ''"),
        (lambda: download_images(ARTICLE, "b", prefix=5), "prefix is a str, not 5"),
        (lambda: download_images(ARTICLE, "b", rules={}), "rules is a DownloadRules, not {}"),
        (lambda: download_images(ARTICLE, "b", progress=5), "progress is a function of two numbers, not 5"),
        (lambda: DownloadRules(formats="png"), "DownloadRules.formats is a set of formats, such as {'png'}, not 'png'"),
        (lambda: MarkdownWriter().convert_soup("<p>茶</p>"), "convert_soup.. takes what BeautifulSoup has read, not"),
        (lambda: Unprepared().convert("<p>茶</p>"), "Unprepared.__init__.. has to call super"),
    ],
)
def test_what_is_wanted_is_said(call, words):
    with pytest.raises(TypeError, match=words):
        call()
