"""Bringing a national adaptation to a new version of its base: a three-way merge, told again as Changes.

What the new base already says needs no Change any more; what survives keeps its identifier, reason and evidence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from capacita.framework.adaptation import apply_adaptation
from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison.conflicts import Choice, Conflict, ConflictKind
from capacita.framework.comparison.differences import diff_frameworks
from capacita.framework.comparison.merging import merge_unchecked
from capacita.framework.comparison.versioning import list_change_rows
from capacita.framework.contents import read_after, read_before
from capacita.framework.digests import CREDIT_KEYS, framework_digest, meaning_digest, without_translations
from capacita.framework.model import DerivedFrom, Framework, FrameworkStatus
from capacita.framework.validation import check_framework
from capacita.vocabulary import LocalizedText, Refusal, derive_identifier

_OWN_HEADER = ("id", "code", "title", "language", "version", "status", "derived_from")
_MAY_BE_SILENT = ("publisher", "licence", "notice")
_OF_EVERY_VERSION = ("version", "status", "derived_from")  # what differs from version to version and is no news


@dataclass(frozen=True, slots=True, kw_only=True)
class RebaseResult:
    """The adaptation on its new base, unless conflicts are open; and the Changes that are no more needed or that do
    not apply any more. ``brought`` is what the new base changed and nothing of the country's stands against."""

    adaptation: Adaptation | None
    conflicts: tuple[Conflict, ...]
    settled: tuple[Conflict, ...] = ()
    brought: tuple[Change, ...] = ()
    applied: int = 0
    dropped: tuple[Change, ...] = ()
    unreasoned: tuple[Change, ...] = ()  # Changes that came of choices and still need a reason
    unused: tuple[str, ...] = ()


def rebase_adaptation(
    adaptation: Adaptation,
    old_base: Framework,
    new_base: Framework,
    resolutions: Mapping[str, Choice] | None = None,
    reasons: Mapping[str, LocalizedText] | None = None,
    *,
    digests: tuple[str, str] | None = None,
) -> RebaseResult:
    """Return an adaptation brought from one version of its base to another, as a draft.

    ``reasons`` are those given with choices, by the conflict's identifier: the Change that comes of a choice takes
    its reason. Pure: the same input and choices give the same, so that conflicts can be settled one by one. Of bases
    that are kept, and so are sound, ``digests`` spare looking at them once more; they may lack what no Change speaks
    of, so that what such a base means is not said.

    Raises Refusal when the old base is not the one that the adaptation was made from, when the new one is another
    framework or unsound, and when what comes out does not hold together.
    """
    effective = apply_adaptation(old_base, adaptation, digest_of_base=digests[0] if digests else "")
    if new_base.id != old_base.id:
        raise Refusal("REBASE_OTHER_BASE", found=new_base.id, wanted=old_base.id)
    are_kept = digests is not None
    if digests is None:
        check_framework(new_base)
        digests = framework_digest(old_base), framework_digest(new_base)
    if digests[0] == digests[1]:
        return RebaseResult(adaptation=adaptation, conflicts=())
    old, new = (_as_taken_over(base, adaptation) for base in (old_base, new_base))
    said = (*_OWN_HEADER, *(part for part in _MAY_BE_SILENT if getattr(adaptation, part)))
    ours = replace(effective, **{part: getattr(old, part) for part in said})
    result = merge_unchecked(old, ours, new, resolutions)
    every = (*result.conflicts, *result.settled)
    brought = tuple(
        change for change, conflict in _find_conflicts(list_news(old, new), every, old, new) if not conflict
    )
    if result.framework is None:
        return RebaseResult(
            adaptation=None,
            conflicts=result.conflicts,
            settled=result.settled,
            brought=brought,
            applied=result.applied,
            unused=result.unused,
        )
    merged = result.framework
    made = _unfold_requirements(diff_frameworks(new, merged, owner=adaptation.id), adaptation)
    carried = _give_reasons(made, adaptation, merged)
    changes = tuple(_give_chosen_reasons(carried, every, reasons or {}, new, merged))
    adopted = _list_adopted(adaptation, old, new, merged)
    kept = {change.id for change in (*adopted, *changes)}
    by_meaning = adaptation.base.digest != digests[0]
    base = DerivedFrom(id=new_base.id, version=new_base.version, digest=digests[1])
    if by_meaning or not are_kept:
        meaning = meaning_digest(new_base)
        base = replace(base, digest=meaning if by_meaning else base.digest, meaning=None if are_kept else meaning)
    rebased = replace(adaptation, base=base, changes=(*adopted, *changes), status=FrameworkStatus.DRAFT)
    apply_adaptation(new_base, rebased, digest_of_base=digests[1])
    return RebaseResult(
        adaptation=rebased,
        conflicts=(),
        settled=result.settled,
        brought=brought,
        applied=result.applied,
        dropped=tuple(change for change in adaptation.changes if change.id not in kept),
        unreasoned=tuple(change for change in changes if not change.reason),
        unused=result.unused,
    )


