"""Word files: tables under the heading above them, all text by line, and nothing that could do harm."""

import io
import zipfile

import pytest
from docx import Document

from capacita.sheets.docx import read_docx
from capacita.vocabulary import Unreadable


def write(rows, heading="Contributions"):
    document = Document()
    document.add_heading(heading, 1)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("The last line")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(data, name, content):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return target.getvalue()


def test_read_docx_tables_come_with_their_heading():
    read = read_docx(write([("Item", "Verdict"), ("3.1", "change\nnow")]))
    assert [(table.name, table.rows) for table in read.tables] == [
        ("Contributions", (("Item", "Verdict"), ("3.1", "change\nnow")))
    ]
    assert read.lines == ("Contributions", "Item\tVerdict", "3.1\tchange now", "The last line")
    assert read.findings == ()


def test_read_docx_macros_are_told_of_and_not_run():
    read = read_docx(with_part(write([("a",)]), "word/vbaProject.bin", b"code"))
    assert [finding.code for finding in read.findings] == ["SHEET_HAS_MACROS"]


def test_read_docx_merged_cells_keep_the_columns_in_place():
    document = Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "last"
    target = io.BytesIO()
    document.save(target)
    assert read_docx(target.getvalue()).tables[0].rows == (("wide", "", "last"),)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 broken", "SHEET_NOT_DOCX"),
        (with_part(write([("a",)]), "word/document.xml", b"<broken"), "SHEET_NOT_DOCX"),
        (with_part(write([("a",)]), "word/document.xml", b"<!DOCTYPE a><a/>"), "SHEET_HAS_ENTITIES"),
        (with_part(write([("a",)]), "word/more.bin", b"0" * (61 * 1024 * 1024)), "SHEET_UNPACKS_TOO_LARGE"),
        (b"x" * (10 * 1024 * 1024 + 1), "SHEET_TOO_LARGE"),
    ],
)  # fmt: skip
def test_read_docx_what_cannot_be_read_is_refused(data, code):
    with pytest.raises(Unreadable) as refused:
        read_docx(data)
    assert refused.value.code == code
