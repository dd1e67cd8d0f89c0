"""What the text reader says of what it could not rebuild with certainty."""

from __future__ import annotations

from extractor.document import Notice


def unreadable(start: int, end: int) -> Notice:
    """A table whose cells cannot be put back in rows and columns without guessing."""
    message = "此处的表格在转成文本时失去了行列，无法可靠还原，请对照原文件核对"
    return Notice("unreadable_table", message, start, end)
