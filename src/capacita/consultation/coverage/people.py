"""Who took part, in margins only, and what of it everybody may know.

The page of each session shows its own protected counts. What a programme shows beside them must not let anybody
subtract: the counts of one programme and of all its sessions are audited as one table (Hundepool et al. 2012,
Statistical Disclosure Control, chapter 4).
"""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from capacita.consultation.model import WorkshopOutput
from capacita.disclosure import FLOOR, ProtectedTable, audit_table, protect_division

MARGINS: Final = {"kind": "by_stakeholder", "gender": "by_gender", "age_band": "by_age_band", "region": "by_region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleMargin:
    """People of one division. A count of None is protected or nobody: the two look the same to everybody."""

    dimension: str
    counts: Mapping[str, int | None]
    total: int | None
    is_protected: bool = False


def count_people(outputs: Sequence[WorkshopOutput], known: Mapping[str, Sequence[str]]) -> tuple[PeopleMargin, ...]:
    """Return the margins of all outputs together as they are, for those who run the programme.

    ``known`` names the categories of a dimension that are counted whether anybody is in them or not.
    """
    return tuple(
        PeopleMargin(dimension=dimension, counts=dict(counts), total=sum(counts.values()))
        for dimension, counts, _by_session in _gather(outputs, known)
    )


def publish_people(
    outputs: Sequence[WorkshopOutput], known: Mapping[str, Sequence[str]], floor: int = FLOOR
) -> tuple[PeopleMargin, ...]:
    """Return the margins as everybody may see them beside the counts of each session."""
    return tuple(
        _publish(dimension, counts, by_session, floor) for dimension, counts, by_session in _gather(outputs, known)
    )


def _gather(
    outputs: Sequence[WorkshopOutput], known: Mapping[str, Sequence[str]]
) -> list[tuple[str, Mapping[str, int], list[Mapping[str, int]]]]:
    """Return the counts of each dimension, all together and by session; dimensions nobody was asked about are left out."""
    found: list[tuple[str, Mapping[str, int], list[Mapping[str, int]]]] = []
    for dimension, attribute in MARGINS.items():
        by_session: list[Mapping[str, int]] = [
            {str(name): count for name, count in getattr(output, attribute).items()} for output in outputs
        ]
        by_session = [counts for counts in by_session if counts]
        if not by_session:
            continue
        total: Counter[str] = Counter()
        for counts in by_session:
            total.update(counts)
        names = dict.fromkeys([*known.get(dimension, ()), *sorted(total)])
        found.append((dimension, {name: total[name] for name in names}, by_session))
    return found


def _publish(
    dimension: str, counts: Mapping[str, int], by_session: Sequence[Mapping[str, int]], floor: int
) -> PeopleMargin:
    """Suppress what is small, then as many others as it takes that no session's hidden count can be worked out."""
    names = tuple(counts)
    shown = protect_division(counts, names, floor)
    joint = _join(names, by_session, shown, floor)
    crossed = {(str(number), name): count for number, each in enumerate(by_session) for name, count in each.items()}
    alone = _intervals(_blank(joint), crossed)
    while not _is_safe(joint, crossed, alone, floor):
        published = [place for place, value in enumerate(joint.column_totals) if value is not None]
        if published:
            hidden = min(published, key=lambda place: counts[names[place]])
            totals = tuple(None if place == hidden else value for place, value in enumerate(joint.column_totals))
            joint = dataclasses.replace(joint, column_totals=totals)
        elif joint.total is not None:
            joint = dataclasses.replace(joint, total=None)
        else:
            break
    return PeopleMargin(
        dimension=dimension,
        counts=dict(zip(names, joint.column_totals, strict=True)),
        total=joint.total,
        is_protected=None in joint.column_totals,
    )


def _join(
    names: tuple[str, ...], by_session: Sequence[Mapping[str, int]], whole: ProtectedTable, floor: int
) -> ProtectedTable:
    """Return the table of sessions by categories: what the page of each session shows, and what is to be shown of all.

    A category that a session does not list is known to be empty there: its page names those that are protected.
    """
    cells = []
    for counts in by_session:
        (shown,) = protect_division(counts, tuple(counts), floor).cells
        of_session = dict(zip(counts, shown, strict=True))
        cells.append(tuple(of_session.get(name, 0) for name in names))
    return ProtectedTable(
        rows=tuple(str(number) for number in range(len(by_session))),
        columns=names,
        cells=tuple(cells),
        row_totals=tuple(sum(counts.values()) for counts in by_session),
        column_totals=whole.cells[0],
        total=whole.total,
        floor=floor,
    )


def _blank(table: ProtectedTable) -> ProtectedTable:
    """Return the table with nothing told of all sessions together."""
    return dataclasses.replace(table, column_totals=(None,) * len(table.columns), total=None)


def _intervals(
    table: ProtectedTable, counts: Mapping[tuple[str, str], int]
) -> dict[tuple[str | None, str | None], int | None]:
    """Return how wide the interval of each hidden entry is, None without end."""
    return {
        (each.row, each.column): None if each.high is None else each.high - each.low
        for each in audit_table(table, counts)
    }


def _is_safe(
    table: ProtectedTable,
    counts: Mapping[tuple[str, str], int],
    alone: Mapping[tuple[str | None, str | None], int | None],
    floor: int,
) -> bool:
    """Tell whether no hidden entry is narrower than the floor, unless the sessions' own pages already make it so."""
    for entry, width in _intervals(table, counts).items():
        if width is not None and width < floor and width != alone.get(entry):
            return False
    return True
