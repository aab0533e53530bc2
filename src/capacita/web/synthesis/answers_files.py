"""The Word file and the PDF of a report: asking for them, and finding what the worker made.

A report that says anything else is other work, so that what was taken out of a report is in no file that is sent.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from capacita.vocabulary import digest_of_bytes
from capacita.web.jobs.models import Job
from capacita.web.jobs.queries import find_job
from capacita.web.languages import text_language
from capacita.web.synthesis.public_pages import write_answers_json
from capacita.web.synthesis.queries import Account

KIND = "make-answers"
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def list_inputs(account: Account, *, slug: str, site: str) -> dict[str, Any]:
    """Return what the files follow from: the report in the language of the interface, and the address of the site."""
    return {
        "programme": account.programme.code,
        "consultation": slug,
        "interface": get_language() or "en",
        "site": site,
        "told": digest_of_bytes(write_answers_json(account, text_language(), slug=slug)),
    }


def find_answers_job(account: Account, inputs: dict[str, Any]) -> Job | None:
    """Return the job that makes, or made, the files; None where nobody asked for them."""
    return find_job(organisation=account.programme.organisation, kind=KIND, inputs=inputs)
