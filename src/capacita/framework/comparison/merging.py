"""Three versions become one: what each side changed since the base is taken, field by field, conflicts set apart.

What hangs on something (a description on its item, a requirement on its item and level) goes with it, and comes back
with it when a choice brings it back. All steps take about linear time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from capacita.framework.comparison.conflicts import Choice, Conflict, Desk
from capacita.framework.comparison.entries import EntryMerger
from capacita.framework.comparison.merging_tables import Rung, TableMerger, Wanted
from capacita.framework.comparison.merging_tree import TreeMerger
from capacita.framework.comparison.ordering import merge_orders
from capacita.framework.model import Framework, Item, JobRole, ProficiencyScale, Source
from capacita.framework.validation import validate_framework
from capacita.vocabulary import Refusal, Severity, plain_text

_LISTS: Final = ("sources", "scales", "items", "descriptors", "associations", "roles", "definitions")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeResult:
    """What comes of a merge: the framework, unless conflicts are open; and how many changes went in by themselves or
    by choice. ``unused`` are choices for which there is no conflict (any more)."""

    framework: Framework | None
    conflicts: tuple[Conflict, ...]
    settled: tuple[Conflict, ...] = ()
    applied: int = 0
    unused: tuple[str, ...] = ()
    tentative: Framework | None = field(default=None, repr=False)


def merge_frameworks(
    base: Framework, ours: Framework, theirs: Framework, resolutions: Mapping[str, Choice] | None = None
) -> MergeResult:
    """Return what comes of merging two versions of a framework that were made from the same base.

    Pure: the same three versions and choices always give the same, so a merge is put aside as these and taken up by
    computing it again. Raises Refusal when the three are not one framework, when a chosen value does not fit, and when
    what comes out does not hold together.
    """
    for side, version in (("ours", ours), ("theirs", theirs)):
        if version.id != base.id:
            raise Refusal("MERGE_OTHER_FRAMEWORK", side=side, found=version.id, wanted=base.id)
    result = merge_unchecked(base, ours, theirs, resolutions)
    if result.framework is not None:
        check_merged(result.framework)
    return result


def check_merged(framework: Framework) -> None:
    """Raise Refusal when what came of a merge does not hold together."""
    errors = [finding for finding in validate_framework(framework) if finding.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise Refusal("MERGE_RESULT_FAULTY", count=len(errors), first=first.code, path=first.path or "the whole")


def merge_unchecked(
    base: Framework, ours: Framework, theirs: Framework, resolutions: Mapping[str, Choice] | None = None
) -> MergeResult:
    """Return what comes of a merge without looking whether it holds together."""
    choices = resolutions or {}
    names = _name_everything(base, ours, theirs)
    wanted = Wanted()
    settled: dict[str, Conflict] = {}
    while True:
        # A choice may bring back what others hang on; then everything is looked at again with that in place.
        desk = Desk(base.id, choices, names)
        found = wanted.copy()
        framework = _Merge(desk, (base, ours, theirs), found).framework()
        settled.update(desk.settled)
        if found == wanted:
            break
        wanted = found
    return MergeResult(
        framework=None if desk.open else framework,
        conflicts=tuple(desk.open.values()),
        settled=tuple(settled.values()),
        applied=desk.applied + len(settled.keys() - desk.settled.keys()),
        unused=tuple(key for key in choices if key not in settled),
        tentative=framework,
    )


def _name_everything(*versions: Framework) -> dict[str, str]:
    names: dict[str, str] = {}
    for version in reversed(versions):
        names[version.id] = version.code
        entries: tuple[Item | ProficiencyScale | JobRole, ...] = (*version.items, *version.scales, *version.roles)
        for entry in entries:
            title = plain_text(entry.title, version.language)
            names[entry.id] = " ".join(part for part in (entry.code, title) if part) or entry.id
        for scale in version.scales:
            names.update({level.id: plain_text(level.title, version.language) or level.code for level in scale.levels})
        names.update({term.id: plain_text(term.term, version.language) or term.id for term in version.definitions})
    links = {link.id: link for version in versions for link in version.associations}
    names.update({key: f"{link.kind} {names.get(link.destination, link.destination)}" for key, link in links.items()})
    return names


class _Merge:
    """One run over three versions."""

    def __init__(self, desk: Desk, versions: tuple[Framework, Framework, Framework], wanted: Wanted) -> None:
        self.desk = desk
        self.versions = versions
        self.entries = EntryMerger(desk)
        self.tables = TableMerger(desk, self.entries, versions, wanted)

    def framework(self) -> Framework:
        """Return the merged framework; where conflicts are open, something stands in for what they are about."""
        tables = self.tables
        header = self._merge_header()
        tables.is_derived = header.derived_from is not None
        scales, rungs = tables.merge_scales()
        items: dict[str, Item] = tables.merge_items()
        tree = TreeMerger(self.desk, self.versions, tables)
        tree.settle_parents(items)
        tables.drop_hanging()
        roles: dict[str, JobRole] = tables.merge_roles()
        descriptors = tables.merge_descriptors()
        requirements = tables.merge_requirements()
        links = tables.merge_associations()
        tree.settle_circles(items, links)
        items = tree.put_in_order(items)
        tree.settle_codes(items, scales, rungs, roles)
        return replace(
            header,
            items=tuple(items.values()),
            scales=tuple(self._with_levels(scale, rungs, tree) for scale in scales.values()),
            roles=tuple(replace(role, requirements=tuple(requirements.get(key, ()))) for key, role in roles.items()),
            descriptors=tuple(descriptors.values()),
            associations=tuple(links.values()),
            definitions=tuple(tables.merge_definitions().values()),
            sources=self._merge_sources(items),
        )

    def _with_levels(self, scale: ProficiencyScale, rungs: Mapping[str, Rung], tree: TreeMerger) -> ProficiencyScale:
        order = tree.order_levels(scale.id, [key for key, rung in rungs.items() if rung.scale == scale.id])
        levels = tuple(rungs[key].as_level(place) for place, key in enumerate(order, start=1))
        return replace(scale, levels=levels)

    def _merge_header(self) -> Framework:
        bare: dict[str, Any] = dict.fromkeys(_LISTS, ())
        base, ours, theirs = (
            Framework(**{part.name: bare.get(part.name, getattr(side, part.name)) for part in fields(side)})
            for side in self.versions
        )
        merged: Framework = self.entries.merge((base, ours, theirs), base.id)
        return merged

    def _merge_sources(self, items: Mapping[str, Item]) -> tuple[Source, ...]:
        """Merge the sources; one that is still cited stays, whoever took it out."""
        held = [{source.code: source for source in side.sources} for side in self.versions]
        cited = {item.source.source for item in items.values() if item.source}
        merged = self.tables.merge_sources(cited)
        order = merge_orders(*(list(side) for side in held), members=merged).order  # type: ignore[misc] # three sides
        return tuple(merged[code] for code in order)
