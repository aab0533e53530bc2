"""An adaptation as its page shows it: what became of the base, why, what is covered and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.coverage import compute_principle_coverage
from capacita.framework.model import Framework, ItemKind
from capacita.text import Piece, PieceKind, diff_words
from capacita.vocabulary import LocalizedText, ShownText, show_text
from capacita.web.assessment.queries import AdaptationDocuments
from capacita.web.consultation.presenters import QuoteOnPage
from capacita.web.fields import read_localized
from capacita.web.framework.change_presenters import ChangeOnPage, present_change
from capacita.web.framework.findings import findings_of
from capacita.web.framework.looks import Looks
from capacita.web.framework.terms import principle_words
from capacita.web.framework.text_counts import text_counts_of
from capacita.web.languages import language_name
from capacita.web.words import spell_findings

# The sorts in the order in which a reader wants them, and the kinds of change that belong to each.
PARTS = {
    "reworded": _("Reworded"),
    "added": _("Added"),
    "omitted": _("Left out"),
    "required": _("Levels that roles need"),
    "other": _("Other changes"),
    "adopted": _("Kept on purpose"),
}
KINDS = {
    ChangeKind.REWORD: "reworded",
    ChangeKind.RETITLE: "reworded",
    ChangeKind.DESCRIBE: "reworded",
    ChangeKind.ADD: "added",
    ChangeKind.OMIT: "omitted",
    ChangeKind.REQUIRE: "required",
    ChangeKind.ADOPT: "adopted",
}
LIKENESS = 0.4  # share of words that stay; below it two texts are easier to read one after the other
A_PAGE = 20  # changes
LOOKS = ("planning", "data", "execution", "attitudes")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedChange:
    """A change with the contributions behind it; ``pieces`` shows both texts in one where they are in one language."""

    id: str
    pieces: tuple[Piece, ...]
    change: ChangeOnPage
    look: str
    href: str
    contributions: tuple[QuoteOnPage, ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOnPage:
    """Changes of one sort."""

    code: str
    title: str
    changes: tuple[ExplainedChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesOnPage:
    """A page of the changes of an adaptation, by their sorts; and how many there are of each sort."""

    total: int
    chosen: str  # the sort that alone is shown; empty for all
    sorts: tuple[tuple[str, str, int], ...]
    parts: tuple[PartOnPage, ...]
    page: Page[Any]

    @property
    def texts(self) -> list[ShownText | None]:
        """The texts that are shown, of which some may be translated."""
        changes = [entry.change for part in self.parts for entry in part.changes]
        return [text for change in changes for text in (change.after, change.reason, change.item_title)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptationOnPage:
    """An adaptation whole."""

    title: ShownText | None
    base_title: ShownText | None
    base_version: str
    base_href: str
    framework_href: str
    downloads_href: str
    country: LocalizedText
    country_code: str
    fictional: bool
    simulated: bool
    counts: tuple[dict[str, Any], ...]
    coverage_columns: tuple[str, ...]
    coverage_rows: tuple[dict[str, Any], ...]
    uncovered: tuple[str, ...]
    languages: tuple[tuple[str, int, int, int], ...]
    findings: tuple[dict[str, Any], ...]
    missing: tuple[str, ...]


def page_of_changes(adaptation: Adaptation, part: str, page: str, change: str) -> Page[Change]:
    """Return a page of the changes by their sorts: of one sort, or of all; where a change is named, the one with it."""
    order = list(PARTS)
    changes = sorted(adaptation.changes, key=lambda entry: order.index(_part_of(entry)))
    place = next((place for place, entry in enumerate(changes) if entry.id == change), None)
    if place is not None:
        return Paginator(changes, A_PAGE).get_page(place // A_PAGE + 1)
    chosen = [entry for entry in changes if _part_of(entry) == part]
    return Paginator(chosen or changes, A_PAGE).get_page(page)


def _part_of(change: Change) -> str:
    return KINDS.get(change.kind, "other")


def contributions_behind(changes: Iterable[Change]) -> list[str]:
    """Return the identifiers of every contribution that changes name as evidence."""
    return [evidence.ref for change in changes for evidence in change.evidence if evidence.kind.value == "contribution"]


def present_adaptation(documents: AdaptationDocuments, language: str) -> AdaptationOnPage:
    """Return an adaptation in a language."""
    adaptation, base, effective = documents.adaptation, documents.base, documents.effective
    findings = spell_findings(findings_of(documents.version.digest, documents.base))
    coverage, looks = compute_principle_coverage(effective), Looks(effective)
    return AdaptationOnPage(
        title=show_text(adaptation.title, language),
        base_title=show_text(base.title, language),
        base_version=base.version,
        base_href=reverse("framework", args=[base.code]),
        framework_href=reverse("framework", args=[effective.code]),
        downloads_href=reverse("framework-downloads", args=[effective.code]),
        country=documents.organisation.name,
        country_code=documents.organisation.code,
        fictional=documents.organisation.fictional,
        simulated=documents.version.simulated,
        counts=tuple(_counts(documents)),
        coverage_columns=tuple(_column_titles(effective, language)),
        coverage_rows=tuple(_coverage_row(looks, row.principle.code, row.items) for row in coverage.rows),
        uncovered=tuple(principle_words(principle.code) for principle in coverage.gaps),
        languages=tuple(
            (language_name(count.language), count.there, count.all, count.machine)
            for count in text_counts_of(documents.version.digest)
        ),
        findings=tuple(finding for finding in findings if finding["code"] != "RELEASE_WITHOUT_TEXT"),
        missing=_missing(effective),
    )


def present_changes(
    documents: AdaptationDocuments, page: Page[Change], part: str, quotes: Mapping[str, QuoteOnPage], language: str
) -> ChangesOnPage:
    """Return a page of changes in a language; ``quotes`` are the contributions behind them by identifier."""
    looks = Looks(documents.effective), Looks(documents.base)
    told: dict[str, list[ExplainedChange]] = {}
    for change in page.object_list:
        told.setdefault(_part_of(change), []).append(_explain(documents, looks, change, quotes, language))
    counts = Counter(map(_part_of, documents.adaptation.changes))
    return ChangesOnPage(
        total=len(documents.adaptation.changes),
        chosen=part if set(told) == {part} and page.paginator.count == counts[part] else "",
        sorts=tuple((code, gettext(title), counts[code]) for code, title in PARTS.items() if counts[code]),
        parts=tuple(
            PartOnPage(code=code, title=gettext(PARTS[code]), changes=tuple(changes)) for code, changes in told.items()
        ),
        page=page,
    )


def _counts(documents: AdaptationDocuments) -> list[dict[str, Any]]:
    """Return what became of the base, in numbers: items that no change touches are kept as well."""
    changed = {change.target for change in documents.adaptation.changes if change.kind is not ChangeKind.ADOPT}
    present = {item.id for item in documents.effective.items}
    kept = sum(1 for item in documents.base.items if item.id in present and item.id not in changed)
    counts = Counter(map(_part_of, documents.adaptation.changes))
    rows = [(gettext("Items kept as they are"), kept, "")]
    rows += [(gettext(title), counts[code], code) for code, title in PARTS.items() if code != "adopted"]
    return [
        {"title": title, "number": number, "href": f"?part={code}#changes" if code and number else ""}
        for title, number, code in rows
    ]


def _explain(
    documents: AdaptationDocuments,
    looks: tuple[Looks, Looks],  # of the effective framework and of the base
    change: Change,
    quotes: Mapping[str, QuoteOnPage],
    language: str,
) -> ExplainedChange:
    after = change.after if isinstance(change.after, Mapping) else {}
    added = after if change.kind is ChangeKind.ADD else {}
    subject = str(after.get("item") or added.get("id") or change.target)
    in_effective = subject in looks[0].items
    framework, look = (documents.effective, looks[0]) if in_effective else (documents.base, looks[1])
    item = look.items.get(subject)
    shown = present_change(documents.effective, change, language)
    if item is not None and not shown.item_code:
        shown = replace(shown, item_code=item.code, item_title=show_text(item.title, language))
    if added and shown.after is None:
        text = added.get("text") or added.get("statement") or added.get("description") or {}
        wording = show_text(read_localized(text), language)
        shown = replace(shown, after=wording, item_title=shown.item_title or _title_of(added, language))
    if change.kind is ChangeKind.OMIT and shown.before is None and item is not None:
        shown = replace(shown, before=show_text(item.statement, language))
    return ExplainedChange(
        id=change.id,
        pieces=word_pieces(shown.before, shown.after),
        change=shown,
        look=look.of(item) if item else "",
        href=reverse("framework-item", args=[framework.code, item.code]) if item and item.code else "",
        contributions=tuple(quotes[ref] for ref in shown.contribution_ids if ref in quotes),
        citations=tuple(
            f"{evidence.ref} {evidence.note}".strip()
            for evidence in change.evidence
            if evidence.kind.value == "citation"
        ),
    )


def word_pieces(before: ShownText | None, after: ShownText | None) -> tuple[Piece, ...]:
    """Return two texts as one, word by word, or nothing where they are in different languages or have little in common."""
    if before is None or after is None or before.language != after.language:
        return ()
    pieces = diff_words(before.text, after.text)
    letters = {kind: sum(len(piece.text) for piece in pieces if piece.kind is kind) for kind in PieceKind}
    stayed, other = letters[PieceKind.SAME], letters[PieceKind.ADDED] + letters[PieceKind.REMOVED]
    return pieces if 2 * stayed >= LIKENESS * (2 * stayed + other) else ()


def _title_of(added: Mapping[str, Any], language: str) -> ShownText | None:
    title = added.get("title") or added.get("term") or {}
    return show_text(read_localized(title), language) if isinstance(title, Mapping) else None


def _column_titles(framework: Framework, language: str) -> list[str]:
    titles, looks = {}, Looks(framework)
    for item in framework.items:
        if item.kind is ItemKind.DOMAIN:
            shown = show_text(item.title, language)
            titles[looks.of(item)] = shown.text if shown else item.code
    return [*(titles.get(look, "") for look in LOOKS[:3]), gettext("Attitudes")]


def _coverage_row(looks: Looks, code: str, items: tuple[Any, ...]) -> dict[str, Any]:
    found = [looks.of(item) for item in items]
    return {"title": principle_words(code), "cells": [{"value": found.count(look)} for look in LOOKS]}


def _missing(framework: Framework) -> tuple[str, ...]:
    return tuple(item.code for item in framework.items if item.kind is ItemKind.RECOMMENDATION and not item.statement)
