"""What wrote an article's Markdown, as far as that is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field

from wechatclean.images.policies import NO_REFERRER, NO_REFERRER_WHERE_CHECKED, REFERENCE, REMOTE, ImagePolicy
from wechatclean.output.render import Writer

_WAYS = (REMOTE, NO_REFERRER, NO_REFERRER_WHERE_CHECKED, REFERENCE)  # to write a picture in Markdown


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """The writer and the image policy of an article; all are equal, for they are no part of what it says.

    Where an article is pickled, what a user has made is forgotten: not all of it can be.

    Attributes:
        writer: wrote the Markdown; ``None`` is a :class:`~wechatclean.MarkdownWriter` without options.
        images: showed the pictures; ``None`` where that is not known.
    """

    writer: Writer | None = field(default=None, compare=False)
    images: ImagePolicy | None = field(default=None, compare=False)

    def __reduce__(self) -> tuple[type[WrittenBy], tuple[Writer | None]]:
        is_ours = type(self.writer).__module__.startswith("wechatclean.")
        has_callback = getattr(self.writer, "options", {}).get("code_language_callback") is not None
        return WrittenBy, (self.writer if is_ours and not has_callback else None,)

    def __deepcopy__(self, memo: object) -> WrittenBy:
        return self

    def policies(self) -> tuple[ImagePolicy, ...]:
        """Policies that may have shown the pictures, the likeliest first."""
        return (self.images, *_WAYS) if self.images else _WAYS
