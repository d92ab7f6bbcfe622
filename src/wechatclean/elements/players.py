"""What plays: voice, music, video, Channels."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice
from urllib.parse import parse_qs

from wechatclean.elements.attributes import label, number, picture, value
from wechatclean.elements.reading import EmbedReader, Reading
from wechatclean.embeds import Audio, Card, Channel, Coupon, Music, Video, Vote
from wechatclean.html.characters import plain
from wechatclean.layout.normal_form import Element

_VOICE = "https://res.wx.qq.com/voice/getvoice?mediaid="
_NOT_ON_THE_NETWORK = ("data:", "blob:")
_MOST_SOURCES = 10


def audio(el: Element) -> Reading:
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
    return Reading(embed, label("语音", embed.title, length=embed.duration))


def music(el: Element) -> Reading:
    """A song: its name and singer; the address of its stream, which expires, is in ``embeds`` only."""
    length = number(el, "play_length") or 0
    embed = Music(
        title=value(el, "music_name", "data-music_name", "name", "title"),
        author=value(el, "singer", "data-singer", "author"),
        url=value(el, "audiourl"),
        duration=(length / 1000 if length >= 10_000 else length) or None,  # both 261 and 316000 are found
        cover=picture(el, "albumurl", "cover"),
    )
    names = " – ".join(filter(None, (embed.title, embed.author)))
    return Reading(embed, label("音乐", names), linked=False)


def _address(el: Element) -> str | None:
    """The address of a player, by its ``src`` or its first ``source``."""
    first = el.find("source")
    sources = [el] if first is None else [el, *islice(first.iter("source"), _MOST_SOURCES)]
    addresses = (source.get("src") or source.get("data-src") for source in sources)
    return next((url for url in addresses if url and not url.startswith(_NOT_ON_THE_NETWORK)), None)


def video(el: Element) -> Reading:
    """A video: its cover, title and length, and its address where it has one."""
    return _video(
        Video(
            title=value(el, "title", "data-title"),
            url=_address(el),
            duration=number(el, "duration", "data-duration"),
            cover=picture(el, "poster", "data-cover"),
        )
    )


def _video(embed: Video) -> Reading:
    return Reading(embed, label("视频", embed.title, length=embed.duration), embed.cover)


def iframe(el: Element) -> Reading | None:
    """A video, a vote, a coupon; of any other page in a frame the line ``[网页]`` with its address."""
    source = plain(unescape(el.get("data-src") or el.get("src") or ""))
    classes = el.get("class") or ""
    query = _query(source)
    if "vote_iframe" in classes or el.get("data-supervoteid"):
        return Reading(Vote(id=el.get("data-supervoteid") or query.get("supervoteid")), label("投票", None))
    if "card_iframe" in classes:
        card = _query(unescape(el.get("data-display-src") or ""))
        title = " ".join(filter(None, map(card.get, ("brand_name", "title")))) or None
        return Reading(Coupon(title=title), label("卡券", title))
    if found := _video_in(el, source, el.get("data-mpvid") or query.get("vid") or ""):
        return _video(found)
    if el.get("srcdoc"):
        return Reading(Card(name="iframe"), label("网页", None), loss="a page in a frame, which is not read (srcdoc)")
    if not source or source == "#":
        return None
    address = source if source.startswith(("http", "//")) else None
    return Reading(Card(name="iframe", url=address), label("网页", None))


def _video_in(frame: Element, source: str, vid: str) -> Video | None:
    """The video that *frame* shows: of the account, of Tencent Video, or of another address."""
    classes = frame.get("class") or ""
    duration, cover = number(frame, "duration", "data-duration"), picture(frame, "data-cover")
    if vid.startswith("wxv_"):
        return Video(id=vid, duration=duration, cover=cover)
    if vid and ("v.qq.com" in source or "video" in source or "video_iframe" in classes):
        url = f"https://v.qq.com/x/page/{vid}.html" if re.fullmatch(r"\w{5,20}", vid) else None
        return Video(id=vid, url=url, duration=duration, cover=cover)
    if "getcdnvideourl" in source or "video" in classes:
        url = source if source.startswith("http") else None
        return Video(url=url, duration=duration, cover=cover)
    return None


def _query(url: str) -> dict[str, str]:
    """The query of *url*, which may be broken elsewhere; of values with the same name the first."""
    query = url.partition("?")[2].partition("#")[0]
    return {name: plain(values[0]) for name, values in parse_qs(query).items()}


def channel(el: Element) -> Reading:
    """A card of Channels (视频号): account and description, and its cover."""
    embed = Channel(
        title=value(el, "data-desc", "data-intro", "data-title"),
        account=value(el, "data-nickname"),
        media=value(el, "data-type"),
        cover=picture(el, "data-url", "data-headimgurl"),
    )
    return Reading(embed, label("视频号", embed.account, embed.title), embed.cover)


TAGS: dict[str, EmbedReader] = {
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
CLASSES: dict[str, EmbedReader] = {"js_editor_qqmusic": music, "js_video_channel_card": channel}
