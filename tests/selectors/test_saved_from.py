"""What tools that keep pages write about where a page came from."""

from __future__ import annotations

import pytest

import wechatclean
from wechatclean.selectors.saved_from import saved_from

URL = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"


@pytest.mark.parametrize(
    "beginning",
    [
        f"<!DOCTYPE html>\n<!-- saved from url=(0053){URL} -->\n<html>",
        f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {URL} \n saved date: Sat\n--><meta>",
        f"<!-- Saved from {URL} at 2025-03-01T02:00:00Z using monolith v2.8.3 --><html>",
        f"<html>\n<!-- Mirrored from {URL.removeprefix('https://')} by HTTrack Website Copier/3.x [XR&CO'2014] -->",
        f"<!--\n* PyWebCopy Engine [version 7]\n* File mirrored from [{URL}]\n* At UTC datetime: [2025]\n--><html>",
        f'<html data-scrapbook-source="{URL}" data-scrapbook-create="20250301100000000">',
        f'<html><head><meta name="savepage-url" content="{URL}">',
    ],
    ids=["browser", "SingleFile", "monolith", "HTTrack", "pywebcopy", "WebScrapBook", "Save Page WE"],
)
def test_the_address_is_found(beginning):
    assert saved_from(beginning + "<body>") == URL


@pytest.mark.parametrize(
    "text",
    [
        f"<html><body><p>Saved from {URL}</p>",
        f"<html><!-- url: {URL} -->",
        " " * 9_000 + f"<!-- saved from url=(0053){URL} -->",
    ],
    ids=["text", "another comment", "far down"],
)
def test_nothing_else_is(text):
    assert saved_from(text) is None


@pytest.mark.parametrize(("fragment", "url"), [("{}<p>茶</p>", URL), ("<p>茶</p>{}", None)], ids=["first", "last"])
def test_a_fragment_that_begins_with_it_is_from_there(fragment, url):
    assert wechatclean.clean(fragment.format(f"<!-- Saved from {URL} at 2025 using monolith v2.8.3 -->")).url == url
