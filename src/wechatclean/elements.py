"""WeChat's own elements, and what its editors make of HTML's: one short rule each, and the table of them.

A rule is called where the walk meets its element. It writes into the flow and returns ``True`` when it has dealt
with all of the element, ``False`` when the walk should go on inside, or a function to call when the walk leaves it.
The first line of a rule's docstring is its line in ``docs/elements.md``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from wechatclean._code import code_language, code_text
from wechatclean._emoji import emoji_text
from wechatclean.embeds import (
    Audio,
    Card,
    Channel,
    Coupon,
    Formula,
    MiniProgram,
    Music,
    Place,
    Product,
    Profile,
    Question,
    RedPacket,
    Video,
    Vote,
)
from wechatclean.flow import Element, Flow, Rules, has_picture, is_text
from wechatclean.images import Image, find_image, image_at

# -- reading attributes ------------------------------------------------------------------------------------------


def value(el: Element, *names: str) -> str | None:
    """The first of the attributes *names* that says something, entities and percent-encoding undone."""
    for name in names:
        text = (el.get(name) or "").strip()
        if text:
            if "%" in text:
                text = unquote(text)
            if "&" in text:
                text = unescape(unescape(text))
            return " ".join(text.split()) or None
    return None


def number(el: Element, *names: str) -> float | None:
    """The first of the attributes *names* that is a number."""
    for name in names:
        if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,12})?", text := (el.get(name) or "").strip()):
            return float(text)
    return None


def picture(el: Element, *names: str) -> Image | None:
    """The cover that the attributes *names* give."""
    address = value(el, *names)
    return image_at(address, role="cover") if address else None


def clock(seconds: float | None) -> str:
    """A duration as players show it.

    >>> clock(283), clock(3723), clock(None)
    ('04:43', '1:02:03', '')
    """
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def label(kind: str, *words: str | None, length: float | None = None) -> str:
    """The line that stands for an embed: what it is, what it says, and how long it plays.

    >>> label("语音", "开场白", length=283), label("投票", None)
    ('[语音] 开场白（04:43）', '[投票]')
    """
    return " ".join([f"[{kind}]", *filter(None, words)]) + (f"（{clock(length)}）" if length is not None else "")


def show_cover(flow: Flow, cover: Image | None) -> None:
    """Show the picture of a card."""
    if cover:
        flow.flush()
        flow.image(cover)
        flow.flush()


# -- plain HTML --------------------------------------------------------------------------------------------------


def line_break(flow: Flow, el: Element) -> bool:
    """A line break; two end the paragraph, those at its ends go."""
    flow.line_break()
    return False  # libxml2 never puts anything inside, but what is there is shown


def rule_off(flow: Flow, el: Element) -> bool:
    """A rule; rules at the ends and repeated ones go."""
    flow.add_block("hr")
    return True


def drop(flow: Flow, el: Element) -> bool:
    """Nothing that is shown."""
    return True


def code_block(flow: Flow, el: Element) -> bool:
    """A fenced code block with its language; pictures inside follow it."""
    text = code_text(el)
    if is_text(text):
        code = etree.SubElement(flow.add_block("pre"), "code")
        code.text = text
        if language := code_language(el):
            code.set("class", f"language-{language}")
    for part in el.iter():
        flow.attributes.update(part.keys())  # the walk does not come here
        if part.tag == "img":
            image(flow, part)
    return True


def image(flow: Flow, el: Element) -> bool:
    """A picture; WeChat's faces become their character or ``[name]``."""
    if face := emoji_text(el):
        flow.text(face)
    elif found := find_image(el, flow.notes, size=flow.size, base=flow.picture_base):
        flow.image(found)
    return True


def quotation(flow: Flow, el: Element) -> Callable[[], None]:
    """Text in quotation marks."""
    flow.text("“")
    return lambda: flow.text("”")


def ruby_reading(flow: Flow, el: Element) -> Callable[[], None]:
    """The reading of a character, in brackets behind it."""
    flow.text("(")
    return lambda: flow.text(")")


def caption(flow: Flow, el: Element) -> bool:
    """A line of text, and the caption of the picture before it; a lone number or file name goes."""
    text = " ".join("".join(el.itertext()).split())
    if re.fullmatch(r"\d{1,3}|\S{1,100}\.(?:png|jpe?g|gif|webp)", text, re.I):
        flow.notes.add("dropped", "a caption that is only a number or a file name")
        return True
    if text and flow.images and not has_picture(el):
        flow.images[-1] = flow.images[-1].model_copy(update={"caption": text})
    return False


