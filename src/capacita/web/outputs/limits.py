"""How much is taken in at once: what is larger is refused in words, before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from capacita.vocabulary import Refusal
from capacita.web.middleware import answer_refusal

LARGEST_REQUEST_MEGABYTES = 12  # a file of 10 MB with the form around it
_DRAINED_BYTES = 300 * 1024 * 1024  # a browser shows the answer only when it could send what it began to send
_PIECE = 1024 * 1024


class RequestSizeMiddleware:
    """Refuses what says that it is too large. Stands after the language, so that the page is in the reader's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with status 413 where the request is too large."""
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= LARGEST_REQUEST_MEGABYTES * 1024 * 1024:
            return self.get_response(request)
        _pass_over(request, min(length, _DRAINED_BYTES))
        refusal = Refusal("REQUEST_TOO_LARGE", limit=LARGEST_REQUEST_MEGABYTES)
        response = answer_refusal(request, refusal, status=413)
        response["Connection"] = "close"
        return response


def _pass_over(request: HttpRequest, length: int) -> None:
    """Read what comes without keeping it."""
    stream = request.META.get("wsgi.input")
    while stream is not None and length > 0:
        piece = stream.read(min(_PIECE, length))
        if not piece:
            return
        length -= len(piece)
