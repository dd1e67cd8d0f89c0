"""The way of a plan: file → source text → document → mentions → plan."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from extractor.build.assemble import build_plan
from extractor.build.measures import bodies
from extractor.build.outlines import outlines
from extractor.document import SourceText
from extractor.errors import ExtractorError
from extractor.find.everything import find_everything
from extractor.language.tokens import Engine
from extractor.layout import lay_out
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.plan import Plan
from extractor.readers import read


class Options(msgspec.Struct, frozen=True):
    """How to extract: a folder of own word tables, and the segmenter."""

    lexicon: Path | None = None
    engine: Engine = "rjieba"


class Result(msgspec.Struct, frozen=True):
    """One file's plan and canonical text, or the error that kept it from being read."""

    path: Path
    plan: Plan | None = None
    text: str = ""
    error: str | None = None


def extract(
    source: Path | str | bytes | SourceText,
    *,
    lexicon: Lexicon | None = None,
    engine: Engine = "rjieba",
) -> Plan:
    """Everything that a plan says, as records with their words.

    ``source`` is a path, a file's bytes, or a text already read by ``read``. Raises
    ``ReadError`` where it cannot be read. The same input gives the same plan.
    """
    words = lexicon or default_lexicon()
    text = source if isinstance(source, SourceText) else read(source)
    document = lay_out(text, words)
    drawn = outlines(document, words)
    return build_plan(
        document, find_everything(document, words, engine, bodies(drawn)), words, drawn
    )


def extract_one(path: Path, options: Options) -> Result:
    """Extract one file; what goes wrong becomes the result's ``error``, one line."""
    try:
        plan, text = attempt(path, options)
    except ExtractorError as error:
        return Result(path, error=" ".join(str(error).split()))
    except MemoryError:
        return Result(path, error=f"{path}: the memory is not enough; split the file")
    return Result(path, plan, text)


def attempt(source: Path | bytes, options: Options, name: str | None = None) -> tuple[Plan, str]:
    """One file's plan and canonical text; ``name`` is its file name where bytes are given.

    Raises ``ExtractorError`` and ``MemoryError``, never another exception: a fault of a rule on
    some odd text is that file's failure, with the place of the fault, not the batch's.
    """
    try:
        text = read(source, name)
        plan = extract(text, lexicon=_lexicon(options.lexicon), engine=options.engine)
    except (ExtractorError, MemoryError):
        raise
    except Exception as error:
        raise _unexpected(name or str(source), error) from error
    return plan, text.text


def _unexpected(place: str, error: Exception) -> ExtractorError:
    """A fault of the extractor itself on one file, with its place in the code."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = ""
    if frame is not None:
        parts = Path(frame.tb_frame.f_code.co_filename).parts[-3:]
        where = f" at {'/'.join(parts)}:{frame.tb_lineno}"
    problem = f"a fault of the extractor ({type(error).__name__}{where})"
    return ExtractorError(place, problem, "report it with this file")


@lru_cache(maxsize=4)
def _lexicon(folder: Path | None) -> Lexicon:
    return default_lexicon() if folder is None else Lexicon(folder)
