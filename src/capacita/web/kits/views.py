"""Choosing what a kit is fitted to, taking its files away, and settling the briefing call."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from capacita.vocabulary import NotFound
from capacita.web.actors import Actor, actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.models import Consultation, ConsultationRequest
from capacita.web.consultation.queries import consultation_of, get_request, get_request_by_token
from capacita.web.consultation.request_views import private
from capacita.web.documents.sending import send_download
from capacita.web.documents.store import load_file
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.kits.call_files import write_call_file
from capacita.web.kits.forms import CallForm, KitForm
from capacita.web.kits.making import (
    MEDIA_TYPES,
    PDF,
    SHEET,
    WORD,
    ZIP,
    KitChoice,
    check_has_kit,
    fill_request_kit,
    usual_choice,
)
from capacita.web.kits.models import BriefingCall
from capacita.web.kits.queries import find_call, find_kit_job
from capacita.web.kits.services import ask_for_kit, cancel_call, settle_call
from capacita.web.patterns.templatetags.capacita_ui import file_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Whose kit it is, and who asks: the organiser by the private link, or a steward."""

    asked: ConsultationRequest
    meeting: Consultation
    call: BriefingCall | None
    token: str

    def href(self, name: str = "") -> str:
        """Return the address of the page, or of a file."""
        if self.token:
            return reverse("kit-file", args=[self.token, name]) if name else reverse("kit", args=[self.token])
        if name:
            return reverse("work-kit-file", args=[self.asked.pk, name])
        return reverse("work-kit", args=[self.asked.pk])

    @property
    def home(self) -> str:
        """Return the address of the request."""
        if self.token:
            return reverse("request-status", args=[self.token])
        return reverse("work-request", args=[self.asked.pk])


@private("same-origin")
@require_http_methods(["GET", "POST"])
def show_kit(request: HttpRequest, token: str = "", request_id: UUID | None = None) -> HttpResponse:
    """Show what the kit is fitted to with its files, and have those made that take a moment."""
    bench = find_bench(actor_of(request), token, request_id)
    usual = usual_choice(bench.asked, bench.meeting)
    form = KitForm(sent_data(request) or (request.GET if "minutes" in request.GET else None), initial=usual.values())
    choice = KitChoice(**form.cleaned_data) if form.is_bound and form.is_valid() else None if form.is_bound else usual
    if request.method == "POST" and choice is not None:
        ask_for_kit(actor_of(request), asked=bench.asked, meeting=bench.meeting, choice=choice, call=bench.call)
        return HttpResponseRedirect(f"{bench.href()}?{choice.query}#files")
    job = find_kit_job(bench.asked, bench.meeting, choice, bench.call) if choice else None
    context = {
        "section": "consultations",
        "meeting": bench.meeting,
        "by_organiser": bool(token),
        "home": bench.home,
        "form": form,
        "files": list_files(bench, choice, job) if choice else [],
        "choice": choice,
        "under_way": job is not None and job.status in (JobStatus.WAITING, JobStatus.RUNNING),
        "failed": job is not None and job.status == JobStatus.FAILED,
        "is_made": job is not None and job.status == JobStatus.DONE,
        "lacks_font": job is not None and job.result.get("lacks_font", False),
        "progress": job.progress_percent if job else 0,
        "here": f"{bench.href()}?{choice.query}" if choice else "",
        "call": None if bench.call is None or bench.call.cancelled else bench.call,
    }
    return render(request, "kits/kit.html", context, status=422 if form.errors else 200)


@private("no-referrer")
@require_GET
def send_file(request: HttpRequest, name: str, token: str = "", request_id: UUID | None = None) -> HttpResponse:
    """Send a file of a kit. Raises NotFound for one that has not been made."""
    bench = find_bench(actor_of(request), token, request_id)
    form = KitForm(request.GET)
    choice = KitChoice(**form.cleaned_data) if form.is_valid() else usual_choice(bench.asked, bench.meeting)
    return _send(request, bench, choice, name)


@private("no-referrer")
@require_GET
def send_usual_kit(request: HttpRequest, token: str) -> HttpResponse:
    """Send the whole kit of an approved request, fitted to what the request says."""
    bench = find_bench(actor_of(request), token, None)
    return _send(request, bench, usual_choice(bench.asked, bench.meeting), ZIP)


