"""A same-length shadow of a text, so that matching needs no offset map."""

from __future__ import annotations

import re

_WIDE: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {
    ord(wide): plain
    for wide, plain in {
        "％": "%", "．": ".", "－": "-", "−": "-", "＋": "+", "＜": "<", "＞": ">", "＝": "=",
        "～": "~", "〜": "~", "∼": "~", "／": "/", "∕": "/", "＄": "$", "￥": "¥", "﹪": "%",
        "＂": '"',
        "［": "[", "］": "]", "\u3000": " ", "\xa0": " ", "\u2009": " ", "\u202f": " ", "﹣": "-",
        "∶": ":", "﹥": ">", "﹤": "<", "●": "·", "•": "·", "‐": "-", "‑": "-", "–": "-",
    }.items()
}  # fmt: skip
_ANY = re.compile("[" + "".join(re.escape(chr(c)) for c in _WIDE) + "]")


def shadow(text: str) -> str:
    """``text`` with digits, letters and number signs in half width; the same length."""
    return text.translate(_WIDE) if _ANY.search(text) else text
