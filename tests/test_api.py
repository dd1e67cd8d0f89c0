"""The public door: sorted names, each importable, nothing heavy loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import extractor


def test_all_is_sorted_and_complete():
    assert extractor.__all__ == sorted(
        extractor.__all__, key=str.lower
    ) or extractor.__all__ == sorted(extractor.__all__)
    assert set(extractor.__all__) == set(extractor._PLACES)


@pytest.mark.parametrize("name", extractor.__all__)
def test_every_public_name_is_there_and_documented(name: str):
    thing = getattr(extractor, name)
    assert thing.__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = extractor.nonsense


def test_quantities_of_any_text():
    found = extractor.quantities("到2025年，投资超过3亿元，占比５０％～60％")
    assert [(q.text, q.comparator, q.value, q.upper, q.unit) for q in found] == [
        ("超过3亿元", ">", 3, None, "亿元"),
        ("５０％～60％", "=", 50, 60, "%"),
    ]
    assert all(
        "到2025年，投资超过3亿元，占比５０％～60％"[q.start : q.end] == q.text for q in found
    )


@pytest.mark.parametrize("heavy", ["spacy", "jieba", "docx", "pdfplumber", "openpyxl", "lxml"])
def test_help_loads_nothing_heavy(heavy: str):
    code = (
        "import sys, extractor.cli\n"
        "try: extractor.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"sys.exit({heavy!r} in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0
