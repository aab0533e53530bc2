"""Sending the archive of a programme to those who run it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from capacita.consultation.archive.programme import archive_programme
from capacita.web.actors import actor_of
from capacita.web.archiving.documents import document_of, states_of
from capacita.web.consultation.queries import get_programme
from capacita.web.permissions import Action, check_may


@never_cache
@require_GET
def send_archive(request: HttpRequest, code: str) -> HttpResponse:
    """Send a programme as one file, with every count and word, and without contact details."""
    actor = actor_of(request)
    programme = get_programme(actor, code)
    check_may(actor, Action.ARCHIVE_PROGRAMME, organisation_id=programme.organisation_id)
    data = archive_programme(document_of(programme), states_of(programme))
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{programme.code}.zip"'
    return response
