"""The job that makes the Word file and the PDF of a report. Runs in the worker: it renders files."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from capacita.toolkit.renderers import RENDERERS
from capacita.vocabulary import Refusal
from capacita.web.actors import SYSTEM
from capacita.web.documents.store import store_file
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.synthesis.answers_document import compose_answers
from capacita.web.synthesis.public_pages import present_answers
from capacita.web.synthesis.queries import get_account

FORMATS = ("docx", "pdf")


def make_answers(job: Job, report: Report) -> dict[str, Any]:
    """Make the files and keep them; where no font of the machine holds the language, there is no PDF."""
    report(10, "files")
    given = job.inputs
    with override(given["interface"]):
        page = present_answers(get_account(SYSTEM, given["programme"]), slug=given["consultation"])
        document = compose_answers(page, site=given["site"], made_on=job.created_at.date())
    files, lacks_font = {}, False
    for place, name in enumerate(FORMATS, start=1):
        renderer = RENDERERS[name]
        try:
            body = renderer.render(document)
        except Refusal as refusal:
            if refusal.code != "TOOLKIT_FONT_MISSING":
                raise
            lacks_font = True
        else:
            files[name] = [store_file(body, renderer.media_type), len(body)]
        report(10 + 40 * place, "files")
    return {"files": files, "lacks_font": lacks_font, "route": "answers", "args": [given["programme"]]}
