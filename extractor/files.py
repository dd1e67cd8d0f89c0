"""Which files a command reads and which it writes, so that nothing is overwritten."""

from __future__ import annotations

import glob
import os
import posixpath
import re
import secrets
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from extractor.errors import ExtractorError, ReadError, UsageError

#: What is taken from a folder; a file that is named on the command line is always taken.
PLAN_SUFFIXES = frozenset(
    (
        *(".txt", ".text", ".md", ".docx", ".docm", ".doc", ".wps", ".rtf", ".odt"),
        *(".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml"),
        *(".xls", ".xlsx", ".et", ".ods", ".csv", ".tsv"),
    )
)
STDIN = "stdin"
_DRAFT = re.compile(r"\.[0-9a-f]{16}\.tmp")


def is_url(place: str) -> bool:
    """True for scheme://…, false for a path."""
    scheme, mark, _ = place.partition("://")
    return bool(mark) and scheme.replace("+", "").isalnum()


class Input(msgspec.Struct, frozen=True):
    """A file to read; ``name`` is its path below the output folder, suffix included.

    ``url`` is set instead of ``path`` for one that lies elsewhere (s3://, hdfs:// …).
    """

    path: Path
    name: str
    piped: bool = False
    url: str = ""

    @property
    def place(self) -> str:
        """Where to open it: a URL or a path."""
        return self.url or str(self.path)


class Collected(msgspec.Struct, frozen=True):
    """Files in the order found, what could not be found, and how many were left out."""

    inputs: tuple[Input, ...]
    problems: tuple[ExtractorError, ...]
    left_out: int


def collect(arguments: Sequence[str], out: Path | None, piped: Path | None) -> Collected:
    """Resolve files, folders (with all below), glob patterns and ``-`` (saved at ``piped``).

    Names below a folder or pattern keep their subfolders. A file met twice is taken once.
    """
    found: dict[str, Input] = {}
    problems: list[ExtractorError] = []
    left_out = 0
    for argument in arguments:
        for one in _resolve(argument, out, piped):
            if isinstance(one, ExtractorError):
                problems.append(one)
            elif one is None:
                left_out += 1
            else:
                found.setdefault(one.url or real(one.path), one)
    return Collected(tuple(found.values()), tuple(problems), left_out)


def output_names(inputs: Iterable[Input]) -> list[str]:
    """One output name, without ``.json``, per input, all different.

    ``a.docx`` gives ``a``. Inputs that would share a name keep their suffix (``a.docx``,
    ``a.pdf``); those that still do are numbered in their order (``a.docx.2``). Compared
    without case, since on some file systems A and a are one file.
    """
    inputs = list(inputs)
    names = [os.path.splitext(item.name)[0] or item.name for item in inputs]
    for index in _sharing(names):
        names[index] = inputs[index].name
    taken: set[str] = set()
    for index, name in enumerate(names):
        candidate, number = name, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{name}.{number}"
        taken.add(candidate.casefold())
        names[index] = candidate
    return names


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there in full or not at all; folders are made. Raises ``OSError``."""
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes its place only when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A short name of its own: the plan's may already be as long as the file system allows.
    draft = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with draft.open("xb") as file:
            yield file
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def real(path: Path) -> str:
    """The file that a path leads to; unlike ``Path.resolve`` it bears a loop of links."""
    return os.path.realpath(path)


def is_draft(name: str) -> bool:
    """True for the name of a file that ``whole_file`` had not put in place yet."""
    return _DRAFT.fullmatch(name) is not None


def save_stdin(folder: Path, content: bytes) -> Path:
    """Standard input as a file that readers can open."""
    path = folder / STDIN
    path.write_bytes(content)
    return path


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that vanishes after use."""
    return tempfile.TemporaryDirectory(prefix="extractor-")


