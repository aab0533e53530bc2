"""Coverage as its page shows it: matrices with their zeros, balances in words, who is missing, what to seek."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.consultation.coverage import (
    Axis,
    Balance,
    Coverage,
    CoverageMatrix,
    GroupAnswers,
    SessionState,
    SoughtSession,
)
from capacita.disclosure import FLOOR
from capacita.web.coverage.terms import DIMENSIONS, REASONS, place_words
from capacita.web.patterns.templatetags.capacita_ui import day, decimal, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixOnPage:
    """A matrix with the values of the pattern ``matrix``."""

    id: str
    caption: str
    columns: list[str]
    rows: list[dict[str, Any]]
    corner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtOnPage:
    """A session to look for, in sentences."""

    title: str
    how: str
    reasons: tuple[str, ...]
    undated: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageOnPage:
    """All that the page says."""

    is_public: bool
    sessions: str
    missing: tuple[str, ...]
    seek: tuple[SoughtOnPage, ...]
    until: str
    main: MatrixOnPage
    others: tuple[MatrixOnPage, ...]
    balance_rows: list[list[Any]]
    detail_rows: list[list[Any]]
    people_rows: list[list[Any]]
    participants: int | None
    organiser: str
    answer_rows: list[list[Any]]


def present_coverage(coverage: Coverage) -> CoverageOnPage:
    """Return the coverage in words and tables."""
    main = next(matrix for matrix in coverage.matrices if matrix.axes == (Axis.REGION, Axis.KIND))
    return CoverageOnPage(
        is_public=coverage.is_public,
        sessions=_sessions(coverage),
        missing=tuple(_missing(coverage)),
        seek=tuple(map(_sought, coverage.seek)),
        until=day(coverage.targets.last_day) if coverage.targets.last_day else "",
        main=_matrix(main),
        others=tuple(_matrix(matrix) for matrix in coverage.matrices if matrix is not main),
        balance_rows=[_balance(balance) for balance in coverage.balances],
        detail_rows=[
            row for balance in coverage.balances if balance.counted == "sessions" for row in _details(balance)
        ],
        people_rows=[row for balance in coverage.balances if balance.counted == "people" for row in _details(balance)],
        participants=coverage.participants,
        organiser=_organiser(coverage),
        answer_rows=[
            *(_answers("region", each) for each in coverage.answers_by_region),
            *(_answers("kind", each) for each in coverage.answers_by_kind),
        ],
    )


def _sessions(coverage: Coverage) -> str:
    counts = {state: sum(each.state is state for each in coverage.sessions) for state in SessionState}
    return gettext(_("{held} held, {planned} planned, {undated} without a day")).format(**counts)


def _missing(coverage: Coverage) -> list[str]:
    found = []
    for each in coverage.missing:
        words = f"{gettext(DIMENSIONS[each.axis.value])}: {place_words(each.axis.value, each.place)}"
        if each.undated:
            waiting = ngettext("{count} listed without a day", "{count} listed without a day", each.undated)
            words += f" ({waiting.format(count=each.undated)})"
        found.append(words)
    return found


def _sought(sought: SoughtSession) -> SoughtOnPage:
    how = [place_words("language", sought.language)] if sought.language else []
    how += [place_words("mode", sought.mode)] if sought.mode else []
    return SoughtOnPage(
        title=f"{place_words('region', sought.region)} · {place_words('kind', sought.kind)}",
        how=" · ".join(how),
        reasons=tuple(gettext(REASONS[reason.value]) for reason in sought.reasons[:1]),
        undated=sought.undated,
    )


def _matrix(matrix: CoverageMatrix) -> MatrixOnPage:
    """Return a matrix; the longer axis runs down the page, for narrow screens."""
    first, second = (axis.value for axis in matrix.axes)
    down, across = matrix.places
    swapped = len(across) > len(down)
    if swapped:
        first, second, down, across = second, first, across, down
    caption = gettext(_("Sessions by {first} and {second}")).format(
        first=gettext(DIMENSIONS[first]), second=gettext(DIMENSIONS[second])
    )
    return MatrixOnPage(
        id=f"{first}-{second}",
        caption=caption,
        columns=[place_words(second, place) for place in across],
        rows=[
            {
                "title": place_words(first, row),
                "cells": [{"value": matrix.count((column, row) if swapped else (row, column))} for column in across],
            }
            for row in down
        ],
        corner=gettext(DIMENSIONS[first]),
    )


def _balance(balance: Balance) -> list[Any]:
    counted = gettext(_("sessions")) if balance.counted == "sessions" else gettext(_("people"))
    without = gettext(_("protected")) if balance.is_protected else "–"
    return [
        f"{gettext(DIMENSIONS[balance.dimension])}, {counted}",
        _share(balance.distance, without),
        _decimals(balance.evenness, without),
    ]


def _details(balance: Balance) -> list[list[Any]]:
    rows = []
    for name in dict.fromkeys([*balance.target, *balance.counts]):
        count: int | None = balance.counts.get(name, 0)
        rows.append(
            [
                f"{gettext(DIMENSIONS[balance.dimension])}: {place_words(balance.dimension, name)}",
                gettext(_("protected or none")) if count is None else str(count),
                _share(balance.target.get(name), "–"),
                _decimals(balance.representation.get(name), "–"),
            ]
        )
    return rows


def _organiser(coverage: Coverage) -> str:
    if not coverage.organisers_known:
        return ""
    if coverage.organiser_share is None:
        return gettext(
            _("How much one organisation holds is told once the organisers of {floor} sessions are known.")
        ).format(floor=FLOOR)
    told = gettext(_("One organisation holds {share} of the sessions whose organiser is known ({count}).")).format(
        share=_share(coverage.organiser_share, ""), count=coverage.organisers_known
    )
    return f"{told} {coverage.organiser}".strip()


def _answers(dimension: str, answers: GroupAnswers) -> list[Any]:
    hidden = gettext(_("protected or none"))
    return [
        f"{gettext(DIMENSIONS[dimension])}: {place_words(dimension, answers.group)}",
        hidden if answers.inputs is None else str(answers.inputs),
        hidden if answers.accepted is None else str(answers.accepted),
        _share(answers.share_of_inputs, "–"),
        _share(answers.share_of_accepted, "–"),
    ]


def _share(value: float | None, without: str) -> str:
    return without if value is None else percent(value)


def _decimals(value: float | None, without: str) -> str:
    return without if value is None else decimal(value, 2)


def list_categories(places: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Return the words of the categories of each dimension, for the form of targets."""
    return {name: {place: place_words(name, place) for place in listed} for name, listed in places.items()}
