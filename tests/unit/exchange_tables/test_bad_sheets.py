"""Sheets that are broken or made to harm: one coded refusal or findings, never a trace, nothing taken over."""

import io
import zipfile
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from capacita.framework.exchange.formats import read_any
from capacita.framework.exchange.xlsx import read_framework_sheets, update_from_sheets, write_workbook
from capacita.sheets import MAX_BYTES, write_csv
from capacita.vocabulary import Refusal, Unreadable, has_errors
from lib.framework_cases import identifier, small_framework


def saved(workbook: Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def opened() -> Workbook:
    return load_workbook(io.BytesIO(write_workbook(small_framework())))


def with_part(name: str, content: bytes) -> bytes:
    """Return a workbook one part of which is replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_workbook(small_framework()))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for entry in source.infolist():
            package.writestr(entry.filename, content if entry.filename == name else source.read(entry))
    return target.getvalue()


def test_merged_cells_stop_the_sheet_because_they_read_as_empty() -> None:
    workbook = opened()
    workbook["Items"].merge_cells("A3:A4")
    for findings in (
        update_from_sheets(small_framework(), saved(workbook)).findings,
        read_framework_sheets(saved(workbook)).findings,
    ):
        merged = [finding for finding in findings if finding.code == "SHEET_MERGED_CELLS"]
        assert [(finding.severity.value, finding.lines) for finding in merged] == [("error", (3,))]
    assert read_framework_sheets(saved(workbook)).framework is None


def test_formula_in_a_workbook_is_not_run_and_stops_the_sheet() -> None:
    workbook = opened()
    workbook["Items"]["J3"] = '=HYPERLINK("https://example.org","x")'
    update = update_from_sheets(small_framework(), saved(workbook))
    assert ("SHEET_FORMULA", "error") in [(finding.code, finding.severity.value) for finding in update.findings]


def test_formula_in_a_csv_is_text_that_is_told_and_goes_out_guarded() -> None:
    data = b"code,title (en)\r\n1.2,\"=cmd|' /C calc'!A0\"\r\n"
    update = update_from_sheets(small_framework(), data)
    assert ("EXCHANGE_CELL_LIKE_FORMULA", (2,)) in [(finding.code, finding.lines) for finding in update.findings]
    assert not has_errors(update.findings)
    item = next(item for item in update.framework.items if item.code == "1.2")
    assert item.title["en"].text == "=cmd|' /C calc'!A0"
    sheet = load_workbook(io.BytesIO(write_workbook(update.framework)))["Items"]
    shown = [cell.value for row in sheet.iter_rows() for cell in row if "cmd|" in str(cell.value)]
    assert shown == ["'=cmd|' /C calc'!A0"]
    assert update_from_sheets(update.framework, write_workbook(update.framework)).framework == update.framework


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_part("xl/worksheets/sheet2.xml", BOMB), "SHEET_HAS_ENTITIES"),
        (with_part("xl/worksheets/sheet2.xml", b" " * (61 * 1024 * 1024)), "SHEET_UNPACKS_TOO_LARGE"),
        (with_part("xl/workbook.xml", b"<not"), "SHEET_NOT_XLSX"),
        (write_workbook(small_framework())[:2000], "SHEET_NOT_XLSX"),
        (b"PK\x03\x04" + b"\x00" * MAX_BYTES, "SHEET_TOO_LARGE"),
        ("code;title (fr)\r\n1;Zó\r\n".encode("latin-1"), "SHEET_NOT_TEXT"),
        ("code,title (en)\n1,x\n".encode("utf-16"), "SHEET_NOT_TEXT"),
        (b'code,title (en)\n1,"open\n', "SHEET_NOT_CSV"),
        (b"code,title (en)\n" + b"x,y\n" * 20_001, "SHEET_TOO_MANY_CELLS"),
        (saved(Workbook()), "EXCHANGE_NO_SHEETS"),
        (b"\x00\x01\x02", "EXCHANGE_NO_SHEETS"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_sheet_is_one_refusal(data: bytes, code: str) -> None:
    for read in (read_framework_sheets, lambda bad: update_from_sheets(small_framework(), bad)):
        with pytest.raises(Unreadable) as refusal:
            read(data)
        assert refusal.value.code == code


def test_sheet_of_a_stranger_lists_what_is_assumed() -> None:
    data = write_csv(
        [["code", "parent", "title (fr)"], ["A", "", "Prévoir"], ["A.1", "A", "Voir"], ["A.1.1", "A.1", "Lire"]]
    )
    form, read = read_any(data)
    assert (form.name, read.findings) == ("csv", ())
    assert read.framework is not None
    assert read.framework.language == "fr"
    assert [item.kind.value for item in read.framework.items] == ["domain", "competency", "statement"]
    assert [(entry.rule, entry.path) for entry in read.repairs if entry.rule == "kind-assumed"] == [
        ("kind-assumed", f"//{line}/kind") for line in (2, 3, 4)
    ]
    assumed = {entry.path: entry.after for entry in read.repairs if entry.rule == "header-assumed"}
    assert assumed["/Framework/version"] == "0.1"
    assert assumed["/Framework/status"] == "draft"


def test_faults_of_a_strangers_sheet_leave_no_framework() -> None:
    data = write_csv([["code", "kind", "title (en)"], ["A", "domain", "x"], ["A", "domain", "y"], ["B", "skill", "z"]])
    read = read_framework_sheets(data)
    assert read.framework is None
    assert {(finding.code, finding.lines) for finding in read.findings} == {
        ("EXCHANGE_ROWS_CONTRADICT", (2, 3)),
        ("EXCHANGE_CELL_NOT_IN_LIST", (4,)),
    }


def test_workbook_that_could_not_be_read_back_is_not_written() -> None:
    framework = small_framework()
    link = framework.associations[1]
    links = tuple(replace(link, id=identifier(str(place))) for place in range(20_000))
    with pytest.raises(Refusal) as refusal:
        write_workbook(replace(framework, associations=links))
    assert refusal.value.code == "EXCHANGE_TOO_MANY_ROWS"


def test_old_or_locked_workbook_is_called_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for name in (None, "xlsx"):
        with pytest.raises(Unreadable, match="SHEET_OLD_OR_LOCKED"):
            read_any(data, name)
