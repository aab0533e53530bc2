"""Crosswalks: what is suggested and why, what people decide, what is wrong, how much is covered, SSSOM out."""

from dataclasses import replace

import pytest

from capacita.framework import Framework, ItemKind
from capacita.framework.crosswalk import (
    CROSSWALK_FORMAT,
    Crosswalk,
    LinkDecision,
    LinkOrigin,
    MatchRelation,
    add_link,
    compute_crosswalk_coverage,
    decide_link,
    keep_decisions,
    suggest_crosswalk,
    validate_crosswalk,
    write_sssom,
)
from capacita.framework.crosswalk.suggesting import find_evidence
from capacita.vocabulary import NotFound, Refusal, canonical_json, derive_identifier, written
from lib.framework_cases import FRAMEWORK, item, small_framework, text_of

OTHER = derive_identifier(FRAMEWORK, "other")
TEXTS = {
    "x1": ("Protect personal data", "Keeps personal data safe and private."),
    "x2": ("Publish open data", "Gives everyone the data of the office."),
    "x3": ("Listen", "Hears what users say."),
}


def framework_of(identifier: str, code: str, texts: dict[str, tuple[str, str]]) -> Framework:
    """Return a framework of competencies with these titles and statements."""
    made = tuple(
        replace(
            item(ItemKind.COMPETENCY, name, None, place, title, statement=text_of(statement)),
            id=derive_identifier(identifier, name),
        )
        for place, (name, (title, statement)) in enumerate(texts.items(), start=1)
    )
    bare = replace(small_framework(), descriptors=(), associations=(), roles=(), sources=(), definitions=())
    return replace(bare, id=identifier, code=code, items=made)


@pytest.fixture
def here() -> Framework:
    texts = {"a1": ("Privacy", "Looks after personal data."), "a2": ("Openness", "Shares open data with everyone.")}
    return framework_of(FRAMEWORK, "here", {**texts, "a3": ("Zeal", "Zzz zzz.")})


@pytest.fixture
def there() -> Framework:
    return framework_of(OTHER, "there", TEXTS)


@pytest.fixture
def crosswalk(here: Framework, there: Framework) -> Crosswalk:
    return suggest_crosswalk(here, there)


def link_of(crosswalk: Crosswalk, subject: str, object_: str) -> str:
    return next(link.id for link in crosswalk.links if (link.subject_code, link.object_code) == (subject, object_))


def test_the_best_suggestion_comes_first_with_what_both_say(crosswalk: Crosswalk) -> None:
    best = {link.subject_code: link for link in reversed(crosswalk.links)}
    assert best["a1"].object_code == "x1"
    assert best["a1"].evidence == ("personal data", "privacy")  # the other says "private"
    assert best["a2"].object_code == "x2"
    assert best["a2"].evidence == ("everyone",)  # "open data" has no word of five letters
    assert "a3" not in best  # shares nothing with anything
    for link in crosswalk.links:
        assert link.relation is None
        assert link.decision is LinkDecision.OPEN
        assert link.score is not None
        assert 0 < link.score <= 1


@pytest.mark.parametrize(
    ("first", "second", "evidence"),
    [
        ("Using technologies well.", "Chooses a technology.", ("technology",)),
        ("Technological change", "New technologies", ("technologies",)),  # the shorter of two
        ("Improving services", "Improves what exists", ("improves",)),
        ("Digital technologies", "A digital technology", ("digital technology",)),
        ("Gérer les données personnelles", "Une donnée personnelle", ("personnelle", "donnée")),
        ("数字化转型的领导", "数字化转型与创新", ("数字化转型",)),  # no spaces: the clause is no word
    ],
)
def test_evidence_is_shown_in_whole_words_of_one_of_the_texts(
    first: str, second: str, evidence: tuple[str, ...]
) -> None:
    assert find_evidence(first, second) == evidence
    assert find_evidence(second, first) == evidence


def test_a_crosswalk_is_read_back_as_it_was_written(crosswalk: Crosswalk) -> None:
    data = canonical_json(CROSSWALK_FORMAT.dump(crosswalk))
    assert CROSSWALK_FORMAT.read_whole(data) == crosswalk


def test_frameworks_without_a_shared_language_or_kind_are_refused(here: Framework, there: Framework) -> None:
    spanish = replace(
        there,
        language="es",
        items=tuple(replace(i, title=written("Datos", "es"), statement={}) for i in there.items),
    )
    with pytest.raises(Refusal, match="CROSSWALK_NO_SHARED_LANGUAGE"):
        suggest_crosswalk(here, spanish)
    with pytest.raises(Refusal, match="CROSSWALK_NOTHING_TO_COMPARE"):
        suggest_crosswalk(here, there, kinds=(ItemKind.DOMAIN,))
    with pytest.raises(Refusal, match="CROSSWALK_NOTHING_TO_COMPARE"):
        suggest_crosswalk(here, there, language="fr")


def test_a_decision_needs_a_role_and_an_acceptance_a_relation(crosswalk: Crosswalk) -> None:
    link = link_of(crosswalk, "a1", "x1")
    with pytest.raises(Refusal, match="CROSSWALK_DECIDED_BY_NOBODY"):
        decide_link(crosswalk, link, LinkDecision.REJECTED, decided_by=" ")
    with pytest.raises(Refusal, match="CROSSWALK_WITHOUT_RELATION"):
        decide_link(crosswalk, link, LinkDecision.ACCEPTED, decided_by="reviewer")
    with pytest.raises(NotFound):
        decide_link(crosswalk, FRAMEWORK, LinkDecision.REJECTED, decided_by="reviewer")
    accepted = decide_link(crosswalk, link, LinkDecision.ACCEPTED, decided_by="reviewer", relation=MatchRelation.CLOSE)
    again = decide_link(accepted, link, LinkDecision.OPEN, decided_by="")
    assert next(entry for entry in again.links if entry.id == link).decided_by == ""
    assert next(entry for entry in again.links if entry.id == link).relation is MatchRelation.CLOSE


