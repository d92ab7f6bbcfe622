"""What holds for the blocks and the chunks of every article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wechatclean import Article, Block, Chunk
from wechatclean.passages.sentences import read_prose


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """*blocks* and those in them, in order."""
    for block in blocks:
        yield block
        yield from all_blocks(block.children)


def check_blocks(article: Article, *, text: bool = True) -> tuple[Block, ...]:
    """The blocks of *article*, which stand one below the other and miss nothing; with *text* in the text, too."""
    blocks = article.blocks
    end = text_end = 0
    for block in blocks:
        assert not article.markdown[end : block.start].strip()
        assert end <= block.start <= block.end
        end = block.end
        _check_inside(block)
        if text:
            assert block.text_start is not None
            assert block.text_end is not None
            assert not article.text[text_end : block.text_start].strip()
            assert text_end <= block.text_start <= block.text_end
            text_end = block.text_end
    assert not text or not article.text[text_end:].strip()
    ids = [block.id for block in all_blocks(blocks)]
    assert len(set(ids)) == len(ids)
    return blocks


def _check_inside(block: Block) -> None:
    end = block.start
    text_end = block.text_start
    for child in block.children:
        assert end <= child.start <= child.end <= block.end
        end = child.end
        if text_end is not None:
            assert text_end <= child.text_start <= child.text_end <= block.text_end
            text_end = child.text_end
        _check_inside(child)


def check_chunks(article: Article, chunks: tuple[Chunk, ...], most: int) -> None:
    """*chunks* of *article* miss and repeat nothing, and what is longer than *most* says so."""
    assert "".join(article.markdown[chunk.start : chunk.end] for chunk in chunks) == article.markdown
    at = 0
    for chunk in chunks:
        assert chunk.start == at < chunk.end
        at = chunk.end
        assert chunk.content.endswith(article.markdown[chunk.start : chunk.end])
        assert chunk.oversize == (len(chunk.content) > most)
        if chunk.oversize:
            assert chunk.content == article.markdown[chunk.start : chunk.end]
            assert _is_whole(article, chunk)
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    assert [image for chunk in chunks for image in chunk.images] == list(article.images)


def _is_whole(article: Article, chunk: Chunk) -> bool:
    """Whether *chunk* is one sentence, or stands in what is no running text."""
    inside = [b for b in all_blocks(article.blocks) if b.start < chunk.end and chunk.start < b.end and not b.children]
    if any(block.kind in ("code", "table", "heading", "rule") for block in inside):
        return True
    return len(inside) <= 1 and not read_prose(chunk.content.strip()).cuts