def labelled(flow: Flow, el: Element) -> bool:
    """Niaogebiji's ``label="图片描述"``: a caption."""
    return caption(flow, el) if el.get("label") == "图片描述" else False


def form_control(flow: Flow, el: Element) -> bool:
    """A form's control: nothing, but what an unclosed one has swallowed."""
    flow.notes.add("dropped", f"a <{el.tag!s}>")
    return not len(el)


def plugin_picture(flow: Flow, el: Element) -> bool:
    """A picture given as a plug-in."""
    image(flow, el)
    return False  # to libxml2 an embed is never closed, and what follows it is inside


# -- pictures that are not img -----------------------------------------------------------------------------------


def background(flow: Flow, el: Element) -> bool:
    """The background picture of a box that holds nothing and is too large to be decoration."""
    style = flow.style_of(el)
    address = el.get("data-lazy-bgimg") or style.background
    if not address or el.tag in ("td", "th", "body"):
        return False
    if is_text("".join(el.itertext())) or has_picture(el):
        return False
    unstated = el.get("data-lazy-bgimg") is not None and style.height is None
    is_tall = unstated or (style.height or 0) >= 60 or (style.ratio or 0) >= 20
    is_wide = style.width is None or style.width >= 100
    found = (
        image_at(address, role="background", size=flow.size, base=flow.picture_base) if is_tall and is_wide else None
    )
    if found:
        flow.image(found)
    return False


def svg(flow: Flow, el: Element) -> bool:
    """Its pictures, its text and the HTML inside it; drawings without either go."""
    if el.get("role") == "img" and el.get("focusable") == "false" and next(el.iter("g"), None) is not None:
        return drawn_formula(flow, el)
    if is_text("".join(el.itertext())) or next(el.iter("image", "img", "foreignobject"), None) is not None:
        return False
    return not any(part.get("style") or part.get("data-lazy-bgimg") for part in el.iter())


# -- formulas ----------------------------------------------------------------------------------------------------


def formula(flow: Flow, el: Element) -> bool:
    """A formula by its source: ``$…$``, or ``$$…$$`` where it stands by itself."""
    source = el.get("data-formula") or el.get("data-math-raw") or ""
    if re.search(r"%5C|%20|%7B", source, re.I):
        source = unquote(source)
    if "&" in source:
        source = unescape(source)
    return write_formula(flow, source, _is_display(el))


def _is_display(el: Element) -> bool:
    if el.get("data-math-display") in ("true", "1", ""):
        return True
    if el.tag in ("section", "div", "p") or "block" in (el.get("data-formula-type") or ""):
        return True
    parent = el.getparent()
    return any(
        word in (near.get("class") or "")
        for near in (el, parent)
        if near is not None
        for word in ("block-equation", "katex-block", "katex-display")
    )


def write_formula(flow: Flow, source: str, display: bool) -> bool:
    """Write a formula as pandoc does: ``span.math``."""
    source = " ".join(source.split())
    if not source:
        return False
    span = flow.root.makeelement("span", {"class": f"math {'display' if display else 'inline'}"})
    span.text = rf"\[{source}\]" if display else rf"\({source}\)"
    if display:
        flow.add_block("p").append(span)
    else:
        flow.add(span)
    flow.embeds.append(Formula(source=source, display=display))
    return True


def katex(flow: Flow, el: Element) -> bool:
    """A KaTeX formula by its annotation."""
    for note in el.iter("annotation"):
        if note.get("encoding") == "application/x-tex":
            return write_formula(flow, "".join(note.itertext()), _is_display(el))
    return False


def written_formula(flow: Flow, el: Element) -> bool:
    """A formula as pandoc and this library write it."""
    text = "".join(el.itertext()).strip()
    if text[:2] not in ("\\(", "\\[") or text[-2:] not in ("\\)", "\\]"):
        return False
    return write_formula(flow, text[2:-2], text[1] == "[")


def drawn_formula(flow: Flow, el: Element) -> bool:
    """A formula that is only drawn: its title or ``[公式]``, and a note."""
    title = next((t.text for t in el.iter("title") if t.text), None) or el.get("aria-label")
    flow.text(title if title and title != "插图" else "[公式]")
    flow.embeds.append(Formula(title=title))
    flow.notes.add("formula", "a formula is only drawn; its source is not in the page")
    return True


