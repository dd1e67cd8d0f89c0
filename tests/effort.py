"""Effort as a count and not as a time, so that a busy machine changes no result."""

from __future__ import annotations

import cProfile
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

TraceFunction = Callable[[FrameType, str, Any], Any]

#: Calls under which a growth is start-up, and not the text's.
NOISE = 20_000


def calls(work: Callable[[], object]) -> int:
    """Function calls, Python's and C's, that ``work`` makes."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        work()
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def steps(work: Callable[[], object], package: str = "extractor") -> int:
    """Lines of ``package`` that ``work`` runs: a loop that calls nothing counts as well."""
    count = 0

    def line(_frame: FrameType, event: str, _arg: object) -> TraceFunction | None:
        nonlocal count
        count += event == "line"
        return line

    def enter(frame: FrameType, _event: str, _arg: object) -> TraceFunction | None:
        return line if f"/{package}/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def growth(work: Callable[[int], object], small: int, large: int) -> float:
    """By how much the calls grow from one size to the other, per unit of size.

    1 is linear, ``large / small`` quadratic. What a first run loads is not counted, and work of
    few calls is taken as linear.
    """
    work(small)
    little, much = calls(lambda: work(small)), calls(lambda: work(large))
    return 1.0 if much < NOISE else much / little / (large / small)
