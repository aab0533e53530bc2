"""Reading a document of any format: every fault of shape, what is left without it, and where that stood."""

import json
import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

import pytest
from pydantic import TypeAdapter

from capacita.vocabulary import DocumentFormat, Unreadable, document_part, parse_object, pointer


@document_part
class Leaf:
    """The innermost part."""

    name: str
    size: int = 0


@document_part
class Tree:
    """A document with lists in lists and a mapping."""

    title: str
    rows: tuple[tuple[Leaf, ...], ...] = ()
    leaves: tuple[Leaf, ...] = ()
    named: Mapping[str, Leaf] = field(default_factory=dict)
    either: int | str | None = None


def upgrade(raw: dict[str, Any]) -> dict[str, Any]:
    return {"format": "tree/2", **{("title" if key == "name" else key): raw[key] for key in raw if key != "format"}}


FORMAT = DocumentFormat(
    name="tree/2",
    adapter=TypeAdapter(Tree),
    upgrades={"tree/1": upgrade},
    placeholders={("title",): lambda path: f"no{path}"},
)


def read(**parts: Any) -> Any:
    return FORMAT.read(json.dumps({"format": "tree/2", **parts}).encode())


def found(report: Any) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in report.findings]


def test_a_sound_document_is_read_whole_and_written_again() -> None:
    report = read(title="t", leaves=[{"name": "a", "size": 2}], either=1)
    assert report.document == Tree(title="t", leaves=(Leaf(name="a", size=2),), either=1)
    assert (report.salvaged, report.findings, report.taken) == (report.document, (), ())
    assert FORMAT.dump(report.document) == {
        "format": "tree/2",
        "title": "t",
        "leaves": [{"name": "a", "size": 2}],
        "either": 1,
    }


def test_faults_are_taken_out_and_the_rest_keeps_its_place() -> None:
    leaves = [{"name": 1}, {"name": "b"}, 7, {"name": "d", "size": "x"}, {"name": "e", "weight": 1}]
    report = read(title="t", leaves=leaves, rows=[[], [{"name": "f"}, {}, {"name": "g"}]], named={"k": {}})
    assert found(report) == [
        ("DOCUMENT_MISSING", "/rows/1/1/name"),
        ("DOCUMENT_WRONG_TYPE", "/leaves/0/name"),
        ("DOCUMENT_WRONG_TYPE", "/leaves/2"),
        ("DOCUMENT_WRONG_TYPE", "/leaves/3/size"),
        ("DOCUMENT_UNKNOWN_KEY", "/leaves/4/weight"),
        ("DOCUMENT_MISSING", "/named/k/name"),
    ]
    assert report.document is None
    assert report.salvaged == Tree(
        title="t", leaves=(Leaf(name="b"), Leaf(name="d"), Leaf(name="e")), rows=((), (Leaf(name="f"), Leaf(name="g")))
    )
    for path, original in [
        ("/leaves/0/name", "/leaves/1/name"),
        ("/leaves/2", "/leaves/4"),
        ("/rows/1/1", "/rows/1/2"),
        ("/rows/0", "/rows/0"),
        ("/title", "/title"),
        ("", ""),
    ]:
        assert report.path_in_file(path) == original
    assert ("leaves", 4, "weight") not in report.taken
    assert {("leaves", 0), ("leaves", 2), ("leaves", 3, "size"), ("named", "k")} <= set(report.taken)


def test_a_placeholder_stands_for_what_must_be_there() -> None:
    for parts in ({}, {"title": 4}):
        report = read(**parts, leaves=[{"name": "a"}])
        assert report.salvaged == Tree(title="no/title", leaves=(Leaf(name="a"),))
        assert report.taken == (("title",),)


def test_a_placeholder_that_does_not_fit_gives_up_rather_than_turn_for_ever() -> None:
    bad = DocumentFormat(
        name="tree/2", adapter=TypeAdapter(Tree), upgrades={}, placeholders={("title",): lambda path: 4}
    )
    report = bad.read(b'{"format": "tree/2"}')
    assert (report.document, report.salvaged, found(report)) == (None, None, [("DOCUMENT_MISSING", "/title")])