# -- players and cards -------------------------------------------------------------------------------------------

_VOICE = "https://res.wx.qq.com/voice/getvoice?mediaid="


def audio(flow: Flow, el: Element) -> bool:
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
    flow.embed(embed, label("语音", embed.title, length=embed.duration))
    return _is_whole(el)


def music(flow: Flow, el: Element) -> bool:
    """A song: its name and singer; the address of its stream, which expires, is in ``embeds`` only."""
    milliseconds = number(el, "play_length")
    embed = Music(
        title=value(el, "music_name", "data-music_name", "name", "title"),
        author=value(el, "singer", "data-singer", "author"),
        url=value(el, "audiourl"),
        duration=milliseconds / 1000 if milliseconds else None,
        cover=picture(el, "albumurl", "cover"),
    )
    flow.embed(embed, label("音乐", " – ".join(filter(None, (embed.title, embed.author)))), linked=False)
    return _is_whole(el)


def _is_whole(el: Element) -> bool:
    """Raw custom elements hold nothing of their own, but may have swallowed what follows an XHTML-style ``<a/>``."""
    is_empty = not len(el) and not (el.text or "").strip()
    return is_empty or el.tag in ("audio", "video") or "-" in str(el.tag)


def _address(el: Element) -> str | None:
    """The address of a player, by its ``src`` or its first ``source``."""
    sources = [el, *el.iter("source")]
    return next(
        (url for s in sources if (url := s.get("src") or s.get("data-src")) and url.startswith(("http", "//"))),
        None,
    )


def video(flow: Flow, el: Element) -> bool:
    """A video: its cover, and its address where it has one."""
    return write_video(
        flow,
        Video(
            title=value(el, "title", "data-title"),
            url=_address(el),
            cover=picture(el, "poster", "data-cover"),
        ),
    )


def write_video(flow: Flow, embed: Video) -> bool:
    """Write a video's cover and its line."""
    show_cover(flow, embed.cover)
    flow.embed(embed, label("视频", embed.title))
    return True


def iframe(flow: Flow, el: Element) -> bool:
    """A video, a vote, a coupon; any other frame goes, with a note."""
    source = unescape(el.get("data-src") or el.get("src") or "")
    classes = el.get("class") or ""
    query = {key: found[0] for key, found in parse_qs(urlsplit(_parsable(source)).query).items()}
    vid = el.get("data-mpvid") or query.get("vid")
    if "vote_iframe" in classes or el.get("data-supervoteid"):
        flow.embed(Vote(id=el.get("data-supervoteid") or query.get("supervoteid")), label("投票", None))
    elif "card_iframe" in classes:
        card = parse_qs(urlsplit(_parsable(unescape(el.get("data-display-src") or ""))).query)
        title = " ".join(card.get("brand_name", []) + card.get("title", [])) or None
        flow.embed(Coupon(title=title), label("卡券", title))
    elif vid and vid.startswith("wxv_"):
        write_video(flow, Video(id=vid, cover=picture(el, "data-cover")))
    elif vid and ("v.qq.com" in source or "video" in source or "video_iframe" in classes):
        url = f"https://v.qq.com/x/page/{vid}.html" if re.fullmatch(r"\w{5,20}", vid) else None
        write_video(flow, Video(id=vid, url=url, cover=picture(el, "data-cover")))
    elif "getcdnvideourl" in source or "video" in classes:
        write_video(flow, Video(url=source if source.startswith("http") else None, cover=picture(el, "data-cover")))
    elif source and source != "#":
        flow.embed(
            Card(name="iframe", url=source if source.startswith(("http", "//")) else None),
            label("网页", None),
        )
    return True


def _parsable(url: str) -> str:
    """*url* without the brackets that ``urlsplit`` takes for a broken IPv6 address."""
    return url.replace("[", "").replace("]", "")


def channel(flow: Flow, el: Element) -> bool:
    """A card of Channels (视频号): account and description, and its cover."""
    embed = Channel(
        title=value(el, "data-desc", "data-intro", "data-title"),
        account=value(el, "data-nickname"),
        media=value(el, "data-type"),
        cover=picture(el, "data-url", "data-headimgurl"),
    )
    show_cover(flow, embed.cover)
    flow.embed(embed, label("视频号", embed.account, embed.title))
    return True


