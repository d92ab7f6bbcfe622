"""Tails: where they stand in the Markdown, what goes with them, and the words that they are known by."""

# ruff: noqa: E501  # sayings are data

from __future__ import annotations

import json

import pytest
from folders import FIXTURES, PAGES, fixture_name

import wechatclean
from wechatclean.html.parser import parse
from wechatclean.tails.evidence import Role, evidence_of, lead_evidence, line_evidence
from wechatclean.tails.words import COUNT_OR_DATE, PHRASES

FOLDERS = sorted(path for path in (FIXTURES / "tail").iterdir())
KEPT = [folder for folder in FOLDERS if not (folder / "options.json").exists()]
REAL = sorted(path for pages in (PAGES, PAGES.parent / "pages2") for path in pages.glob("*/*.*ml"))[::7]
BODY = "<p>水要现烧，茶要现泡，这两样都急不得，急了便只剩下苦味，再好的叶子也白费了一个春天。</p>"
QR = '<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/QrKey/640"></p>'
FOLLOW = "<p>长按识别二维码，关注巷口茶铺</p>"
POLICIES = ["remote", "no-referrer", "reference", "alt-text", "drop", "https://p.example/?u={url}"]
folders = pytest.mark.parametrize("folder", KEPT, ids=fixture_name)
sources = pytest.mark.parametrize("path", [*(f / n for f in KEPT for n in ("input.html", "input.md")), *REAL], ids=str)


def read(path):
    if not path.exists():
        pytest.skip("the folder holds the other kind")
    return path.read_bytes()


def cleaned(source, **options):
    try:
        return wechatclean.clean(source, **options)
    except wechatclean.WechatCleanError as error:
        pytest.skip(str(error))


def slices_hold_the_text(article):
    """Each slice says what its tail says, and they stand one below the other down to the end."""
    below = 0
    for tail in article.tail:
        if tail.start is not None:
            assert below <= tail.start <= tail.end
            below = tail.end
            written = article.markdown[tail.start : tail.end]
            words = wechatclean.clean(f"---\nt: 1\n---\n{written}").text if tail.text else ""
            assert "".join(tail.text.split()) == "".join(words.split())
    last = [tail for tail in article.tail if tail.kind != "lead-in" and tail.start is not None]
    rest = article.markdown[last[-1].end :].strip() if last else ""
    assert not rest or all(line.startswith("[image-") for line in rest.splitlines())


@pytest.mark.parametrize("images", POLICIES)
@folders
def test_the_slices_are_the_tail(folder, images):
    path = next(path for path in folder.iterdir() if path.stem == "input")
    policy = wechatclean.proxy(images) if "{" in images else images
    article = wechatclean.clean(path.read_bytes(), images=policy)
    slices_hold_the_text(article)
    shown = article.with_images(lambda url: None, cleaner=wechatclean.Cleaner(images=policy))
    assert shown.tail == article.tail
    moved = article.with_images(lambda url: "a/much/longer/path.png", cleaner=wechatclean.Cleaner(images=policy))
    slices_hold_the_text(moved)
    assert [tail.text for tail in moved.tail] == [tail.text for tail in article.tail]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_the_slices_are_the_tail_of_real_pages(path):
    article = cleaned(path.read_bytes())
    below = 0
    for tail in article.tail:
        assert below <= tail.start <= tail.end
        below = tail.end
    assert article.with_images({}).tail == article.tail


@sources
def test_to_drop_it_changes_nothing_else(path):
    article, dropped = cleaned(read(path)), cleaned(read(path), tail="drop")
    rest, at = [], 0
    for tail in article.tail:
        rest.append(article.markdown[at : tail.start])
        at = tail.end
    rest.append(article.markdown[at:])
    assert dropped.markdown.split() == "".join(rest).split()
    assert dropped.coverage == article.coverage
    assert wechatclean.to_markdown(read(path), tail="drop") == dropped.markdown
    assert [(t.kind, t.text, t.confidence) for t in dropped.tail] == [
        (t.kind, t.text, t.confidence) for t in article.tail
    ]
    assert all(tail.start is tail.end is None for tail in dropped.tail)
    other = {"markdown", "html", "text", "images", "links", "embeds", "tail", "notes"}
    assert dropped.model_dump(exclude=other) == article.model_dump(exclude=other)
    assert bool(article.tail) == any("tail='drop'" in note.message for note in dropped.notes)


@sources
def test_to_drop_it_twice_is_to_drop_it_once(path):
    document = cleaned(read(path), tail="drop").to_document()
    again = wechatclean.clean(document, tail="drop")
    assert (again.to_document(), again.tail) == (document, ())