@private("no-referrer")
@require_GET
def send_call(request: HttpRequest, token: str) -> HttpResponse:
    """Send the briefing call and the consultation as a calendar file of the organiser."""
    bench = find_bench(actor_of(request), token, None)
    if bench.call is None:
        raise NotFound("KIT_NO_CALL")
    return send_download(
        write_call_file(bench.call, bench.meeting), "text/calendar; charset=utf-8", "briefing-call.ics"
    )


@private("same-origin")
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Settle, move or call off the briefing call."""
    actor = actor_of(request)
    bench = find_bench(actor, "", request_id)
    call, back = bench.call, HttpResponseRedirect(bench.home)
    if request.method == "POST" and "cancel" in request.POST:
        cancel_call(actor, request_id=request_id)
        messages.success(request, gettext("The briefing call is called off."))
        return back
    form = CallForm(sent_data(request), initial=_initial(call))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        clock = given["clock"]
        settle_call(
            actor,
            request_id=request_id,
            day=given["day"],
            starts_at=clock.starts_at,
            ends_at=clock.ends_at,
            time_zone=clock.time_zone,
            how=given["how"],
        )
        messages.success(request, gettext("The briefing call stands on the organiser's private page."))
        return back
    context = {
        "section": "consultations",
        "form": form,
        "call": None if call is None or call.cancelled else call,
        "meeting": bench.meeting,
        "home": bench.home,
    }
    return render(request, "kits/call.html", context, status=422 if form.errors else 200)


def find_bench(actor: Actor, token: str, request_id: UUID | None) -> Bench:
    """Return whose kit is asked for. Raises NotFound without a kit, and NotAllowed for somebody else's request."""
    asked = get_request(actor, request_id) if request_id is not None else get_request_by_token(token)
    meeting = check_has_kit(asked, consultation_of(asked))
    return Bench(asked=asked, meeting=meeting, call=find_call(asked), token=token)


def list_files(bench: Bench, choice: KitChoice, job: Job | None) -> list[dict[str, str]]:
    """Return the files that can be taken away now: format, what it is, address and size."""
    made = job.result.get("files", {}) if job is not None and job.status == JobStatus.DONE else {}
    told = {
        PDF: ("PDF", gettext("Everything on paper in one file")),
        WORD: ("Word", gettext("The form for the output, to fill in on a computer")),
        SHEET: ("XLSX", gettext("The sheet for the output, with lists to choose from")),
        ZIP: ("ZIP", gettext("All files, to be used without a network")),
    }
    return [
        {
            "format": format_,
            "title": title,
            "href": f"{bench.href(name)}?{choice.query}",
            "size": file_size(made[name][1]) if name in made else "",
        }
        for name, (format_, title) in told.items()
        if name in made or name in (SHEET, ZIP)
    ]


def _send(request: HttpRequest, bench: Bench, choice: KitChoice, name: str) -> HttpResponse:
    from capacita.consultation.kit.files import KitFile, list_kit_files, zip_kit  # noqa: PLC0415 -- openpyxl

    if name not in MEDIA_TYPES:
        raise NotFound("KIT_NO_FILE")
    job = find_kit_job(bench.asked, bench.meeting, choice, bench.call)
    made = job.result.get("files", {}) if job is not None and job.status == JobStatus.DONE else {}
    if name in (PDF, WORD):
        if name not in made:
            raise NotFound("KIT_NO_FILE")
        body = load_file(made[name][0])
    else:
        link = request.build_absolute_uri(reverse("request-status", args=[bench.token])) if bench.token else ""
        contents = fill_request_kit(bench.asked, bench.meeting, choice, bench.call, status_link=link)
        extra = [KitFile(name=file, data=load_file(digest)) for file, (digest, _) in sorted(made.items())]
        lacks_font = job is not None and bool(job.result.get("lacks_font"))
        files = list_kit_files(contents, made=extra, lacks_font=lacks_font)
        body = zip_kit(files) if name == ZIP else next(file.data for file in files if file.name == name)
    stem, _, suffix = name.partition(".")
    return send_download(
        body, MEDIA_TYPES[name], f"consultation-{stem}-{str(bench.asked.pk)[:8]}-{choice.language}.{suffix}"
    )


def _initial(call: BriefingCall | None) -> dict[str, object]:
    if call is None:
        return {}
    ends = f" to {call.ends_at:%H:%M}" if call.ends_at else ""
    return {"day": call.day, "time": f"{call.starts_at:%H:%M}{ends}", "zone": call.time_zone, "how": call.how}
