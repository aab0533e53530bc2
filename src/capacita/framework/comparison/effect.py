"""What a change touches, told before it is made: what becomes stale, and which earlier measurements stay comparable.

An item is measured by what it says: its title, its statement and what it looks like at each level. As long as these
mean the same, estimates of before and after can be compared; translations, order, tags and notes change nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from capacita.framework.changes import Change
from capacita.framework.comparison.differences import apply_changes
from capacita.framework.comparison.recording import as_json
from capacita.framework.digests import without_translations
from capacita.framework.model import Framework, Item, LevelDescriptor
from capacita.framework.texts import list_texts
from capacita.vocabulary import Refusal, digest, parse_object, stale_languages


class DependentKind(StrEnum):
    """What can depend on items of a framework."""

    QUESTION = "question"
    MODULE = "module"
    REQUIREMENT = "requirement"
    TRANSLATION = "translation"
    LINK = "link"
    CROSSWALK = "crosswalk"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependent:
    """Something that depends on items: a question that asks for one, a module that teaches some, an estimate.

    ``levels`` are those that it names. ``measured`` are the meaning digests of its items when an estimate was made,
    where they were kept; else the framework before the change counts.
    """

    kind: DependentKind
    id: str
    items: tuple[str, ...]
    label: str = ""
    levels: tuple[str, ...] = ()
    measured: Mapping[str, str] | None = None


_DEPENDENTS: Final[TypeAdapter[tuple[Dependent, ...]]] = TypeAdapter(tuple[Dependent, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Something that a change touches: why (a code of the messages), by which items, and by which Changes."""

    dependent: Dependent
    code: str
    items: tuple[str, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does to what is around it."""

    stale: tuple[Touched, ...]
    comparable: tuple[Dependent, ...]  # estimates that can still be compared with those to come
    not_comparable: tuple[Touched, ...]


def compute_effect(before: Framework, changes: Sequence[Change], around: Iterable[Dependent]) -> Effect:
    """Return what Changes would do to the things around a framework, and to its own requirements, links and
    translations. Raises Refusal when a Change does not fit."""
    return compare_effect(before, apply_changes(before, changes), around, changes)


def compare_effect(
    before: Framework, after: Framework, around: Iterable[Dependent], changes: Sequence[Change] = ()
) -> Effect:
    """Return what the step from one version to another does to what is around it."""
    told: dict[str, list[str]] = {}
    for change in changes:
        told.setdefault(change.target, []).append(change.id)
    meant = _Meanings(before), _Meanings(after)
    levels = {level.id for scale in after.scales for level in scale.levels}
    stale: list[Touched] = []
    comparable: list[Dependent] = []
    not_comparable: list[Touched] = []
    for dependent in (*_list_inside(before), *around):
        touched = _touch(dependent, meant, levels, told)
        if dependent.kind is not DependentKind.ESTIMATE:
            stale.extend([touched] if touched else [])
        elif touched is None:
            comparable.append(dependent)
        else:
            not_comparable.append(touched)
    worded = _list_differing(before, after), _list_differing(after, before)
    stale.extend(_list_stale_translations(*worded, told))
    stale.extend(_list_lost_translations(*worded, told))
    return Effect(stale=tuple(stale), comparable=tuple(comparable), not_comparable=tuple(not_comparable))


def effect_as_json(effect: Effect) -> dict[str, Any]:
    """Return the public shape of an effect."""
    return {
        "stale": [_touched_as_json(touched) for touched in effect.stale],
        "comparable": [_dependent_as_json(dependent) for dependent in effect.comparable],
        "not_comparable": [_touched_as_json(touched) for touched in effect.not_comparable],
    }


def read_dependents(data: bytes) -> tuple[Dependent, ...]:
    """Return the dependents in a file: a JSON object whose ``dependents`` name their kind, id and items.

    ``label``, ``levels`` and ``measured`` may be left out. Raises Unreadable or Refusal when it is something else.
    """
    value = parse_object(data)
    try:
        return _DEPENDENTS.validate_python(value.get("dependents"))
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        place = "/".join(str(step) for step in ("dependents", *first["loc"]))
        raise Refusal("EFFECT_DEPENDENTS_FAULTY", path=f"/{place}", fault=first["msg"]) from None


def _dependent_as_json(dependent: Dependent) -> dict[str, Any]:
    return {
        "kind": dependent.kind.value, "id": dependent.id, "label": dependent.label, "items": list(dependent.items),
    }  # fmt: skip


def _touched_as_json(touched: Touched) -> dict[str, Any]:
    return {
        **_dependent_as_json(touched.dependent),
        "why": touched.code,
        "because_of": list(touched.items),
        "changes": list(touched.changes),
    }


def compute_meanings(framework: Framework, among: Collection[str] | None = None) -> dict[str, str]:
    """Return, for every item or for those among some, the digest of what it means to those who are measured by it."""
    meant = _Meanings(framework)
    return {item: meant.of(item) for item in meant.items if among is None or item in among}


class _Meanings:
    """What the items of a framework mean: a digest is made of those alone that are asked for."""

    def __init__(self, framework: Framework) -> None:
        self.items = {item.id: item for item in framework.items}
        self.described = _describe(framework)
        self._made: dict[str, str] = {}
        self._same: dict[str, bool] = {}

    def of(self, item: str) -> str:
        """Return the digest of what an item means."""
        if item not in self._made:
            kind, title, statement, described = self._say(item)
            told = [kind, as_json(title), as_json(statement), [[level, as_json(text)] for level, text in described]]
            self._made[item] = digest(told)
        return self._made[item]

    def _say(self, item: str) -> tuple[str, Any, Any, list[tuple[str, Any]]]:
        """Return what an item means: its sort, and what it says in the words that translations are made from."""
        entry = self.items[item]
        described = [(one.level, without_translations(one.text)) for one in self.described.get(item, ())]
        return entry.kind.value, without_translations(entry.title), without_translations(entry.statement), described

    def says_the_same(self, other: "_Meanings", item: str) -> bool:
        """Tell whether an item that both have means the same in both: the same objects do. It is asked of one other."""
        if item not in self._same:
            sides = [[id(side.items[item]), *map(id, side.described.get(item, ()))] for side in (self, other)]
            self._same[item] = sides[0] == sides[1] or self._say(item) == other._say(item)
        return self._same[item]


def _describe(framework: Framework) -> dict[str, list[LevelDescriptor]]:
    described: dict[str, list[LevelDescriptor]] = {}
    for descriptor in sorted(framework.descriptors, key=lambda entry: entry.level):
        described.setdefault(descriptor.item, []).append(descriptor)
    return described


def _touch(
    dependent: Dependent, meant: tuple[_Meanings, _Meanings], levels: set[str], told: Mapping[str, list[str]]
) -> Touched | None:
    before, after = meant
    measured = dependent.measured

    def is_other(item: str) -> bool:
        if measured is None:
            return item not in before.items or not after.says_the_same(before, item)
        return measured.get(item) != after.of(item)

    gone = tuple(item for item in dependent.items if item in before.items and item not in after.items)
    other = tuple(item for item in dependent.items if item in after.items and is_other(item))
    lost = tuple(level for level in dependent.levels if level not in levels)
    if not (gone or other or lost):
        return None
    items = gone or other or dependent.items
    code = "EFFECT_ITEM_GONE" if gone else "EFFECT_MEANING_CHANGED" if other else "EFFECT_LEVEL_GONE"
    named = tuple(dict.fromkeys(change for item in items for change in told.get(item, ())))
    return Touched(dependent=dependent, code=code, items=items, changes=named)


def _list_inside(framework: Framework) -> Iterable[Dependent]:
    """Return what depends on items within the framework itself."""
    known = {item.id for item in framework.items}
    for role in framework.roles:
        for requirement in role.requirements:
            yield Dependent(
                kind=DependentKind.REQUIREMENT,
                id=f"{role.id}/{requirement.item}",
                items=(requirement.item,),
                label=role.code,
                levels=(requirement.level,),
            )
    for link in framework.associations:
        ends = tuple(end for end in (link.origin, link.destination) if end in known)
        if ends:
            kind = DependentKind.LINK if len(ends) == 2 else DependentKind.CROSSWALK
            yield Dependent(kind=kind, id=link.id, items=ends, label=link.kind.value)


Worded = list[tuple[str, str, Item | LevelDescriptor]]  # an item, where the texts of the entry stand, and the entry


def _list_differing(version: Framework, other: Framework) -> Worded:
    """Return all that carries texts of an item and is not the same object in another version."""
    same = {id(entry) for part in (other.items, other.descriptors) for entry in part}
    found: Worded = [(item.id, "", item) for item in version.items if id(item) not in same]
    for entry in version.descriptors:
        if id(entry) not in same:
            found.append((entry.item, f"descriptors/{entry.level}/", entry))
    return found


def _list_stale_translations(before: Worded, after: Worded, told: Mapping[str, list[str]]) -> Iterable[Touched]:
    """Return the translations that are stale after and were not before."""
    earlier = set(_stale_places(before))
    for item, place in _stale_places(after):
        if (item, place) not in earlier:
            dependent = Dependent(kind=DependentKind.TRANSLATION, id=f"{item}/{place}", items=(item,), label=place)
            named = tuple(told.get(item, ()))
            yield Touched(dependent=dependent, code="EFFECT_SOURCE_CHANGED", items=(item,), changes=named)


def _list_lost_translations(before: Worded, after: Worded, told: Mapping[str, list[str]]) -> Iterable[Touched]:
    """Return the languages in which a text was there and is not after: it was worded anew in others alone."""
    worded = _languages_of_texts(after)
    for (item, place), tags in _languages_of_texts(before).items():
        for tag in sorted(tags - worded.get((item, place), tags)):
            label = f"{place}/{tag}"
            dependent = Dependent(kind=DependentKind.TRANSLATION, id=f"{item}/{label}", items=(item,), label=label)
            named = tuple(told.get(item, ()))
            yield Touched(dependent=dependent, code="EFFECT_TRANSLATION_GONE", items=(item,), changes=named)


def _languages_of_texts(worded: Worded) -> dict[tuple[str, str], set[str]]:
    """Return of every title, statement, note and descriptor in which languages it is."""
    return {
        (item, prefix + str(location[0])): set(text)
        for item, prefix, entry in worded
        for location, text in list_texts(entry)
        if len(location) == 1 and text
    }


def _stale_places(worded: Worded) -> Iterable[tuple[str, str]]:
    for item, prefix, entry in worded:
        for location, text in list_texts(entry):
            for tag in stale_languages(text):
                yield item, prefix + "/".join(map(str, (*location, tag)))
