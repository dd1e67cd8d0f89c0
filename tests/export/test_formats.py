"""Every table format read back by its own consumer."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
import warnings
import zipfile

import pytest

from extractor.errors import UsageError
from extractor.export import FORMATS, SPECS, TABLE_NAMES, export, to_tables
from extractor.export.csvs import read_cell, write_cell
from extractor.export.formats import check_names, format_of, write_tables
from extractor.export.views import VIEWS
from tests.export.sample import documents

DOCUMENTS = documents()
TABLES = to_tables(DOCUMENTS)
ROWS = {table.spec.name: table.rows for table in TABLES}


def plain(value):
    """A value as formats without decimals and lists hold it."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value if value is None or isinstance(value, str | int) else float(value)


def expected(name):
    return [tuple(map(plain, row)) for row in ROWS[name]]


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "duckdb"])
def test_the_same_plans_give_the_same_bytes(format):
    assert export(DOCUMENTS, format) == export(documents(), format)


def test_bytes_do_not_hang_on_the_hash_seed():
    code = (
        "import hashlib; from extractor.export import export; from tests.export.sample import "
        "documents; print([hashlib.sha256(c).hexdigest() for f in ('docbin', 'xlsx', 'sqlite', "
        "'labelstudio', 'parquet') for c in export(documents(), f).values()])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_csv_by_pandas():
    pandas = pytest.importorskip("pandas")
    files = export(DOCUMENTS, "csv")
    assert set(files) == {f"{name}.csv" for name in TABLE_NAMES}
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    frame = pandas.read_csv(io.BytesIO(files["observations.csv"]), encoding="utf-8-sig")
    assert frame["value"].dropna().tolist() == [12, 5, 3.5] * 2
    assert frame["quote"].tolist() == ["12个", "5%", "3.5", "持续改善"] * 2


def test_csv_cells_are_no_formulas_and_come_back():
    text = export(DOCUMENTS, "csv")["plans.csv"].decode("utf-8-sig")
    (row, _) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["issuer"], row["status"]) == ("'=HYPERLINK(1)", "''引号")
    assert read_cell(row["issuer"]) == "=HYPERLINK(1)"
    assert read_cell(row["status"]) == "'引号"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-5.2%", "-5.2%"),
        ("-3万元", "-3万元"),
        ("-", "-"),
        ("=", "="),
        (">=", ">="),
        ("专利", "专利"),
        (None, ""),
        (True, "true"),
        (-3, "-3"),
        (["一", "=2"], '["一", "=2"]'),
    ],
)
def test_csv_cell(value, cell):
    assert write_cell(value) == cell
    if isinstance(value, str):
        assert read_cell(cell) == value


def test_jsonl_keeps_types():
    lines = export(DOCUMENTS, "jsonl")["observations.jsonl"].splitlines()
    first = json.loads(lines[2])
    assert (first["value"], first["planned"], first["upper"]) == (3.5, False, None)
    project = json.loads(export(DOCUMENTS, "jsonl")["projects.jsonl"].splitlines()[0])
    assert project["fields"] == {"项目": "管网改造", "地点": "东湖县"}


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_parquet_by_polars(name):
    polars = pytest.importorskip("polars")
    content = export(DOCUMENTS, "parquet", [name])[f"{name}.parquet"]
    assert polars.read_parquet(io.BytesIO(content)).rows() == expected(name)
    described = json.loads(polars.read_parquet_metadata(io.BytesIO(content))["columns"])
    assert described["plan_id"]["zh"] == "规划在本次导出中的编号"


@pytest.fixture(scope="module")
def duck(tmp_path_factory):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path_factory.mktemp("duck") / "plans.duckdb"
    path.write_bytes(export(DOCUMENTS, "duckdb")["plans.duckdb"])
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_duckdb_tables(duck, name):
    assert duck.sql(f'SELECT * FROM "{name}"').fetchall() == expected(name)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_duckdb_views_answer(duck, view):
    assert duck.sql(f"SELECT * FROM {view.name}").fetchall()


def test_duckdb_says_what_columns_mean(duck):
    sql = (
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'actions' AND column_name = 'verb'"
    )
    assert duck.sql(sql).fetchall() == [("head verb / 动词",)]


