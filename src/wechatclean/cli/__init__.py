"""The command: ``wechatclean PAGE [-o FILE] [--json] [--url URL] [--images POLICY] [--front-matter STYLE] …``.

The library is imported when the arguments have been read, so that help and wrong usage cost no time and Ctrl-C is
answered at any moment.
"""

from __future__ import annotations

from wechatclean.cli.command import main
from wechatclean.cli.statuses import EXIT_STATUSES

__all__ = ["EXIT_STATUSES", "main"]
