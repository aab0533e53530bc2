"""The endpoints of CASE 1.1, and the same reads in the shape of CASE 1.0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from capacita.web.case.answers import answer_json, answer_kept, answer_lines, answers_case, check_identifier
from capacita.web.case.earlier import as_earlier
from capacita.web.case.filtering import select_documents, select_fields, sort_documents
from capacita.web.case.paging import Window, link_header, read_window
from capacita.web.case.queries import SERVICE, Shelved, find_object, find_package, list_shelved
from capacita.web.case.schemas import describe_service
from capacita.web.case.statuses import CaseFailure, MinorCode, unknown_object

Shape = Callable[[Any], Any]


def _as_it_is(value: Any) -> Any:
    return value


_CHOICES = frozenset({"filter", "sort", "orderBy", "fields"})
SHAPES: dict[str, Shape] = {"v1p1": _as_it_is, "v1p0": as_earlier}


@answers_case
def list_documents(request: HttpRequest, release: str) -> HttpResponse:
    """Answer with the documents of all published frameworks: a page of them, filtered, sorted, cut to fields."""
    shelved = list_shelved(_base(request))
    descending = _order(request)
    window = read_window(request.GET)

    def make() -> HttpResponse:
        if release == "v1p1" and not _CHOICES.intersection(request.GET):
            lines, total = shelved.document_lines(window.offset, window.limit)
            return _page(request, answer_lines("CFDocuments", lines), window, total)
        documents: Any = shelved.documents()
        if "filter" in request.GET:
            documents = select_documents(documents, request.GET["filter"])
        documents = sort_documents(documents, request.GET.get("sort", ""), descending=descending)
        shown = [SHAPES[release](entry) for entry in documents[window.offset : window.offset + window.limit]]
        if "fields" in request.GET:
            shown = select_fields(shown, request.GET.getlist("fields"))
        return _page(request, answer_json({"CFDocuments": shown}), window, len(documents))

    return _kept(request, shelved, make)


def _page(request: HttpRequest, response: HttpResponse, window: Window, total: int) -> HttpResponse:
    """Return the answer with a page of a list, and what is said of the others."""
    response["X-Total-Count"] = str(total)
    others = [(name, value) for name, values in request.GET.lists() for value in values]
    links = link_header(request.build_absolute_uri(request.path), others, window, total)
    if links:
        response["Link"] = links
    return response


@answers_case
def show_object(request: HttpRequest, release: str, kind: str, identifier: str) -> HttpResponse:
    """Answer with one object of a kind, or with the set that belongs to it; ``?version=`` asks for that of a version."""
    identifier = check_identifier(identifier)
    version = request.GET.get("version", "")[:40]
    if kind == "CFPackages" and release == "v1p1" and not version:
        package = find_package(_base(request), identifier)
        if package is not None:
            of_package, line = package
            return _kept(request, of_package, lambda: HttpResponse(line, content_type="application/json"))
    found = find_object(_base(request), kind, identifier, version)
    if found is None:
        raise unknown_object("sourcedId", f"No published framework has this among its {kind}.")
    shelved, value = found
    return _kept(request, shelved, lambda: answer_json(SHAPES[release](value)))


@answers_case
def show_discovery(request: HttpRequest) -> HttpResponse:
    """Answer with the description of this service, its own address in it."""
    return answer_json(describe_service(_base(request)))


@answers_case
def refuse_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address at which the service has nothing."""
    raise unknown_object("address", "The service has nothing at this address.")


def _base(request: HttpRequest) -> str:
    """Return the address of the CASE 1.1 service as the asker reached it."""
    return request.build_absolute_uri(SERVICE)


def _order(request: HttpRequest) -> bool:
    """Tell whether the order asked for runs downwards. Raises CaseFailure."""
    order = request.GET.get("orderBy", "asc")
    if order not in ("asc", "desc"):
        raise CaseFailure(400, MinorCode.INVALID_SORT, "orderBy", "orderBy is asc or desc.")
    return order == "desc"


def _kept(request: HttpRequest, shelved: Shelved, make: Callable[[], HttpResponse]) -> HttpResponse:
    return answer_kept(request, make, etag=shelved.etag, changed_at=shelved.changed_at)
