"""Many plans on one machine, results in the order of their files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path

from extractor.pipeline import Options, Result, extract_one
from extractor.scale.pool import ProcessPool, WorkerDied


def extract_many(
    paths: Iterable[Path], options: Options | None = None, workers: int = 1
) -> Iterator[Result]:
    """One result per path, in their order whatever the number of workers; a bad file is one too.

    With several workers, paths are taken and results given as the work goes on: memory stays
    flat over any number. A worker process that dies costs one result, which says so.
    """
    options = options or Options()
    if workers <= 1:
        for path in paths:
            yield extract_one(path, options)
        return

    with ProcessPool(workers) as pool:
        # Few are under way at a time: memory stays flat over any number of paths.
        under_way: deque[tuple[Path, Future[Result]]] = deque()
        try:
            for path in paths:
                under_way.append((path, pool.submit(extract_one, path, options)))
                if len(under_way) >= workers * 8:
                    yield _taken(*under_way.popleft(), WorkerDied)
            while under_way:
                yield _taken(*under_way.popleft(), WorkerDied)
        except GeneratorExit:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _taken(path: Path, future: Future[Result], died: type[Exception]) -> Result:
    try:
        return future.result()
    except died:
        line = f"{path}: its process was ended; it may need more memory: split the file"
        return Result(path, error=line)
