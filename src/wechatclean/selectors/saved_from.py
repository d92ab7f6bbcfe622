"""What tools that keep pages write about where a page came from."""

from __future__ import annotations

import re

from wechatclean.patterns import pattern

_BEGINNING = 8_000  # characters of a document in which they write it
_COMMENT = pattern(
    r"""
    <!--\s{0,40}
    (?: saved\sfrom\surl=\(\d{1,6}\)                                  # browsers
      | (?:page|archive)\ssaved\swith\ssinglefile\s{1,20}url:\s{0,20}  # SingleFile
      | saved\sfrom\s                                                  # monolith
      | mirrored\sfrom\s                                               # HTTrack
      | [^<>]{0,400}?file\smirrored\sfrom\s\[                          # pywebcopy
    )
    (?P<url>[^\s<>\[\]"']{4,2000})
    """,
    re.X | re.I,
)
# WebScrapBook and Save Page WE.
_ATTRIBUTE = pattern(
    r"""
    <html\s[^<>]{0,400}?\bdata-scrapbook-source=["']?(?P<scrapbook>[^\s<>"']{4,2000})
    | <meta\sname=["']?savepage-url["']?\scontent=["']?(?P<savepage>[^\s<>"']{4,2000})
    """,
    re.X | re.I,
)


def saved_from(text: str) -> str | None:
    """The address that a kept page came from.

    >>> saved_from("<!DOCTYPE html><!-- saved from url=(0024)https://tea.example/a?b=c --><html>")
    'https://tea.example/a?b=c'
    >>> saved_from("<html><!-- Mirrored from tea.example/a by HTTrack Website Copier/3.x -->")
    'https://tea.example/a'
    """
    found = _COMMENT.search(text, 0, _BEGINNING) or _ATTRIBUTE.search(text, 0, _BEGINNING)
    url = next(filter(None, found.groups()), "") if found else ""
    if url and "://" not in url and "." in url.partition("/")[0]:
        url = f"https://{url}"
    return url or None
