"""One question of the private check as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from capacita.vocabulary import LocalizedText
from capacita.web.assessment.stand_answers import DECLINED
from capacita.web.assessment.stand_plan import StandPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOnPage:
    """A statement with its answers; ``control`` has the values of the pattern ``control``."""

    role: LocalizedText
    role_code: str
    competency: LocalizedText
    stem: LocalizedText
    scale_texts: tuple[LocalizedText, ...]
    number: int
    count: int
    control: Mapping[str, Any]


def present_question(plan: StandPlan, number: int, answers: str, errors: Sequence[str]) -> QuestionOnPage:
    """Return a question with the answer that was given to it before; ``number`` counts from 1."""
    question = plan.questions[number - 1]
    given = answers[number - 1]
    options: list[dict[str, Any]] = [
        {"value": str(place), "label": option.text, "checked": given == str(place)}
        for place, option in enumerate(plan.options)
    ]
    options.append({"divider": gettext("or")})
    options.append({"value": DECLINED, "label": gettext("I prefer not to answer"), "checked": given == DECLINED})
    return QuestionOnPage(
        role=plan.role.title,
        role_code=plan.role.code,
        competency=plan.competency_of(number).item.title,
        stem=question.stem,
        scale_texts=tuple(option.text for option in plan.options),
        number=number,
        count=len(plan.questions),
        control={
            "kind": "choices",
            "id": "id_answer",
            "name": "answer",
            "label": question.stem,
            "errors": list(errors),
            "required": True,
            "options": options,
        },
    )
