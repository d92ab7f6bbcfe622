"""What the site needs beyond what its plugins do; `mkdocs.yml` names it.

Pages are read in the repository, too, so their links are relative: one that leads out of `docs/` leads to the
repository here, and a page names no other language, since the site has a switch for that.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

LINK = re.compile(r"(\]\()(?!https?:|#)([^)\s#]+)(#[^)\s]*)?(\))")
OTHER_LANGUAGE = re.compile(r"\s?\[(?:English|中文)\]\([\w/-]+(?:\.zh)?\.md\)")
OTHERS = "zh/"  # where pages of another language are
MAP: list[str] = []  # the lines of llms.txt
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


def on_nav(nav: Any, config: Any, **_: object) -> None:
    """Remember what `llms.txt` says (llmstxt.org): a map of the site for language models, of its pages in English."""
    if nav.homepage and not nav.homepage.url.startswith(OTHERS):
        alone = [item for item in nav.items if not item.is_section]
        MAP[:] = [f"# {config.site_name}", "", f"> {config.site_description}", "", *lines_of(alone, config.site_url)]
        for section in (item for item in nav.items if item.is_section):
            MAP.extend((f"## {section.title}", "", *lines_of(section.children, config.site_url)))


def lines_of(pages: list[Any], site: str) -> list[str]:
    return [*(f"- [{one.title}]({one.url if one.is_link else site + one.url})" for one in pages), ""]


def on_post_build(config: Any) -> None:
    Path(config.site_dir, "llms.txt").write_text("\n".join(MAP).rstrip() + "\n", "utf-8")
