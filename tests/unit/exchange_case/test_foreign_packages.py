"""Packages of other programs, as they are met: each becomes a framework, every repair is told, nothing is thrown away."""

import copy
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capacita.cli import main
from capacita.framework.exchange.case import CASE_PACKAGE, is_case, read_case, write_case
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.exchange.formats import read_any, write_as
from capacita.vocabulary import Unreadable
from lib.case_schema import list_faults, official_validator, own_validator, package_faults
from lib.shared import shared_path

OPTIONS = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC))
DOCUMENT, ONE, TWO, LINK = (f"8f3c6a12-e83b-4654-b7ce-1738552191e{digit}" for digit in "1234")
FILES = (
    "AdoptedTestFramework.json",
    "ItemTypeTestFramework.json",
    "MarkdownFramework.json",
    "Ordering.json",
    "SequenceNumberFramework.json",
    "opencase_round_trip_baseline.json",
    "sample_case.csv",
    "spreadsheet_import_sample.xlsx",
)
# What the official schema says of each file as it is, by our reading of it as draft 7.
FAULTS_BEFORE = dict(zip(FILES, (3, 5, 1, 57, 1, 353), strict=False))


def package() -> dict[str, Any]:
    """Return a strict package of another program: two items, one under the other."""

    def thing(kind: str, identifier: str, **parts: Any) -> dict[str, Any]:
        uri = f"https://example.org/{kind}/{identifier}"
        return {"identifier": identifier, "uri": uri, "lastChangeDateTime": "2024-05-06T07:08:09+02:00", **parts}

    def node(kind: str, identifier: str, title: str) -> dict[str, Any]:
        return {"title": title, "identifier": identifier, "uri": f"https://example.org/{kind}/{identifier}"}

    def under(identifier: str, child: dict[str, Any], parent: dict[str, Any]) -> dict[str, Any]:
        ends = {"originNodeURI": child, "destinationNodeURI": parent}
        return thing("CFAssociations", identifier, associationType="isChildOf", **ends, sequenceNumber=1)

    one, two = node("CFItems", ONE, "A"), node("CFItems", TWO, "B")
    return {
        "CFDocument": thing("CFDocuments", DOCUMENT, creator="A school", title="A set", language="en", version="2"),
        "CFItems": [
            thing("CFItems", ONE, fullStatement="A", humanCodingScheme="1"),
            thing("CFItems", TWO, fullStatement="B", humanCodingScheme="1.1"),
        ],
        "CFAssociations": [
            under(LINK, two, one),
            under(LINK[:-1] + "5", one, node("CFDocuments", DOCUMENT, "A set")),
        ],
    }


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8")


