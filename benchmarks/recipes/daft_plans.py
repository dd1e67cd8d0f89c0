"""Plans on Daft: a data frame of files, a function that extracts them, Parquet out.

python benchmarks/recipes/daft_plans.py 'plans/*' out
"""

from __future__ import annotations

import sys

import daft


@daft.func(return_dtype=daft.DataType.string())
def extracted(path: str, content: bytes) -> str:
    """A file's JSON, or its error as JSON."""
    import json

    from extractor.errors import ExtractorError
    from extractor.pipeline import Options, attempt

    try:
        plan, _ = attempt(content, Options(), path.rpartition("/")[2])
        return plan.to_json().decode()
    except ExtractorError as error:
        return json.dumps({"error": str(error)}, ensure_ascii=False)


if __name__ == "__main__":
    files = daft.from_glob_path(sys.argv[1])
    content = files.with_column("content", daft.col("path").download())
    plans = content.select(
        daft.col("path"), extracted(daft.col("path"), daft.col("content")).alias("plan")
    )
    plans.write_parquet(sys.argv[2], write_mode="overwrite")
    done = daft.read_parquet(sys.argv[2]).sort("path").to_pydict()
    for path, plan in zip(done["path"], done["plan"], strict=True):
        print(path.rpartition("/")[2], len(plan), "characters of JSON")
