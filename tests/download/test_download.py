"""Downloads, from a host that guards its pictures and from hosts that are slow, broken, huge or hostile."""

from __future__ import annotations

import asyncio
import base64
import re
import socket
import sys
import threading
import time
from urllib.parse import quote

import picture_host
import pytest
from picture_host import PICTURE, PLACEHOLDER, PictureHost, png

from wechatclean import Cleaner, MarkdownWriter, clean
from wechatclean.article import Article
from wechatclean.cli import main
from wechatclean.download import DownloadRules, download_images, download_images_async
from wechatclean.images.image import Image, image_at

pytest.importorskip("httpx")
RULES = DownloadRules(pause=0, timeout=5, private_hosts=True)


@pytest.fixture
def host():
    with PictureHost() as server:
        yield server


@pytest.fixture
def guarded(monkeypatch, tmp_path):
    """A host that answers as mmbiz.qpic.cn, over TLS, and whose address is taken for a public one."""
    authority = picture_host.authority()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda name, *args, **kwargs: look_up("127.0.0.1", *args, **kwargs)
    )
    monkeypatch.setattr("wechatclean.download.fetcher.is_public", lambda address: address == "127.0.0.1")
    with PictureHost(authority) as server:
        yield server


def article_of(*urls, **facts):
    """An article that shows *urls*."""
    article = clean("<p>图</p>" + "".join(f'<p><img src="{url}"></p>' for url in urls))
    return article.model_copy(update={"images": tuple(Image(url=url, **facts) for url in urls)})


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def messages(failures):
    return [failure.message for failure in failures]


def test_pictures_are_kept_and_shown_from_there(host, tmp_path):
    urls = [host.url("/一/a.png?x=1"), host.url("/b.png")]
    article, failures = download_images(article_of(*urls), tmp_path / "图 片", rules=RULES)
    assert failures == ()
    assert [image.url for image in article.images] == urls
    kept = [tmp_path / image.path for image in article.images]
    assert [path.read_bytes() for path in kept] == [PICTURE, PICTURE]
    assert names(tmp_path / "图 片") == sorted(path.name for path in kept)
    for image in article.images:
        assert f"]({image.path.replace(' ', '%20')})" in article.markdown
        assert f'src="{quote(image.path)}"' in article.html


def test_the_prefix_is_for_the_caller_to_say(host, tmp_path):
    article, _ = download_images(article_of(host.url("/b.png")), tmp_path, prefix="/static/", rules=RULES)
    assert article.images[0].path == f"/static/{names(tmp_path)[0]}"


def test_a_guarded_host_gets_the_headers_it_wants(guarded, tmp_path):
    url = guarded.url("/mmbiz_png/KEY/640?wx_fmt=png", "mmbiz.qpic.cn")
    article, failures = download_images(article_of(url, width=300), tmp_path / "i", rules=RULES)
    assert failures == ()
    assert guarded.requests == [("/mmbiz_png/KEY/640?wx_fmt=png", "mp.weixin.qq.com")]
    assert (tmp_path / article.images[0].path).read_bytes() == PICTURE


def test_a_placeholder_is_told_from_the_picture_by_its_size_and_asked_for_again(guarded, tmp_path):
    guarded.pages["/mmbiz_png/KEY/640"] = lambda to: to.answer(PLACEHOLDER)
    url = guarded.url("/mmbiz_png/KEY/640", "mmbiz.qpic.cn")
    article, failures = download_images(article_of(url, width=1080), tmp_path / "i", rules=RULES)
    assert messages(failures) == ["the host sent its placeholder"]
    assert [referer for _, referer in guarded.requests] == ["mp.weixin.qq.com", "", "mp.weixin.qq.com"]
    assert (article.images[0].path, (tmp_path / "i").exists()) == (None, False)


def test_a_placeholder_of_unknown_size_is_told_by_coming_twice(guarded, tmp_path):
    for key in "ABC":
        guarded.pages[f"/mmbiz_png/{key}/640"] = lambda to: to.answer(PLACEHOLDER)
    guarded.pages["/mmbiz_png/D/640"] = lambda to: to.answer(png(140, 140, shade=7))
    urls = [guarded.url(f"/mmbiz_png/{key}/640", "mmbiz.qpic.cn") for key in "ABCDE"]
    _, failures = download_images(article_of(*urls), tmp_path / "i", rules=RULES)
    assert [failure.url for failure in failures] == urls[:3]
    assert len(names(tmp_path / "i")) == 2


def test_a_small_picture_of_its_stated_size_is_no_placeholder(guarded, tmp_path):
    guarded.pages["/mmbiz_png/KEY/640"] = lambda to: to.answer(png(150, 150))
    url = guarded.url("/mmbiz_png/KEY/640", "mmbiz.qpic.cn")
    _, failures = download_images(article_of(url, width=150), tmp_path / "i", rules=RULES)
    assert failures == ()


