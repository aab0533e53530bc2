"""From what an edited sheet makes of a draft to the steps that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.comparison import diff_frameworks
from capacita.framework.comparison.ordering import list_siblings
from capacita.framework.contents import ENTRIES, TEXT
from capacita.framework.model import Framework, Item
from capacita.vocabulary import Refusal, derive_identifier
from capacita.web.adapting.drafting import GONE, PLACE, dump_change, effective_framework, list_standing, place_of
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.documents.store import load_framework

_ROUNDS: Final = 4  # of steps that put right what steps before them, told anew from the base, leave otherwise
_BY_NAME: Final = ("items", "roles", "scales", "descriptors", "associations", "definitions")
_OF_LEVELS: Final = frozenset({ChangeKind.RELEVEL, ChangeKind.RETITLE, ChangeKind.SET, ChangeKind.TRANSLATE})


def make_steps(draft: AdaptationDraft, rows: Sequence[DraftChange], wanted: Framework) -> list[DraftChange]:
    """Return the steps, kept nowhere and without reasons, after which a draft gives the wanted framework.

    Raises Refusal where no steps lead there.
    """
    made: list[DraftChange] = []
    try:
        for change in _bring_back(rows, wanted):
            made.append(_step(draft, len(rows) + len(made) + 1, change))
        for number in range(_ROUNDS):
            now = effective_framework(draft, [*rows, *made])
            changes = diff_frameworks(now, wanted, owner=str(draft.adaptation_id))
            if not changes:
                return made
            base = load_framework(draft.base_digest)
            placed = _say_all_places(changes, now, wanted) if number else changes
            for change in _fold(placed, base, now, wanted):
                made.append(_step(draft, len(rows) + len(made) + 1, change))
    except Refusal:
        raise Refusal("DRAFT_SHEET_DOES_NOT_FIT") from None
    raise Refusal("DRAFT_SHEET_DOES_NOT_FIT")


def with_tag_authors(now: Framework, wanted: Framework, author: str) -> Framework:
    """Return a framework in which each sentence on a principle that the sheet brings names who takes it in."""
    held = {item.id: {tag.principle: tag.because for tag in item.principles} for item in now.items}

    def named(item: Item) -> Item:
        before = held.get(item.id, {})
        tags = tuple(
            replace(tag, written_by=author) if tag.because and before.get(tag.principle) != tag.because else tag
            for tag in item.principles
        )
        return item if tags == item.principles else replace(item, principles=tags)

    return replace(wanted, items=tuple(map(named, wanted.items)))


def _step(draft: AdaptationDraft, number: int, change: Change) -> DraftChange:
    subject, field = place_of(change)
    named = replace(change, id=derive_identifier(str(draft.pk), "change", str(number)))
    return DraftChange(
        organisation_id=draft.organisation_id,
        draft=draft,
        number=number,
        subject=UUID(subject),
        field=field,
        change=dump_change(named),
        seen_revision=number - 1,
    )


def _bring_back(rows: Iterable[DraftChange], wanted: Framework) -> Iterator[Change]:
    """Yield the keeping of what the draft has left out and the sheet brings back: nothing else can be said of it."""
    place = {str(row.subject): row for row in list_standing(rows) if row.field == PLACE}
    there = {entry.id for name in _BY_NAME for entry in getattr(wanted, name)}
    for subject, row in place.items():
        if row.change["kind"] in GONE and subject in there:
            yield Change(id=subject, kind=ChangeKind.ADOPT, target=subject)


def _fold(changes: Iterable[Change], base: Framework, now: Framework, wanted: Framework) -> Iterator[Change]:
    """Yield Changes in the way in which a draft says them, where every field of an entry has one last word.

    A scale is said as a whole, and so are the sources. A level is described or not. A place is the parent and the
    position; what goes is told from the base, since that takes the place of every other step on it.
    """
    scales = {level.id: scale.id for scale in now.scales for level in scale.levels} | {
        scale.id: scale.id for scale in now.scales
    }
    told: set[str] = set()
    for change in changes:
        if change.part == "sources" or (change.kind in _OF_LEVELS and change.target in scales):
            whole = "" if change.part == "sources" else scales[change.target]
            if whole not in told:
                told.add(whole)
                yield _say_scale(whole, now, wanted) if whole else _say_sources(change, now, wanted)
        elif change.kind is ChangeKind.MOVE:
            yield _say_place(change, now)
        elif change.kind is ChangeKind.OMIT:
            yield _say_going(change, base)
        else:
            yield change


def _entry(framework: Framework, name: str, identifier: str) -> Any:
    return next((entry for entry in getattr(framework, name) if entry.id == identifier), None)


def _dump(name: str, entry: Any) -> Any:
    return ENTRIES[name].dump_python(entry, mode="json", exclude_defaults=True)


def _say_scale(scale: str, now: Framework, wanted: Framework) -> Change:
    before, after = (_dump("scales", _entry(side, "scales", scale)) for side in (now, wanted))
    return Change(id=scale, kind=ChangeKind.RELEVEL, target=scale, before=before, after=after)


def _say_sources(change: Change, now: Framework, wanted: Framework) -> Change:
    before, after = ([_dump("sources", source) for source in side.sources] for side in (now, wanted))
    return Change(id=change.id, kind=ChangeKind.SET, target=now.id, part="sources", before=before, after=after)


def _say_place(change: Change, now: Framework) -> Change:
    item = _entry(now, "items", change.target)
    after: Mapping[str, Any] = {"parent": item.parent, **change.after}
    return replace(change, before={"parent": item.parent}, after=dict(after))


def _say_all_places(changes: Iterable[Change], now: Framework, wanted: Framework) -> Iterator[Change]:
    """Yield Changes, with the place of every sibling told where one of them did not come to stand where it should.

    An item that a step put at a position stays before what a later step puts there: a move alone does not pass it.
    """
    held = {item.id: item for item in now.items}
    after = {item.id: item for item in wanted.items}
    siblings = list_siblings(wanted.items)
    told: set[str | None] = set()
    for change in changes:
        if change.kind is not ChangeKind.MOVE:
            yield change
            continue
        parent = after[change.target].parent
        if parent in told:
            continue
        told.add(parent)
        position = None
        for item in siblings[parent]:
            position = item.position if position is None else max(item.position, position + 1)
            if item.id in held and (held[item.id].parent, held[item.id].position) != (parent, position):
                place = {"parent": parent, "position": position}
                yield Change(id=item.id, kind=ChangeKind.MOVE, target=item.id, after=place)


def _say_going(change: Change, base: Framework) -> Change:
    if change.part == "descriptors":
        before = change.before
        text = TEXT.dump_python(TEXT.validate_python(before["text"]), mode="json", exclude_defaults=True)
        told = {"target": before["item"], "level": before["level"], "before": text, "after": {}}
        return Change(id=change.id, kind=ChangeKind.DESCRIBE, **told)
    name = change.part or "items"
    entry = _entry(base, name, change.target)
    return replace(change, before=_dump(name, entry)) if entry is not None else change
