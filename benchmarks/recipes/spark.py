"""Plans on Spark: one line of JSON per file, through ``mapInPandas``.

    spark-submit benchmarks/recipes/spark.py 'plans/*' out

The extractor must be installed where the executors run. Spark splits the files and tries a
lost part again; a file that cannot be read is a row with its reason.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pandas as pd
from pyspark.sql import SparkSession


def extracted(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """One partition: path and content in, path, JSON and error out."""
    from extractor.errors import ExtractorError
    from extractor.pipeline import Options, attempt

    def one(path: str, content: bytes) -> tuple[str, str | None, str | None]:
        try:
            plan, _ = attempt(bytes(content), Options(), path.rpartition("/")[2])
            return path, plan.to_json().decode(), None
        except ExtractorError as error:
            return path, None, str(error)

    for frame in frames:
        rows = [one(path, content) for path, content in zip(frame.path, frame.content, strict=True)]
        yield pd.DataFrame(rows, columns=["path", "plan", "error"])


if __name__ == "__main__":
    spark = SparkSession.builder.appName("plans").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 16)
    files = spark.read.format("binaryFile").load(sys.argv[1]).select("path", "content")
    plans = files.mapInPandas(extracted, "path string, plan string, error string")
    plans.write.mode("overwrite").json(sys.argv[2])
    done = spark.read.json(sys.argv[2])
    done.selectExpr(
        "regexp_extract(path, '[^/]+$', 0) AS file",
        "length(plan) AS json",
        "get_json_object(plan, '$.plan.title') AS title",
    ).orderBy("file").show(truncate=30)
