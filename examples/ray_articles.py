"""Articles of saved pages on Ray Data: Parquet in, Parquet out, on as many machines as the cluster has.

    python ray_articles.py PAGES.parquet ARTICLES

PAGES.parquet has the columns `content` (the HTML, text or bytes) and `url` (which may be null); what is kept beside the
article is named in KEEP. Needs `ray[data]`, and `wechatclean[arrow]` where the workers run.
"""

from __future__ import annotations

import sys

import pyarrow
import ray

from wechatclean.integrations.arrow import clean_batches

KEEP: tuple[str, ...] = ("id",)  # columns of yours


def articles(pages: ray.data.Dataset) -> ray.data.Dataset:
    """A row for each of *pages*: the columns of the article, then those of `KEEP`."""
    return pages.map_batches(_cleaned, batch_format="pyarrow", batch_size=100)


def _cleaned(table: pyarrow.Table) -> pyarrow.Table:
    return pyarrow.Table.from_batches(clean_batches([table], keep=KEEP))


def main(source: str, target: str) -> None:
    """Clean the pages of *source* into the folder *target*, and print how many of each status there are."""
    articles(ray.data.read_parquet(source)).write_parquet(target)
    for row in ray.data.read_parquet(target, columns=["status"]).groupby("status").count().take_all():
        print(row["status"], row["count()"])


if __name__ == "__main__":
    main(*sys.argv[1:])
