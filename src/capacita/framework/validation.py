"""Whether a framework holds together: every fault of a document at once, each at its place in the file.

``read_framework`` reads a file and checks what reads; ``validate_framework`` checks a framework that is at hand. What
hangs on an entry that could not be read is not blamed a second time. All checks run in time linear in the document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from capacita.framework.circles import find_circles
from capacita.framework.model import FRAMEWORK_FORMAT, AssociationKind, Framework, Item, ItemKind
from capacita.framework.principles import PRINCIPLES
from capacita.framework.texts import validate_texts
from capacita.vocabulary import Finding, ReadReport, Refusal, Severity, pointer

Location = tuple[str | int, ...]

ABSOLUTE_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_SOURCE_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SHOWN_CODES: Final = 10  # of the members of a group that a message names

# The kinds of item under which a kind usually stands; anything may stand at the top or under an item of kind other.
USUAL_PARENTS: Final[Mapping[ItemKind, frozenset[ItemKind]]] = {
    ItemKind.DOMAIN: frozenset({ItemKind.DOMAIN}),
    ItemKind.COMPETENCY: frozenset({ItemKind.DOMAIN, ItemKind.COMPETENCY}),
    ItemKind.ATTITUDE: frozenset({ItemKind.DOMAIN, ItemKind.ATTITUDE}),
    ItemKind.STATEMENT: frozenset(ItemKind) - {ItemKind.RECOMMENDATION},
    ItemKind.OUTCOME: frozenset(ItemKind) - {ItemKind.RECOMMENDATION},
    ItemKind.RECOMMENDATION: frozenset({ItemKind.DOMAIN, ItemKind.RECOMMENDATION}),
    ItemKind.OTHER: frozenset(ItemKind),
}


def read_framework(data: bytes) -> ReadReport[Framework]:
    """Read a framework file and return it with everything that is wrong with its shape and with its sense.

    Paths point into the file as given. Raises Unreadable when the bytes are no framework document at all.
    """
    report = FRAMEWORK_FORMAT.read(data)
    if report.salvaged is None:
        return report
    findings = validate_framework(report.salvaged, also_known=_ids_in_file(report))
    return replace(report, findings=(*report.findings, *locate_findings(findings, report)))


def get_sound_framework(data: bytes) -> Framework:
    """Return the framework in these bytes. Raises Unreadable or Refusal, naming the first fault, when it has one."""
    framework = FRAMEWORK_FORMAT.read_whole(data)
    check_framework(framework)
    return framework


def check_framework(framework: Framework) -> None:
    """Raise Refusal, naming the first fault, when a framework has a finding of severity error."""
    errors = [finding for finding in validate_framework(framework) if finding.severity is Severity.ERROR]
    if errors:
        raise Refusal("FRAMEWORK_FAULTY", count=len(errors), first=errors[0].code, path=errors[0].path or "the whole")


def locate_findings(findings: Iterable[Finding], report: ReadReport[Any]) -> list[Finding]:
    """Return findings about what was salvaged with their places in the file.

    Left out are those that only follow from a value that could not be read.
    """
    touched = {pointer(place) for taken in report.taken for place in _touched_by(taken)}
    thinned = {pointer(place) for place in report.kept}
    located = []
    for finding in findings:
        path = report.path_in_file(finding.path)
        levels = finding.path.rpartition("/levels/")[0] + "/levels"
        if path in touched or (finding.code == "FRAMEWORK_LEVEL_POSITIONS" and levels in thinned):
            continue
        values = {
            name: report.path_in_file(value) if name == "first" else value for name, value in finding.values.items()
        }
        located.append(replace(finding, path=path, values=values))
    return located


def _touched_by(taken: Location) -> Iterator[Location]:
    """Return the places about which nothing can be said any more when the value at a place could not be read.

    These are the place itself, the list that it was an entry of, and the text that it was a part of.
    """
    yield taken
    for depth in range(len(taken) - 1, 0, -1):
        if isinstance(taken[depth - 1], int):
            return
        yield taken[:depth]
        if isinstance(taken[depth], int):
            return


def validate_framework(
    framework: Framework, *, also_known: frozenset[str] = frozenset(), like: Framework | None = None
) -> list[Finding]:
    """Return everything that is wrong or worth knowing about a framework; none for one that is sound.

    ``also_known`` are identifiers and source codes that exist although the framework at hand does not hold them:
    those of entries that could not be read. Entries that are the same objects in ``like`` are not looked at for
    their texts: whoever names a framework there knows what is in it.
    """
    known = _Known(framework, also_known)
    circles = _Circles(framework)
    findings = [
        *_check_header(framework),
        *_check_identifiers(framework),
        *_check_codes(framework),
        *_check_sources(framework),
        *_check_scales(framework),
        *_check_items(framework, known, circles.members),
        *_check_siblings(framework),
        *_check_circles(circles),
        *_check_descriptors(framework, known),
        *_check_associations(framework, known),
        *_check_requirements(framework, known),
    ]
    return [*findings, *_check_texts(framework, like)]


def _check_texts(framework: Framework, like: Framework | None) -> list[Finding]:
    if like is None:
        return validate_texts(framework)
    lists = [field.name for field in fields(Framework) if isinstance(getattr(framework, field.name), tuple)]
    known = {id(entry) for name in lists for entry in getattr(like, name)}
    emptied: dict[str, Any] = dict.fromkeys(lists, ())
    findings = validate_texts(replace(framework, **emptied))
    for name in lists:
        for place, entry in enumerate(getattr(framework, name)):
            if id(entry) not in known:
                findings.extend(validate_texts(entry, (name, place)))
    return findings


class _Known:
    """What references may point at."""

    def __init__(self, framework: Framework, also_known: frozenset[str]) -> None:
        self.items: dict[str, Item] = {}
        for item in framework.items:
            self.items.setdefault(item.id, item)
        self.levels = {level.id for scale in framework.scales for level in scale.levels}
        self.scales = {scale.id for scale in framework.scales}
        self.sources = {source.code for source in framework.sources}
        self.framework = framework.id
        self.also = also_known

    def has_item(self, identifier: str) -> bool:
        return identifier in self.items or identifier in self.also

    def has_level(self, identifier: str) -> bool:
        return identifier in self.levels or identifier in self.also


def _ids_in_file(report: ReadReport[Framework]) -> frozenset[str]:
    """Return the identifiers and source codes written in a file, whether or not their entries could be read.

    Where a whole list could not be read, nothing that refers to its entries can be judged: all that is referred to
    counts as known.
    """
    if not report.taken or report.salvaged is None:
        return frozenset()
    found: set[str] = set()
    for kind in ("items", "scales", "sources"):
        for entry in _entries(report.raw.get(kind)):
            found.update(value for name in ("id", "code") if isinstance(value := entry.get(name), str))
            for level in _entries(entry.get("levels")):
                if isinstance(level.get("id"), str):
                    found.add(level["id"])
    lost = {place[0] for place in report.taken if len(place) == 1}
    unreadable_levels = any(place[0] == "scales" and place[2:] in ((), ("levels",)) for place in report.taken)
    if lost & {"items", "scales", "sources"} or unreadable_levels:
        found.update(_references(report.salvaged, items="items" in lost, sources="sources" in lost))
    return frozenset(found)


def _references(framework: Framework, *, items: bool, sources: bool) -> Iterator[str]:
    for descriptor in framework.descriptors:
        yield descriptor.item if items else descriptor.level
    for role in framework.roles:
        for requirement in role.requirements:
            yield requirement.item if items else requirement.level
    if items:
        for association in framework.associations:
            yield from (association.origin, association.destination)
    if sources:
        for item in framework.items:
            if item.source:
                yield item.source.source


def _entries(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _error(finding: str, /, *location: str | int, **values: Any) -> Finding:
    return Finding(code=finding, severity=Severity.ERROR, path=pointer(location), values=values)


def _warning(finding: str, /, *location: str | int, **values: Any) -> Finding:
    return Finding(code=finding, severity=Severity.WARNING, path=pointer(location), values=values)


def _check_header(framework: Framework) -> Iterator[Finding]:
    if not framework.title:
        yield _error("FRAMEWORK_TITLE_MISSING", "title", what="framework", name=framework.code)
    elif framework.language not in framework.title:
        yield _warning("FRAMEWORK_LANGUAGE_WITHOUT_TITLE", "title", language=framework.language)
    if not framework.version.strip():
        yield _error("FRAMEWORK_VERSION_MISSING", "version")
    if not framework.items:
        yield _warning("FRAMEWORK_EMPTY", "items")
    for place, definition in enumerate(framework.definitions):
        for part in ("term", "text"):
            if not getattr(definition, part):
                yield _error("FRAMEWORK_DEFINITION_INCOMPLETE", "definitions", place, part, part=part)


def _identified(framework: Framework) -> Iterator[tuple[str, Location]]:
    yield framework.id, ("id",)
    for index, item in enumerate(framework.items):
        yield item.id, ("items", index, "id")
    for index, scale in enumerate(framework.scales):
        yield scale.id, ("scales", index, "id")
        for rung, level in enumerate(scale.levels):
            yield level.id, ("scales", index, "levels", rung, "id")
    for name in ("roles", "descriptors", "associations", "definitions"):
        for index, entry in enumerate(getattr(framework, name)):
            yield entry.id, (name, index, "id")


def _check_identifiers(framework: Framework) -> Iterator[Finding]:
    first: dict[str, Location] = {}
    for identifier, location in _identified(framework):
        earlier = first.setdefault(identifier, location)
        if earlier is not location:
            yield _error("FRAMEWORK_DUPLICATE_ID", *location, id=identifier, first=pointer(earlier))


def _coded(framework: Framework) -> Iterator[tuple[tuple[str, str], str, str, Location]]:
    """Return, for everything with a code: the kind among which it is unique, its code, its identifier, its place."""
    for index, item in enumerate(framework.items):
        yield (item.kind.value, ""), item.code, item.id, ("items", index, "code")
    for index, scale in enumerate(framework.scales):
        yield ("scale", ""), scale.code, scale.id, ("scales", index, "code")
        for rung, level in enumerate(scale.levels):
            yield ("level", scale.id), level.code, level.id, ("scales", index, "levels", rung, "code")
    for index, role in enumerate(framework.roles):
        yield ("role", ""), role.code, role.id, ("roles", index, "code")
    for index, source in enumerate(framework.sources):
        yield ("source", ""), source.code, f"sources/{index}", ("sources", index, "code")


def _check_codes(framework: Framework) -> Iterator[Finding]:
    first: dict[tuple[tuple[str, str], str], tuple[str, Location]] = {}
    for group, code, identifier, location in _coded(framework):
        if not code.strip():
            yield _error("FRAMEWORK_CODE_MISSING", *location, kind=group[0])
            continue
        other, earlier = first.setdefault((group, code), (identifier, location))
        # The same entry written twice is one fault, told by its identifier.
        if earlier is not location and other != identifier:
            yield _error("FRAMEWORK_DUPLICATE_CODE", *location, code=code, kind=group[0], first=pointer(earlier))


def _check_sources(framework: Framework) -> Iterator[Finding]:
    for index, source in enumerate(framework.sources):
        if source.date and not _is_source_date(source.date):
            yield _error("FRAMEWORK_DATE_WRONG", "sources", index, "date", found=source.date)


def _check_scales(framework: Framework) -> Iterator[Finding]:
    for index, scale in enumerate(framework.scales):
        if not scale.title:
            yield _error("FRAMEWORK_TITLE_MISSING", "scales", index, "title", what="scale", name=scale.code)
        if not scale.levels:
            yield _error("FRAMEWORK_SCALE_EMPTY", "scales", index, "levels", scale=scale.code)
        found = [level.position for level in scale.levels]
        wrong = next((rung for rung, position in enumerate(found) if position != rung + 1), None)
        if wrong is not None:
            here = ("scales", index, "levels", wrong, "position")
            yield _error("FRAMEWORK_LEVEL_POSITIONS", *here, scale=scale.code, found=found, count=len(found))
        for rung, level in enumerate(scale.levels):
            if not level.title:
                here = ("scales", index, "levels", rung, "title")
                yield _error("FRAMEWORK_TITLE_MISSING", *here, what="level", name=level.code)


def _check_items(framework: Framework, known: _Known, circular: frozenset[str]) -> Iterator[Finding]:
    has_domains = any(item.kind is ItemKind.DOMAIN for item in framework.items)
    for index, item in enumerate(framework.items):
        yield from _check_place_of_item(index, item, known, has_domains, circular)
        needs_title = item.kind is not ItemKind.RECOMMENDATION
        may_be_statement = item.kind in (ItemKind.STATEMENT, ItemKind.OUTCOME) and item.statement
        if needs_title and not item.title and not may_be_statement:
            yield _error("FRAMEWORK_TITLE_MISSING", "items", index, "title", what=item.kind.value, name=item.code)
        yield from _check_dates_of_item(index, item)
        if item.source and item.source.source not in known.sources and item.source.source not in known.also:
            yield _error("FRAMEWORK_SOURCE_UNKNOWN", "items", index, "source", "source", source=item.source.source)
        yield from _check_principles_of_item(index, item)


def _check_place_of_item(
    index: int, item: Item, known: _Known, has_domains: bool, circular: frozenset[str]
) -> Iterator[Finding]:
    if item.parent is None:
        if item.kind is ItemKind.COMPETENCY and has_domains:
            yield _warning("FRAMEWORK_COMPETENCY_WITHOUT_DOMAIN", "items", index, "parent", item=item.code)
        return
    if not known.has_item(item.parent):
        yield _error("FRAMEWORK_PARENT_MISSING", "items", index, "parent", item=item.code, parent=item.parent)
        return
    parent = known.items.get(item.parent)
    if parent is None or parent.kind is ItemKind.OTHER or item.id in circular:
        return
    if parent.kind not in USUAL_PARENTS[item.kind]:
        values = {"item": item.code, "kind": item.kind.value, "parent": parent.code, "parent_kind": parent.kind.value}
        yield _warning("FRAMEWORK_PARENT_UNUSUAL", "items", index, "parent", **values)


def _check_dates_of_item(index: int, item: Item) -> Iterator[Finding]:
    sound = True
    for part in ("status_start", "status_end"):
        value = getattr(item, part)
        if value is not None and not _is_date(value):
            sound = False
            yield _error("FRAMEWORK_DATE_WRONG", "items", index, part, found=value)
    if sound and item.status_start and item.status_end and item.status_end < item.status_start:
        place = ("items", index, "status_end")
        yield _error("FRAMEWORK_DATES_REVERSED", *place, start=item.status_start, end=item.status_end)


def _check_principles_of_item(index: int, item: Item) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, tag in enumerate(item.principles):
        here = ("items", index, "principles", place)
        if tag.principle not in PRINCIPLES:
            yield _error("FRAMEWORK_PRINCIPLE_UNKNOWN", *here, "principle", principle=tag.principle)
        elif tag.principle in seen:
            yield _warning("FRAMEWORK_DUPLICATE_PRINCIPLE", *here, "principle", principle=tag.principle, item=item.code)
        seen.add(tag.principle)
        if not tag.because:
            values = {"principle": tag.principle, "item": item.code}
            yield _warning("FRAMEWORK_PRINCIPLE_WITHOUT_SENTENCE", *here, "because", **values)


def _check_siblings(framework: Framework) -> Iterator[Finding]:
    """Look for siblings that stand at the same position; those of different kinds are counted apart."""
    groups: dict[tuple[str | None, ItemKind, int], dict[str, tuple[int, str]]] = {}
    for index, item in enumerate(framework.items):
        groups.setdefault((item.parent, item.kind, item.position), {}).setdefault(item.id, (index, item.code))
    for (_, _, position), members in groups.items():
        if len(members) < 2:
            continue
        (first, _), (second, _), *_ = members.values()
        codes = [code for _, code in members.values()]
        more = ["…"] if len(codes) > _SHOWN_CODES else []
        yield _warning(
            "FRAMEWORK_DUPLICATE_POSITION",
            "items",
            second,
            "position",
            position=position,
            items=codes[:_SHOWN_CODES] + more,
            first=pointer(("items", first, "position")),
        )


class _Circles:
    """The items that stand, by way of their parents, under themselves."""

    def __init__(self, framework: Framework) -> None:
        above: dict[str, list[str]] = {item.id: [] for item in framework.items}
        self.places: dict[str, Location] = {}
        self.codes: dict[str, str] = {}
        for index, item in enumerate(framework.items):
            self.codes.setdefault(item.id, item.code)
            if item.parent in above and item.id not in self.places:
                above[item.id].append(item.parent)
                self.places[item.id] = ("items", index, "parent")
        for index, link in enumerate(framework.associations):
            if link.kind is AssociationKind.IS_CHILD_OF and link.origin in above and link.destination in above:
                above[link.origin].append(link.destination)
                self.places.setdefault(link.origin, ("associations", index, "destination"))
        self.found = find_circles(above)
        self.members = frozenset(identifier for circle in self.found for identifier in circle)


def _check_circles(circles: _Circles) -> Iterator[Finding]:
    """Return one finding for each circle, at the first of its items."""
    for circle in circles.found:
        shown = [circles.codes[identifier] for identifier in circle]
        more = ["…"] if len(shown) > _SHOWN_CODES else []
        yield _error("FRAMEWORK_PARENT_CIRCLE", *circles.places[circle[0]], items=shown[:_SHOWN_CODES] + more)


def _check_descriptors(framework: Framework, known: _Known) -> Iterator[Finding]:
    first: dict[tuple[str, str], Location] = {}
    for index, descriptor in enumerate(framework.descriptors):
        here: Location = ("descriptors", index)
        yield from _check_item_and_level(here, descriptor.item, descriptor.level, known)
        if not descriptor.text:
            yield _error("FRAMEWORK_DESCRIPTOR_WITHOUT_TEXT", *here, "text")
        earlier = first.setdefault((descriptor.item, descriptor.level), here)
        if earlier is not here and framework.descriptors[int(earlier[1])].id != descriptor.id:
            item = known.items.get(descriptor.item)
            values = {"item": item.code if item else descriptor.item, "first": pointer(earlier)}
            yield _error("FRAMEWORK_DUPLICATE_DESCRIPTOR", *here, **values)


def _check_associations(framework: Framework, known: _Known) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], Location] = {}
    for index, item in enumerate(framework.items):
        if item.parent:
            first.setdefault((AssociationKind.IS_CHILD_OF, item.id, item.parent), ("items", index, "parent"))
    for index, link in enumerate(framework.associations):
        here: Location = ("associations", index)
        # What was split or merged away is no longer here; its successor is told by this link alone.
        gone = link.kind is AssociationKind.REPLACED_BY and framework.derived_from is not None
        if not known.has_item(link.origin) and not gone:
            yield _error("FRAMEWORK_ITEM_UNKNOWN", *here, "origin", item=link.origin)
        if not _is_destination(link.destination, known):
            yield _error("FRAMEWORK_DESTINATION_UNKNOWN", *here, "destination", destination=link.destination)
        if link.origin == link.destination and link.kind is not AssociationKind.IS_CHILD_OF:
            yield _error("FRAMEWORK_LINK_TO_ITSELF", *here, "destination", kind=link.kind.value)
        earlier = first.setdefault((link.kind, link.origin, link.destination), here)
        if earlier is not here:
            yield _warning("FRAMEWORK_DUPLICATE_LINK", *here, kind=link.kind.value, first=pointer(earlier))


def _is_destination(destination: str, known: _Known) -> bool:
    inside = known.has_item(destination) or known.has_level(destination) or destination in known.scales
    return inside or destination == known.framework or ABSOLUTE_URI.fullmatch(destination) is not None


def _check_requirements(framework: Framework, known: _Known) -> Iterator[Finding]:
    for index, role in enumerate(framework.roles):
        if not role.title:
            yield _error("FRAMEWORK_TITLE_MISSING", "roles", index, "title", what="role", name=role.code)
        first: dict[str, Location] = {}
        for place, requirement in enumerate(role.requirements):
            here: Location = ("roles", index, "requirements", place)
            yield from _check_item_and_level(here, requirement.item, requirement.level, known)
            if not 1 <= requirement.importance <= 5:
                yield _error("FRAMEWORK_IMPORTANCE_OUT_OF_RANGE", *here, "importance", found=requirement.importance)
            earlier = first.setdefault(requirement.item, here)
            if earlier is not here:
                item = known.items.get(requirement.item)
                values = {"item": item.code if item else requirement.item, "role": role.code}
                yield _error("FRAMEWORK_DUPLICATE_REQUIREMENT", *here, "item", first=pointer(earlier), **values)


def _check_item_and_level(here: Location, item: str, level: str, known: _Known) -> Iterator[Finding]:
    if not known.has_item(item):
        yield _error("FRAMEWORK_ITEM_UNKNOWN", *here, "item", item=item)
    if not known.has_level(level):
        yield _error("FRAMEWORK_LEVEL_UNKNOWN", *here, "level", level=level)


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_source_date(text: str) -> bool:
    return _SOURCE_DATE.fullmatch(text) is not None and _is_date(text + "-01-01"[len(text) - 4 :])
