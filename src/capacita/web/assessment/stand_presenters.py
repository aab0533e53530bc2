"""Where somebody stands, in words, from a few answers about their own work.

The rule, in full. Each of four statements a competency is answered from 0 (not done) to 4 (sets how others do it), and
these numbers are read as levels: 0 before the first level, 1 to 4 the levels of the scale. With n answers x:

    mean      m = sum(x) / n
    spread    s^2 = max( sum((x - m)^2) / (n - 1), 1/12 )     1/12: what rounding to whole steps alone leaves unknown
    interval  m +- t * s / sqrt(n), t the 90 % point of Student's t with n - 1 degrees of freedom, so that the interval
              is an 80 % one, cut at 0 and 4

The likely level is the whole number nearest to m, the possible ones those nearest to any value of the interval. With
fewer than three answers, or more than three possible levels, we cannot tell. Where two levels are possible and m lies
nearer than a quarter to the line between them, we cannot tell between the two.

This treats answers as if they were drawn from one spread and as if people saw their own work as others do; with four
statements neither can be checked. It is a mirror for one person and no measurement. Quantiles: NIST/SEMATECH e-Handbook
of Statistical Methods, table 1.3.6.7.2, column 0.90.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.framework import Branch, Framework, Item, ProficiencyLevel
from capacita.planning.catalogue import Catalogue, DeliveryMode, TrainingModule
from capacita.vocabulary import LocalizedText, ShownText, plain_text, show_text
from capacita.web.assessment.stand_answers import DECLINED, UNANSWERED
from capacita.web.assessment.stand_plan import CompetencyPlan, StandPlan

FEWEST_ANSWERS = 3
MOST_LEVELS = 3
NEAR_THE_LINE = 0.25
LEAST_VARIANCE = 1 / 12
STUDENT_T_90 = {2: 1.886, 3: 1.638}
TOP = 4
STEPS_SHOWN = 3

BRANCHES = {
    Branch.EXECUTIVE: _("Executive"),
    Branch.LEGISLATURE: _("Legislature"),
    Branch.JUDICIARY: _("Judiciary"),
}
DELIVERY = {
    DeliveryMode.IN_PERSON: _("In person"),
    DeliveryMode.ONLINE: _("Online, with a trainer"),
    DeliveryMode.BLENDED: _("Partly online, partly in person"),
    DeliveryMode.SELF_PACED: _("On your own, at your own pace"),
    DeliveryMode.OFFLINE_KIT: _("Printed, without a connection"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the answers to one competency's statements say; ``mean`` is None where there are too few of them."""

    answered: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    likely: int | None = None
    possible: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RungOnPage:
    """A level of the ladder; the values are those of the pattern ``ladder``."""

    title: ShownText | None
    text: ShownText | None
    needed: bool
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOnPage:
    """One competency of the result."""

    code: str
    title: LocalizedText
    sentence: str
    needed_sentence: str
    rungs: tuple[RungOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOnPage:
    """A module to take next, for which competency, and the way without a connection where there is another one."""

    competency: LocalizedText
    title: LocalizedText
    summary: LocalizedText
    days: float
    mode: str
    offline_title: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOnPage:
    """The whole result."""

    role: LocalizedText
    answered: int
    asked: int
    standings: tuple[StandingOnPage, ...]
    steps: tuple[StepOnPage, ...]
    has_shortfall: bool
    texts: tuple[Any, ...]
    is_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOnPage:
    """A role to choose."""

    code: str
    title: LocalizedText
    branch: str
    description: LocalizedText


def estimate_standing(marks: str) -> Standing:
    """Return where the answers to one competency's statements put somebody; ``marks`` has a letter a statement."""
    scores = [int(mark) for mark in marks if mark not in (UNANSWERED, DECLINED)]
    count = len(scores)
    if count < FEWEST_ANSWERS:
        return Standing(answered=count)
    mean = sum(scores) / count
    variance = max(sum((score - mean) ** 2 for score in scores) / (count - 1), LEAST_VARIANCE)
    half = STUDENT_T_90[count - 1] * math.sqrt(variance / count)
    low, high = max(0.0, mean - half), min(float(TOP), mean + half)
    return Standing(
        answered=count,
        mean=mean,
        low=low,
        high=high,
        likely=_nearest(mean),
        possible=tuple(range(_nearest(low), _nearest(high) + 1)),
    )


def is_undecided(standing: Standing) -> bool:
    """Tell whether two levels are possible and the mean lies too near the line between them to prefer one."""
    if standing.mean is None or len(standing.possible) != 2:
        return False
    return abs(standing.mean - (standing.possible[0] + 0.5)) < NEAR_THE_LINE


def is_too_wide(standing: Standing) -> bool:
    """Tell whether so many levels are possible that naming a likely one would mislead."""
    return len(standing.possible) > MOST_LEVELS


def spell_standing(standing: Standing, levels: Sequence[ProficiencyLevel], language: str) -> str:
    """Return a standing in words, in the language of the page."""
    if standing.mean is None or standing.likely is None:
        return gettext("We cannot tell: you answered fewer than three of the four statements.")
    lowest = plain_text(levels[0].title, language)
    names = [gettext("below {level}").format(level=lowest)]
    names += [plain_text(level.title, language) for level in levels]
    first, last = names[standing.possible[0]], names[standing.possible[-1]]
    if is_too_wide(standing):
        words = gettext("We cannot tell: your answers differ too much, from {first} to {last}.")
        return words.format(first=first, last=last)
    if is_undecided(standing) and standing.possible[0] == 0:
        return gettext("We cannot tell whether you are at {level} yet.").format(level=lowest)
    if is_undecided(standing):
        return gettext("We cannot tell between two levels: {first} and {last}.").format(first=first, last=last)
    below = standing.likely - standing.possible[0]
    above = standing.possible[-1] - standing.likely
    if standing.likely == 0:
        words = gettext("You are probably not at {level} yet.")
        if above == 1:
            words = gettext("You are probably not at {level} yet; it could be that you are.")
        elif above:
            words = gettext("You are probably not at {level} yet; it could be anything up to {last}.")
        return words.format(level=lowest, last=last)
    if max(below, above) > 1:
        words = gettext("You are probably at {level}; it could be anything from {first} to {last}.")
    elif below and above:
        words = gettext("You are probably at {level}; it could be one level lower or higher.")
    elif below:
        words = gettext("You are probably at {level}; it could be one level lower.")
    elif above:
        words = gettext("You are probably at {level}; it could be one level higher.")
    else:
        words = gettext("You are probably at {level}.")
    return words.format(level=names[standing.likely], first=first, last=last)


def split_answers(plan: StandPlan, answers: str) -> list[tuple[CompetencyPlan, Standing]]:
    """Return each competency with what its answers say."""
    found = []
    passed = 0
    for part in plan.competencies:
        count = len(part.questions)
        found.append((part, estimate_standing(answers[passed : passed + count])))
        passed += count
    return found


def present_result(
    plan: StandPlan, framework: Framework, catalogue: Catalogue, answers: str, language: str
) -> ResultOnPage:
    """Return the result of these answers in a language."""
    found = split_answers(plan, answers)
    short = _shortfalls(found)
    steps = select_steps(short, catalogue)
    return ResultOnPage(
        role=plan.role.title,
        answered=sum(standing.answered for _part, standing in found),
        asked=len(plan.questions),
        standings=tuple(_present(part, standing, plan, framework, language) for part, standing in found),
        steps=steps,
        has_shortfall=bool(short),
        texts=(
            plan.role.title,
            tuple(level.title for level in plan.levels),
            tuple(part.item.title for part, _standing in found),
            tuple(text for step in steps for text in (step.title, step.summary)),
        ),
        is_empty=all(standing.mean is None for _part, standing in found),
    )


def select_steps(short: Sequence[tuple[Item, int]], catalogue: Catalogue) -> tuple[StepOnPage, ...]:
    """Return at most three modules for competencies with the level that somebody starts from, widest shortfall first.

    Each competency gets one module before any gets a second. A module fits that asks for no more than the level at hand
    and leads beyond it; the nearest start is taken first, then the larger gain, then the fewer days.
    """
    fitting = [(item, _fitting(catalogue, item.id, level)) for item, level in short]
    steps: list[StepOnPage] = []
    taken: set[str] = set()  # modules that stand in a step, and kits that one names
    for turn in range(STEPS_SHOWN):
        for item, modules in fitting:
            if turn >= len(modules) or modules[turn].id in taken or len(steps) == STEPS_SHOWN:
                continue
            module = modules[turn]
            taken.add(module.id)
            kits = [entry for entry in modules if entry.mode is DeliveryMode.OFFLINE_KIT and entry.id not in taken]
            taken.update(entry.id for entry in kits[:1])
            steps.append(
                StepOnPage(
                    competency=item.title,
                    title=module.title,
                    summary=module.summary,
                    days=module.days,
                    mode=gettext(DELIVERY[module.mode]),
                    offline_title=kits[0].title if kits else None,
                )
            )
    return tuple(steps)


def present_roles(framework: Framework) -> list[RoleOnPage]:
    """Return the roles that somebody can choose from."""
    return [
        RoleOnPage(
            code=role.code, title=role.title, branch=gettext(BRANCHES[role.branch]), description=role.description
        )
        for role in framework.roles
    ]


def describe_result(plan: StandPlan, framework: Framework, answers: str, *, language: str, on: date) -> dict[str, Any]:
    """Return the result as a JSON value for whoever gave the answers."""
    marks = dict(zip((question.code for question in plan.questions), answers, strict=True))
    return {
        "format": "capacita-self-check/1",
        "made_on": on.isoformat(),
        "framework": {"id": framework.id, "version": framework.version},
        "role": plan.role.code,
        "note": gettext("Self-report from few statements, for yourself alone. Not for appraisal."),
        "answers": {
            code: None if mark in (UNANSWERED, DECLINED) else plan.options[int(mark)].code
            for code, mark in marks.items()
        },
        "standings": [
            {
                "item": part.item.code,
                "title": plain_text(part.item.title, language),
                "needed_level": part.needed,
                "answered": standing.answered,
                "mean": standing.mean,
                "low": standing.low,
                "high": standing.high,
                "likely_level": standing.likely,
                "possible_levels": list(standing.possible),
                "in_words": spell_standing(standing, plan.levels, language),
            }
            for part, standing in split_answers(plan, answers)
        ],
    }


def write_result_text(plan: StandPlan, answers: str, *, language: str, on: date) -> str:
    """Return the result as plain text, in the language of the page."""
    lines = [
        gettext("Where I stand: {role}").format(role=plain_text(plan.role.title, language)),
        on.isoformat(),
        "",
        gettext("Self-report from few statements, for yourself alone. Not for appraisal."),
        "",
    ]
    for part, standing in split_answers(plan, answers):
        lines += [
            f"{part.item.code} {plain_text(part.item.title, language)}",
            f"  {spell_standing(standing, plan.levels, language)}",
            f"  {_needed(part, plan, language)}",
            "",
        ]
    notice = _("Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement.")
    return "\n".join([*lines, gettext(notice), ""])


def count_words(questions: int, minutes: int) -> str:
    """Return how much is asked and how long it takes."""
    words = ngettext(
        "About {questions} question, some {minutes} minutes at half a minute each.",
        "About {questions} questions, some {minutes} minutes at half a minute each.",
        questions,
    )
    return words.format(questions=questions, minutes=minutes)


def _present(
    part: CompetencyPlan, standing: Standing, plan: StandPlan, framework: Framework, language: str
) -> StandingOnPage:
    texts = {entry.level: entry.text for entry in framework.descriptors if entry.item == part.item.id}
    rungs = []
    for level in plan.levels:
        mark = _mark(standing, level.position)
        is_needed = level.position == part.needed
        text = show_text(texts.get(level.id, {}), language) if mark or is_needed else None
        title = show_text(level.title, language)
        rungs.append(RungOnPage(title=title, text=text, needed=is_needed, standing=mark))
    return StandingOnPage(
        code=part.item.code,
        title=part.item.title,
        sentence=spell_standing(standing, plan.levels, language),
        needed_sentence=_needed(part, plan, language),
        rungs=tuple(rungs),
    )


def _mark(standing: Standing, position: int) -> str:
    if position not in standing.possible or is_too_wide(standing):
        return ""
    return "likely" if position == standing.likely and not is_undecided(standing) else "possible"


def _needed(part: CompetencyPlan, plan: StandPlan, language: str) -> str:
    name = plain_text(plan.levels[part.needed - 1].title, language)
    return gettext("Your role asks for {level}.").format(level=name)


def _shortfalls(found: Sequence[tuple[CompetencyPlan, Standing]]) -> list[tuple[Item, int]]:
    """Return the competencies below what the role needs with the likely level, the widest shortfall first."""
    short = [
        (part.needed - standing.mean, part.item, standing.likely)
        for part, standing in found
        if standing.mean is not None
        and standing.likely is not None
        and standing.likely < part.needed
        and not is_too_wide(standing)
    ]
    short.sort(key=lambda entry: -entry[0])
    return [(item, likely) for _gap, item, likely in short]


def _fitting(catalogue: Catalogue, item_id: str, level: int) -> list[TrainingModule]:
    fitting = []
    for module in catalogue.modules:
        for effect in module.effects:
            if effect.item == item_id and effect.starting_level <= level < effect.up_to_level:
                fitting.append(((-effect.starting_level, -effect.gain, module.days, module.code), module))
    return [module for _key, module in sorted(fitting, key=lambda entry: entry[0])]


def _nearest(value: float) -> int:
    """Return the nearest whole number, the upper one from the middle on."""
    return math.floor(value + 0.5)
