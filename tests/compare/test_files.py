"""The files, the frames and the command, each read back by its own consumer."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from extractor.cli import main
from extractor.compare import Comparison, compare
from extractor.compare.files import panel_csv, panel_xlsx
from extractor.compare.table import LONG
from tests.compare.sample import Draft


@pytest.fixture
def comparison() -> Comparison:
    a = (
        Draft("甲")
        .say("地区生产总值", "达到", "500亿元", nature="预期性")
        .say("=1+1的个数", "为", "5个")
    )
    b = Draft("乙").say("GDP", "达到", "0.1万亿元以上").do("改造县乡公路。更新客运班车。")
    return compare([a.done(), b.done()])


def test_csv(comparison: Comparison) -> None:
    content = panel_csv(comparison.panel)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0]["name"] == "地区生产总值"
    assert (rows[0]["甲.target"], rows[0]["乙.target"]) == ("500", "1000")
    assert rows[0]["乙.text"] == "target：0.1万亿元以上"
    assert rows[1]["missing"] == "乙"
    assert rows[1]["name"].startswith("'="), "a spreadsheet must not run a name"


def test_xlsx(comparison: Comparison) -> None:
    content = panel_xlsx(comparison)
    assert content == panel_xlsx(comparison)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["panel"]
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref.startswith("A2:")
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "甲" in values[0]
    assert "目标值" in values[1]
    assert 500 in values[2]
    assert sheet["B4"].data_type == "s"
    assert [s.freeze_panes for s in book.worksheets[1:]] == ["A2"] * (len(book.worksheets) - 1)


def test_frames(comparison: Comparison) -> None:
    polars = pytest.importorskip("polars")
    frame = comparison.panel.to_polars()
    assert tuple(frame.columns) == LONG
    targets = frame.filter((polars.col("row") == "gdp") & (polars.col("slot") == "target"))
    assert targets["value"].to_list() == [500.0, 1000.0]
    pytest.importorskip("pandas")
    pandas_frame = comparison.panel.to_pandas()
    assert len(pandas_frame) == len(frame)
    assert pandas_frame["value"].dtype == "Float64"


def test_frames_without_rows() -> None:
    pytest.importorskip("polars")
    pytest.importorskip("pandas")
    panel = compare([Draft("甲").done()]).panel
    assert len(panel.to_polars()) == len(panel.to_pandas()) == 0


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    for name in ("甲县", "乙县"):
        (plans / f"{name}.txt").write_text(
            f"{name}绿化发展规划（2021—2025年）\n一、发展目标\n到2025年，森林覆盖率达到45%。\n",
            "utf-8",
        )
    out = tmp_path / "out"
    assert main(["compare", str(plans), "-o", str(out)]) == 0
    assert {"panel.csv", "panel.xlsx", "report.html", "alignment.toml"} == {
        p.name for p in out.iterdir()
    }
    assert "森林覆盖率" in (out / "panel.csv").read_text("utf-8-sig")
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    assert main(["compare", str(plans), "-o", str(out)]) == 0
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert "2 plans" in capsys.readouterr().err


def test_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(tmp_path / "none.txt"), "-o", str(tmp_path / "o")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    (tmp_path / "alignment.toml").write_text("pair = 3", "utf-8")
    assert main(["compare", "x.txt", "-o", str(tmp_path)]) == 1
    assert "alignment.toml" in capsys.readouterr().err
