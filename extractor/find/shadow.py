"""A same-length shadow of a text, so that matching needs no offset map."""

from __future__ import annotations

import functools
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
_PLAIN = {chr(code): to if isinstance(to, str) else chr(to) for code, to in _WIDE.items()}
_ANY = re.compile("[" + "".join(map(re.escape, _PLAIN)) + "]")


@functools.lru_cache(maxsize=1)  # several finders read one text, one after the other
def shadow(text: str) -> str:
    """``text`` with digits, letters and number signs in half width; the same length."""
    for wide in set(_ANY.findall(text)):  # few kinds: str.translate steps through every character
        text = text.replace(wide, _PLAIN[wide])
    return text
