"""Pages that stand in for an article: what WeChat says instead, and the reason that it stands for.

The same sentences are quoted by real articles, so they count only on a page without an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from wechatclean.errors import ArticleUnavailable, NotAnArticle, UnavailableReason
from wechatclean.html.links import normalise_link
from wechatclean.html.parser import parse
from wechatclean.html.visibility import visible_text
from wechatclean.limits import Limits
from wechatclean.patterns import pattern
from wechatclean.source.source import Source

_NO_FULL_TEXT = "获取全文失败"  # wewe-rss

# reason, the words that tell it; the first that matches counts. 账号 and 帐号 are both written. What a box says in
# other words is "unknown".
NOTICES: tuple[tuple[UnavailableReason, tuple[str, ...]], ...] = (
    ("deleted", ("已被发布者删除", "has been deleted by the author")),
    ("violation", ("因违规无法查看", "涉嫌违反相关法律法规", "violating relevant laws")),
    ("complained", ("此内容被投诉", "此内容被多人投诉", "投诉类型", "冒名侵权")),
    ("send_failed", ("内容发送失败",)),
    ("cancelled", ("帐号已自主注销",)),
    ("blocked", ("帐号已被屏蔽",)),
    ("migrated", ("公众号已迁移", "申请帐号迁移", "处于帐号迁移流程", "帐号迁移时未将")),
    ("expired", ("链接已过期",)),
    ("captcha", ("环境异常", "完成验证后即可继续访问", "去验证")),
    ("rate_limited", ("访问过于频繁",)),
    ("bad_parameters", ("参数错误",)),
    ("system_error", ("系统出错",)),
    ("stopped", ("已停止访问该网页",)),
    ("open_in_app", ("请在微信客户端打开", "请在微信打开")),
    ("not_visible", ("仅限朋友可见", "此内容不可见", "根据作者隐私设置")),
    ("unavailable", ("内容暂时无法查看", _NO_FULL_TEXT)),
)
_OTHER_PAGES = (
    ("about-page", "an account's own page"),
    ("appmsg_history_container", "the list of an account's articles"),
    ("appmsgalbum", "an album"),
    ("album__", "an album"),
)
_CAPTCHA_URLS = ("wappoc_appmsgcaptcha", "secitptpage/verify", "secitptpage/template/verify", "/mp/verify?")
# The boxes of notices, the closest around the words first: WeUI of today, of 2015, and WeChat's own before.
_BOX_CLASSES = (
    "weui-msg__text-area",
    "weui_text_area",
    "mesg-block",
    "global_error_msg",
    "page_rumor",
    "weui-msg",
    "weui_msg",
    "page_msg",
)
_MARKS = ("weui", "mesg-block", "global_error_msg", "page_rumor", "page_msg", "album__", _NO_FULL_TEXT)  # of any of it
_BOXES = tuple(
    etree.XPath(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]") for name in _BOX_CLASSES
)
_CLASSES = etree.XPath("//@class", smart_strings=False)
_SHORT = 600  # characters of a page that can be a notice without one of the known boxes
_SMALL, _SHORTEST = 20_000, 120  # characters of a page that has lost its head, and of its words, if it is a notice
_PAGE = pattern("<(?:html|body)[ >]", re.I)
_TARGET = ("transferTargetLink", "transfer_target_link")
_BREAK = pattern(r"\s+")


def refuse(source: Source, limits: Limits) -> None:
    """Say what a page without an article is instead, if that is known.

    Raises:
        ArticleUnavailable: it is a notice.
        NotAnArticle: it is another page of WeChat's.
    """
    body = parse(source.text, limits)
    boxed = _boxed(body)
    words = boxed or _one_line(visible_text(body))
    _raise_for(words if len(words) <= _SHORT else "", source)
    if any(mark in source.text or mark in (source.url or "") for mark in _CAPTCHA_URLS):
        raise ArticleUnavailable("captcha", words[:_SHORT])
    for mark, what in _OTHER_PAGES:
        if mark in source.text:
            raise NotAnArticle(f"no article here, but {what}")
    if boxed:
        raise _unavailable("unknown", boxed, source)


def refuse_fragment(source: Source, body: etree._Element) -> None:
    """Say what a fragment is that is no article: a notice, what a feed says instead, or an album.

    Raises:
        ArticleUnavailable: it is a notice.
        NotAnArticle: it is the content of an album's page.
    """
    if len(source.text) < _SMALL and not source.front and _PAGE.search(source.text):
        words = _one_line(visible_text(body))
        _raise_for(words if len(words) < _SHORTEST else "", source)
    if not any(mark in source.text for mark in _MARKS):
        return
    classes = " ".join(_CLASSES(body))
    if "album__" in classes and not source.front and "js_content" not in source.text:
        raise NotAnArticle("no article here, but an album")
    if any(name in classes for name in _BOX_CLASSES) or _NO_FULL_TEXT in source.text:
        boxed, words = _boxed(body), _one_line(visible_text(body))
        alone = boxed and any(_one_line(visible_text(box)) == words for box in _boxes(body))
        if boxed and (alone or not source.front):  # a post about such boxes may show one
            _raise_for(boxed, source)
        if alone:
            raise _unavailable("unknown", boxed, source)
        if words.startswith(_NO_FULL_TEXT):
            _raise_for(words, source)


def _raise_for(words: str, source: Source) -> None:
    plain = words.replace("账", "帐")
    for reason, marks in NOTICES:
        if any(mark in plain for mark in marks):
            raise _unavailable(reason, words, source)


def _unavailable(reason: UnavailableReason, words: str, source: Source) -> ArticleUnavailable:
    return ArticleUnavailable(reason, words[:_SHORT], account=_account(source), url=_target(source))


def _boxed(body: etree._Element) -> str:
    """What the page's message box says."""
    return next((words for box in _boxes(body) if (words := _one_line(visible_text(box)))), "")


def _boxes(body: etree._Element) -> Iterator[etree._Element]:
    for find in _BOXES:
        yield from find(body)


def _one_line(text: str) -> str:
    return _BREAK.sub(" ", text).strip()


def _account(source: Source) -> str | None:
    data = source.script("cgiData")
    name = source.script("nickname") or (data.get("nick_name") if isinstance(data, dict) else None)
    return name if isinstance(name, str) and name else None


def _target(source: Source) -> str | None:
    for name in _TARGET:
        value = source.script(name)
        if isinstance(value, str) and value:
            return normalise_link(value)
    return None
