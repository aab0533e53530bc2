"""A framework with every part of the format filled in, and what of one framework is still there in another."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from capacita.framework import (
    Association,
    AssociationKind,
    Branch,
    Definition,
    DerivedFrom,
    Framework,
    JobRole,
    LevelDescriptor,
    PrincipleTag,
    Requirement,
    RequirementStatus,
    Source,
    SourceRef,
)
from capacita.framework.digests import is_localized
from capacita.vocabulary import TextOrigin, derive_identifier, plain_text, text_digest, translated, written

LISTS = ("sources", "scales", "items", "descriptors", "associations", "roles", "definitions")


def in_two(words: str, mark: str = "") -> dict[str, Any]:
    """Return a text with one translation that is current, one that is stale and one that a machine made."""
    return {
        **written(words),
        "fr": translated(f"fr {words}{mark}", words, TextOrigin.REVIEWED),
        "ar": replace(translated(f"عر {words}", words, TextOrigin.MACHINE), of=text_digest("an earlier wording")),
        "pt-BR": translated(f"pt {words}", words, TextOrigin.MACHINE),
    }


def dressed(framework: Framework) -> Framework:
    """Return a framework in its own shape with every part of the format filled in, whatever that shape can hold."""

    def made(*names: str) -> str:
        return derive_identifier(framework.id, "dressed", *names)

    items = tuple(
        replace(
            item,
            item_type=item.item_type or "skill",
            title=in_two(plain_text(item.title)) if item.title else {},
            statement=in_two(plain_text(item.statement) or f"Does what {item.code} says."),
            notes=in_two(f"A note on {item.code}."),
            principles=(
                PrincipleTag(
                    principle="roam-rights",
                    because=in_two("It asks\nwho is left out."),
                    written_by="A",
                    confirmed_by="B",
                ),
                PrincipleTag(principle="sdg-16", because=written("It opens files.")),
            ),
            status_start="2022-09-01",
            status_end="2030-12-31",
            source=SourceRef(source="dressed", locator="p. 3: box", note="second column"),
            aliases=(*item.aliases, f"urn:example:{item.code}"),
            extensions={**item.extensions, "colour": {"of": ["any", 1, 2.5, None]}},
        )
        for item in framework.items
    )
    scales = tuple(
        replace(
            scale,
            title=in_two(plain_text(scale.title)),
            notes=in_two("How to read it."),
            levels=tuple(
                replace(
                    level,
                    title=in_two(plain_text(level.title)),
                    description=in_two(plain_text(level.description) or f"What {level.code} means."),
                )
                for level in scale.levels
            ),
        )
        for scale in framework.scales
    )
    first, last = items[0], items[-1]
    level = scales[0].levels[0].id
    return replace(
        framework,
        title=in_two(plain_text(framework.title)),
        notice=in_two("Made for tests."),
        publisher=framework.publisher or "The office",
        licence=framework.licence or "CC-BY-4.0",
        derived_from=DerivedFrom(
            id=made("base"), version="0.9", digest="sha256:" + "1" * 64, meaning="sha256:" + "2" * 64
        ),
        sources=(
            *framework.sources,
            Source(code="dressed", title="The report", publisher="P", date="2022-09", seen="all"),
        ),
        items=items,
        scales=scales,
        descriptors=(
            *framework.descriptors,
            LevelDescriptor(id=made("d"), item=last.id, level=level, text=in_two("Asks what if.")),
        ),
        associations=(
            *framework.associations,
            Association(
                id=made("a"),
                kind=AssociationKind.PRECEDES,
                origin=first.id,
                destination="https://example.org/skills/7?a=<b>",
                position=3,
                notes=in_two("Why."),
                extensions={"weight": 0.5},
            ),
        ),
        roles=(
            *framework.roles,
            JobRole(
                id=made("judge"),
                code="judge",
                branch=Branch.JUDICIARY,
                title=in_two("Judge"),
                description=in_two("Decides."),
                requirements=(
                    Requirement(item=last.id, level=level, importance=5, status=RequirementStatus.SET),
                    Requirement(item=first.id, level=level),
                ),
            ),
        ),
        definitions=(
            *framework.definitions,
            Definition(id=made("t"), term=in_two("office"), text=in_two("Where work is done.")),
        ),
        rubrics=({"title": "A rubric", "criteria": [1, 2]},),
        extensions={**framework.extensions, "shape": {"of": [1, None]}},
    )


def list_parts(framework: Framework) -> Iterator[tuple[str, str, Any]]:
    """Yield every filled part with its name, the entry it belongs to and its value; texts come apart in three."""
    for field in fields(framework):
        value = getattr(framework, field.name)
        if field.name not in LISTS:
            yield from _split(f"framework: {field.name}", "", value)
            continue
        yield f"{field.name}: order", "", tuple(entry_name(entry) for entry in value)
        for entry in value:
            yield from _list_entry(field.name, entry, entry_name(entry))


def entry_name(entry: Any) -> str:
    """Return the identifier by which an entry is found again."""
    return str(getattr(entry, "id", None) or getattr(entry, "code", ""))


def _list_entry(name: str, entry: Any, key: str) -> Iterator[tuple[str, str, Any]]:
    for field in fields(entry):
        value = getattr(entry, field.name)
        if field.name == "levels":
            for level in value:
                yield from _list_entry("levels", level, level.id)
        elif field.name == "requirements":
            yield "requirements", key, value
        elif field.name == "principles":
            yield "items: principles", key, tuple(tag.principle for tag in value)
            for tag in value:
                yield from _split("items: principle sentence", f"{key} {tag.principle}", tag.because)
                yield (
                    "items: who wrote and confirmed a tag",
                    f"{key} {tag.principle}",
                    (tag.written_by, tag.confirmed_by),
                )
        elif field.name == "source":
            if value is not None:
                yield "items: source and place", key, (value.source, value.locator)
                yield "items: note on the source", key, value.note
        else:
            yield from _split(f"{name}: {field.name}", key, value)


def _split(part: str, key: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    if is_localized(value):
        source = next((tag for tag, entry in value.items() if entry.origin is TextOrigin.SOURCE), "en")
        yield part, key, value[source].text if source in value else ""
        others = {tag: entry.text for tag, entry in value.items() if tag != source}
        if others:
            holder = part.partition(":")[0]
            yield f"{holder}: translations", f"{part} {key}", others
            said = {tag: (entry.origin, entry.of) for tag, entry in value.items()}
            yield f"{holder}: where a wording comes from", f"{part} {key}", said
    elif value not in (None, "", {}, ()) or is_dataclass(value):
        yield part, key, value


def compare_parts(before: Framework, after: Framework) -> dict[str, bool]:
    """Return, for every part that is filled in the first framework, whether the second holds all of it."""
    held = {(part, key): value for part, key, value in list_parts(after)}
    kept: dict[str, bool] = {}
    for part, key, value in list_parts(before):
        kept[part] = kept.get(part, True) and held.get((part, key)) == value
    return kept
