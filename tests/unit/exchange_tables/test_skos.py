"""SKOS: what other programs read of ours, what we read of theirs, and what is never fetched."""

import json
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS

from capacita.framework import Association, AssociationKind, find_item, validate_framework
from capacita.framework.exchange import skos_parsing
from capacita.framework.exchange.skos import write_json_ld, write_turtle
from capacita.framework.exchange.skos_formats import is_json_ld, is_turtle
from capacita.framework.exchange.skos_parsing import parse_json_ld, parse_turtle
from capacita.framework.exchange.skos_reading import read_graph
from capacita.vocabulary import TextOrigin, Unreadable, derive_identifier, plain_text
from lib.exchange_cases import dressed
from lib.framework_cases import FRAMEWORK, identifier, small_framework

THEIRS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/port/> .
ex:all a skos:ConceptScheme ; dct:title "Work in a port"@en-GB ; dct:license <https://creativecommons.org/licenses/by/4.0/> .
ex:a a skos:Concept ; skos:inScheme ex:all ; skos:prefLabel "Sail"@en, "Naviguer"@fr ; skos:notation "A" ;
    skos:narrower ex:b ; skos:altLabel "Steer"@en .
ex:b a skos:Concept ; skos:inScheme ex:all ; skos:prefLabel "Tack"@en ; skos:definition "Turns into the wind."@en ;
    skos:related ex:c ; skos:closeMatch <http://other.example/9> .
