"""Sending files: what a reader downloads under a name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def send_download(body: bytes | str, media_type: str, name: str) -> HttpResponse:
    """Return the answer that a browser keeps as a file of this name."""
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
