"""The API for programs: what is public on the site, as JSON, with one shape for every error."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError

from capacita.framework.model import Item
from capacita.planning import share_closed
from capacita.vocabulary import NotFound, Refusal
from capacita.web.actors import actor_of
from capacita.web.api_schemas import (
    ConsultationOut,
    CountryOut,
    ErrorOut,
    FrameworkLine,
    FrameworkOut,
    GapsOut,
    ItemOut,
    PlanOut,
    ToolkitOut,
    TrailOut,
    texts_of,
)
from capacita.web.assessment.files import NOTICE, results_value
from capacita.web.assessment.queries import get_results, list_countries
from capacita.web.consultation.models import Consultation
from capacita.web.documents.store import load_descriptors
from capacita.web.framework.files import check_may_take
from capacita.web.framework.levels import levels_of
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import get_version, list_versions, undescribed_of
from capacita.web.middleware import answer_refusal
from capacita.web.planning.queries import get_plan
from capacita.web.toolkit.queries import get_toolkit, get_trail

CodePath = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="A code, as a list gives it")]
NumberPath = Annotated[
    str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="The identifier of a number")
]
VersionQuery = Annotated[str, Query(max_length=40, description="The newest where none is named")]
LimitQuery = Annotated[int, Query(ge=1, le=500, description="How many at most")]
OffsetQuery = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over")]
Errors = {404: ErrorOut, 422: ErrorOut}


class OneShapeAPI(NinjaAPI):
    """An API whose every error has the one shape, also those that are answered before an operation is found."""

    def _get_urls(self) -> list[Any]:
        patterns = super()._get_urls()
        for pattern in patterns:
            assert pattern.callback is not None
            pattern.callback = _in_one_shape(pattern.callback)
        return patterns


def _in_one_shape(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @functools.wraps(view, updated=())
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        shaped = answer_refusal(request, Refusal("API_METHOD", method=request.method), status=405)
        shaped["Allow"] = response["Allow"]
        return shaped

    answer.csrf_exempt = getattr(view, "csrf_exempt", False)  # type: ignore[attr-defined] # read by Django
    return answer


api = OneShapeAPI(
    title="Capacita",
    version="1.0.0",
    description="Frameworks, consultations and the public results of countries. Read only; no account is needed.",
    docs_url=None,
    openapi_url="/openapi.json",
)


@api.exception_handler(Refusal)
def refuse(request: HttpRequest, fault: Refusal | type[Refusal]) -> HttpResponse:
    """Answer a refusal of a room or a query."""
    assert isinstance(fault, Refusal)
    return answer_refusal(request, fault)


@api.exception_handler(ValidationError)
def refuse_input(request: HttpRequest, fault: ValidationError | type[ValidationError]) -> HttpResponse:
    """Answer input of the wrong form, naming the first place that is wrong."""
    assert isinstance(fault, ValidationError)
    first = fault.errors[0]
    place = ".".join(str(step) for step in first["loc"][1:]) or "input"
    return answer_refusal(request, Refusal("API_INPUT_WRONG", place=place, fault=first["msg"]), status=422)


@api.exception_handler(Http404)
def refuse_address(request: HttpRequest, fault: Http404 | type[Http404]) -> HttpResponse:
    """Answer an address at which there is nothing."""
    return answer_refusal(request, NotFound("NOT_HERE"))


@api.exception_handler(Exception)
def answer_fault(request: HttpRequest, fault: Exception | type[Exception]) -> HttpResponse:
    """Answer a fault of ours in the same shape, and leave its trace in the log."""
    logging.getLogger("capacita.api").error("fault at %s", request.path, exc_info=fault)  # type: ignore[arg-type] # a fault is an exception
    return answer_refusal(request, Refusal("API_FAULT"), status=500)


@api.get(
    "/frameworks",
    response={200: list[FrameworkLine], 422: ErrorOut},
    url_name="list-frameworks",
    summary=_("List frameworks"),
)
def list_frameworks(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> list[dict[str, Any]]:
    """Every version of every framework, national adaptations among them; by code, the newest first."""
    return [_version(row) for row in list_versions(actor_of(request))[offset : offset + limit]]


@api.get(
    "/frameworks/{code}",
    response={200: FrameworkOut, 409: ErrorOut, **Errors},
    url_name="get-framework",
    summary=_("Get a framework with its items, levels and roles"),
)
def get_framework(
    request: HttpRequest,
    code: CodePath,
    version: VersionQuery = "",
) -> dict[str, Any]:
    """Items are one flat list, tied by their parents. What a licence does not let be passed on is refused."""
    row = get_version(actor_of(request), code, version)
    framework = undescribed_of(row)
    check_may_take(actor_of(request), row, framework, "capacita")
    return {
        **_version(row),
        "id": framework.id,
        "language": framework.language,
        "licence": framework.licence,
        "notice": texts_of(framework.notice),
        "items": [_item(item) for item in framework.items],
        "levels": [
            {"id": level.id, "code": level.code, "position": level.position, "title": texts_of(level.title)}
            for level in levels_of(framework)
        ],
        "roles": [
            {"id": role.id, "code": role.code, "branch": role.branch.value, "title": texts_of(role.title)}
            for role in framework.roles
        ],
    }


@api.get(
    "/frameworks/{code}/items/{item_code}",
    response={200: ItemOut, 409: ErrorOut, **Errors},
    url_name="get-item",
    summary=_("Get an item with its levels, principles and the roles that need it"),
)
def get_item(
    request: HttpRequest,
    code: CodePath,
    item_code: CodePath,
    version: VersionQuery = "",
) -> dict[str, Any]:
    """Required levels of status proposed are ours until a country's panel sets them."""
    row = get_version(actor_of(request), code, version)
    framework = undescribed_of(row)
    check_may_take(actor_of(request), row, framework, "capacita")
    item = next((entry for entry in framework.items if entry.code == item_code), None)
    if item is None:
        raise NotFound("ITEM_UNKNOWN", name=item_code)
    codes = {level.id: level.code for scale in framework.scales for level in scale.levels}
    return {
        **_item(item),
        "framework": framework.code,
        "framework_version": framework.version,
        "notice": texts_of(framework.notice),
        "notes": texts_of(item.notes),
        "descriptors": [
            {"level": codes[entry.level], "text": texts_of(entry.text)}
            for entry in load_descriptors(row.digest, item.id)
        ],
        "principles": [{"principle": tag.principle, "because": texts_of(tag.because)} for tag in item.principles],
        "requirements": [
            {
                "role": role.code,
                "level": codes[needed.level],
                "importance": needed.importance,
                "status": needed.status.value,
            }
            for role in framework.roles
            for needed in role.requirements
            if needed.item == item.id
        ],
    }


