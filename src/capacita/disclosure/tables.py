"""Tables of counts of people, made fit to be published: nothing small is shown, and nothing hidden can be worked out.

Suppressed is every count below the floor, nobody included, so that "none" and "few" look the same; then as many others as
it takes that no suppressed entry can be narrowed down to fewer than ``floor`` + 1 values from all that stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from capacita.disclosure.networks import Place, derive_unknown, find_cheapest_cover, list_places, measure_slack

FLOOR: Final = 5
SENSITIVE_FLOOR: Final = 10  # such as what people say of their own abilities


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedTable:
    """A table as everybody may see it: None is a suppressed entry, and never says why it is suppressed.

    ``cells`` has a tuple for each of ``rows``; of a division in one dimension ``rows`` is empty, ``cells`` has one
    tuple and ``row_totals`` and ``column_totals`` none. Categories without anybody stand in it like any other.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    floor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryInterval:
    """What a reader can work out of a suppressed entry: that it lies from ``low`` to ``high`` (None: without end)."""

    row: str | None
    column: str | None
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseConflict:
    """An entry by which two releases of the same table differ so little that they tell on the few who came or went."""

    row: str | None
    column: str | None
    difference: int


def protect_table(
    counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str], floor: int = FLOOR
) -> ProtectedTable:
    """Return a table in two dimensions, with its margins, as it may be published.

    ``rows`` and ``columns`` are all categories that there are, whether anybody is in them or not; where only those
    with people were shown, the others would be known to be empty. Raises ValueError for counts outside them, below 0.
    """
    return _lay_out(_protect(_place(counts, rows, columns), floor, one_way=False), rows, columns, floor)


def protect_division(counts: Mapping[str, int], categories: Sequence[str], floor: int = FLOOR) -> ProtectedTable:
    """Return a division in one dimension, with its total, as it may be published."""
    return _lay_out(_protect(_place_division(counts, categories), floor, one_way=True), (), categories, floor)


def audit_table(
    table: ProtectedTable, counts: Mapping[tuple[str, str], int] | Mapping[str, int]
) -> list[EntryInterval]:
    """Return the interval of each suppressed entry that a reader of the table can work out, exactly.

    The reader knows the published entries, that they add up, and that no count is below 0. ``counts`` are those behind
    the table; any others that fit what is published give the same. Raises ValueError where these do not fit.
    """
    whole = _count_all(table, counts)
    shown = _published(table)
    if any(whole[place] != value for place, value in shown.items()):
        raise ValueError("these counts are not those of the table")
    suppressed = {place for place in whole if place not in shown}
    found = []
    for place in sorted(suppressed, key=str):
        down, up = measure_slack(whole, suppressed, place, one_way=not table.rows)
        row, column = _names(table, place)
        high = None if up is None else whole[place] + up
        found.append(EntryInterval(row=row, column=column, low=whole[place] - down, high=high))
    return found


def is_protected(table: ProtectedTable, counts: Mapping[tuple[str, str], int] | Mapping[str, int]) -> bool:
    """Tell whether nothing below the floor is shown and every suppressed entry may have ``floor`` + 1 values or more."""
    shown = _published(table).values()
    return all(value >= table.floor for value in shown) and all(
        interval.high is None or interval.high - interval.low >= table.floor for interval in audit_table(table, counts)
    )


def find_release_conflicts(earlier: Sequence[ProtectedTable], new: ProtectedTable) -> list[ReleaseConflict]:
    """Return where a new release of a table, held against each earlier one, tells on fewer people than the floor.

    What both show is subtracted, and all that follows from these differences by adding and subtracting. A difference
    of nothing tells nothing. An entry that was shown once stays known: a release of the same people that shows what
    another suppressed is found as well, as the two then follow from each other. Raises ValueError for tables of other
    categories: those are other tables, and need an audit of both together.
    """
    conflicts = []
    shown = _published(new)
    places = list_places(len(new.rows), len(new.columns))
    for former in earlier:
        if (former.rows, former.columns) != (new.rows, new.columns):
            raise ValueError("a release of the same table has the same categories")
        before = _published(former)
        floor = max(former.floor, new.floor)
        known = {place: shown[place] - before[place] for place in shown.keys() & before.keys()}
        differences = {**known, **derive_unknown(known, places, one_way=not new.rows)}
        for place, difference in sorted(differences.items(), key=str):
            if 0 < abs(difference) < floor:
                row, column = _names(new, place)
                conflicts.append(ReleaseConflict(row=row, column=column, difference=difference))
        conflicts.extend(_find_joint(before, shown, known, places, new, floor))
    return conflicts


