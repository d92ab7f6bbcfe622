"""Hosts that answer as WeChat's do, behind a proxy on the loopback interface: a client sees their real addresses."""

from __future__ import annotations

import socketserver
import ssl

from folders import FIXTURES
from picture_host import PICTURE, PLACEHOLDER, PictureHost, _Handler, authority

CAPTCHA = (FIXTURES / "notice" / "captcha" / "input.html").read_bytes()


class _Proxy(_Handler):
    def do_CONNECT(self):  # noqa: N802  # as http.server wants it
        self.send_response(200)
        self.end_headers()
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), socketserver._SocketWriter(self.connection)
        self.close_connection = False

    def finish(self):
        super().finish()
        self.connection.close()


class WechatSite(PictureHost):
    """Its address is an HTTP proxy's; ``pages`` holds what each path of any host answers."""

    def __init__(self):
        super().__init__()
        self.RequestHandlerClass = _Proxy
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority().issue_cert("mp.weixin.qq.com", "mmbiz.qpic.cn", "cdn.example").configure_cert(self.tls)
        self.pages |= {
            "/captcha": CAPTCHA,
            "/s/now-and-then": self.after(CAPTCHA, _page("kind", "pictures")),
            "/s/redirected": self.after(self.to_captcha, _page("page", "2016")),
            "/s/watched": CAPTCHA,
            "/s/gone": _page("notice", "deleted"),
            "/s/other": _page("notice", "another-site"),
            "/s/whole": _page("page", "whole"),
            "/s/charset": lambda to: to.answer(_page("page", "2014"), kind="text/html; charset=gbk"),
            "/s/empty": b"",
            "/s/binary": lambda to: to.answer(b"\0\1\2\xff" * 99, kind="text/html"),
            "/s/picture": lambda to: to.answer(PICTURE),
            "/s/pictures": _article(
                "https://mmbiz.qpic.cn/mmbiz_png/Wide/640?wx_fmt=png",
                "https://mmbiz.qpic.cn/mmbiz_gif/Moves/640?wx_fmt=gif",
                "https://mmbiz.qpic.cn/mmbiz_png/Guarded/640?wx_fmt=png",
                "https://mmbiz.qpic.cn/mmbiz_png/Same1/640",
                "https://mmbiz.qpic.cn/mmbiz_png/Same2/640",
                "https://cdn.example/tea?id=1",
                "https://cdn.example/gone.png",
                "https://cdn.example/page.png",
                "https://cdn.example/drawing.svg",
                "http://127.0.0.1/mine.png",
            ),
            "/mmbiz_gif/Moves/640?wx_fmt=gif": lambda to: to.answer(MOVING),
            "/mmbiz_png/Guarded/640?wx_fmt=png": lambda to: to.answer(PLACEHOLDER),
            "/mmbiz_png/Same1/640": lambda to: to.answer(PLACEHOLDER),
            "/mmbiz_png/Same2/640": lambda to: to.answer(PLACEHOLDER),
            "/gone.png": lambda to: to.answer(b"", status=404),
            "/page.png": b"<html>",
            "/drawing.svg": lambda to: to.answer(b"<svg onload='x()'/>", kind="image/svg+xml"),
        }

    @property
    def proxy(self):
        return f"http://127.0.0.1:{self.server_port}"

    @staticmethod
    def to_captcha(to):
        to.answer(b"", status=302, Location="https://mp.weixin.qq.com/captcha")

    @staticmethod
    def after(first, then):
        """Answer *first* once, and *then* each time after that."""
        answers = iter([first])

        def answer(to):
            page = next(answers, then)
            page(to) if callable(page) else to.answer(page, kind="text/html; charset=utf-8")

        return answer


def _page(area, name):
    return (FIXTURES / area / name / "input.html").read_bytes()


def _article(*pictures):
    width = {url: ' data-w="1080"' for url in pictures if "Guarded" in url}
    shown = "".join(f'<p>图<img data-src="{url}"{width.get(url, "")}></p>' for url in pictures)
    head = (
        '<meta property="og:url" content="https://mp.weixin.qq.com/s/pictures"><meta property="og:title" content="图">'
    )
    return f'<html><head>{head}</head><body><div id="js_content">{shown}</div></body></html>'.encode()


def _moving():
    """A GIF of two frames."""
    frame = b"!\xf9\x04\0\x0a\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + frame + frame + b";"


MOVING = _moving()
