"""Encoding traps: what the bytes say counts, never only what the page declares; nothing raises."""

# ruff: noqa: PERF203  # shapes and units are data, a line each

from __future__ import annotations

import codecs

import pytest

import wechatclean

TEXT = "春水初生，春林初盛。"
PAGE = '<html><head>{}</head><body><div id="js_content"><p>' + TEXT + "</p></div></body></html>"
META = '<meta charset="{}">'
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
XML = '<?xml version="1.0" encoding="{}"?>'

READ = {
    "UTF-8": PAGE.format("").encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + PAGE.format("").encode(),
    "UTF-8 that says GBK": PAGE.format(META.format("gbk")).encode(),
    "UTF-8 that says latin-1": PAGE.format(META.format("iso-8859-1")).encode(),
    "UTF-8 that says UTF-16": PAGE.format(META.format("utf-16")).encode(),
    "UTF-8 that says UTF-7": PAGE.format(META.format("utf-7")).encode(),
    "UTF-8 that says nonsense": PAGE.format(META.format("x-tea")).encode(),
    "UTF-8 that says base64": PAGE.format(META.format("base64")).encode(),
    "UTF-8 that says rot13": PAGE.format(META.format("rot13")).encode(),
    "UTF-8 that says idna": PAGE.format(META.format("idna")).encode(),
    "UTF-8 that says unicode_escape": PAGE.format(META.format("unicode_escape")).encode(),
    "GBK": PAGE.format(META.format("gbk")).encode("gbk"),
    "GBK that says GB2312": PAGE.format(HTTP_EQUIV.format("gb2312")).encode("gbk"),
    "GBK that says nothing": PAGE.format("").encode("gbk"),
    "GBK that says UTF-8": PAGE.format(META.format("utf-8")).encode("gbk"),
    "GBK that says base64": PAGE.format(META.format("base64")).encode("gbk"),
    "GBK that says punycode": PAGE.format(META.format("punycode")).encode("gbk"),
    "GB18030": PAGE.format(META.format("gb18030")).encode("gb18030"),
    "Big5": PAGE.format(META.format("big5")).encode("big5"),
    "XML declaration of GBK": (XML.format("gbk") + PAGE.format("")).encode("gbk"),
    "XML declaration that lies": (XML.format("utf-16") + PAGE.format("")).encode(),
    "UTF-16 LE with a mark": codecs.BOM_UTF16_LE + PAGE.format("").encode("utf-16-le"),
    "UTF-16 BE with a mark": codecs.BOM_UTF16_BE + PAGE.format("").encode("utf-16-be"),
    "UTF-16 LE without a mark": PAGE.format("").encode("utf-16-le"),
    "UTF-16 BE without a mark": PAGE.format("").encode("utf-16-be"),
    "text with an XML declaration": XML.format("gbk") + PAGE.format(""),
    "text that says GBK": PAGE.format(META.format("gbk")),
    "text with a mark": "\ufeff" + PAGE.format(""),
    "NUL everywhere": PAGE.format("").replace("水", "\0水\0"),
    "NUL in bytes": PAGE.format("").replace("水", "\0水\0").encode(),
    "controls": PAGE.format("").replace("水", "\x01水\x08\x0b\x1f\x7f"),
    "lone surrogates": PAGE.format("").replace("水", "\ud800水\udfff"),
    "noncharacters": PAGE.format("").replace("水", "\ufffe水\uffff\ufdd0\ufdef"),
    "a mark in the middle": PAGE.format("").replace("水", "\ufeff水"),
    "tag characters": PAGE.format("").replace("水", "\U000e0041水\U000e007f"),
    "Big5 that says nothing": PAGE.format("").encode("big5"),
    "UTF-16 whose first tag comes late": (f"{' ' * 99}{PAGE.format('')}").encode("utf-16-le"),
    "bytearray": bytearray(PAGE.format("").encode()),
    "memoryview": memoryview(PAGE.format("").encode()),
}


@pytest.mark.parametrize("name", READ)
def test_the_text_is_read(name):
    article = wechatclean.clean(READ[name])
    assert article.markdown == TEXT
    article.model_dump_json().encode()


HALF = "🍵".encode()[:2]
TEA = "<p>今天的茶，{}很好喝。</p>"
# What is broken in a few places stays in its encoding: the text, what must be read of it, and how many notes there are.
MENDED = {
    "half an emoji in UTF-8 that says so": (META.format("utf-8").encode() + TEA.encode().replace(b"{}", HALF), 1),
    "half an emoji in UTF-8 that says nothing": (TEA.encode().replace(b"{}", HALF), 1),
    "half an emoji in UTF-8 that says GBK": (META.format("gbk").encode() + TEA.encode().replace(b"{}", HALF), 1),
    "half an emoji in UTF-8 that says latin-1": (META.format("latin1").encode() + TEA.encode().replace(b"{}", HALF), 1),
    "half an emoji behind a mark": (codecs.BOM_UTF8 + TEA.encode().replace(b"{}", HALF), 1),
    "UTF-8 that ends within a character": (TEA.format("").encode() + "茶".encode()[:2], 1),
    "a stray byte of GBK in UTF-8": (TEA.encode().replace(b"{}", b"\xb2"), 1),
    "UTF-8 with a U+FFFD of its own": (TEA.format("\ufffd").encode(), 0),
    "GBK with a stray byte": (META.format("gbk").encode() + TEA.encode("gbk").replace(b"{}", b"\xff"), 1),
    "GBK with a stray byte that says nothing": (TEA.encode("gbk").replace(b"{}", b"\xff"), 1),
    "UTF-16 with half a character": (
        codecs.BOM_UTF16_LE + TEA.format("\ud83c").encode("utf-16-le", "surrogatepass"), 1),
    "Big5 with a stray byte": (
        META.format("big5").encode() + "<p>今天的茶，{}很好喝。</p>".encode("big5").replace(b"{}", b"\xff"), 1),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDED)