def profile(flow: Flow, el: Element) -> bool:
    """The card of an account: an entry in ``embeds`` only."""
    flow.embed(
        Profile(
            title=value(el, "data-nickname"),
            biz=el.get("data-id"),
            alias=value(el, "data-alias"),
            signature=value(el, "data-signature"),
            cover=picture(el, "data-headimg"),
        )
    )
    return True


def mini_program(flow: Flow, el: Element) -> bool:
    """The card of a mini program: its picture, name and title."""
    title = value(el, "data-miniprogram-title", "title", "data-weui-title")
    name = value(el, "data-miniprogram-nickname", "data-nickname", "weapp_nickname")
    embed = MiniProgram(
        title=title,
        account=name,
        appid=value(el, "data-miniprogram-appid", "appid"),
        path=el.get("data-miniprogram-path"),
        cover=picture(el, "data-miniprogram-imageurl", "imageurl"),
    )
    show_cover(flow, embed.cover)
    flow.embed(embed, label("小程序", name, title))
    return True


def product(flow: Flow, el: Element) -> bool:
    """A product: its picture where it is an image link, else its title and price."""
    embed = Product(
        title=value(el, "data-title", "title"),
        price=value(el, "data-discounted-price", "data-origin-price"),
        cover=picture(el, "data-product-image"),
    )
    if el.get("data-cardtype") in ("3", "12"):
        flow.embed(embed)
        return False
    flow.embed(embed, label("商品", embed.title, f"¥{embed.price}" if embed.price else None) if embed.title else "")
    return True


def advertisement(flow: Flow, el: Element) -> bool:
    """An advertisement or a shop's card: an entry in ``embeds`` and a note only."""
    flow.embed(Card(name=str(el.tag), title=value(el, "data-title", "data-name", "data-nickname")))
    flow.notes.add("dropped", f"an advertisement or a shop's card (<{el.tag!s}>)")
    return True


def place(flow: Flow, el: Element) -> bool:
    """A place: name and address."""
    embed = Place(
        title=value(el, "data-name"),
        address=value(el, "data-address"),
        longitude=number(el, "data-longitude"),
        latitude=number(el, "data-latitude"),
        cover=picture(el, "data-img"),
    )
    flow.embed(embed, " ".join(filter(None, ("📍", embed.title, embed.address))))
    return True


def red_packet(flow: Flow, el: Element) -> bool:
    """The cover of a red packet: its name."""
    title = value(el, "data-name", "data-title")
    flow.embed(
        RedPacket(title=title, cover=picture(el, "data-coveruri", "data-receiveimg")),
        label("红包封面", title),
    )
    return True


def vote(flow: Flow, el: Element) -> bool:
    """A vote: its questions with their options."""
    try:
        subjects: Any = json.loads(unescape(unquote(el.get("data-votesubject") or "[]")))
    except (ValueError, RecursionError):
        subjects = []
    questions = tuple(_questions(subjects))
    flow.embed(Vote(id=el.get("data-voteid"), questions=questions), "" if questions else label("投票", None))
    for question in questions:
        etree.SubElement(flow.add_block("p"), "strong").text = f"投票：{question.title}"
        items = flow.add_block("ul") if question.options else None
        for option in question.options:
            if items is not None:
                etree.SubElement(etree.SubElement(items, "li"), "p").text = option
    return True


def _questions(subjects: Any) -> list[Question]:
    found = []
    for subject in subjects if isinstance(subjects, list) else []:
        if isinstance(subject, dict):
            options = subject.get("options")
            names = [o.get("name") for o in options if isinstance(o, dict)] if isinstance(options, list) else []
            found.append(
                Question(title=_one_line(subject.get("title")), options=tuple(filter(None, map(_one_line, names))))
            )
    return found


def _one_line(text: object) -> str:
    return " ".join(str(text if text is not None else "").split())


def sticker(flow: Flow, el: Element) -> bool:
    """A sticker: its picture."""
    if found := image_at(el.get("data-emoji_url") or "", role="sticker", size=flow.size, base=flow.picture_base):
        flow.image(found)
    return True


def card(flow: Flow, el: Element) -> bool:
    """Any other card: a link where it names one, else a note."""
    try:
        data: Any = json.loads(unescape(unquote(el.get("data-article-data") or "{}")))
    except (ValueError, RecursionError):
        data = {}
    data = data if isinstance(data, dict) else {}
    url, title = data.get("url") or data.get("link"), data.get("title")
    if isinstance(url, str):
        flow.embed(
            Card(name=str(el.tag), title=_one_line(title) or None, url=url),
            label("文章", _one_line(title) or None),
        )
    else:
        flow.embed(Card(name=str(el.tag)))
        flow.notes.add("dropped", f"a card that says nothing (<{el.tag!s}>)")
    return True


