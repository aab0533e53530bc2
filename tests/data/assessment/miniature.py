"""A framework of one domain and two competencies, two roles, and the bank of questions about them."""

from capacita.assessment.instrument import Barrier, ItemBank, Measure, Question, ResponseOption, ResponseScale
from capacita.framework import (
    Branch,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    JobRole,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
)
from capacita.vocabulary import CAPACITA, derive_identifier, written

ROOT = derive_identifier(CAPACITA, "tests", "miniature")
LEVELS = ("foundation", "practitioner", "lead", "shaper")


def name(*parts: str) -> str:
    return derive_identifier(ROOT, *parts)


def build_framework() -> Framework:
    items = (
        Item(id=name("1"), kind=ItemKind.DOMAIN, code="1", title=written("Domain")),
        Item(id=name("1.1"), kind=ItemKind.COMPETENCY, code="1.1", parent=name("1"), title=written("First")),
        Item(id=name("1.2"), kind=ItemKind.COMPETENCY, code="1.2", parent=name("1"), title=written("Second")),
    )
    levels = tuple(
        ProficiencyLevel(id=name(code), code=code, position=place, title=written(code))
        for place, code in enumerate(LEVELS, start=1)
    )
    # The clerk needs nothing of 1.2: such roles are left out of its required level.
    clerk = (Requirement(item=name("1.1"), level=name("foundation"), importance=2),)
    chief = (
        Requirement(item=name("1.1"), level=name("lead"), importance=5),
        Requirement(item=name("1.2"), level=name("practitioner"), importance=4),
    )
    return Framework(
        id=ROOT,
        code="miniature",
        title=written("Miniature"),
        language="en",
        version="1",
        status=FrameworkStatus.DRAFT,
        scales=(ProficiencyScale(id=name("scale"), code="scale", title=written("Scale"), levels=levels),),
        items=items,
        roles=(
            JobRole(
                id=name("clerk"), code="clerk", branch=Branch.EXECUTIVE, title=written("Clerk"), requirements=clerk
            ),
            JobRole(
                id=name("chief"), code="chief", branch=Branch.EXECUTIVE, title=written("Chief"), requirements=chief
            ),
        ),
    )


def build_bank() -> ItemBank:
    how_far = tuple(
        ResponseOption(code=f"s{score}", text=written(f"Answer {score}"), score=float(score)) for score in range(5)
    )
    statements = tuple(
        Question(
            id=name(item, level),
            code=f"{item}-{level}",
            measure=Measure.SELF_REPORT,
            stem=written(f"I do {item} at {level}"),
            item=name(item),
            level=level,
            response_scale="how-far",
        )
        for item in ("1.1", "1.2")
        for level in LEVELS
    )
    barriers = tuple(
        ResponseOption(code=barrier, text=written(barrier), barrier=Barrier(barrier))
        for barrier in ("skill", "law", "data", "none")
    )
    barrier = Question(
        id=name("barrier"),
        code="BARR-1",
        measure=Measure.BARRIER,
        stem=written("What holds it back?"),
        item=name("1"),
        options=barriers,
        note=written("One answer"),
    )
    return ItemBank(
        id=name("bank"),
        code="bank",
        title=written("Bank"),
        language="en",
        version="1",
        framework=ROOT,
        licence="CC0-1.0",
        response_scales=(ResponseScale(code="how-far", title=written("How far"), options=how_far),),
        questions=(*statements, barrier),
    )
