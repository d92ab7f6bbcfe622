"""An image policy of a user's own, in a module that other processes can import."""

from __future__ import annotations

from dataclasses import dataclass

from wechatclean import Image


@dataclass(frozen=True)
class WithSuffix:
    """A callable with a value, as a policy's address may be."""

    suffix: str

    def __call__(self, image: Image) -> str:
        return image.url + self.suffix
