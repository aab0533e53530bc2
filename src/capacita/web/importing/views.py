"""Taking in an export: choose the file, look at each column, take it in; what was counted, for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from capacita.consultation import MESSAGES
from capacita.consultation.exports import NOT_ANSWERED, ColumnKind, InferredColumn
from capacita.disclosure import protect_division
from capacita.vocabulary import Refusal, plain_text, spell
from capacita.web.actors import actor_of
from capacita.web.consultation.forms import sent_data
from capacita.web.consultation.queries import get_consultation
from capacita.web.importing.forms import ExportForm
from capacita.web.importing.models import TakenExport
from capacita.web.importing.queries import columns_of, get_export, get_run_consultation, table_of
from capacita.web.importing.services import keep_export, take_in
from capacita.web.languages import language_name, text_language

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
KINDS = {
    "open": _("Own words: each becomes a contribution"),
    "closed": _("Fixed answers: counted"),
    "demographic": _("Who answers: counted, never beside an answer"),
    "consent": _("Whether words may be quoted"),
    "identifying": _("Tells who somebody is: left out"),
    "reference": _("A number of the row: left out"),
    "empty": _("Nothing: left out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOnPage:
    """A column with what it probably is, why, and two examples."""

    number: int
    part: str
    question: str
    kind: str
    is_fixed: bool
    is_sure: bool
    evidence: tuple[str, ...]
    examples: tuple[str, ...]


@never_cache
@require_http_methods(["GET", "POST"])
def choose_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the file of an export."""
    actor = actor_of(request)
    meeting = get_run_consultation(actor, slug)
    languages = [(tag, language_name(tag)) for tag in dict.fromkeys([meeting.language or "en", *LANGUAGES])]
    form = ExportForm(sent_data(request), request.FILES or None, languages=languages)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_export(
                actor, meeting=meeting, data=file.read(), name=file.name, language=form.cleaned_data["language"]
            )
            return HttpResponseRedirect(reverse("work-export-check", args=[slug, kept.pk]))
        except Refusal as refusal:
            words = MESSAGES[refusal.code]
            form.add_error("file", f"{gettext(words.message)} {gettext(words.hint)}".format(**refusal.values))
    exports = TakenExport.objects.for_actor(actor).filter(consultation=meeting)
    context = {"section": "consultations", "row": meeting, "form": form, "exports": exports}
    return render(request, "importing/choose.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def check_columns(request: HttpRequest, slug: str, export_id: UUID) -> HttpResponse:
    """Show what each column probably is, and take the export in as somebody corrected it."""
    actor = actor_of(request)
    meeting = get_run_consultation(actor, slug)
    export = get_export(actor, meeting, export_id)
    fault = ""
    if request.method == "POST":
        try:
            take_in(actor, export=export, kinds=_chosen(request))
        except Refusal as refusal:
            words = MESSAGES.get(refusal.code)
            if words is None:
                raise
            fault = f"{gettext(words.message)} {gettext(words.hint)}".format(**refusal.values)
        else:
            messages.success(request, gettext("The export is taken in."))
            return HttpResponseRedirect(reverse("work-export-check", args=[slug, export.pk]))
    context: dict[str, Any] = {"section": "consultations", "row": meeting, "export": export, "fault": fault}
    if export.taken_at is None:
        cells = table_of(export)
        context["columns"] = [_present(column, cells.column(column.heading.number)) for column in columns_of(export)]
        context["kinds"] = [(code, gettext(words)) for code, words in KINDS.items()]
        context["findings"] = [spell(finding, MESSAGES, gettext) for finding in cells.findings]
    else:
        context["taken"] = export.sources.count()
    return render(request, "importing/check.html", context, status=422 if fault else 200)


@require_GET
def show_counted(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how often each answer was given, small numbers protected, one question at a time and never crossed."""
    actor = actor_of(request)
    meeting = get_consultation(actor, slug)
    exports = TakenExport.objects.for_actor(actor).filter(consultation=meeting, taken_at__isnull=False)
    tables = [_count(number, each) for number, each in enumerate(entry for row in exports for entry in row.counted)]
    title = plain_text(meeting.title, text_language())
    context = {"section": "consultations", "row": meeting, "tables": tables, "title": title}
    return render(request, "importing/counted.html", context)


def _chosen(request: HttpRequest) -> dict[int, ColumnKind]:
    """Return the kinds that were chosen; anything else keeps what was inferred."""
    chosen = {}
    for name, value in request.POST.items():
        number = name.removeprefix("column_")
        if name.startswith("column_") and number.isascii() and number.isdigit() and value in set(ColumnKind):
            chosen[int(number)] = ColumnKind(str(value))
    return chosen


def _present(column: InferredColumn, cells: list[str]) -> ColumnOnPage:
    is_fixed = column.kind is ColumnKind.IDENTIFYING
    spelled = [spell(finding, MESSAGES, gettext) for finding in column.evidence]
    return ColumnOnPage(
        number=column.heading.number,
        part=" ".join(part for part in (column.heading.group, column.heading.key) if part),
        question=column.heading.question,
        kind=column.kind.value,
        is_fixed=is_fixed,
        is_sure=column.is_sure,
        evidence=tuple(f"{each['message']} {each['hint']}" for each in spelled),
        examples=() if is_fixed else tuple(dict.fromkeys(cell[:90] for cell in cells if cell))[:2],
    )


def _count(number: int, entry: dict[str, Any]) -> dict[str, Any]:
    """Return a protected table of one question."""
    heading, counts = entry["heading"], entry["counts"]
    table = protect_division(counts, tuple(counts))
    rows = [
        [
            gettext(_("No answer")) if name == NOT_ANSWERED else name,
            gettext(_("protected or none")) if count is None else str(count),
        ]
        for name, count in zip(table.columns, table.cells[0], strict=True)
    ]
    part = " ".join(each for each in (heading["group"], heading["key"]) if each)
    return {"id": f"counted-{number}", "part": part, "question": heading["question"], "rows": rows}