def test_a_fault_in_a_choice_of_types_is_told_at_its_place() -> None:
    report = read(title="t", either=[1])
    assert {path for _, path in found(report)} == {"/either"}
    assert report.salvaged == Tree(title="t")


def test_an_older_number_is_read_and_a_newer_one_refused() -> None:
    assert FORMAT.read_whole(b'{"format": "tree/1", "name": "old"}') == Tree(title="old")
    with pytest.raises(Unreadable) as refused:
        FORMAT.read(b'{"format": "tree/3"}')
    assert refused.value.code == "DOCUMENT_UNKNOWN_VERSION"


def test_what_must_be_sound_names_its_first_fault() -> None:
    with pytest.raises(Unreadable) as refused:
        FORMAT.read_whole(b'{"format": "tree/2", "title": "t", "leaves": [{}], "more": 1}')
    assert (refused.value.code, refused.value.values["path"], refused.value.values["count"]) == (
        "DOCUMENT_FAULTY",
        "/leaves/0/name",
        2,
    )


def test_repeated_keys_are_findings_in_a_document_and_refused_in_an_object() -> None:
    data = b'{"format": "tree/2", "title": "t", "title": "u", "named": {"k": {"name": "a", "name": "b", "name": "c"}}}'
    report = FORMAT.read(data)
    assert found(report) == [("DOCUMENT_DUPLICATE_KEY", "/title"), ("DOCUMENT_DUPLICATE_KEY", "/named/k/name")]
    assert report.document is None
    with pytest.raises(Unreadable) as refused:
        parse_object(data)
    assert (refused.value.code, refused.value.values["path"]) == ("DOCUMENT_DUPLICATE_KEY", "/title")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DOCUMENT_NOT_JSON"),
        (b'{"a": 1', "DOCUMENT_NOT_JSON"),
        (b'{"a": 1} {}', "DOCUMENT_NOT_JSON"),
        (b'{"a": "' + b"[" * 100 + b'"', "DOCUMENT_NOT_JSON"),
        (b"\xff", "DOCUMENT_NOT_UTF8"),
        (b"null", "DOCUMENT_NO_OBJECT"),
        (b"true", "DOCUMENT_NO_OBJECT"),
        (b"1.5", "DOCUMENT_NO_OBJECT"),
        (b'{"a": -Infinity}', "DOCUMENT_NO_NUMBER"),
        (b'{"a": 1e309}', "DOCUMENT_NUMBER_TOO_LARGE"),
        (b'{"a": 9007199254740993}', "DOCUMENT_NUMBER_TOO_LARGE"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "DOCUMENT_NUMBER_TOO_LARGE"),
        (b'{"a": "\\ud800"}', "DOCUMENT_HALF_CHARACTER"),
        (b'{"\\udc00": 1}', "DOCUMENT_HALF_CHARACTER"),
        (b"[" * 65 + b"]" * 65, "DOCUMENT_TOO_DEEP"),
        (b"[" * 1_000_000, "DOCUMENT_TOO_DEEP"),
        (b'{"a":' * 64 + b"[]" + b"}" * 64, "DOCUMENT_TOO_DEEP"),
    ],
)
def test_what_is_no_object_is_unreadable(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_object(data)
    assert refused.value.code == code


def test_what_only_looks_dangerous_is_read() -> None:
    assert parse_object(b"\xef\xbb\xbf" + b'{"a": "\\ud83d\\ude00"}') == {"a": "😀"}
    assert parse_object(json.dumps({"a": "[{" * 1000}).encode()) == {"a": "[{" * 1000}
    assert parse_object(b'{"a": 9007199254740992, "b": -9007199254740992}') == {"a": 2**53, "b": -(2**53)}
    assert parse_object(b'{"a": 295147905179352830000, "b": -9007199254740994}') == {"a": 2.0**68, "b": -(2.0**53) - 2}
    deepest = parse_object(b'{"a":' * 63 + b"[]" + b"}" * 63)
    assert json.dumps(deepest).count("a") == 63


def test_a_pointer_is_escaped() -> None:
    assert pointer(("a/b", 0, "m~n")) == "/a~1b/0/m~0n"
    assert re.fullmatch(r"(/[^/]*)*", pointer(("", "x"))) is not None
    assert pointer(()) == ""
