"""Words that must or must not stand for a term, and translations that may serve again."""

from dataclasses import replace

import pytest

from capacita.framework import Definition, Framework, Item, ItemKind
from capacita.framework.translation import (
    Glossary,
    GlossaryTerm,
    MemoryUnit,
    TranslationMemory,
    check_terms,
    gather_glossary,
    gather_memory,
    list_segments,
    read_terms,
    suggest_translations,
)
from capacita.sheets import ReadTable
from capacita.text import Piece, PieceKind
from capacita.vocabulary import Severity, TextOrigin, Unreadable, translated, written
from lib.framework_cases import identifier, small_framework


def framework_saying(source: str, language: str, target: str, origin: TextOrigin = TextOrigin.HUMAN) -> Framework:
    title = {**written(source), language: translated(target, source, origin)}
    return replace(small_framework(), items=(Item(id=identifier("x"), kind=ItemKind.OTHER, code="x", title=title),))


def codes(source: str, target: str, term: GlossaryTerm) -> list[tuple[str, str]]:
    segments = list_segments(framework_saying(source, term.language, target), term.language)
    found = check_terms(segments, Glossary(terms=(term,)))
    return [(finding.code, finding.values.get("found", "")) for finding in found]


CIVIL_SERVANT = GlossaryTerm(
    term="civil servant",
    term_language="en",
    language="fr",
    preferred=("agent public", "agente publique"),
    forbidden=("fonctionnaire", "serviteur civil"),
)
DATA = GlossaryTerm(term="data", term_language="en", language="ar", preferred=("بيانات",), forbidden=("معطيات",))
GOVERNANCE = GlossaryTerm(term="治理", term_language="zh", language="en", preferred=("governance",))


@pytest.mark.parametrize(
    ("source", "target", "term", "expected"),
    [
        ("Trains civil servants.", "Forme les agents publics.", CIVIL_SERVANT, []),
        ("Trains Civil Servants.", "Forme l’agente publique.", CIVIL_SERVANT, []),
        (
            "Trains civil servants.",
            "Forme les fonctionnaires.",
            CIVIL_SERVANT,
            [("GLOSSARY_TERM_FORBIDDEN", "fonctionnaire")],
        ),
        ("Trains civil servants.", "Forme les gens.", CIVIL_SERVANT, [("GLOSSARY_TERM_MISSED", "")]),
        ("Trains people.", "Forme les fonctionnaires.", CIVIL_SERVANT, []),
        ("The civil law binds servants.", "Forme les fonctionnaires.", CIVIL_SERVANT, []),
        ("Uses data.", "يستخدم البيانات.", DATA, []),
        ("Uses data.", "والبيانات مفيدة", DATA, []),
        ("Uses data.", "يستخدم المعطيات.", DATA, [("GLOSSARY_TERM_FORBIDDEN", "معطيات")]),
        ("Reads a database.", "شيء", DATA, []),
    ],
)
def test_a_translation_is_held_to_its_terms(
    source: str, target: str, term: GlossaryTerm, expected: list[tuple[str, str]]
) -> None:
    assert codes(source, target, term) == expected


def test_terms_are_found_in_a_language_without_spaces() -> None:
    title = {**written("数据治理", "zh"), "en": translated("Data management", "数据治理", TextOrigin.HUMAN)}
    item = Item(id=identifier("x"), kind=ItemKind.OTHER, code="x", title=title)
    segments = list_segments(replace(small_framework(), items=(item,)), "en")
    (finding,) = check_terms(segments, Glossary(terms=(GOVERNANCE,)))
    assert (finding.code, finding.severity) == ("GLOSSARY_TERM_MISSED", Severity.NOTE)
    assert finding.path == "/items/0/title/en"
    assert finding.values["preferred"] == "governance"


