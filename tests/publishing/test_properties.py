"""Any article's document comes back: the same Markdown, and the same document."""

from __future__ import annotations

from bodies import bodies
from hypothesis import given
from hypothesis import strategies as st

import wechatclean
from wechatclean.publishing.styles import STYLES

SIGNS = st.sampled_from(
    ["{{ 甲 }}", "{% x %}", "{# y #}", "{{< z >}}", "#}", "| 乙", "$5 和 $6", "==丙==", "[[丁]]", "#戊", "%%己%%"]
)


@given(bodies, st.sampled_from(sorted(STYLES)), st.lists(SIGNS, max_size=3))
def test_any_document_is_a_fixed_point(html, style, signs):
    try:
        article = wechatclean.clean(html + "".join(f"<p>写{sign}的<b>{sign}</b></p>" for sign in signs))
    except wechatclean.WechatCleanError:
        return
    document = article.to_document(style)
    again = wechatclean.clean(document)
    assert again.markdown == article.markdown
    assert again.to_document(style) == document
