"""A matrix of roles and items goes out whole, comes back edited as Changes, and is faulted by row and column."""

import dataclasses
import json
from pathlib import Path

import pytest

from capacita.cli import main
from capacita.framework import FRAMEWORK_FORMAT, Framework, RequirementStatus
from capacita.framework.comparison.differences import diff_frameworks
from capacita.framework.exchange.roles_matrix import is_matrix_file, levels_table, matrix_table, update_from_matrix
from capacita.sheets import Table, write_csv
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Refusal, Unreadable, readable_json
from lib.exchange_cases import dressed
from lib.framework_cases import identifier, small_document, small_framework

Rows = list[list[str]]


def rows_of(framework: Framework, language: str | None = None) -> Rows:
    table = matrix_table(framework, language)
    return [list(table.columns), *([str(cell or "") for cell in row] for row in table.rows)]


def edited(place: tuple[int, int], text: str) -> bytes:
    rows = rows_of(small_framework())
    rows[place[0]][place[1]] = text
    return write_csv(rows)


def test_matrix_shows_what_every_role_needs_of_every_item() -> None:
    assert rows_of(small_framework()) == [
        ["item / role", "title", "clerk | Clerk"],
        ["1.1", "Foresee", "middle (4)"],
        ["1.2", "Design", ""],
        ["A1", "Curiosity", ""],
        ["2.1", "Read", "high (3)"],
    ]
    assert rows_of(dressed(small_framework()))[5][2:] == ["", "low (5) set"]
    assert [row[0] for row in levels_table(small_framework()).rows] == ["low", "middle", "high"]
    assert matrix_table(small_framework(), "ar").right_to_left


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_matrix_that_nobody_edited_changes_nothing(form: str) -> None:
    for framework in (small_framework(), dressed(small_framework())):
        table = matrix_table(framework)
        data = write_csv([table.columns, *table.rows]) if form == "csv" else write_xlsx([table])
        assert is_matrix_file(data)
        update = update_from_matrix(framework, data)
        assert update.framework == framework
        assert update.missing == ()


def test_edited_cells_become_changes_and_nothing_else() -> None:
    rows = rows_of(small_framework())
    rows[1][2] = "HIGH (5) set".lower()
    rows[2][2] = "Low"
    rows[4][2] = ""
    update = update_from_matrix(small_framework(), write_csv(rows))
    assert update.findings == ()
    changes = diff_frameworks(small_framework(), update.framework)
    assert [change.kind.value for change in changes] == ["require"] * 3
    needs = {need.item: need for need in update.framework.roles[0].requirements}
    assert needs.keys() == {identifier("1.1"), identifier("1.2")}
    first = needs[identifier("1.1")]
    assert (first.level, first.importance, first.status) == (identifier("high"), 5, RequirementStatus.SET)
    assert (needs[identifier("1.2")].level, needs[identifier("1.2")].importance) == (identifier("low"), 3)


@pytest.mark.parametrize(
    ("place", "text", "code", "row", "path"),
    [
        ((0, 2), "clark", "MATRIX_ROLE_UNKNOWN", 1, "clark"),
        ((1, 0), "9.9", "MATRIX_ITEM_UNKNOWN", 2, "item / role"),
        ((2, 0), "1.1", "MATRIX_TWICE", 3, "item / role"),
        ((1, 2), "guru (4)", "MATRIX_LEVEL_UNKNOWN", 2, "clerk"),
        ((1, 2), "high (6)", "MATRIX_IMPORTANCE_WRONG", 2, "clerk"),
        ((4, 2), "(3)", "MATRIX_LEVEL_UNKNOWN", 5, "clerk"),
    ],
)
def test_what_cannot_be_read_is_a_finding_with_its_row_and_column(
    place: tuple[int, int], text: str, code: str, row: int, path: str
) -> None:
    update = update_from_matrix(small_framework(), edited(place, text))
    assert [(found.code, found.lines, found.path) for found in update.findings] == [
        (code, (row,), f"/Roles and items/{path}")
    ]


def test_row_and_column_that_are_gone_are_named_and_take_nothing_away() -> None:
    rows = rows_of(dressed(small_framework()))
    kept = [row[:3] for row in rows if row[0] != "2.1"]
    update = update_from_matrix(dressed(small_framework()), write_csv(kept))
    assert update.framework == dressed(small_framework())
    assert [entry.name for entry in update.missing] == ["judge", "2.1"]


def test_formula_in_a_workbook_stops_it() -> None:
    table = matrix_table(small_framework())
    data = write_xlsx([Table(name="Other", columns=("a",)), table])
    assert update_from_matrix(small_framework(), data).framework == small_framework()
    with pytest.raises(Unreadable) as refused:
        update_from_matrix(small_framework(), write_xlsx([Table(name="Other", columns=("a",))]))
    assert refused.value.code == "MATRIX_NOT_THERE"
    assert not is_matrix_file(b"item / role\xff")


def test_framework_without_roles_has_no_matrix() -> None:
    with pytest.raises(Refusal) as refused:
        matrix_table(dataclasses.replace(small_framework(), roles=()))
    assert refused.value.code == "MATRIX_NO_ROLES"


def test_command_brings_an_edited_matrix_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    framework, out = tmp_path / "framework.json", tmp_path / "new.json"
    framework.write_text(readable_json(small_document()), encoding="utf-8")
    matrix = tmp_path / "matrix.csv"
    assert main(["framework", "convert", str(framework), str(matrix), "--to", "roles-matrix-csv"]) == 0
    matrix.write_bytes(matrix.read_bytes().replace(b"middle (4)", b"high (2)"))
    capsys.readouterr()
    command = ["framework", "update", str(framework), "--from", str(matrix), "-o", str(out), "--json"]
    assert main(command) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(one["kind"], one["after"]["importance"]) for one in said["changes"]] == [("require", 2)]
    assert FRAMEWORK_FORMAT.read_whole(out.read_bytes()).roles[0].requirements[0].importance == 2
    matrix.write_bytes(matrix.read_bytes().replace(b"high (2)", b"guru"))
    out.unlink()
    assert main(command) == 1
    assert not out.exists()
