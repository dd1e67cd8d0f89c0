"""Small made-up plans, and functions that workers can import."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

_PLAN = """{place}县水利发展规划

一、发展目标
到2025年，供水量达到{number}亿立方米，灌溉面积达到{number}万亩以上。

二、主要任务
（一）完善渠系。改造东干渠{number}公里，建设泵站{number}座。
（二）加强管护。建立健全管护制度，培训管护员{number}名。
"""


def plan(number: int) -> str:
    """A plan of its own for each number."""
    return _PLAN.format(place="青红蓝白"[number % 4] + "禾", number=number + 3)


def put_plans(folder: Path, count: int) -> Path:
    """A folder of ``count`` plans, some in subfolders."""
    for number in range(count):
        path = folder / f"d{number % 3}" / f"p{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plan(number), encoding="utf-8")
    return folder


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def square(number: int) -> int:
    return number * number


def my_pid(_: int) -> int:
    return os.getpid()


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fail(text: str) -> None:
    raise LookupError(text)


def shout(number: int) -> int:
    print("noise on standard output", flush=True)
    os.write(1, b"more noise\n")
    return number


def nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds
