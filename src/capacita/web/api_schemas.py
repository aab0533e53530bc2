"""The shapes that the API answers in. Numbers are rounded to 12 significant digits, absent ones are null."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator

from capacita.vocabulary import LocalizedText, round_number

Number = Annotated[float, AfterValidator(round_number)]


class WordingOut(Schema):
    """A text in one language, and what it comes from."""

    text: str
    origin: str


Texts = dict[str, WordingOut]


def texts_of(localized: LocalizedText) -> dict[str, Any]:
    """Return texts in the shape of the API."""
    return {tag: {"text": wording.text, "origin": wording.origin.value} for tag, wording in localized.items()}


class ErrorOut(Schema):
    """What went wrong, in the one shape of every error, and what to do about it."""

    code: str
    message: str
    hint: str


class FrameworkLine(Schema):
    """A version of a framework."""

    code: str
    version: str
    status: str
    title: Texts
    is_adaptation: bool
    country: str
    simulated: bool
    digest: str
    released_at: datetime | None


class ItemLine(Schema):
    """An item of a framework."""

    id: str
    code: str
    kind: str
    parent: str | None
    title: Texts
    statement: Texts


class LevelOut(Schema):
    """A level, counted from 1 at the lowest."""

    id: str
    code: str
    position: int
    title: Texts


class RoleLine(Schema):
    """A role by its work."""

    id: str
    code: str
    branch: str
    title: Texts


class FrameworkOut(FrameworkLine):
    """A version of a framework with its items, levels and roles."""

    id: str
    language: str
    licence: str
    notice: Texts
    items: list[ItemLine]
    levels: list[LevelOut]
    roles: list[RoleLine]


class DescriptorOut(Schema):
    """What an item looks like at a level."""

    level: str
    text: Texts


class RequirementOut(Schema):
    """The level of an item that a role needs."""

    role: str
    level: str
    importance: int
    status: str


class PrincipleOut(Schema):
    """A principle that an item serves, and how."""

    principle: str
    because: Texts


class ItemOut(ItemLine):
    """An item with its levels, principles and the roles that need it."""

    framework: str
    framework_version: str
    notice: Texts
    notes: Texts
    descriptors: list[DescriptorOut]
    principles: list[PrincipleOut]
    requirements: list[RequirementOut]


class ConsultationOut(Schema):
    """A consultation in the calendar; what is undecided is null."""

    slug: str
    programme: str
    title: Texts
    status: str
    starts_on: date | None
    ends_on: date | None
    precision: str
    tentative: bool
    mode: str
    language: str
    place: str
    simulated: bool


class CountryOut(Schema):
    """A country and what there is of it."""

    code: str
    name: Texts
    fictional: bool
    has_adaptation: bool
    has_results: bool
    has_plan: bool
    has_toolkit: bool


class GapOut(Schema):
    """A gap with its interval; where there is no number, ``not_estimable`` says why."""

    id: str
    item: str
    title: str
    dimension: str
    group: str
    people: Number
    required: Number
    observed: Number | None
    observed_low: Number | None
    observed_high: Number | None
    gap: Number | None
    gap_low: Number | None
    gap_high: Number | None
    answers: int | None
    not_estimable: str | None
    main_barrier: str | None


class GapsOut(Schema):
    """The gaps of a country's newest assessment, and what a reader must know about them."""

    country: str
    title: str
    simulated: bool
    fictional: bool
    framework: str
    framework_version: str
    requirement_status: str
    method: str
    smallest_group: int
    notice: str
    gaps: list[GapOut]


class ChoiceOut(Schema):
    """A module that the plan chose for a group."""

    id: str
    group: str
    module: str
    title: Texts
    cohorts: int
    people: int
    cost: Number
    trainer_days: Number
    days_per_person: Number
    closes: list[str]
    robust: bool | None


class ActionOut(Schema):
    """An enabling action for a group, where training would not help."""

    id: str
    group: str
    action: str
    title: Texts
    barrier: str
    share: Number | None


class PlanOut(Schema):
    """A country's newest training plan."""

    id: str
    country: str
    simulated: bool
    status: str
    currency: str
    budget: Number
    trainer_days_limit: Number
    days_per_person_limit: Number
    cost: Number
    trainer_days: Number
    share_closed: Number | None
    relative_gap: Number
    notice: str
    choices: list[ChoiceOut]
    actions: list[ActionOut]


class FileOut(Schema):
    """A toolkit as a file."""

    format: str
    media_type: str
    size_bytes: int
    digest: str
    href: str


class ShownNumberOut(Schema):
    """A number that the toolkit shows; follow its id with the trail."""

    id: str
    label: str
    unit: str
    shown: str
    value: Number | None


class ToolkitOut(Schema):
    """A country's newest toolkit."""

    id: str
    country: str
    title: str
    language: str
    simulated: bool
    made_at: datetime
    notice: str
    licence: str
    files: list[FileOut]
    numbers: list[ShownNumberOut]


class StopOut(Schema):
    """A stop of a trail; ``depth`` counts from the number itself at 0."""

    depth: int
    id: str
    kind: str
    label: str
    made_from: list[str]


class TrailOut(Schema):
    """The walk from a number to where it began, depth first, each stop once."""

    country: str
    simulated: bool
    stops: list[StopOut]