def sent_on(value: Any) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the package that comes out when one comes in, and the place and rule of every repair."""
    read = read_case(as_bytes(value))
    assert read.framework is not None, read.findings
    data = write_case(read.framework, OPTIONS).data
    assert package_faults(data) == []
    assert read_case(data).framework == read.framework
    told: dict[str, Any] = json.loads(data)
    return told, [(repair.path, repair.rule) for repair in read.repairs]


def values_of(value: Any) -> Iterator[Any]:
    """Yield every scalar in a JSON value."""
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from values_of(entry)
    else:
        yield value


def test_strict_package_comes_back_word_for_word() -> None:
    before = package()
    after, repairs = sent_on(before)
    assert {rule for _, rule in repairs} == {"code-assumed", "status-assumed", "kind-assumed"}
    for kind in ("CFItems", "CFAssociations"):
        said = {entry["identifier"]: entry for entry in after[kind]}
        for entry in before[kind]:
            held = {name: part for name, part in said[entry["identifier"]].items() if name != "extensions"}
            assert held == entry
    document = {name: part for name, part in after["CFDocument"].items() if name != "extensions"}
    assert document == {**before["CFDocument"], "caseVersion": "1.1"}


@pytest.mark.parametrize(
    ("place", "given", "rule", "mended"),
    [
        (("CFItems", 0, "notes"), None, "null-removed", "gone"),
        (("CFItems", 0, "colour"), {"of": [1, None]}, "property-set-aside", "kept"),
        (("CFItems", 0, "listEnumInSource"), "a)", "property-renamed", ("listEnumeration", "a)")),
        (("CFItems", 0, "Notes"), "A note.", "property-renamed", ("notes", "A note.")),
        (("CFItems", 0, "lastChangeDateTime"), "2019-02-05 20:56:58", "zone-assumed", "2019-02-05T20:56:58Z"),
        (("CFItems", 0, "lastChangeDateTime"), "2019-02-05", "zone-assumed", "2019-02-05T00:00:00Z"),
        (("CFItems", 0, "lastChangeDateTime"), "soon", "value-set-aside", "kept"),
        (("CFItems", 0, "statusEndDate"), "2026-02-30", "value-set-aside", "kept"),
        (("CFItems", 0, "statusEndDate"), "2026-02-03T00:00:00", "day-shortened", "2026-02-03"),
        (("CFItems", 0, "educationLevel"), "05", "list-from-text", ["05"]),
        (("CFItems", 0, "educationLevel"), ["05", 6], "texts-from-values", ["05", "6"]),
        (("CFItems", 0, "fullStatement"), 7, "text-from-value", "7"),
        (("CFItems", 0, "uri"), "no address", "value-set-aside", "kept"),
        (("CFItems", 0, "uri"), "https://example.org/ä b", "address-encoded", "https://example.org/%C3%A4%20b"),
        (("CFItems", 0, "identifier"), "ITEM-1", "identifier-replaced", "kept"),
        (("CFItems", 0, "identifier"), ONE.upper(), "identifier-respelt", ONE),
        (("CFItems", 0, "identifier"), "0190a5c1-7a3b-7c00-8000-000000000001", "identifier-replaced", "kept"),
        (("CFItems", 0, "CFDocumentURI"), "https://elsewhere.org", "property-set-aside", "kept"),
        (("CFDocument", "adoptionStatus"), "Adopted", "status-mapped", "Implemented"),
        (("CFDocument", "adoptionStatus"), "Deprecated", "status-mapped", "Retired"),
        (("CFDocument", "language"), "en_us", "language-respelt", "en-US"),
        (("CFDocument", "language"), "???", "value-set-aside", "kept"),
        (("CFDocument", "caseVersion"), "1.0", "case-version", "1.1"),
        (("CFDocument", "licenseURI"), {"identifier": "cc", "title": "C", "uri": "x:y"}, "identifier-replaced", "kept"),
        (("CFAssociations", 0, "associationType"), "Is Peer Of", "kind-respelt", "isPeerOf"),
        (("CFAssociations", 0, "associationType"), "Is Odd", "kind-made-own", "ext:Is-Odd"),
        (("CFAssociations", 0, "sequenceNumber"), "4", "number-from-text", 4),
        (("CFAssociations", 0, "sequenceNumber"), 4.0, "whole-number", 4),
        (("CFAssociations", 0, "sequenceNumber"), "fourth", "value-set-aside", "kept"),
    ],
)
def test_loose_value_is_mended_and_told(place: tuple[str | int, ...], given: Any, rule: str, mended: Any) -> None:
    value = package()
    holder: Any = value
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = given
    after, repairs = sent_on(value)
    path = "/" + "/".join(map(str, place))
    assert rule in {found for where, found in repairs if where in (path, f"{path}/identifier")}
    held: Any = after["CFDocument"]
    if place[0] != "CFDocument":
        identifier = {"CFItems": ONE, "CFAssociations": LINK}[str(place[0])]
        held = next((entry for entry in after[place[0]] if entry["identifier"] == identifier), after[place[0]][0])
    if mended == "kept":
        assert all(json.dumps(part) in json.dumps(after) for part in values_of(given) if part is not None)
    elif mended == "gone":
        assert place[-1] not in held
    elif isinstance(mended, tuple):
        assert held[mended[0]] == mended[1]
    else:
        assert held[place[-1]] == mended


def test_links_as_plain_texts_find_what_they_name() -> None:
    value = package()
    value["CFAssociations"][0]["originNodeURI"] = TWO
    value["CFAssociations"][0]["destinationNodeURI"] = f"https://example.org/CFItems/{ONE}"
    after, repairs = sent_on(value)
    assert [rule for _, rule in repairs].count("link-from-text") == 2
    link = next(entry for entry in after["CFAssociations"] if entry["identifier"] == LINK)
    assert link["originNodeURI"] == {"title": "1.1", "identifier": TWO, "uri": f"https://example.org/CFItems/{TWO}"}
    assert link["destinationNodeURI"]["identifier"] == ONE


def test_kind_told_from_the_other_end_is_turned() -> None:
    value = package()
    link = value["CFAssociations"][0]
    link["associationType"] = "Is Parent Of"
    link["originNodeURI"], link["destinationNodeURI"] = link["destinationNodeURI"], link["originNodeURI"]
    framework = read_case(as_bytes(value)).framework
    assert framework is not None
    assert {item.id: item.parent for item in framework.items} == {ONE: None, TWO: ONE}


def test_echo_goes_and_what_is_no_plain_echo_is_kept() -> None:
    value = package()
    document = value["CFDocument"]
    echo = {name: document[name] for name in ("title", "identifier", "uri")}
    value["CFItems"][0]["CFDocumentURI"] = echo
    value["CFItems"][1]["CFDocumentURI"] = {**echo, "uri": "https://other.example.org/1"}
    after, repairs = sent_on(value)
    assert ("/CFItems/0/CFDocumentURI", "echo-removed") in repairs
    assert ("/CFItems/1/CFDocumentURI", "echo-set-aside") in repairs
    assert "https://other.example.org/1" in set(values_of(after))


@pytest.mark.parametrize("wrapper", ["CFPackage", "data", "package"])
def test_wrapped_package_is_found(wrapper: str) -> None:
    value = package()
    value["CFDocument"] = {"CFDocument": value["CFDocument"]}
    value["CFItems"] = [{"CFItem": item} for item in value["CFItems"]]
    data = as_bytes({wrapper: value})
    assert is_case(data)
    framework = read_case(data).framework
    assert framework == read_case(as_bytes(package())).framework


def test_several_documents_are_refused_by_number() -> None:
    for value in ({"CFPackages": [package(), package()]}, {**package(), "CFDocument": [package()["CFDocument"]] * 3}):
        with pytest.raises(Unreadable) as refused:
            read_case(as_bytes(value))
        assert refused.value.code == "CASE_SEVERAL_PACKAGES"
    assert read_case(as_bytes({"CFPackages": [package()]})).framework is not None


@pytest.mark.parametrize("value", [{"CFItems": []}, {"CFDocument": "x"}, {"CFDocument": None}, {"CFDocuments": [{}]}])
def test_file_without_a_document_is_no_package(value: Any) -> None:
    with pytest.raises(Unreadable) as refused:
        read_case(as_bytes(value))
    assert refused.value.code == "CASE_NO_DOCUMENT"


def test_item_of_which_nothing_is_said_shows_its_name() -> None:
    value = package()
    value["CFItems"][0]["fullStatement"] = ""
    after, repairs = sent_on(value)
    assert after["CFItems"][0]["fullStatement"] == "1"
    assert ("/CFItems/0/fullStatement", "text-made") in repairs


def test_entries_that_are_none_are_set_aside_whole() -> None:
    value = package()
    value["CFItems"] += [None, "an item", []]
    value["CFAssociations"].append({"identifier": "a", "associationType": "isPeerOf", "originNodeURI": ONE})
    after, repairs = sent_on(value)
    assert [rule for _, rule in repairs].count("entry-set-aside") == 4
    assert after["extensions"]["original"]["CFItems"] == [None, "an item", []]


def test_cycle_and_doubled_item_are_findings_at_their_places() -> None:
    value = package()
    value["CFAssociations"][1] = {**value["CFAssociations"][0], "identifier": LINK[:-1] + "6"}
    link = value["CFAssociations"][1]
    link["originNodeURI"], link["destinationNodeURI"] = link["destinationNodeURI"], link["originNodeURI"]
    read = read_case(as_bytes(value))
    assert read.framework is None
    assert ("FRAMEWORK_PARENT_CIRCLE", "/CFItems/0") in {(entry.code, entry.path) for entry in read.findings}
    value = package()
    value["CFItems"].append(copy.deepcopy(value["CFItems"][1]))
    read = read_case(as_bytes(value))
    assert read.framework is None
    assert ("FRAMEWORK_DUPLICATE_ID", "/CFItems/2") in {(entry.code, entry.path) for entry in read.findings}


@pytest.mark.parametrize("name", FILES)
def test_real_file_comes_out_strict_and_whole(name: str) -> None:
    data = shared_path(f"data/case/{name}").read_bytes()
    form, read = read_any(data)
    assert read.framework is not None, read.findings
    out = write_as(read.framework, "case", OPTIONS).data
    told = json.loads(out)
    assert list_faults(official_validator("CFPackageDType"), told) == []
    assert package_faults(out) == []
    assert read_case(out).framework == read.framework
    if form is CASE_PACKAGE:
        before = json.loads(data)
        assert len(list_faults(official_validator("CFPackageDType"), before)) == FAULTS_BEFORE[name]
        held = {json.dumps(value) for value in values_of(told)}
        assert {value for value in values_of(before) if value is not None and json.dumps(value) not in held} == set()


@pytest.mark.parametrize("name", FILES)
def test_report_lists_every_repair(name: str, tmp_path: Path) -> None:
    path = shared_path(f"data/case/{name}")
    report, out = tmp_path / "report.json", tmp_path / "out.json"
    assert main(["framework", "convert", str(path), str(out), "--to", "case", "--report", str(report)]) == 0
    listed = json.loads(report.read_text(encoding="utf-8"))
    assert listed
    assert all(list(entry) == ["path", "rule", "before", "after"] for entry in listed)
    _, read = read_any(path.read_bytes())
    assert [entry["rule"] for entry in listed] == [entry.rule for entry in read.repairs]


def test_own_description_is_as_strict_as_the_official_one() -> None:
    broken = package()
    for entry in (broken["CFDocument"], *broken["CFItems"], *broken["CFAssociations"]):
        entry["CFDocumentURI"], entry["notes"] = "x", None
        del entry["uri"]
    broken["CFAssociations"][0]["associationType"] = "is odd"
    broken["CFAssociations"][1]["originNodeURI"]["targetType"] = "odd"
    assert len(list_faults(own_validator("CFPackage"), broken)) == 18
    for name in ("CFPackage", "CFItem", "CFRubric"):
        for value in (broken, package()):
            own = list_faults(own_validator(name), value)
            assert bool(own) is bool(list_faults(official_validator(f"{name}DType"), value))


def test_language_of_an_item_is_respelt_or_set_aside_and_kept() -> None:
    raw = package()
    for entry, language in zip(raw["CFItems"], ("fr_fr", "French"), strict=True):
        entry["language"] = language
    result = read_any(json.dumps(raw).encode(), "case")[1]
    assert result.framework is not None
    assert [repair.rule for repair in result.repairs if repair.path.endswith("/language")][:2] == [
        "language-respelt",
        "value-set-aside",
    ]
    out = json.loads(write_as(result.framework, "case", OPTIONS).data)
    assert [entry.get("language") for entry in out["CFItems"]] == ["fr-FR", None]
    assert [entry["extensions"]["original"]["language"] for entry in out["CFItems"]] == ["fr_fr", "French"]
    assert package_faults(json.dumps(out).encode()) == []