def _find_joint(
    before: Mapping[Place, int],
    shown: Mapping[Place, int],
    known: Mapping[Place, int],
    places: Sequence[Place],
    table: ProtectedTable,
    floor: int,
) -> list[ReleaseConflict]:
    """Return the entries below the floor that follow from two releases of the same people taken together."""
    if not known or any(known.values()):
        return []
    together = {**before, **shown}
    derived = derive_unknown(together, places, one_way=not table.rows)
    return [
        ReleaseConflict(row=_names(table, place)[0], column=_names(table, place)[1], difference=0)
        for place, value in sorted(derived.items(), key=str)
        if value < floor
    ]


def _protect(whole: dict[Place, int], floor: int, *, one_way: bool) -> dict[Place, int | None]:
    """Return every entry of a table, None where it is suppressed."""
    if floor < 2:
        raise ValueError("a floor below 2 protects nobody")
    total = whole[(None, None)]
    costs = {place: _cost(place, count, total, one_way=one_way) for place, count in whole.items()}
    suppressed = {place for place, count in whole.items() if count < floor}
    settled: set[Place] = set()
    while unsettled := suppressed - settled:
        place = min(unsettled, key=lambda entry: (whole[entry], str(entry)))
        down, up = measure_slack(whole, suppressed, place, one_way=one_way, enough=floor)
        if up is not None and down + up < floor:
            suppressed.update(find_cheapest_cover(whole, suppressed, place, floor, costs, one_way=one_way))
        settled.add(place)  # what is suppressed later only widens what may be
    return {place: None if place in suppressed else count for place, count in whole.items()}


def _cost(place: Place, count: int, total: int, *, one_way: bool) -> int:
    """Return what it costs to suppress an entry: its people; totals cost more than all cells, the total of all most."""
    margins = sum(part is None for part in place) - one_way
    return int(1 + count + margins * margins * 4 * (total + 1))


def _place(counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]) -> dict[Place, int]:
    """Return every cell and margin of a table by its place."""
    if not rows or not columns or len(set(rows)) < len(rows) or len(set(columns)) < len(columns):
        raise ValueError("a table needs rows and columns, each once")
    if any(row not in rows or column not in columns for row, column in counts) or min(counts.values(), default=0) < 0:
        raise ValueError("every count needs its row and its column, and none is below 0")
    whole: dict[Place, int] = {
        (row, column): counts.get((name, title), 0) for row, name in enumerate(rows) for column, title in enumerate(columns)
    }  # fmt: skip
    for row in range(len(rows)):
        whole[(row, None)] = sum(whole[(row, column)] for column in range(len(columns)))
    for column in range(len(columns)):
        whole[(None, column)] = sum(whole[(row, column)] for row in range(len(rows)))
    whole[(None, None)] = sum(counts.values())
    return whole


def _place_division(counts: Mapping[str, int], categories: Sequence[str]) -> dict[Place, int]:
    """Return every cell and the total of a division by its place."""
    if not categories or len(set(categories)) < len(categories):
        raise ValueError("a division needs categories, each once")
    if any(name not in categories for name in counts) or min(counts.values(), default=0) < 0:
        raise ValueError("every count needs its category, and none is below 0")
    whole: dict[Place, int] = {(None, column): counts.get(name, 0) for column, name in enumerate(categories)}
    whole[(None, None)] = sum(counts.values())
    return whole


def _count_all(table: ProtectedTable, counts: Mapping[tuple[str, str], int] | Mapping[str, int]) -> dict[Place, int]:
    if table.rows:
        return _place(
            {key: count for key, count in counts.items() if isinstance(key, tuple)}, table.rows, table.columns
        )
    return _place_division({key: count for key, count in counts.items() if isinstance(key, str)}, table.columns)


def _lay_out(
    entries: Mapping[Place, int | None], rows: Sequence[str], columns: Sequence[str], floor: int
) -> ProtectedTable:
    """Return entries as a table."""
    width = range(len(columns))
    lines: list[int | None] = list(range(len(rows))) if rows else [None]
    return ProtectedTable(
        rows=tuple(rows),
        columns=tuple(columns),
        cells=tuple(tuple(entries[(row, column)] for column in width) for row in lines),
        row_totals=tuple(entries[(row, None)] for row in range(len(rows))),
        column_totals=tuple(entries[(None, column)] for column in width) if rows else (),
        total=entries[(None, None)],
        floor=floor,
    )


def _published(table: ProtectedTable) -> dict[Place, int]:
    """Return what a table shows, by its place."""
    entries: dict[Place, int | None] = {(None, None): table.total}
    for number, line in enumerate(table.cells):
        row = number if table.rows else None
        entries.update({(row, column): value for column, value in enumerate(line)})
    entries.update({(row, None): value for row, value in enumerate(table.row_totals)})
    entries.update({(None, column): value for column, value in enumerate(table.column_totals)})
    return {place: value for place, value in entries.items() if value is not None}


def _names(table: ProtectedTable, place: Place) -> tuple[str | None, str | None]:
    """Return the names of the row and the column of a place, None for a margin."""
    row, column = place
    return None if row is None else table.rows[row], None if column is None else table.columns[column]
