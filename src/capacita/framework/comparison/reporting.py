"""What a country made of its base: kept, reworded, moved, added, left out and why, and what it has yet to take."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from capacita.framework.adaptation import apply_adaptation
from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison.conflicts import Conflict, conflict_as_json
from capacita.framework.comparison.rebasing import list_news, rebase_adaptation
from capacita.framework.comparison.versioning import list_change_rows
from capacita.framework.model import Framework, Item
from capacita.vocabulary import LocalizedText, TextOrigin, plain_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item and what became of it: by which kinds of Change, why, and how much evidence there is."""

    item: Item
    kinds: tuple[ChangeKind, ...] = ()
    reasons: tuple[LocalizedText, ...] = ()
    evidence: int = 0
    into: tuple[str, ...] = ()  # the items that took its place


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetTaken:
    """What the newest base changed and the adaptation does not have: Changes, and conflicts that would have to be
    settled."""

    version: str
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationReport:
    """What became of every item of the base. ``coverage`` is the share of the base's items that the adaptation still
    holds, and ``unchanged`` that of those which mean the same; None where the base has no items to take a share of."""

    kept: tuple[ItemRow, ...]
    reworded: tuple[ItemRow, ...]
    changed: tuple[ItemRow, ...]  # in another way: moved, tagged, required at another level
    added: tuple[ItemRow, ...]
    omitted: tuple[ItemRow, ...]
    replaced: tuple[ItemRow, ...]  # split, or merged into another
    coverage: float | None
    unchanged: float | None
    without_reason: tuple[Change, ...]
    not_yet_taken: NotYetTaken | None = None


def report_adaptation(
    base: Framework,
    adaptation: Adaptation,
    newest: Framework | None = None,
    *,
    effective: Framework | None = None,
    digests: tuple[str, str] | None = None,
) -> AdaptationReport:
    """Return what an adaptation kept, reworded, added and left out of its base, and why.

    With the newest version of the base, also what it has not yet taken from there. ``effective`` is the framework
    that the adaptation gives, where the caller has it already; of a base and a newest version that are kept, ``digests``
    spare looking at them once more. Raises Refusal when the adaptation does not fit its base.
    """
    if effective is None:
        effective = apply_adaptation(base, adaptation)
    about = _list_changes_about(adaptation, base, effective)
    meant = _list_meanings(base), _list_meanings(effective)
    found: dict[str, list[ItemRow]] = {name: [] for name in _PLACES}
    for item in base.items:
        row = _row(item, about.get(item.id, ()))
        found[_place(row, item.id, meant)].append(row)
    known = {item.id for item in base.items}
    added = tuple(_row(item, about.get(item.id, ())) for item in effective.items if item.id not in known)
    present = len(base.items) - len(found["omitted"]) - len(found["replaced"])
    same = sum(meant[0][item.id] == meant[1].get(item.id) for item in base.items)
    return AdaptationReport(
        **{name: tuple(rows) for name, rows in found.items()},
        added=added,
        coverage=present / len(base.items) if base.items else None,
        unchanged=same / len(base.items) if base.items else None,
        without_reason=tuple(change for change in adaptation.changes if not change.reason),
        not_yet_taken=_compare_with_newest(base, adaptation, newest, digests) if newest is not None else None,
    )


_PLACES = ("kept", "reworded", "changed", "omitted", "replaced")
REPORT_PARTS = ("kept", "reworded", "changed", "added", "omitted", "replaced")
REPORT_COLUMNS = ("item", "code", "title", "became", "kinds", "reasons", "evidence", "into")


def _list_meanings(framework: Framework) -> dict[str, Any]:
    """Return, for every item, what ``compute_meanings`` makes a digest of: to be compared, a digest takes too long."""
    described: dict[str, list[Any]] = {}
    for descriptor in sorted(framework.descriptors, key=lambda entry: entry.level):
        described.setdefault(descriptor.item, []).append((descriptor.level, _source_of(descriptor.text)))
    return {
        item.id: (item.kind, _source_of(item.title), _source_of(item.statement), described.get(item.id, []))
        for item in framework.items
    }


def _source_of(text: LocalizedText) -> LocalizedText:
    return {tag: wording for tag, wording in text.items() if wording.origin is TextOrigin.SOURCE}


def _place(row: ItemRow, item: str, meant: tuple[Mapping[str, Any], Mapping[str, Any]]) -> str:
    if item not in meant[1]:
        return "replaced" if row.into else "omitted"
    if meant[0][item] != meant[1][item]:
        return "reworded"
    return "changed" if set(row.kinds) - {ChangeKind.ADOPT} else "kept"


