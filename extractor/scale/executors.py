"""Where the shards run: child processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from extractor.errors import UsageError

#: How long a scheduler may take to answer.
SECONDS = 15


@contextmanager
def local_executor(workers: int) -> Iterator[Executor]:
    """Child processes; on an error or Ctrl-C they are ended at once."""
    from extractor.scale.pool import ProcessPool

    pool = ProcessPool(workers)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """A Dask scheduler's workers (``tcp://host:port``) and how many threads they have."""
    try:
        from distributed import Client
    except ImportError:
        remedy = "pip install 'plan-extractor[scale]'"
        raise UsageError("--scheduler", "needs the package distributed", remedy) from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        problem = f"no scheduler answers ({' '.join(str(error).split())})"
        raise UsageError(address, problem, "start one with: dask scheduler") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            remedy = f"start some with: dask worker {address}"
            raise UsageError(address, "the scheduler has no workers", remedy)
        # pure=False: equal shards of two runs are two tasks, the outputs are the point.
        executor = client.get_executor(pure=False, retries=3)
        yield executor, threads
