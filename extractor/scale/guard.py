"""Limits on time and memory that hold even where Python does not run.

A regular expression or a PDF library that hangs holds the interpreter's lock, so neither a
thread nor a Python signal handler could stop it. The kernel can: an interval timer whose
signal keeps its default action ends the process, and ``RLIMIT_AS`` refuses memory. Both need
a process that may die, which is what ``pool`` keeps; here is the part that runs in it.
"""

from __future__ import annotations

import atexit
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extractor.scale.jobs import Limits

if TYPE_CHECKING:
    from extractor.scale.jobs import Outcome, Shard
    from extractor.scale.pool import ProcessPool

_child = False
_pools: dict[int, ProcessPool] = {}
_lock = threading.Lock()


def mark_child() -> None:
    """Say that this process was started by the pool and may be ended."""
    global _child
    _child = True


def needed(limits: Limits) -> bool:
    """True when limits are asked for and this process must not die of them."""
    return not _child and (limits.seconds is not None or limits.megabytes is not None)


def run(shard: Shard) -> list[Outcome]:
    """Do a shard in a child of this process, one child per calling thread."""
    from extractor.scale.batch import run_or_split
    from extractor.scale.pool import ProcessPool

    with _lock:
        if not _pools:
            atexit.register(_close)
        pool = _pools.setdefault(threading.get_ident(), ProcessPool(1))
    return run_or_split(shard, pool)


def _close() -> None:
    for pool in _pools.values():
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Hold the block to the limits, in a child only; the time limit ends the process."""
    if not _child or sys.platform == "win32":
        yield
        return
    import resource
    import signal

    old = resource.getrlimit(resource.RLIMIT_AS)
    if limits.megabytes is not None:
        bound = limits.megabytes * 1024 * 1024
        if old[1] != resource.RLIM_INFINITY:
            bound = min(bound, old[1])
        resource.setrlimit(resource.RLIMIT_AS, (bound, old[1]))
    if limits.seconds is not None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        if limits.seconds is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, old)
