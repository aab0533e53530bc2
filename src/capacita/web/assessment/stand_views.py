"""Find where I stand: a role, one statement a page, a result in words. Nothing is stored; the address is the memory."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from capacita.framework import Framework
from capacita.vocabulary import NotFound, readable_json, rounded
from capacita.web.actors import actor_of
from capacita.web.assessment.stand_answers import UNANSWERED, read_answers, set_answer, write_answers
from capacita.web.assessment.stand_forms import AnswerForm
from capacita.web.assessment.stand_pages import present_question
from capacita.web.assessment.stand_plan import COMPETENCIES, STATEMENTS, StandPlan, minutes_for, plan_check
from capacita.web.assessment.stand_presenters import (
    count_words,
    describe_result,
    present_result,
    present_roles,
    write_result_text,
)
from capacita.web.documents.packs import catalogue, item_bank
from capacita.web.documents.sending import send_download
from capacita.web.framework.queries import framework_of, get_version
from capacita.web.languages import text_language

FRAMEWORK = "public-service-levels"
KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A role's check with the answers that the address carries."""

    plan: StandPlan
    framework: Framework
    answers: str
    salt: str

    @property
    def count(self) -> int:
        """How many statements there are."""
        return len(self.plan.questions)

    def address(self, number: int | None, answers: str | None = None) -> str:
        """Return the address of a question, or of the result, with these answers or those at hand."""
        marks = self.answers if answers is None else answers
        role = self.plan.role.code
        path = reverse("stand-question", args=[role, number]) if number else reverse("stand-result", args=[role])
        kept = write_answers(marks, salt=self.salt)
        return f"{path}?{urlencode({KEPT: kept})}" if set(marks) != {UNANSWERED} else path


@never_cache
@require_GET
def show_start(request: HttpRequest) -> HttpResponse:
    """Show what the check is, what it is not, and the roles to choose from."""
    framework = framework_of(get_version(actor_of(request), FRAMEWORK))
    questions = COMPETENCIES * STATEMENTS
    context = {
        "section": "stand",
        "roles": present_roles(framework),
        "length": count_words(questions, minutes_for(questions)),
    }
    return render(request, "stand/start.html", context)


@never_cache
@require_GET
def show_question(request: HttpRequest, role: str, number: int) -> HttpResponse:
    """Ask one question; an answer leads on to the next one with itself in the address."""
    check = _read_check(request, role)
    if not 1 <= number <= check.count:
        raise NotFound("NOT_HERE")
    form = AnswerForm(request.GET if "send" in request.GET else None, options=len(check.plan.options))
    if form.is_bound and form.is_valid():
        answers = set_answer(check.answers, number, form.cleaned_data["answer"])
        return HttpResponseRedirect(check.address(number + 1 if number < check.count else None, answers))
    context = {
        "section": "stand",
        "page": present_question(
            check.plan, number, check.answers, [str(text) for text in form.errors.get("answer", [])]
        ),
        "kept": request.GET.get(KEPT, ""),
        "back_href": check.address(number - 1) if number > 1 else reverse("stand-start"),
        "pause_href": request.build_absolute_uri(check.address(number)),
        "form": form,
    }
    response = render(request, "stand/question.html", context, status=422 if form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_GET
def show_result(request: HttpRequest, role: str) -> HttpResponse:
    """Show where somebody stands, or send it as a file; both are made from the address alone."""
    check = _read_check(request, role)
    language = text_language()
    today = timezone.localdate()
    wanted = request.GET.get("format", "")
    if wanted == "json":
        value = describe_result(check.plan, check.framework, check.answers, language=language, on=today)
        return send_download(readable_json(rounded(value)), "application/json; charset=utf-8", "where-i-stand.json")
    if wanted == "txt":
        body = write_result_text(check.plan, check.answers, language=language, on=today)
        return send_download(body, "text/plain; charset=utf-8", "where-i-stand.txt")
    context = {
        "section": "stand",
        "page": present_result(check.plan, check.framework, catalogue(), check.answers, language),
        "kept": request.GET.get(KEPT, ""),
        "back_href": check.address(check.count),
        "first_href": check.address(1),
        "address": request.build_absolute_uri(check.address(None)),
        "framework_code": FRAMEWORK,
    }
    response = render(request, "stand/result.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _read_check(request: HttpRequest, role: str) -> Check:
    """Return the check of a role with the answers in the address. Raises NotFound where these cannot be read."""
    version = get_version(actor_of(request), FRAMEWORK)
    framework = framework_of(version)
    bank = item_bank()
    plan = plan_check(framework, bank, role)
    salt = f"stand {role} {version.digest} {bank.version}"  # answers to other questions are never read as these
    answers = read_answers(request.GET.get(KEPT, ""), salt=salt, count=len(plan.questions))
    return Check(plan=plan, framework=framework, answers=answers, salt=salt)
