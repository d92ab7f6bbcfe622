"""Articles of saved pages on Apache Spark: Parquet in, Parquet out, on as many machines as Spark has.

    spark-submit spark_articles.py PAGES.parquet ARTICLES.parquet

PAGES.parquet has the columns `content` (the HTML, text or bytes) and `url` (which may be null); what is kept beside the
article is named in KEEP. Needs pyspark, and `wechatclean[arrow]` where the workers run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import pyarrow
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from wechatclean.integrations.arrow import ARTICLE_SCHEMA, clean_batches

KEEP: tuple[str, ...] = ("id",)  # columns of yours


def articles(pages: DataFrame) -> DataFrame:
    """A row for each of *pages*: the columns of the article, then those of `KEEP`."""
    kept = [pages.schema[name] for name in KEEP]
    schema = StructType([*from_arrow_schema(ARTICLE_SCHEMA).fields, *kept])
    return pages.select("content", "url", *KEEP).mapInArrow(_cleaned, schema)


def _cleaned(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    return clean_batches(batches, keep=KEEP)


def main(source: str, target: str) -> None:
    """Clean the pages of *source* into *target*, and print how many of each status there are."""
    spark = SparkSession.builder.appName("wechatclean").getOrCreate()
    # Batches are held in memory: a thousand pages of 3 MB would be 3 GB.
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
    spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")  # or other readers know no zone
    articles(spark.read.parquet(source)).write.mode("error").parquet(target)
    spark.read.parquet(target).groupBy("status").count().show()


if __name__ == "__main__":
    main(*sys.argv[1:])
