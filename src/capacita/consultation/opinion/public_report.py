"""An opinion report as everybody may read it: only what is protected, and only measures that follow from what is shown.

All of it is about the same people, so that nothing can be subtracted from anything else: those who are in a group, where
there are groups, else all who voted. The sizes of the groups are known everywhere; the answers of each group to each
statement are recoded by themselves, and a table of what participants are is not shown where it would need to hide the
size of a group.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from capacita.consultation.opinion.analysis import OpinionReport, find_straight_liners
from capacita.consultation.opinion.recoding import Range, ShownAnswers, show_answers
from capacita.consultation.opinion.selection import RepresentativeStatement
from capacita.consultation.opinion.stability import adjusted_rand_index
from capacita.consultation.opinion.statistics import UNCLUSTERED
from capacita.consultation.opinion.votes import AGREE, DISAGREE, Flags
from capacita.disclosure import FLOOR, ProtectedTable, find_release_conflicts, protect_division, protect_table
from capacita.vocabulary import Refusal

PUBLIC_REPORT: Final = "capacita-opinion-report/1"
ALL: Final = "all"
NOT_SAID: Final = "not_said"
DIVISIVE: Final = 0.3
_MOST_DIVISIVE: Final = 5
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TOLD: Final = ("OPINION_LIKE_CHANCE", "OPINION_GROUPS_TOO_SMALL", "OPINION_GROUPS_WEAK")
_P_STEPS: Final = (0.001, 0.01, 0.1)
_NORMAL_95: Final = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """What participants said of themselves: all categories that there were, and the category of each who gave one."""

    categories: tuple[str, ...]
    category_of: Mapping[str, str]


def make_public_report(
    report: OpinionReport,
    *,
    characteristics: Mapping[str, Characteristic] | None = None,
    without_straight_liners: OpinionReport | None = None,
    floor: int = FLOOR,
) -> dict[str, Any]:
    """Return what may be published of a report, as JSON values; groups are lettered from A.

    A statement that divides the groups is no consensus, even where most of all agree with it.
    ``without_straight_liners`` is the report of the same votes without those who always gave the same one. The count of
    all who voted is left out (None) where it would tell how few are in no group. Raises Refusal where fewer than
    ``floor`` voted.
    """
    if len(report.matrix.participants) < floor:
        raise Refusal("OPINION_TOO_FEW_VOTERS", least=floor)
    groups = tuple(_LETTERS[number] for number in range(len(report.groups)))
    tables = {
        code: _protect_characteristic(report, characteristic, groups, floor)
        for code, characteristic in (characteristics or {}).items()
    }
    sizes = [int((report.labels == group).sum()) for group in range(len(groups))]
    everybody = len(report.matrix.participants)
    apart = everybody - sum(sizes)
    statements = [_describe(report, column, groups, floor) for column in range(len(report.matrix.statements))]
    divisive = _select_divisive(statements, groups, report.offered)
    return {
        "format": PUBLIC_REPORT,
        "participants": everybody if not groups or apart >= floor else None,
        "counted": sum(sizes) if groups else everybody,
        "groups": [{"id": name, "size": size} for name, size in zip(groups, sizes, strict=True)],
        "stability": {
            "mean": _rounded(report.stability.mean),
            "min": _rounded(report.stability.least),
            "verdict": report.stability.verdict.value,
        },
        "reasons": [finding.code for finding in report.findings if finding.code in _TOLD],
        "map": _draw_map(report, groups),
        "statements": statements,
        "consensus": {
            direction.value: [
                name for entry in entries if (name := report.matrix.statements[entry.statement]) not in divisive
            ]
            for direction, entries in report.consensus.items()
        },
        "divisive": divisive,
        "representative": {
            name: [_describe_representative(report, entry) for entry in report.representative[number]]
            for number, name in enumerate(groups)
        },
        "straight_liners": _compare_straight_liners(report, without_straight_liners, floor),
        "characteristics": {name: asdict(table) for name, table in tables.items() if table is not None},
        "floor": floor,
    }


def read_table(value: Mapping[str, Any]) -> ProtectedTable:
    """Return a table of a public report."""
    return ProtectedTable(
        rows=tuple(value["rows"]),
        columns=tuple(value["columns"]),
        cells=tuple(tuple(line) for line in value["cells"]),
        row_totals=tuple(value["row_totals"]),
        column_totals=tuple(value["column_totals"]),
        total=value["total"],
        floor=value["floor"],
    )


def find_report_conflicts(earlier: Sequence[Mapping[str, Any]], new: Mapping[str, Any]) -> list[str]:
    """Return the names of what a new report, held against earlier ones, tells on few people.

    Numbers of people, and all counts that both reports show or that add up from what they show, must be equal or differ
    by the floor. What is of other groups than before cannot be held against the earlier one, and is a conflict too.
    """
    found = []
    for former in earlier:
        floor = max(int(former["floor"]), int(new["floor"]))
        for name in ("participants", "counted"):
            if _is_telling(former[name], new[name], floor):
                found.append(name)
        sizes = [{group["id"]: group["size"] for group in report["groups"]} for report in (former, new)]
        if sizes[0].keys() != sizes[1].keys():
            found.append("groups")
            continue
        found += [f"group:{name}" for name, size in sizes[1].items() if _is_telling(sizes[0][name], size, floor)]
        before = {entry["id"]: entry["answers"] for entry in former["statements"]}
        for entry in new["statements"]:
            rows = before.get(entry["id"], {})
            if any(_tells(rows[name], row, floor) for name, row in entry["answers"].items() if name in rows):
                found.append(f"statement:{entry['id']}")
        for code, value in new["characteristics"].items():
            if code not in former["characteristics"]:
                continue
            old, now = read_table(former["characteristics"][code]), read_table(value)
            if (old.rows, old.columns) != (now.rows, now.columns) or find_release_conflicts([old], now):
                found.append(f"characteristic:{code}")
    return list(dict.fromkeys(found))


def _tells(before: Mapping[str, Any], now: Mapping[str, Any], floor: int) -> bool:
    """Tell whether the answers of a group to a statement, shown twice, tell on few people who came or changed."""
    left, right = (_list_sums(row) for row in (before, now))
    return any(_is_telling(left[name], right[name], floor) for name in left.keys() & right.keys())


def _list_sums(row: Mapping[str, Any]) -> dict[frozenset[str], int]:
    """Return every count that a row shows, by the answers that are in it, and all that add up from these."""
    shown = {name: row[name] for name in ("passed", "unanswered") if row[name] is not None}
    shown |= {name: row[name][0] for name in ("agree", "disagree") if row[name] and row[name][0] == row[name][1]}
    if row["answers"] is None:
        return {}
    inside = {"agree", "disagree", "passed"} | (set() if row["unanswered"] is not None else {"unanswered"})
    sums = {frozenset(inside): row["answers"]}
    sums |= {frozenset({name}): count for name, count in shown.items()}
    parts = [name for name in shown if name in inside]
    for chosen in range(1, 2 ** len(parts)):
        names = frozenset(name for place, name in enumerate(parts) if chosen >> place & 1)
        total = sum(shown[name] for name in names)
        sums[names] = total
        if frozenset(inside) - names:
            sums[frozenset(inside) - names] = row["answers"] - total
    return sums


def _is_telling(before: int | None, now: int | None, floor: int) -> bool:
    return before is not None and now is not None and 0 < abs(now - before) < floor


def interval_of_share(count: int, trials: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927, Journal of the American Statistical Association 22, p. 210)."""
    share, square = count / trials, _NORMAL_95**2
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    reach = _NORMAL_95 / (1 + square / trials) * math.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _protect_characteristic(
    report: OpinionReport, characteristic: Characteristic, groups: tuple[str, ...], floor: int
) -> ProtectedTable | None:
    """Return what participants said of themselves, by group; None where that needs a group's size to be hidden."""
    categories = (*characteristic.categories, NOT_SAID)
    said = [characteristic.category_of.get(person, NOT_SAID) for person in report.matrix.participants]
    if not groups:
        return _with_known_total(protect_division(Counter(said), categories, floor))
    counts = Counter(
        (category, groups[group])
        for category, group in zip(said, report.labels.tolist(), strict=True)
        if group != UNCLUSTERED
    )
    table = protect_table(counts, categories, groups, floor)
    return None if None in table.column_totals or table.total is None else table


