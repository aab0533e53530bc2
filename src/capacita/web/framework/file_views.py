"""Taking a framework away: the page that tells its formats, and the files themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from capacita.vocabulary import plain_text
from capacita.web.actors import actor_of
from capacita.web.documents.sending import send_download
from capacita.web.framework.addresses import choice_of
from capacita.web.framework.file_presenters import present_downloads
from capacita.web.framework.files import make_file
from capacita.web.framework.queries import choose_version, get_version, list_versions_of, undescribed_of
from capacita.web.framework.version_presenters import present_standing
from capacita.web.languages import text_language


@require_GET
def list_downloads(request: HttpRequest, code: str) -> HttpResponse:
    """Show every format that a framework version can be taken away in, and under which terms."""
    choice = choice_of(request)
    found = list_versions_of(actor_of(request), code)
    row = choose_version(found, choice.version)
    framework = undescribed_of(row)
    context = {
        **present_standing(found, row, choice),
        "page": present_downloads(actor_of(request), row, framework, choice, _site(request)),
        "framework_title": framework.title,
        "notice": plain_text(framework.notice, text_language()),
        "section": "framework",
    }
    return render(request, "framework/downloads.html", context)


@require_GET
def send_format(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Send a framework version in a format."""
    row = get_version(actor_of(request), code, request.GET.get("version", "")[:40])
    file = make_file(actor_of(request), row, name, request.GET.get("language", "")[:35], _site(request))
    is_text = file.media_type.startswith("text/") or file.media_type == "application/json"
    media_type = f"{file.media_type}; charset=utf-8" if is_text else file.media_type
    return send_download(file.data, media_type, file.name)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
