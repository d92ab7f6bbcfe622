"""The examples of docs/llm.md and of its Chinese page print what they say; what they import is the real package."""

from __future__ import annotations

import contextlib
import io
import re
from typing import get_args

import pytest
from folders import ROOT

from wechatclean.passages.block import BlockKind

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("llm.md", "llm.zh.md")}
EXAMPLES = [
    pytest.param(code, printed, id=f"{name}-{number}")
    for name, page in PAGES.items()
    for number, (code, printed) in enumerate(re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.S), 1)
]


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_example_prints_what_it_says(code, printed):
    for module in re.findall(r"^from (\S+) import", code, re.M):
        pytest.importorskip(module)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "llm.md", "exec"), {"__name__": "llm"})
    assert out.getvalue() == printed


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_kind_of_block_has_its_row(page):
    rows = re.findall(r'^\| ((?:`"\w+"`(?:, )?)+) \|', page, re.M)
    assert sorted(re.findall(r'"(\w+)"', " ".join(rows))) == sorted(get_args(BlockKind))


def test_langchain_keeps_what_it_is_given():
    vectorstores = pytest.importorskip("langchain_core.vectorstores")
    documents = pytest.importorskip("langchain_core.documents")
    embeddings = pytest.importorskip("langchain_core.embeddings")
    pytest.importorskip("numpy")
    import wechatclean

    chunks = wechatclean.clean("<h2>水</h2><p>热。</p><h2>茶</h2><p>新。</p>").chunks(max_characters=99)
    store = vectorstores.InMemoryVectorStore(embeddings.DeterministicFakeEmbedding(size=8))
    for _ in range(2):  # the second time replaces
        store.add_documents(
            [documents.Document(id=c.id, page_content=c.content, metadata=c.metadata) for c in chunks]
        )
    found = store.similarity_search("茶", k=9)
    assert sorted((one.id, one.page_content) for one in found) == sorted((c.id, c.content) for c in chunks)


def test_llamaindex_finds_what_it_is_given():
    core = pytest.importorskip("llama_index.core")
    schema = pytest.importorskip("llama_index.core.schema")
    import wechatclean

    chunks = wechatclean.clean("<h2>水</h2><p>热。</p><h2>茶</h2><p>新。</p>").chunks(max_characters=99)
    nodes = [schema.TextNode(id_=c.id, text=c.content, metadata=c.metadata) for c in chunks]
    index = core.VectorStoreIndex(nodes, embed_model=core.MockEmbedding(embed_dim=8))
    found = index.as_retriever(similarity_top_k=9).retrieve("茶")
    assert {one.node.id_: one.node.metadata["headings"] for one in found} == {c.id: c.headings[0] for c in chunks}