def _with_known_total(table: ProtectedTable) -> ProtectedTable | None:
    """Return the table, or None where it hides its total, which stands elsewhere."""
    return None if table.total is None else table


def _describe(report: OpinionReport, column: int, groups: tuple[str, ...], floor: int) -> dict[str, Any]:
    """Return a statement with the answers of each group and of all, and the measures that follow from what is shown."""
    rows: dict[str, ShownAnswers] = {}
    for number, name in enumerate(groups):
        agree, disagree = (int(kind[number, column]) for kind in (report.statistics.agree, report.statistics.disagree))
        votes = int(report.statistics.votes[number, column])
        size = int((report.labels == number).sum())
        rows[name] = show_answers(agree, disagree, votes - agree - disagree, size - votes, floor)
    if not groups:
        agree, disagree = (int(report.matrix.count_by_statement(vote)[column]) for vote in (AGREE, DISAGREE))
        votes = int(report.matrix.count_by_statement()[column])
        unanswered = len(report.matrix.participants) - votes
        rows[ALL] = show_answers(agree, disagree, votes - agree - disagree, unanswered, floor)
    whole = rows[ALL] if not groups else _add_up(list(rows.values()))
    answers = {name: asdict(row) for name, row in rows.items()}
    return {
        "id": report.matrix.statements[column],
        "moderated_out": not bool(report.offered[column]),
        "answers": answers,
        "agree": _share(whole.agree, whole.answers),
        "disagree": _share(whole.disagree, whole.answers),
        "group_aware_consensus": _multiply_shares([rows[name] for name in groups]),
        "spread": _measure_spread([rows[name] for name in groups]),
    }


