"""The report on an adaptation: what became of every item of the base, how much of it is there, what is not yet taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.comparison import REPORT_COLUMNS, AdaptationReport, list_report_rows, report_as_json
from capacita.framework.model import Framework
from capacita.sheets import write_csv
from capacita.vocabulary import ShownText, show_text
from capacita.web.assessment.queries import AdaptationDocuments
from capacita.web.documents.store import load_adaptation, load_undescribed
from capacita.web.framework.adaptation_reports import sum_up_report
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.terms import deed_words
from capacita.web.patterns.templatetags.capacita_ui import percent

BECAME = {
    "reworded": _("Says something else"),
    "changed": _("Changed in another way"),
    "added": _("Added"),
    "omitted": _("Left out"),
    "replaced": _("Replaced by others"),
    "kept": _("Kept"),
}
A_PAGE = 50  # items


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOnPage:
    """How much of its base an adaptation has, and what of a newer base it has not taken in."""

    coverage: str
    unchanged: str
    items: int
    newest_version: str  # empty where there is no newer base
    changes: tuple[dict[str, Any], ...]
    count: int
    more: int
    conflicts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOnPage:
    """A page of the items of a report, each with what became of it and why; and what became of how many."""

    total: int
    became: str  # of which items alone; empty for all
    sorts: tuple[tuple[str, str, int], ...]  # what may have become of an item, its words, and of how many it did
    columns: tuple[dict[str, Any], ...]
    rows: tuple[list[Any], ...]
    page: Page[Any]


def present_report(documents: AdaptationDocuments, newest: FrameworkVersion | None, language: str) -> ReportOnPage:
    """Return the sum of a report in a language."""
    found = sum_up_report(documents.version, newest.digest if newest else "")
    return ReportOnPage(
        coverage=percent(found.coverage) if found.coverage is not None else "",
        unchanged=percent(found.unchanged) if found.unchanged is not None else "",
        items=len(documents.base.items),
        newest_version=newest.version if newest else "",
        changes=tuple(
            {"kind": deed_words(change.kind), "title": _named(change.code, show_text(change.title, language))}
            for change in found.changes
        ),
        count=found.count,
        more=found.count - len(found.changes),
        conflicts=found.conflicts,
    )


def present_rows(report: AdaptationReport, became: str, page: str, language: str) -> RowsOnPage:
    """Return a page of the items of a report, all or those alone that one thing became of."""
    counts = {part: len(getattr(report, part)) for part in BECAME}
    parts = [became] if counts.get(became) else list(BECAME)
    found = Paginator([(part, row) for part in parts for row in getattr(report, part)], A_PAGE).get_page(page)
    rows = tuple(
        [
            _named(row.item.code, show_text(row.item.title, language)),
            gettext(BECAME[part]),
            _join([show_text(reason, language) for reason in row.reasons]),
        ]
        for part, row in found.object_list
    )
    return RowsOnPage(
        total=sum(counts.values()),
        became=became if counts.get(became) else "",
        sorts=tuple((part, gettext(words), counts[part]) for part, words in BECAME.items() if counts[part]),
        columns=({"title": gettext("Item")}, {"title": gettext("What became of it")}, {"title": gettext("Why")}),
        rows=rows,
        page=found,
    )


def report_csv(report: AdaptationReport, version: FrameworkVersion) -> bytes:
    """Return a report as a table."""
    language = load_adaptation(version.adaptation_digest).language
    return write_csv([REPORT_COLUMNS, *list_report_rows(report, language)])


def report_value(report: AdaptationReport, version: FrameworkVersion, newest: Framework | None) -> dict[str, Any]:
    """Return a report as a JSON value, with what it is of."""
    assert version.base is not None
    adaptation = load_adaptation(version.adaptation_digest)
    return {
        "adaptation": adaptation.code,
        "version": adaptation.version,
        "base": version.base.code,
        "base_version": version.base.version,
        **report_as_json(report, adaptation, load_undescribed(version.base.digest), newest),
    }


def _join(texts: list[ShownText | None]) -> ShownText | str:
    """Return texts as one, in the language of the first."""
    told = [text for text in texts if text]
    return replace(told[0], text=" ".join(text.text for text in told)) if told else ""


def _named(code: str, shown: ShownText | None) -> Any:
    return replace(shown, text=f"{code} {shown.text}".strip()) if shown else code
