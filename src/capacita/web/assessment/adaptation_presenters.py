"""An adaptation as its page shows it: what became of the base, why, what is covered and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.coverage import compute_principle_coverage
from capacita.framework.model import Framework, ItemKind
from capacita.vocabulary import (
    LocalizedText,
    ShownText,
    TextOrigin,
    show_text,
)
from capacita.web.assessment.presenters import count_changes, language_name
from capacita.web.assessment.queries import AdaptationDocuments
from capacita.web.consultation.presenters import QuoteOnPage
from capacita.web.fields import read_localized
from capacita.web.framework.change_presenters import ChangeOnPage, present_change
from capacita.web.framework.findings import findings_of
from capacita.web.framework.looks import Looks
from capacita.web.framework.terms import principle_words
from capacita.web.words import spell_findings

# The order in which a reader wants them, and the kinds that belong together.
PARTS = (
    ("reworded", _("Reworded"), (ChangeKind.REWORD, ChangeKind.RETITLE, ChangeKind.DESCRIBE)),
    ("added", _("Added"), (ChangeKind.ADD,)),
    ("omitted", _("Left out"), (ChangeKind.OMIT,)),
    ("required", _("Levels that roles need"), (ChangeKind.REQUIRE,)),
    ("other", _("Other changes"), ()),
    ("adopted", _("Kept on purpose"), (ChangeKind.ADOPT,)),
)
LIKENESS = 0.4  # below this two texts are easier to read one after the other
LOOKS = ("planning", "data", "execution", "attitudes")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text before and after a change: ``kind`` is same, del or ins."""

    kind: str
    text: str


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
    parts: tuple[PartOnPage, ...]
    coverage_columns: tuple[str, ...]
    coverage_rows: tuple[dict[str, Any], ...]
    uncovered: tuple[str, ...]
    languages: tuple[tuple[str, int, int, int], ...]
    findings: tuple[dict[str, Any], ...]
    missing: tuple[str, ...]
    texts: tuple[ShownText | None, ...]


def contributions_behind(documents: AdaptationDocuments) -> list[str]:
    """Return the identifiers of every contribution that a change names as evidence."""
    return [
        evidence.ref
        for change in documents.adaptation.changes
        for evidence in change.evidence
        if evidence.kind.value == "contribution"
    ]


def present_adaptation(
    documents: AdaptationDocuments, quotes: Mapping[str, QuoteOnPage], language: str
) -> AdaptationOnPage:
    """Return an adaptation in a language; ``quotes`` are the contributions behind it by identifier."""
    adaptation, base, effective = documents.adaptation, documents.base, documents.effective
    parts = tuple(_parts(documents, quotes, language))
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
        parts=parts,
        coverage_columns=tuple(_column_titles(effective, language)),
        coverage_rows=tuple(_coverage_row(looks, row.principle.code, row.items) for row in coverage.rows),
        uncovered=tuple(principle_words(principle.code) for principle in coverage.gaps),
        languages=tuple(_languages(effective)),
        findings=tuple(finding for finding in findings if finding["code"] != "RELEASE_WITHOUT_TEXT"),
        missing=_missing(effective),
        texts=tuple(
            text
            for part in parts
            for entry in part.changes
            for text in (entry.change.after, entry.change.reason, entry.change.item_title)
        ),
    )


def _counts(documents: AdaptationDocuments) -> list[dict[str, Any]]:
    """Return what became of the base, in numbers: items that no change touches are kept as well."""
    changed = {change.target for change in documents.adaptation.changes if change.kind is not ChangeKind.ADOPT}
    present = {item.id for item in documents.effective.items}
    kept = sum(1 for item in documents.base.items if item.id in present and item.id not in changed)
    counts = count_changes(documents.adaptation)
    rows = [(gettext("Items kept as they are"), kept, "")]
    rows += [(gettext(title), counts[code], code) for code, title, _kinds in PARTS if code != "adopted"]
    return [
        {"title": title, "number": number, "href": f"#{code}" if code and number else ""}
        for title, number, code in rows
    ]


def _parts(documents: AdaptationDocuments, quotes: Mapping[str, QuoteOnPage], language: str) -> list[PartOnPage]:
    looks = Looks(documents.effective), Looks(documents.base)
    named = {kind for _code, _title, kinds in PARTS for kind in kinds}
    parts = []
    for code, title, kinds in PARTS:
        mine = [
            _explain(documents, looks, change, quotes, language)
            for change in documents.adaptation.changes
            if (change.kind in kinds if kinds else change.kind not in named)
        ]
        if mine:
            parts.append(PartOnPage(code=code, title=gettext(title), changes=tuple(mine)))
    return parts


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
    old, new = before.text.split(), after.text.split()
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if matcher.ratio() < LIKENESS:
        return ()
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", " ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("del", " ".join(old[a:b])))
        if d > c:
            pieces.append(Piece("ins", " ".join(new[c:d])))
    return tuple(pieces)


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


def _languages(framework: Framework) -> list[tuple[str, int, int, int]]:
    """Return each language with how many texts it has, of how many, and how many of them a machine made."""
    texts = [text for item in framework.items for text in (item.title, item.statement) if text]
    tags = sorted({tag for text in texts for tag in text}, key=lambda tag: (tag != framework.language, tag))
    return [
        (
            language_name(tag),
            sum(tag in text for text in texts),
            len(texts),
            sum(tag in text and text[tag].origin is TextOrigin.MACHINE for text in texts),
        )
        for tag in tags
    ]


def _missing(framework: Framework) -> tuple[str, ...]:
    return tuple(item.code for item in framework.items if item.kind is ItemKind.RECOMMENDATION and not item.statement)
