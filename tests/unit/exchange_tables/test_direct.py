"""The DIRECT fixture comes in as domains, competencies and skills, and goes out as it came."""

import json
from collections import Counter
from typing import Any

import pytest

from capacita.framework import AssociationKind, find_item, validate_framework
from capacita.framework.exchange.direct import is_direct, read_direct, write_direct
from capacita.vocabulary import Refusal, Unreadable, plain_text
from lib.exchange_files import direct_entries
from lib.framework_cases import small_framework
from lib.shared import shared_path

FIXTURE = "data/direct/framework-2-0.json"


def as_bytes(entries: list[dict[str, Any]]) -> bytes:
    return json.dumps(entries).encode()


def by_key(entries: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    return {(entry["model"], entry["pk"]): entry["fields"] for entry in entries}


def test_entries_become_items_levels_and_links() -> None:
    framework, findings = read_direct(as_bytes(direct_entries()))
    assert findings == []
    assert validate_framework(framework) == []
    assert [(item.kind.value, item.item_type, item.code) for item in framework.items] == [
        ("domain", "competencydomain", "records"),
        ("competency", "competency", "filing"),
        ("statement", "skill", "naming"),
        ("statement", "skill", "finding"),
    ]
    assert [plain_text(level.title) for level in framework.scales[0].levels] == ["None", "Able"]
    assert [(link.kind, link.origin) for link in framework.associations] == [
        (AssociationKind.IS_RELATED_TO, find_item(framework, "naming").id)
    ]
    assert len(framework.extensions["direct"]["main.learningresource"]) == 1


def test_entries_go_out_as_they_came() -> None:
    entries = direct_entries()
    framework, _ = read_direct(as_bytes(entries))
    assert by_key(json.loads(write_direct(framework))) == by_key(entries)


def test_item_that_is_added_gets_the_next_number() -> None:
    written = json.loads(write_direct(small_framework()))
    assert [(entry["model"], entry["pk"], entry["fields"]["name"]) for entry in written] == [
        ("main.competencydomain", 1, "Plan"),
        ("main.competencydomain", 2, "Data"),
        ("main.competency", 1, "Foresee"),
        ("main.competency", 2, "Design"),
        ("main.competency", 3, "Read"),
        ("main.skilllevel", 1, "low"),
        ("main.skilllevel", 2, "middle"),
        ("main.skilllevel", 3, "high"),
    ]


@pytest.mark.parametrize(
    ("place", "change", "code"),
    [
        (1, {"competency_domain": 99}, "EXCHANGE_NODE_NOT_THERE"),
        (0, {"name": " "}, "EXCHANGE_NODE_LACKS"),
        (5, {"related_skills": [77]}, "EXCHANGE_NODE_NOT_THERE"),
    ],
)
def test_faulty_entry_is_found_at_its_place(place: int, change: dict[str, Any], code: str) -> None:
    entries = direct_entries()
    entries[place]["fields"].update(change)
    _, findings = read_direct(as_bytes(entries))
    assert (findings[0].code, findings[0].path) == (code, f"/{place}")


def test_entry_of_another_model_or_written_twice_is_found() -> None:
    entries = [*direct_entries(), {"model": "auth.user", "pk": 1, "fields": {}}, direct_entries()[0]]
    _, findings = read_direct(as_bytes(entries))
    assert [(entry.code, entry.path) for entry in findings] == [
        ("EXCHANGE_NODE_UNKNOWN", "/9"),
        ("EXCHANGE_NODE_TWICE", "/10"),
    ]


@pytest.mark.parametrize("data", [b"[]", b'[{"model": "main.skill"}]', b'{"a": 1}'])
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_direct(data)
    assert refusal.value.code == "EXCHANGE_NOT_DIRECT"


def test_framework_without_domains_competencies_or_statements_is_refused() -> None:
    framework = small_framework()
    bare = type(framework)(id=framework.id, code="x", title=framework.title, language="en", version="1", status="draft")
    with pytest.raises(Refusal) as refusal:
        write_direct(bare)
    assert refusal.value.code == "EXCHANGE_NOTHING_TO_WRITE"


def test_published_fixture_comes_in_whole_and_goes_out_as_it_came() -> None:
    data = shared_path(FIXTURE).read_bytes()
    assert is_direct(data)
    framework, findings = read_direct(data)
    # One skill of the published file is related to itself.
    assert [(entry.code, entry.severity.value) for entry in findings] == [("EXCHANGE_LINK_TO_ITSELF", "warning")]
    assert validate_framework(framework) == []
    assert Counter(item.kind.value for item in framework.items) == {"domain": 7, "competency": 20, "statement": 164}
    kept = framework.extensions["direct"]
    assert [len(kept[name]) for name in kept if name.startswith("main.")] == [61, 207, 549]
    expected, found = by_key(json.loads(data)), by_key(json.loads(write_direct(framework)))
    for key, fields in expected.items():
        if key[0] == "main.skill":
            fields["related_skills"] = sorted(set(fields["related_skills"]) - {key[1]})
    assert found == expected
