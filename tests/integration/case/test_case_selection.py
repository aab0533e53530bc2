"""Filters, orders, fields and pages of the CASE service, on documents made for the purpose."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacita.web.case.filtering import parse_filter, select_documents, select_fields, sort_documents
from capacita.web.case.paging import Window, link_header, read_window
from capacita.web.case.statuses import CaseFailure

MATHS = {
    "identifier": "a", "title": "Maths for all", "creator": "O'Neill", "subject": ["Mathematics", "Statistics"],
    "lastChangeDateTime": "2026-01-31T23:30:00Z", "statusStartDate": "2026-01-01",
    "licenseURI": {"title": "CC BY 4.0", "identifier": "x", "uri": "https://example.org/x"},
}  # fmt: skip
HISTORY = {
    "identifier": "b", "title": "Histoire", "creator": "Ministry", "subject": ["History"],
    "lastChangeDateTime": "2026-02-01T00:30:00+02:00", "adoptionStatus": "Implemented",
}  # fmt: skip
EPICS = {
    "identifier": "c",
    "title": "Épopées",
    "creator": "ministry AND co",
    "lastChangeDateTime": "2026-03-01T00:00:00Z",
}
ALL: list[dict[str, Any]] = [MATHS, HISTORY, EPICS]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title='Histoire'", "b"),
        ("title='HISTOIRE'", "b"),
        ("title!='histoire'", "ac"),
        ("title~'for'", "a"),
        ("title~'É'", "c"),
        ("title>'H'", "ab"),
        ("title<'F'", "c"),
        ("creator='O''Neill'", "a"),
        ("creator='ministry AND co'", "c"),
        ("title='Histoire' OR creator='O''Neill'", "ab"),
        ("title='Histoire' AND creator='O''Neill'", ""),
        ("title~'o' AND creator~'ministry'", "bc"),
        ("lastChangeDateTime>='2026-01-31T23:00:00Z'", "ac"),
        ("lastChangeDateTime<'2026-02-01'", "ab"),
        ("lastChangeDateTime='2026-02-01T00:30:00+02:00'", "b"),
        ("lastChangeDateTime='2026-01-31T22:30:00Z'", "b"),
        ("lastChangeDateTime>'2026-01-31T22:30:00'", "ac"),
        ("statusStartDate<='2026-01-01'", "a"),
        ("subject='Mathematics'", ""),
        ("subject='statistics,Mathematics'", "a"),
        ("subject!='statistics,mathematics'", "bc"),
        ("subject~'history,statistics'", "ab"),
        ("licenseURI.title~'cc by'", "a"),
        ("adoptionStatus!='Implemented'", "ac"),
        ("adoptionStatus<='Z'", "b"),
    ],
)
def test_filter_lets_through(text: str, found: str) -> None:
    assert "".join(document["identifier"] for document in select_documents(ALL, text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title",
        "title=Histoire",
        "title='Histoire",
        "title = 'Histoire'",
        "title=='Histoire'",
        "title='a'  AND title='b'",
        "title='a' and title='b'",
        "title='a' AND title='b' AND title='c'",
        "title='a' XOR title='b'",
        "title='O'Neill'",
        "colour='red'",
        "licenseURI='x'",
        "licenseURI.colour='x'",
        "title='a' OR colour='red'",
        "lastChangeDateTime>'yesterday'",
        "statusStartDate<'2026-13-01'",
        "title='" + "a" * 2000 + "'",
    ],
)
def test_filter_outside_the_grammar_is_refused(text: str) -> None:
    with pytest.raises(CaseFailure) as caught:
        select_documents(ALL, text)
    assert caught.value.status == 400
    assert caught.value.description.startswith("invalid_filter_field: ")


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_refused(text: str) -> None:
    try:
        conditions, joint = parse_filter(text)
    except CaseFailure:
        return
    assert conditions
    assert joint in ("AND", "OR")


@given(st.text(max_size=40))
def test_any_value_can_be_asked_for(value: str) -> None:
    doubled = value.replace("'", "''")
    conditions, _joint = parse_filter(f"title='{doubled}'")
    assert [condition.value for condition in conditions] == [value]


@pytest.mark.parametrize(
    ("field", "descending", "order"),
    [
        ("title", False, "cba"),  # the accent of É counts after its letter
        ("title", True, "abc"),
        ("lastChangeDateTime", False, "bac"),
        ("adoptionStatus", False, "bac"),  # without the field: last, as they stood
        ("adoptionStatus", True, "bac"),
        ("subject", False, "bac"),
        ("licenseURI.title", False, "abc"),
        ("colour", True, "abc"),
        ("", True, "abc"),
    ],
)
def test_sort_orders(field: str, descending: bool, order: str) -> None:
    assert "".join(entry["identifier"] for entry in sort_documents(ALL, field, descending=descending)) == order


def test_fields_cut_documents_down() -> None:
    assert select_fields(ALL, ["identifier, title"])[1] == {"identifier": "b", "title": "Histoire"}
    assert select_fields(ALL, ["identifier", "title"])[1] == {"identifier": "b", "title": "Histoire"}
    assert select_fields(ALL, ["adoptionStatus"])[0] == {}
    assert select_fields(ALL, ["title,colour"]) == ALL


@pytest.mark.parametrize("asked", ["", "title,", ",", " "])
def test_blank_field_is_refused(asked: str) -> None:
    with pytest.raises(CaseFailure):
        select_fields(ALL, [asked])


def test_window_has_its_defaults() -> None:
    assert read_window({}) == Window(100, 0)
    assert read_window({"limit": "1", "offset": "7"}) == Window(1, 7)


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "+1", "٣", "many", "9" * 5000])
def test_window_of_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(CaseFailure):
        read_window({"limit": text})


def links_of(limit: int, offset: int, total: int) -> dict[str, tuple[int, int]]:
    header = link_header("https://example.org/list", [("sort", "title"), ("limit", "9")], Window(limit, offset), total)
    found = {}
    for link in header.split(", ") if header else []:
        address, _, relation = link.partition(">; rel=")
        query = parse_qs(urlsplit(address.lstrip("<")).query)
        assert query["sort"] == ["title"]
        found[relation.strip('"')] = (int(query["limit"][0]), int(query["offset"][0]))
    return found


@pytest.mark.parametrize(
    ("limit", "offset", "total", "links"),
    [
        (10, 0, 503, {"next": (10, 10), "last": (3, 500), "first": (10, 0)}),  # the specification's own numbers
        (10, 500, 503, {"last": (3, 500), "first": (10, 0), "prev": (10, 490)}),
        (10, 490, 500, {"last": (10, 490), "first": (10, 0), "prev": (10, 480)}),
        (10, 3, 20, {"next": (10, 13), "last": (10, 10), "first": (10, 0), "prev": (3, 0)}),
        (100, 0, 3, {"last": (3, 0), "first": (100, 0)}),
        (10, 90, 3, {"last": (3, 0), "first": (10, 0), "prev": (3, 0)}),
        (10, 0, 0, {}),
        (10, 5, 0, {}),
    ],
)
def test_links_lead_to_the_other_pages(limit: int, offset: int, total: int, links: dict[str, tuple[int, int]]) -> None:
    assert links_of(limit, offset, total) == links
