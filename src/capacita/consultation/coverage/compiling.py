"""Coverage of a programme in one value: sessions in every direction, people in margins, who is missing, what to seek."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from capacita.consultation.coverage.answers import (
    GroupAnswers,
    compare_answers,
    pair_by_region,
    pair_by_speaker,
    publish_answers,
)
from capacita.consultation.coverage.matrix import CoverageMatrix, count_margin, count_sessions
from capacita.consultation.coverage.measures import (
    find_largest_share,
    measure_distance,
    measure_evenness,
    measure_representation,
)
from capacita.consultation.coverage.people import PeopleMargin, count_people, publish_people
from capacita.consultation.coverage.seeking import SoughtSession, seek_sessions
from capacita.consultation.coverage.sessions import (
    KINDS,
    NOT_SAID,
    Axis,
    Session,
    SessionState,
    list_places,
    list_sessions,
)
from capacita.consultation.coverage.targets import (
    GENDER,
    CoverageTargets,
    complete_targets,
    default_targets,
)
from capacita.consultation.model import Programme, WorkshopOutput
from capacita.disclosure import FLOOR


class Counted(StrEnum):
    """What a balance counts."""

    SESSIONS = "sessions"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One dimension against its target. What is None cannot be had, or not be told where ``is_protected``."""

    dimension: str
    counted: Counted
    counts: Mapping[str, int | None]
    target: Mapping[str, float]
    representation: Mapping[str, float | None]
    distance: float | None
    evenness: float | None
    is_protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPlace:
    """A place on an axis that is wanted and has no session that was held or has a day.

    ``undated`` counts the sessions listed for it without a day: such a place is not forgotten, only not settled.
    """

    axis: Axis
    place: str
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Who has been and will be reached. ``matrices`` hold every pair of axes; ``cells`` all axes at once.

    ``organiser_share`` is the part of the sessions that the institution with the most organises, of those whose
    organiser is known; its name stands beside it only for those who run the programme, and in public there is no share
    while the organisers of fewer sessions than the floor are known.
    """

    sessions: tuple[Session, ...]
    targets: CoverageTargets
    places: Mapping[Axis, tuple[str, ...]]
    matrices: tuple[CoverageMatrix, ...]
    cells: CoverageMatrix
    people: tuple[PeopleMargin, ...]
    participants: int | None
    balances: tuple[Balance, ...]
    missing: tuple[MissingPlace, ...]
    seek: tuple[SoughtSession, ...]
    organiser: str
    organiser_share: float | None
    organisers_known: int
    answers_by_region: tuple[GroupAnswers, ...]
    answers_by_kind: tuple[GroupAnswers, ...]
    is_public: bool


def cover_programme(
    programme: Programme, targets: CoverageTargets | None = None, *, on: date, public: bool = True
) -> Coverage:
    """Return the coverage of a programme on a day, as everybody may see it or, not ``public``, as it is."""
    default = default_targets(country=programme.country, languages=(programme.language,), closes=programme.closes)
    return compile_coverage(
        list_sessions(programme),
        programme.outputs,
        by_region=pair_by_region(programme),
        by_speaker=pair_by_speaker(programme),
        targets=complete_targets(targets or CoverageTargets(), default),
        on=on,
        public=public,
    )


def compile_coverage(
    sessions: Sequence[Session],
    outputs: Sequence[WorkshopOutput],
    *,
    by_region: Sequence[tuple[str, bool]],
    by_speaker: Sequence[tuple[str, bool]],
    targets: CoverageTargets,
    on: date,
    public: bool,
) -> Coverage:
    """Return the coverage of sessions. ``by_region`` and ``by_speaker`` say of each point whose it is and if it was taken up."""
    places = {axis: list_places(axis, sessions, targets.categories(axis.value)) for axis in Axis}
    known = {"kind": KINDS, GENDER: targets.categories(GENDER)}
    people = publish_people(outputs, known) if public else count_people(outputs, known)
    organisers = _list_organisers(sessions)
    largest = find_largest_share({name: organisers.count(name) for name in organisers})
    if public and len(organisers) < FLOOR:
        largest = None
    kinds = compare_answers(by_speaker)
    stated = [output.participants for output in outputs if output.participants is not None]
    return Coverage(
        sessions=tuple(sessions),
        targets=targets,
        places=places,
        matrices=tuple(count_sessions(sessions, pair, places) for pair in itertools.combinations(Axis, 2)),
        cells=count_sessions(sessions, tuple(Axis), places),
        people=people,
        participants=sum(stated) if stated else None,
        balances=(*_session_balances(sessions, places, targets), *(_people_balance(each, targets) for each in people)),
        missing=_list_missing(sessions, targets),
        seek=seek_sessions(sessions, targets, on=on),
        organiser=largest[0] if largest and not public else "",
        organiser_share=largest[1] if largest else None,
        organisers_known=len(organisers),
        answers_by_region=compare_answers(by_region),
        answers_by_kind=publish_answers(kinds, (*KINDS, NOT_SAID)) if public and kinds else kinds,
        is_public=public,
    )


def _list_organisers(sessions: Sequence[Session]) -> list[str]:
    """Return the institution of each session that names one; however it is spelled, as it was spelled first."""
    spelled: dict[str, str] = {}
    given = [" ".join(session.organiser.split()) for session in sessions]
    return [spelled.setdefault(name.casefold(), name) for name in given if name]


def _session_balances(
    sessions: Sequence[Session], places: Mapping[Axis, tuple[str, ...]], targets: CoverageTargets
) -> Iterable[Balance]:
    for axis in Axis:
        counts = count_margin(sessions, axis, places[axis])
        told = {place: count for place, count in counts.items() if place != NOT_SAID}
        target = targets.shares(axis.value)
        yield Balance(
            dimension=axis.value,
            counted=Counted.SESSIONS,
            counts=counts,
            target=target,
            representation=measure_representation(told, target),
            distance=measure_distance(told, target),
            evenness=measure_evenness(told),
        )


def _people_balance(margin: PeopleMargin, targets: CoverageTargets) -> Balance:
    """Return the balance of a margin; of a protected one only what its published counts and total already tell."""
    target = targets.shares(margin.dimension)
    whole = {name: count for name, count in margin.counts.items() if count is not None}
    if not margin.is_protected:
        representation: Mapping[str, float | None] = measure_representation(whole, target)
        distance, evenness = measure_distance(whole, target), measure_evenness(whole)
    else:
        distance = evenness = None
        representation = {
            name: whole[name] / margin.total / share if name in whole and margin.total and share else None
            for name, share in target.items()
        }
    return Balance(
        dimension=margin.dimension,
        counted=Counted.PEOPLE,
        counts=margin.counts,
        target=target,
        representation=representation,
        distance=distance,
        evenness=evenness,
        is_protected=margin.is_protected,
    )


def _list_missing(sessions: Sequence[Session], targets: CoverageTargets) -> tuple[MissingPlace, ...]:
    """Return the places without a dated session, of the axes of which the sessions say anything at all."""
    found: list[MissingPlace] = []
    for axis in Axis:
        if sessions and all(session.places(axis) == (NOT_SAID,) for session in sessions):
            continue
        wanted = targets.categories(axis.value)
        matrix = count_sessions(sessions, (axis,), {axis: wanted})
        found.extend(
            MissingPlace(axis=axis, place=place, undated=matrix.counts[(place,)][SessionState.UNDATED])
            for (place,) in matrix.list_empty()
        )
    return tuple(found)


def list_cells(coverage: Coverage) -> list[dict[str, Any]]:
    """Return every cell of all axes at once, zeros included, as rows of a table."""
    return [
        {
            **{axis.value: name for axis, name in zip(coverage.cells.axes, place, strict=True)},
            **{state.value: count for state, count in counts.items()},
        }
        for place, counts in coverage.cells.counts.items()
    ]


def describe_coverage(coverage: Coverage) -> dict[str, Any]:
    """Return the coverage as a JSON value; ``null`` is a number that cannot be had or, where protected, not be told."""
    return {
        "protected": coverage.is_public,
        "sessions": {state.value: sum(each.state is state for each in coverage.sessions) for state in SessionState},
        "participants": coverage.participants,
        "targets": {name: dict(weights) for name, weights in coverage.targets.wanted.items()},
        "last_day": coverage.targets.last_day.isoformat() if coverage.targets.last_day else None,
        "matrices": [_describe_matrix(matrix) for matrix in coverage.matrices],
        "cells": {
            "axes": [axis.value for axis in coverage.cells.axes],
            "all": len(coverage.cells.counts),
            "empty": len(coverage.cells.list_empty()),
        },
        "balances": [_describe_balance(balance) for balance in coverage.balances],
        "missing": [
            {"axis": each.axis.value, "place": each.place, "undated_sessions": each.undated}
            for each in coverage.missing
        ],
        "seek": [_describe_sought(each) for each in coverage.seek],
        "organisers": {
            "known": coverage.organisers_known,
            "largest": coverage.organiser or None,
            "largest_share": coverage.organiser_share,
        },
        "answers": {
            "by_region": [_describe_answers(each) for each in coverage.answers_by_region],
            "by_kind": [_describe_answers(each) for each in coverage.answers_by_kind],
        },
    }


def _describe_matrix(matrix: CoverageMatrix) -> dict[str, Any]:
    rows, columns = matrix.places
    return {
        "rows": matrix.axes[0].value,
        "columns": matrix.axes[1].value,
        "cells": [
            {
                "row": row,
                "column": column,
                **{state.value: count for state, count in matrix.counts[(row, column)].items()},
            }
            for row in rows
            for column in columns
        ],
    }


def _describe_balance(balance: Balance) -> dict[str, Any]:
    return {
        "dimension": balance.dimension,
        "counted": balance.counted.value,
        "counts": dict(balance.counts),
        "target": dict(balance.target),
        "representation": dict(balance.representation),
        "distance": balance.distance,
        "evenness": balance.evenness,
        "protected": balance.is_protected,
    }


def _describe_sought(sought: SoughtSession) -> dict[str, Any]:
    return {
        "region": sought.region,
        "kind": sought.kind,
        "language": sought.language,
        "mode": sought.mode,
        "reasons": [reason.value for reason in sought.reasons],
        "nearer": sought.nearer,
        "undated": list(sought.undated),
        "last_day": sought.last_day.isoformat() if sought.last_day else None,
        "days_left": sought.days_left,
    }


def _describe_answers(answers: GroupAnswers) -> dict[str, Any]:
    return {
        "group": answers.group,
        "inputs": answers.inputs,
        "accepted": answers.accepted,
        "share_of_inputs": answers.share_of_inputs,
        "share_of_accepted": answers.share_of_accepted,
        "difference": answers.difference,
    }
