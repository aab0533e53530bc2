"""The report of an adaptation: what became of every item of the base, how much of it is there, what is not yet taken."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison import (
    REPORT_COLUMNS,
    AdaptationReport,
    list_report_rows,
    report_adaptation,
    report_as_json,
)
from capacita.framework.model import Framework
from capacita.sheets import write_csv
from capacita.vocabulary import ShownText, show_text
from capacita.web.assessment.numbers import percent
from capacita.web.assessment.queries import AdaptationDocuments
from capacita.web.documents.store import load_adaptation, load_apart, load_framework
from capacita.web.framework.terms import CHANGES

BECAME = {
    "reworded": _("Says something else"),
    "changed": _("Changed in another way"),
    "added": _("Added"),
    "omitted": _("Left out"),
    "replaced": _("Replaced by others"),
    "kept": _("Kept"),
}
MOST_CHANGES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOnPage:
    """A report: each row is an item with what became of it and why."""

    columns: tuple[dict[str, Any], ...]
    rows: tuple[list[Any], ...]
    coverage: str
    unchanged: str
    items: int
    newest_version: str  # empty where there is no newer base
    not_taken: tuple[Any, ...]
    more_not_taken: int
    conflicts: int
    downloads: tuple[dict[str, str], ...]


def compute_report(documents: AdaptationDocuments, newest: str) -> tuple[AdaptationReport, Framework | None]:
    """Return the report of an adaptation, and the newer version of its base, of this digest, if there is one."""
    version = documents.version
    assert version.base is not None
    return _report_kept(version.adaptation_digest, version.base.digest, version.digest, newest)


@functools.lru_cache(maxsize=64)
def _report_kept(adaptation: str, base: str, effective: str, newest: str) -> tuple[AdaptationReport, Framework | None]:
    """Return the report of what is kept under these digests; it never changes, so it is remembered."""
    changes = load_adaptation(adaptation)
    newer = load_framework(newest) if newest else None
    before, after = load_apart(base, effective)  # where both say the same, nothing is reported
    if newer is not None or _is_about_others(changes, before, after):
        before, after = load_framework(base), load_framework(effective)
    return report_adaptation(before, changes, newer, effective=after), newer


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


def present_report(
    documents: AdaptationDocuments, report: AdaptationReport, newest: Framework | None, language: str
) -> ReportOnPage:
    """Return a report in a language."""
    rows = []
    for part, words in BECAME.items():
        for row in getattr(report, part):
            told = [show_text(reason, language) for reason in row.reasons]
            why = " ".join(text.text for text in told if text)
            first = next((text for text in told if text), None)
            reason = (
                ShownText(text=why, language=first.language, direction=first.direction, origin=first.origin)
                if first
                else ""
            )
            name = show_text(row.item.title, language)
            rows.append([_named(row.item.code, name), gettext(words), reason])
    later = report.not_yet_taken
    changes = later.changes if later else ()
    names = {item.id: item for framework in (documents.base, newest) if framework for item in framework.items}
    return ReportOnPage(
        columns=({"title": gettext("Item")}, {"title": gettext("What became of it")}, {"title": gettext("Why")}),
        rows=tuple(rows),
        coverage=percent(report.coverage) if report.coverage is not None else "",
        unchanged=percent(report.unchanged) if report.unchanged is not None else "",
        items=len(documents.base.items),
        newest_version=later.version if later else "",
        not_taken=tuple(_change_words(change, names, language) for change in changes[:MOST_CHANGES]),
        more_not_taken=max(0, len(changes) - MOST_CHANGES),
        conflicts=len(later.conflicts) if later else 0,
        downloads=({"label": "CSV", "href": "report.csv"}, {"label": "JSON", "href": "report.json"}),
    )


def report_csv(report: AdaptationReport, documents: AdaptationDocuments) -> bytes:
    """Return a report as a table."""
    return write_csv([REPORT_COLUMNS, *list_report_rows(report, documents.adaptation.language)])


def report_value(report: AdaptationReport, documents: AdaptationDocuments, newest: Framework | None) -> dict[str, Any]:
    """Return a report as a JSON value, with what it is of."""
    return {
        "adaptation": documents.adaptation.code,
        "version": documents.adaptation.version,
        "base": documents.base.code,
        "base_version": documents.base.version,
        **report_as_json(report, documents.adaptation, documents.base, newest),
    }


def _change_words(change: Change, names: Mapping[str, Any], language: str) -> dict[str, Any]:
    told = change.after if isinstance(change.after, Mapping) else change.before
    about = str(told.get("item") or change.target) if isinstance(told, Mapping) else change.target
    item = names.get(about)
    return {
        "kind": gettext(CHANGES[change.kind]),
        "title": _named(item.code, show_text(item.title, language)) if item else "",
    }


def _named(code: str, shown: ShownText | None) -> Any:
    if shown is None:
        return code
    text = f"{code} {shown.text}".strip()
    return ShownText(text=text, language=shown.language, direction=shown.direction, origin=shown.origin)
