"""What is known of an item from two sides: the estimated gap of the service, and what the workshops asked for.

Neither is an average of the other: the gap is estimated from a sample of the service, the verdicts count the points of
those who came. They stand side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capacita.assessment.profile import GAPS_FORMAT, Gap, GapSet
from capacita.disclosure import FLOOR
from capacita.vocabulary import LocalizedText
from capacita.web.actors import Actor
from capacita.web.assessment.models import Assessment
from capacita.web.consultation.models import Programme
from capacita.web.consultation.terms import VERDICTS, verdict_words
from capacita.web.documents.store import load_document
from capacita.web.synthesis.queries import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsOfProgramme:
    """The released gaps of the whole service by item identifier; none where the country has no assessment."""

    assessment: Assessment | None
    by_item: Mapping[str, Gap]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOnPage:
    """A gap with its 95 % interval; ``value`` is None where there is no estimate."""

    value: float | None
    low: float | None
    high: float | None
    required: float
    observed: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOnPage:
    """An item with the verdicts on it and the gap; ``people`` is None below the floor, and where nobody counted."""

    code: str
    title: LocalizedText
    verdicts: tuple[tuple[str, int], ...]
    points: int
    meetings: int
    people: int | None
    gap: GapOnPage | None


def find_gaps(actor: Actor, programme: Programme) -> GapsOfProgramme:
    """Return the gaps of the newest published assessment of a programme's organisation, of everybody together."""
    rows = Assessment.objects.for_actor(actor).filter(organisation_id=programme.organisation_id, published=True)
    newest = rows.order_by("-finished_on").first()
    if newest is None:
        return GapsOfProgramme(assessment=None, by_item={})
    gaps: GapSet = load_document(GAPS_FORMAT, newest.gaps_digest)
    whole = {gap.item: gap for gap in gaps.gaps if gap.group.dimension == "all"}
    return GapsOfProgramme(assessment=newest, by_item=whole)


def present_items(reading: Reading, gaps: GapsOfProgramme, *, only: str = "") -> tuple[ItemOnPage, ...]:
    """Return the items that anybody spoke of, or one, with the verdicts and the gap of each."""
    spoken = {said.item_code for said in reading.contributions}
    return tuple(
        _line(reading, gaps, code)
        for code in reading.items
        if (code == only if only else code in spoken)
    )  # fmt: skip


def _line(reading: Reading, gaps: GapsOfProgramme, code: str) -> ItemOnPage:
    item = reading.items[code]
    said = [entry for entry in reading.contributions if entry.item_code == code]
    meetings = {entry.consultation_id: entry.consultation for entry in said}
    counted = [meeting.participation.get("participants") for meeting in meetings.values()]
    known = [count for count in counted if count is not None]
    people = sum(known) if known and all(count >= FLOOR for count in known) else None
    found = gaps.by_item.get(item.id)
    return ItemOnPage(
        code=code,
        title=item.title,
        verdicts=tuple(
            (verdict_words(verdict), sum(1 for entry in said if entry.verdict == verdict)) for verdict in VERDICTS
        ),
        points=len(said),
        meetings=len(meetings),
        people=people,
        gap=_gap(found) if found else None,
    )  # fmt: skip


def _gap(found: Gap) -> GapOnPage:
    interval = found.observed.interval if found.value is not None else None
    return GapOnPage(
        value=found.value,
        low=found.required - interval.high if interval else None,
        high=found.required - interval.low if interval else None,
        required=found.required,
        observed=found.observed.value,
    )