def _row(item: Item, changes: Iterable[Change]) -> ItemRow:
    changes = list(changes)
    into: list[str] = []
    for change in changes:
        if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGE) and change.target == item.id:
            named = change.after["into"]
            into.extend([named] if isinstance(named, str) else named)
    return ItemRow(
        item=item,
        kinds=tuple(dict.fromkeys(change.kind for change in changes)),
        reasons=tuple(change.reason for change in changes if change.reason),
        evidence=sum(len(change.evidence) for change in changes),
        into=tuple(into),
    )


def _list_changes_about(adaptation: Adaptation, *versions: Framework) -> dict[str, list[Change]]:
    """Return the Changes by the item that they are about."""
    holders: dict[str, str] = {}
    for version in versions:
        holders.update({entry.id: entry.item for entry in version.descriptors})
        holders.update({link.id: link.origin for link in version.associations})
    about: dict[str, list[Change]] = {}
    for change in adaptation.changes:
        target = holders.get(change.target, change.target)
        if change.kind is ChangeKind.REQUIRE:
            target = (change.after or change.before)["item"]
        elif change.kind is ChangeKind.ADD:
            target = change.after.get("id", "")
        elif change.kind is ChangeKind.LINK:
            target = change.after["origin"]
        about.setdefault(holders.get(target, target), []).append(change)
    return about


def _compare_with_newest(
    base: Framework, adaptation: Adaptation, newest: Framework, digests: tuple[str, str] | None
) -> NotYetTaken:
    """Return what would change in the country's framework; where conflicts are open, all that changed in the base."""
    rebased = rebase_adaptation(adaptation, base, newest, digests=digests)
    if rebased.adaptation is None:
        changes = list_news(base, newest)
    else:
        known = digests or ("", "")
        now = apply_adaptation(base, adaptation, digest_of_base=known[0])
        then = apply_adaptation(newest, rebased.adaptation, digest_of_base=known[1])
        changes = list_news(now, then)
    return NotYetTaken(version=newest.version, changes=changes, conflicts=rebased.conflicts)


def count_kinds(changes: Iterable[Change]) -> dict[str, int]:
    """Return how many Changes there are of each kind."""
    return dict(Counter(change.kind.value for change in changes))


def name_item(item: Item, language: str) -> str:
    """Return the code and title of an item."""
    return " ".join(part for part in (item.code, plain_text(item.title, language)) if part) or item.id


def report_as_json(
    report: AdaptationReport, adaptation: Adaptation, base: Framework, newest: Framework | None = None
) -> dict[str, Any]:
    """Return the public shape of a report."""
    shown: dict[str, Any] = {
        part: [item_row_as_json(row, adaptation.language) for row in getattr(report, part)] for part in REPORT_PARTS
    }
    shown["coverage"] = {
        "items": len(base.items),
        "kept": len(report.kept),
        "share_present": report.coverage,
        "share_unchanged": report.unchanged,
    }
    shown["without_reason"] = [change.id for change in report.without_reason]
    shown["not_yet_taken"] = None
    later = report.not_yet_taken
    if later is not None and newest is not None:
        shown["not_yet_taken"] = {
            "version": later.version,
            "changes": list_change_rows(later.changes, base, newest),
            "conflicts": [conflict_as_json(conflict) for conflict in later.conflicts],
        }
    return shown


def list_report_rows(report: AdaptationReport, language: str) -> list[tuple[str | int, ...]]:
    """Return a report as a table under REPORT_COLUMNS: one row for every item of the base and every one added."""
    rows: list[tuple[str | int, ...]] = []
    for part in REPORT_PARTS:
        for row in getattr(report, part):
            told = item_row_as_json(row, language)
            rows.append(
                (
                    row.item.id,
                    row.item.code,
                    told["title"],
                    part,
                    " ".join(told["kinds"]),
                    " ".join(told["reasons"]),
                    row.evidence,
                    " ".join(row.into),
                )
            )
    return rows


def item_row_as_json(row: ItemRow, language: str) -> dict[str, Any]:
    """Return the public shape of a row."""
    return {
        "item": row.item.id,
        "code": row.item.code,
        "title": plain_text(row.item.title, language),
        "kinds": [kind.value for kind in row.kinds],
        "reasons": [plain_text(reason, language) for reason in row.reasons],
        "evidence": row.evidence,
        "into": list(row.into),
    }
