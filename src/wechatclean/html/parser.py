"""HTML parsed into a tree, with the parser's silent limits turned into errors."""

from __future__ import annotations

from lxml import etree

from wechatclean.errors import DocumentError, LimitError
from wechatclean.html.attributes import check_attributes
from wechatclean.html.characters import plain_bytes, without_references
from wechatclean.html.nesting import nests
from wechatclean.html.tokens import flat
from wechatclean.html.tree import drop
from wechatclean.html.tree_builder import TreeBuilder
from wechatclean.limits import LIMITS, Limits
from wechatclean.patterns import pattern

_EARLY_END = pattern(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s*>")  # browsers keep what follows, libxml2 drops it
_NO_ELEMENT = "no HTML element in the document: is it the page as a browser shows it?"
_RESOURCE_LIMIT = 114  # libxml2's XML_ERR_RESOURCE_LIMIT, which lxml names since 6.1
_PARSER_DEPTH = 2_048  # libxml2's own limit with huge_tree
_COUNT = etree.XPath("count(descendant::*)")


def parse(html: str, limits: Limits = LIMITS) -> etree._Element:
    """The ``<body>`` of *html*, a page or a fragment.

    Raises:
        DocumentError: nothing in it makes a tree.
        LimitError: the tree is deeper than the parser can hold, or has more than ``limits.nodes`` elements, or one of
            its tags has more than ``limits.attributes`` attributes.
    """
    data = _EARLY_END.sub(b"", without_references(plain_bytes(html)))
    check_attributes(data, limits)
    body = _body(data, limits) if nests(data) else _nested(_body(flat(data), limits))
    _drop_templates(body)
    if (count := int(_COUNT(body))) > limits.nodes:
        raise LimitError("nodes", limits.nodes, count)
    return body


def _body(data: bytes, limits: Limits) -> etree._Element:
    """The ``<body>`` that libxml2 makes of *data*."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError(_NO_ELEMENT) from error
    _check_whole(parser, limits)
    body = None if root is None else root.find("body")  # type: ignore[redundant-expr]  # a comment alone makes no root
    if body is None:
        raise DocumentError(_NO_ELEMENT)
    return body


def _nested(body: etree._Element) -> etree._Element:
    """*body*, a row of tags, as the tree that browsers make of it."""
    row = list(body)
    tree = TreeBuilder(body, _PARSER_DEPTH)
    del body[:]
    tree.build(row)
    return body


def _drop_templates(body: etree._Element) -> None:
    """What a template holds is not in the document; libxml2 does not know that."""
    for template in list(body.iter("template")):
        drop(template)


def _check_whole(parser: etree.HTMLParser, limits: Limits) -> None:
    """libxml2 drops what lies below its depth limit and says so in its log only."""
    for entry in parser.error_log:
        if entry.type == _RESOURCE_LIMIT or "xcessive depth" in entry.message:
            raise LimitError("depth", min(limits.depth, _PARSER_DEPTH))
