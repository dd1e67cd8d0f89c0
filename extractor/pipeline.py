"""The way of a plan: file → source text → document → mentions → plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from extractor.build.assemble import build_plan
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
    return build_plan(document, find_everything(document, words, engine), words)


def extract_many(
    paths: Sequence[Path], options: Options | None = None, workers: int = 1
) -> Iterator[Result]:
    """One result per path, in their order whatever the number of workers; a bad file is a result too."""
    options = options or Options()
    if workers <= 1:
        for path in paths:
            yield extract_one(path, options)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        chunk = max(1, min(16, len(paths) // (workers * 4)))
        yield from pool.map(_packed, paths, [options] * len(paths), chunksize=chunk)


def _packed(path: Path, options: Options) -> Result:
    return extract_one(path, options)


def extract_one(path: Path, options: Options) -> Result:
    """Extract one file; what goes wrong becomes the result's ``error``, one line."""
    try:
        text = read(path)
        plan = extract(text, lexicon=_lexicon(options.lexicon), engine=options.engine)
    except (ExtractorError, OSError) as error:
        return Result(path, error=" ".join(str(error).split()))
    return Result(path, plan, text.text)


@lru_cache(maxsize=4)
def _lexicon(folder: Path | None) -> Lexicon:
    return default_lexicon() if folder is None else Lexicon(folder)
