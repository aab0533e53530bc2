"""A small framework in which every part of the format occurs once, and ways to write changes to it."""

from typing import Any

from capacita.framework import (
    FRAMEWORK_FORMAT,
    Adaptation,
    Association,
    AssociationKind,
    Branch,
    Change,
    ChangeKind,
    Definition,
    DerivedFrom,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    JobRole,
    LevelDescriptor,
    PrincipleTag,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    Source,
    SourceRef,
    framework_digest,
)
from capacita.vocabulary import CAPACITA, TextOrigin, derive_identifier, translated, written

FRAMEWORK = derive_identifier(CAPACITA, "test", "small")
ADAPTATION = derive_identifier(CAPACITA, "test", "small-adaptation")


def identifier(name: str) -> str:
    """Return the identifier of a thing of the small framework by its code."""
    return derive_identifier(FRAMEWORK, name)


def text_of(words: str, **translations: str) -> dict[str, Any]:
    """Return a text in English with machine translations."""
    wordings = {tag: translated(text, words, TextOrigin.MACHINE) for tag, text in translations.items()}
    return {**written(words), **wordings}


def item(kind: ItemKind, code: str, parent: str | None, position: int, title: str = "", **parts: Any) -> Item:
    """Return an item whose identifier comes from its code."""
    return Item(
        id=identifier(code),
        kind=kind,
        code=code,
        parent=identifier(parent) if parent else None,
        position=position,
        title=text_of(title) if title else {},
        **parts,
    )


def small_framework() -> Framework:
    """Return a sound framework.

    1 Plan          2 Data        A1 Curiosity    R1 (no text)
    ├── 1.1 Foresee └── 2.1 Read
    └── 1.2 Design      (also under 1, by an association)
    scale steps: low, middle, high        role clerk needs 1.1 at middle and 2.1 at high
    """
    because = text_of("It asks who is left out.")
    items = (
        item(ItemKind.DOMAIN, "1", None, 1, "Plan"),
        item(
            ItemKind.COMPETENCY,
            "1.1",
            "1",
            1,
            statement=text_of("Foresees what a rule will do.", fr="Prévoit ce que fera une règle."),
            principles=(PrincipleTag(principle="roam-rights", because=because),),
            status_start="2022-09-01",
            source=SourceRef(source="report", locator="p. 3"),
            title="Foresee",
        ),
        item(ItemKind.COMPETENCY, "1.2", "1", 2, "Design"),
        item(ItemKind.DOMAIN, "2", None, 2, "Data"),
        item(ItemKind.COMPETENCY, "2.1", "2", 1, "Read", notes=text_of("Graphs as well.")),
        item(ItemKind.ATTITUDE, "A1", None, 1, "Curiosity"),
        item(ItemKind.RECOMMENDATION, "R1", None, 1),
    )
    levels = tuple(
        ProficiencyLevel(id=identifier(code), code=code, position=place, title=text_of(code))
        for place, code in enumerate(("low", "middle", "high"), start=1)
    )
    return Framework(
        id=FRAMEWORK,
        code="small",
        title=text_of("A small framework", fr="Un petit référentiel", ar="إطار صغير"),
        language="en",
        version="1.0",
        status=FrameworkStatus.DRAFT,
        publisher="The office",
        licence="CC-BY-4.0",
        notice=text_of("Made for tests."),
        sources=(Source(code="report", title="The report", date="2022-09"),),
        scales=(ProficiencyScale(id=identifier("steps"), code="steps", title=text_of("Steps"), levels=levels),),
        items=items,
        descriptors=(
            LevelDescriptor(
                id=identifier("d1"), item=identifier("1.1"), level=identifier("low"), text=text_of("Asks what if.")
            ),
            LevelDescriptor(
                id=identifier("d2"),
                item=identifier("1.1"),
                level=identifier("middle"),
                text=text_of("Compares futures."),
            ),
        ),
        associations=(
            Association(
                id=identifier("a1"),
                kind=AssociationKind.IS_CHILD_OF,
                origin=identifier("2.1"),
                destination=identifier("1"),
            ),
            Association(
                id=identifier("a2"),
                kind=AssociationKind.EXACT_MATCH_OF,
                origin=identifier("1.1"),
                destination="https://example.org/skills/7",
            ),
        ),
        roles=(
            JobRole(
                id=identifier("clerk"),
                code="clerk",
                branch=Branch.EXECUTIVE,
                title=text_of("Clerk"),
                requirements=(
                    Requirement(item=identifier("1.1"), level=identifier("middle"), importance=4),
                    Requirement(item=identifier("2.1"), level=identifier("high")),
                ),
            ),
        ),
        definitions=(Definition(id=identifier("t1"), term=text_of("rule"), text=text_of("What binds an office.")),),
        extensions={"colour": {"of": ["any", 1, 2.5, None]}},
    )


def small_document() -> dict[str, Any]:
    """Return the small framework as the JSON value of its file."""
    return FRAMEWORK_FORMAT.dump(small_framework())


def change(kind: str, target: str, number: int = 1, **parts: Any) -> Change:
    """Return a change with a reason; the target is a code of the small framework or an identifier."""
    where = target if target.count("-") == 4 else identifier(target)
    made = derive_identifier(ADAPTATION, "change", str(number))
    return Change(**{"id": made, "kind": ChangeKind(kind), "target": where, "reason": text_of("So it is."), **parts})


def adaptation_of(base: Framework, /, *changes: Change, **header: Any) -> Adaptation:
    """Return a draft adaptation of a base; the changes get identifiers of their own."""
    numbered = tuple(
        Change(
            **{
                **{name: getattr(entry, name) for name in entry.__dataclass_fields__},
                "id": derive_identifier(ADAPTATION, "change", str(place)),
            }
        )
        for place, entry in enumerate(changes)
    )
    given = {
        "id": ADAPTATION,
        "code": "small-country",
        "title": text_of("A small country's framework"),
        "language": "en",
        "version": "0.1",
        "status": FrameworkStatus.DRAFT,
        "base": DerivedFrom(id=base.id, version=base.version, digest=framework_digest(base)),
        "changes": numbered,
        **header,
    }
    return Adaptation(**given)
