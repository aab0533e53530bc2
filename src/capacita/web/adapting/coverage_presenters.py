"""Coverage of a draft as its pages show it: the matrix with its zeros, gaps by name, sentences that wait for a second
person, and what the steward asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.coverage import (
    PrincipleCoverage,
    PrincipleMinimum,
    PrincipleRow,
    compute_principle_coverage,
    is_confirmed,
    says_how,
)
from capacita.framework.model import Item, ItemKind, PrincipleTag
from capacita.framework.principles import PRINCIPLES
from capacita.sheets import write_csv
from capacita.vocabulary import ShownText, plain_text, show_text
from capacita.web.actors import Actor
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.framework.looks import look_of
from capacita.web.framework.terms import principle_words

LENS_WORDS = {
    "roam-x": _("ROAM-X: rights, openness, access, many stakeholders, and what cuts across"),
    "sdg": _("Sustainable Development Goals"),
    "gender": _("Gender equality"),
    "aim": _("People, peace, prosperity, planet"),
}
LOOKS = ("planning", "data", "execution", "attitudes")
COLUMNS = ("principle", "title", "items", "confirmed", "without_sentence", "asked_for")


def present_coverage(documents: DraftDocuments, asked: Sequence[PrincipleMinimum], language: str) -> dict[str, Any]:
    """Return the coverage of a draft: lenses with their gaps, the matrix, and the minimums."""
    coverage = compute_principle_coverage(documents.effective)
    return {
        "lenses": _lenses(coverage),
        "columns": [*_domain_titles(documents, language), gettext("Confirmed"), gettext("Asked for")],
        "rows": [_matrix_row(documents, row, _numbers(asked)) for row in coverage.rows],
        "minimums": present_minimums(coverage, asked),
        "minimum_columns": minimum_columns(),
        "confirmed_only": any(minimum.confirmed for minimum in asked),
        "waiting": sum(1 for item in documents.effective.items for tag in item.principles if _is_waiting(tag)),
    }


def present_minimums(coverage: PrincipleCoverage, asked: Sequence[PrincipleMinimum]) -> list[list[Any]]:
    """Return what stewards ask for, one row a principle of a gate: asked, found, and whether that is enough."""
    rows = {row.principle.code: row for row in coverage.rows}
    shown = []
    for minimum in asked:
        for code in minimum.principles:
            if code in rows:
                found = len(rows[code].confirmed if minimum.confirmed else rows[code].items)
                enough = gettext("Enough") if found >= minimum.items else gettext("Too few")
                shown.append([principle_words(code), minimum.items, found, enough])
    return shown


def _numbers(asked: Sequence[PrincipleMinimum]) -> dict[str, int]:
    """Return by principle the most that any gate asks for."""
    numbers: dict[str, int] = {}
    for minimum in asked:
        for code in minimum.principles:
            numbers[code] = max(minimum.items, numbers.get(code, 0))
    return numbers


def minimum_columns() -> list[dict[str, Any]]:
    """Return the columns of the steward's minimums."""
    return [
        {"title": gettext("Principle")},
        {"title": gettext("Asked for"), "numeric": True},
        {"title": gettext("There are"), "numeric": True},
        {"title": gettext("Is it enough?")},
    ]


def coverage_csv(documents: DraftDocuments, asked: Sequence[PrincipleMinimum]) -> bytes:
    """Return the coverage as a table, one row a principle."""
    rows: list[list[Any]] = []
    numbers = _numbers(asked)
    for row in compute_principle_coverage(documents.effective).rows:
        code = row.principle.code
        counts = (_codes(entries) for entries in (row.items, row.confirmed, row.without_sentence))
        rows.append([code, row.principle.title, *counts, numbers.get(code, 0)])
    return write_csv([COLUMNS, *rows])


def list_tags(documents: DraftDocuments, actor: Actor, language: str, *, only: str = "") -> list[dict[str, Any]]:
    """Return every tag of a draft, or those of one item: its sentence, who wrote and who confirmed it."""
    shown = []
    for item in documents.effective.items:
        if only and item.id != only:
            continue
        for tag in item.principles:
            if tag.principle in PRINCIPLES:
                shown.append(_tag(documents, item, tag, actor, language))
    return shown


def _tag(documents: DraftDocuments, item: Item, tag: PrincipleTag, actor: Actor, language: str) -> dict[str, Any]:
    if is_confirmed(tag):
        status, tone = gettext("Confirmed"), "done"
    elif not says_how(tag):
        status, tone = gettext("Without a sentence"), "alert"
    elif not tag.written_by:
        status, tone = gettext("Waits for somebody who answers for it: no author is named"), "quiet"
    else:
        status, tone = gettext("Waits for a second person"), "alert"
    args = [documents.draft.organisation.code, documents.draft.pk, item.id]
    is_open = documents.draft.state == "open"
    may_confirm = is_open and says_how(tag) and not is_confirmed(tag)
    return {
        "item": _named(item, language),
        "item_href": reverse("adapt-item", args=args),
        "principle": principle_words(tag.principle),
        "code": tag.principle,
        "because": show_text(tag.because, language),
        "written_by": tag.written_by,
        "confirmed_by": tag.confirmed_by if is_confirmed(tag) else "",
        "status": status,
        "tone": tone,
        "is_waiting": _is_waiting(tag),
        "is_nobody_s": _is_waiting(tag) and not tag.written_by,
        "may_confirm": may_confirm and tag.written_by.casefold() != actor.name.casefold(),
        "is_own": may_confirm and tag.written_by.casefold() == actor.name.casefold(),
        "href": reverse("adapt-confirm", args=[*args, tag.principle]),
    }


def _is_waiting(tag: PrincipleTag) -> bool:
    """Tell whether somebody could confirm a tag and nobody has."""
    return tag.principle in PRINCIPLES and says_how(tag) and not is_confirmed(tag)


def _lenses(coverage: PrincipleCoverage) -> list[dict[str, Any]]:
    return [
        {
            "title": gettext(LENS_WORDS[lens.name]),
            "words": gettext("{served} of {all} served, {confirmed} of them by a confirmed sentence").format(
                served=lens.served, all=lens.principles, confirmed=lens.confirmed
            ),
            "gaps": [principle_words(principle.code) for principle in lens.gaps],
        }
        for lens in coverage.lenses
    ]


def _domain_titles(documents: DraftDocuments, language: str) -> list[str]:
    titles: dict[str, str] = {}
    for item in documents.effective.items:
        if item.kind is ItemKind.DOMAIN:
            titles.setdefault(look_of(documents.effective, item), plain_text(item.title, language) or item.code)
    return [*(titles.get(look, "") for look in LOOKS[:3]), gettext("Attitudes")]


def _matrix_row(documents: DraftDocuments, row: PrincipleRow, asked: Mapping[str, int]) -> dict[str, Any]:
    looks = [look_of(documents.effective, item) for item in row.items]
    wanted = asked.get(row.principle.code)
    cells: list[dict[str, Any]] = [{"value": looks.count(look)} for look in LOOKS]
    cells.append({"value": len(row.confirmed)})
    cells.append({"value": wanted, "why": gettext("nothing")})
    return {"title": principle_words(row.principle.code), "cells": cells}


def _codes(items: tuple[Item, ...]) -> str:
    return " ".join(item.code for item in items)


def _named(item: Item, language: str) -> Any:
    shown = show_text(item.title, language)
    if shown is None:
        return item.code
    text = f"{item.code} {shown.text}".strip()
    return ShownText(text=text, language=shown.language, direction=shown.direction, origin=shown.origin)
