"""What former runs have written, which is no page, though it may lie among pages."""

from __future__ import annotations

import os
from collections.abc import Iterator

from wechatclean.archive.ledger import documents_in
from wechatclean.archive.report.report import pages_in


def written_in(folder: str) -> Iterator[str]:
    """The paths of the documents, and of the pages of a report, that a former run has written into *folder*."""
    yield from (os.path.join(folder, *name.split("/")) for name in (*documents_in(folder), *pages_in(folder)))  # noqa: PTH118
