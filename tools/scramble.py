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
COMMON = frozenset("的了是在和与或而也就都不有这那个一二三四五六七八九十图注年月日点分第章节")  # rules know them
_SIGNS = frozenset("checked unchecked true false none".split())
# In a tag: what says how it looks and what it is, and what a rule reads as a word.
_KEPT = frozenset(
    "class style type rel dir lang align valign width height colspan rowspan border start span role property"
    " http-equiv charset data-pluginname data-type data-w data-ratio data-lang data-tools data-role label-type checked"
    " contenteditable roledescription".split()
)
_NAMES = frozenset("id for name".split())  # places that styles and links lead to: they stay, if they are no words
_TAG = re.compile(r"""<(?:!--.*?(?:-->|\Z)|[/!?]?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>?)""", re.S)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)""")
_RAW = re.compile(r"(<(script|style)\b[^>]*(?<!/)>)(.*?)(</\2\s*>|\Z)", re.S | re.I)
_ADDRESS = re.compile(r"(?:https?:)?(?://|\\/\\/)[^\s\"'<>()，。；、）】]+|\b(?:mailto|tel):[^\s\"'<>]+", re.I)
_ESCAPE = re.compile(r"&#(\d+);?|&#x([0-9a-f]+);?|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|&\w+;|\\[A-Za-z]+", re.I)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_STRING = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""", re.S)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\\\"'])//[^\n]*", re.S)
_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]{0,40}\Z")
_WRITTEN = {"\\x3c": "<", "\\x3e": ">", "\\x22": '"', "\\x27": "'", "\\x26": "&"}  # as WeChat's scripts hold HTML
_OF_CHAR = {char: written for written, char in _WRITTEN.items()}
_SWITCH = re.compile(r"[a-z0-9_-]{1,20}(?::[a-z0-9_-]{1,20})?\Z")
_OF_SOMEBODY = re.compile("name|author|user|nick|title|alias|id$|url|src|link")
_OF_THE_PAGE = re.compile(r"<meta\b.*\b(?:http-equiv|charset|viewport|generator)\b", re.I | re.S)
# Hosts that rules know.
_HOSTS = ("mp.weixin.qq.com", "mmbiz.qpic.cn", "mmbiz.qlogo.cn", "res.wx.qq.com", "v.qq.com", "niaogebiji.com")
_OF_ADDRESSES = re.compile(r"s|mmbiz(?:_\w+)?|\d{1,4}|png|jpe?g|gif|webp|svg|html?")


def scrambled(page: str) -> str:
    """*page* with invented words, addresses and names.

    >>> scrambled('<p class="ad">Tea</p>').startswith('<p class="ad">')
    True
    """
    parts, at = [], 0
    for raw in _RAW.finditer(page):
        parts += [_markup(page[at : raw.start()]), _tag(raw[1]), _inside(raw), raw[4]]
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
    if tag.startswith(("</", "<!", "<?")) or _OF_THE_PAGE.match(tag):
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
    elif inner.lstrip()[:1] in ("{", "[") and quote == "'":
        inner = _STRING.sub(_string, inner)  # JSON
    elif name not in _KEPT and not _is_switch(name, inner):
        inner = _text(inner)
    return f"{found[1]}{found[2]}{quote}{inner}{quote}"


def _is_switch(name: str, value: str) -> bool:
    """Whether it says what something is, as ``data-list="ordered"``, and no name of anybody."""
    return name.startswith("data-") and bool(_SWITCH.match(value)) and not _OF_SOMEBODY.search(name)


def _inside(raw: re.Match[str]) -> str:
    """Code with other strings; of a style sheet only addresses and comments are anybody's own."""
    if "text/html" in raw[1]:
        return _markup(raw[3])
    code = _COMMENT.sub("", raw[3])
    if raw[2].lower() == "style":
        return _addresses(code, lambda rest: rest)
    return _STRING.sub(_string, code)


def _string(found: re.Match[str]) -> str:
    quote, value = found[0][0], found[0][1:-1]
    if re.match(r"\s*:", found.string[found.end() : found.end() + 9]):
        return found[0]  # the name of a field
    if "\\x3c" not in value:
        parts = re.split(r"(\\[bfnrtv])", value)  # what is between parentheses is every second part
        return quote + "".join(part if at % 2 else _markup(part) for at, part in enumerate(parts)) + quote
    for written, char in _WRITTEN.items():
        value = value.replace(written, char)
    return quote + "".join(_OF_CHAR.get(char, char) for char in _markup(value)) + quote


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
    path = re.sub(r"[\w-]+", _part, head[3])
    return f"{head[1]}{host}{path}"


def _part(found: re.Match[str]) -> str:
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    word = found[0]
    if behind in ("=", ";") or before == "." or _OF_ADDRESSES.fullmatch(word):
        return word
    return _invented(word)


def _words(text: str) -> str:
    parts, at = [], 0
    for escape in _ESCAPE.finditer(text):
        parts += [_WORD.sub(lambda found: _invented(found[0]), text[at : escape.start()]), _other_escape(escape)]
        at = escape.end()
    return "".join([*parts, _WORD.sub(lambda found: _invented(found[0]), text[at:])])


def _other_escape(escape: re.Match[str]) -> str:
    """The same escape, of another letter where it is one."""
    digits, base = (escape[1], 10) if escape[1] else (escape[2] or escape[3] or escape[4], 16)
    if not digits or int(digits, base) > 0x10FFFF or not chr(int(digits, base)).isalpha():
        return escape[0]
    code = ord(_invented(chr(int(digits, base))))
    return escape[0].replace(digits, f"{code:0{len(digits)}{'d' if base == 10 else 'x'}}")


def _invented(word: str) -> str:
    """As many characters of the same kinds, the same for the same word; years, sizes and other short numbers stay."""
    if word in _SIGNS:
        return word
    if word.isdigit():
        return word[:4] + "".join(str((int(digit) + 3) % 10) for digit in word[4:])
    digest = hashlib.shake_256(word.encode("utf-8", "surrogatepass")).digest(2 * len(word))
    return "".join(_other(char, digest[2 * at] * 256 + digest[2 * at + 1]) for at, char in enumerate(word))


def _other(char: str, draw: int) -> str:
    if "㐀" <= char <= "鿿" or ord(char) > 0x1FFFF:
        return char if char in COMMON else _HAN[draw % len(_HAN)]
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
