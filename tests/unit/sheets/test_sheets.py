"""Sheets: what goes out is never run, what comes in is bounded, and what was written comes back."""

import io
import zipfile

import openpyxl.writer.excel as writer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from capacita.sheets import ChoiceColumn, Table, guard_cell, read_csv, unguard_cell, write_csv
from capacita.sheets.xlsx import read_xlsx, write_xlsx, write_zip
from capacita.vocabulary import Unreadable

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=x"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_guard_cell_dangerous_text_begins_with_an_apostrophe(text):
    assert guard_cell(text) == "'" + text
    assert unguard_cell(guard_cell(text)) == text


@pytest.mark.parametrize("text", ["plain", "'quoted'", "", "5 - 3", "مرحبا"])
def test_guard_cell_harmless_text_stays(text):
    assert guard_cell(text) == text


@given(st.text())
def test_guard_cell_any_text_comes_back(text):
    assert unguard_cell(guard_cell(text)) == text


def test_write_csv_formula_is_guarded_and_mark_is_written():
    data = write_csv([["=cmd()", -3, None, "été"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == "'=cmd(),-3,,été\r\n"


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(st.lists(st.lists(texts, min_size=2, max_size=4), max_size=5))
def test_read_csv_returns_what_was_written(rows):
    assert [list(row) for row in read_csv(write_csv([["first", "second"], *rows])).rows[1:]] == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_read_csv_delimiter_of_other_languages_is_found(delimiter):
    data = f"a{delimiter}b\n1{delimiter}2\n".encode()
    assert read_csv(data).rows == (("a", "b"), ("1", "2"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "SHEET_NOT_TEXT"),
        (b'a,b\n"open', "SHEET_NOT_CSV"),
        (b"x" * (10 * 1024 * 1024 + 1), "SHEET_TOO_LARGE"),
        (b"a\n" * 20_001, "SHEET_TOO_MANY_CELLS"),
    ],
)
def test_read_csv_unreadable_input_is_refused(data, code):
    with pytest.raises(Unreadable) as refusal:
        read_csv(data)
    assert refusal.value.code == code


@given(st.binary(max_size=300))
def test_read_csv_any_bytes_are_read_or_refused(data):
    try:
        read_csv(data)
    except Unreadable as refusal:
        assert refusal.code in {"SHEET_NOT_TEXT", "SHEET_NOT_CSV"}  # noqa: PT017


TABLE = Table(
    name="Points",
    columns=("what", "count"),
    rows=(("=HYPERLINK(1)", 3), ("plain\ntwo lines", None)),
    choices={0: ChoiceColumn(values=("keep", "change"))},
)


def test_write_xlsx_formula_is_text_and_comes_back():
    data = write_xlsx([TABLE])
    cell = load_workbook(io.BytesIO(data))["Points"]["A2"]
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")
    (read,) = read_xlsx(data)
    assert read.rows == (("what", "count"), ("=HYPERLINK(1)", "3"), ("plain\ntwo lines", ""))
    assert read.findings == ()


def test_write_xlsx_twice_same_bytes(monkeypatch):
    first = write_xlsx([TABLE])

    class LaterDay(writer.datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 5, 6, tzinfo=tz)

    monkeypatch.setattr(writer.datetime, "datetime", LaterDay)
    assert write_xlsx([TABLE]) == first


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=40), min_size=2, max_size=2), max_size=4))
def test_write_xlsx_any_text_can_be_read_again(rows):
    table = Table(name="Any", columns=("a", "b"), rows=tuple(tuple(row) for row in rows))
    (read,) = read_xlsx(write_xlsx([table]))
    assert len(read.rows) <= len(rows) + 1
    assert read.rows[0] == ("a", "b")


def bytes_of(workbook):
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def test_read_xlsx_merged_cells_and_formulas_are_findings():
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["a", "b"])
    sheet.append(["x", "=1+1"])
    sheet.append(["merged", None])
    sheet.merge_cells("A3:B3")
    (read,) = read_xlsx(bytes_of(workbook))
    assert {(finding.code, finding.lines) for finding in read.findings} == {
        ("SHEET_MERGED_CELLS", (3,)),
        ("SHEET_FORMULA", (2,)),
    }
    assert read.rows[1] == ("x", "")


def repacked(data, changes):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {entry.filename: package.read(entry) for entry in package.infolist()}
    return write_zip(list({**files, **changes}.items()))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"xl/media/bomb.bin": b"\0" * (61 * 1024 * 1024)}, "SHEET_UNPACKS_TOO_LARGE"),
        ({f"xl/{number}.txt": b"" for number in range(501)}, "SHEET_UNPACKS_TOO_LARGE"),
        ({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "SHEET_HAS_ENTITIES"),
        ({"xl/workbook.xml": b"<nothing"}, "SHEET_NOT_XLSX"),
    ],
)
def test_read_xlsx_hostile_package_is_refused(changes, code):
    with pytest.raises(Unreadable) as refusal:
        read_xlsx(repacked(write_xlsx([TABLE]), changes))
    assert refusal.value.code == code


def test_read_xlsx_far_cell_is_refused():
    workbook = Workbook()
    workbook.active["XFD1048576"] = "far"
    with pytest.raises(Unreadable) as refusal:
        read_xlsx(bytes_of(workbook))
    assert refusal.value.code == "SHEET_TOO_MANY_CELLS"


@given(st.binary(max_size=200))
def test_read_xlsx_any_bytes_are_refused(data):
    with pytest.raises(Unreadable):
        read_xlsx(data)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 255))
def test_read_xlsx_damaged_byte_never_crashes(place, value):
    data = bytearray(write_xlsx([TABLE]))
    data[place % len(data)] = value
    try:
        read_xlsx(bytes(data))
    except Unreadable as refusal:
        assert refusal.exit_code == 2  # noqa: PT017