def test_duckdb_joins_a_duty_to_its_measure(duck):
    sql = "SELECT area, role, record_title FROM duties WHERE plan_id = '样本' ORDER BY role"
    assert duck.sql(sql).fetchall() == [
        ("@SUM(A1)", "lead", "推广滴灌技术"),
        ("东湖县", "location", "管网改造"),
    ]


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    path = tmp_path_factory.mktemp("lite") / "plans.sqlite"
    path.write_bytes(export(DOCUMENTS, "sqlite")["plans.sqlite"])
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_sqlite_holds_every_row_and_its_keys(lite):
    for name in TABLE_NAMES:
        found = set(lite.execute(f'SELECT * FROM "{name}"'))
        assert found == set(expected(name)), name
    assert lite.execute("PRAGMA foreign_key_check").fetchall() == []
    described = lite.execute("SELECT COUNT(*) FROM column_descriptions").fetchone()
    assert described == (sum(len(spec.columns) for spec in SPECS),)


def test_sqlite_views_answer(lite):
    for view in VIEWS:
        assert lite.execute(f"SELECT * FROM {view.name}").fetchall(), view.name


def test_a_part_of_the_tables_has_only_views_that_work(tmp_path):
    path = tmp_path / "part.sqlite"
    path.write_bytes(export(DOCUMENTS, "sqlite", ["plans", "observations"])["plans.sqlite"])
    connection = sqlite3.connect(path)
    views = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()
    connection.close()
    assert views == [("targets",)]


@pytest.fixture(scope="module")
def book():
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    return openpyxl.load_workbook(io.BytesIO(export(DOCUMENTS, "xlsx")["plans.xlsx"]))


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_xlsx_sheet(book, name):
    sheet = book[name]
    spec = next(spec for spec in SPECS if spec.name == name)
    assert tuple(cell.value for cell in sheet[1]) == spec.names
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    read = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    wanted = expected(name)
    linked = {"measures": "title", "observations": "quantity"}.get(name)
    skip = spec.names.index(linked) if linked else -1  # a link without a text shows an arrow
    assert [r[:skip] + r[skip + 1 :] if linked else r for r in read] == [
        w[:skip] + w[skip + 1 :] if linked else w for w in wanted
    ]


def test_xlsx_has_no_formula(book):
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= set(
        "snb"
    )


def test_xlsx_value_leads_to_its_quote(book):
    sheet = book["observations"]
    column = [cell.value for cell in sheet[1]].index("quantity") + 1
    cell = sheet.cell(2, column)
    assert cell.value == "12个"
    name, _, place = cell.hyperlink.location.replace("'", "").partition("!")
    row = {h.value: c.value for h, c in zip(book[name][1], book[name][place[1:]], strict=True)}
    assert (row["record_id"], row["quote"]) == ("i1.1", "12个")


def test_xlsx_is_whole():
    pytest.importorskip("xlsxwriter")
    content = export(DOCUMENTS, "xlsx")["plans.xlsx"]
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_datapackage_by_frictionless(tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own making
        frictionless = pytest.importorskip("frictionless")
        for name, content in export(DOCUMENTS, "datapackage").items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        package = frictionless.Package(str(tmp_path / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["title", "type", "note"])
        read = package.get_resource("observations").read_rows()
    assert [row["role"] for row in read] == [row[6] for row in ROWS["observations"]]
    fields = json.loads((tmp_path / "datapackage.json").read_bytes())["resources"][2]["schema"]
    assert all("/" in field["description"] and field["title"] for field in fields["fields"])


@pytest.mark.parametrize("format", FORMATS)
def test_no_plan_gives_empty_files(format):
    assert export((), format)


def test_names_and_suffixes():
    assert format_of("A.XLSX") == "xlsx"
    assert format_of("a.docx") is None
    check_names("csv", ["plans"])
    with pytest.raises(UsageError, match="there is no 'nothing'"):
        check_names("csv", ["nothing"])
    assert list(write_tables(TABLES[:1], "csv")) == ["plans.csv"]