def test_coverage_counts_each_item_once_by_its_best_link(
    here: Framework, there: Framework, crosswalk: Crosswalk
) -> None:
    link = link_of(crosswalk, "a1", "x1")
    decided = decide_link(crosswalk, link, LinkDecision.ACCEPTED, decided_by="r", relation=MatchRelation.BROAD)
    decided = add_link(decided, here.items[1], there.items[2], MatchRelation.RELATED)
    shown = compute_crosswalk_coverage(decided, here, there).as_json()
    assert shown["subject"] == {"items": 3, "accepted": 1, "proposed": 1, "suggested": 0, "without": ["a3"]}
    assert shown["object"] == {"items": 3, "accepted": 1, "proposed": 1, "suggested": 1, "without": []}
    rejected = crosswalk
    for entry in crosswalk.links:
        rejected = decide_link(rejected, entry.id, LinkDecision.REJECTED, decided_by="r")
    assert compute_crosswalk_coverage(rejected, here, there).as_json()["subject"]["without"] == ["a1", "a2", "a3"]


def test_decisions_are_kept_and_a_changed_text_makes_them_stale(
    here: Framework, there: Framework, crosswalk: Crosswalk
) -> None:
    link = link_of(crosswalk, "a1", "x1")
    decided = decide_link(crosswalk, link, LinkDecision.ACCEPTED, decided_by="r", relation=MatchRelation.BROAD)
    decided = add_link(decided, here.items[2], there.items[2], MatchRelation.RELATED)
    kept, findings = keep_decisions(suggest_crosswalk(here, there), decided, here, there)
    assert (kept.links, findings) == (decided.links, [])
    assert validate_crosswalk(kept, here, there) == []

    reworded = tuple(
        replace(i, statement=text_of("Guards personal data.")) if i.code == "a1" else i for i in here.items
    )
    changed = replace(here, items=reworded)
    kept, findings = keep_decisions(suggest_crosswalk(changed, there), decided, changed, there)
    assert findings == []
    assert [f.code for f in validate_crosswalk(kept, changed, there)] == ["CROSSWALK_DECISION_STALE"]
    assert {f.code for f in validate_crosswalk(decided, changed, there)} == {
        "CROSSWALK_OTHER_VERSION",
        "CROSSWALK_DECISION_STALE",
    }

    gone = replace(here, items=here.items[1:])
    kept, findings = keep_decisions(suggest_crosswalk(gone, there), decided, gone, there)
    assert [(f.code, f.values["link"]) for f in findings] == [("CROSSWALK_DECISION_LOST", "a1 - x1")]
    assert any(entry.suggested_by is LinkOrigin.PERSON for entry in kept.links)


def test_everything_wrong_with_a_crosswalk_is_told(here: Framework, there: Framework, crosswalk: Crosswalk) -> None:
    first, second = crosswalk.links[:2]
    exact = {"relation": MatchRelation.EXACT}
    broken = replace(
        crosswalk,
        links=(
            replace(first, score=1.5, decision=LinkDecision.ACCEPTED),
            first,
            replace(second, object=FRAMEWORK),
            replace(first, object=there.items[1].id, **exact),
            replace(first, object=there.items[2].id, **exact),
        ),
    )
    assert {finding.code for finding in validate_crosswalk(broken, here, there)} == {
        "CROSSWALK_SCORE_OUT_OF_RANGE",
        "CROSSWALK_DECIDED_BY_NOBODY",
        "CROSSWALK_WITHOUT_RELATION",
        "CROSSWALK_DUPLICATE_LINK",
        "CROSSWALK_ITEM_UNKNOWN",
        "CROSSWALK_EXACT_TWICE",
    }
    swapped = {finding.code for finding in validate_crosswalk(crosswalk, there, here)}
    assert "CROSSWALK_OTHER_FRAMEWORK" in swapped


def test_sssom_names_the_relation_the_reviewer_and_what_was_rejected(
    here: Framework, there: Framework, crosswalk: Crosswalk
) -> None:
    one, two = link_of(crosswalk, "a1", "x1"), link_of(crosswalk, "a2", "x2")
    decided = decide_link(crosswalk, one, LinkDecision.ACCEPTED, decided_by="expert", relation=MatchRelation.BROAD)
    decided = decide_link(decided, two, LinkDecision.REJECTED, decided_by="expert", relation=MatchRelation.EXACT)
    decided = add_link(decided, here.items[2], there.items[2], MatchRelation.RELATED, note=written("=a\tb"))
    lines = write_sssom(decided).splitlines()
    body = [line for line in lines if not line.startswith("#")]
    rows = [dict(zip(body[0].split("\t"), line.split("\t"), strict=True)) for line in body[1:]]
    shown = {(row["subject_label"], row["object_label"]): row for row in rows}
    assert len(rows) == 3  # links without a relation stay at home
    assert shown["Privacy", "Protect personal data"]["predicate_id"] == "skos:broadMatch"
    assert shown["Privacy", "Protect personal data"]["reviewer_label"] == "expert"
    assert shown["Openness", "Publish open data"]["predicate_modifier"] == "Not"
    by_hand = shown["Zeal", "Listen"]
    assert (by_hand["reviewer_label"], by_hand["similarity_score"]) == ("", "")
    assert by_hand["comment"] == "Not reviewed. =a b"
    header = [line[1:] for line in lines if line.startswith("#")]
    assert header[0] == "curie_map:"
    assert any(line.startswith("mapping_set_id: ") for line in header)
    assert any(line.startswith("license: ") for line in header)
