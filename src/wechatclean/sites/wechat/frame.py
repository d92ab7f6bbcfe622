"""What WeChat draws around an article's own words: the account, title and time above them, counters below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml import etree

from wechatclean.html.tree import drop

Element: TypeAlias = "etree._Element"

# A post of text or pictures is drawn into the element that is an article's body elsewhere.
_OF_POST = ("js_text_desc", "js_image_desc", "js_top_profile", "js_text_title")
_TITLES = frozenset({"activity-name", "js_text_title", "js_image_title"})
_LABELS = etree.XPath("descendant::*[contains(@class, 'pay__tag')]")
_ORIGINAL = etree.XPath("boolean(descendant-or-self::*[contains(@class, 'original_primary_card')])")
_IDS = frozenset(
    "js_top_profile follow_placeholder activity-name js_text_title meta_content profileBt post-date post-user"
    " publish_time js_ip_wording_wrp content_read_num copyright_logo js_tags js_cmt_top js_article_area"
    " js_shoptag_area js_shopprofile_area img_list_indicator_wrp img_indicator js_image_title".split()
)
_CLASSES = frozenset(
    "profile_area_hide wx_follow_context wx_follow_avatar wx_follow_nickname rich_media_title rich_media_meta_list"
    " rich_media_meta rich_media_thumb weui-hidden_abs article-tag__list interaction_bar__wrap bottom_bar_wrp"
    " original_area_primary share_media_swiper_tips_counter_area swiper_indicator_wrp swiper_indicator_wrp_pc".split()
)


def is_post(body: Element, text: str) -> bool:
    """Whether *body*, parsed from *text*, is the frame of a post of text or pictures, with the post in it."""
    return any(name in text for name in _OF_POST) and any(el.get("id") in _OF_POST for el in body.iter(etree.Element))


def is_title(part: Element) -> bool:
    """Whether this part of a frame is the title."""
    return part.get("id") in _TITLES or "rich_media_title" in (part.get("class") or "").split()


def without_labels(parts: Iterable[Element]) -> tuple[Element, ...]:
    """*parts* of a frame without the labels that WeChat puts into titles, such as 付费."""
    kept = tuple(parts)
    for label in [label for part in kept for label in _LABELS(part)]:
        drop(label)
    return kept


def names_original(parts: Iterable[Element]) -> bool:
    """Whether a frame names the account that an article is reprinted from (以下文章来源于…)."""
    return any(_ORIGINAL(part) for part in parts)


def take_frame(body: Element, content: Element | None = None) -> tuple[Element, ...]:
    """Take the frame out of *body* and return its parts in order.

    Args:
        body: keeps the words, and all that is not known to belong to the frame.
        content: an article's, which its frame lies around: an author who copies such elements into it means them. The
            frame of a post lies within the content.
    """
    parts = list(_parts(body, content))
    for part in parts:
        drop(part)
    return without_labels(parts)


def _parts(body: Element, content: Element | None) -> Iterator[Element]:
    """The outermost elements of the frame, outside of *content*."""
    around = set() if content is None else {content, *content.iterancestors()}
    walk = etree.iterwalk(body, events=("start",))
    for _, element in walk:
        if element is content:
            walk.skip_subtree()
        elif element not in around and element is not body and _is_frame(element):
            yield element
            walk.skip_subtree()


def _is_frame(element: Element) -> bool:
    return element.get("id") in _IDS or not _CLASSES.isdisjoint((element.get("class") or "").split())
