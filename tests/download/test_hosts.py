"""Hosts of one's own network are not asked: by the address that is connected to, not by how it is written."""

from __future__ import annotations

import socket

import picture_host
import pytest
from picture_host import PictureHost

from wechatclean import clean
from wechatclean.download import DownloadRules, download_images

pytest.importorskip("httpx")
from wechatclean.download import fetcher
from wechatclean.download.hosts import is_local_name, is_public
from wechatclean.images.image import Image

GUARDED = DownloadRules(pause=0, timeout=3, attempts=2)
LOOPBACK = "127.0.0.1"


@pytest.fixture
def host():
    with PictureHost() as server:
        yield server


@pytest.fixture
def names(monkeypatch):
    """What names lead to, an address for each time that they are looked up; all else is looked up as ever."""
    asked, known, look_up = [], {}, socket.getaddrinfo

    def answer(name, *args, **kwargs):
        asked.append(name)
        if name in known:
            name = known[name].pop(0) if isinstance(known[name], list) else known[name]
        return look_up(name, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    known["asked"] = asked
    return known


def article_of(url):
    return clean("<p>图</p><p><img src='https://a.example/a.png'></p>").model_copy(update={"images": (Image(url=url),)})


def reasons(url, tmp_path, rules=GUARDED):
    _, failures = download_images(article_of(url), tmp_path, rules=rules)
    return [failure.reason for failure in failures]


@pytest.mark.parametrize(
    "written",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0", "127.0.0.1.",
        "localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "a.localhost", "[::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[::]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::7f00:1]",
        "ｌｏｃａｌｈｏｓｔ", "①②⑦.⓪.⓪.①",
    ],
)  # fmt: skip
def test_this_machine_in_any_spelling_is_not_asked(host, tmp_path, written):
    url = f"http://{written}:{host.server_port}/a.png"
    assert reasons(url, tmp_path)[0] in {"private_host", "no_address"}
    assert host.requests == []


@pytest.mark.parametrize("name", ["pictures.example", "rebinder.example."])
def test_a_name_that_leads_here_is_not_asked(host, tmp_path, names, name):
    names[name] = LOOPBACK
    assert reasons(f"http://{name}:{host.server_port}/a.png", tmp_path) == ["private_host"]
    assert host.requests == []


def test_a_second_answer_of_another_address_is_not_asked_for(host, tmp_path, names, monkeypatch):
    """The first answer, which was checked, is what is connected to."""
    public = "192.0.2.1"  # of no network, but taken for public here
    monkeypatch.setattr(fetcher, "is_public", lambda address: address == public)
    names["rebinder.example"] = [public, LOOPBACK, LOOPBACK]
    rules = DownloadRules(pause=0, timeout=0.5, attempts=1)
    assert reasons(f"http://rebinder.example:{host.server_port}/a.png", tmp_path, rules) in (["no_answer"], ["timeout"])
    assert names["asked"] == ["rebinder.example"]
    assert host.requests == []


def test_one_private_address_among_others_is_enough(host, tmp_path, monkeypatch):
    def both(name, port, *_, **__):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.216.34", LOOPBACK)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert reasons(f"http://both.example:{host.server_port}/a.png", tmp_path) == ["private_host"]
    assert host.requests == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{}/a.png", "//localhost:{}/a.png", "http://inner.example:{}/a.png"]
)
def test_each_redirect_is_checked(tmp_path, names, monkeypatch, target):
    with PictureHost() as inner:
        names |= {"outer.example": "127.0.0.2", "inner.example": LOOPBACK}
        monkeypatch.setattr(fetcher, "is_public", lambda address: address == "127.0.0.2")
        to = target.format(inner.server_port)
        with PictureHost(address="127.0.0.2") as outer:
            outer.pages["/a.png"] = lambda asked: asked.answer(b"", status=302, Location=to)
            assert reasons(f"http://outer.example:{outer.server_port}/a.png", tmp_path) == ["private_host"]
            assert [path for path, _ in outer.requests] == ["/a.png"]
        assert inner.requests == []


def test_the_certificate_is_that_of_the_name(tmp_path, names, monkeypatch):
    """Though the address is connected to; and the host is asked by its name."""
    authority = picture_host.authority()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setattr(fetcher, "is_public", lambda address: True)
    names |= {"blog.example": LOOPBACK, "other.example": LOOPBACK}
    with PictureHost(authority) as host:
        seen = []
        host.pages["/a.png"] = lambda asked: (seen.append(asked.headers["Host"]), asked.answer(picture_host.PICTURE))
        assert reasons(host.url("/a.png", "blog.example"), tmp_path / "one") == []
        assert seen == [f"blog.example:{host.server_port}"]
        assert reasons(host.url("/a.png", "other.example"), tmp_path / "two") == ["no_answer"]
        assert len(seen) == 1


def test_the_next_address_is_tried_where_one_does_not_answer(host, tmp_path, monkeypatch):
    def both(name, port, *_, **__):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("127.0.0.9", LOOPBACK)
        ]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    monkeypatch.setattr(fetcher, "is_public", lambda address: True)
    assert reasons(f"http://both.example:{host.server_port}/a.png", tmp_path) == []


def test_a_name_that_nobody_knows_is_no_answer(tmp_path):
    assert reasons("http://nobody.invalid/a.png", tmp_path) == ["no_answer"]


def test_who_allows_it_may_ask_this_machine(host, tmp_path):
    assert reasons(host.url("/a.png", "localhost"), tmp_path, DownloadRules(pause=0, private_hosts=True)) == []


PRIVATE = """
    0.0.0.0 10.1.2.3 100.64.0.1 127.255.255.254 169.254.169.254 172.16.0.1 192.0.0.8 192.168.1.1 198.18.0.1 224.0.0.1
    240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:10.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::808:808 2002:c0a8:101::1
    2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
    2606:4700::5efe:10.0.0.1
""".split()
PUBLIC = "8.8.8.8 1.1.1.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are(address):
    assert is_public(address)


@pytest.mark.parametrize("name", "printer router.lan nas.local a.internal x.home.arpa www.corp intranet".split())
def test_names_of_ones_own_network(name):
    assert is_local_name(name)
    assert is_local_name(f"{name.upper()}.")


@pytest.mark.parametrize("name", "mmbiz.qpic.cn localhost.example.org local.example internal-a.example".split())
def test_names_of_others(name):
    assert not is_local_name(name)
