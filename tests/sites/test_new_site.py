"""A new site is one file: what it declares is enough for its title, author, date and body to come out."""

from __future__ import annotations

import pickle

import pytest

from wechatclean import Cleaner
from wechatclean.selectors.selector import by_class, by_id, script
from wechatclean.sites import SITES
from wechatclean.sites.site import Site, has_tag, host_of
from wechatclean.source.source import Source


def owns(source):
    return host_of(source) == "teahouse.example" or has_tag(source, "class", "house")


TEAHOUSE = Site(
    name="teahouse",
    title="茶馆报",
    base="https://teahouse.example/",
    owns=owns,
    containers=(("class", "story"),),
    selectors={
        "author": (by_class("teller", after="讲述"),),
        "account.name": (by_class("house"),),
        "published_at": (by_id("told"), script("toldAt")),
        "digest": (by_class("gist"),),
        "location": (by_class("story", attribute="data-city"),),
    },
    placeholders={"author": frozenset({"本报"})},
    captions=(("data-kind", "caption"),),
)
PAGE = """<!DOCTYPE html><html><head><title>一壶茶的故事 - 茶馆报</title>
<link rel="canonical" href="https://teahouse.example/story/1"></head><body><nav>首页</nav>
<article><h1>一壶茶的故事</h1><p class="house">东街茶馆</p><p class="teller">讲述：阿茶</p>
<em id="told">2024年3月5日 08:30</em>
<p class="gist">水要烧开。</p>
<div class="story" data-city="杭州"><p>茶要<b>热</b>的。见<a href="/story/2">下一篇</a>。</p>
<p><img src="https://pictures.example/a.png" alt="茶馆报,茶,水"></p><p data-kind="caption">一壶茶</p></div></article>
<footer>页脚</footer></body></html>"""


CLEANER = Cleaner(sites=(TEAHOUSE,))


def front_matter(html, **front):
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in front.items()) + f"---\n{html}"


def test_everything_that_its_page_states_comes_out():
    article = CLEANER.clean(PAGE)
    assert article.site == "teahouse"
    assert article.title == "一壶茶的故事"
    assert (article.author, article.account.name, article.digest) == ("阿茶", "东街茶馆", "水要烧开。")
    assert article.location == "杭州"
    assert f"{article.published_at:%Y-%m-%d %H:%M}" == "2024-03-05 08:30"
    assert article.markdown == (
        "茶要**热**的。见[下一篇](https://teahouse.example/story/2)。\n\n"
        "![](https://pictures.example/a.png)\n\n一壶茶"
    )
    assert article.images[0].caption == "一壶茶"


def test_its_title_without_a_heading_is_that_of_the_head_without_its_name():
    assert CLEANER.clean(PAGE.replace("<h1>一壶茶的故事</h1>", "")).title == "一壶茶的故事"


def test_a_placeholder_is_no_value():
    assert CLEANER.clean(PAGE.replace("阿茶", "本报")).author is None


def test_front_matter_comes_before_the_site_and_the_site_before_what_any_page_may_have():
    html = PAGE.replace("<title>", '<meta name="author" content="站长"><title>')
    assert CLEANER.clean(html).author == "阿茶"
    assert CLEANER.clean(html.replace('class="teller"', "")).author == "站长"
    assert CLEANER.clean(front_matter(html, author="抄写员", site="teahouse")).author == "抄写员"


def test_its_body_alone_is_a_fragment_of_its_own():
    fragment = '<div class="story" data-city="苏州"><p>茶</p></div>'
    article = CLEANER.clean(fragment, url="https://teahouse.example/story/1")
    assert (article.site, article.markdown, article.location) == ("teahouse", "茶", "苏州")


def test_a_label_that_is_not_there_costs_nothing():
    assert CLEANER.clean(PAGE.replace("讲述：", "")).author == "阿茶"


def test_what_markdown_shows_is_no_sign_of_a_site():
    shown = '<p class="house">东街茶馆</p>'
    assert has_tag(Source(shown, None), "class", "house")
    assert not has_tag(Source(shown, None, is_markdown=True), "class", "house")


def test_places_of_the_site_that_disagree_leave_a_note():
    article = CLEANER.clean(PAGE.replace("</body>", "<script>var toldAt = '2020-01-01 00:10';</script></body>"))
    (note,) = [note for note in article.notes if note.kind == "metadata"]
    assert "`#told`" in note.message
    assert "`toldAt`" in note.message


def test_the_other_sites_are_asked_after_it():
    article = CLEANER.clean("<html><head><title>页</title></head><body><div id='js_content'><p>茶</p></div></body>")
    assert article.site == "wechat"


def test_a_field_that_does_not_exist_is_told():
    wrong = Site(name="wrong", title="误", base="https://a.example/", owns=bool, selectors={"writer": (by_id("a"),)})
    with pytest.raises(ValueError, match="'wrong' has selectors of no field, 'writer'; there are title, author"):
        Cleaner(sites=(wrong,)).clean("<p>茶</p>")


@pytest.mark.parametrize("site", [*SITES, TEAHOUSE], ids=lambda site: site.name)
def test_a_site_can_be_pickled_and_hashed(site):
    if site is not TEAHOUSE:  # a test module has no name that pickle could import
        again = pickle.loads(pickle.dumps(site))
        assert (again, hash(again)) == (site, hash(site))
    assert len({site, site}) == 1
