"""What the site needs beyond what its plugins do; `mkdocs.yml` names it.

Pages are read in the repository, too, so their links are relative: one that leads out of `docs/` leads to the
repository here, and a page names no other language, since the site has a switch for that.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any

LINK = re.compile(r"(\]\()(?!https?:|#)([^)\s#]+)(#[^)\s]*)?(\))")
OTHER_LANGUAGE = re.compile(r"\s?\[(?:English|中文)\]\([\w/-]+(?:\.zh)?\.md\)")
FENCE = re.compile(r"(^```.*?^```$|`[^`\n]*`)", re.S | re.M)


def on_page_markdown(markdown: str, page: Any, config: Any, **_: object) -> str:
    """The page, its links as the site has them; code stays as it is."""
    folder = posixpath.dirname(page.file.src_uri)

    def link(found: re.Match[str]) -> str:
        start, target, anchor, end = found.groups(default="")
        path = posixpath.normpath(posixpath.join("docs", folder, target))
        if not path.startswith("docs/"):
            return f"{start}{config.repo_url}/blob/main/{path}{anchor}{end}"
        return f"{start}{target.replace('.zh.md', '.md')}{anchor}{end}"

    pieces = FENCE.split(markdown)
    return "".join(piece if n % 2 else LINK.sub(link, OTHER_LANGUAGE.sub("", piece)) for n, piece in enumerate(pieces))
