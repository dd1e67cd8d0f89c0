"""What has been done in an output folder: kept so that any kill loses only seconds of work.

``manifest.jsonl`` holds one record per output name. During a run new records come in parts,
``manifest-<run>-<number>.jsonl``, each put in place at once; the end of a run (or the start of
the next, after a kill) folds them into ``manifest.jsonl``. Nothing is ever appended to, so
there is no torn line, and object stores, which cannot append, work the same way. The file
holds neither times nor machines: the same work gives the same bytes.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Iterator

import msgspec

from extractor.errors import ExtractorError
from extractor.scale.jobs import Record
from extractor.scale.places import Store

FILE = "manifest.jsonl"
FAILURES = "failures.jsonl"
_PART = "manifest-"
_SECONDS = 2.0
_RECORDS = 1000


class Manifest:
    """The records of a folder by output name. Raises ``ExtractorError`` when it cannot write."""

    def __init__(self, store: Store) -> None:
        self.records: dict[str, Record] = {}
        self._store = store
        self._run = secrets.token_hex(4)
        self._new: list[Record] = []
        self._parts = 0
        self._flushed = time.monotonic()
        self._load()
        # An empty part says that a run is under way, and shows early whether one can write.
        self._write(f"{_PART}{self._run}-{0:06}.jsonl", b"")

    def _load(self) -> None:
        parts = self._store.names(_PART, ".jsonl")
        for name in (FILE, *parts):
            for record in _lines(self._store.read(name) or b""):
                self.records[record.output] = record
        if parts:  # the last run was ended: what it was just writing lies about
            self._store.sweep()

    def add(self, record: Record) -> None:
        """Keep a record; written within seconds."""
        self.records[record.output] = record
        self._new.append(record)
        if len(self._new) >= _RECORDS or time.monotonic() - self._flushed > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is new as a part of its own."""
        if self._new:
            self._parts += 1
            self._write(f"{_PART}{self._run}-{self._parts:06}.jsonl", _bytes(self._new))
            self._new = []
        self._flushed = time.monotonic()

    def fold(self) -> None:
        """All records as one file, sorted; then the parts go."""
        parts = self._store.names(_PART, ".jsonl")
        content = _bytes(self.records[name] for name in sorted(self.records))
        if self._store.read(FILE) != content:
            self._write(FILE, content)
        self._new = []
        for part in parts:
            self._store.remove(part)

    def write_failures(self, order: Iterable[str]) -> None:
        """``failures.jsonl``: file, reason and remedy of those outputs in ``order`` that
        failed, then of earlier runs' others; no file when there are none."""
        names = dict.fromkeys((*order, *sorted(self.records)))
        failed = [r for name in names if (r := self.records.get(name)) is not None and r.failed]
        if not failed:
            self._store.remove(FAILURES)
            return
        lines = ({"file": r.file, "reason": r.reason, "remedy": r.remedy} for r in failed)
        self._write(FAILURES, _bytes(lines))

    def _write(self, name: str, content: bytes) -> None:
        try:
            self._store.write(name, content)
        except OSError as error:
            problem = f"cannot be written ({error.strerror or error})"
            remedy = "mend that and run again: what was written is whole"
            raise ExtractorError(self._store.root, problem, remedy) from error


def _lines(content: bytes) -> Iterator[Record]:
    decode = msgspec.json.Decoder(Record).decode
    for line in content.split(b"\n"):
        try:
            yield decode(line)
        except msgspec.DecodeError:
            continue  # a line that says nothing costs at most doing that file again


def _bytes(rows: Iterable[object]) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
