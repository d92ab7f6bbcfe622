"""What plays: voice, music, video, Channels."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

from wechatclean.elements.attributes import label, number, picture, show_cover, value
from wechatclean.embeds import Audio, Card, Channel, Coupon, Music, Video, Vote
from wechatclean.html.characters import plain
from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import GO_INSIDE, HANDLED, Outcome, Rule

_VOICE = "https://res.wx.qq.com/voice/getvoice?mediaid="


def audio(builder: ArticleBuilder, el: Element) -> Outcome:
    """A voice recording: its title and length, and the address of its file."""
    file = value(el, "voice_encode_fileid")
    milliseconds = number(el, "play_length")
    embed = Audio(
        title=value(el, "name", "title", "data-name"),
        author=value(el, "author"),
        url=_VOICE + file if file else _address(el),
        duration=milliseconds / 1000 if milliseconds else number(el, "duration", "data-duration"),
        cover=picture(el, "cover"),
    )
    builder.embed(embed, label("语音", embed.title, length=embed.duration))
    return _outcome(el)


def music(builder: ArticleBuilder, el: Element) -> Outcome:
    """A song: its name and singer; the address of its stream, which expires, is in ``embeds`` only."""
    length = number(el, "play_length") or 0
    embed = Music(
        title=value(el, "music_name", "data-music_name", "name", "title"),
        author=value(el, "singer", "data-singer", "author"),
        url=value(el, "audiourl"),
        duration=(length / 1000 if length >= 10_000 else length) or None,  # both 261 and 316000 are found
        cover=picture(el, "albumurl", "cover"),
    )
    builder.embed(embed, label("音乐", " – ".join(filter(None, (embed.title, embed.author)))), linked=False)
    return _outcome(el)


def _outcome(el: Element) -> Outcome:
    """A custom element written as ``<mpvoice/>`` is not closed there in HTML: what follows it is inside, and shown."""
    is_empty = not len(el) and not (el.text or "").strip()
    return HANDLED if is_empty or el.tag in ("audio", "video") or "-" in str(el.tag) else GO_INSIDE


def _address(el: Element) -> str | None:
    """The address of a player, by its ``src`` or its first ``source``."""
    sources = [el, *el.iter("source")]
    return next(
        (url for s in sources if (url := s.get("src") or s.get("data-src")) and url.startswith(("http", "//"))),
        None,
    )


def video(builder: ArticleBuilder, el: Element) -> Outcome:
    """A video: its cover, title and length, and its address where it has one."""
    return write_video(
        builder,
        Video(
            title=value(el, "title", "data-title"),
            url=_address(el),
            duration=number(el, "duration", "data-duration"),
            cover=picture(el, "poster", "data-cover"),
        ),
    )


def write_video(builder: ArticleBuilder, embed: Video) -> Outcome:
    """Write a video's cover and its line."""
    show_cover(builder, embed.cover)
    builder.embed(embed, label("视频", embed.title, length=embed.duration))
    return HANDLED


def iframe(builder: ArticleBuilder, el: Element) -> Outcome:
    """A video, a vote, a coupon; of any other page in a frame the line ``[网页]`` with its address."""
    source = plain(unescape(el.get("data-src") or el.get("src") or ""))
    classes = el.get("class") or ""
    query = _query(source)
    vid = el.get("data-mpvid") or query.get("vid")
    duration, cover = number(el, "duration", "data-duration"), picture(el, "data-cover")
    if "vote_iframe" in classes or el.get("data-supervoteid"):
        builder.embed(Vote(id=el.get("data-supervoteid") or query.get("supervoteid")), label("投票", None))
    elif "card_iframe" in classes:
        card = _query(unescape(el.get("data-display-src") or ""))
        title = " ".join(filter(None, map(card.get, ("brand_name", "title")))) or None
        builder.embed(Coupon(title=title), label("卡券", title))
    elif vid and vid.startswith("wxv_"):
        write_video(builder, Video(id=vid, duration=duration, cover=cover))
    elif vid and ("v.qq.com" in source or "video" in source or "video_iframe" in classes):
        url = f"https://v.qq.com/x/page/{vid}.html" if re.fullmatch(r"\w{5,20}", vid) else None
        write_video(builder, Video(id=vid, url=url, duration=duration, cover=cover))
    elif "getcdnvideourl" in source or "video" in classes:
        url = source if source.startswith("http") else None
        write_video(builder, Video(url=url, duration=duration, cover=cover))
    elif source and source != "#":
        builder.embed(
            Card(name="iframe", url=source if source.startswith(("http", "//")) else None),
            label("网页", None),
        )
    return HANDLED


def _query(url: str) -> dict[str, str]:
    """The query of *url*, which may be broken elsewhere; of values with the same name the first."""
    query = url.partition("?")[2].partition("#")[0]
    return {name: plain(values[0]) for name, values in parse_qs(query).items()}


def channel(builder: ArticleBuilder, el: Element) -> Outcome:
    """A card of Channels (视频号): account and description, and its cover."""
    embed = Channel(
        title=value(el, "data-desc", "data-intro", "data-title"),
        account=value(el, "data-nickname"),
        media=value(el, "data-type"),
        cover=picture(el, "data-url", "data-headimgurl"),
    )
    show_cover(builder, embed.cover)
    builder.embed(embed, label("视频号", embed.account, embed.title))
    return HANDLED


TAGS: dict[str, Rule] = {
    "mpvoice": audio,
    "mp-common-mpaudio": audio,
    "mp-common-claudio": audio,
    "audio": audio,
    "qqmusic": music,
    "mp-common-qqmusic": music,
    "mp-common-plain-music": music,
    "mp-common-clmusic": music,
    "mp-common-clalbum": music,
    "iframe": iframe,
    "mpvideo": video,
    "video": video,
    "mp-common-videosnap": channel,
    "mpvideosnap": channel,
}
CLASSES: dict[str, Rule] = {"js_editor_qqmusic": music, "js_video_channel_card": channel}