def test_broken_characters_cost_themselves_only(name):
    data, notes = MENDED[name]
    article = wechatclean.clean(data)
    assert article.markdown.replace("\ufffd", "") in ("今天的茶，很好喝。", "今天的茶，很好喝。\n\n")
    assert article.markdown.count("\ufffd") == 1
    assert sum(note.kind == "encoding" for note in article.notes) == notes


AS_LATIN = "the text was UTF-8 that had been read as Latin-1"
WRONG = {  # text that was decoded elsewhere, what is read of it, and what is said
    "as Latin-1": (PAGE.format("").encode().decode("latin-1"), TEXT, AS_LATIN),
    "as Windows-1252": (
        PAGE.format("").replace(TEXT, "水乐€").encode().decode("cp1252", "replace").replace("\ufffd", "\x90"),
        "水乐€", AS_LATIN),
    "bytes that Python kept": (
        PAGE.format("").encode().replace("水".encode(), b"\xff").decode(errors="surrogateescape"),
        TEXT.replace("水", "\ufffd"), "1 characters could not be read as utf-8"),
    "a half alone": (PAGE.format("").replace("水", "水\ud83c"), TEXT, "1 halves of characters could not be read"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_text_that_was_read_wrongly_is_mended_and_noted(name):
    text, read, said = WRONG[name]
    article = wechatclean.clean(text)
    assert article.markdown == read
    assert [note.message for note in article.notes] == [said]


@pytest.mark.parametrize("text", ["café – naïve", "\ud83c\udf75", "Ã", "ÃÂ°", "é¡"])
def test_text_that_was_read_rightly_stays(text):
    article = wechatclean.clean(f"<p>{text}</p>")
    assert article.markdown == text.encode("utf-16", "surrogatepass").decode("utf-16")
    assert not article.notes


@pytest.mark.parametrize("tail", ["茶", "好茶", "乐乐", "陆", "。"])
@pytest.mark.parametrize("says", ["", META.format("gbk"), META.format("gb2312"), META.format("gb18030")])
def test_the_last_characters_of_gbk_are_read(tail, says):
    if tail != "陆" or says:  # which by itself is "½" in UTF-8
        assert wechatclean.clean((says + "<p>tea</p>" + tail).encode("gbk")).markdown.endswith(tail)


@pytest.mark.parametrize("text", ["茶", "很", "今天", "🍵", "«tea»", "été"])
def test_a_declared_utf8_is_no_other_encoding_for_a_few_bad_bytes(text):
    data = (META.format("utf-8") + "<p>tea</p>").encode() + text.encode()[:-1]
    article = wechatclean.clean(data)
    assert text[:-1] in article.markdown
    assert any("utf-8" in note.message for note in article.notes)


UTF_8, GBK, UTF_16 = (PAGE.format("").encode(encoding) for encoding in ("utf-8", "gbk", "utf-16-le"))
WATER, WATER_GBK = "水".encode(), "水".encode("gbk")
BROKEN = {  # the bytes, and what is read
    "one bad byte": (UTF_8.replace(WATER, b"\xff"), "春\ufffd初生，春林初盛。"),
    "a letter of GBK that UTF-8 has too": (UTF_8.replace(WATER, WATER_GBK), "春ˮ初生，春林初盛。"),
    "letters of UTF-8 that GBK has too": (GBK.replace(WATER_GBK, WATER * 2), "春姘存按初生，春林初盛。"),
    "half a character": (UTF_8[:-4] + WATER[:2], TEXT),
    "a surrogate in UTF-8": (UTF_8.replace(WATER, b"\xed\xa0\x80"), "春\ufffd\ufffd\ufffd初生，春林初盛。"),
    "overlong": (UTF_8.replace(WATER, b"\xc0\xbc\xe0\x80\xbc"), "春\ufffd\ufffd\ufffd\ufffd\ufffd初生，春林初盛。"),
    "half a UTF-16 pair": (codecs.BOM_UTF16_LE + UTF_16[:-1], TEXT),
}


@pytest.mark.parametrize("name", BROKEN)
def test_of_bad_bytes_what_can_be_read_is_and_the_rest_is_noted(name):
    data, text = BROKEN[name]
    article = wechatclean.clean(data)
    assert article.markdown == text
    assert [note.kind for note in article.notes] == ["encoding"] * ("\ufffd" in text or "half" in name)
    article.model_dump_json().encode()


def test_an_encoding_of_no_page_is_refused():
    with pytest.raises(wechatclean.DocumentError):
        wechatclean.clean(codecs.BOM_UTF32_LE + PAGE.format("").encode("utf-32-le"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_any_cut_of_any_encoding(encoding):
    data = (codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b"") + PAGE.format(META.format("gbk")).encode(encoding)
    for cut in range(len(data)):
        try:
            wechatclean.clean(data[:cut]).markdown.encode()
        except wechatclean.WechatCleanError:
            continue
