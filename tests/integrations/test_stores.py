"""Chunks in the stores of LangChain and LlamaIndex, with ids, metadata and content as they are."""

from __future__ import annotations

import pytest

import wechatclean


def test_langchain_keeps_what_it_is_given():
    vectorstores = pytest.importorskip("langchain_core.vectorstores")
    documents = pytest.importorskip("langchain_core.documents")
    embeddings = pytest.importorskip("langchain_core.embeddings")
    pytest.importorskip("numpy")
    chunks = wechatclean.clean("<h2>水</h2><p>热。</p><h2>茶</h2><p>新。</p>").chunks(max_characters=99)
    store = vectorstores.InMemoryVectorStore(embeddings.DeterministicFakeEmbedding(size=8))
    for _ in range(2):  # the second time replaces
        store.add_documents([documents.Document(id=c.id, page_content=c.content, metadata=c.metadata) for c in chunks])
    found = store.similarity_search("茶", k=9)
    assert sorted((one.id, one.page_content) for one in found) == sorted((c.id, c.content) for c in chunks)


def test_llamaindex_finds_what_it_is_given():
    core = pytest.importorskip("llama_index.core")
    schema = pytest.importorskip("llama_index.core.schema")
    chunks = wechatclean.clean("<h2>水</h2><p>热。</p><h2>茶</h2><p>新。</p>").chunks(max_characters=99)
    nodes = [schema.TextNode(id_=c.id, text=c.content, metadata=c.metadata) for c in chunks]
    index = core.VectorStoreIndex(nodes, embed_model=core.MockEmbedding(embed_dim=8))
    found = index.as_retriever(similarity_top_k=9).retrieve("茶")
    assert {one.node.id_: one.node.metadata["headings"] for one in found} == {c.id: c.headings[0] for c in chunks}
