"""What the pages of a translation ask of published versions, made before anybody asks for it and kept."""

from __future__ import annotations

from typing import Any

from capacita.web.actors import SYSTEM
from capacita.web.jobs.models import Job
from capacita.web.jobs.worker import Report
from capacita.web.translating.models import Translation
from capacita.web.translating.queries import list_versions
from capacita.web.translating.texts import memory_of, texts_of


def get_texts_ready(job: Job, report: Report) -> dict[str, Any]:
    """Make ready what translators need of a framework of which a version came out, in each language that is begun."""
    begun = list(Translation.objects.filter(code=job.inputs["code"]).order_by("language"))
    for number, translation in enumerate(begun, start=1):
        report(95 * number // len(begun), "translations")
        get_ready(translation)
    return {"translations": len(begun)}


def get_ready(translation: Translation) -> None:
    """Make and keep the texts and the translation memory of the newest version of a framework in one language."""
    digests = [version.digest for version in list_versions(SYSTEM, translation.code)]
    newest = texts_of(digests[0], translation.language)
    memory_of(digests, newest.heading.language, translation.language)