def test_all_forms_lose_it():
    card = "<mp-common-profile data-pluginname='mpprofile' data-nickname='巷口茶铺'></mp-common-profile>"
    link = "<p><a href='https://mp.weixin.qq.com/s/a'>一壶茶</a></p>"
    source = f"{BODY}{QR}<p>推荐阅读</p>{link}{FOLLOW}{QR}<section>{card}</section>"
    kept, dropped = wechatclean.clean(source), wechatclean.clean(source, tail="drop")
    for form in (dropped.markdown, dropped.html, dropped.text):
        assert "白费" in form
        assert "关注" not in form
    assert [len(kept.images), len(kept.links), len(kept.embeds)] == [2, 1, 1]
    assert [len(dropped.images), len(dropped.links), len(dropped.embeds)] == [1, 0, 0]
    assert dropped.coverage == wechatclean.Coverage()


def test_every_call_takes_the_option():
    data = {"title": "茶", "content": BODY + FOLLOW}
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": BODY + FOLLOW}]})
    cleaner = wechatclean.Cleaner(tail="drop")
    (many,) = wechatclean.clean_many([("tea", BODY + FOLLOW)], processes=1, tail="drop")
    articles = [
        many.article,
        wechatclean.clean_data(data, tail="drop"), *wechatclean.clean_feed(feed, tail="drop"),
        cleaner.clean(BODY + FOLLOW), cleaner.clean_data(data),
    ]  # fmt: skip
    assert {article.markdown for article in articles} == {wechatclean.to_markdown(BODY)}
    assert cleaner != wechatclean.Cleaner()


@pytest.mark.parametrize(("tail", "error"), [("gone", ValueError), (True, TypeError), (None, TypeError)])
def test_another_word_is_refused(tail, error):
    with pytest.raises(error, match="tail is 'keep' or 'drop', not"):
        wechatclean.clean(BODY, tail=tail)


def test_a_writer_of_ones_own_says_no_places():
    class Plain:
        def write(self, root, images=None, engine=None, /):
            return "".join(root.itertext())

    article = wechatclean.clean(BODY + FOLLOW, writer=Plain())
    assert [(tail.kind, tail.start) for tail in article.tail] == [("qr-code", None)]
    assert "关注" not in wechatclean.clean(BODY + FOLLOW, writer=Plain(), tail="drop").markdown


def test_what_ends_a_document_moves_no_place():
    class Ended(wechatclean.MarkdownWriter):
        def convert__document_(self, el, text, parent_tags):
            return f"<!-- tea -->\n\n{text.strip()}\n\n[back](#top)\n"

    article = wechatclean.clean(BODY + FOLLOW, writer=Ended())
    assert article.markdown[article.tail[0].start : article.tail[0].end] == "长按识别二维码，关注巷口茶铺"


# A line of each way of saying it; the tables of words and these lines are read side by side.
SAYINGS = {
    "qr-code": [
        "长按识别二维码，关注巷口茶铺", "扫码关注", "识别：二维码", "扫描二维码", "长按图片加群，一起喝茶", "微信扫一扫关注该公众号",
        "关注请扫描下方二维码", "長按識別二維碼，關注我們", "Scan the QR code", "扫码添加小茶，备注喝茶进交流群",
    ],
    "follow": [
        "点击关注", "欢迎关注我们", "请关注", "关注", "关注公众号，不错过每一场雨", "关注「巷口茶铺」，每天一杯", "记得把我们设为星标",
        "关注我们", "关注不迷路", "搜索关注公众号：巷口茶铺", "+关注", "Follow us!", "我是谷雨，关注我，一起喝茶", "微信公众号：巷口茶铺", "更多内容请关注茶铺公众号", "歡迎關注我們", "关注这里，获取更多精彩内容：", "点个‘关注’，私信回复「茶单」",
    ],
    "share": [
        "点赞、在看、转发，就是最好的鼓励", "觉得不错，点个赞吧", "转发给身边爱喝茶的朋友", "在看", "喜欢作者", "如果喜欢就点个在看",
        "求三连", "分享给更多人", "喜欢此内容的人还喜欢", "觉得有帮助？请分享给更多人", "动动手指，点赞转发", "点分享", "喜欢请点“在看”", "打赏作者", "原创不易，多多支持",
    ],
    "recommended": [
        "推荐阅读", "往期精彩回顾", "【延伸阅读】", "推荐阅读：一壶老白茶的三个早晨", "▼ 点击下方图片阅读", "推荐阅读 点击标题可跳转",
        "猜你喜欢", "推薦閱讀", "为你推荐", "你可能还会喜欢", "往期推荐 ↓", "更多精彩", "近期热门文章", "上一篇：雨前雨后", "往日精彩内容：",
    ],
    "read-more": ["点击“阅读原文”，查看茶单", "阅读原文", "戳左下角阅读原文", "点击原文链接"],
    "copyright": [
        "版权声明：本号文字归茶铺所有", "免责声明：以下所述只是店主的习惯", "未经授权，不得转载", "如有侵权，请联系删除", "转载请注明出处",
        "© 2020 巷口茶铺", "All Rights Reserved", "Powered by 茶铺", "本文仅供学习参考", "版权归原作者所有", "谢绝转载", "图片来自网络，侵删", "观点不代表本号立场", "转载授权请联系后台",
    ],
    "contact": [
        "投稿邮箱：tea@example.org", "商务合作：tea001", "小编微信：xiangkoucha", "添加微信好友，备注喝茶", "加入茶友交流群",
        "后台回复「茶单」领取", "欢迎投稿！", "微信号：xiangkoucha", "爆料热线：12345", "微博：@巷口茶铺", "合作请联系小满", "投稿请发至：tea@example.org",
    ],
}  # fmt: skip
# What only sounds like it.
NOT_SAID = [
    "茶会报名请扫描二维码", "扫描二维码登录", "请关注天气变化", "我们都很关注茶的价格", "用户点击关注按钮", "扫描电镜下的茶叶", "他只喝白茶",
    "分享一个泡茶的办法", "转载的茶谱", "版权的历史", "推荐一款茶", "阅读原文献", "微信支付", "加入热水", "关注我们的健康", "请你喜欢自己",
    "订阅的报纸到了", "投稿的人很多", "他把茶分给朋友", "联系上下文", "投递简历：tea@example.org", "相关茶品", "赞不绝口", "重点赞扬了茶农", "点击原文献", "他代表观众", "公众号的编辑", "scan", "subscribers", "完了才知道",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in SAYINGS.items() for line in lines])
