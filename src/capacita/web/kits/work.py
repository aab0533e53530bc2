"""The job that makes the PDF and the Word form of a kit. Runs in the worker: it renders files."""

from __future__ import annotations

from typing import Any

from capacita.toolkit.composers.kit import make_kit_form, make_kit_pdf
from capacita.vocabulary import Refusal
from capacita.web.actors import SYSTEM
from capacita.web.consultation.models import ConsultationRequest
from capacita.web.consultation.queries import consultation_of
from capacita.web.documents.store import store_file
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.kits.making import MEDIA_TYPES, KitChoice, check_has_kit, fill_request_kit
from capacita.web.kits.queries import find_call


def make_kit(job: Job, report: Report) -> dict[str, Any]:
    """Make the files and keep them. They name no private link: whoever finds a copy learns nothing that opens it."""
    report(10, "files")
    asked = (
        ConsultationRequest.objects.for_actor(SYSTEM)
        .select_related("programme__organisation", "programme__framework_version", "consultation")
        .get(pk=job.inputs["request"], organisation=job.organisation)
    )
    meeting = check_has_kit(asked, consultation_of(asked))
    contents = fill_request_kit(asked, meeting, KitChoice(**job.inputs["choice"]), find_call(asked))
    made = [make_kit_form(contents)]
    report(40, "files")
    lacks_font = False
    try:
        made.append(make_kit_pdf(contents))
    except Refusal as refusal:
        if refusal.code != "TOOLKIT_FONT_MISSING":
            raise
        lacks_font = True
    files = {file.name: [store_file(file.data, MEDIA_TYPES[file.name]), len(file.data)] for file in made}
    return {"files": files, "lacks_font": lacks_font}