def _add_up(rows: Sequence[ShownAnswers]) -> ShownAnswers:
    """Return what follows for all groups together."""
    bases = [row.answers for row in rows if row.answers is not None]
    if len(bases) < len(rows):
        return ShownAnswers()
    sides: dict[str, Range | None] = {}
    for name in ("agree", "disagree"):
        shown: list[Range] = []
        for row in rows:
            told, other = (row.agree, row.disagree) if name == "agree" else (row.disagree, row.agree)
            if told is not None:
                shown.append(told)
            elif other is not None and row.answers is not None:
                shown.append((0, row.answers - other[0]))
        sides[name] = (
            (sum(low for low, _ in shown), sum(high for _, high in shown)) if len(shown) == len(rows) else None
        )
    return ShownAnswers(answers=sum(bases), agree=sides["agree"], disagree=sides["disagree"])


def _share(told: Range | None, answers: int | None) -> dict[str, Any] | None:
    """Return a share with its interval; where only a range of counts is told, the interval is that of its ends."""
    if told is None or not answers:
        return None
    low, high = interval_of_share(told[0], answers)[0], interval_of_share(told[1], answers)[1]
    return {
        "from": told[0],
        "to": told[1],
        "answers": answers,
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _multiply_shares(rows: Sequence[ShownAnswers]) -> dict[str, float] | None:
    """Return the group-aware consensus, the product of (agree + 1) / (answers + 2), from what is shown: least and most."""
    low = high = 1.0
    for row in rows:
        if row.agree is None or row.answers is None:
            return None
        low *= (row.agree[0] + 1) / (row.answers + 2)
        high *= (row.agree[1] + 1) / (row.answers + 2)
    return {"low": round(low, 4), "high": round(high, 4)} if rows else None


def _measure_spread(rows: Sequence[ShownAnswers]) -> float | None:
    """Return by how much the shares of agreement of two groups differ at the least, by what is shown."""
    shares = []
    for row in rows:
        if row.answers:
            if row.agree is not None:
                shares.append((row.agree[0] / row.answers, row.agree[1] / row.answers))
            elif row.disagree is not None:
                shares.append((0.0, 1 - row.disagree[0] / row.answers))
    if len(shares) < 2:
        return None
    return round(max(low - other for low, _ in shares for _, other in shares), 4)


def _select_divisive(statements: Sequence[Mapping[str, Any]], groups: tuple[str, ...], offered: Flags) -> list[str]:
    """Return the statements on which opinions differ most: between groups, or, without groups, among all."""
    scores: list[tuple[float, str]] = []
    for column, entry in enumerate(statements):
        if not offered[column]:
            continue
        if groups and entry["spread"] is not None:
            scores.append((entry["spread"], entry["id"]))
        elif not groups and entry["agree"] and entry["disagree"]:
            least = min(entry[side]["from"] / entry[side]["answers"] for side in ("agree", "disagree"))
            scores.append((least, entry["id"]))
    chosen = [(score, name) for score, name in scores if score >= DIVISIVE]
    return [name for _, name in sorted(chosen, key=lambda pair: -pair[0])[:_MOST_DIVISIVE]]


def _describe_representative(report: OpinionReport, entry: RepresentativeStatement) -> dict[str, Any]:
    """Return a statement that sets a group apart; of its p only a step, from which no count can be worked out."""
    tail = 0.5 * math.erfc(entry.representativeness_test / math.sqrt(2))
    return {
        "statement": report.matrix.statements[entry.statement],
        "direction": entry.direction.value,
        "p_below": next((step for step in _P_STEPS if tail < step), None),
    }


def _draw_map(report: OpinionReport, groups: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return where each group lies and how far it spreads; nobody's own place is told."""
    if report.points is None:
        return []
    places = []
    for number, name in enumerate(groups):
        own = report.points[report.labels == number]
        if own.shape[1] < 2:
            own = np.column_stack([own, np.zeros(len(own))])
        centre, spread = own.mean(axis=0), own.std(axis=0)
        places.append(
            {
                "group": name,
                "x": round(float(centre[0]), 2),
                "y": round(float(centre[1]), 2),
                "spread_x": round(float(spread[0]), 2),
                "spread_y": round(float(spread[1]), 2),
            }
        )
    return places


def _compare_straight_liners(report: OpinionReport, without: OpinionReport | None, floor: int) -> dict[str, Any] | None:
    """Return what changes without those who always gave the same vote; None where nobody did, or too few to say so."""
    count = len(find_straight_liners(report.matrix))
    if without is None or count < floor or len(report.matrix.participants) - count < floor:
        return None
    agreement = None
    if report.groups and without.groups:
        labels = dict(zip(report.matrix.participants, report.labels.tolist(), strict=True))
        both = [
            (labels[person], group)
            for person, group in zip(without.matrix.participants, without.labels.tolist(), strict=True)
            if group != UNCLUSTERED and labels[person] != UNCLUSTERED
        ]
        if len(both) > 1:
            left, right = (np.array(side, dtype=np.int32) for side in zip(*both, strict=True))
            agreement = round(adjusted_rand_index(left, right), 2)
    return {
        "count": count,
        "groups": len(without.groups),
        "verdict": without.stability.verdict.value,
        "agreement": agreement,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)
