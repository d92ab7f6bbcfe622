"""What nobody sees and yet changes what is read: turned text, and selectors behind characters that have none."""

from __future__ import annotations

import pytest

import wechatclean
from wechatclean.html.characters import seen
from wechatclean.publishing.file_names import file_name
from wechatclean.publishing.styles import HEXO

DIRECTIONS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("sign", DIRECTIONS, ids=ascii)
@pytest.mark.parametrize("written", ["{}", "&#x{:x};"])
def test_nothing_turns_the_direction_of_text(sign, written):
    s = sign if written == "{}" else written.format(ord(sign))
    article = wechatclean.clean(
        f'<h1 class="rich_media_title">茶{s}gnp.exe</h1><div id="js_content"><p>春{s}水'
        f'<a href="https://a.example/" title="{s}t">moc{s}.elpmaxe</a></p>'
        f'<p><img src="https://a.example/a.png" alt="图{s}一"></p>'
        f'<pre><code>x{s}y</code></pre><mp-common-profile data-nickname="甲{s}乙"></mp-common-profile></div>'
    )
    written = article.model_dump_json() + article.to_document() + file_name(article, HEXO)
    assert not any(char in written for char in DIRECTIONS)
    assert "moc.elpmaxe" in article.markdown
    assert article.images[0].alt == "图一"
    assert article.title == "茶gnp.exe"
    assert article.coverage.characters == 1


KEPT = [
    "❤\ufe0f", "☕\ufe0e", "1\ufe0f\u20e3", "©\ufe0f", "🏳\ufe0f\u200d🌈", "葛\U000e0100", "辻\U000e0101",
    "﨑\U000e0100",
    "令\ufe00", "0\ufe00", "，\ufe01", "∩\ufe00", "\u1820\u180b", "\u1820\u180c",
]  # fmt: skip
@pytest.mark.parametrize("text", [text for text in KEPT if len(text) == 2], ids=ascii)
def test_selectors_stay_behind_a_character_of_another_element(text):
    assert text in wechatclean.clean(f"<p>春<b>{text[0]}</b>{text[1]}水</p>").text


STRAY = {
    "a\ufe0f": "a",
    "茶\ufe0f": "茶",
    "，\ufe0e": "，",
    "❤\ufe0f\ufe0f\ufe0e": "❤\ufe0f",
    "a\U000e0100\U000e0101b": "ab",
    "❤\U000e0148\U000e0155": "❤",
    "葛\U000e0100\U000e0155": "葛\U000e0100",
    "茶\u180b": "茶",
    "a\ufe00": "a",
    "\ufe0f茶": "茶",
}


@pytest.mark.parametrize("text", KEPT, ids=ascii)
def test_selectors_stay_where_a_character_has_them(text):
    assert seen(text) == text
    assert text in wechatclean.clean(f"<p>春{text}水</p>").text


@pytest.mark.parametrize("text", STRAY, ids=ascii)
def test_selectors_go_where_it_has_none(text):
    article = wechatclean.clean(
        f'<p>{text}<a href="https://a.example/">{text}</a><img src="https://a.example/a.png" alt="图{text}"></p>'
    )
    assert article.text.startswith(STRAY[text] * 2)
    assert article.images[0].alt == f"图{STRAY[text]}"
    assert article.coverage.characters == 1
