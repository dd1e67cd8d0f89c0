"""What the service's child processes do: one upload, within limits, to an answer."""

from __future__ import annotations

from pathlib import Path

import msgspec

from extractor.errors import ExtractorError
from extractor.pipeline import Options, attempt
from extractor.scale.guard import limited
from extractor.scale.jobs import Limits


class Answer(msgspec.Struct, frozen=True):
    """An HTTP status and a JSON body."""

    status: int
    body: bytes


class Task(msgspec.Struct, frozen=True):
    """An upload: its bytes, its file name (never opened), and how to answer."""

    data: bytes
    name: str
    with_text: bool = False
    lexicon: Path | None = None
    engine: str = "rjieba"
    limits: Limits = Limits()


def answer(task: Task) -> Answer:
    """Extract; what cannot be read is a 422 with its reason and remedy."""
    options = Options(task.lexicon, task.engine)  # type: ignore[arg-type]
    try:
        with limited(task.limits):
            plan, text = attempt(task.data, options, task.name)
            if not task.with_text:
                return Answer(200, plan.to_json())
            return Answer(200, b'{"plan": %b, "text": %b}' % (plan.to_json(), _quoted(text)))
    except MemoryError:
        return problem(422, "the plan needs more memory than is allowed", "split the file")
    except ExtractorError as error:
        fault = error.problem.startswith("a fault of the extractor")
        return problem(500 if fault else 422, error.problem, error.remedy)


def problem(status: int, what: str, remedy: str) -> Answer:
    """An error's body: what is wrong and what to do."""
    words = {"problem": " ".join(what.split()), "remedy": remedy}
    return Answer(status, msgspec.json.encode({"error": words}))


def _quoted(text: str) -> bytes:
    import json

    try:
        return msgspec.json.encode(text)
    except UnicodeEncodeError:  # half of a surrogate pair: escaped, as JSON allows
        return json.dumps(text).encode()
