"""A page that is somebody's own, as one that is nobody's: the same structure, classes and styles, and invented words.

    python tools/scramble.py page.html > scrambled.html
    python tools/scramble.py page.html --while "wechatclean - | grep -q '\\*\\*\\*\\*'" > smallest.html

Every run of letters becomes letters of the same kind and number, every number other digits, every address one below
example.org with the same ending; Chinese becomes Chinese, and what is spelt twice is spelt alike. Tags, attributes that
say how something looks, white space and punctuation stay, since a fault often hangs on them. With ``--while COMMAND``
the page is then cut down as long as the command, which gets it on standard input, still succeeds.

Read what comes out before you hand it over: a class or an id may still tell where the page is from.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# Words about tea and water, of characters that every font has.
_HAN = "茶水山雨云月花竹石松泉溪壶杯叶香春秋晨夜风雪桥船灯河湖田村路门窗火土木金甘苦温凉浓淡清新红绿白青黄黑大小上下"
_LATIN = "aeinorstlm"
_COMMON = frozenset("的了是在和与或而也就都不有这那个一二三四五六七八九十图注年月日点分第章节")  # rules may ask for them
# In a tag: what says how it looks and what it is, and what a rule reads as a word.
_KEPT = frozenset(
    "class style type rel dir lang align valign width height colspan rowspan border start span role name property"
    " http-equiv charset data-pluginname data-type data-w data-ratio data-lang data-tools data-role label-type".split()
)
_NAMES = frozenset("id for".split())  # places that styles and links lead to: they stay, if they are no words
_TAG = re.compile(r"""<(?:!--.*?(?:-->|\Z)|[/!?]?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>?)""", re.S)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_RAW = re.compile(r"(<(script|style)\b[^>]*>)(.*?)(</\2\s*>|\Z)", re.S | re.I)
_ADDRESS = re.compile(r"(?:https?:)?(?://|\\/\\/)[^\s\"'<>()，。；、）】]+|\b(?:mailto|tel):[^\s\"'<>]+", re.I)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.I)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.S)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\\\"'])//[^\n]*", re.S)
_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]{0,40}\Z")
_HOSTS = ("mp.weixin.qq.com", "mmbiz.qpic.cn", "mmbiz.qlogo.cn", "res.wx.qq.com", "niaogebiji.com")  # rules know these


def scrambled(page: str) -> str:
    """*page* with invented words, addresses and names.

    >>> scrambled('<p class="ad">Tea</p>').startswith('<p class="ad">')
    True
    """
    parts, at = [], 0
    for raw in _RAW.finditer(page):
        parts += [_markup(page[at : raw.start()]), _tag(raw[1]), _script(raw[3], raw[2].lower()), raw[4]]
        at = raw.end()
    return "".join([*parts, _markup(page[at:])])


def _markup(html: str) -> str:
    parts, at = [], 0
    for tag in _TAG.finditer(html):
        parts += [_text(html[at : tag.start()]), _tag(tag[0])]
        at = tag.end()
    return "".join([*parts, _text(html[at:])])


def _tag(tag: str) -> str:
    if tag.startswith("<!--"):
        return f"<!--{_text(tag[4:].removesuffix('-->'))}{'-->' if tag.endswith('-->') else ''}"
    if tag.startswith(("</", "<!", "<?")):
        return tag
    return _ATTRIBUTE.sub(_attribute, tag)


def _attribute(found: re.Match[str]) -> str:
    name, value = found[1].lower(), found[3]
    quote = value[0] if value[0] in "\"'" else ""
    inner = value.strip(quote) if quote else value
    if name == "style":
        inner = _addresses(inner, lambda rest: rest)
    elif name in _NAMES:
        inner = inner if _IDENTIFIER.match(inner) else _text(inner)
    elif name not in _KEPT:
        inner = _text(inner)
    return f"{found[1]}{found[2]}{quote}{inner}{quote}"


def _script(code: str, kind: str) -> str:
    """Code with other strings; of a style sheet only addresses and comments are anybody's own."""
    if kind == "style":
        return _addresses(_COMMENT.sub("", code), lambda rest: rest)
    return _STRING.sub(lambda found: found[0][0] + _string(found[0][1:-1]) + found[0][0], _COMMENT.sub("", code))


