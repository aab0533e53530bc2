"""Files that are broken or made to harm, at the command line: one coded line or findings, exit 1 or 2, nothing written."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from capacita.cli import main
from capacita.framework.model import FRAMEWORK_FORMAT
from capacita.vocabulary import readable_json
from lib.framework_cases import identifier, small_framework

WHOLE = readable_json(FRAMEWORK_FORMAT.dump(small_framework())).encode("utf-8")
HEADS = "Identifier,fullStatement,Human Coding Scheme\n"
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<xliff version="1.2"><file><body><trans-unit id="x"><source>&c;</source></trans-unit></body></file></xliff>"""
MB_100 = 100_000_000


def edited(edit: Callable[[dict[str, Any]], None]) -> bytes:
    value = json.loads(WHOLE)
    edit(value)
    return json.dumps(value).encode("utf-8")


def in_a_circle() -> bytes:
    def edit(value: dict[str, Any]) -> None:
        above = next(item for item in value["items"] if item["id"] == identifier("1"))
        above["parent"] = identifier("1.1")

    return edited(edit)


def doubled() -> bytes:
    return edited(lambda value: value["items"].append(value["items"][0]))


def case_in_a_circle() -> bytes:
    names = [identifier(code) for code in ("1", "1.1")]

    def link(origin: str, destination: str) -> dict[str, Any]:
        ends = {"originNodeURI": {"identifier": origin}, "destinationNodeURI": {"identifier": destination}}
        return {"identifier": origin, "associationType": "isChildOf", **ends}

    items = [{"identifier": name, "fullStatement": "Says something."} for name in names]
    links = [link(*names), link(*reversed(names))]
    return json.dumps({"CFDocument": {"title": "A set"}, "CFItems": items, "CFAssociations": links}).encode()


