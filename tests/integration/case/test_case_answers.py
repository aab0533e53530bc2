"""The CASE service: every answer holds under the official schema, every address in it resolves, every error has its shape."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.exchange.case_editions import whole_languages
from capacita.framework.exchange.case_writing import write_package
from capacita.web.accounts.seed import seed_organisations
from capacita.web.case import queries
from capacita.web.documents.remembered import forget_all
from capacita.web.documents.store import load_framework, load_frameworks
from capacita.web.framework.case_headings import list_document_lines, list_having, refresh_headings
from capacita.web.framework.case_shelf import KINDS, build_shelf
from capacita.web.framework.models import FrameworkVersion, KeptHeading
from capacita.web.framework.seed import seed_frameworks
from lib.shared import shared_path

pytestmark = pytest.mark.django_db
SERVICE = "/ims/case/v1p1"
ANSWERS = {
    "CFDocuments": "CFDocumentDType",
    "CFPackages": "CFPackageDType",
    "CFItems": "CFItemDType",
    "CFItemAssociations": "CFAssociationSetDType",
    "CFAssociations": "CFAssociationDType",
    "CFAssociationGroupings": "CFAssociationGroupingDType",
    "CFConcepts": "CFConceptSetDType",
    "CFSubjects": "CFSubjectSetDType",
    "CFItemTypes": "CFItemTypeSetDType",
    "CFLicenses": "CFLicenseDType",
    "CFRubrics": "CFRubricDType",
}
EMPTY_HERE = {"CFAssociationGroupings", "CFSubjects"}  # the packs that the site comes with have none


@pytest.fixture(autouse=True)
def _site(db: None) -> Iterator[None]:
    forget_all()
    forget_shelves()
    cache.clear()
    seed_organisations()
    seed_frameworks()
    yield
    cache.clear()


def forget_shelves() -> None:
    queries.shelf_of.cache_clear()
    queries.own_shelf_of.cache_clear()


def ask(address: str, status: int = 200, **query: Any) -> Any:
    answer = Client().get(address if address.startswith("/") else f"{SERVICE}/{address}", query)
    assert answer.status_code == status, (address, answer.content[:300])
    return answer


def validator_of(name: str) -> jsonschema_rs.Draft7Validator:
    """Return a validator of one schema of the official description; OpenAPI 3.0 reads as draft 7 here."""
    whole = json.loads(shared_path("oracles/case/imscasev1p1_openapi3_v1p0.json").read_text(encoding="utf-8"))
    schema = {"$ref": f"#/components/schemas/{name}", "components": whole["components"]}
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def faults_of(name: str, value: Any) -> list[str]:
    return [f"{list(fault.instance_path)}: {fault.message[:200]}" for fault in validator_of(name).iter_errors(value)]


def packages() -> list[Any]:
    documents = ask("CFDocuments").json()["CFDocuments"]
    return [ask(f"CFPackages/{document['identifier']}").json() for document in documents]


def names_by_kind() -> dict[str, list[str]]:
    shelved = queries.list_shelved(f"http://testserver{SERVICE}")
    names = [name for version in shelved.versions for name in sorted(queries.shelf_of(version, shelved.service).places)]
    return {kind: [name for found, name in names if found == kind] for kind in KINDS}


def values_of(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every scalar with the name that it stands under."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from values_of(entry, key)
    elif isinstance(value, list):
        for entry in value:
            yield from values_of(entry, name)
    else:
        yield name, value


def test_list_of_documents_holds_under_the_official_schema() -> None:
    body = ask("CFDocuments").json()
    assert faults_of("CFDocumentSetDType", body) == []
    assert {document["language"] for document in body["CFDocuments"]} == {"en", "fr", "ar", "es", "ru", "zh"}
    assert len(body["CFDocuments"]) == 12


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_objects_of_a_kind_hold_under_the_official_schema(kind: str) -> None:
    names = names_by_kind()[kind]
    assert bool(names) is (kind not in EMPTY_HERE)
    check = validator_of(ANSWERS[kind])
    for name in names[:: max(1, len(names) // 12)]:
        answer = ask(f"{kind}/{name}")
        assert answer["Content-Type"] == "application/json"
        assert [fault.message for fault in check.iter_errors(answer.json())] == []


def test_every_address_of_a_package_leads_to_its_object() -> None:
    addresses = {}
    for package in packages():
        found = values_of(package)
        addresses.update({value: None for name, value in found if name in ("uri", "sourceItemURI")})
    assert len(addresses) > 300
    inside = [address for address in addresses if address.startswith("http://testserver")]
    assert len(inside) == len(addresses)
    names = {f"{kind}/{name}" for kind, found in names_by_kind().items() for name in found}
    assert {address.partition(f"{SERVICE}/")[2] for address in inside} <= names
    for address in inside[::40]:
        ask(address.removeprefix("http://testserver"))


def test_no_answer_holds_a_null_or_html_or_an_echo() -> None:
    for package in packages():
        assert all(value is not None for _name, value in values_of(package))
        assert "CFPackageURI" not in package["CFDocument"]
        assert all("CFDocumentURI" not in entry for entry in (*package["CFItems"], *package["CFAssociations"]))
        assert package["CFDocument"]["notes"]  # the notice stands on every export


def test_adaptation_keeps_the_identifiers_of_what_it_left() -> None:
    base, adapted = [package for package in packages() if package["CFDocument"]["language"] == "en"]
    before = {item["identifier"]: item for item in base["CFItems"]}
    kept = [item for item in adapted["CFItems"] if item["identifier"] in before]
    assert kept
    assert all(item["fullStatement"] == before[item["identifier"]]["fullStatement"] for item in kept)


def test_translations_are_joined_to_their_source() -> None:
    own = {package["CFDocument"]["identifier"]: package for package in packages()}
    for package in own.values():
        links = [link for link in package["CFAssociations"] if link["associationType"] == "isTranslationOf"]
        expected = 0 if package["CFDocument"]["language"] == "en" else len(package["CFItems"]) + 1
        assert len(links) == expected


def test_item_is_answered_with_its_links() -> None:
    name = names_by_kind()["CFItems"][0]
    body = ask(f"CFItemAssociations/{name}").json()
    assert body["CFItem"]["identifier"] == name
    assert body["CFAssociations"]
    for link in body["CFAssociations"]:
        assert name in (link["originNodeURI"]["identifier"], link["destinationNodeURI"]["identifier"])


def test_scale_is_answered_with_its_levels_in_order() -> None:
    adapted = next(package for package in packages() if package.get("CFRubrics"))
    scale = next(entry for entry in adapted["CFDefinitions"]["CFConcepts"] if entry["hierarchyCode"] == "1")
    found = ask(f"CFConcepts/{scale['identifier']}").json()["CFConcepts"]
    assert [entry["hierarchyCode"] for entry in found] == ["1", "1.1", "1.2", "1.3", "1.4"]


@pytest.mark.parametrize(
    ("address", "status", "minor", "place"),
    [
        ("CFItems/00000000-0000-4000-8000-000000000000", 404, "unknownobject", "sourcedId"),
        ("CFItems/not-an-identifier", 404, "invalid_uuid", "sourcedId"),
        ("CFNothing/00000000-0000-4000-8000-000000000000", 404, "unknownobject", "address"),
        ("nothing", 404, "unknownobject", "address"),
        ("CFDocuments?limit=0", 400, "invalid_selection_field", "limit"),
        ("CFDocuments?limit=many", 400, "invalid_selection_field", "limit"),
        ("CFDocuments?limit=2147483648", 400, "invalid_selection_field", "limit"),
        ("CFDocuments?offset=-1", 400, "invalid_selection_field", "offset"),
        ("CFDocuments?orderBy=sideways", 400, "invalid_sort_field", "orderBy"),
        ("CFDocuments?fields=", 400, "invalid_selection_field", "fields"),
        ("CFDocuments?fields=title,", 400, "invalid_selection_field", "fields"),
        ("CFDocuments?filter=", 400, "invalid_selection_field", "filter"),
        ("CFDocuments?filter=colour%3D'red'", 400, "invalid_selection_field", "filter"),
    ],
)
def test_every_error_has_the_official_shape(address: str, status: int, minor: str, place: str) -> None:
    for service in (SERVICE, "/ims/case/v1p0"):
        answer = ask(f"{service}/{address}", status)
        body = answer.json()
        assert faults_of("imsx_StatusInfoDType", body) == []
        assert body["imsx_codeMajor"] == "failure"
        field = body["imsx_codeMinor"]["imsx_codeMinorField"][0]
        assert (field["imsx_codeMinorFieldName"], field["imsx_codeMinorFieldValue"]) == (place, minor)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Cache-Control"] == "no-store"


def test_unknown_filter_field_is_named_as_the_prose_names_it() -> None:
    body = ask("CFDocuments", 400, filter="colour='red'").json()
    assert body["imsx_description"].startswith("invalid_filter_field: ")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_other_methods_are_refused_in_the_same_shape(method: str) -> None:
    for address in (f"{SERVICE}/CFDocuments", "/ims/case/v1p0/CFDocuments", f"{SERVICE}/CFItems/{uuid4()}"):
        answer = getattr(Client(enforce_csrf_checks=True), method)(address)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, OPTIONS"
        assert faults_of("imsx_StatusInfoDType", answer.json()) == []


def test_fault_of_ours_has_the_same_shape_and_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_service: str) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("capacita.web.case.views.list_shelved", broken)
    answer = ask("CFDocuments", 500)
    assert faults_of("imsx_StatusInfoDType", answer.json()) == []
    assert b"secret" not in answer.content


def test_pages_join_to_the_whole_list() -> None:
    whole = ask("CFDocuments")
    total = int(whole["X-Total-Count"])
    joined = []
    for offset in range(0, total, 4):
        page = ask("CFDocuments", limit=4, offset=offset)
        assert page["X-Total-Count"] == str(total)
        joined += page.json()["CFDocuments"]
    assert joined == whole.json()["CFDocuments"]
    assert 'offset=4&sort=title>; rel="next"' in ask("CFDocuments", limit=4, sort="title")["Link"]
    beyond = ask("CFDocuments", offset=50)
    assert beyond.json() == {"CFDocuments": []}
    assert beyond["X-Total-Count"] == str(total)


def test_unknown_sort_field_leaves_the_default_order() -> None:
    assert ask("CFDocuments", sort="colour").content == ask("CFDocuments").content
    upwards = [document["language"] for document in ask("CFDocuments", sort="language").json()["CFDocuments"]]
    assert upwards == ["ar", "ar", "en", "en", "es", "es", "fr", "fr", "ru", "ru", "zh", "zh"]
    downwards = ask("CFDocuments", sort="language", orderBy="desc").json()["CFDocuments"]
    assert [document["language"] for document in downwards] == upwards[::-1]


def test_filter_and_fields_work_together() -> None:
    body = ask("CFDocuments", filter="language='FR' AND title~'num\u00e9rique'", fields="title,language").json()
    assert body["CFDocuments"]
    assert all(set(document) == {"title", "language"} for document in body["CFDocuments"])
    assert all(set(document) > {"uri"} for document in ask("CFDocuments", fields="title,colour").json()["CFDocuments"])


def test_answer_is_not_sent_twice() -> None:
    name = names_by_kind()["CFItems"][0]
    for address in ("CFDocuments", f"CFItems/{name}"):
        first = ask(address)
        assert first["Access-Control-Allow-Origin"] == "*"
        assert first["Cache-Control"].startswith("public, max-age=")
        again = Client().get(f"{SERVICE}/{address}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        since = Client().get(f"{SERVICE}/{address}", headers={"If-Modified-Since": first["Last-Modified"]})
        assert since.status_code == 304
        assert Client().get(f"{SERVICE}/{address}", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "address", ["v1p1/CFDocuments", "v1p0/CFDocuments", "v1p1/CFItems/6f0d5ab0-6a07-4a3c-9a53-6bbd2f7d4c11", "nothing"]
)
def test_what_can_be_asked_for_is_told_at_every_address(address: str) -> None:
    answer = Client().options(f"/ims/case/{address}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_preflight_of_a_browser_is_answered() -> None:
    answer = Client().options(f"{SERVICE}/CFDocuments")
    assert answer.status_code == 204
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_unpublished_version_is_not_told() -> None:
    before = ask("CFDocuments").json()["CFDocuments"]
    row = FrameworkVersion.objects.get(base__isnull=False)
    hidden = next(document for document in before if document["identifier"] == str(row.framework_id))
    row.published = False
    row.save()
    assert len(ask("CFDocuments").json()["CFDocuments"]) == len(before) - 6
    ask(f"CFPackages/{hidden['identifier']}", 404)


def copy_version(number: int) -> None:
    row = FrameworkVersion.objects.get(code="unesco-2022")
    row.pk, row.code, row.framework_id = uuid4(), f"copy-{number}", uuid4()
    row.save(force_insert=True)


def test_number_of_queries_does_not_grow_with_the_versions() -> None:
    counts = []
    for number in (1, 2, 3):
        forget_all()
        forget_shelves()
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ask("CFDocuments")
        counts.append(len(seen))
        copy_version(number)
    assert counts == [4, 4, 4]  # versions, what they adapt, manifests, pieces


def test_discovery_describes_every_endpoint_at_its_own_address() -> None:
    body = ask("discovery/imscasev1p1_openapi3_v1p0.json").json()
    assert body["servers"][0]["url"] == f"http://testserver{SERVICE}"
    official = json.loads(shared_path("oracles/case/imscasev1p1_openapi3_v1p0.json").read_text(encoding="utf-8"))
    operations = {path: entry["get"]["operationId"] for path, entry in official["paths"].items()}
    assert {path: entry["get"]["operationId"] for path, entry in body["paths"].items()} == operations
    names = names_by_kind()
    for path, entry in body["paths"].items():
        reference = entry["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check = jsonschema_rs.Draft7Validator({**reference, "components": body["components"]}, validate_formats=True)
        for name in names[path.split("/")[1]][:3]:
            value = ask(path.strip("/").replace("{sourcedId}", name)).json()
            assert [fault.message for fault in check.iter_errors(value)] == []


def test_earlier_view_leaves_out_what_is_new() -> None:
    for package in packages():
        name = package["CFDocument"]["identifier"]
        earlier = ask(f"/ims/case/v1p0/CFPackages/{name}").json()
        words = {name for name, _value in values_of(earlier)}
        assert not words & {"extensions", "targetType", "caseVersion", "frameworkType", "sourceItemIdentifier"}
        assert len(earlier["CFItems"]) == len(package["CFItems"])
        assert "isTranslationOf" not in {link["associationType"] for link in earlier["CFAssociations"]}
    assert ask("/ims/case/v1p0/CFDocuments")["X-Total-Count"] == "12"


def test_api_page_lists_every_endpoint_in_words() -> None:
    page = ask("/en/api/").content.decode()
    for path in ("CFDocuments", "CFPackages/{sourcedId}", "CFRubrics/{sourcedId}"):
        assert f"<code>GET {SERVICE}/{path}</code>" in page
    assert page.count(f"<code>GET {SERVICE}/") == 12
    assert f'href="{SERVICE}/discovery/imscasev1p1_openapi3_v1p0.json"' in page


def test_a_list_tells_what_was_kept_when_the_versions_came_out() -> None:
    assert KeptHeading.objects.count() == FrameworkVersion.objects.count()
    forget_all()
    load_framework.cache_clear()
    with CaptureQueriesContext(connection) as asked:
        plain = ask("CFDocuments")
    assert not [query for query in asked if "storedpart" in query["sql"]]
    told = ask("CFDocuments", sort="no such field")  # read, and written anew
    assert plain.json() == told.json()
    assert plain["X-Total-Count"] == told["X-Total-Count"]
    assert plain.content == told.content
    pages = [ask("CFDocuments", limit=1, offset=place).json()["CFDocuments"] for place in range(3)]
    assert [entry for page in pages for entry in page] == plain.json()["CFDocuments"][:3]


def test_what_is_kept_for_no_address_is_what_is_written_for_one() -> None:
    service = f"http://testserver{SERVICE}"
    for version in queries.list_shelved(service).versions:
        frameworks = load_frameworks([version.digest, *version.base_digests])
        framework, bases = frameworks[version.digest], [frameworks[digest] for digest in version.base_digests]
        parts: Any = {"moment": version.released_at, "base_uri": service, "bases": bases}
        languages = whole_languages(framework)
        packages = [write_package(framework, language=language, **parts)[0] for language in languages]
        assert list(queries.shelf_of(version, service).packages) == packages
        shelf = build_shelf(packages, service)
        assert all(list_having([version], *name) == [version] for name in shelf.places)
        documents = [shelf.get("CFDocuments", package["CFDocument"]["identifier"]) for package in packages]
        assert [json.loads(line) for line in list_document_lines([version], service)[version.key]] == documents


def test_headings_of_another_program_go_and_those_that_lack_are_made() -> None:
    versions = queries.list_shelved(SERVICE).versions
    kept = KeptHeading.objects.get(key=versions[0].key)
    KeptHeading.objects.create(key="old", documents="", count=0, may_pass_on=True, names=b"")
    kept.delete()
    refresh_headings(versions)
    assert set(KeptHeading.objects.values_list("key", flat=True)) == {version.key for version in versions}
    assert KeptHeading.objects.get(key=versions[0].key).documents == kept.documents


def test_packages_are_written_when_they_are_asked_for_and_no_list_asks() -> None:
    ask("CFDocuments")
    name = ask("CFDocuments", limit=1).json()["CFDocuments"][0]["identifier"]
    version = queries.list_shelved(SERVICE).versions[0]

    def written() -> list[int]:
        return [place for place in range(7) if f"case-parts-{version.key}-{place}" in cache]

    ask(f"CFDocuments/{name}")
    assert written() == []
    ask(f"CFPackages/{name}")
    item = load_framework(version.digest).items[0].id
    ask(f"CFItems/{item}")
    assert written() == [0]  # in its own language
    ask(f"CFItemAssociations/{item}")  # those that lead to it from its translations too
    assert written() == [0, 1, 2, 3, 4, 5]


def test_document_on_its_own_is_short_and_its_package_says_all() -> None:
    for document in ask("CFDocuments").json()["CFDocuments"]:
        name = document["identifier"]
        assert ask(f"CFDocuments/{name}").json() == document
        whole = ask(f"CFPackages/{name}").json()["CFDocument"]
        told = document["extensions"]["capacita"]
        assert set(told) <= {"format", "code", "derived_from"}
        assert told.items() <= whole["extensions"]["capacita"].items()
        assert {**document, "extensions": {}, "CFPackageURI": {}} == {**whole, "extensions": {}, "CFPackageURI": {}}
        assert len(json.dumps(document, ensure_ascii=False)) < 2_500
