"""How the CASE service answers: JSON without a wrapper, open to every origin, told apart by digest, one shape of error."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt

from capacita.vocabulary import Refusal
from capacita.web.case.statuses import CaseFailure, MinorCode, status_value
from capacita.web.words import refusal_words

MAX_AGE_SECONDS = 300
METHODS = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponse]


def answers_case(view: View) -> View:
    """Return the view with its refusals and faults told as CASE tells them, and its answers open to every origin."""

    @csrf_exempt
    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _open(_preflight())
        try:
            if request.method not in ("GET", "HEAD"):
                raise CaseFailure(405, MinorCode.FORBIDDEN, "method", "This service only reads: use GET.")
            return _open(view(request, *args, **kwargs))
        except CaseFailure as fault:
            return _open(_failed(fault))
        except Refusal as fault:
            return _open(_failed(_of_refusal(fault)))
        except Exception as fault:
            logging.getLogger("capacita.case").error("fault at %s", request.path, exc_info=fault)
            return _open(_failed(CaseFailure(500, MinorCode.FAULT, "server", "Something of ours broke.")))

    return answer


def answer_json(value: Any) -> HttpResponse:
    """Return a JSON answer; texts stay as they are written."""
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def answer_lines(name: str, lines: Sequence[str]) -> HttpResponse:
    """Return the JSON answer with a list under a name, whose entries are in JSON already."""
    return HttpResponse(f'{{"{name}":[{",".join(lines)}]}}', content_type="application/json")


def answer_kept(
    request: HttpRequest, make: Callable[[], HttpResponse], *, etag: str, changed_at: float
) -> HttpResponse:
    """Return 304 where the asker holds this answer already, else the answer with its validators.

    ``etag`` names the documents that the answer is made from, quoted; ``changed_at`` is in seconds of the Unix epoch.
    """
    unchanged = get_conditional_response(request, etag=etag, last_modified=int(changed_at))
    response: HttpResponse = unchanged if unchanged is not None else make()
    response["ETag"] = etag
    response["Last-Modified"] = http_date(int(changed_at))
    response["Cache-Control"] = f"public, max-age={MAX_AGE_SECONDS}"
    return response


def check_identifier(identifier: str) -> str:
    """Return an identifier in lower case. Raises CaseFailure when it is no UUID."""
    try:
        read = UUID(identifier)
    except ValueError:
        read = None
    if read is None or str(read) != identifier.lower():
        raise CaseFailure(404, MinorCode.INVALID_UUID, "sourcedId", "This is not an identifier: it should be a UUID.")
    return str(read)


def _of_refusal(fault: Refusal) -> CaseFailure:
    words = refusal_words(fault, str)
    if fault.code in ("LICENCE_CLOSED", "LICENCE_NO_DERIVATIVES"):
        return CaseFailure(403, MinorCode.FORBIDDEN, "sourcedId", f"{fault.code}: {words.message} {words.hint}")
    minor = {403: MinorCode.FORBIDDEN, 404: MinorCode.UNKNOWN_OBJECT}.get(
        fault.http_status, MinorCode.INVALID_SELECTION
    )
    status = fault.http_status if fault.http_status in (400, 403, 404) else 400
    return CaseFailure(status, minor, "sourcedId", f"{words.message} {words.hint}")


def _failed(fault: CaseFailure) -> HttpResponse:
    response = JsonResponse(status_value(fault), status=fault.status)
    response["Cache-Control"] = "no-store"
    if fault.status == 405:
        response["Allow"] = METHODS
    return response


def _preflight() -> HttpResponse:
    """Return what can be asked for here: for every asker (RFC 9110, section 9.3.7), and before one from elsewhere asks."""
    response = HttpResponse(status=204)
    response["Allow"] = METHODS
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _open(response: HttpResponse) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "X-Total-Count, Link, ETag, Last-Modified"
    return response
