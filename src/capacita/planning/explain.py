"""A plan in sentences: what it closes, for whom, how sure that is, what a little more would do, what stays undone."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent

from capacita.framework import Framework
from capacita.planning.catalogue import EffectStatus
from capacita.planning.messages import LIMIT_NAMES, SENTENCES
from capacita.planning.plan import GapClosure, LimitName, LimitUse, PlanChoice, PlanStatus, TrainingPlan
from capacita.vocabulary import Identifier, locale_of, plain_text

_STEPS = {LimitName.BUDGET: 0.05, LimitName.TRAINER_DAYS: 0.05}  # "a little more" is a twentieth of the limit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSentence:
    """One thing to say about a plan: a code, the values of its words, and what on the trail it is about."""

    code: str
    values: Mapping[str, str]
    about: tuple[Identifier, ...] = ()


def explain_plan(
    plan: TrainingPlan, framework: Framework | None = None, language: str = "en"
) -> tuple[PlanSentence, ...]:
    """Return what there is to say about a plan, the most important first.

    With the framework, competencies are called by code and title; without it, by the start of their identifier.
    """
    names = _item_names(framework, language)
    return (
        *_say_whole(plan, language),
        *_say_choices(plan, names, language),
        *_say_gaps(plan, names, language),
        *_say_actions(plan, names, language),
        *_say_limits(plan, language),
        *_say_left_out(plan, names, language),
    )


def spell_sentence(sentence: PlanSentence, translate: Callable[[str], str] = str) -> str:
    """Return the words of a sentence."""
    return translate(SENTENCES[sentence.code]).format(**sentence.values)


def share_closed(plan: TrainingPlan) -> float | None:
    """Return the objective as a share of all that training could close at most, or None where there is nothing."""
    possible = math.fsum(closure.importance * closure.needed for closure in plan.closures)
    return plan.objective / possible if possible > 0 else None


def _item_names(framework: Framework | None, language: str) -> Callable[[Identifier], str]:
    known = {item.id: item for item in framework.items} if framework else {}

    def name(identifier: Identifier) -> str:
        item = known.get(identifier)
        return f"{item.code} {plain_text(item.title, language)}".strip() if item else f"item {identifier[:8]}"

    return name


def _number(value: float, language: str, digits: int = 1) -> str:
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=locale_of(language))


def _percent(value: float, language: str) -> str:
    pattern = "#,##0.#%" if 0 < value < 0.1 or 0.9 < value < 1 else "#,##0%"
    return format_percent(value, format=pattern, locale=locale_of(language))


def _say_whole(plan: TrainingPlan, language: str) -> Iterator[PlanSentence]:
    if plan.simulated:
        yield PlanSentence(code="PLAN_SIMULATED", values={}, about=(plan.id,))
    share = share_closed(plan)
    if plan.status is PlanStatus.NOTHING_TO_CHOOSE or share is None:
        yield PlanSentence(code="PLAN_EMPTY", values={}, about=(plan.id,))
        return
    yield PlanSentence(
        code="PLAN_WHOLE",
        about=(plan.id,),
        values={
            "share": _percent(share, language),
            "people": _number(sum(choice.people for choice in plan.choices), language, 0),
            "cohorts": _number(sum(choice.cohorts for choice in plan.choices), language, 0),
            "cost": _number(plan.cost, language, 0),
            "currency": plan.problem.limits.currency,
            "trainer_days": _number(plan.trainer_days, language),
        },
    )
    gap = format_percent(plan.relative_gap, format="#,##0.0#%", locale=locale_of(language))
    code = "PLAN_PROVEN" if plan.status is PlanStatus.OPTIMAL else "PLAN_STOPPED"
    yield PlanSentence(code=code, values={"gap": gap}, about=(plan.id,))
    effects = [effect for module in plan.problem.modules for effect in module.effects]
    if any(effect.status is EffectStatus.ASSUMED for effect in effects):
        yield PlanSentence(code="PLAN_EFFECTS_ASSUMED", values={}, about=(plan.id,))


def _say_choices(plan: TrainingPlan, name: Callable[[Identifier], str], language: str) -> Iterator[PlanSentence]:
    closures = {closure.gap: closure for closure in plan.closures}
    for choice in sorted(plan.choices, key=lambda choice: _weight(choice, closures), reverse=True):
        parts = [
            f"{name(closures[closing.gap].item)} "
            f"{_number(closing.amount / closures[closing.gap].headcount, language, 2)} / "
            f"{_number(closures[closing.gap].value, language, 2)}"
            for closing in choice.closes
        ]
        values = {
            "group": choice.group,
            "module": f"{choice.module_code} {plain_text(choice.title, language)}",
            "people": _number(choice.people, language, 0),
            "cohorts": _number(choice.cohorts, language, 0),
            "cost": _number(choice.cost, language, 0),
            "currency": plan.problem.limits.currency,
            "days": _number(choice.days, language),
            "closes": "; ".join(parts),
        }
        about = (choice.id, *(closing.gap for closing in choice.closes))
        yield PlanSentence(code="PLAN_CHOICE" if parts else "PLAN_CHOICE_FIRST", values=values, about=about)
        if choice.robust is not None:
            code = "PLAN_CHOICE_ROBUST" if choice.robust else "PLAN_CHOICE_FRAGILE"
            yield PlanSentence(code=code, values=values, about=(choice.id,))


def _weight(choice: PlanChoice, closures: Mapping[Identifier, GapClosure]) -> float:
    return math.fsum(closing.amount * closures[closing.gap].importance for closing in choice.closes)


def _say_gaps(plan: TrainingPlan, name: Callable[[Identifier], str], language: str) -> Iterator[PlanSentence]:
    for closure in sorted(plan.closures, key=lambda closure: -closure.importance * closure.closed):
        if closure.closed <= 0:
            continue
        values = {
            "group": closure.group,
            "item": name(closure.item),
            "closed": _percent(closure.closed / closure.needed, language),
            "value": _number(closure.value, language, 2),
        }
        if closure.standard_error is None:
            yield PlanSentence(code="PLAN_GAP_NO_ERROR", values=values, about=(closure.gap,))
        else:
            error = _number(closure.standard_error, language, 2)
            yield PlanSentence(code="PLAN_GAP", values={**values, "error": error}, about=(closure.gap,))


def _say_actions(plan: TrainingPlan, name: Callable[[Identifier], str], language: str) -> Iterator[PlanSentence]:
    items = {gap.gap: gap.item for gap in plan.problem.barred}
    for action in plan.actions:
        values = {
            "group": action.group,
            "action": plain_text(action.title, language),
            "barrier": action.barrier,
            "items": ", ".join(name(items[gap]) for gap in action.gaps),
        }
        about = (action.id, *action.gaps)
        if action.share is None:
            yield PlanSentence(code="PLAN_ACTION_NO_SHARE", values=values, about=about)
        else:
            share = _percent(action.share, language)
            yield PlanSentence(code="PLAN_ACTION", values={**values, "share": share}, about=about)


def _say_limits(plan: TrainingPlan, language: str) -> Iterator[PlanSentence]:
    if plan.status is PlanStatus.NOTHING_TO_CHOOSE:
        return
    for use in plan.limits:
        if use.name is LimitName.DAYS_PER_PERSON and use.worth == 0:
            continue  # one line for each group would bury what matters
        yield _limit_sentence(plan, use, language)


def _limit_sentence(plan: TrainingPlan, use: LimitUse, language: str) -> PlanSentence:
    unit = f" {plan.problem.limits.currency}" if use.name is LimitName.BUDGET else ""
    label = LIMIT_NAMES[use.name.value] + (f" ({use.group})" if use.group else "")
    values = {
        "limit": label,
        "used": _number(use.used, language) + unit,
        "allowed": _number(use.limit, language) + unit,
    }
    if use.worth == 0:
        return PlanSentence(code="PLAN_LIMIT_FREE", values=values, about=(plan.id,))
    step = use.limit * _STEPS.get(use.name, 0.0) or 1.0
    possible = math.fsum(closure.importance * closure.needed for closure in plan.closures)
    worth = format_percent(step * use.worth / possible, format="#,##0.0#%", locale=locale_of(language))
    return PlanSentence(
        code="PLAN_LIMIT_WORTH",
        values={**values, "step": _number(step, language) + unit, "worth": worth},
        about=(plan.id,),
    )


def _say_left_out(plan: TrainingPlan, name: Callable[[Identifier], str], language: str) -> Iterator[PlanSentence]:
    for left in plan.left_out:
        values = {"group": left.group, "item": name(left.item)}
        if left.remaining is not None:
            values["remaining"] = _number(left.remaining, language, 2)
        yield PlanSentence(code=f"PLAN_LEFT_{left.reason.value.upper()}", values=values, about=(left.gap,))