def test_a_second_run_fetches_what_is_missing_only(host, tmp_path):
    host.pages["/b.png"] = lambda to: to.answer(b"", status=503)
    urls = [host.url("/a.png"), host.url("/b.png")]
    first, failures = download_images(article_of(*urls), tmp_path, rules=RULES)
    assert messages(failures) == ["HTTP status 503"]
    assert urls[1] in first.markdown
    del host.pages["/b.png"]
    host.requests.clear()
    second, failures = download_images(first, tmp_path, rules=RULES)
    assert (failures, host.requests) == ((), [("/b.png", "")])
    assert [bool(image.path) for image in second.images] == [True, True]


def test_half_a_file_of_a_broken_run_is_not_taken_for_a_whole_one(host, tmp_path):
    article = article_of(host.url("/a.png"))
    stem = article.images[0].filename.partition(".")[0]
    (tmp_path / f".{stem}.png.part").write_bytes(b"half")
    article, _ = download_images(article, tmp_path, rules=RULES)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [PICTURE]


def test_what_passes_is_tried_again(host, tmp_path):
    answers = iter([500, 429])

    def busy_at_first(to):
        status = next(answers, 200)
        to.answer(PICTURE if status == 200 else b"", status=status)

    host.pages["/a.png"] = busy_at_first
    assert download_images(article_of(host.url("/a.png")), tmp_path, rules=RULES)[1] == ()
    assert len(host.requests) == 3


@pytest.mark.parametrize(
    ("answer", "reason", "asked"),
    [
        (lambda to: to.answer(b"", status=404), "HTTP status 404", 1),
        (lambda to: to.answer(b"", status=500), "HTTP status 500", 3),
        (lambda to: to.answer(b"<html>", kind="image/png"), "the answer is no picture", 1),
        (lambda to: to.answer(b""), "the answer is no picture", 1),
        (lambda to: to.answer(b"MZ" + bytes(99)), "the answer is no picture", 1),
        (lambda to: to.answer(b"<svg onload='x()'>"), "pictures of type svg are not taken", 1),
        (lambda to: to.answer(PICTURE + bytes(5000)), "larger than 4000 bytes", 1),
        (lambda to: to.trickle(PICTURE, 0.2), "no picture within 0.5 seconds", 3),
        (lambda to: to.trickle(b"", 0) or to.connection.close(), "the answer is no picture", 1),
        (lambda to: to.answer(b"", status=302, Location=to.path), "more than 5 redirects", 6),
        (
            lambda to: to.answer(b"", status=302, Location="file:///etc/passwd"),
            "no address to fetch from: Request URL has an unsupported protocol 'file://'.",
            1,
        ),
    ],
)
def test_a_bad_answer_is_a_failure_with_its_reason(host, tmp_path, answer, reason, asked):
    host.pages["/a.png"] = answer
    rules = DownloadRules(pause=0, timeout=0.5, max_bytes=4000, private_hosts=True)
    article, failures = download_images(
        article_of(host.url("/a.png"), host.url("/b.png")), tmp_path, rules=rules
    )
    assert messages(failures) == [reason]
    assert [image.path is None for image in article.images] == [True, False]
    assert len(names(tmp_path)) == 1
    assert sum(path == "/a.png" for path, _ in host.requests) == asked


def test_a_host_that_is_not_there_is_a_failure(tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/a.png"
        _, failures = download_images(article_of(url), tmp_path, rules=RULES)
    assert messages(failures)[0].startswith("ConnectError")


def test_an_endless_answer_ends_at_the_limit(host, tmp_path):
    sent = 0

    def endless(to):
        nonlocal sent
        to.send_response(200)
        to.end_headers()
        while sent < 10_000_000:
            to.wfile.write(bytes(10_000))
            sent += 10_000

    host.pages["/a.png"] = endless
    rules = DownloadRules(pause=0, max_bytes=100_000, private_hosts=True)
    _, failures = download_images(article_of(host.url("/a.png")), tmp_path, rules=rules)
    assert messages(failures) == ["larger than 100000 bytes"]
    assert sent < 10_000_000


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fa.png",
        "/a.png%00.exe",
        "/C:\\a.png",
        "/%2e%2e/.ssh/id",
        "/con.png",
        "/" + "x" * 3000,
    ],
)
def test_nothing_is_written_outside_the_folder(host, tmp_path, path):
    folder = tmp_path / "images"
    article, failures = download_images(article_of(host.url(path)), folder, rules=RULES)
    assert failures == ()
    assert names(tmp_path) == ["images"]
    (name,) = names(folder)
    assert article.images[0].path == f"images/{name}"
    assert re.fullmatch(r"[a-z0-9-]{16,60}\.png", name)


