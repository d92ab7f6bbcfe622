"""What do converters make of things that WeChat's pages have? Each is a small page, and a question to the Markdown.

    pip install markdownify html2text html-to-markdown trafilatura markitdown wechat-article-parser
    python benchmarks/features.py

Peers that know no page of WeChat are handed the body, as in `fidelity.py`: what is asked is what they are for.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from peers import PEERS, installed

WORDS = "早市在河边，天没亮就有人来。先到的是青菜，再到的是豆浆，卖花的最后才来，大家都认识她。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>早市</title></head><body id="activity-detail">
<h1 id="activity-name">早市</h1><div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<p>{WORDS}</p>{{}}<p>{WORDS[::-1]}</p></div></body></html>"""
NOTICE = '<html><body><div class="weui-msg"><h2 class="weui-msg__title">该内容已被发布者删除</h2></div></body></html>'
Ask = Callable[[str], bool]
FEATURES: dict[str, tuple[str, Ask]] = {
    "a body that its script shows": ("<p>豆浆</p>", lambda md: WORDS in md and "豆浆" in md),
    "bold beside Chinese punctuation": (
        "<p><strong>先磨，后煮。</strong>他起得早。</p>",
        lambda md: "**先磨，后煮。**他" not in md,
    ),
    "hidden text is left out": ('<p style="display: none">藏着</p>', lambda md: "藏着" not in md),
    "a picture that loads late": (
        '<p><img data-src="https://mmbiz.qpic.cn/mmbiz_png/Key/640" src="data:image/gif;base64,R0lGODlh"></p>',
        lambda md: "mmbiz.qpic.cn/mmbiz_png/Key" in md,
    ),
    "bold by style alone": ('<p>要<span style="font-weight: bold">热</span>的</p>', lambda md: "**热**" in md),
    "code of WeChat's editor, with lines": (
        """<section class="code-snippet__fix"><ul class="code-snippet__line-index"><li></li><li></li></ul>
        <pre class="code-snippet__js" data-lang="python"><code><span class="code-snippet_outer">茶 = 1</span></code>
        <code><span class="code-snippet_outer">水 = 2</span></code></pre></section>""".replace("\n        ", ""),
        lambda md: "茶 = 1\n水 = 2" in md,
    ),
    "a table whose first row is its head": (
        "<table><tr><td>豆</td><td>碗</td></tr><tr><td>浓</td><td>八</td></tr></table>",
        lambda md: bool(re.search(r"豆 *\| *碗 *\|?\n[| :]*-", md)),
    ),
    "a formula, from MathML": (
        "<p><math><mfrac><mi>a</mi><mi>b</mi></mfrac></math></p>",
        lambda md: "\\frac{a}{b}" in md,
    ),
    "an audio player": (
        '<mp-common-mpaudio name="雨声" voice_encode_fileid="MzA0" play_length="61000"></mp-common-mpaudio>',
        lambda md: "雨声" in md,
    ),
    "no escape that is not needed": ("<p>2*3=6，a_b</p>", lambda md: "2*3=6" in md and "a_b" in md),
    "text that looks like Markdown stays text": (
        "<p># 一</p><p>1. 二</p>",
        lambda md: "\n# 一" not in md and "\n1. 二" not in md,
    ),
    "no-break and zero-width spaces go": (
        "<p>茶&nbsp;水\u200b热</p>",
        lambda md: "\u00a0" not in md and "\u200b" not in md,
    ),
}


def works(name: str, page: str, ask: Ask) -> bool:
    try:
        markdown = PEERS[name](page)
    except Exception as error:  # noqa: BLE001  # whatever a peer raises, it has given nothing
        print(f"{name}: {type(error).__name__}", file=sys.stderr)
        return False
    return WORDS[:8] in markdown and ask(markdown)


def tells(name: str) -> bool:
    """Whether a notice is no article to the peer: an error, or nothing."""
    try:
        return not PEERS[name](NOTICE).strip()
    except Exception as error:  # noqa: BLE001  # that is the answer
        return bool(error)


def main() -> None:
    """Print the table."""
    peers = installed()
    print("| | " + " | ".join(f"{name} {known}" for name, known in peers.items()) + " |")
    print("|---" * (len(peers) + 1) + "|")
    for feature, (body, ask) in FEATURES.items():
        answers = ("yes" if works(name, PAGE.format(body), ask) else "–" for name in peers)
        print(f"| {feature} | " + " | ".join(answers) + " |")
    print(
        "| a notice (deleted, captcha) is no article | " + " | ".join("yes" if tells(p) else "–" for p in peers) + " |"
    )


if __name__ == "__main__":
    main()
