"""CTDL-ASN out: every competency has what a registry insists on, and the tree reads both ways."""

import json
from dataclasses import replace

import pytest

from capacita.framework.exchange.ctdl import write_ctdl
from capacita.vocabulary import Refusal
from lib.framework_cases import FRAMEWORK, identifier, small_framework

NEEDED = {
    "ceasn:CompetencyFramework": ["ceterms:ctid", "ceasn:name", "ceasn:description", "ceasn:inLanguage", "ceasn:publicationStatusType"],
    "ceasn:Competency": ["ceterms:ctid", "ceasn:competencyText", "ceasn:inLanguage", "ceasn:isPartOf"],
    "asn:ProgressionModel": ["ceasn:name", "ceasn:description", "ceasn:inLanguage", "skos:hasTopConcept"],
    "asn:ProgressionLevel": ["skos:prefLabel", "ceasn:inProgressionModel"],
}  # fmt: skip


def nodes_of(data: bytes) -> dict[str, dict[str, object]]:
    return {node["@id"]: node for node in json.loads(data)["@graph"]}


def uri(code: str) -> str:
    return f"urn:uuid:{FRAMEWORK}#{identifier(code)}"


def test_every_node_has_what_a_registry_insists_on() -> None:
    nodes = nodes_of(write_ctdl(small_framework()))
    for node in nodes.values():
        assert [name for name in NEEDED[str(node["@type"])] if not node.get(name)] == []
    identifiers = [node["ceterms:ctid"] for node in nodes.values()]
    assert len(set(identifiers)) == len(identifiers)


def test_tree_texts_and_matches_are_said() -> None:
    nodes = nodes_of(write_ctdl(small_framework()))
    item = nodes[uri("1.1")]
    assert item["ceasn:competencyText"] == {
        "en": "Foresees what a rule will do.",
        "fr": "Prévoit ce que fera une règle.",
    }
    assert item["ceasn:competencyLabel"] == {"en": "Foresee"}
    assert item["ceasn:isChildOf"] == [uri("1")]
    assert item["ceasn:exactAlignment"] == ["https://example.org/skills/7"]
    assert nodes[uri("1")]["ceasn:hasChild"] == [uri("1.1"), uri("1.2")]
    assert nodes[f"urn:uuid:{FRAMEWORK}"]["ceasn:hasTopChild"] == [uri("1"), uri("A1"), uri("2")]


def test_item_without_text_stays_out() -> None:
    assert uri("R1") not in nodes_of(write_ctdl(small_framework()))


def test_framework_that_says_nothing_is_refused() -> None:
    bare = replace(small_framework(), items=small_framework().items[-1:])
    with pytest.raises(Refusal) as refusal:
        write_ctdl(bare)
    assert refusal.value.code == "EXCHANGE_NOTHING_TO_WRITE"