def test_a_link_in_the_folder_is_not_followed(host, tmp_path):
    article = article_of(host.url("/a.png"))
    victim = tmp_path / "victim"
    victim.write_text("mine")
    folder = tmp_path / "images"
    folder.mkdir()
    (folder / f".{article.images[0].filename}.png.part").symlink_to(victim)
    download_images(article, folder, rules=RULES)
    assert victim.read_text() == "mine"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:9/a.png", "http://[::1]/a.png", "http://localhost/a", "http://10.0.0.1/"]
)
def test_a_page_cannot_reach_into_the_readers_network(tmp_path, target):
    _, failures = download_images(article_of(target), tmp_path, rules=DownloadRules(pause=0))
    assert messages(failures)[0].endswith("is no public address")


def test_neither_can_a_redirect(guarded, tmp_path):
    guarded.pages["/mmbiz_png/KEY/640"] = lambda to: to.answer(
        b"", status=302, Location="http://169.254.169.254/"
    )
    url = guarded.url("/mmbiz_png/KEY/640", "mmbiz.qpic.cn")
    _, failures = download_images(article_of(url), tmp_path / "i", rules=DownloadRules(pause=0))
    assert messages(failures) == ["169.254.169.254 is no public address"]


def test_no_more_requests_at_a_time_than_allowed(host, tmp_path):
    lock, running, most = threading.Lock(), 0, 0

    def slow(to):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.1)
        with lock:
            running -= 1
        to.answer(PICTURE)

    urls = [host.url(f"/{n}.png") for n in range(9)]
    host.pages = dict.fromkeys((f"/{n}.png" for n in range(9)), slow)
    rules = DownloadRules(concurrency=3, pause=0, private_hosts=True)
    done = []
    _, failures = download_images(
        article_of(*urls), tmp_path, rules=rules, progress=lambda n, total: done.append((n, total))
    )
    assert (failures, most) == ((), 3)
    assert done == [(n, 9) for n in range(1, 10)]


def test_a_picture_shown_twice_is_fetched_once(host, tmp_path):
    article, _ = download_images(article_of(host.url("/a.png"), host.url("/a.png")), tmp_path, rules=RULES)
    assert len(host.requests) == 1
    assert article.images[0].path == article.images[1].path


def test_the_ending_is_that_of_the_content(host, tmp_path):
    host.pages["/a.png"] = lambda to: to.answer(b"GIF89a" + bytes([9, 0, 9, 0]) + bytes(20))
    article, _ = download_images(article_of(host.url("/a.png"), format="png"), tmp_path, rules=RULES)
    assert article.images[0].path.endswith(".gif")


def test_a_picture_that_the_page_embeds_is_kept_without_a_request(tmp_path):
    url = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
    article, failures = download_images(article_of(url), tmp_path, rules=RULES)
    assert failures == ()
    assert (tmp_path.parent / article.images[0].path).read_bytes() == PICTURE


def test_a_picture_without_a_network_address_is_a_failure(tmp_path):
    _, failures = download_images(article_of("page_files/640(3)"), tmp_path, rules=RULES)
    assert messages(failures)[0].startswith("no address to fetch from")


def test_the_cover_is_kept_too(host, tmp_path):
    article = Article(title="茶", cover=image_at(host.url("/cover.png"), role="cover"))
    article, _ = download_images(article, tmp_path, rules=RULES)
    assert [path for path, _ in host.requests] == ["/cover.png"]
    assert (tmp_path.parent / article.cover.path).read_bytes() == PICTURE
    assert article.front_matter()["cover"] == article.cover.path
    assert f"cover: {article.cover.path}\n" in article.to_document()


def test_what_did_not_come_is_shown_by_the_cleaner_that_made_the_article(host, tmp_path):
    host.pages["/b.png"] = lambda to: to.send_error(404)
    cleaner = Cleaner(images="no-referrer", writer=MarkdownWriter(bullets="*", footnotes="gfm"))
    kept, lost = host.url("/a.png"), host.url("/b.png")
    article = cleaner.clean(f'<ul><li>甲</li></ul><p><img src="{kept}"></p><p><img src="{lost}"></p>')
    shown, (failure,) = download_images(article, tmp_path, rules=RULES, cleaner=cleaner)
    assert (failure.url, failure.reason, failure.message) == (lost, "status", "HTTP status 404")
    assert shown.markdown == cleaner.clean(shown.html).markdown
    assert shown.markdown.startswith("* 甲")
    assert f'<img src="{lost}" alt="" referrerpolicy="no-referrer">' in shown.markdown
    other, _ = download_images(article, tmp_path, rules=RULES, otherwise="drop", writer=MarkdownWriter(bullets="+"))
    assert other.markdown.startswith("+ 甲")
    assert lost not in other.markdown
    with pytest.raises(ValueError, match="no-referrer"):
        download_images(article, tmp_path, rules=RULES, otherwise="bogus")


