"""One worker's part: read, extract and write some files, each within its limits."""

from __future__ import annotations

import hashlib
import posixpath
from pathlib import Path

from msgspec.structs import replace

from extractor.errors import ExtractorError, ReadError
from extractor.pipeline import Options, attempt
from extractor.scale import guard
from extractor.scale.jobs import Job, Outcome, Record, Settings, Shard
from extractor.scale.places import Store, load, stops_all

_MORE_MEMORY = "split the file, or raise --memory and use --retry-failed"


def run_shard(shard: Shard) -> list[Outcome]:
    """One outcome per job, in order. Runs on any executor; nothing is raised for a bad file.

    With limits set it needs a process of its own that may be ended: where this one is none
    (a thread, a Dask worker), it is handed to a child.
    """
    if guard.needed(shard.settings.limits):
        return guard.run(shard)
    store = Store(shard.settings.out)
    return [_do(job, shard.settings, store) for job in shard.jobs]


def _do(job: Job, settings: Settings, store: Store) -> Outcome:
    digest = ""
    try:
        with guard.limited(settings.limits):
            data = load(job.place)
            digest = hashlib.sha256(data).hexdigest()
            if _done(job, digest, settings.version, store):
                assert job.known is not None
                return Outcome(replace(job.known, file=job.file), unchanged=True)
            return _extract(job, data, digest, settings, store)
    except ExtractorError as error:
        return Outcome(failure(job, digest, settings.version, error.problem, error.remedy))
    except MemoryError:
        limit = settings.limits.megabytes
        reason = f"needs more than {limit} MB of memory" if limit else "the memory is not enough"
        record = failure(job, digest, settings.version, reason, _MORE_MEMORY)
        return Outcome(record)


def _done(job: Job, digest: str, version: str, store: Store) -> bool:
    """True when an earlier run did the same, and what it wrote is still there."""
    known = job.known
    if known is None or known.sha256 != digest or known.version != version:
        return False
    return all(store.holds(name, content) for name, content in known.outputs.items())


def _extract(job: Job, data: bytes, digest: str, settings: Settings, store: Store) -> Outcome:
    folder = Path(settings.lexicon) if settings.lexicon else None
    name = posixpath.basename(job.file.replace("\\", "/")) or job.file
    plan, text = attempt(data, Options(folder, settings.engine), name)
    contents = {f"{job.output}.json": plan.to_json()}
    if job.piped or plan.source.media_type != "text/plain":
        contents[f"{job.output}.txt"] = text.encode("utf-8", "surrogatepass")
    _guard(job, list(contents), store)
    try:
        # The JSON first: a text without it would look like the user's own after a kill.
        for target, content in contents.items():
            store.write(target, content)
    except OSError as error:
        line = f"cannot be written ({error.strerror or error})"
        record = failure(job, digest, settings.version, line, "check the output folder")
        return Outcome(replace(record, sha256=""), fatal=line if stops_all(error) else "")
    written = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    record = Record(job.output, job.file, digest, settings.version, written)
    return Outcome(record, characters=len(text))


def _guard(job: Job, targets: list[str], store: Store) -> None:
    """Never over an input, nor over a text that no earlier run wrote."""
    known = job.known.outputs if job.known is not None else {}
    for target in targets:
        suffix = posixpath.splitext(target)[1]
        foreign = suffix == ".txt" and target not in known and store.local is not None
        if suffix in job.mine or (
            foreign
            and store.local is not None
            and (store.local / target).exists()
            and not (store.local / f"{job.output}.json").exists()
        ):
            problem = f"would overwrite {target}"
            raise ReadError(job.file, problem, "choose another folder for -o")


def failure(job: Job, digest: str, version: str, reason: str, remedy: str) -> Record:
    """The record of a file that gave no plan."""
    one_line = " ".join(reason.split())
    return Record(job.output, job.file, digest, version, reason=one_line, remedy=remedy)