@api.get(
    "/consultations",
    response={200: list[ConsultationOut], 422: ErrorOut},
    url_name="list-consultations",
    summary=_("List consultations"),
)
def list_consultations(request: HttpRequest, limit: LimitQuery = 100, offset: OffsetQuery = 0) -> list[dict[str, Any]]:
    """In the order of their dates; those without a date stand last."""
    rows = Consultation.objects.for_actor(actor_of(request)).select_related("programme")[offset : offset + limit]
    plain = ("slug", "status", "starts_on", "ends_on", "precision", "tentative", "mode", "language", "place")
    return [
        {
            **{name: getattr(row, name) for name in plain},
            "programme": row.programme.code,
            "title": texts_of(row.title),
            "simulated": row.programme.simulated,
        }
        for row in rows
    ]


@api.get("/countries", response=list[CountryOut], url_name="list-countries", summary=_("List countries"))
def get_countries(request: HttpRequest) -> list[dict[str, Any]]:
    """In the order of their codes; never ranked."""
    return [
        {
            "code": line.organisation.code,
            "name": texts_of(line.organisation.name),
            "fictional": line.organisation.fictional,
            "has_adaptation": line.has_adaptation,
            "has_results": line.has_results,
            "has_plan": line.has_plan,
            "has_toolkit": line.has_toolkit,
        }
        for line in list_countries(actor_of(request))
    ]


@api.get(
    "/countries/{code}/gaps",
    response={200: GapsOut, **Errors},
    url_name="get-gaps",
    summary=_("Get the gaps of a country's newest assessment"),
)
def get_gaps(
    request: HttpRequest,
    code: CodePath,
    dimension: Annotated[
        str, Query(max_length=64, description="Only gaps of this kind of group, such as ministry")
    ] = "",
    item: Annotated[str, Query(max_length=64, description="Only gaps of the item with this code")] = "",
) -> dict[str, Any]:
    """Each gap has its 95 % interval. Groups too small to be shown have a reason in place of their numbers."""
    value = results_value(get_results(actor_of(request), code))
    value["gaps"] = [
        gap
        for gap in value["gaps"]
        if (not dimension or gap["dimension"] == dimension) and (not item or gap["item"] == item)
    ]
    return value


