"""YAML as front matter has it: written readably, or a text of it changed in single places; knows yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from wechatclean.errors import FrontMatterError
from wechatclean.patterns import pattern
from wechatclean.publishing.style import Timestamp
from wechatclean.source.yaml import load, scalars

_LINE_END = pattern("[\x85\u2028\u2029]")
_ENDLESS = 1 << 30  # no line is folded


class _Dumper(yaml.SafeDumper):
    """Writes every string of a sequence or mapping in full, even when it occurs twice."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """A string; one with line ends that only YAML knows as such is quoted, so that they are not folded."""
        style = '"' if _LINE_END.search(data) else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style)

    def represent_timestamp(self, data: Timestamp) -> yaml.ScalarNode:
        """A date of YAML's own."""
        return self.represent_scalar("tag:yaml.org,2002:timestamp", str(data))

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_str)
_Dumper.add_representer(Timestamp, _Dumper.represent_timestamp)


class _Handler(YAMLHandler):  # type: ignore[misc]
    """python-frontmatter's YAML, written readably: its C dumper escapes emoji."""

    def export(self, metadata: dict[str, object], **kwargs: object) -> str:
        """*metadata* as YAML."""
        return lines(metadata)


def lines(fields: Mapping[str, object]) -> str:
    """*fields* as lines of YAML, in their order."""
    text = yaml.dump(
        dict(fields), Dumper=_Dumper, default_flow_style=False, sort_keys=False, width=_ENDLESS, allow_unicode=True
    )
    return str(text).strip("\n")


def front_matter(fields: Mapping[str, object]) -> str:
    """Front matter that says *fields*.

    >>> print(front_matter({"title": "茶", "tags": ["a"]}), end="")
    ---
    title: 茶
    tags:
    - a
    ---
    """
    post = frontmatter.Post("")
    post.metadata.update(fields)
    return str(frontmatter.dumps(post, handler=_Handler())).rstrip("\n") + "\n"


def with_fields(text: str, fields: Mapping[str, object]) -> str:
    """The front matter *text*, and *fields* at its end.

    >>> print(with_fields("---\\n title: 茶 # tea\\n---\\n", {"lang": "zh"}), end="")
    ---
     title: 茶 # tea
     lang: zh
    ---
    """
    if not fields:
        return text
    if _inner(text).lstrip().startswith("{"):
        return _with_fields_in_braces(text, fields)
    keys = [scalar.start for scalar in scalars(_inner(text)) if scalar.is_top_key]
    inner = _inner(text)
    indent = keys[0] - (inner.rfind("\n", 0, keys[0]) + 1) if keys else 0
    added = "".join(f"{' ' * indent}{line}\n" for line in lines(fields).split("\n"))
    return f"---\n{inner}{added}---\n"


def _with_fields_in_braces(text: str, fields: Mapping[str, object]) -> str:
    """The front matter *text*, a mapping in braces; as it is where something stands behind these.

    >>> print(_with_fields_in_braces("---\\n{title: 茶}\\n---\\n", {"lang": "zh"}), end="")
    ---
    {title: 茶
    , lang: zh}
    ---
    """
    inner = _inner(text).rstrip()
    if not inner.endswith("}"):
        return text
    plain = {key: str(value) if isinstance(value, Timestamp) else value for key, value in fields.items()}
    added = yaml.dump(
        plain, Dumper=_Dumper, default_flow_style=True, sort_keys=False, width=_ENDLESS, allow_unicode=True
    )
    with_comma, without = (f"{inner[:-1].rstrip()}\n{comma}{added.strip()[1:-1]}}}\n" for comma in (", ", ""))
    return f"---\n{with_comma if _is_read(with_comma) else without}---\n"


def _is_read(text: str) -> bool:
    try:
        return load(text) is not None
    except FrontMatterError:
        return False


def values(text: str) -> Iterator[tuple[str, str]]:
    """The words that the front matter *text* holds, each with the key at the top that it stands under."""
    key = ""
    for scalar in scalars(_inner(text)):
        if scalar.is_top_key:
            key = scalar.value
        else:
            yield key, scalar.value


def changed(
    text: str,
    key: Callable[[str], str] = str,
    value: Callable[[str, str], str] | None = None,
) -> str:
    """The front matter *text* with other keys and values in their places; what stays equal stays as it was written.

    Args:
        key: another key from a key at the top.
        value: another value from the key at the top that it stands under, and from what it is.
    """
    inner, top = _inner(text), ""
    parts, end = [], 0
    for scalar in scalars(inner):
        top = scalar.value if scalar.is_top_key else top
        new = key(top) if scalar.is_top_key else value(top, scalar.value) if value else scalar.value
        if new != scalar.value:
            parts += [inner[end : scalar.start], _quoted(new, inner[scalar.start : scalar.end])]
            end = scalar.end
    return f"---\n{''.join(parts)}{inner[end:]}---\n"


def _quoted(value: str, before: str) -> str:
    """*value* in the quotes of what stood there *before*, or in single ones where it needs any."""
    if before[:1] not in "'\"" and re.fullmatch(r"[A-Za-z][\w/.-]*", value, re.A):
        return value
    style = '"' if before[:1] == '"' else "'"
    return str(yaml.dump(value, default_style=style, width=_ENDLESS, allow_unicode=True)).rstrip("\n")


def _inner(text: str) -> str:
    return text.removeprefix("---\n").removesuffix("---\n")
