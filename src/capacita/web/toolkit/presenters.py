"""Toolkits and trails as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.toolkit.document import ToolkitDocument, Unit
from capacita.vocabulary import LocalizedText, Provenance, TrailKind
from capacita.web.consultation.presenters import QuoteOnPage
from capacita.web.languages import language_name
from capacita.web.patterns.templatetags.capacita_ui import file_size
from capacita.web.toolkit.queries import ToolkitDocuments, TrailDocuments

FORMATS = {
    "html": (_("One web page that works without a connection"), "HTML"),
    "docx": (_("A document to change and make your own"), "Word"),
    "pdf": (_("A document to print, tagged for screen readers"), "PDF"),
    "json": (_("Everything as data, with the whole trail"), "JSON"),
}
ASKED_ABOUT = (Unit.LEVELS, Unit.SHARE, Unit.PEOPLE, Unit.MONEY)
SAME_KIND_SHOWN = 3
KINDS = {
    TrailKind.TOOLKIT: _("Toolkit"),
    TrailKind.NUMBER: _("Number in the toolkit"),
    TrailKind.CHOICE: _("What the plan chose"),
    TrailKind.GAP: _("Gap: what roles need, less where people stand"),
    TrailKind.ESTIMATE: _("Estimate from the answers"),
    TrailKind.RESPONSES: _("Answers, frozen as they were given"),
    TrailKind.SAMPLE: _("Sample: who was asked"),
    TrailKind.QUESTION: _("Question that was asked"),
    TrailKind.REQUIREMENT: _("Level that a role needs"),
    TrailKind.ITEM: _("Item of the framework"),
    TrailKind.CHANGE: _("Change to the framework"),
    TrailKind.DECISION: _("Decision"),
    TrailKind.CONTRIBUTION: _("What somebody said"),
    TrailKind.CONSULTATION: _("Consultation"),
    TrailKind.SOURCE: _("Source"),
}
PAGES = {
    TrailKind.TOOLKIT: "toolkit",
    TrailKind.NUMBER: "toolkit-page",
    TrailKind.CHOICE: "plan",
    TrailKind.GAP: "results",
    TrailKind.ESTIMATE: "results",
    TrailKind.RESPONSES: "results",
    TrailKind.SAMPLE: "results",
}
ANCHORS = {TrailKind.NUMBER: "#n-{id}", TrailKind.RESPONSES: "#methods", TrailKind.SAMPLE: "#methods"}
ORDER = {kind: place for place, kind in enumerate(TrailKind)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOnPage:
    """A toolkit as a file."""

    title: str
    format: str
    size: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolkitOnPage:
    """A toolkit with its files and a few of its numbers."""

    country: LocalizedText
    country_code: str
    fictional: bool
    simulated: bool
    title: str
    subtitle: str
    language: str
    direction: str
    made_on: Any
    sections: tuple[str, ...]
    files: tuple[FileOnPage, ...]
    numbers: tuple[dict[str, str], ...]
    number_count: int
    is_older_than_plan: bool
    other_languages: tuple[dict[str, str], ...]
    may_build: bool
    build_languages: tuple[tuple[str, str], ...]
    has_toolkit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOnPage:
    """A stop of the walk; the values are those of the pattern ``trail``."""

    kind: str
    title: str
    href: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailOnPage:
    """The walk from a number to the words that somebody said."""

    country: LocalizedText
    country_code: str
    simulated: bool
    identifier: str
    label: str
    shown: str
    language: str
    direction: str
    stops: tuple[StopOnPage, ...]
    quotes: tuple[QuoteOnPage, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: tuple[Any, ...]
    reaches_people: bool


def present_toolkit(documents: ToolkitDocuments) -> ToolkitOnPage:
    """Return a toolkit for its front page."""
    document, row = documents.document, documents.row
    code = documents.organisation.code
    return ToolkitOnPage(
        country=documents.organisation.name,
        country_code=code,
        fictional=documents.organisation.fictional,
        simulated=document.simulated if document else documents.organisation.is_simulated,
        title=document.title if document else "",
        subtitle=document.subtitle if document else "",
        language=document.language if document else "",
        direction=document.direction if document else "",
        made_on=row.made_at if row else None,
        sections=tuple(section.title for section in document.sections) if document else (),
        files=tuple(_files(documents)),
        numbers=tuple(_numbers(document, code)) if document else (),
        number_count=len(document.numbers) if document else 0,
        is_older_than_plan=documents.is_older_than_plan,
        other_languages=tuple(
            {"label": language_name(tag), "href": f"{reverse('toolkit-page', args=[code])}?language={tag}", "tag": tag}
            for tag in documents.languages
            if document is None or tag != document.language
        ),
        may_build=documents.may_build,
        build_languages=tuple((tag, language_name(tag)) for tag in documents.build_languages),
        has_toolkit=document is not None,
    )


def present_trail(documents: TrailDocuments) -> TrailOnPage:
    """Return a walk: a few stops of each kind in the order of the chain, then every one in a table."""
    start = documents.stops[0][1]
    number = next((entry for entry in documents.document.numbers if entry.id == start.id), None)
    by_kind: dict[TrailKind, list[Provenance]] = {}
    for _depth, stop in documents.stops:
        by_kind.setdefault(stop.kind, []).append(stop)
    shown = []
    for kind in sorted(by_kind, key=lambda kind: (kind is not start.kind, ORDER[kind])):
        mine = by_kind[kind]
        for place, stop in enumerate(mine[:SAME_KIND_SHOWN]):
            left = len(mine) - SAME_KIND_SHOWN if place == SAME_KIND_SHOWN - 1 else 0
            shown.append(_stop(documents, stop, left))
    quotes = tuple(documents.quotes[stop.id] for _, stop in documents.stops if stop.id in documents.quotes)
    return TrailOnPage(
        country=documents.organisation.name,
        country_code=documents.organisation.code,
        simulated=documents.document.simulated,
        identifier=start.id,
        label=number.label if number else start.label,
        shown=number.shown if number else "",
        language=documents.document.language,
        direction=documents.document.direction,
        stops=tuple(shown),
        quotes=quotes,
        texts=tuple(text for quote in quotes for text in (quote.text, quote.where, quote.reason)),
        rows=tuple((gettext(KINDS[stop.kind]), stop.label, stop.id) for _, stop in documents.stops),
        reaches_people=TrailKind.CONTRIBUTION in by_kind,
    )


def _files(documents: ToolkitDocuments) -> list[FileOnPage]:
    code = documents.organisation.code
    sizes: Mapping[str, int] = {file.suffix: file.size_bytes for file in documents.files}
    return [
        FileOnPage(
            title=gettext(title),
            format=name,
            size=file_size(sizes[suffix]),
            href=reverse("toolkit-file", args=[code, suffix]) + f"?language={documents.row.language}",
        )
        for suffix, (title, name) in FORMATS.items()
        if suffix in sizes and documents.row is not None
    ]


def _numbers(document: ToolkitDocument, code: str) -> list[dict[str, str]]:
    """Return the first numbers of the kinds that people ask about; minutes of a workshop are not among them."""
    known = [number for number in document.numbers if number.value is not None]
    chosen = [number for unit in ASKED_ABOUT for number in [entry for entry in known if entry.unit is unit][:2]]
    return [
        {"label": number.label, "shown": number.shown, "href": reverse("trail", args=[code, number.id])}
        for number in chosen
    ]


def _stop(documents: TrailDocuments, stop: Provenance, left: int) -> StopOnPage:
    return StopOnPage(
        kind=gettext(KINDS[stop.kind]),
        title=stop.label,
        href=_href(documents, stop),
        note=ngettext(
            "and {number} more of this kind, listed below", "and {number} more of this kind, listed below", left
        ).format(number=left)
        if left
        else "",
    )


def _href(documents: TrailDocuments, stop: Provenance) -> str:
    """Return the page that shows a stop by itself, where there is one."""
    code = documents.organisation.code
    if stop.kind in PAGES:
        return reverse(PAGES[stop.kind], args=[code]) + ANCHORS.get(stop.kind, "").format(id=stop.id)
    if stop.kind is TrailKind.CHANGE and stop.id in documents.changes:
        return reverse("adaptation", args=[code]) + f"?change={stop.id}#change-{stop.id}"
    if stop.kind is TrailKind.CONTRIBUTION and stop.id in documents.quotes:
        return documents.quotes[stop.id].where_href
    if stop.kind is TrailKind.CONSULTATION and stop.id in documents.consultations:
        return reverse("consultation", args=[documents.consultations[stop.id].slug])
    if stop.kind is TrailKind.ITEM:
        item = next((entry for entry in documents.framework.items if entry.id == stop.id), None)
        if item is not None and item.code:
            return reverse("framework-item", args=[documents.framework.code, item.code])
    return ""
