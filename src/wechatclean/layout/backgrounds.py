"""Background pictures: when one is a picture of the article, and not decoration."""

from __future__ import annotations

from wechatclean.layout.builder import ArticleBuilder
from wechatclean.layout.computed_style import Rules
from wechatclean.layout.normal_form import Element
from wechatclean.layout.rules import OnLeave


def painting(builder: ArticleBuilder, rules: Rules, el: Element) -> OnLeave | None:
    """What shows the background of *el*, where it is a picture; that of a drawing is shown at once.

    Whether anything else is shown of *el* is known when the walk leaves it.
    """
    painter, backdrop = rules.painter, rules.painted(el) if rules.painted else None
    if backdrop is None or painter is None:
        return None
    if backdrop.is_drawing:
        painter(builder, backdrop, el)
        return None
    before, clear = builder.progress(), builder.clear

    def paint() -> None:
        if (backdrop.has_room or builder.clear > clear) and builder.is_as_before(before):
            painter(builder, backdrop, el)

    return paint