ex:c a skos:Concept ; skos:inScheme ex:all ; skos:prefLabel "Jibe" ; skos:broader ex:a, ex:b ; skos:related ex:b .
"""


def uri(code: str) -> URIRef:
    return URIRef(f"urn:uuid:{FRAMEWORK}#{identifier(code)}")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # which rdflib uses itself
@pytest.mark.parametrize(("write", "syntax"), [(write_turtle, "turtle"), (write_json_ld, "json-ld")])
def test_other_programs_read_labels_tree_and_matches(write: Callable[..., bytes], syntax: str) -> None:
    graph = Graph().parse(data=write(small_framework()), format=syntax)
    assert set(graph.objects(uri("1.1"), SKOS.prefLabel)) == {Literal("Foresee", lang="en")}
    assert Literal("Prévoit ce que fera une règle.", lang="fr") in set(graph.objects(uri("1.1"), SKOS.definition))
    assert list(graph.objects(uri("1.1"), SKOS.broader)) == [uri("1")]
    assert set(graph.objects(uri("2.1"), SKOS.broader)) == {uri("1"), uri("2")}
    assert list(graph.objects(uri("1.1"), SKOS.exactMatch)) == [URIRef("https://example.org/skills/7")]
    scheme = URIRef(f"urn:uuid:{FRAMEWORK}")
    assert (scheme, RDF.type, SKOS.ConceptScheme) in graph
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert tops == {uri(code) for code in ("1", "2", "A1", "R1")}


def test_both_syntaxes_say_the_same() -> None:
    framework = dressed(small_framework())
    assert parse_turtle(write_turtle(framework)).keys() == parse_json_ld(write_json_ld(framework)).keys()


def test_addresses_grow_from_the_base_that_is_given() -> None:
    base = "https://example.org/id/small"
    framework = dressed(small_framework())
    data = write_turtle(framework, base)
    assert f"<{base}/{identifier('1.1')}> a skos:Concept" in data.decode()
    assert read_graph(parse_turtle(data)).framework == framework


def test_address_that_rdf_does_not_allow_is_encoded_and_comes_back() -> None:
    odd = 'https://example.org/a<b>"{}|^`\\'
    link = Association(id=identifier("x"), kind=AssociationKind.EXEMPLAR, origin=identifier("1.1"), destination=odd)
    framework = replace(small_framework(), associations=(link,))
    assert read_graph(parse_turtle(write_turtle(framework))).framework == framework


def test_finer_relation_that_was_read_goes_out_again() -> None:
    read = read_graph(parse_turtle(THEIRS.encode()))
    assert read.framework is not None
    assert b"skos:closeMatch <http://other.example/9>" in write_turtle(read.framework)


def test_scheme_of_somebody_else_is_read_with_every_assumption_listed() -> None:
    read = read_graph(parse_turtle(THEIRS.encode()))
    framework = read.framework
    assert framework is not None
    assert [finding for finding in validate_framework(framework) if finding.severity == "error"] == []
    by_code = {item.code: item for item in framework.items}
    assert {code: item.kind.value for code, item in by_code.items()} == {
        "A": "domain",
        "b": "competency",
        "c": "competency",
    }
    assert by_code["c"].parent == by_code["b"].parent == by_code["A"].id
    assert by_code["A"].id == derive_identifier(framework.id, "http://example.org/port/a")
    assert by_code["A"].aliases == ("http://example.org/port/a",)
    assert by_code["A"].extensions == {"rdf": {str(SKOS.altLabel): ["Steer@en"]}}
    assert (by_code["A"].title["en"].origin, by_code["A"].title["fr"].origin) == (TextOrigin.SOURCE, TextOrigin.HUMAN)
    links = {(link.kind.value, link.origin, link.destination) for link in framework.associations}
    assert links == {
        ("isChildOf", by_code["c"].id, by_code["b"].id),
        ("isRelatedTo", by_code["b"].id, "http://other.example/9"),
        ("isRelatedTo", by_code["b"].id, by_code["c"].id),
    }
    assert plain_text(framework.title) == "Work in a port"
    assert framework.licence == "https://creativecommons.org/licenses/by/4.0/"
    rules = {(entry.path.rpartition("/port")[2], entry.rule) for entry in read.repairs}
    assert {("/c/title", "language-assumed"), ("/b/code", "code-made"), ("/b", "relation-widened")} <= rules


def test_json_ld_without_a_graph_is_read() -> None:
    concept = {
        "@context": {"label": {"@id": str(SKOS.prefLabel), "@container": "@language"}, "skos": str(SKOS)},
        "@id": "http://example.org/1",
        "@type": "skos:Concept",
        "label": {"en": "Sail", "ar": "إبحار"},
    }
    read = read_graph(parse_json_ld(json.dumps(concept).encode()))
    assert read.framework is not None
    assert plain_text(read.framework.items[0].title, "ar") == "إبحار"


@pytest.mark.parametrize(
    "context",
    ["http://127.0.0.1:9/c.jsonld", ["http://127.0.0.1:9/c.jsonld"], {"@import": "http://127.0.0.1:9/c.jsonld"}],
)
def test_context_elsewhere_is_refused_and_never_fetched(context: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "create_connection", refuse)
    for document in (
        {"@context": context, "@id": "x:1"},
        {"@id": "x:1", "x:2": {"@context": context}},
        [{"@context": context}],
    ):
        with pytest.raises(Unreadable) as refusal:
            parse_json_ld(json.dumps(document).encode())
        assert refusal.value.code == "EXCHANGE_REMOTE_CONTEXT"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"@prefix x", "EXCHANGE_NOT_RDF"),
        (b'<x:a> <x:b> "open', "EXCHANGE_NOT_RDF"),
        (b'<x:a> <x:b> "\xff" .', "DOCUMENT_NOT_UTF8"),
        (b"[" * 20_000, "DOCUMENT_TOO_DEEP"),
        (b"", "EXCHANGE_NO_CONCEPTS"),
        (b"<x:a> <x:b> <x:c> .", "EXCHANGE_NO_CONCEPTS"),
    ],
)
def test_bad_turtle_is_one_refusal(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_graph(parse_turtle(data))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"@context": ', "DOCUMENT_NOT_JSON"),
        (b"[" * 20_000, "DOCUMENT_TOO_DEEP"),
        (b'{"a": "\xff"}', "DOCUMENT_NOT_UTF8"),
        (b'{"@context": {"a": {"@id": 5}}, "a": 3}', "EXCHANGE_NOT_RDF"),
        (b"[]", "EXCHANGE_NO_CONCEPTS"),
    ],
)
def test_bad_json_ld_is_one_refusal(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_graph(parse_json_ld(data))
    assert refusal.value.code == code


def test_file_beyond_the_limit_is_refused_before_it_is_parsed() -> None:
    data = b'{"@graph": [' + b" " * skos_parsing.MAX_BYTES + b"]}"
    for parse in (parse_turtle, parse_json_ld):
        with pytest.raises(Unreadable) as refusal:
            parse(data)
        assert refusal.value.code == "EXCHANGE_TOO_LARGE"


def test_tree_that_runs_in_a_circle_is_a_finding() -> None:
    circle = THEIRS.replace('skos:prefLabel "Sail"@en', 'skos:broader ex:b ; skos:prefLabel "Sail"@en')
    read = read_graph(parse_turtle(circle.encode()))
    assert read.framework is None
    assert [finding.code for finding in read.findings] == ["FRAMEWORK_PARENT_CIRCLE"]


def test_recognition() -> None:
    framework = small_framework()
    assert is_turtle(write_turtle(framework))
    assert is_json_ld(write_json_ld(framework))
    assert not is_turtle(write_json_ld(framework))
    assert not is_json_ld(b"code,title\n")
    assert not is_turtle(Path(__file__).read_bytes()[:20])


def test_recommendation_without_text_stays_without_one() -> None:
    read = read_graph(parse_turtle(write_turtle(small_framework())))
    assert read.framework is not None
    assert find_item(read.framework, "R1").title == {}
