"""What an output says that the one before it did not, and what it does not say any more."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Final

from capacita.consultation.model import Contribution, WorkshopOutput

ALIKE: Final = 0.6  # share of the words of two texts that makes one a rewording of the other
_OF_CONTRIBUTION: Final = ("item", "part", "verdict", "text", "suggestion", "language", "speaker", "quote")
_OF_OUTPUT: Final = tuple(
    field.name for field in fields(WorkshopOutput) if field.name not in ("id", "consultation", "received_on")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A contribution as it was and as it is, with the names of the fields that differ."""

    before: Contribution
    after: Contribution
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputDifference:
    """What was added, changed and taken out; ``unchanged`` counts the rest, ``about`` names the other answers."""

    added: tuple[Contribution, ...]
    changed: tuple[Rewording, ...]
    removed: tuple[Contribution, ...]
    unchanged: int
    about: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether both say the same."""
        return not (self.added or self.changed or self.removed or self.about)


def compare_outputs(
    before: Sequence[Contribution],
    after: Sequence[Contribution],
    outputs: tuple[WorkshopOutput | None, WorkshopOutput | None] = (None, None),
) -> OutputDifference:
    """Compare two outputs of one consultation.

    A contribution of the same identifier is the same one. Of the others two belong together where they are about the
    same item and most of their words are the same, or where the words are the same and only the item or the verdict is
    another; the most alike are taken first.
    """
    of_before = {said.id: said for said in before}
    of_after = {said.id: said for said in after}
    changed = []
    unchanged = 0
    for identifier in of_before.keys() & of_after.keys():
        names = _differing(of_before[identifier], of_after[identifier])
        if names:
            changed.append(Rewording(before=of_before[identifier], after=of_after[identifier], fields=names))
        else:
            unchanged += 1
    gone = [said for said in of_before.values() if said.id not in of_after]
    new = [said for said in of_after.values() if said.id not in of_before]
    for old, now in _pair(gone, new):
        changed.append(Rewording(before=old, after=now, fields=_differing(old, now)))
    paired = {rewording.before.id for rewording in changed} | {rewording.after.id for rewording in changed}
    order = {identifier: place for place, identifier in enumerate(of_after)}
    return OutputDifference(
        added=tuple(said for said in new if said.id not in paired),
        changed=tuple(sorted(changed, key=lambda rewording: order[rewording.after.id])),
        removed=tuple(said for said in gone if said.id not in paired),
        unchanged=unchanged,
        about=_differing_answers(*outputs),
    )


def _pair(gone: Sequence[Contribution], new: Sequence[Contribution]) -> list[tuple[Contribution, Contribution]]:
    likenesses = sorted(
        (
            (likeness, -place, -other)
            for place, old in enumerate(gone)
            for other, now in enumerate(new)
            if (likeness := _likeness(old, now)) >= ALIKE
        ),
        reverse=True,
    )
    pairs, taken_old, taken_new = [], set[int](), set[int]()
    for _likeness_of, place, other in likenesses:
        if place not in taken_old and other not in taken_new:
            taken_old.add(place)
            taken_new.add(other)
            pairs.append((gone[-place], new[-other]))
    return pairs


def _likeness(old: Contribution, now: Contribution) -> float:
    if old.text == now.text:
        return 1.0
    if old.item != now.item:
        return 0.0
    matcher = SequenceMatcher(None, old.text.split(), now.text.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _differing(old: Contribution, now: Contribution) -> tuple[str, ...]:
    return tuple(name for name in _OF_CONTRIBUTION if getattr(old, name) != getattr(now, name))


def _differing_answers(old: WorkshopOutput | None, now: WorkshopOutput | None) -> tuple[str, ...]:
    if old is None or now is None:
        return ()
    return tuple(name for name in _OF_OUTPUT if getattr(old, name) != getattr(now, name))