def test_a_line_says_what_it_is(kind, line):
    found = line_evidence(line)
    assert (found.role, found.kind) == (Role.SURE, kind)


def test_every_kind_of_phrase_is_among_them():
    assert {phrase.kind for phrase in PHRASES} == SAYINGS.keys()


@pytest.mark.parametrize("line", NOT_SAID)
def test_a_line_that_only_sounds_like_it(line):
    assert line_evidence(line).role is not Role.SURE


@pytest.mark.parametrize(
    "line", ["点击上方蓝字关注我们", "点击蓝字", "↑ 点击上方名片关注", "给茶铺加星标，不迷路", "上期回顾：一壶茶", "爱茶 | 更多精彩请关注公众号"]
)
def test_a_lead_in(line):
    assert lead_evidence(line) is not None


@pytest.mark.parametrize("line", ["推荐阅读", "分享给大家一个办法", "点赞的人不喝茶", "END", "上期的茶喝完了"])
def test_no_lead_in(line):
    assert lead_evidence(line) is None


@pytest.mark.parametrize("line", ["18", "7月3日", "2019-07-03", "3天前", "昨天", "1.2万"])
def test_counts_and_dates(line):
    assert COUNT_OR_DATE.fullmatch(line)


@pytest.mark.parametrize("end", ["END", "— THE END —", "【完】", "全文完", "本文结束", "▼▼▼", "——————"])
def test_an_end_mark_above_goes_along_and_alone_stays(end):
    assert wechatclean.clean(f"{BODY}<p>{end}</p>{FOLLOW}").tail[0].text == end
    assert wechatclean.clean(f"{BODY}{FOLLOW}{BODY}<p>{end}</p>").tail == ()


@pytest.mark.parametrize(
    "html",
    [
        BODY,
        "<pre>boil(water)</pre>",
        "<ul><li>一壶水</li><li>两片叶子</li><li>三个人</li><li>四只杯</li></ul>",
        "<table><tr><td>水温</td><td>九十度</td></tr><tr><td>时间</td><td>关注</td></tr></table>",
        "<h3>参考文献</h3>",
        "<p>第一句。</p><p>第二句。</p>",
    ],
)  # fmt: skip
def test_text_below_ends_it(html):
    assert wechatclean.clean(BODY + FOLLOW + html).tail == ()


def test_more_words_than_a_tail_has_end_it():
    slogans = "".join(f"<p>慢{n}一点</p>" for n in "一二三四")
    assert [t.text for t in wechatclean.clean(f"{BODY}{FOLLOW}{slogans}{FOLLOW}").tail] == [
        "长按识别二维码，关注巷口茶铺"
    ]
    pictures = QR * 9
    assert len(wechatclean.clean(f"{BODY}{FOLLOW}{pictures}{FOLLOW}").tail) == 1


def test_a_formula_is_text_of_the_article():
    (block,) = parse("<p>关注<span class='math inline'>\\(x\\)</span></p>")
    assert evidence_of(block).role is Role.BODY


def test_the_command_drops_it(tmp_path, capsys):
    from wechatclean.cli import main

    page = tmp_path / "page.html"
    page.write_text(BODY + FOLLOW, "utf-8")
    assert main([str(page), "--tail", "drop", "--front-matter", "none"]) == 0
    out, err = capsys.readouterr()
    assert out == wechatclean.to_markdown(BODY) + "\n"
    assert "dropped: left out of the article, as tail='drop' asks: qr-code" in err
