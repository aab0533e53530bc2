"""Asking to organise a consultation: what it is, six questions, a check, and a private link at the end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from capacita.vocabulary import plain_text
from capacita.web.actors import actor_of
from capacita.web.consultation import ask
from capacita.web.consultation.forms import ProgrammeForm, sent_data
from capacita.web.consultation.private_link import make_token
from capacita.web.consultation.queries import get_open_programme, list_open_programmes
from capacita.web.consultation.services import submit_request
from capacita.web.languages import text_language


@never_cache
@require_http_methods(["GET", "POST"])
def start_asking(request: HttpRequest) -> HttpResponse:
    """Show what it is to organise a consultation, and take the call under which it is asked for."""
    programmes = list_open_programmes(actor_of(request), on=timezone.localdate())
    language = text_language()
    choices = [(programme.code, plain_text(programme.title, language)) for programme in programmes]
    form = ProgrammeForm(sent_data(request), choices=choices, initial={"programme": request.GET.get("programme")})
    if request.method == "POST" and form.is_valid():
        ask.begin_asking(request, form.cleaned_data["programme"])
        return HttpResponseRedirect(reverse("ask-step", args=[ask.STEPS[0].code]))
    context = {
        "section": "consultations",
        "form": form,
        "programmes": programmes,
        "questions": [gettext(step.question) for step in ask.STEPS],
        "is_begun": bool(ask.read_asked(request).answers),
    }
    return render(request, "consultation/ask_start.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def show_step(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one question, and go on to the next or back to the check."""
    asked = ask.read_asked(request)
    if get_open_programme(actor_of(request), asked.programme, on=timezone.localdate()) is None:
        return HttpResponseRedirect(reverse("ask-start"))
    current = ask.get_step(step)
    form = ask.make_form(current, asked, sent_data(request))
    if request.method == "POST" and form.is_valid():
        ask.keep_answer(request, current, form.cleaned_data)
        return HttpResponseRedirect(_onward(request, step))
    place = ask.STEP_NAMES.index(step)
    context = {
        "section": "consultations",
        "form": form,
        "step": current,
        "question": gettext(current.question),
        "help": gettext(current.help),
        "names": [gettext(entry.name) for entry in ask.STEPS],
        "number": place + 1,
        "back_href": reverse("ask-step", args=[ask.STEP_NAMES[place - 1]]) if place else reverse("ask-start"),
        "option_hints": ask.hints_of(current),
    }
    return render(request, "consultation/ask_step.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def check_asked(request: HttpRequest) -> HttpResponse:
    """Show all answers to be checked, and send them."""
    actor = actor_of(request)
    asked = ask.read_asked(request)
    programme = get_open_programme(actor, asked.programme, on=timezone.localdate())
    if programme is None:
        return HttpResponseRedirect(reverse("ask-start"))
    unanswered = next((step for step in ask.STEPS if step.code not in asked.answers), None)
    if unanswered is not None:
        return HttpResponseRedirect(reverse("ask-step", args=[unanswered.code]))
    checked = ask.check_answers(asked)
    errors = [
        {"href": reverse("ask-step", args=[step.code]), "text": f"{gettext(step.name)}: {text}"}
        for step, form in checked
        for texts in form.errors.values()
        for text in texts
    ]
    if request.method == "POST" and not errors:
        details = ask.details_of({step.code: form for step, form in checked}, text_language())
        token = make_token()
        submit_request(actor, programme=programme, token=token, details=details)
        ask.forget_asked(request)
        messages.success(request, gettext("Your request was sent."))
        return HttpResponseRedirect(reverse("request-status", args=[token]))
    context = {"section": "consultations", "rows": ask.present_answers(asked), "errors": errors, "programme": programme}
    return render(request, "consultation/ask_check.html", context, status=422 if errors else 200)


def _onward(request: HttpRequest, step: str) -> str:
    """Return where to go after an answer: to the first question without one, or to the check."""
    answers = ask.read_asked(request).answers
    place = ask.STEP_NAMES.index(step)
    later = [name for name in ask.STEP_NAMES[place + 1 :] if name not in answers]
    return reverse("ask-step", args=[later[0]]) if later else reverse("ask-check")
