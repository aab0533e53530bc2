"""A training plan as pages show it: what it closes and for whom, what it costs, how sure that is, what stays undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.assessment.estimation.model import Group
from capacita.planning import (
    ActionChoice,
    EffectStatus,
    LeftOutReason,
    PlanChoice,
    PlanLimits,
    PlanSentence,
    PlanStatus,
    explain_plan,
    share_closed,
    spell_sentence,
)
from capacita.planning.messages import LIMIT_NAMES
from capacita.vocabulary import LocalizedText, ShownText, show_text
from capacita.web.assessment.presenters import barrier_words, group_text, group_words, item_words
from capacita.web.documents.packs import catalogue
from capacita.web.patterns.templatetags.capacita_ui import decimal, percent
from capacita.web.planning.queries import PlanDocuments

SHOWN_FIRST = 12  # choices before the rest opens
LIMIT_TITLES = {
    "budget": _("Money"),
    "trainer_days": _("Trainer days"),
    "days_per_person": _("Training days per person"),
}
LEFT_OUT = {
    LeftOutReason.LIMITS: (_("Money, trainers or days ran out"), _("More would be closed under wider limits.")),
    LeftOutReason.NO_MODULE: (_("No module fits"), _("The catalogue has nothing for these people and this gap.")),
    LeftOutReason.NO_ACTION: (
        _("Something other than skill holds it up"),
        _("The catalogue has no action for that. Training would not help."),
    ),
    LeftOutReason.NOT_ESTIMABLE: (_("The gap is not known"), _("Too few people answered to tell how large it is.")),
    LeftOutReason.BELOW_SMALLEST: (_("The gap is too small to plan for"), _("People stand close to what they need.")),
    LeftOutReason.NO_GAP: (_("There is no gap"), _("People stand where their roles need them, or above.")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceOnPage:
    """A module for a group, with what it closes."""

    title: ShownText | None
    code: str
    group: ShownText | str
    facts: tuple[str, ...]
    closes: tuple[str, ...]
    first: bool  # closes nothing itself; another module asks for it
    robust: bool | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionOnPage:
    """An enabling action; what the catalogue says of it is absent where it no longer lists it."""

    title: ShownText | None
    description: ShownText | None
    first_steps: tuple[ShownText | None, ...]
    who: ShownText | None
    sign_of_progress: ShownText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierOnPage:
    """Something other than skill that holds work back, the groups that name it, and what to do about it."""

    code: str
    title: str
    groups: tuple[dict[str, Any], ...]
    actions: tuple[ActionOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutOnPage:
    """Gaps that the plan does nothing, or not enough, about, for one reason."""

    title: str
    text: str
    number: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOnPage:
    """A plan whole."""

    country: LocalizedText
    country_code: str
    fictional: bool
    simulated: bool
    is_empty: bool
    findings: tuple[dict[str, Any], ...]
    sureness: str
    assumed: bool
    limits: tuple[dict[str, Any], ...]
    may_plan: bool
    choices: tuple[ChoiceOnPage, ...]
    further: tuple[ChoiceOnPage, ...]
    table: dict[str, Any]
    more: tuple[str, ...]
    barriers: tuple[BarrierOnPage, ...]
    left_out: tuple[LeftOutOnPage, ...]
    solver: str
    currency: str
    texts: tuple[Any, ...]


def present_plan(documents: PlanDocuments, language: str) -> PlanOnPage:
    """Return a plan in a language."""
    plan = documents.plan
    sentences = [
        _in_words(documents, sentence, language) for sentence in explain_plan(plan, documents.framework, language)
    ]
    choices = tuple(_choice(documents, choice, language) for choice in _ranked(documents))
    barriers = tuple(_barriers(documents, language))
    return PlanOnPage(
        country=documents.organisation.name,
        country_code=documents.organisation.code,
        fictional=documents.organisation.fictional,
        simulated=plan.simulated,
        is_empty=plan.status is PlanStatus.NOTHING_TO_CHOOSE or not plan.choices,
        findings=tuple(_findings(documents)),
        sureness=_sureness(documents),
        assumed=any(
            effect.status is EffectStatus.ASSUMED for module in plan.problem.modules for effect in module.effects
        ),
        limits=present_limits(plan.problem.limits),
        may_plan=documents.may_plan,
        choices=choices[:SHOWN_FIRST],
        further=choices[SHOWN_FIRST:],
        table=_table(documents, language),
        more=tuple(
            spell_sentence(sentence, gettext)
            for sentence in sentences
            if sentence.code in ("PLAN_LIMIT_WORTH", "PLAN_LIMIT_FREE")
        ),
        barriers=barriers,
        left_out=tuple(_left_out(documents, sentences)),
        solver=f"{plan.solver.name} {plan.solver.version}",
        currency=plan.problem.limits.currency,
        texts=(
            *(text for choice in choices for text in (choice.title, choice.group)),
            *(action.title for barrier in barriers for action in barrier.actions),
            *(group["title"] for barrier in barriers for group in barrier.groups),
        ),
    )


def present_limits(limits: PlanLimits) -> tuple[dict[str, Any], ...]:
    """Return limits as facts; the values are those of the pattern ``summary_list``."""
    return (
        {"term": gettext(LIMIT_TITLES["budget"]), "value": f"{decimal(limits.budget, 0)} {limits.currency}"},
        {"term": gettext(LIMIT_TITLES["trainer_days"]), "value": decimal(limits.trainer_days, 0)},
        {"term": gettext(LIMIT_TITLES["days_per_person"]), "value": _short(limits.days_per_person)},
    )


def _findings(documents: PlanDocuments) -> list[dict[str, Any]]:
    """Return what the plan does, in three numbers; the values are those of the pattern ``finding``."""
    plan = documents.plan
    share = share_closed(plan)
    if share is None or not plan.choices:
        return []
    people = sum(choice.people for choice in plan.choices)
    cohorts = sum(choice.cohorts for choice in plan.choices)
    limits = plan.problem.limits
    return [
        {
            "value": percent(share),
            "text": gettext(
                "Share of the gaps planned for that training would close, weighted by importance and by people."
            ),
        },
        {
            "value": decimal(people, 0),
            "text": gettext("Seats; one person may take several. Cohorts: {cohorts}.").format(
                cohorts=decimal(cohorts, 0)
            ),
        },
        {
            "value": f"{decimal(plan.cost, 0)} {limits.currency}",
            "text": gettext("Cost, out of {budget} {currency}. Trainer days: {used} out of {days}.").format(
                budget=decimal(limits.budget, 0),
                currency=limits.currency,
                used=_short(plan.trainer_days),
                days=_short(limits.trainer_days),
            ),
        },
    ]


def _sureness(documents: PlanDocuments) -> str:
    """Return how much better another plan could be, at most."""
    plan = documents.plan
    if plan.status is PlanStatus.NOTHING_TO_CHOOSE:
        return ""
    words = (
        gettext("At most {share} more could be closed by any plan under the same limits: this is proven.")
        if plan.status is PlanStatus.OPTIMAL
        else gettext("The search was stopped early. At most {share} more could be closed under the same limits.")
    )
    return words.format(share=percent(plan.relative_gap, 2))


def _ranked(documents: PlanDocuments) -> list[PlanChoice]:
    """Return the choices, those first that close most, weighted by importance."""
    importance = {closure.gap: closure.importance for closure in documents.plan.closures}
    return sorted(
        documents.plan.choices,
        key=lambda choice: (-sum(part.amount * importance[part.gap] for part in choice.closes), choice.id),
    )


def _choice(documents: PlanDocuments, choice: PlanChoice, language: str) -> ChoiceOnPage:
    closures = {closure.gap: closure for closure in documents.plan.closures}
    closes = []
    for part in choice.closes:
        closure = closures[part.gap]
        closes.append(
            gettext("{item}: {closed} of a gap of {value} levels a head").format(
                item=item_words(documents.framework, closure.item, language),
                closed=decimal(part.amount / closure.headcount, 2) if closure.headcount else decimal(0, 2),
                value=decimal(closure.value, 2),
            )
        )
    cohorts = ngettext("{cohorts} cohort", "{cohorts} cohorts", choice.cohorts).format(
        cohorts=decimal(choice.cohorts, 0)
    )
    people = ngettext("{people} person", "{people} people", choice.people).format(people=decimal(choice.people, 0))
    return ChoiceOnPage(
        title=show_text(choice.title, language),
        code=choice.module_code,
        group=_group(documents, choice.group, language),
        facts=(
            people,
            cohorts,
            f"{decimal(choice.cost, 0)} {documents.plan.problem.limits.currency}",
            gettext("Trainer days: {days}").format(days=_short(choice.trainer_days)),
            gettext("Days for each person: {days}").format(days=_short(choice.days)),
        ),
        closes=tuple(closes),
        first=not closes,
        robust=choice.robust,
        href=reverse("trail", args=[documents.organisation.code, choice.id]) if choice.id in documents.traced else "",
    )


def _table(documents: PlanDocuments, language: str) -> dict[str, Any]:
    """Return all choices as a table; the values are those of the pattern ``table``."""
    plan, currency = documents.plan, documents.plan.problem.limits.currency
    code = documents.organisation.code
    rows = [
        [
            show_text(choice.title, language),
            _group(documents, choice.group, language),
            decimal(choice.cohorts, 0),
            decimal(choice.people, 0),
            decimal(choice.cost, 0),
            _short(choice.trainer_days),
        ]
        for choice in _ranked(documents)
    ]
    return {
        "columns": [
            {"title": gettext("Module")},
            {"title": gettext("For whom")},
            {"title": gettext("Cohorts"), "numeric": True},
            {"title": gettext("Seats"), "numeric": True},
            {"title": gettext("Cost in {currency}").format(currency=currency), "numeric": True},
            {"title": gettext("Trainer days"), "numeric": True},
        ],
        "rows": rows,
        "total": [
            gettext("Together"),
            "",
            decimal(sum(choice.cohorts for choice in plan.choices), 0),
            decimal(sum(choice.people for choice in plan.choices), 0),
            decimal(plan.cost, 0),
            _short(plan.trainer_days),
        ],
        "downloads": [
            {"label": suffix.upper(), "href": reverse("plan-file", args=[code, suffix])} for suffix in ("csv", "json")
        ],
    }


def _barriers(documents: PlanDocuments, language: str) -> list[BarrierOnPage]:
    """Return the barriers that the plan opens a way around, each with its groups and actions, each named once."""
    by_barrier: dict[str, list[ActionChoice]] = {}
    for choice in documents.plan.actions:
        by_barrier.setdefault(choice.barrier, []).append(choice)
    return [
        BarrierOnPage(
            code=barrier,
            title=barrier_words(barrier),
            groups=tuple(_barrier_group(documents, choice, language) for choice in _first_of(choices, "group")),
            actions=tuple(_action(choice, language) for choice in _first_of(choices, "action")),
        )
        for barrier, choices in by_barrier.items()
    ]


def _first_of(choices: Iterable[ActionChoice], name: str) -> list[ActionChoice]:
    """Return the first choice for each value of an attribute."""
    found: dict[str, ActionChoice] = {}
    for choice in choices:
        found.setdefault(getattr(choice, name), choice)
    return list(found.values())


def _barrier_group(documents: PlanDocuments, choice: ActionChoice, language: str) -> dict[str, Any]:
    items = {gap.gap: gap.item for gap in documents.plan.problem.barred}
    href = reverse("trail", args=[documents.organisation.code, choice.id])
    return {
        "title": _group(documents, choice.group, language),
        "share": percent(choice.share) if choice.share is not None else "",
        "items": [item_words(documents.framework, items[gap], language) for gap in choice.gaps],
        "href": href if choice.id in documents.traced else "",
    }


def _action(choice: ActionChoice, language: str) -> ActionOnPage:
    action = next((entry for entry in catalogue().actions if entry.id == choice.action), None)
    return ActionOnPage(
        title=show_text(choice.title, language),
        description=show_text(action.description, language) if action else None,
        first_steps=tuple(show_text(step, language) for step in action.first_steps) if action else (),
        who=show_text(action.who, language) if action else None,
        sign_of_progress=show_text(action.sign_of_progress, language) if action else None,
    )


def _left_out(documents: PlanDocuments, sentences: Iterable[PlanSentence]) -> list[LeftOutOnPage]:
    said = {
        sentence.about[0]: spell_sentence(sentence, gettext)
        for sentence in sentences
        if sentence.code.startswith("PLAN_LEFT_")
    }
    found = []
    for reason, (title, text) in LEFT_OUT.items():
        mine = [left for left in documents.plan.left_out if left.reason is reason]
        if mine:
            found.append(
                LeftOutOnPage(
                    title=gettext(title),
                    text=gettext(text),
                    number=len(mine),
                    sentences=tuple(said[left.gap] for left in mine),
                )
            )
    return found


def _in_words(documents: PlanDocuments, sentence: PlanSentence, language: str) -> PlanSentence:
    """Return a sentence whose groups, barriers and limits are called by their names rather than their codes."""
    values: dict[str, str] = dict(sentence.values)
    if "group" in values:
        values["group"] = _plain_group(documents, values["group"], language)
    if "barrier" in values:
        values["barrier"] = barrier_words(values["barrier"])
    if "limit" in values:
        values["limit"] = _limit_words(documents, values["limit"], language)
    return replace(sentence, values=values)


def _limit_words(documents: PlanDocuments, words: str, language: str) -> str:
    """Return a limit's name, with the title of its group where it has one, such as "Trainer days (health)"."""
    for english in LIMIT_NAMES.values():
        if words == english:
            return gettext(english)
        if words.startswith(f"{english} (") and words.endswith(")"):
            group = words.removeprefix(f"{english} (").removesuffix(")")
            return gettext("{limit} ({group})").format(
                limit=gettext(english), group=_plain_group(documents, group, language)
            )
    return words


def _group(documents: PlanDocuments, value: str, language: str) -> ShownText | str:
    group = Group(dimension=documents.plan.problem.limits.dimension, value=value)
    return group_text(group, documents.framework, documents.titles, language)


def _plain_group(documents: PlanDocuments, value: str, language: str) -> str:
    group = Group(dimension=documents.plan.problem.limits.dimension, value=value)
    return group_words(group, documents.framework, documents.titles, language)


def _short(value: float) -> str:
    """Return a number with a digit after the point only where it needs one."""
    return decimal(value, 0 if float(value).is_integer() else 1)