@api.get(
    "/countries/{code}/plan",
    response={200: PlanOut, **Errors},
    url_name="get-plan",
    summary=_("Get a country's newest training plan"),
)
def get_training_plan(request: HttpRequest, code: CodePath) -> dict[str, Any]:
    """The relative gap says how much better any other plan under the same limits could be, at most."""
    documents = get_plan(actor_of(request), code)
    plan, limits = documents.plan, documents.plan.problem.limits
    return {
        "id": plan.id,
        "country": documents.organisation.code,
        "simulated": plan.simulated,
        "status": plan.status.value,
        "currency": limits.currency,
        "budget": limits.budget,
        "trainer_days_limit": limits.trainer_days,
        "days_per_person_limit": limits.days_per_person,
        "cost": plan.cost,
        "trainer_days": plan.trainer_days,
        "share_closed": share_closed(plan),
        "relative_gap": plan.relative_gap,
        "notice": NOTICE,
        "choices": [
            {
                "id": choice.id,
                "group": choice.group,
                "module": choice.module_code,
                "title": texts_of(choice.title),
                "cohorts": choice.cohorts,
                "people": choice.people,
                "cost": choice.cost,
                "trainer_days": choice.trainer_days,
                "days_per_person": choice.days,
                "closes": [part.gap for part in choice.closes],
                "robust": choice.robust,
            }
            for choice in plan.choices
        ],
        "actions": [
            {
                "id": action.id,
                "group": action.group,
                "action": action.action_code,
                "title": texts_of(action.title),
                "barrier": action.barrier,
                "share": action.share,
            }
            for action in plan.actions
        ],
    }


@api.get(
    "/countries/{code}/toolkit",
    response={200: ToolkitOut, **Errors},
    url_name="get-toolkit",
    summary=_("Get a country's newest toolkit: its files and numbers"),
)
def get_newest_toolkit(request: HttpRequest, code: CodePath) -> dict[str, Any]:
    """Each number can be followed with the trail."""
    documents = get_toolkit(actor_of(request), code)
    row, document = documents.row, documents.document
    if row is None or document is None:
        raise NotFound("NOTHING_YET")
    return {
        "id": document.id,
        "country": documents.organisation.code,
        "title": document.title,
        "language": document.language,
        "simulated": document.simulated,
        "made_at": row.made_at,
        "notice": document.notice,
        "licence": document.licence,
        "files": [
            {
                "format": file.suffix,
                "media_type": file.media_type,
                "size_bytes": file.size_bytes,
                "digest": file.digest,
                "href": reverse("toolkit-file", args=[documents.organisation.code, file.suffix])
                + f"?language={row.language}",
            }
            for file in documents.files
        ],
        "numbers": [
            {
                "id": number.id,
                "label": number.label,
                "unit": number.unit.value,
                "shown": number.shown,
                "value": number.value,
            }
            for number in document.numbers
        ],
    }


@api.get(
    "/trail/{country}/{number}",
    response={200: TrailOut, **Errors},
    url_name="get-trail",
    summary=_("Follow a number of a country's toolkit to where it began"),
)
def get_number_trail(request: HttpRequest, country: CodePath, number: NumberPath) -> dict[str, Any]:
    """From the toolkit over plan, gap, estimate, question, item and change to what somebody said."""
    documents = get_trail(actor_of(request), country, number)
    return {
        "country": documents.organisation.code,
        "simulated": documents.document.simulated,
        "stops": [
            {
                "depth": depth,
                "id": stop.id,
                "kind": stop.kind.value,
                "label": stop.label,
                "made_from": list(stop.made_from),
            }
            for depth, stop in documents.stops
        ],
    }


def _version(row: FrameworkVersion) -> dict[str, Any]:
    plain = ("code", "version", "status", "country", "simulated", "digest", "released_at")
    return {
        **{name: getattr(row, name) for name in plain},
        "title": texts_of(row.title),
        "is_adaptation": row.base_id is not None,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "code": item.code,
        "kind": item.kind.value,
        "parent": item.parent,
        "title": texts_of(item.title),
        "statement": texts_of(item.statement),
    }
