"""The walk through the six questions: what was answered so far lies in the session, until the request is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.vocabulary import NotFound
from capacita.web.consultation.forms import (
    AskForm,
    ContactForm,
    DateForm,
    DeadlineForm,
    ModeForm,
    PeopleForm,
    TimeForm,
    option_hints_of_modes,
    read_clock,
)
from capacita.web.consultation.presenters import as_written
from capacita.web.consultation.services import RequestDetails
from capacita.web.consultation.terms import MODES, STAKEHOLDERS
from capacita.web.patterns.templatetags.capacita_ui import day

SESSION_KEY = "ask"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStep:
    """One question: its address, its short name for the summary, what it asks, and why."""

    code: str
    name: str
    question: str
    help: str
    form: type[AskForm]


STEPS = (
    AskStep(
        code="date",
        name=_("Day"),
        question=_("On which day will it take place?"),
        help=_("A day that may still move is no trouble: say so, and the calendar says it too."),
        form=DateForm,
    ),
    AskStep(
        code="time",
        name=_("Time"),
        question=_("At what time?"),
        help=_("Three hours are enough for groups to talk and to report. One hour is enough for one question."),
        form=TimeForm,
    ),
    AskStep(
        code="people",
        name=_("Who is invited"),
        question=_("Whom will you invite?"),
        help=_("The calendar shows it, so that people find the meeting that is for them, and we see who is missing."),
        form=PeopleForm,
    ),
    AskStep(
        code="mode",
        name=_("How people meet"),
        question=_("How will people meet?"),
        help=_("Choose what reaches the people who are seldom asked."),
        form=ModeForm,
    ),
    AskStep(
        code="contact",
        name=_("Contact"),
        question=_("Who can we ask?"),
        help=_("Only the people who decide on the request see this. It is never published and stands in no export."),
        form=ContactForm,
    ),
    AskStep(
        code="deadline",
        name=_("Output by"),
        question=_("By which day will you send what was said?"),
        help=_("The kit has a sheet for it: who took part, in numbers, and each point that was made."),
        form=DeadlineForm,
    ),
)
CONTACT_FIELDS = ("contact_name", "institution", "contact_details")
STEP_NAMES = tuple(step.code for step in STEPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was answered so far, and for which programme."""

    programme: str = ""
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_asked(request: HttpRequest) -> Asked:
    """Return what the session holds."""
    return Asked(**request.session.get(SESSION_KEY, {}))


def begin_asking(request: HttpRequest, programme: str) -> None:
    """Name the programme; answers that were given before are kept."""
    request.session[SESSION_KEY] = {"programme": programme, "answers": read_asked(request).answers}


def keep_answer(request: HttpRequest, step: AskStep, given: Mapping[str, Any]) -> None:
    """Keep the answer to one question as plain JSON."""
    asked = read_asked(request)
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()}
    request.session[SESSION_KEY] = {"programme": asked.programme, "answers": {**asked.answers, step.code: kept}}


def forget_asked(request: HttpRequest) -> None:
    """Take the answers, the contact among them, out of the session."""
    request.session.pop(SESSION_KEY, None)


def get_step(code: str) -> AskStep:
    """Return a step by its address. Raises NotFound."""
    step = next((entry for entry in STEPS if entry.code == code), None)
    if step is None:
        raise NotFound("NOT_HERE")
    return step


def make_form(step: AskStep, asked: Asked, data: QueryDict | None = None) -> AskForm:
    """Return the form of a question: with what was sent, or with what was answered before."""
    if data is not None:
        return step.form(data, answers=asked.answers)
    kept = asked.answers.get(step.code, {})
    initial = {name: _of_json(name, value) for name, value in kept.items()}
    return step.form(initial=initial, answers=asked.answers)


def check_answers(asked: Asked) -> list[tuple[AskStep, AskForm]]:
    """Return every question with its form, checked anew: a day may have passed, a deadline may no longer fit."""
    return [(step, step.form(asked.answers.get(step.code, {}), answers=asked.answers)) for step in STEPS]


def details_of(forms: Mapping[str, AskForm], language: str) -> RequestDetails:
    """Return the answers of forms that are all valid."""
    given: dict[str, Any] = {}
    for form in forms.values():
        given.update(form.cleaned_data)
    clock = read_clock(given)
    return RequestDetails(
        held_on=given["held_on"],
        held_on_words=given["held_on_words"],
        held_at=clock.words,
        starts_at=clock.starts_at,
        ends_at=clock.ends_at,
        time_zone=clock.time_zone,
        stakeholders=tuple(given["stakeholders"]),
        audience=given["audience"],
        mode=given["mode"],
        contact_name=given["contact_name"],
        contact_details=given["contact_details"],
        institution=given["institution"],
        output_due_on=given["output_due_on"],
        language=language,
    )


def present_answers(asked: Asked) -> list[dict[str, Any]]:
    """Return the answers as rows to check, each with the way to change it."""
    return [
        {
            "term": gettext(step.name),
            "several": _answer(step.code, asked.answers.get(step.code, {})),
            "value": None,
            "action": gettext("Change"),
            "action_href": reverse("ask-step", args=[step.code]),
        }
        for step in STEPS
    ]


def hints_of(step: AskStep) -> Mapping[str, Any]:
    """Return what stands under each option of a question."""
    return option_hints_of_modes() if step.code == "mode" else {}


def _of_json(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name in ("held_on", "output_due_on") and value else value


def _answer(code: str, kept: Mapping[str, Any]) -> list[str]:
    if not kept:
        return []
    if code == "date":
        return [
            day(date.fromisoformat(kept["held_on"]))
            if kept.get("held_on")
            else as_written(kept.get("held_on_words", ""))
        ]
    if code == "time":
        return [as_written(", ".join((kept["time"], kept["zone"]))) if kept.get("time") else gettext("Not settled yet")]
    if code == "people":
        chosen = [gettext(STAKEHOLDERS[name]) for name in kept.get("stakeholders", ()) if name in STAKEHOLDERS]
        return chosen + ([as_written(kept["audience"])] if kept.get("audience") else [])
    if code == "mode":
        return [gettext(MODES[kept["mode"]])] if kept.get("mode") in MODES else []
    if code == "contact":
        return [as_written(text) for text in map(kept.get, CONTACT_FIELDS) if text]
    return [day(date.fromisoformat(kept["output_due_on"]))] if kept.get("output_due_on") else []
