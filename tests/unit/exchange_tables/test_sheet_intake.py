"""An edited sheet meets a framework that has changed meanwhile: what was edited comes in, what came after stays."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from capacita.framework import Framework, find_item
from capacita.framework.comparison.conflicts import Side
from capacita.framework.exchange.csv_table_sheets import ID
from capacita.framework.exchange.edited_sheet import (
    MADE_OF,
    WHY,
    EditedSheet,
    read_edited_sheet,
    write_edit_csv,
    write_edit_workbook,
)
from capacita.framework.exchange.sheet_intake import SheetIntake, count_items, lay_sheet_over, take_in_sheet
from capacita.sheets import read_csv, write_csv
from capacita.sheets.xlsx import read_xlsx
from capacita.vocabulary import TextOrigin, Unreadable, has_errors, written
from lib.exchange_cases import dressed
from lib.framework_cases import identifier, small_framework

Rows = list[dict[str, str]]


def edited(framework: Framework, edit: Callable[[Rows], Rows], mark: str = "draft/3") -> EditedSheet:
    """Return the CSV of a framework once somebody has edited it."""
    table = read_csv(write_edit_csv(framework, mark))
    heads = table.rows[0]
    rows = edit([dict(zip(heads, row, strict=True)) for row in table.rows[1:]])
    return read_edited_sheet(write_csv([heads, *([row.get(head, "") for head in heads] for row in rows)]))


def change(code: str, cells: dict[str, str]) -> Callable[[Rows], Rows]:
    return lambda rows: [{**row, **cells} if row["code"] == code else row for row in rows]


def without(code: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row for row in rows if row["code"] != code]


def taken_in(
    now: Framework, made_of: Framework, sheet: EditedSheet, *, omit_missing: bool = False, prefer: Side = Side.OURS
) -> SheetIntake:
    return take_in_sheet(
        now,
        made_of,
        lambda state: lay_sheet_over(state, sheet, omit_missing=omit_missing),
        reasons=sheet.reasons,
        prefer=prefer,
    )


def with_item(framework: Framework, code: str, **parts: Any) -> Framework:
    items = tuple(replace(item, **parts) if item.code == code else item for item in framework.items)
    return replace(framework, items=items)


@pytest.mark.parametrize("write", [write_edit_csv, write_edit_workbook])
def test_unedited_sheet_changes_nothing_and_says_what_it_was_made_of(
    write: Callable[[Framework, str], bytes],
) -> None:
    framework = dressed(small_framework())
    sheet = read_edited_sheet(write(framework, "draft/3"))
    assert (sheet.marks, sheet.reasons, sheet.findings) == (("draft/3",), {}, ())
    found = taken_in(framework, framework, sheet)
    assert (found.framework, found.changes, found.findings, found.missing) == (framework, (), (), ())


def test_column_of_reasons_is_seen_and_the_mark_is_not() -> None:
    items = next(table for table in read_xlsx(write_edit_workbook(small_framework(), "d/0")) if table.name == "Items")
    heads = items.rows[0]
    assert heads.index(WHY) == heads.index(ID) - 1
    assert heads[-1] == MADE_OF
    assert {row[-1] for row in items.rows[1:]} == {"d/0"}


def test_heading_of_a_workbook_names_the_release() -> None:
    framework = small_framework()
    sheet = read_edited_sheet(write_edit_workbook(framework, ""))
    assert (sheet.marks, sheet.release) == ((), (framework.code, framework.version))


def test_rows_of_two_sheets_say_so() -> None:
    sheet = edited(small_framework(), change("1.2", {MADE_OF: "draft/1"}))
    assert sorted(sheet.marks) == ["draft/1", "draft/3"]


def test_reason_in_a_row_is_the_reason_of_what_it_changes() -> None:
    framework = small_framework()
    sheet = edited(framework, change("1.2", {WHY: "The law says so.", "title (en)": "Draw up"}))
    found = taken_in(framework, framework, sheet)
    assert found.reasons == {identifier("1.2"): "The law says so."}
    assert [(entry.kind.value, entry.target) for entry in found.changes] == [("retitle", identifier("1.2"))]


def test_reason_beyond_what_a_form_takes_is_named_by_its_row() -> None:
    framework = small_framework()
    found = taken_in(framework, framework, edited(framework, change("1.1", {WHY: "x" * 1001})))
    assert [(entry.code, entry.lines) for entry in found.findings] == [("EXCHANGE_REASON_TOO_LONG", (3,))]
    assert has_errors(found.findings)


def test_cell_that_nobody_edited_leaves_what_was_changed_meanwhile() -> None:
    made_of = small_framework()
    now = with_item(made_of, "1.2", title=written("Designs"))
    found = taken_in(now, made_of, edited(made_of, change("1.1", {"title (en)": "Foresees"})))
    assert find_item(found.framework, "1.2").title["en"].text == "Designs"
    assert [(entry.kind.value, entry.target) for entry in found.changes] == [("retitle", identifier("1.1"))]
    assert found.conflicts == ()


@pytest.mark.parametrize(("prefer", "stands"), [(Side.OURS, "Designs"), (Side.THEIRS, "Draws up")])
def test_field_changed_on_both_sides_is_a_conflict_and_stays_as_it_is_unless_asked(prefer: Side, stands: str) -> None:
    made_of = small_framework()
    now = with_item(made_of, "1.2", title=written("Designs"))
    sheet = edited(made_of, change("1.2", {"title (en)": "Draws up"}))
    found = taken_in(now, made_of, sheet, prefer=prefer)
    assert [(entry.item, entry.field) for entry in found.conflicts] == [(identifier("1.2"), "title")]
    assert find_item(found.framework, "1.2").title["en"].text == stands
    assert len(found.changes) == (prefer is Side.THEIRS)


def test_conflicts_are_settled_one_by_one_and_the_rest_as_preferred() -> None:
    made_of = small_framework()
    now = with_item(with_item(made_of, "1.1", title=written("Looks")), "1.2", title=written("Designs"))
    edit_both = (change("1.1", {"title (en)": "Foresees"}), change("1.2", {"title (en)": "Draws up"}))
    sheet = edited(made_of, lambda rows: edit_both[1](edit_both[0](rows)))
    first, second = taken_in(now, made_of, sheet).conflicts
    assert (first.item, second.item) == (identifier("1.1"), identifier("1.2"))
    found = take_in_sheet(now, made_of, lambda state: lay_sheet_over(state, sheet), sides={second.id: Side.THEIRS})
    assert found.conflicts == (first, second)
    titles = [find_item(found.framework, code).title["en"].text for code in ("1.1", "1.2")]
    assert titles == ["Looks", "Draws up"]


def test_unknown_state_compares_every_cell_with_the_framework_now() -> None:
    made_of = small_framework()
    now = with_item(made_of, "1.2", title=written("Designs"))
    found = taken_in(now, now, edited(made_of, lambda rows: rows))
    assert [(entry.kind.value, entry.target) for entry in found.changes] == [("retitle", identifier("1.2"))]


def test_row_that_is_gone_leaves_only_when_asked() -> None:
    framework = small_framework()
    sheet = edited(framework, without("1.2"))
    kept = taken_in(framework, framework, sheet)
    assert (kept.changes, [entry.name for entry in kept.missing]) == ((), ["1.2 competency"])
    left = taken_in(framework, framework, sheet, omit_missing=True)
    assert [(entry.kind.value, entry.target) for entry in left.changes] == [("omit", identifier("1.2"))]


def test_item_left_out_meanwhile_is_not_brought_back_by_its_row() -> None:
    made_of = small_framework()
    now = taken_in(made_of, made_of, edited(made_of, without("1.2")), omit_missing=True).framework
    assert taken_in(now, made_of, edited(made_of, lambda rows: rows)).changes == ()


def test_text_written_over_in_the_language_of_an_adaptation_is_its_own() -> None:
    framework = replace(small_framework(), language="fr")
    sheet = edited(framework, change("1.1", {"statement (fr)": "Voit venir ce que fera une loi."}))
    statement = find_item(taken_in(framework, framework, sheet).framework, "1.1").statement
    assert {tag: (wording.text, wording.origin) for tag, wording in statement.items()} == {
        "fr": ("Voit venir ce que fera une loi.", TextOrigin.SOURCE)
    }


def test_empty_cell_filled_in_the_language_of_an_adaptation_translates() -> None:
    framework = replace(small_framework(), language="fr")
    found = taken_in(framework, framework, edited(framework, change("1.2", {"title (fr)": "Concevoir"})))
    title = find_item(found.framework, "1.2").title
    assert (title["fr"].origin, title["en"].origin) == (TextOrigin.HUMAN, TextOrigin.SOURCE)
    assert [entry.kind.value for entry in found.changes] == ["translate"]


def test_new_row_without_a_position_comes_last() -> None:
    framework = small_framework()
    row = {"code": "1.3", "kind": "competency", "parent": "1", "title (en)": "Decide"}
    found = taken_in(framework, framework, edited(framework, lambda rows: [*rows, row]))
    siblings = [item for item in found.framework.items if item.parent == identifier("1")]
    assert [item.code for item in sorted(siblings, key=lambda item: item.position)] == ["1.1", "1.2", "1.3"]


def test_items_are_counted_once_in_each_sort() -> None:
    framework = small_framework()
    row = {"code": "1.3", "kind": "competency", "parent": "1", "title (en)": "Decide"}

    def edit(rows: Rows) -> Rows:
        rows = change("1.1", {"title (en)": "Foresees", "statement (en)": "Sees it coming.", "parent": "2"})(rows)
        return [*without("1.2")(rows), row]

    found = taken_in(framework, framework, edited(framework, edit), omit_missing=True)
    counts = count_items(found.changes, framework, found.framework)
    assert counts == {"reworded": 1, "added": 1, "left out": 1, "moved": 1}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"format": "capacita-framework/1"}', "EXCHANGE_SHEET_IS_JSON"),
        (b"name,age\r\nAma,41\r\n", "EXCHANGE_NO_SHEETS"),
        (b"", "EXCHANGE_NO_SHEETS"),
        (b"%PDF-1.7\n\xff\xfe", "SHEET_NOT_TEXT"),
        (b"PK\x03\x04 and nothing else", "SHEET_NOT_XLSX"),
    ],
)
def test_what_is_no_sheet_of_a_framework_is_not_read(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_edited_sheet(data)
    assert caught.value.code == code