def _sharing(names: list[str]) -> Iterator[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        places[name.casefold()].append(index)
    for indices in places.values():
        if len(indices) > 1:
            yield from indices


def _resolve(
    argument: str, out: Path | None, piped: Path | None
) -> Iterator[Input | ExtractorError | None]:
    if is_url(argument):
        yield from _url(argument)
        return
    path = Path(argument)
    if argument == "-" and piped is not None:
        yield Input(piped, STDIN, piped=True)
    elif problem := _unreachable(argument):
        if glob.has_magic(argument):
            yield from _pattern(argument, out)
        else:
            yield ReadError(argument or "(empty path)", problem, "check the path")
    elif path.is_dir():
        yield from _folder(path, out)
    else:
        yield Input(path, path.name)


def _unreachable(argument: str) -> str | None:
    """Why there is nothing to open at a path, None where there is."""
    try:
        os.stat(argument)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return "there is no such file"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None


def file_system(place: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it; raises ``UsageError``."""
    try:
        from fsspec.core import url_to_fs

        system, path = url_to_fs(place)
    except ImportError as error:
        raise UsageError(
            place, f"needs a package ({error})", "pip install 'plan-extractor[scale]'"
        ) from None
    except ValueError as error:
        raise UsageError(place, f"is no known kind of URL ({error})", "check it") from None
    return system, path


def _url(url: str) -> Iterator[Input | ExtractorError | None]:
    """A file, folder or pattern on another file system; names are relative as for local ones."""
    system, path = file_system(url)
    try:
        listed, root = _listed(system, path)
    except Exception as error:  # each file system has errors of its own
        yield ReadError(url, f"cannot be read ({error})", "check the URL and your access")
        return
    if not listed:
        yield ReadError(url, "there is no such file", "check the URL")
    for one in sorted(listed):
        name = one[len(root) :].lstrip("/") if root else posixpath.basename(one)
        hidden = any(part.startswith((".", "~$")) for part in name.split("/"))
        named = not root  # a file that is named is always taken
        if named or (not hidden and posixpath.splitext(one)[1].lower() in PLAN_SUFFIXES):
            yield Input(Path(name), name, url=str(system.unstrip_protocol(one)))
        elif not hidden:
            yield None


def _listed(system: Any, path: str) -> tuple[list[str], str]:
    """The files at a path or pattern, and the folder that their names are relative to."""
    if glob.has_magic(path):
        parts = path.split("/")
        fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
        return [p for p in system.glob(path) if system.isfile(p)], "/".join(parts[:fixed]) or "/"
    if system.isdir(path):
        return list(system.find(path)), path.rstrip("/") or "/"
    return ([path] if system.exists(path) else []), ""


def _folder(folder: Path, out: Path | None) -> Iterator[Input | ExtractorError | None]:
    home = real(out) if out is not None else None
    if real(folder) == home:
        problem = "is both read and written to, which would mix plans with results"
        raise UsageError(str(folder), problem, "choose another folder for -o")
    errors: list[OSError] = []
    taken = 0
    for parent, folders, files in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and real(Path(parent, f)) != home
        )
        for name in sorted(files):
            if name.startswith((".", "~$")):  # hidden, or the lock of an open Word file
                continue
            path = Path(parent, name)
            # A pipe or device would be waited for; a broken link is an error of its own.
            readable = path.is_file() or not path.exists()
            if readable and path.suffix.lower() in PLAN_SUFFIXES:
                taken += 1
                yield Input(path, path.relative_to(folder).as_posix())
            else:
                yield None
    for error in errors:
        yield ReadError(str(error.filename), f"cannot be read ({error.strerror})", "allow reading")
    if not taken and not errors:
        yield ReadError(str(folder), "holds no plan", "name a folder with documents in it")


def _pattern(pattern: str, out: Path | None) -> Iterator[Input | ExtractorError | None]:
    matches = sorted(glob.glob(pattern, recursive=True))
    if not matches:
        yield ReadError(pattern, "no file matches", "check the pattern")
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    for match in map(Path, matches):
        if match.is_file():
            yield Input(match, match.relative_to(root).as_posix())
        elif "**" not in parts:
            yield from _folder(match, out)
