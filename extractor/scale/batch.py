"""Many files on any executor: shards out, records in, and every failure a line."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice

import msgspec
from msgspec.structs import replace

from extractor.errors import ExtractorError
from extractor.scale.jobs import Job, Outcome, Settings, Shard
from extractor.scale.manifest import Manifest
from extractor.scale.places import Store, load
from extractor.scale.pool import WorkerDied
from extractor.scale.progress import Progress
from extractor.scale.shard import failure, run_shard

#: Files per shard: enough to make handing over cheap, few enough to lose little.
FILES_PER_SHARD = 8
#: Shards handed out ahead, per worker, so that none waits and a million need no memory.
_AHEAD = 3


class Summary(msgspec.Struct, frozen=True):
    """Counts of a run; ``failed`` includes failures that an earlier run recorded."""

    plans: int
    written: int
    unchanged: int
    failed: int
    characters: int


def run_batch(
    jobs: Sequence[Job],
    settings: Settings,
    executor: Executor,
    workers: int,
    progress: Progress | None = None,
    retry_failed: bool = False,
) -> Summary:
    """Extract all jobs into ``settings.out``; what an earlier run did there is not done again.

    Output files and manifest are the same bytes whatever the executor. Failures are recorded
    and never stop the rest; with ``retry_failed`` only files that failed before are done.
    Raises ``ExtractorError`` when nothing can be written, or another run writes there.
    """
    store = Store(settings.out)
    with _alone(store):
        manifest = Manifest(store)
        todo = [_with_record(job, manifest) for job in jobs]
        if retry_failed:
            todo = [job for job in todo if job.known is not None and job.known.failed]
        shards = _shards(todo, settings, workers, retry_failed)
        watch = progress or Progress(quiet=True)
        watch.start(len(todo), workers)
        try:
            for outcome in _outcomes(shards, executor, workers):
                _take(outcome, manifest, watch)
        finally:
            watch.stop()
            if not watch.broken:
                manifest.flush()
        manifest.fold()
        manifest.write_failures(job.output for job in jobs)
        return watch.summary()


def _with_record(job: Job, manifest: Manifest) -> Job:
    known = manifest.records.get(job.output)
    return job if known is None else replace(job, known=known)


def _take(outcome: Outcome, manifest: Manifest, watch: Progress) -> None:
    if outcome.fatal:
        watch.broken = True
        remedy = "mend that and run again: what was written is whole"
        raise ExtractorError(outcome.record.output, outcome.fatal, remedy)
    try:
        manifest.add(outcome.record)
    except ExtractorError:
        watch.broken = True
        raise
    watch.add(outcome)


def _shards(jobs: list[Job], settings: Settings, workers: int, retry: bool) -> Iterator[Shard]:
    size = max(1, min(FILES_PER_SHARD, len(jobs) // (workers * 4)))
    rest = iter(_forgetful(job) if retry else job for job in jobs)
    while part := tuple(islice(rest, size)):
        yield Shard(part, settings)


def _forgetful(job: Job) -> Job:
    """A failure that is to be tried again."""
    return replace(job, known=None)


def _outcomes(shards: Iterator[Shard], executor: Executor, workers: int) -> Iterator[Outcome]:
    """Outcomes as they come; few shards are under way at a time."""
    running: dict[Future[list[Outcome]], Shard] = {}
    try:
        while True:
            for shard in islice(shards, workers * _AHEAD - len(running)):
                running[executor.submit(run_shard, shard)] = shard
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield from _result(future, running.pop(future), executor)
    finally:
        for future in running:
            future.cancel()


def run_or_split(shard: Shard, executor: Executor) -> list[Outcome]:
    """A shard's outcomes from one executor; a worker's death is pinned to its file."""
    return list(_result(executor.submit(run_shard, shard), shard, executor))


def _result(
    future: Future[list[Outcome]], shard: Shard, executor: Executor, tries: int = 1
) -> Iterable[Outcome]:
    """A shard's outcomes; one whose worker died is done again file by file."""
    try:
        return future.result()
    except Exception as error:
        if not _is_death(error):
            raise
        if len(shard.jobs) > 1:
            return [
                outcome
                for job in shard.jobs
                for outcome in run_or_split(replace(shard, jobs=(job,)), executor)
            ]
        if tries < 2 and not _timed_out(error):
            # Somebody else may have killed it: only the second death is the file's own.
            again = executor.submit(run_shard, shard)
            return _result(again, shard, executor, tries + 1)
        return [_lost(shard, error)]


def _is_death(error: Exception) -> bool:
    return isinstance(error, WorkerDied) or type(error).__name__ == "KilledWorker"


def _timed_out(error: Exception) -> bool:
    return isinstance(error, WorkerDied) and error.code == -getattr(signal, "SIGALRM", 0)


def _lost(shard: Shard, error: Exception) -> Outcome:
    settings, job = shard.settings, shard.jobs[0]
    if _timed_out(error):
        reason = f"took longer than {settings.limits.seconds:g} seconds"
        remedy = "split the file, or raise --timeout and use --retry-failed"
    else:
        code = error.code if isinstance(error, WorkerDied) else 0
        how = f" by signal {-code}" if code < 0 else ""
        reason = f"its process was ended{how}, twice"
        remedy = "split the file, or raise --memory and use --retry-failed"
    try:
        # The content is known here, so that the next run does not wait for this file again.
        digest = hashlib.sha256(load(job.place)).hexdigest()
    except ExtractorError:
        digest = ""
    return Outcome(failure(job, digest, settings.version, reason, remedy))


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Hold the output folder; a second run into it is refused. Local folders only: at a URL
    two runs do double work, but each file is whole and the same."""
    if store.local is None:
        yield
        return
    import os

    try:
        store.local.mkdir(parents=True, exist_ok=True)
        handle = os.open(store.local, os.O_RDONLY)
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise ExtractorError(store.root, problem, "give -o another folder") from None
    try:
        _lock(handle, store.root)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, place: str) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a second run there does double work and harms nothing
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        problem = "another run is writing to it"
        raise ExtractorError(place, problem, "wait for it, or give -o another folder") from None
    except OSError:
        return  # a network file system that cannot lock folders
