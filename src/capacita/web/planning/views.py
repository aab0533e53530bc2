"""Training plans, and the form that asks for another one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from capacita.planning import PLAN_FORMAT, PlanLimits
from capacita.vocabulary import NotFound, readable_json
from capacita.web.actors import actor_of
from capacita.web.documents.packs import catalogue
from capacita.web.documents.sending import send_download
from capacita.web.languages import text_language
from capacita.web.planning.files import plan_csv
from capacita.web.planning.forms import LimitsForm
from capacita.web.planning.presenters import present_limits, present_plan
from capacita.web.planning.queries import get_assessment_to_plan, get_plan
from capacita.web.planning.services import ask_for_plan


@require_GET
def show_plan(request: HttpRequest, country: str) -> HttpResponse:
    """Show the newest plan: what it closes, for whom, at what cost, how sure that is, and what stays undone."""
    page = present_plan(get_plan(actor_of(request), country), text_language())
    context = {"page": page, "simulated": page.simulated, "section": "countries"}
    return render(request, "planning/plan.html", context)


@require_GET
def send_plan(request: HttpRequest, country: str, suffix: str) -> HttpResponse:
    """Send the plan as a table or as its document."""
    documents = get_plan(actor_of(request), country)
    if suffix == "csv":
        return send_download(plan_csv(documents), "text/csv; charset=utf-8", f"{country}-plan.csv")
    if suffix == "json":
        body = readable_json(PLAN_FORMAT.dump(documents.plan))
        return send_download(body, "application/json; charset=utf-8", f"{country}-plan.json")
    raise NotFound("NOT_HERE")


@require_http_methods(["GET", "POST"])
def change_limits(request: HttpRequest, country: str) -> HttpResponse:
    """Ask for the limits of a new plan and queue it."""
    actor = actor_of(request)
    assessment, plan = get_assessment_to_plan(actor, country)
    before = plan.problem.limits if plan else _no_limits()
    initial = {name: f"{getattr(before, name):.12g}" for name in LimitsForm.base_fields} if plan else {}
    form = LimitsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        job = ask_for_plan(actor, assessment=assessment, limits=form.limits_value(before))
        return redirect("job", job.pk)
    context = {
        "form": form,
        "country": assessment.organisation,
        "before": present_limits(before) if plan else (),
        "currency": before.currency,
        "simulated": assessment.simulated,
        "section": "countries",
    }
    return render(request, "planning/limits.html", context, status=422 if form.errors else 200)


def _no_limits() -> PlanLimits:
    """Return limits before anybody has set any, in the currency of the catalogue."""
    return PlanLimits(budget=0, currency=catalogue().currency, trainer_days=0, days_per_person=0)
