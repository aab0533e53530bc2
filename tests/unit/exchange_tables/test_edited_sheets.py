"""An edited sheet changes what was edited, names what is missing or contradicts itself, and never duplicates.

1 Plan          2 Data        A1 Curiosity    R1 (no text)
├── 1.1 Foresee └── 2.1 Read
└── 1.2 Design
scale steps: low, middle, high        role clerk needs 1.1 at middle and 2.1 at high
"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from capacita.framework import Framework, find_item, validate_framework
from capacita.framework.comparison.differences import apply_changes, diff_frameworks
from capacita.framework.exchange.csv_table import list_tables, write_items_csv
from capacita.framework.exchange.csv_table_overlay import SheetUpdate
from capacita.framework.exchange.csv_table_sheets import ID
from capacita.framework.exchange.xlsx import update_from_sheets
from capacita.sheets import Table, write_csv
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Severity, TextOrigin, Unreadable, derive_identifier, is_identifier, text_digest
from lib.exchange_cases import dressed
from lib.framework_cases import FRAMEWORK, identifier, small_framework

Rows = list[dict[str, str]]


def edited(
    framework: Framework, edits: dict[str, Callable[[Rows], Rows]], *, omit_missing: bool = False
) -> SheetUpdate:
    """Return what the workbook of a framework makes of it once some of its sheets are edited."""
    tables = []
    for table in list_tables(framework):
        rows = [dict(zip(table.columns, map(str, row), strict=True)) for row in table.rows]
        rows = edits[table.name](rows) if table.name in edits else rows
        columns = tuple(dict.fromkeys([*table.columns, *(name for row in rows for name in row)]))
        shown = tuple(tuple(row.get(name, "") for name in columns) for row in rows)
        tables.append(Table(name=table.name, columns=columns, rows=shown))
    return update_from_sheets(framework, write_xlsx(tables), omit_missing=omit_missing)


def change(code: str, /, **cells: str) -> Callable[[Rows], Rows]:
    """Return an edit that writes over cells of the row with a code; ``title_en`` stands for ``title (en)``."""

    def edit(rows: Rows) -> Rows:
        for row in rows:
            if row["code"] == code:
                row.update(spelled(cells))
        return rows

    return edit


def add(**cells: str) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows, spelled(cells)]


def spelled(cells: dict[str, str]) -> dict[str, str]:
    return {f"{name[:-3]} ({name[-2:]})" if name[-3:-2] == "_" else name: text for name, text in cells.items()}


def codes(update: SheetUpdate) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(finding.code, finding.severity.value, finding.lines) for finding in update.findings]


def told(before: Framework, update: SheetUpdate) -> list[tuple[str, str]]:
    """Return the changes that an update comes to, which must be all that it comes to."""
    changes = diff_frameworks(before, update.framework)
    assert diff_frameworks(apply_changes(before, changes), update.framework) == ()
    return [(entry.kind.value, entry.target) for entry in changes]


@pytest.mark.parametrize("framework", [small_framework(), dressed(small_framework())])
def test_unchanged_workbook_changes_nothing(framework: Framework) -> None:
    update = edited(framework, {})
    assert (update.framework, update.findings, update.missing) == (framework, (), ())


def test_unchanged_csv_changes_nothing() -> None:
    framework = dressed(small_framework())
    update = update_from_sheets(framework, write_items_csv(framework))
    assert (update.framework, update.findings, update.missing) == (framework, (), ())


def test_new_source_text_leaves_its_translations_stale() -> None:
    framework = small_framework()
    update = edited(framework, {"Items": change("1.1", statement_en="Foresees what a law will do.")})
    assert told(framework, update) == [("reword", identifier("1.1"))]
    statement = find_item(update.framework, "1.1").statement
    assert statement["en"].text == "Foresees what a law will do."
    assert statement["fr"] == find_item(framework, "1.1").statement["fr"]
    assert [finding.code for finding in validate_framework(update.framework)] == ["TEXT_STALE"]


def test_new_translation_is_a_persons_and_tied_to_what_stands_beside_it() -> None:
    framework = small_framework()
    both = {"statement_fr": "Voit venir.", "statement_en": "Sees it coming."}
    update = edited(framework, {"Items": change("1.1", **both)})
    statement = find_item(update.framework, "1.1").statement
    assert (statement["fr"].origin, statement["fr"].of) == (TextOrigin.HUMAN, text_digest("Sees it coming."))
    assert validate_framework(update.framework) == []


def test_translation_into_a_language_with_a_new_column() -> None:
    framework = small_framework()
    update = edited(framework, {"Items": change("1.2", **{"title (sw)": "Buni"})})
    assert told(framework, update) == [("translate", identifier("1.2"))]
    assert find_item(update.framework, "1.2").title["sw"].origin is TextOrigin.HUMAN


def test_emptied_cell_takes_the_text_away() -> None:
    update = edited(small_framework(), {"Items": change("1.1", statement_fr="")})
    assert list(find_item(update.framework, "1.1").statement) == ["en"]


def test_emptied_source_of_a_translated_text_is_refused_at_its_row() -> None:
    update = edited(small_framework(), {"Items": change("1.1", statement_en="")})
    assert codes(update) == [("TEXT_WITHOUT_SOURCE", "error", (3,))]


def test_space_around_a_text_is_no_change() -> None:
    update = edited(small_framework(), {"Items": change("1.2", title_en=" Design  ", code="1.2 ")})
    assert update.framework == small_framework()


def test_new_row_adds_an_item_behind_its_siblings() -> None:
    framework = small_framework()
    update = edited(
        framework, {"Items": add(code="1.3", kind="competency", parent="1", position="3", title_en="Decide")}
    )
    made = find_item(update.framework, "1.3")
    assert (made.id, made.parent, made.position) == (derive_identifier(FRAMEWORK, "1.3"), identifier("1"), 3)
    assert told(framework, update) == [("add", made.id)]
    again = edited(update.framework, {})
    assert again.framework == update.framework


def test_csv_without_positions_puts_a_new_row_last() -> None:
    data = write_csv([["code", "kind", "parent", "title (en)"], ["1.3", "competency", "1", "Decide"]])
    update = update_from_sheets(small_framework(), data)
    assert find_item(update.framework, "1.3").position == 3


def test_copied_row_with_a_code_of_its_own_is_new() -> None:
    def copy(rows: Rows) -> Rows:
        row = next(row for row in rows if row["code"] == "1.1")
        return [*rows, {**row, "code": "1.9", "title (en)": "Foresee more", "position": "9"}]

    framework = small_framework()
    update = edited(framework, {"Items": copy})
    assert codes(update) == [("EXCHANGE_ROW_COPIED", "note", (9,))]
    assert find_item(update.framework, "1.1") == find_item(framework, "1.1")
    made = find_item(update.framework, "1.9")
    assert made.id == derive_identifier(FRAMEWORK, "1.9")
    assert made.statement["fr"].origin is TextOrigin.MACHINE  # copied with its origin


def test_rows_that_contradict_each_other_are_named_and_stop_the_sheet() -> None:
    def contradict(rows: Rows) -> Rows:
        row = next(row for row in rows if row["code"] == "1.1")
        return [*rows, {**row, "title (en)": "Another"}]

    for keep_id in (True, False):
        framework = small_framework()
        update = edited(
            framework, {"Items": lambda rows, keep=keep_id: [r if keep else {**r, ID: ""} for r in contradict(rows)]}
        )
        assert codes(update) == [("EXCHANGE_ROWS_CONTRADICT", "error", (3, 9))]


def test_row_that_is_there_twice_is_read_once() -> None:
    update = edited(small_framework(), {"Items": lambda rows: [*rows, rows[1]]})
    assert codes(update) == [("EXCHANGE_ROW_REPEATED", "warning", (3, 9))]
    assert update.framework == small_framework()


def test_missing_row_is_named_and_its_item_stays() -> None:
    framework = small_framework()
    update = edited(framework, {"Items": lambda rows: [row for row in rows if row["code"] != "2.1"]})
    assert [(entry.sheet, entry.name, entry.identifier) for entry in update.missing] == [
        ("Items", "2.1 competency", identifier("2.1"))
    ]
    assert codes(update) == [("EXCHANGE_ROWS_MISSING", "warning", ())]
    assert update.framework == framework


def test_missing_row_leaves_with_what_hangs_on_it_when_that_is_asked_for() -> None:
    framework = small_framework()
    update = edited(framework, {"Items": lambda rows: [r for r in rows if r["code"] != "1.1"]}, omit_missing=True)
    assert codes(update) == []
    assert [item.code for item in update.framework.items] == ["1", "1.2", "2", "2.1", "A1", "R1"]
    assert (update.framework.descriptors, len(update.framework.associations)) == ((), 1)
    assert [entry.item for entry in update.framework.roles[0].requirements] == [identifier("2.1")]
    assert told(framework, update) == [("omit", identifier("1.1"))]


def test_parent_left_out_while_its_children_stay_is_told_at_their_rows() -> None:
    update = edited(
        small_framework(), {"Items": lambda rows: [row for row in rows if row["code"] != "1"]}, omit_missing=True
    )
    assert {code for code, severity, _ in codes(update) if severity == "error"} == {"FRAMEWORK_PARENT_MISSING"}
    assert [lines for code, _, lines in codes(update) if code == "FRAMEWORK_PARENT_MISSING"] == [(2,), (3,)]


def test_item_moves_under_the_code_of_its_new_parent() -> None:
    framework = small_framework()
    update = edited(framework, {"Items": change("1.2", parent="2", position="2")})
    assert find_item(update.framework, "1.2").parent == identifier("2")
    assert told(framework, update) == [("move", identifier("1.2"))]


def test_codes_may_be_swapped_because_rows_are_known_by_identifier() -> None:
    def swap(rows: Rows) -> Rows:
        for row in rows:
            row["code"] = {"1.1": "1.2", "1.2": "1.1"}.get(row["code"], row["code"])
        return rows

    framework = small_framework()
    update = edited(framework, {"Items": swap})
    assert codes(update) == []
    by_id = {item.id: item.code for item in update.framework.items}
    assert (by_id[identifier("1.1")], by_id[identifier("1.2")]) == ("1.2", "1.1")
    # What names them in other sheets still means the same items.
    assert update.framework.descriptors == framework.descriptors
    assert update.framework.roles == framework.roles


def test_shared_code_is_named_with_its_kind() -> None:
    framework = small_framework()
    items = tuple(replace(item, code="1") if item.code == "A1" else item for item in framework.items)
    framework = replace(framework, items=items)
    parents = {row[0]: row[3] for row in list_tables(framework)[1].rows}
    assert parents["1.1"] == "domain:1"
    update = edited(framework, {"Items": change("2.1", parent="1")})
    assert codes(update) == [("EXCHANGE_NAME_AMBIGUOUS", "error", (8,))]
    assert edited(framework, {}).framework == framework


def test_new_level_can_be_described_and_required_in_the_same_workbook() -> None:
    framework = small_framework()
    update = edited(
        framework,
        {
            "Levels": add(scale="steps", code="top", position="4", title_en="Top"),
            "Descriptors": add(item="2.1", level="top", text_en="Teaches others."),
            "Roles": add(code="judge", branch="judiciary", title_en="Judge"),
            "Requirements": add(role="judge", item="2.1", level="top", importance="5", status="set"),
        },
    )
    assert codes(update) == []
    level = update.framework.scales[0].levels[3]
    assert level.code == "top"
    made = update.framework.descriptors[-1]
    assert (made.item, made.level, made.text["en"].text) == (identifier("2.1"), level.id, "Teaches others.")
    role = update.framework.roles[-1]
    assert [(need.level, need.importance, need.status.value) for need in role.requirements] == [(level.id, 5, "set")]
    assert all(is_identifier(entry) for entry in (level.id, made.id, role.id))


def test_sentence_that_is_changed_is_confirmed_by_nobody() -> None:
    framework = dressed(small_framework())
    kept = next(row for row in list_tables(framework)[1].rows if row[0] == "1.1")
    assert "roam-rights: It asks\n who is left out.\nsdg-16: It opens files." in kept
    update = edited(framework, {"Items": change("1.1", principles_en="roam-rights: It asks.\nsdg-16: It opens files.")})
    first, second = find_item(update.framework, "1.1").principles
    assert (first.because["en"].text, first.confirmed_by, first.because["fr"].origin) == (
        "It asks.",
        "",
        TextOrigin.REVIEWED,
    )
    assert second == find_item(framework, "1.1").principles[1]


@pytest.mark.parametrize(
    ("sheet", "edit", "code", "line"),
    [
        ("Items", change("1.1", kind="skill"), "EXCHANGE_CELL_NOT_IN_LIST", 3),
        ("Items", change("1.1", position="first"), "EXCHANGE_CELL_NO_NUMBER", 3),
        ("Items", change("1.1", parent="7"), "EXCHANGE_NAME_UNKNOWN", 3),
        ("Items", change("1.1", code=""), "EXCHANGE_CELL_EMPTY", 3),
        ("Items", change("1.1", code="1.2"), "FRAMEWORK_DUPLICATE_CODE", 4),
        ("Items", change("1.1", **{"valid from": "soon"}), "FRAMEWORK_DATE_WRONG", 3),
        ("Items", add(code="9"), "EXCHANGE_ROW_INCOMPLETE", 9),
        ("Roles", add(code="a b", branch="executive", title_en="X"), "DOCUMENT_WRONG_PATTERN", 3),
        ("Requirements", add(role="clerk", item="1.2", level="none"), "EXCHANGE_NAME_UNKNOWN", 4),
        (
            "Requirements",
            add(role="clerk", item="1.2", level="low", importance="9"),
            "FRAMEWORK_IMPORTANCE_OUT_OF_RANGE",
            4,
        ),
        ("Descriptors", add(item="2.1", level="low"), "EXCHANGE_ROW_INCOMPLETE", 4),
        ("Links", add(**{"from": "1.1", "kind": "isPeerOf", "to": "nowhere"}), "EXCHANGE_NAME_UNKNOWN", 4),
    ],
)
def test_cell_that_cannot_be_read_is_an_error_at_its_row(
    sheet: str, edit: Callable[[Rows], Rows], code: str, line: int
) -> None:
    update = edited(small_framework(), {sheet: edit})
    errors = [entry for entry in codes(update) if entry[1] == Severity.ERROR.value]
    assert errors == [(code, "error", (line,))]


def test_table_that_is_no_sheet_of_a_framework_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        update_from_sheets(small_framework(), b"name;age\r\nA;7\r\n")
    assert refusal.value.code == "EXCHANGE_NO_SHEETS"


def test_headings_that_are_unknown_or_twice_are_told() -> None:
    data = write_csv(
        [["code", "kind", "colour", "title (en)", "Title (EN)"], ["1.2", "competency", "red", "Design", ""]]
    )
    update = update_from_sheets(small_framework(), data)
    assert codes(update)[:2] == [
        ("EXCHANGE_COLUMN_UNKNOWN", "warning", ()),
        ("EXCHANGE_COLUMN_TWICE", "error", ()),
    ]


def test_csv_with_semicolons_and_no_identifiers_finds_its_rows_by_code() -> None:
    data = b"code;title (en)\r\n1.2;Draw\r\n"
    update = update_from_sheets(small_framework(), data)
    assert find_item(update.framework, "1.2").title["en"].text == "Draw"
    assert len(update.missing) == 6
