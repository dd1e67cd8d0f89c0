"""Plans with their canonical text: what exports and reports are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from extractor.errors import ReadError
from extractor.plan import Plan
from extractor.spans import Evidence


class Document(msgspec.Struct, frozen=True):
    """One plan under a ``key`` that no other plan of the export has.

    ``text`` is the canonical text that the plan quotes, None where only the JSON is at hand.
    """

    key: str
    plan: Plan
    text: str | None = None


def make_documents(items: Iterable[tuple[str, Plan, str | None]]) -> tuple[Document, ...]:
    """Documents with keys made from the wished names: a second ``a`` becomes ``a-2``.

    Lone surrogates of a badly decoded text, which no output format can hold, become U+FFFD;
    offsets stay as they are.
    """
    documents: list[Document] = []
    taken: set[str] = set()
    for name, plan, text in items:
        key, number = name or "plan", 1
        while key.casefold() in taken:
            number += 1
            key = f"{name or 'plan'}-{number}"
        taken.add(key.casefold())
        documents.append(Document(_valid(key), plan, None if text is None else _valid(text)))
    return tuple(documents)


def read_json(path: Path, text: Path | None = None) -> Iterator[tuple[str, Plan, str | None]]:
    """Plans of an extracted ``.json`` or ``.jsonl`` with their texts, where these can be found.

    A text is looked for at ``text`` (a file, or a folder that holds it by the stem or by the
    source's name), else beside the JSON. One that does not hold the plan's quotes is refused.
    Raises ``ReadError``.
    """
    for line, plan in _plans(path):
        name = path.stem if line is None else Path(plan.source.name).stem
        found = _find_text(path, text, name, plan)
        if found is not None and not quotes_hold(plan, found):
            problem = "the text beside it does not hold its quotes"
            raise ReadError(str(path), problem, "extract it anew, or name its text")
        yield name, plan, found


def quotes_hold(plan: Plan, text: str) -> bool:
    """True when every quote of the plan stands at its offsets in ``text``."""
    if plan.source.characters and plan.source.characters != len(text):
        return False
    return all(text[e.start : e.end] == e.text for e in evidences(plan))


def evidences(plan: Plan) -> Iterator[Evidence]:
    """The evidence of the header, of indicators, observations and findings."""
    yield from plan.plan.evidence
    for indicator in plan.indicators:
        yield indicator.evidence
        yield from indicator.also
        for observation in indicator.observations:
            yield observation.evidence
    for finding in plan.findings:
        yield from finding.evidence


def _plans(path: Path) -> Iterator[tuple[int | None, Plan]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise ReadError(str(path), problem, "check the file") from None
    if path.suffix.lower() != ".jsonl":
        yield None, _plan(path, data, str(path))
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield number, _plan(path, line, f"{path}:{number}")


def _plan(path: Path, data: bytes, place: str) -> Plan:
    try:
        return Plan.from_json(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ReadError(place, f"holds no extracted plan ({error})", "extract it anew") from None


def _find_text(path: Path, text: Path | None, name: str, plan: Plan) -> str | None:
    if text is not None and not text.is_dir():
        return _read_text(text)
    folder = text or path.parent
    # Only a bare name: a source name with folders in it must not lead out of the folder.
    original = folder / Path(plan.source.name).name
    for candidate in (folder / f"{name}.txt", original):
        if candidate.is_file() and candidate != path:
            return _read_text(candidate)
    return None


def _read_text(path: Path) -> str:
    from extractor.readers import read

    try:
        # Our own canonical texts are UTF-8; Path.read_text would turn \r\n into \n.
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return read(path).text
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise ReadError(str(path), problem, "check the file") from None


def _valid(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
