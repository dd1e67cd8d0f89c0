"""Characters behind ``w:sym``: code points of symbol fonts as Unicode."""

from __future__ import annotations

# Symbol (Adobe encoding), the signs that stand in plans: relations, arithmetic, Greek
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°",
    0xA5: "∞", 0xB7: "·", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xD7: "·", 0xE5: "∑",
    0xC5: "⊕", 0xCE: "∈", 0xC7: "∩", 0xC8: "∪", 0xD0: "∠", 0xD6: "√", 0xB2: "″", 0xA2: "′",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x65: "ε", 0x6C: "λ", 0x6D: "μ", 0x70: "π",
    0x73: "σ", 0x77: "ω", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
    0x3C: "<", 0x3D: "=", 0x3E: ">", 0x25: "%", 0x2B: "+", 0x2D: "−",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x6C: "●",
    0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0x76: "❖", 0x75: "◆", 0xAB: "★",
    0xB2: "☆", 0x52: "☑", 0x54: "☒",
}  # fmt: skip
_CIRCLED = {0x80: "⓪", 0x8B: "⓪"} | {0x81 + n: chr(0x2460 + n) for n in range(10)}
_CIRCLED |= {0x8C + n: chr(0x2776 + n) for n in range(10)}


def symbol(font: str, code: str) -> str:
    """The character that a symbol font shows for ``code`` (hex); empty when unknown."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    family = font.lower().replace(" ", "")
    low = point & 0xFF if 0xF000 <= point <= 0xF0FF else point
    if family == "symbol":
        return _SYMBOL.get(low, "")
    if family.startswith("wingdings"):
        marks = {**_WINGDINGS, **_CIRCLED} if family == "wingdings" else {}
        marks |= {0x52: "☑", 0x54: "☒", 0xA3: "□"} if family == "wingdings2" else {}
        return marks.get(low, "")
    usable = 0x20 <= point < 0xD800 or 0xF900 <= point < 0x110000
    return chr(point) if usable else ""
