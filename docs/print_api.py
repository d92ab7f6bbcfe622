"""Print docs/api.md: every public name with its signature and what it says of itself, from the code.

python docs/print_api.py > docs/api.md
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

import wechatclean
from wechatclean import cli, download, embeds, sites

HEAD = """# What is public

Every name that `wechatclean`, `wechatclean.embeds`, `wechatclean.sites` and `wechatclean.download` offer, with its
signature. Whatever is not here may change at any time.

This page is printed from the code by `docs/print_api.py`.
"""
# Names by hand, and values by their type: a new policy, size, style or error finds its own place.
GROUPS = {
    "Calls": ("clean", "to_markdown", "clean_feed", "clean_data", "clean_many", "Cleaner", "request_headers"),
    "Results": (
        *("Article", "Result", "Metadata", "Account", "Image", "Link", "Block", "Chunk"),
        *("Tail", "Coverage", "Note", "NotePlace"),
    ),
    "Options": ("Limits", "MarkdownWriter", "ImagePolicy", "local", "proxy", "Style", "Response"),
    "Rules of your own": ("ArticleBuilder", "Outcome"),
}
VALUES = {
    "Answers of a rule": wechatclean.Outcome,
    "Image policies": wechatclean.ImagePolicy,
    "Sizes of pictures": type(wechatclean.AS_IS),
    "Styles of documents": wechatclean.Style,
}


def main() -> None:
    print(HEAD)
    for group, names in groups().items():
        print(f"## {group}\n")
        for name in names:
            print_name(name, getattr(wechatclean, name))
    for module in (embeds, sites, download):
        print(f"## `{module.__name__}`\n\n{first_sentence(module)}\n")
        for name in public(module):
            print_name(name, getattr(module, name))
    print("## The command: exit statuses\n\n| status | meaning |\n|---|---|")
    for status, meaning in cli.EXIT_STATUSES.items():
        print(f"| {status} | {meaning} |")


def groups() -> dict[str, list[str]]:
    """All public names by group.

    Raises:
        SystemExit: a name belongs to none.
    """
    found = {group: list(names) for group, names in GROUPS.items()} | {group: [] for group in VALUES}
    for name in sorted(set(wechatclean.__all__) - {name for names in GROUPS.values() for name in names}):
        found.setdefault(group_of(name, getattr(wechatclean, name)), []).append(name)  # errors come last
    return found


def group_of(name: str, value: object) -> str:
    if inspect.isclass(value) and issubclass(value, Exception):
        return "Errors"
    if group := next((group for group, kind in VALUES.items() if isinstance(value, kind)), None):
        return group
    raise SystemExit(f"docs/print_api.py: `{name}` needs a place in GROUPS")


def public(module: Any) -> list[str]:
    names = getattr(module, "__all__", None)
    own = (name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__)
    return list(names) if names else [name for name in own if not name.startswith("_")]


def print_name(name: str, value: Any) -> None:
    if inspect.isclass(value):
        bases = ", ".join(base.__name__ for base in value.__bases__ if base.__name__ not in HIDDEN_BASES)
        print(f"### `class {name}{f'({bases})' if bases else ''}`\n\n{first_sentence(value)}\n")
        if lines := list(members(value)):
            print("".join(f"* {line}\n" for line in lines))
    elif inspect.isfunction(value):
        print(f"### `{signature(name, source(value))}`\n\n{first_sentence(value)}\n")
    else:
        print(f"* `{name}: {type(value).__name__}`\n")


HIDDEN_BASES = frozenset({"object", "Model", "Protocol", "NamedTuple", "_Embed", "Origin", "MarkdownConverter"})
HIDDEN_PARENTS = frozenset({"_Embed", "Origin"})  # whose attributes stand with those of each child


def source(value: Any) -> Any:
    """The syntax tree of a function or class; what it says is the same on every version of Python."""
    return ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]


def members(cls: type) -> Iterator[str]:
    """A line for each attribute and method that is public and ours; those of a public base stand there."""
    for base in reversed(cls.__mro__):
        if base is cls or base.__name__ in HIDDEN_PARENTS:
            names = vars(sys.modules[base.__module__])
            body = source(base).body
            has_init = any(isinstance(node, ast.FunctionDef) and node.name == "__init__" for node in body)
            for node in body:
                if has_init and isinstance(node, ast.AnnAssign):
                    continue  # the arguments say the same, with their defaults
                yield from member(node, getattr(base, getattr(node, "name", ""), None), names)


def member(node: ast.stmt, value: object, names: Mapping[str, object]) -> Iterator[str]:
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id != "model_config":
        if node.target.id.startswith("_"):
            return
        default = f" = {ast.unparse(node.value)}" if node.value and "Field(" not in ast.unparse(node.value) else ""
        yield f"`{node.target.id}: {annotation(node.annotation, names)}{default}`"
    elif isinstance(node, ast.FunctionDef) and node.name == "__init__":
        yield from (f"`{argument}`" for argument in arguments(node, names))
    elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
        is_property = isinstance(value, property)
        shown = f"`{node.name}: {ast.unparse(node.returns)}`" if is_property else f"`.{signature(node.name, node)}`"
        yield f"{shown}: {first_sentence(value)}"


def signature(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    is_async = "async " if isinstance(node, ast.AsyncFunctionDef) else ""
    return f"{is_async}{name}({', '.join(arguments(node))}){returns}"


def arguments(node: ast.FunctionDef | ast.AsyncFunctionDef, names: Mapping[str, object] | None = None) -> list[str]:
    """The arguments as they are written, without ``self``; with *names*, one that keeps an error's facts."""
    given = node.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    shown = [(one, default) for one, default in zip(positional, defaults, strict=True) if one.arg != "self"]
    by_name = list(zip(given.kwonlyargs, given.kw_defaults, strict=True))
    star = ["*"] if by_name and names is None else []
    star = [f"*{argument(given.vararg, None, names)}"] if given.vararg else star
    return [*(argument(*pair, names) for pair in shown), *star, *(argument(*pair, names) for pair in by_name)]


def argument(given: ast.arg, default: ast.expr | None, names: Mapping[str, object] | None) -> str:
    type_of = f": {annotation(given.annotation, names or {})}" if given.annotation else ""
    return f"{given.arg}{type_of}{f' = {ast.unparse(default)}' if default else ''}"


def annotation(node: ast.expr, names: Mapping[str, object]) -> str:
    """A type as it is written, without what ``Annotated`` adds; the values of a named ``Literal``."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Annotated":
        return annotation(node.slice.elts[0], names)
    return re.sub(r"\w+", lambda word: literal(word[0], names.get(word[0])), ast.unparse(node))


def literal(name: str, value: object) -> str:
    return " | ".join(f'"{one}"' for one in get_args(value)) if get_origin(value) is Literal else name


def first_sentence(value: Any) -> str:
    """The first paragraph of what it says of itself, on one line, in Markdown."""
    said = (inspect.getdoc(value) or "").split("\n\n")[0]
    said = re.sub(r":\w+:`~?(?:wechatclean\.)?([^`]+)`", r"`\1`", said)
    return " ".join(said.split()).replace("``", "`")


if __name__ == "__main__":
    main()
