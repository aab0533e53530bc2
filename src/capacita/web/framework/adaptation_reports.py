"""What became of a base in an adaptation, and what a newer base has besides: worked out once, what is asked often kept."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison import AdaptationReport, report_adaptation
from capacita.framework.model import Framework, Item
from capacita.vocabulary import LocalizedText
from capacita.web.actors import SYSTEM
from capacita.web.documents.store import load_adaptation, load_apart, load_framework, load_undescribed
from capacita.web.fields import read_localized, write_localized
from capacita.web.framework.models import FrameworkVersion, KeptReport
from capacita.web.framework.queries import find_newer_base, list_newest

MOST_NAMED = 40  # changes of a newer base that are kept one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingChange:
    """A change of a newer base that an adaptation has not taken in, and the item that it is about, if any."""

    kind: ChangeKind
    code: str
    title: LocalizedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInSum:
    """Shares of the items of the base that are there, and that mean the same; None where the base has no items.

    ``changes`` are the first of ``count`` that wait, and ``conflicts`` how many of them meet one of the country's own.
    """

    coverage: float | None
    unchanged: float | None
    changes: tuple[WaitingChange, ...]
    count: int
    conflicts: int


def report_on(version: FrameworkVersion, newest: str = "") -> tuple[AdaptationReport, Framework | None]:
    """Return the report on an adaptation, and the newer version of its base of this digest, if there is one."""
    assert version.base is not None
    return _report_kept(version.adaptation_digest, version.base.digest, version.digest, newest)


def sum_up_report(version: FrameworkVersion, newest: str) -> ReportInSum:
    """Return the sum of this report, in one question where it is known already."""
    row = KeptReport.objects.filter(adaptation=version.adaptation_digest, newest=newest).first()
    return _read(row or keep_report(version, newest))


def keep_report(version: FrameworkVersion, newest: str) -> KeptReport:
    """Keep the sum of the report on an adaptation against the newer version of its base of this digest, or none."""
    report, newer = report_on(version, newest)
    later = report.not_yet_taken
    changes = later.changes if later else ()
    names = _list_items(version, newer) if changes else {}
    row, _made = KeptReport.objects.get_or_create(
        adaptation=version.adaptation_digest,
        newest=newest,
        defaults={
            "coverage": report.coverage,
            "unchanged": report.unchanged,
            "waiting": {
                "count": len(changes),
                "conflicts": len(later.conflicts) if later else 0,
                "changes": [_write_change(change, names) for change in changes[:MOST_NAMED]],
            },
        },
    )
    return row


def keep_reports_against(newest: FrameworkVersion) -> int:
    """Keep the reports on the newest version of every adaptation that this version of its base is news to; how many."""
    rows = list_newest(SYSTEM, released=True).filter(base__code=newest.code).select_related("base")
    kept = 0
    for row in rows:
        newer = find_newer_base(SYSTEM, row)
        if newer is not None and newer.pk == newest.pk and row.adaptation_digest:
            keep_report(row, newest.digest)
            kept += 1
    return kept


@functools.lru_cache(maxsize=64)
def _report_kept(adaptation: str, base: str, effective: str, newest: str) -> tuple[AdaptationReport, Framework | None]:
    """Return the report on what is kept under these digests; it never changes, so it is remembered."""
    changes = load_adaptation(adaptation)
    newer = load_framework(newest) if newest else None
    before, after = load_apart(base, effective)  # where both say the same, nothing is reported
    if newer is not None or _is_about_others(changes, before, after):
        before, after = load_framework(base), load_framework(effective)
    digests = (base, newest) if newer is not None else None
    return report_adaptation(before, changes, newer, effective=after, digests=digests), newer


def _is_about_others(adaptation: Adaptation, *versions: Framework) -> bool:
    """Tell whether a change may be about what these versions leave out: it is told of the item that this belongs to."""
    known = {version.id for version in versions}
    for version in versions:
        for entries in (version.items, version.descriptors, version.roles, version.scales, version.definitions):
            known.update(entry.id for entry in entries)
        known.update(level.id for scale in version.scales for level in scale.levels)
    return any(
        change.target not in known and change.kind not in (ChangeKind.ADD, ChangeKind.LINK)
        for change in adaptation.changes
    )


def _list_items(version: FrameworkVersion, newer: Framework | None) -> dict[str, Item]:
    """Return the items of the base and of a newer version of it, by identifier, the newer ones where both have one."""
    assert version.base is not None
    sides = (load_undescribed(version.base.digest), newer)
    return {item.id: item for side in sides if side is not None for item in side.items}


def _write_change(change: Change, names: Mapping[str, Item]) -> dict[str, Any]:
    told = change.after if isinstance(change.after, Mapping) else change.before
    about = str(told.get("item") or change.target) if isinstance(told, Mapping) else change.target
    item = names.get(about)
    title = write_localized(item.title) if item else {}
    return {"kind": change.kind.value, "code": item.code if item else "", "title": title}


def _read(row: KeptReport) -> ReportInSum:
    waiting = row.waiting
    return ReportInSum(
        coverage=row.coverage,
        unchanged=row.unchanged,
        changes=tuple(
            WaitingChange(kind=ChangeKind(told["kind"]), code=told["code"], title=read_localized(told["title"]))
            for told in waiting["changes"]
        ),
        count=waiting["count"],
        conflicts=waiting["conflicts"],
    )
