"""Files damaged at random from a seed, and what a reader makes of them."""

from __future__ import annotations

import functools
import random
import time
from typing import NamedTuple

from extractor.errors import ExtractorError
from extractor.pipeline import Options, attempt
from tests.readers import probes
from tests.scale.plans import plan

SLOW = 5.0
#: One in so many goes through the whole extraction, not only the reader.
WHOLE = 20
_KINDS = ("flip", "cut", "swap", "repeat", "digits")


class Result(NamedTuple):
    """How many were read or refused as they should, the slowest, and the others."""

    good: int
    slowest: float
    bad: list[str]


def forms() -> list[str]:
    """The forms of files, those whose makers are installed."""
    return [form for form in _MAKERS if _made(form) is not None]


@functools.cache
def _made(form: str) -> bytes | None:
    try:
        return _MAKERS[form]()
    except ImportError:
        return None


_MAKERS = {
    "txt": lambda: plan(1).encode(),
    "gb.txt": lambda: plan(2).encode("gb18030"),
    "md": lambda: f"# 规划\n\n{plan(3)}\n| 指标 | 目标 |\n|--|--|\n| 供水量 | 3 |\n".encode(),
    "docx": probes.word_probe,
    "html": lambda: probes.page_html("<p>一，二。</p><table><tr><td>甲<td>3</table>" * 3).encode(),
    "mht": lambda: (
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + probes.page_html("<p>a</p>").encode()
    ),
    "rtf": lambda: (
        b"{\\rtf1\\ansi\\ansicpg936 {\\fonttbl{\\f0 a;}}" + b"\\u35268?\\par 3\\cell" * 20 + b"}"
    ),
    "ofd": lambda: probes.ofd([[(20, 40, 5, "第一章"), (20, 50, 5, "二")]]),
    "pdf": lambda: probes.pdf(lambda canvas, _: canvas.drawString(80, 700, "青禾县规划"), 2),
    "xlsx": probes.xlsx,
    "xls": probes.xls,
    "csv": lambda: "序号,指标\n1,供水量\n".encode("gb18030"),
    "zip": lambda: probes.zipped({"b.txt": plan(4).encode()}),
}


def damaged(data: bytes, dice: random.Random) -> bytes:
    """``data`` with something done to it."""
    out = bytearray(data)
    kind = dice.choice(_KINDS)
    if kind == "flip":
        for _ in range(dice.randint(1, 12)):
            out[dice.randrange(len(out))] ^= dice.randint(1, 255)
        return bytes(out)
    if kind == "digits":
        places = [i for i, byte in enumerate(out) if 48 <= byte <= 57] or [0]
        for place in dice.choices(places, k=4):
            out[place] = dice.choice(b"0-9x ")
        return bytes(out)
    first, last = sorted(dice.randrange(len(out)) for _ in range(2))
    if kind == "cut":
        return bytes(out[:first] + out[last:]) or b"\0"
    middle = bytes(out[first:last])
    if kind == "swap":
        return bytes(out[:first]) + middle[::-1] + bytes(out[last:])
    return bytes(out) + middle


def run(form: str, seed: int, count: int) -> Result:
    """Read ``count`` damaged files of a form; the same seed damages them the same way."""
    import warnings

    from extractor.readers import read

    warnings.simplefilter("ignore")
    data = _made(form)
    assert data is not None
    good, slowest, bad = 0, 0.0, []
    for number in range(count):
        dice = random.Random(seed * 100_003 + number)
        one = damaged(data, dice)
        began = time.process_time()
        try:
            if number % WHOLE == 0:
                attempt(one, Options(), f"f.{form}")
            else:
                read(one, f"f.{form}")
            problem = ""
        except ExtractorError as error:
            problem = "" if _fine(error) else str(error)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        seconds = time.process_time() - began
        slowest = max(slowest, seconds)
        if problem or seconds > SLOW:
            bad.append(f"{form} seed {seed} number {number}: {problem or f'{seconds:.1f} s'}")
        else:
            good += 1
    return Result(good, slowest, bad)


def _fine(error: ExtractorError) -> bool:
    line = str(error)
    return "\n" not in line and bool(error.remedy) and "a fault of the extractor" not in line
