"""What the private check asks of a role: its five most important competencies, four statements each, low to high."""

from __future__ import annotations

from dataclasses import dataclass

from capacita.assessment.instrument.model import ItemBank, Measure, Question, ResponseOption
from capacita.framework import Framework, Item, ItemKind, JobRole, ProficiencyLevel
from capacita.vocabulary import NotFound
from capacita.web.framework.levels import levels_of

COMPETENCIES = 5
STATEMENTS = 4
SECONDS_A_QUESTION = 30  # to read a statement of about twenty words, think and choose; not measured yet


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyPlan:
    """A competency that is asked about, the level that the role needs of it, and its statements."""

    item: Item
    needed: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandPlan:
    """The check of one role."""

    role: JobRole
    levels: tuple[ProficiencyLevel, ...]
    competencies: tuple[CompetencyPlan, ...]
    options: tuple[ResponseOption, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every statement in the order in which it is asked."""
        return tuple(question for part in self.competencies for question in part.questions)

    def competency_of(self, number: int) -> CompetencyPlan:
        """Return the competency that a question belongs to; ``number`` counts from 1."""
        passed = 0
        for part in self.competencies:
            passed += len(part.questions)
            if number <= passed:
                return part
        raise NotFound("NOT_HERE")


def minutes_for(questions: int) -> int:
    """Return how long so many questions take, in whole minutes, rounded up."""
    return -(-questions * SECONDS_A_QUESTION // 60)


def plan_check(framework: Framework, bank: ItemBank, role_code: str) -> StandPlan:
    """Return the check of a role: most important competencies first, then higher level, then the framework's order.

    Attitudes are no part of it: they are never turned into a level. Raises NotFound for a role that is not there.
    """
    role = next((entry for entry in framework.roles if entry.code == role_code), None)
    if role is None:
        raise NotFound("ROLE_UNKNOWN", code=role_code)
    levels = levels_of(framework)
    positions = {level.id: level.position for level in levels}
    items = {item.id: (place, item) for place, item in enumerate(framework.items)}
    chosen = []
    for requirement in role.requirements:
        place, item = items[requirement.item]
        questions = _statements(bank, item.id, levels)
        if item.kind is ItemKind.COMPETENCY and len(questions) == STATEMENTS:
            needed = positions[requirement.level]
            part = CompetencyPlan(item=item, needed=needed, questions=questions)
            chosen.append(((-requirement.importance, -needed, place), part))
    chosen.sort(key=lambda entry: entry[0])
    scale = next(entry for entry in bank.response_scales if entry.code == "how-far")
    return StandPlan(
        role=role,
        levels=levels,
        competencies=tuple(part for _key, part in chosen[:COMPETENCIES]),
        options=scale.options,
    )


def _statements(bank: ItemBank, item_id: str, levels: tuple[ProficiencyLevel, ...]) -> tuple[Question, ...]:
    """Return one statement for each rung, the bank's first, so that each rung weighs the same."""
    found = [
        question
        for question in bank.questions
        if question.item == item_id and question.measure is Measure.SELF_REPORT and question.response_scale == "how-far"
    ]
    first = (next((question for question in found if question.level == level.code), None) for level in levels)
    return tuple(question for question in first if question is not None)[:STATEMENTS]
