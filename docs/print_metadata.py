"""Print docs/metadata.md: every field of an article's metadata and where it is read, from the declarations.

python docs/print_metadata.py > docs/metadata.md
"""

from __future__ import annotations

import inspect
import re
import types
from typing import get_args, get_origin

from wechatclean.metadata import Metadata
from wechatclean.metadata.fields import declared, nested
from wechatclean.selectors.first_of import FirstOfAgreeing
from wechatclean.selectors.selector import FRONT
from wechatclean.sites import SITES
from wechatclean.sites.wechat.notices import NOTICES

ATTRIBUTE = re.compile(r"^ {4}(\w+): (.*(?:\n {8,}.*)*)", re.M)
HEAD = """# Metadata

What `article` states besides its content. A value that no place states is `None` (or empty): nothing is guessed.
The first place that states a value counts: front matter, then the places of the article's site (below), then those
that any page may have. Where the places of a field marked ≡ contradict each other, a note of the kind `metadata` names
both. Times are aware, in Asia/Shanghai; addresses carry no session and no tracking.

This page is printed by `docs/print_metadata.py` from the declarations in `metadata/` and `sites/`.
"""
ERRORS = """
## When there is no article

`ArticleUnavailable.reason`, and the words of the page that tell it (账 is read as 帐):

| reason | words |
|---|---|
"""


def main() -> None:
    print(HEAD)
    print("| field | type | meaning | places, best first; … are those of the site |\n|---|---|---|---|")
    for row in rows(Metadata):
        print("| " + " | ".join(row) + " |")
    for site in SITES:
        print(f"\n## {site.title} (`{site.name}`)\n\n| field | places, best first |\n|---|---|")
        for name, selectors in site.selectors.items():
            print(f"| `{name}` | {numbered(selector.where for selector in selectors)} |")
    print(ERRORS.rstrip())
    for reason, words in NOTICES:
        print(f"| `{reason}` | {' · '.join(words)} |")
    print("| `unknown` | any other words in the box that WeChat shows notices in |")


def rows(model, prefix=""):
    """One row a field, those of nested models behind their own name."""
    meaning = meanings(model)
    for name, field in model.model_fields.items():
        inner, source = nested(field), declared(field)
        if inner:
            yield from rows(inner, f"{name}.")
            continue
        mark = " ≡" if isinstance(source, FirstOfAgreeing) else ""
        yield (
            f"`{prefix}{name}`{mark}",
            f"`{type_name(field.annotation)}`",
            meaning.get(name) or no_meaning(model, name),
            places(source) if source else "",
        )


def no_meaning(model, name):
    raise SystemExit(f"docs/print_metadata.py: `{name}` needs its line in the docstring of {model.__name__}")


def places(source):
    """Where a field is read on any site; front matter comes before what its site declares."""
    front = [selector.where for selector in source.selectors if selector.part == FRONT]
    rest = [selector.where for selector in source.selectors if selector.part != FRONT]
    return numbered([*front, "…", *rest])


def numbered(words):
    return "<br>".join(f"{n}. {where}" for n, where in enumerate(words, 1)).replace("|", "\\|")


def meanings(model):
    """What the class's docstring says of each attribute, on one line, in Markdown."""
    found = ATTRIBUTE.findall(inspect.getdoc(model).replace("\n", "\n"))
    return {name: " ".join(text.split()).replace("``", "`").replace("|", "\\|") for name, text in found}


def type_name(annotation):
    """A type as it is written, the union bar escaped for a table."""
    if annotation is types.NoneType:
        return "None"
    if get_origin(annotation) is None:
        return getattr(annotation, "__name__", str(annotation))
    parts = [
        repr(part) if isinstance(part, str) else type_name(part)
        for part in get_args(annotation)
        if part is not ...
    ]
    origin = getattr(get_origin(annotation), "__name__", "")
    if origin in ("Union", "UnionType"):
        return " \\| ".join(parts)
    return f"{origin}[{', '.join(parts)}]" if origin != "Literal" else " \\| ".join(parts)


if __name__ == "__main__":
    main()
