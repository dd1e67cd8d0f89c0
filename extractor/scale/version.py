"""What an output depends on besides its input: the extractor's own files, words, packages."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path

#: Parts of the package that shape an output; what only carries it (scale, service) is left out.
_PARTS = ("readers", "layout", "lexicon", "language", "find", "build")
_TOP = ("spans.py", "document.py", "mentions.py", "plan.py", "pipeline.py", "terminal.py")
_KINDS = (".py", ".toml", ".tsv")
#: Packages that read or cut words: another release may read differently.
_PACKAGES = (
    *("rjieba", "jieba", "regex", "lxml", "python-docx", "charset-normalizer", "msgspec"),
    *("pypdfium2", "pdfplumber", "openpyxl", "xlrd", "msdoc2docx", "wps2md", "rapidocr"),
)


@functools.lru_cache(maxsize=8)
def version(lexicon: str | None = None, engine: str = "rjieba") -> str:
    """Release and fingerprint (0.1.0+1a2b3c…) of all that decides how a file is read.

    Two runs with equal versions give equal outputs for equal inputs.
    """
    from extractor import __version__

    digest = hashlib.sha256(engine.encode())
    root = Path(__file__).parents[1]
    for path in _files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    if lexicon is not None:
        for path in sorted(Path(lexicon).glob("*.toml")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update("\n".join(_packages()).encode())
    return f"{__version__}+{digest.hexdigest()[:16]}"


def _files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in _TOP)
    for part in _PARTS:
        yield from sorted(p for p in (root / part).rglob("*") if p.suffix in _KINDS)


def _packages() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as release

    for name in _PACKAGES:
        try:
            yield f"{name} {release(name)}"
        except PackageNotFoundError:
            yield f"{name} -"
