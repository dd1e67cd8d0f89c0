"""The process at the other end of ``pool``: calls come in on a pipe, answers go out on one.

Started as ``python -m extractor.scale.child``, not through multiprocessing: a script without
``if __name__ == "__main__"`` works, and so does a daemonic parent (a Dask worker).
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import struct
import sys
from typing import IO, Any

HEAD = struct.Struct("<Q")


def send(pipe: IO[bytes], content: object) -> None:
    """Write one pickled message; raises what pickling raises before anything is written."""
    data = pickle.dumps(content, protocol=5)
    pipe.write(HEAD.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; raises ``EOFError`` at the end or in the middle of one."""
    head = pipe.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    (size,) = HEAD.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Answer calls until the pipe is closed."""
    from extractor.scale.guard import mark_child

    calls = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not get among the answers.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    mark_child()
    frozen = False
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            send(answers, _answer(receive(calls)))
            if not frozen:  # word tables live as long as the process: no need to walk them again
                gc.freeze()
                frozen = True


def _answer(call: Any) -> tuple[bool, object, int]:
    """(done, result or exception, peak memory in MB)."""
    function, args, kwargs = call
    try:
        return True, function(*args, **kwargs), _peak()
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # an exception that does not travel
            return False, RuntimeError(f"{type(error).__name__}: {error}"), _peak()
        return False, error, _peak()


def _peak() -> int:
    """Peak memory in MB. Linux counts what stood before exec into ru_maxrss: the parent's."""
    if sys.platform == "win32":
        return 0
    with contextlib.suppress(OSError, ValueError), open("/proc/self/status", "rb") as status:
        for line in status:
            if line.startswith(b"VmHWM:"):
                return int(line.split()[1]) // 1024
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
