"""What an edited sheet changes about a framework that may have changed itself since the sheet was made.

Three states meet: the one that the sheet was made of, the framework now, and what the sheet makes of the first. Only a
cell that was edited counts, so that taking a sheet in undoes nothing that came after it was made.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.comparison.conflicts import Choice, Conflict, Side
from capacita.framework.comparison.differences import diff_frameworks
from capacita.framework.comparison.merging import check_merged, merge_unchecked
from capacita.framework.exchange.csv_table_overlay import MissingRow, SheetUpdate, overlay_tables
from capacita.framework.exchange.csv_table_reading import check_update
from capacita.framework.exchange.edited_sheet import EditedSheet
from capacita.framework.model import Framework, Item, LevelDescriptor
from capacita.vocabulary import (
    Finding,
    LocalizedText,
    Refusal,
    TextOrigin,
    Wording,
    derive_identifier,
    has_errors,
    text_digest,
)

_LISTS: Final = ("sources", "scales", "items", "descriptors", "associations", "roles", "definitions")
_OWN_TEXTS: Final = ("title", "statement")
_ROUNDS: Final = 10  # of choices: settling one conflict may bring another to light


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIntake:
    """What an edited sheet comes to.

    ``framework`` is what the framework would be, or as it is where a finding is an error; ``changes`` lead there.
    ``conflicts`` are what was changed in the sheet and otherwise meanwhile, all of them settled. ``missing`` has what
    the sheet has no row for any more; ``reasons`` are those written into rows, by the identifier of what they are about.
    """

    framework: Framework
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def lay_sheet_over(framework: Framework, sheet: EditedSheet, *, omit_missing: bool = False) -> SheetUpdate:
    """Return what an edited sheet makes of the state that it was made of, errors of the result among the findings."""
    update = overlay_tables(framework, sheet.tables, omit_missing=omit_missing)
    return replace(update, findings=(*sheet.findings, *update.findings, *check_update(update)))


def take_in_sheet(
    now: Framework,
    made_of: Framework,
    lay_over: Callable[[Framework], SheetUpdate],
    *,
    reasons: Mapping[int, str] | None = None,
    prefer: Side = Side.OURS,
    sides: Mapping[str, Side] | None = None,
    owner: str = "",
) -> SheetIntake:
    """Return what an edited sheet changes about a framework.

    ``made_of`` is the state that the sheet was made of; the framework as it is now where that is not known, and then
    every cell that says something else counts as edited. ``lay_over`` lays the sheet over a state. What the sheet and
    somebody else changed stays as it is now, or becomes what the sheet says with ``prefer=Side.THEIRS``; ``sides`` says
    it of single conflicts, by their identifiers. ``owner`` is the adaptation that the Changes are for, where that is not
    the framework itself. Raises Refusal when what comes out does not hold together.
    """
    base = _with_heading(made_of, now)
    update = lay_over(base)
    if has_errors(update.findings):
        return SheetIntake(framework=now, changes=(), findings=update.findings, missing=update.missing)
    wanted = _with_own_wordings(base, _with_derived_names(base, update.framework, owner or now.id))
    conflicts: tuple[Conflict, ...] = ()
    if base != now:
        wanted, conflicts = _merge(base, now, wanted, prefer, sides or {})
    places = {place: identifier for identifier, place in update.rows.items()}
    return SheetIntake(
        framework=wanted,
        changes=diff_frameworks(now, wanted, owner=owner or now.id),
        findings=update.findings,
        conflicts=conflicts,
        missing=update.missing,
        reasons={places["Items", row]: text for row, text in (reasons or {}).items() if ("Items", row) in places},
    )


def _with_heading(made_of: Framework, now: Framework) -> Framework:
    """Return an earlier state under the heading of the framework now: a sheet changes entries alone."""
    entries = {name: getattr(made_of, name) for name in _LISTS}
    heading = {entry.name: getattr(now, entry.name) for entry in fields(now) if entry.name not in _LISTS}
    return Framework(**heading, **entries)


def _merge(
    base: Framework, now: Framework, wanted: Framework, prefer: Side, sides: Mapping[str, Side]
) -> tuple[Framework, tuple[Conflict, ...]]:
    """Return what comes of both, every conflict settled. Raises Refusal when it does not hold together."""
    choices = {conflict: Choice(side=side) for conflict, side in sides.items()}
    for _ in range(_ROUNDS):
        result = merge_unchecked(base, now, wanted, choices)
        if result.framework is not None:
            check_merged(result.framework)
            return result.framework, result.settled
        choices.update({conflict.id: Choice(side=prefer) for conflict in result.conflicts})
    raise Refusal("EXCHANGE_SHEET_UNSETTLED", count=len(choices))


def _with_own_wordings(before: Framework, after: Framework) -> Framework:
    """Return a framework in which a text written over in its own language is a wording of its own.

    An adaptation in French of an English framework rewords what it writes over in French; where a cell was empty, it
    translates. The wordings that a text had in other languages do not say the same any more and leave, as they do when
    it is reworded in any other way.
    """
    language = after.language
    entries: tuple[Any, ...] = (*before.items, *before.descriptors)
    held: dict[str, Any] = {entry.id: entry for entry in entries}

    def reworded(entry: Any, parts: Iterable[str]) -> Any:
        old = held.get(entry.id)
        told = {part: _own_wording(getattr(old, part), getattr(entry, part), language) for part in parts} if old else {}
        return replace(entry, **told) if told and any(getattr(entry, part) != told[part] for part in told) else entry

    items: tuple[Item, ...] = tuple(reworded(entry, _OWN_TEXTS) for entry in after.items)
    descriptors: tuple[LevelDescriptor, ...] = tuple(reworded(entry, ("text",)) for entry in after.descriptors)
    return replace(after, items=items, descriptors=descriptors)


def _own_wording(old: LocalizedText, new: LocalizedText, language: str) -> LocalizedText:
    before, after = old.get(language), new.get(language)
    if before is None or after is None or before.text == after.text or after.origin is TextOrigin.SOURCE:
        return new
    made = {language: Wording(text=after.text, origin=TextOrigin.SOURCE)}
    for tag, wording in new.items():
        if tag != language and (tag not in old or old[tag].text != wording.text):
            made[tag] = Wording(text=wording.text, origin=TextOrigin.HUMAN, of=text_digest(after.text))
    return made


def _with_derived_names(before: Framework, after: Framework, owner: str) -> Framework:
    """Return a framework whose new descriptors have the identifiers that describing a level gives them."""
    held = {entry.id for entry in before.descriptors}
    descriptors = tuple(
        entry
        if entry.id in held
        else replace(entry, id=derive_identifier(owner, "descriptor", entry.item, entry.level))
        for entry in after.descriptors
    )
    return replace(after, descriptors=descriptors)


def count_items(changes: Iterable[Change], *versions: Framework) -> dict[str, int]:
    """Return how many items are reworded, added, left out and moved: an item counts once in each."""
    items = {item.id for version in versions for item in version.items}
    found: dict[str, set[str]] = {"reworded": set(), "added": set(), "left out": set(), "moved": set()}
    for change in changes:
        if change.kind in _COUNTED and change.target in items:
            found[_COUNTED[change.kind]].add(change.target)
    return {name: len(entries) for name, entries in found.items()}


_COUNTED: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.REWORD: "reworded",
    ChangeKind.RETITLE: "reworded",
    ChangeKind.ADD: "added",
    ChangeKind.OMIT: "left out",
    ChangeKind.MOVE: "moved",
}
