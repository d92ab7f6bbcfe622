"""A formula as nodes of Presentation MathML, whatever it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

TOKENS = frozenset({"mi", "mn", "mo", "ms", "mtext"})
GROUPS = frozenset({"math", "mrow", "mstyle", "mpadded", "semantics", "TeXAtom", "texatom", "maction", "merror"})
LAYOUTS = GROUPS | frozenset(
    "mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mtable mtr mlabeledtr mtd menclose"
    " mphantom mspace mfenced".split()
)
_INVISIBLE = frozenset("\u2061\u2062\u2063\u2064\u200b")
MOST_LEVELS = 60  # of a formula; what is deeper is read as its text


@dataclass(slots=True)
class Node:
    """A node: a token has *text*, another has *children*."""

    name: str
    children: list[Node] = field(default_factory=list)
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    tall: bool | None = None  # once that is known

    def get(self, name: str) -> str:
        """The attribute *name*, in lower case; ``""`` where there is none."""
        return self.attributes.get(name, "").strip().lower()

    @property
    def inner(self) -> Node:
        """What is in groups of nothing else that is seen."""
        node = self
        while node.name in GROUPS:
            shown = [child for child in node.children if child.text not in _INVISIBLE]
            if len(shown) != 1:
                break
            node = shown[0]
        return node

    @property
    def is_empty(self) -> bool:
        """Whether it shows nothing."""
        return not self.text and not any(not child.is_empty for child in self.children)


def row(nodes: Iterable[Node]) -> Node:
    """*nodes* as one."""
    nodes = list(nodes)
    return nodes[0] if len(nodes) == 1 else Node("mrow", nodes)


def token(name: str, text: str, **attributes: str) -> Node:
    """A token."""
    return Node(name, text=text, attributes=attributes)


class Writer(Protocol):
    """What writes nodes; :class:`wechatclean.elements.formulas.latex.LatexWriter` is one."""

    display: bool
    in_script: bool

    def write(self, node: Node) -> str:
        """The TeX of *node*."""

    def row(self, nodes: Sequence[Node]) -> str:
        """The TeX of *nodes* beside each other."""

    def script(self, node: Node) -> str:
        """The TeX of *node* as a script."""
