"""Pictures of WeChat's faces as text: ``[微笑]``, as WeChat itself writes them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from wechatclean.images.finding import address_of
from wechatclean.images.image import spoken_alt
from wechatclean.patterns import pattern

# In the order of their numbers in WeChat's own panel (smiley_0.png, emotion/0.gif, Expression_1@2x.png).
_FACES = (
    "微笑 撇嘴 色 发呆 得意 流泪 害羞 闭嘴 睡 大哭 尴尬 发怒 调皮 呲牙 惊讶 难过 酷 冷汗 抓狂 吐 偷笑 愉快 白眼 傲慢"
    " 饥饿 困 惊恐 流汗 憨笑 悠闲 奋斗 咒骂 疑问 嘘 晕 疯了 衰 骷髅 敲打 再见 擦汗 抠鼻 鼓掌 糗大了 坏笑 左哼哼 右哼哼"
    " 哈欠 鄙视 委屈 快哭了 阴险 亲亲 吓 可怜 菜刀 西瓜 啤酒 篮球 乒乓 咖啡 饭 猪头 玫瑰 凋谢 嘴唇 爱心 心碎 蛋糕 闪电"
    " 炸弹 刀 足球 瓢虫 便便 月亮 太阳 礼物 拥抱 强 弱 握手 胜利 抱拳 勾引 拳头 差劲 爱你 NO OK 爱情 飞吻 跳跳 发抖"
    " 怄火 转圈 磕头 回头 跳绳 投降 激动 乱舞 献吻 左太极 右太极"
).split()
_HOST = "res.wx.qq.com/"
_LONGEST = 2_000  # characters of an address in which the host stands
_PANEL = pattern(r"res\.wx\.qq\.com/[^?#]{0,200}(?:emotion_panel|icon/emotion|emoji|Expression)[^?#]{0,100}", re.I)
_FILE = pattern(r"(?P<kind>smiley_|Expression_|emotion/|u)(?P<number>[0-9A-Fa-f]{1,6})(?:@2x)?\.(?:png|gif)$")


def emoji_text(el: etree._Element) -> str | None:
    """The text of an ``img`` that draws a face or an emoji; ``None`` if it is a picture.

    >>> emoji_text(etree.Element("img", src="https://res.wx.qq.com/mpres/htmledition/images/icon/common/emotion_panel/emoji_ios/u1F614.png"))
    '😔'
    """
    classes = el.get("class", "")
    may_be_face = any(_HOST in value[:_LONGEST].lower() for value in el.values())  # few pictures are
    found = _PANEL.search(address_of(el)) if may_be_face else None
    if not found and "we-emoji" not in classes and "icon_emoji_" not in classes:
        return None
    alt = spoken_alt(el.get("alt") or "")
    if alt.startswith("[") and "]" in alt:
        return alt[: alt.index("]") + 1]
    if alt and not alt.isascii() and len(alt) < 10:
        return alt
    return _named(found[0]) if found else alt or None


def _named(address: str) -> str:
    """The character, or the name in brackets, that the address of a face's picture states."""
    file = _FILE.search(address)
    if file is None:
        stem = unquote(address).rpartition("/")[2].partition(".")[0].partition("@")[0]
        return f"[{stem}]" if stem.isidentifier() else "[表情]"
    if file["kind"] == "u":
        code = int(file["number"], 16)
        return chr(code) if 0x2000 < code < 0x110000 else "[表情]"
    number = int(file["number"]) if file["number"].isdecimal() else -1
    if file["kind"] == "Expression_":
        number -= 1
    return f"[{_FACES[number]}]" if 0 <= number < len(_FACES) else "[表情]"
