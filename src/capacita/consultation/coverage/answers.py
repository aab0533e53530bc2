"""Whether what was taken up comes from the same people as what was said: shares of inputs beside shares of changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from capacita.consultation.coverage.measures import share_out
from capacita.consultation.coverage.sessions import NOT_SAID, place_group
from capacita.consultation.model import DispositionStatus, Programme
from capacita.disclosure import FLOOR, protect_table

TAKEN_UP: Final = frozenset({DispositionStatus.ACCEPTED, DispositionStatus.PARTLY})
_UP, _OTHER = "taken_up", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAnswers:
    """Of one group: how many points it made and how many were taken up wholly or partly, with the shares of all.

    ``inputs``, ``accepted`` and the shares are None where protected; ``difference`` is above 0 where the group's points
    were taken up more often than others'.
    """

    group: str
    inputs: int | None
    accepted: int | None
    share_of_inputs: float | None
    share_of_accepted: float | None

    @property
    def difference(self) -> float | None:
        """The share of what was taken up less the share of what was said."""
        if self.share_of_accepted is None or self.share_of_inputs is None:
            return None
        return self.share_of_accepted - self.share_of_inputs


def compare_answers(pairs: Sequence[tuple[str, bool]]) -> tuple[GroupAnswers, ...]:
    """Return the answers by group; ``pairs`` are the group of each point and whether it was taken up."""
    inputs = Counter(group for group, _taken in pairs)
    accepted = Counter(group for group, taken in pairs if taken)
    of_inputs, of_accepted = share_out(inputs), share_out(accepted)
    return tuple(
        GroupAnswers(
            group=group,
            inputs=inputs[group],
            accepted=accepted[group],
            share_of_inputs=of_inputs[group],
            share_of_accepted=of_accepted.get(group, 0.0) if of_accepted else None,
        )
        for group in sorted(inputs)
    )


def publish_answers(
    answers: Sequence[GroupAnswers], groups: Sequence[str], floor: int = FLOOR
) -> tuple[GroupAnswers, ...]:
    """Return the answers of groups of people as everybody may see them; groups without a point are there too."""
    names = tuple(dict.fromkeys([*groups, *(each.group for each in answers)]))
    if not names:
        return ()
    counts = {}
    for each in answers:
        counts[(each.group, _UP)] = each.accepted or 0
        counts[(each.group, _OTHER)] = (each.inputs or 0) - (each.accepted or 0)
    table = protect_table(counts, names, (_UP, _OTHER), floor)
    every, taken = table.total, table.column_totals[0]
    return tuple(
        GroupAnswers(
            group=name,
            inputs=table.row_totals[place],
            accepted=table.cells[place][0],
            share_of_inputs=_part(table.row_totals[place], every),
            share_of_accepted=_part(table.cells[place][0], taken),
        )
        for place, name in enumerate(names)
    )


def pair_by_region(programme: Programme) -> list[tuple[str, bool]]:
    """Return the region of the session of each point, and whether the point was taken up."""
    regions = {meeting.id: place_group(meeting.group)[0] for meeting in programme.consultations}
    taken = _taken(programme)
    return [(regions.get(said.consultation, NOT_SAID), taken.get(said.id, False)) for said in programme.contributions]


def pair_by_speaker(programme: Programme) -> list[tuple[str, bool]]:
    """Return who made each point, by kind, and whether the point was taken up."""
    taken = _taken(programme)
    return [
        (said.speaker.value if said.speaker else NOT_SAID, taken.get(said.id, False))
        for said in programme.contributions
    ]


def _taken(programme: Programme) -> Mapping[str, bool]:
    return {decided.contribution: decided.status in TAKEN_UP for decided in programme.dispositions}


def _part(count: int | None, whole: int | None) -> float | None:
    return count / whole if count is not None and whole else None
