"""Reading and writing at local paths and at URLs (fsspec: s3://, hdfs://, memory:// …)."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import posixpath
import secrets
from pathlib import Path

from extractor.errors import ExtractorError, ReadError
from extractor.files import file_system, is_draft, is_url, write_whole
from extractor.readers.limits import MAX_FILE_BYTES

#: File systems on which an upload is seen whole or not at all; others get draft and rename.
_WHOLE = frozenset(("memory", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "oss", "oci"))
_NO_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOTDIR)


def load(place: str) -> bytes:
    """The bytes of a file; raises ``ReadError`` when there is none or it is too large."""
    name = posixpath.basename(place) or place
    try:
        if is_url(place):
            system, path = file_system(place)
            if (system.size(path) or 0) > MAX_FILE_BYTES:
                raise _too_large(name)
            return bytes(system.cat_file(path))
        local = Path(place)
        if local.stat().st_size > MAX_FILE_BYTES:
            raise _too_large(name)
        return local.read_bytes()
    except ExtractorError:
        raise
    except Exception as error:  # each file system has errors of its own
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ReadError(place, f"cannot be opened ({reason})", "check the path") from error


def _too_large(name: str) -> ReadError:
    limit = MAX_FILE_BYTES // 1024 // 1024
    return ReadError(name, f"the file is larger than {limit} MB", "split it or save its text")


class Store:
    """A folder, local or at a URL, whose files are there in full or not at all."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.local = None if is_url(root) else Path(root)
        if self.local is None:
            self._system, self._root = file_system(root)

    def read(self, name: str) -> bytes | None:
        """A file's bytes, None where there is none."""
        try:
            if self.local is not None:
                return (self.local / name).read_bytes()
            return bytes(self._system.cat_file(self._at(name)))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None

    def write(self, name: str, content: bytes) -> None:
        """Put a file in place at once; raises ``OSError``."""
        if self.local is not None:
            write_whole(self.local / name, content)
            return
        path = self._at(name)
        protocols = self._system.protocol
        if _WHOLE.intersection((protocols,) if isinstance(protocols, str) else protocols):
            self._system.pipe_file(path, content)
            return
        self._system.makedirs(posixpath.dirname(path), exist_ok=True)
        draft = posixpath.join(posixpath.dirname(path), f".{secrets.token_hex(8)}.tmp")
        self._system.pipe_file(draft, content)
        self._system.mv(draft, path)

    def remove(self, name: str) -> None:
        """Delete a file; none is no error."""
        try:
            if self.local is not None:
                os.unlink(self.local / name)
            else:
                self._system.rm_file(self._at(name))
        except FileNotFoundError:
            pass

    def names(self, start: str, end: str) -> list[str]:
        """Files directly in the folder whose names begin and end so, sorted."""
        if self.local is not None:
            found = os.listdir(self.local) if self.local.is_dir() else []
        else:
            self._system.invalidate_cache()
            listed = self._system.ls(self._root, detail=False) if self._exists() else []
            found = [posixpath.basename(path) for path in listed]
        return sorted(name for name in found if name.startswith(start) and name.endswith(end))

    def holds(self, name: str, sha256: str) -> bool:
        """True when the file is there with this content."""
        content = self.read(name)
        return content is not None and hashlib.sha256(content).hexdigest() == sha256

    def sweep(self) -> None:
        """Remove drafts that an ended process left (local folders only)."""
        for parent, _, files in os.walk(self.local) if self.local is not None else ():
            for name in files:
                if is_draft(name):
                    with contextlib.suppress(OSError):
                        os.unlink(os.path.join(parent, name))

    def _exists(self) -> bool:
        return bool(self._system.isdir(self._root))

    def _at(self, name: str) -> str:
        return posixpath.join(self._root, name)


def stops_all(error: OSError) -> bool:
    """True for errors that every further write would meet too: disk full, read-only, no folder."""
    return error.errno in _NO_WRITING