def quote_card(flow: Flow, el: Element) -> bool:
    """A quotation kept in an attribute: a quote."""
    if text := value(el, "data-content"):
        etree.SubElement(flow.add_block("blockquote"), "p").text = text
    return True


PLUGINS = {
    "mpprofile": profile,
    "poi": place,
    "emotion": sticker,
    "insertaudio": audio,
    "mpvideosnap": channel,
}


def plugin(flow: Flow, el: Element) -> bool:
    """A card by its ``data-pluginname``, whatever its tag."""
    rule = PLUGINS.get(el.get("data-pluginname") or "") or RULES.tags.get(str(el.tag))
    found = rule(flow, el) if rule and rule is not plugin else False
    return found is True


# -- quotes with their source ------------------------------------------------------------------------------------


def sourced_quote(flow: Flow, el: Element) -> Callable[[], None]:
    """A quote; where the page does not write its source, it is the last line: — author《title》."""
    author, title, url = value(el, "data-author-name"), value(el, "data-source-title"), el.get("data-url")
    written = any(
        "js_blockquote_source" in (part.get("class") or "") and is_text("".join(part.itertext()))
        for part in el.iter("section", "div", "span")
    )

    def after() -> None:
        if not written and (author or title):
            flow.flush()
            flow.text("— " + (author or ""))
            if title:
                flow.marks, flow.link = 0, flow.target(url or "")
                flow.text(f"《{title}》")

    return after


def quote_source(flow: Flow, el: Element) -> bool:
    """The source of a quote, marked by a dash."""
    if is_text("".join(el.itertext())):
        flow.text("— ")
    return False


# -- the table ---------------------------------------------------------------------------------------------------

RULES = Rules(
    tags={
        "br": line_break,
        "hr": rule_off,
        "pre": code_block,
        "img": image,
        "image": image,
        "embed": plugin_picture,
        "svg": svg,
        "q": quotation,
        "rt": ruby_reading,
        "figcaption": caption,
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
        "mp-common-profile": profile,
        "mpprofile": profile,
        "mp-miniprogram": mini_program,
        "mp-common-miniprogram": mini_program,
        "mp-weapp": mini_program,
        "mp-common-product": product,
        "mp-common-poi": place,
        "mppoi": place,
        "mp-common-redpacket": red_packet,
        "redpacketcover": red_packet,
        "mp-common-vote": vote,
        "mp-common-sticker": sticker,
        "mp-common-blockquote": quote_card,
        **dict.fromkeys(
            ("mp-wxaproduct", "mpcps", "mpcpc", "mp-common-cpsad", "mp-common-gameprofile", "mp-common-shopprofile",
             "mp-common-shoptag", "mpproduct", "mpshop", "mpgongyi"),
            advertisement,
        ),
        **dict.fromkeys(
            ("mp-common-article", "mp-common-read", "mp-common-search", "mpsearch", "mp-common-custom",
             "mp-common-bluepacket"),
            card,
        ),
        **dict.fromkeys(("option", "optgroup", "datalist", "object", "applet", "canvas", "input"), form_control),
        **dict.fromkeys(
            ("script", "style", "noscript", "template", "title", "head", "meta", "link", "rp", "mp-style-type",
             "mp-pay-preview-filter", "mjx-assistive-mml", "defs", "mask", "pattern", "symbol", "clippath", "desc",
             "metadata", "noframes", "noembed", "frameset", "frame"),
            drop,
        ),
    },
    classes={
        **dict.fromkeys(
            ("code-snippet__line-index", "js_img_placeholder", "wx_widget_placeholder", "weapp_display_element",
             "weui-a11y_ref", "mac-sign", "katex-html"),
            drop,
        ),
        "js_editor_qqmusic": music,
        "katex": katex,
        "math": written_formula,
        "js_video_channel_card": channel,
        "js_blockquote_wrap": sourced_quote,
        "js_blockquote_source": quote_source,
    },
    attributes={
        "data-formula": formula,
        "data-math-raw": formula,
        "data-lazy-bgimg": background,
        "data-pluginname": plugin,
        "data-votesubject": vote,
        "label": labelled,
    },
    painted=background,
)  # fmt: skip