def test_a_glossary_comes_from_definitions_that_somebody_has_read_and_from_a_list() -> None:
    def definition(name: str, origin: TextOrigin) -> Definition:
        term = {**written(name), "fr": translated(f"{name} (fr)", name, origin)}
        return Definition(id=identifier(name), term=term, text=written("What it is."))

    framework = replace(
        small_framework(), definitions=(definition("rule", TextOrigin.HUMAN), definition("law", TextOrigin.MACHINE))
    )
    more = GlossaryTerm(
        term="Rule", term_language="en", language="fr", preferred=("règle",), forbidden=("rule (fr)", "loi")
    )
    assert gather_glossary(framework).terms == (
        GlossaryTerm(term="rule", term_language="en", language="fr", preferred=("rule (fr)",)),
    )
    assert gather_glossary(framework, [more]).terms == (
        GlossaryTerm(
            term="rule", term_language="en", language="fr", preferred=("règle",), forbidden=("rule (fr)", "loi")
        ),
    )


def test_a_list_of_terms_is_a_sheet() -> None:
    rows = (
        ("Language", "Term", "Term language", "Forbidden", "Preferred"),
        ("fr", "skill", "en", "", "compétence; savoir-faire"),
        ("", "", "", "", ""),
        ("pt_br", "skill", "EN", "perícia", ""),
    )
    assert read_terms(ReadTable(name="terms", rows=rows)) == (
        GlossaryTerm(term="skill", term_language="en", language="fr", preferred=("compétence", "savoir-faire")),
        GlossaryTerm(term="skill", term_language="en", language="pt-BR", forbidden=("perícia",)),
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((), "GLOSSARY_COLUMNS"),
        ((("term", "language"),), "GLOSSARY_COLUMNS"),
        (
            (("term", "term language", "language", "preferred", "forbidden"), ("skill", "en", "French", "", "")),
            "GLOSSARY_LANGUAGE",
        ),
    ],
)
def test_a_list_of_terms_that_cannot_be_used_is_refused(rows: tuple[tuple[str, ...], ...], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_terms(ReadTable(name="terms", rows=rows))
    assert refused.value.code == code


def memory() -> TranslationMemory:
    return TranslationMemory(
        [
            MemoryUnit(source="Plans digital services.", target="Machine", origin=TextOrigin.MACHINE),
            MemoryUnit(source="Plans digital services.", target="Relu", origin=TextOrigin.REVIEWED),
            MemoryUnit(source="Plans digital service!", target="Presque", origin=TextOrigin.HUMAN),
            MemoryUnit(source="Cooks fish.", target="Poisson", origin=TextOrigin.HUMAN),
        ]
    )


def test_the_same_source_comes_first_and_what_was_reviewed_before_the_rest() -> None:
    first, second, third = memory().match("Plans digital services.")
    assert [(match.target, match.percent, match.exact) for match in (first, second)] == [
        ("Relu", 100, True),
        ("Machine", 100, True),
    ]
    assert (third.target, third.exact) == ("Presque", False)
    assert 80 <= third.percent < 100
    assert third.pieces == ("plans digital service",)
    assert third.source_changes("Plans digital services.") == (
        Piece(PieceKind.SAME, "Plans digital "),
        Piece(PieceKind.REMOVED, "service!"),
        Piece(PieceKind.ADDED, "services."),
    )


def test_what_differs_in_signs_alone_is_never_told_as_exact() -> None:
    best = memory().match("plans digital services", limit=1)[0]
    assert (best.target, best.percent, best.exact) == ("Relu", 99, False)
    assert memory().match("Quelque chose d’autre") == ()


def test_memory_is_gathered_from_what_is_not_stale() -> None:
    good = framework_saying("Plans services.", "fr", "Planifie les services.")
    stale = framework_saying("Plans services.", "fr", "Vieux.")
    item = replace(stale.items[0], title={**stale.items[0].title, **written("Plans all services.")})
    found = gather_memory([good, replace(stale, items=(item,))], "en", "fr")
    assert [match.target for match in found.match("Plans services.")] == ["Planifie les services."]
    assert "Vieux." not in {match.target for match in found.match("Plans all services.", least=0.1)}


def test_suggestions_are_made_by_key_and_only_where_there_are_any() -> None:
    segments = list_segments(framework_saying("Plans digital services.", "fr", "x"), "fr")
    suggestions = suggest_translations(segments, memory())
    assert list(suggestions) == [f"item.{identifier('x')}.title"]
