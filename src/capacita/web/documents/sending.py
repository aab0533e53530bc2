"""Sending files: what a reader downloads under a name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def send_download(body: bytes | str, media_type: str, name: str, *, is_shown: bool = False) -> HttpResponse:
    """Return the answer that a browser keeps as a file of this name, or shows where that is said.

    Signs that are not seen are left out of the name: they can turn a part of it round, and so hide what a file is.
    """
    seen = "".join(sign for sign in name if sign.isprintable())
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=not is_shown, filename=seen) or ""
    return response
