"""What a batch hands to its workers, and what they hand back."""

from __future__ import annotations

import msgspec

from extractor.language.tokens import Engine


class Limits(msgspec.Struct, frozen=True):
    """Bounds on one file: seconds of wall time and megabytes of memory; None is no bound."""

    seconds: float | None = None
    megabytes: int | None = None


class Settings(msgspec.Struct, frozen=True):
    """What is the same for all files of a batch; ``version`` is that of extractor and words."""

    out: str
    version: str
    lexicon: str | None = None
    engine: Engine = "rjieba"
    limits: Limits = Limits()


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the manifest: one file, what it held, and what came of it.

    ``outputs`` are the written files below the output folder with their SHA-256; ``reason``
    and ``remedy`` are set where it failed; ``sha256`` is empty where it could not be read.
    """

    output: str
    file: str
    sha256: str
    version: str
    outputs: dict[str, str] = {}
    reason: str = ""
    remedy: str = ""

    @property
    def failed(self) -> bool:
        """True when the file gave no plan."""
        return bool(self.reason)


class Job(msgspec.Struct, frozen=True):
    """One file: where it lies (path or URL), how messages call it, and its output's name.

    ``mine`` holds suffixes of outputs that would land on an input; ``known`` is the
    manifest's record of it from an earlier run.
    """

    place: str
    file: str
    output: str
    piped: bool = False
    mine: tuple[str, ...] = ()
    known: Record | None = None


class Outcome(msgspec.Struct, frozen=True):
    """A record with what only this run knows; ``fatal`` says that no file can be written."""

    record: Record
    unchanged: bool = False
    characters: int = 0
    fatal: str = ""


class Shard(msgspec.Struct, frozen=True):
    """Some jobs, in order, to be done by one worker."""

    jobs: tuple[Job, ...]
    settings: Settings