def list_news(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Return what one version of a base changed since another, what every version has of its own left aside."""
    changes = diff_frameworks(old, new)
    return tuple(
        change for change in changes if change.kind is not ChangeKind.SET or change.part not in _OF_EVERY_VERSION
    )


def list_new_languages(news: Iterable[Change]) -> tuple[str, ...]:
    """Return the languages of a new version that brings translations and their credits and nothing else, in order.

    Empty where it changes anything that is said in the source, or nothing at all.
    """
    languages: set[str] = set()
    for change in news:
        if change.kind is ChangeKind.TRANSLATE and change.language is not None:
            languages.add(change.language)
        elif not _is_credit(change) and not _is_translated_tag(change, languages):
            return ()
    return tuple(sorted(languages))


def _is_credit(change: Change) -> bool:
    """Tell whether a Change names translators or reviewers and does nothing else."""
    if change.kind is not ChangeKind.SET or change.part != "extensions":
        return False
    before, after = (
        {key: value for key, value in (side or {}).items() if key not in CREDIT_KEYS}
        for side in (change.before, change.after)
    )
    return before == after


def _is_translated_tag(change: Change, languages: set[str]) -> bool:
    """Tell whether a Change translates sentences of principles and does nothing else; note their languages."""
    if change.kind is not ChangeKind.TAG:
        return False
    before, after = read_before(change) or (), read_after(change)
    if without_translations(before) != without_translations(after):
        return False
    told = {(tag.principle, language, wording) for tag in before for language, wording in tag.because.items()}
    for tag in after:
        languages.update(lang for lang, wording in tag.because.items() if (tag.principle, lang, wording) not in told)
    return True


def _find_conflicts(
    changes: Sequence[Change], conflicts: Sequence[Conflict], *versions: Framework
) -> Iterator[tuple[Change, Conflict | None]]:
    """Yield each Change with the conflict that it is one side of, or None."""
    for change, row in zip(changes, list_change_rows(changes, *versions), strict=True):
        is_whole = change.kind in (ChangeKind.ADD, ChangeKind.OMIT, ChangeKind.SPLIT, ChangeKind.MERGE)
        found = (
            conflict
            for conflict in conflicts
            if conflict.item == row["item"]
            and (
                is_whole
                or conflict.kind is ConflictKind.CHANGED_AND_WITHDRAWN
                or _same_place(row["field"], conflict.field)
            )
        )
        yield change, next(found, None)


def _same_place(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _give_chosen_reasons(
    changes: Sequence[Change],
    conflicts: Iterable[Conflict],
    reasons: Mapping[str, LocalizedText],
    *versions: Framework,
) -> Iterator[Change]:
    """Yield Changes, each with the reason given for the choice that it comes of, where there is one."""
    reasoned = [entry for entry in conflicts if entry.id in reasons]
    for change, conflict in _find_conflicts(changes, reasoned, *versions):
        yield change if conflict is None else replace(change, reason=reasons[conflict.id])


def _as_taken_over(base: Framework, adaptation: Adaptation) -> Framework:
    """Return a base as an adaptation takes it over: without the publisher, whose name is not the country's to use."""
    return base if adaptation.publisher else replace(base, publisher="")


def _list_adopted(adaptation: Adaptation, old_base: Framework, new_base: Framework, merged: Framework) -> list[Change]:
    """Return the Changes that keep something on purpose which is still there and still means the same."""
    adopted = [change for change in adaptation.changes if change.kind is ChangeKind.ADOPT]
    if not adopted:
        return []
    before, after, now = (_index(side) for side in (old_base, new_base, merged))
    names = {adaptation.id, merged.id}
    return [
        change
        for change in adopted
        if change.target in names
        or (change.target in now and before.get(change.target) in (None, after.get(change.target)))
    ]


def _index(framework: Framework) -> dict[str, Any]:
    """Return what every entry says, translations and positions aside."""
    entries: dict[str, Any] = {item.id: replace(item, position=0) for item in framework.items}
    for part in (framework.scales, framework.roles, framework.descriptors, framework.associations):
        entries.update({entry.id: entry for entry in part})
    entries.update({level.id: level for scale in framework.scales for level in scale.levels})
    entries.update({entry.id: entry for entry in framework.definitions})
    return {key: without_translations(entry) for key, entry in entries.items()}


Key = tuple[str, ...]


def _key(change: Change, names: frozenset[str]) -> Key:
    """Return what a Change is about, whatever it makes of it."""
    told = change.after or change.before or {}
    target = "" if change.target in names else change.target
    about = ""
    if change.kind is ChangeKind.REQUIRE:
        about = told["item"]
    elif change.kind in (ChangeKind.LINK, ChangeKind.ADD):
        target = told.get("id") or told.get("code", "")
    part = "items" if change.kind is ChangeKind.OMIT and not change.part else change.part
    return change.kind.value, target, part, change.level or "", change.language or "", about


def _list_holders(framework: Framework) -> dict[str, str]:
    """Return what levels, descriptors and associations belong to."""
    holders = {level.id: scale.id for scale in framework.scales for level in scale.levels}
    holders.update({entry.id: entry.item for entry in framework.descriptors})
    holders.update({link.id: link.origin for link in framework.associations})
    return holders


def _give_reasons(changes: tuple[Change, ...], adaptation: Adaptation, merged: Framework) -> tuple[Change, ...]:
    """Return the Changes under the identifiers, reasons and evidence of those that they go on from.

    A Change that no earlier one matches takes the reason of one about the same thing; where there is none either, a
    person has to give it a reason.
    """
    names = frozenset({adaptation.id, adaptation.base.id})
    exact: dict[Key, list[Change]] = {}
    near: dict[str, Change] = {}
    for change in reversed(adaptation.changes):
        exact.setdefault(_key(change, names), []).append(change)
        near[change.target] = change
    holders = _list_holders(merged)
    given: list[Change] = []
    for change in changes:
        matches = exact.get(_key(change, names))
        old = matches.pop() if matches else None
        like = old or near.get(change.target) or near.get(holders.get(change.target, ""))
        made = replace(change, id=old.id) if old else change
        if like is not None:
            made = replace(made, reason=like.reason, evidence=like.evidence, decision=like.decision)
        given.append(made)
    made_by = {
        derive_identifier(change.id, "replacedBy", successor): change.target
        for change in given
        if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGE)
        for successor in _successors(change)
    }
    return tuple(change for change in given if not _is_made(change, made_by))