def test_it_works_inside_and_outside_of_an_event_loop(host, tmp_path):
    article = article_of(host.url("/a.png"))

    async def notebook_cell():
        return download_images(article, tmp_path / "a", rules=RULES), await download_images_async(
            article, tmp_path / "a", rules=RULES
        )

    inside, awaited = asyncio.run(notebook_cell())
    assert inside == awaited == download_images(article, tmp_path / "a", rules=RULES)
    assert len(host.requests) == 1


def test_a_folder_that_cannot_be_made_is_the_systems_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        download_images(article_of("https://a.example/b.png"), tmp_path / "file" / "images", rules=RULES)


def test_no_folder_is_left_where_no_picture_came(tmp_path):
    (tmp_path / "mine").mkdir()
    for folder in ("none", "mine"):
        for urls in ((), ("http://127.0.0.1:9/a.png",)):
            _, failures = download_images(article_of(*urls), tmp_path / folder, rules=RULES)
            assert len(failures) == len(urls)
    assert names(tmp_path) == ["mine"]


def test_without_httpx_the_message_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "wechatclean.download.fetcher", raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ModuleNotFoundError, match=r"wechatclean\[images\]"):
        download_images(article_of(), tmp_path)


@pytest.mark.parametrize(
    ("style", "document", "place"),
    [
        ("plain", "a/b.md", ("a/images", "images/")),
        ("hexo", "source/_posts/b.md", ("source/_posts/b", "")),
        ("hugo", "content/posts/b/index.md", ("content/posts/b", "")),
        ("jekyll", "_posts/b.md", ("assets/b", "/assets/b/")),
        ("jekyll", "drafts/b.md", ("drafts/assets/b", "/assets/b/")),
        ("obsidian", "b.md", ("attachments", "attachments/")),
        ("none", "b.md", ("images", "images/")),
    ],
)
def test_without_a_folder_the_command_puts_pictures_where_the_style_has_them(
    guarded, tmp_path, style, document, place
):
    """Those of the front matter too."""
    folder, shown = place
    picture = guarded.url("/a.png", "cdn.example")
    page, out = tmp_path / "page.html", tmp_path / document
    page.write_text(f'---\ncover: {picture}\n---\n<p>茶<img src="{picture}"></p>', encoding="utf-8")
    assert main([str(page), "-o", str(out), "--front-matter", style, "-q", "--download"]) == 0
    (kept,) = (name for name in names(tmp_path / folder) if name.endswith(".png"))
    text = out.read_text("utf-8")
    assert f"茶![]({shown}{kept})" in text
    assert style == "none" or f"cover: {shown}{kept}\n" in text or f"cover: '{shown}{kept}'\n" in text


def test_the_command_shows_pictures_from_the_folder_and_tells_what_failed(guarded, tmp_path, capsys, monkeypatch):
    guarded.pages["/gone.png"] = lambda to: to.answer(b"", status=404)
    there, gone = guarded.url("/a.png", "cdn.example"), guarded.url("/gone.png", "cdn.example")
    page, out = tmp_path / "page.html", tmp_path / "posts" / "article.md"
    page.write_text(f'<p>茶</p><p><img src="{there}"></p><p><img src="{gone}"></p>', encoding="utf-8")
    pictures = tmp_path / "pictures"
    assert main([str(page), "-o", str(out), "--download", str(pictures)]) == 1
    (kept,) = names(tmp_path / "pictures")
    assert f"![](../pictures/{kept})" in out.read_text("utf-8")
    assert f"![]({gone})" in out.read_text("utf-8")
    told = f"wechatclean: {gone}: HTTP status 404\n"
    assert capsys.readouterr().err == f"{told}wechatclean: {page}: 1 of 2 pictures are in {pictures}\n"
    assert main([str(page), "-o", str(out), "--download", str(pictures), "--quiet"]) == 1
    assert capsys.readouterr().err == told
    page.write_text(f'<p>茶</p><p><img src="{there}"></p>', encoding="utf-8")
    assert main([str(page), "-o", str(out), "--download", str(pictures)]) == 0
    assert capsys.readouterr().err == f"wechatclean: {page}: 1 of 1 pictures are in {pictures}\n"
    pictures = tmp_path / "page.html" / "pictures"
    assert main([str(page), "-o", str(out), "--download", str(pictures)]) == 6
    assert "pictures" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "httpx", None)
    monkeypatch.delitem(sys.modules, "wechatclean.download.fetcher")
    assert main([str(page), "-o", str(out), "--download", str(tmp_path)]) == 2
    assert "wechatclean[images]" in capsys.readouterr().err
