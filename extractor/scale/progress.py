"""How far a batch is: a bar on a terminal, JSON lines for machines, silence in a pipe."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from extractor.scale.jobs import Outcome

if TYPE_CHECKING:
    from extractor.scale.batch import Summary

_SECONDS = 5.0


class Progress:
    """Counts outcomes and shows them on standard error; failures are shown at once."""

    def __init__(self, quiet: bool = False, log_json: bool = False) -> None:
        self._quiet = quiet
        self._json = log_json
        self._bar: Any = None
        self._total = self._done = self._failed = self._unchanged = self._characters = 0
        self._began = self._shown = time.monotonic()
        #: Set when nothing can be written any more.
        self.broken = False

    def start(self, total: int, workers: int) -> None:
        """Begin; the clock starts now."""
        self._total = total
        self._began = self._shown = time.monotonic()
        self._log("start", plans=total, workers=workers)
        if not self._quiet and not self._json and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit="plan", file=sys.stderr)

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        self._done += 1
        self._unchanged += outcome.unchanged and not outcome.record.failed
        self._characters += outcome.characters
        record = outcome.record
        if record.failed:
            self._failed += 1
            self._fail(record.file, record.reason, record.remedy)
        if self._bar is not None:
            self._bar.update()
        if time.monotonic() - self._shown > _SECONDS:
            self._shown = time.monotonic()
            self._log("progress", **self._state())

    def stop(self) -> None:
        """End; also after an error."""
        if self._bar is not None:
            self._bar.close()
        self._log("end", **self._state())

    def summary(self) -> Summary:
        """The counts so far."""
        from extractor.scale.batch import Summary

        written = self._done - self._failed - self._unchanged
        unchanged = self._unchanged
        return Summary(self._total, written, unchanged, self._failed, self._characters)

    def _state(self) -> dict[str, object]:
        seconds = time.monotonic() - self._began
        rate = self._done / seconds if seconds else 0.0
        return {
            "done": self._done,
            "of": self._total,
            "failed": self._failed,
            "unchanged": self._unchanged,
            "characters": self._characters,
            "seconds": round(seconds, 1),
            "per_second": round(rate, 1),
            "seconds_left": round((self._total - self._done) / rate) if rate else None,
        }

    def _fail(self, file: str, reason: str, remedy: str) -> None:
        if self._json:
            self._log("failure", file=file, reason=reason, remedy=remedy)
            return
        from extractor.terminal import complain

        complain(f"{file}: {reason}; {remedy}")

    def _log(self, event: str, **fields: object) -> None:
        if self._json:
            line = json.dumps({"event": event, **fields}, ensure_ascii=False)
            print(line, file=sys.stderr, flush=True)