def _unfold_requirements(changes: Iterable[Change], adaptation: Adaptation) -> tuple[Change, ...]:
    """Return Changes in which what an added role needs is a Change of its own where the adaptation had one.

    A difference tells an added role whole; the reason why it needs an item at a level would be lost in it.
    """
    said: dict[str, set[str]] = {}
    for change in adaptation.changes:
        if change.kind is ChangeKind.REQUIRE and change.after:
            said.setdefault(change.target, set()).add(change.after["item"])
    told: list[Change] = []
    for change in changes:
        apart = said.get(change.target, set()) if change.kind is ChangeKind.ADD and change.part == "roles" else set()
        needs = change.after.get("requirements", []) if apart else []
        own = [need for need in needs if need["item"] in apart]
        whole = [need for need in needs if need["item"] not in apart]
        if not own or whole + own != needs:  # what is required one by one comes behind what the role came with
            told.append(change)
            continue
        rest = {key: value for key, value in change.after.items() if key != "requirements"}
        told.append(replace(change, after=rest | ({"requirements": whole} if whole else {})))
        told.extend(
            Change(
                id=derive_identifier(change.id, "requirement", need["item"]),
                kind=ChangeKind.REQUIRE,
                target=change.target,
                after=need,
            )
            for need in own
        )
    return tuple(told)


def _successors(change: Change) -> list[str]:
    into = change.after["into"]
    return [into] if isinstance(into, str) else list(into)


def _is_made(change: Change, made_by: Mapping[str, str]) -> bool:
    """Tell whether a link is what a split or merge makes by itself."""
    if change.kind is not ChangeKind.LINK:
        return False
    link = change.after
    return link["origin"] == made_by.get(link["id"]) and set(link) <= {"id", "kind", "origin", "destination"}
