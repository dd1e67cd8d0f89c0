"""A process pool whose workers may die: only the call that one was doing is lost.

``concurrent.futures.ProcessPoolExecutor`` breaks as a whole when one process dies. Here each
thread drives one child; a death is that call's ``WorkerDied``, and a new child takes over.
Children are renewed after so many calls, or when their memory has grown.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from extractor.scale.child import receive, send

T = TypeVar("T")

CALLS_PER_CHILD = 64
MEGABYTES_PER_CHILD = 1024


class WorkerDied(RuntimeError):
    """The process that did a call ended; ``code`` is its exit code, minus a signal's number."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class ProcessPool(Executor):
    """``workers`` child processes, started when first needed. Close it with ``with``."""

    def __init__(self, workers: int, calls_per_child: int = CALLS_PER_CHILD) -> None:
        self._calls: queue.SimpleQueue[tuple[Future[Any], Any] | None] = queue.SimpleQueue()
        self._renew = calls_per_child
        self._lock = threading.Lock()
        self._open = True
        self._children: set[_Child] = set()
        self._threads = [
            threading.Thread(target=self._drive, name=f"extractor-{n}", daemon=True)
            for n in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Call ``fn`` (importable by name) in a child."""
        with self._lock:
            if not self._open:
                raise RuntimeError("the pool is closed")
            future: Future[T] = Future()
            self._calls.put((future, (fn, args, kwargs)))
            return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the children end after their calls; with ``cancel_futures`` end them at once."""
        with self._lock:
            if self._open:
                self._open = False
                if cancel_futures:
                    self._cancel()
                for _ in self._threads:
                    self._calls.put(None)
        if cancel_futures:
            for child in tuple(self._children):
                child.kill()
        if wait:
            for thread in self._threads:
                thread.join()

    def _cancel(self) -> None:
        while True:
            try:
                item = self._calls.get_nowait()
            except queue.Empty:
                return
            if item is not None:
                item[0].cancel()

    def pids(self) -> list[int]:
        """The living children's process ids."""
        return sorted(child.process.pid for child in tuple(self._children))

    def _drive(self) -> None:
        child: _Child | None = None
        try:
            while (item := self._calls.get()) is not None:
                future, call = item
                done: bool
                result: Any
                if not future.set_running_or_notify_cancel():
                    continue
                try:
                    if child is None:
                        child = self._start()
                    done, result = child.call(call)
                except WorkerDied as death:
                    self._end(child)
                    child = None
                    done, result = False, death
                except Exception as error:  # a call that does not travel, no process to be had
                    done, result = False, error
                if done:
                    future.set_result(result)
                else:
                    future.set_exception(result)
                del future, call, result, item
                if child is not None and child.worn(self._renew):
                    self._end(child)
                    child = None
        finally:
            self._end(child)

    def _start(self) -> _Child:
        child = _Child()
        self._children.add(child)
        return child

    def _end(self, child: _Child | None) -> None:
        if child is not None:
            self._children.discard(child)
            child.close()


class _Child:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        paths = [path or os.getcwd() for path in sys.path]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "extractor.scale.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            # Ctrl-C in a terminal is for the parent, which then lets its children go.
            start_new_session=True,
        )
        self._calls = 0
        self._peak = 0

    def call(self, call: object) -> tuple[bool, Any]:
        """One call and its answer; raises ``WorkerDied``."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._calls += 1
        try:
            send(self.process.stdin, call)
            done, result, self._peak = receive(self.process.stdout)
        except (EOFError, BrokenPipeError, ConnectionError):
            self.process.kill()
            raise WorkerDied(self.process.wait()) from None
        return done, result

    def worn(self, calls: int) -> bool:
        """True when it should be renewed."""
        return self._calls >= calls or self._peak > MEGABYTES_PER_CHILD

    def kill(self) -> None:
        """End it at once."""
        self.process.kill()

    def close(self) -> None:
        """Let it end: it does when its pipe is closed."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
