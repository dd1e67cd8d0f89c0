"""A TrueType font of less than a kilobyte whose characters are boxes, for every character.

pdfium asks the outlines of characters for their extent only: from it it tells lines, columns,
vertical writing and words printed twice. A box as large as a character usually is answers that
as well as the outline does. An empty one does not: pdfium then drops lines and whole pages.
"""

from __future__ import annotations

import struct
from functools import lru_cache

_EM, _ASCENT, _DESCENT = 1000, 880, -120
_WIDE, _HALF, _NARROW = 1, 2, 3
# left, bottom, right, top of the glyphs; a box wider than its character would push its right
# edge out, for pdfium joins the box with the advance that the PDF states
_BOXES = {
    0: (40, -80, 960, 830),
    _WIDE: (40, -80, 960, 830),
    _HALF: (40, 0, 440, 700),
    _NARROW: (20, 0, 200, 700),
}
_ADVANCES = (1000, 1000, 500, 250)
_LATIN = range(0x20, 0x250)
_SLIM = frozenset("!'(),-./:;I[]`fijlrt{|}")
_LAST = 0x10FFFF


@lru_cache(maxsize=1)
def box_font() -> bytes:
    """The font file."""
    tables = {
        b"cmap": _cmap(),
        b"glyf": b"".join(map(_outline, _BOXES.values())),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0,
            0, _DESCENT, _EM, _ASCENT, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(
            ">IhhhH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0,
            len(_BOXES),
        ),
        b"hmtx": b"".join(
            struct.pack(">Hh", advance, box[0])
            for advance, box in zip(_ADVANCES, _BOXES.values(), strict=True)
        ),
        b"loca": struct.pack(
            f">{len(_BOXES) + 1}I", *(len(_outline(_BOXES[0])) * n for n in range(len(_BOXES) + 1))
        ),
        b"maxp": struct.pack(">I14H", 0x10000, len(_BOXES), 4, 1, 0, 0, 2, *[0] * 8),
    }  # fmt: skip
    return _file(tables)


def _cmap() -> bytes:
    """Format 13 of the table: each range of characters has one glyph."""
    ranges: list[tuple[int, int, int]] = []
    for code in _LATIN:
        glyph = _NARROW if chr(code) in _SLIM else _HALF
        if ranges and ranges[-1][2] == glyph:
            ranges[-1] = (ranges[-1][0], code, glyph)
        else:
            ranges.append((code, code, glyph))
    ranges.append((_LATIN.stop, _LAST, _WIDE))
    number = len(ranges)
    head = struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 13, 0, 16 + 12 * number, 0, number)
    return head + b"".join(struct.pack(">III", *each) for each in ranges)


def _outline(box: tuple[int, int, int, int]) -> bytes:
    """A glyph of one contour: the corners of the box, each as a step from the one before."""
    x0, y0, x1, y1 = box
    head = struct.pack(">hhhhhHH", 1, x0, y0, x1, y1, 3, 0)
    on_curve = b"\1\1\1\1"
    steps = struct.pack(">8h", x0, x1 - x0, 0, x0 - x1, y0, 0, y1 - y0, 0)
    return head + on_curve + steps + b"\0\0"


def _file(tables: dict[bytes, bytes]) -> bytes:
    power = 1 << (len(tables).bit_length() - 1)
    rest = (16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    head = struct.pack(">IHHHH", 0x10000, len(tables), *rest)
    place = len(head) + 16 * len(tables)
    body = b""
    for tag, table in sorted(tables.items()):
        head += tag + struct.pack(">III", 0, place + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return head + body
