"""The shipped crosswalk to DigComp 3.0: whole, honest about its review, and as the tool makes it.

Names and numbers are compared with the data supplement of 24 November 2025 (JRC144121) in the shared data folder.
"""

import json
from collections import Counter

from capacita.content import PACKS, read_content, read_credits
from capacita.framework import FRAMEWORK_FORMAT, ItemKind
from capacita.framework.crosswalk import (
    CROSSWALK_FORMAT,
    Crosswalk,
    LinkDecision,
    LinkOrigin,
    MatchRelation,
    compute_crosswalk_coverage,
    suggest_crosswalk,
    validate_crosswalk,
)
from capacita.framework.digests import meaning_digest
from capacita.framework.exchange.digcomp import read_digcomp
from capacita.vocabulary import CAPACITA, derive_identifier, plain_text
from lib.shared import shared_path

DIGCOMP = derive_identifier(CAPACITA, "framework", "digcomp-3.0")
SUPPLEMENT = "data/digcomp3/DigComp-3.0-Data-Supplement-24-Nov-2025.jsonld"
NOTICE = "Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement."


def shipped() -> Crosswalk:
    return CROSSWALK_FORMAT.read_whole(read_content("crosswalk-digcomp3/crosswalk.json"))


def test_nobody_is_said_to_have_reviewed_it() -> None:
    crosswalk = shipped()
    assert {link.decision for link in crosswalk.links} == {LinkDecision.OPEN}
    assert {link.decided_by for link in crosswalk.links} == {""}
    notice = plain_text(crosswalk.notice, "en")
    assert "each link says whether somebody has reviewed it" in notice
    assert NOTICE in notice
    assert "DigComp 3.0, European Commission, Joint Research Centre, CC BY 4.0" in notice


def test_counts_are_what_its_readme_says() -> None:
    crosswalk = shipped()
    assert len(crosswalk.links) == 29
    assert Counter(link.relation for link in crosswalk.links) == {MatchRelation.RELATED: 18, MatchRelation.NARROW: 11}
    assert Counter(link.suggested_by for link in crosswalk.links) == {LinkOrigin.SIMILARITY: 17, LinkOrigin.PERSON: 12}
    assert all(plain_text(link.note, "en").endswith(".") for link in crosswalk.links)
    assert all((link.score is not None) == (link.suggested_by is LinkOrigin.SIMILARITY) for link in crosswalk.links)
    assert "crosswalk-digcomp3" in PACKS
    credit = read_credits("crosswalk-digcomp3")
    assert "29 links: 11 say" in credit.readme
    assert "18 that the two are related" in credit.readme
    assert "suggested 62 pairs. We kept 17 of them and added 12" in credit.readme
    assert "https://creativecommons.org/licenses/by/4.0/" in credit.licence


def test_our_side_is_the_shipped_framework() -> None:
    crosswalk = shipped()
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    assert crosswalk.subject.meaning == meaning_digest(framework)
    ours = {item.id: item for item in framework.items if item.kind is ItemKind.COMPETENCY}
    for link in crosswalk.links:
        assert plain_text(ours[link.subject].title, "en") == link.subject_title
        assert ours[link.subject].code == link.subject_code
    linked = {link.subject_code for link in crosswalk.links}
    assert {item.code for item in ours.values()} - linked == {"1.1", "1.4"}


def test_the_other_side_is_named_as_its_publisher_names_it() -> None:
    graph = json.loads(shared_path(SUPPLEMENT).read_bytes())["@graph"]
    names = {node["@id"].partition("/")[2]: node["name"].strip() for node in graph if node["@type"] == "Competence"}
    crosswalk = shipped()
    for link in crosswalk.links:
        assert link.object == derive_identifier(DIGCOMP, link.object_code)
        assert names[link.object_code] == link.object_title.strip()
    assert set(names) - {link.object_code for link in crosswalk.links} == {"3.2", "4.3", "4.4"}


def test_every_competence_of_both_is_named_linked_or_not() -> None:
    crosswalk = shipped()
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    ours = [
        (item.id, item.code, plain_text(item.title, "en"))
        for item in framework.items
        if item.kind is ItemKind.COMPETENCY
    ]
    assert [(item.id, item.code, item.title) for item in crosswalk.subject.items] == ours
    assert len(crosswalk.object.items) == 21
    named = {item.id: (item.code, item.title) for item in crosswalk.object.items}
    for link in crosswalk.links:
        assert named[link.object] == (link.object_code, link.object_title.strip())
    assert [named[derive_identifier(DIGCOMP, code)][1] for code in ("3.2", "4.3", "4.4")] == [
        "Integrating and re-elaborating digital content",
        "Supporting wellbeing",
        "Environmental impacts of digital technologies",
    ]


def test_the_tool_makes_the_same_suggestions_again() -> None:
    ours = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    theirs, faults = read_digcomp(shared_path(SUPPLEMENT).read_bytes())
    assert faults == []
    crosswalk = shipped()
    assert validate_crosswalk(crosswalk, ours, theirs) == []
    suggested = suggest_crosswalk(ours, theirs)
    assert (crosswalk.subject.items, crosswalk.object.items) == (suggested.subject.items, suggested.object.items)
    made_again = {link.id: link for link in suggested.links}
    assert len(made_again) == 62
    for link in crosswalk.links:
        if link.suggested_by is LinkOrigin.SIMILARITY:
            again = made_again[link.id]
            assert (link.score, link.evidence, link.of) == (again.score, again.evidence, again.of)
        else:
            assert link.id not in made_again
    coverage = compute_crosswalk_coverage(crosswalk, ours, theirs).as_json()
    assert coverage["subject"]["proposed"] == 12
    assert coverage["object"]["without"] == ["3.2", "4.3", "4.4"]
