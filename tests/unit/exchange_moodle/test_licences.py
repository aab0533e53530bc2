"""What a licence allows of an export, what is said of it, and what is refused."""

import dataclasses
import re

import pytest

from capacita.framework import DerivedFrom, Framework
from capacita.framework.exchange.file_words import FILE_WORDS
from capacita.framework.exchange.licences import (
    check_export_licence,
    licence_address,
    list_licence_findings,
    read_terms,
    state_attribution,
)
from capacita.vocabulary import Refusal, derive_identifier
from lib.framework_cases import small_framework


def under(licence: str, *, derived: bool = False) -> Framework:
    framework = dataclasses.replace(small_framework(), licence=licence)
    if not derived:
        return framework
    base = DerivedFrom(id=derive_identifier(framework.id, "base"), version="1", digest="sha256:" + "0" * 64)
    return dataclasses.replace(framework, derived_from=base)


@pytest.mark.parametrize("licence", ["All rights reserved", "SFIA licence", "Confidential", "Tous droits réservés"])
def test_what_may_not_be_passed_on_is_refused_but_for_working_copies(licence: str) -> None:
    for name in ("case", "moodle-csv", "md", "skos-ttl", "xlsx"):
        with pytest.raises(Refusal) as refused:
            check_export_licence(under(licence), name)
        assert refused.value.code == "LICENCE_CLOSED"
    for name in ("capacita", "xliff", "po", "translation-xlsx"):
        assert check_export_licence(under(licence), name).licence == licence


def test_work_that_may_not_be_changed_goes_out_as_it_stands_and_never_adapted() -> None:
    terms = check_export_licence(under("CC-BY-ND-4.0"), "moodle-csv")
    assert terms.no_derivatives
    assert "It may be passed on only as it stands." in terms.attribution
    with pytest.raises(Refusal) as refused:
        check_export_licence(under("CC-BY-ND-4.0", derived=True), "moodle-csv")
    assert refused.value.code == "LICENCE_NO_DERIVATIVES"


@pytest.mark.parametrize(
    ("licence", "address", "sentence"),
    [
        (
            "CC-BY-SA-4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
            "Whatever is made from it carries the same licence on.",
        ),
        ("CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/", "It may not be used for profit."),
        (
            "CC-BY-SA-3.0-IGO",
            "https://creativecommons.org/licenses/by-sa/3.0/igo/",
            "Whatever is made from it carries the same licence on.",
        ),
        ("OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "Licence: OGL"),
        ("", "", "No licence is stated: ask its publisher before passing it on."),
    ],
)
def test_attribution_names_work_publisher_licence_and_conditions(licence: str, address: str, sentence: str) -> None:
    said = state_attribution(under(licence))
    assert said.startswith("“A small framework”, version 1.0, published by The office.")
    assert said.endswith("Made for tests.")
    assert sentence in said
    assert licence_address(licence) == address
    assert address in said


def test_attribution_is_in_the_language_of_the_file_where_its_texts_are() -> None:
    said = state_attribution(under("CC-BY-SA-4.0"), "fr")
    assert said.startswith("« Un petit référentiel », version 1.0, publié par The office. Licence : CC-BY-SA-4.0 <")
    assert "Tout ce qui en est tiré porte la même licence." in said
    assert state_attribution(under("CC-BY-4.0"), "nl").startswith("“A small framework”, version 1.0")
    assert "Made for tests." not in state_attribution(under("CC-BY-4.0"), with_notice=False)


@pytest.mark.parametrize(
    ("base", "ours", "codes"),
    [
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0", []),
        ("CC-BY-SA-3.0-IGO", "CC-BY-SA-4.0", []),
        ("CC-BY-SA-4.0", "CC-BY-4.0", ["LICENCE_NOT_CARRIED_ON"]),
        ("CC-BY-SA-4.0", "", ["LICENCE_NOT_STATED", "LICENCE_NOT_CARRIED_ON"]),
        ("CC-BY-4.0", "OGL-UK-3.0", []),
    ],
)
def test_share_alike_of_a_base_is_to_be_carried_on(base: str, ours: str, codes: list[str]) -> None:
    found = list_licence_findings(under(ours, derived=True), under(base))
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize(
    ("theirs", "codes"),
    [
        ("CC-BY-SA-3.0-IGO", ["LICENCE_SHARE_ALIKE"]),
        ("All rights reserved", ["LICENCE_SOURCE_CLOSED"]),
        ("CC-BY-4.0", []),
    ],
)
def test_licence_of_a_source_that_items_cite_is_told(theirs: str, codes: list[str]) -> None:
    framework = under("CC-BY-4.0")
    sources = tuple(dataclasses.replace(source, licence=theirs) for source in framework.sources)
    found = list_licence_findings(dataclasses.replace(framework, sources=sources))
    assert [finding.code for finding in found] == codes


def test_conditions_are_read_from_the_words_of_a_licence() -> None:
    terms = read_terms(under("Attribution-NonCommercial-NoDerivatives"))
    assert (terms.non_commercial, terms.no_derivatives, terms.share_alike) == (True, True, False)


def test_words_of_files_are_the_same_set_in_every_language() -> None:
    english = FILE_WORDS["en"]
    for language, words in FILE_WORDS.items():
        assert words.keys() == english.keys(), language
        for key, text in words.items():
            assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", english[key])), (language, key)
