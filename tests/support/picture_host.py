"""A host on the loopback interface that behaves as WeChat's: a foreign ``Referer`` gets a placeholder."""

from __future__ import annotations

import ssl
import struct
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import trustme

NAMES = ("mmbiz.qpic.cn", "blog.example", "cdn.example")
WELCOME = ("", "mp.weixin.qq.com")


def png(width, height, shade=0):
    """A grey PNG of *width* × *height* pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURE = png(300, 200)
PLACEHOLDER = png(140, 140, shade=255)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        referer = urlsplit(self.headers.get("Referer", "")).hostname or ""
        self.server.requests.append((self.path, referer))
        answer = self.server.pages.get(self.path)
        if callable(answer):
            answer(self)
        elif answer is not None:
            self.answer(answer, kind="text/html; charset=utf-8")
        else:
            self.answer(PICTURE if referer in WELCOME else PLACEHOLDER)

    def answer(self, body, status=200, kind="image/png", **headers):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def trickle(self, body, pause):
        """Send *body* byte by byte."""
        self.send_response(200)
        self.end_headers()
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(pause)

    def log_message(self, *args):
        pass


class PictureHost(ThreadingHTTPServer):
    """``pages`` maps a path to HTML or a function that answers; ``requests``: what was asked, from where."""

    daemon_threads = True

    def __init__(self, authority=None, address="127.0.0.1"):
        super().__init__((address, 0), _Handler)
        self.pages, self.requests = {}, []
        self.scheme = "https" if authority else "http"
        if authority:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(*NAMES).configure_cert(context)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A client that hangs up is what some tests are about."""

    def url(self, path, host="127.0.0.1"):
        return f"{self.scheme}://{host}:{self.server_port}{path}"


def authority():
    return trustme.CA()