def workbook(*, merged: bool = False, formula: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Items"
    sheet.append(["id", "kind", "code", "title (en)"])
    sheet.append([identifier("1"), "domain", "1", "=1+1" if formula else "Plan"])
    sheet.append([identifier("2"), "domain", "2", "Data"])
    if merged:
        sheet.merge_cells("D2:D3")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bomb_of_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(100):
                sheet.write(b"0" * 1_000_000)
    return target.getvalue()


# What stands in the file; the exit and the code of validate, of convert and of update.
BAD: dict[str, tuple[Callable[[], bytes], tuple[int, str], tuple[int, str], tuple[int, str]]] = {
    "truncated JSON": (
        lambda: WHOLE[: len(WHOLE) // 2],
        (2, "DOCUMENT_NOT_JSON"),
        (2, "DOCUMENT_NOT_JSON"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "a cyclic tree": (
        in_a_circle,
        (1, "FRAMEWORK_PARENT_CIRCLE"),
        (1, "FRAMEWORK_PARENT_CIRCLE"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "a cyclic tree in CASE": (
        case_in_a_circle,
        (1, "FRAMEWORK_PARENT_CIRCLE"),
        (1, "FRAMEWORK_PARENT_CIRCLE"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "an identifier twice": (
        doubled,
        (1, "FRAMEWORK_DUPLICATE_ID"),
        (1, "FRAMEWORK_DUPLICATE_ID"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "100 MB of nesting": (
        lambda: b"[" * MB_100,
        (2, "DOCUMENT_TOO_DEEP"),
        (2, "DOCUMENT_TOO_DEEP"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "100 MB of nesting in a package": (
        lambda: b'{"CFDocument":' + b"[" * MB_100,
        (2, "DOCUMENT_TOO_DEEP"),
        (2, "DOCUMENT_TOO_DEEP"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "UTF-16": (
        lambda: WHOLE.decode().encode("utf-16"),
        (2, "DOCUMENT_NOT_UTF8"),
        (2, "DOCUMENT_NOT_UTF8"),
        (2, "SHEET_NOT_TEXT"),
    ),
    "a byte that is no UTF-8": (
        lambda: WHOLE.replace(b"Plan", b"Pl\xe4n"),
        (2, "DOCUMENT_NOT_UTF8"),
        (2, "DOCUMENT_NOT_UTF8"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
    "a CSV in Latin-1": (
        lambda: (HEADS + "A,été,1\n").encode("latin-1"),
        (2, "SHEET_NOT_TEXT"),
        (2, "SHEET_NOT_TEXT"),
        (2, "SHEET_NOT_TEXT"),
    ),
    "merged cells": (
        lambda: workbook(merged=True),
        (1, "SHEET_MERGED_CELLS"),
        (1, "SHEET_MERGED_CELLS"),
        (1, "SHEET_MERGED_CELLS"),
    ),
    "a formula in a workbook": (
        lambda: workbook(formula=True),
        (1, "SHEET_FORMULA"),
        (1, "SHEET_FORMULA"),
        (1, "SHEET_FORMULA"),
    ),
    "an XML bomb": (
        lambda: BOMB,
        (2, "EXCHANGE_FORMAT_NOT_RECOGNISED"),
        (2, "EXCHANGE_FORMAT_NOT_RECOGNISED"),
        (2, "TRANSLATION_XML_ENTITIES"),
    ),
    "a ZIP bomb": (
        bomb_of_zip,
        (2, "SHEET_UNPACKS_TOO_LARGE"),
        (2, "SHEET_UNPACKS_TOO_LARGE"),
        (2, "SHEET_UNPACKS_TOO_LARGE"),
    ),
    "nothing": (lambda: b"", (2, "FILE_EMPTY"), (2, "FILE_EMPTY"), (2, "FILE_EMPTY")),
    "white space": (lambda: b" \n", (2, "FILE_EMPTY"), (2, "FILE_EMPTY"), (2, "FILE_EMPTY")),
    "zeros": (
        lambda: b"\0" * 1000,
        (2, "EXCHANGE_FORMAT_NOT_RECOGNISED"),
        (2, "EXCHANGE_FORMAT_NOT_RECOGNISED"),
        (2, "EXCHANGE_NO_SHEETS"),
    ),
    "half a character": (
        lambda: WHOLE.replace(b"Plan", b"Pl\\ud800n"),
        (2, "DOCUMENT_HALF_CHARACTER"),
        (2, "DOCUMENT_HALF_CHARACTER"),
        (2, "EXCHANGE_SHEET_IS_JSON"),
    ),
}


def run_three(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[int, str, str]]:
    """Return, for validate, convert and update, the exit and what was printed and complained; nothing was written."""
    framework, out = tmp_path / "framework.json", tmp_path / "out.json"
    framework.write_bytes(WHOLE)
    told = []
    for arguments in (
        ["validate", str(path)],
        ["convert", str(path), str(out), "--to", "case"],
        ["update", str(framework), "--from", str(path), "-o", str(out)],
    ):
        exit_code = main(["framework", *arguments])
        printed = capsys.readouterr()
        told.append((exit_code, printed.out, printed.err))
        assert list(tmp_path.glob("out.json*")) == []
        assert "Traceback" not in printed.out + printed.err
    return told


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_told_in_one_code_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, *expected = BAD[name]
    path = tmp_path / "bad"
    path.write_bytes(make())
    for (wanted, code), (found, out, err) in zip(expected, run_three(path, tmp_path, capsys), strict=True):
        assert (wanted, code) == (found, code if code in (err if wanted == 2 else out) else (out + err)[:300])
        if wanted == 2:
            assert err.startswith(f"{code}: ")
            assert err.count("\n") == 1
            assert len(err) < 600


def test_directory_is_told_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad"
    path.mkdir()
    for found, _, err in run_three(path, tmp_path, capsys):
        assert found == 2
        assert err.startswith("FILE_UNREADABLE: ")


def test_formula_in_a_csv_is_text_that_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "bad.csv", tmp_path / "out.json"
    path.write_text(HEADS + 'A,"=HYPERLINK(""https://example.org"")",1\n', encoding="utf-8")
    assert main(["framework", "convert", str(path), str(out), "--to", "case"]) == 0
    assert "EXCHANGE_CELL_LIKE_FORMULA" in capsys.readouterr().out
    assert json.loads(out.read_bytes())["CFItems"][0]["fullStatement"].startswith("=HYPERLINK")