def _string(value: str) -> str:
    return value if _IDENTIFIER.match(value) and len(value) < 20 and value.isascii() else _text(value)


def _text(text: str) -> str:
    return _addresses(text, _words)


def _addresses(text: str, rest: Callable[[str], str]) -> str:
    """*text* with invented addresses, and *rest* of what lies between them."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [rest(text[at : found.start()]), _address(found[0])]
        at = found.end()
    return "".join([*parts, rest(text[at:])])


def _address(address: str) -> str:
    """Another address: of a host that rules know, that host; the names of parameters, and how it ends."""
    head = re.match(r"((?:https?:)?(?://|\\/\\/)|(?:mailto|tel):)([^/\\?#]*)(.*)", address, re.S | re.I)
    if head is None:
        return _words(address)
    host = next((known for known in _HOSTS if head[2].lower().endswith(known)), "example.org")
    path = re.sub(r"[^\W_]+(?=[^.]|\Z)", _part, head[3])
    return f"{head[1]}{host}{path}"


def _part(found: re.Match[str]) -> str:
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    word = found[0]
    if behind == "=" or before == "." or re.fullmatch(r"s|mmbiz(?:_\w+)?|\d{1,4}|png|jpe?g|gif|webp|svg|html?", word):
        return word
    return _invented(word)


def _words(text: str) -> str:
    parts, at = [], 0
    for entity in _ENTITY.finditer(text):
        parts += [_WORD.sub(lambda found: _invented(found[0]), text[at : entity.start()]), entity[0]]
        at = entity.end()
    return "".join([*parts, _WORD.sub(lambda found: _invented(found[0]), text[at:])])


def _invented(word: str) -> str:
    """As many characters of the same kinds, the same for the same word."""
    digest = hashlib.shake_256(word.encode("utf-8", "surrogatepass")).digest(2 * len(word))
    return "".join(_other(char, digest[2 * at] * 256 + digest[2 * at + 1]) for at, char in enumerate(word))


def _other(char: str, draw: int) -> str:
    if char.isdigit():
        return str(1 + draw % 9) if char.isascii() else char
    if "㐀" <= char <= "鿿" or ord(char) > 0x1FFFF:
        return char if char in _COMMON else _HAN[draw % len(_HAN)]
    if not char.isalpha():
        return char
    letter = _LATIN[draw % len(_LATIN)]
    return letter.upper() if char.isupper() else letter


def smallest(page: str, is_wrong: Callable[[str], bool]) -> str:
    """The least of *page*, tag by tag and text by text, of which *is_wrong* still says so (Zeller's ddmin)."""
    parts = [part for part in re.split(r"(<[^<>]*>)", page) if part]
    size = max(1, len(parts) // 2)
    while True:
        at, cut = 0, False
        while at < len(parts):
            rest = parts[:at] + parts[at + size :]
            if rest and is_wrong("".join(rest)):
                parts, cut = rest, True
            else:
                at += size
        if size > 1:
            size //= 2
        elif not cut:
            return "".join(parts)


def main() -> int:
    """Scramble a file, and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("page", type=Path, help="the file of a page, of a fragment or of a post")
    parser.add_argument(
        "--while", dest="command", metavar="COMMAND",
        help="cut the page down while this command of the shell, which gets it on standard input, succeeds",
    )  # fmt: skip
    given = parser.parse_args()
    page = scrambled(given.page.read_text("utf-8", "surrogateescape"))

    def succeeds(part: str) -> bool:
        done = subprocess.run(given.command, shell=True, input=part.encode(), capture_output=True, check=False)
        return done.returncode == 0

    if given.command and not succeeds(page):
        print("the command does not succeed with the scrambled page: nothing is cut", file=sys.stderr)
    elif given.command:
        page = smallest(page, succeeds)
    sys.stdout.buffer.write(page.encode("utf-8", "surrogateescape"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
