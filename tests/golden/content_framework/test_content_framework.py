"""The framework pack and the layer of levels and roles: complete, in six languages, honest about what is ours.

The expected counts and names come from the contents page of the French edition (see the packs' SOURCES.md).
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter

from capacita.content import read_content, read_credits
from capacita.framework.adaptation import apply_adaptation, validate_adaptation
from capacita.framework.changes import ADAPTATION_FORMAT, Adaptation, Change, ChangeKind
from capacita.framework.digests import meaning_digest
from capacita.framework.model import (
    FRAMEWORK_FORMAT,
    Branch,
    Framework,
    Item,
    ItemKind,
    JobRole,
    ProficiencyScale,
)
from capacita.framework.validation import validate_framework
from capacita.vocabulary import (
    CAPACITA,
    LocalizedText,
    TextOrigin,
    derive_identifier,
    readable_json,
    stale_languages,
)

LANGUAGES = {"en", "fr", "ar", "es", "ru", "zh"}
NOTICE = "Own wording. Not an official UNESCO, ITU or Broadband Commission text, translation or endorsement."
NO_LEVELS = "No levels are visible in the source's contents and its text was not read."
ENGLISH_TRANSLATED_HERE = {"1.2", "1.4", "2.1", "2.5", "3.1", "3.2", "3.3", "3.4"}
ENGLISH_SEEN = {
    "1.1": "Systems thinking",
    "1.3": "Strategic foresight",
    "2.2": "Data-driven decision-making",
    "2.3": "Open data and open government",
    "2.4": "Privacy and security",
    "2.6": "AI fundamentals",
}
PAGES = {
    "1.1": 22, "1.2": 24, "1.3": 25, "1.4": 27, "2.1": 29, "2.2": 31, "2.3": 32, "2.4": 33, "2.5": 35, "2.6": 36,
    "3.1": 38, "3.2": 40, "3.3": 41, "3.4": 42,
    "A1": 19, "A2": 20, "A3": 20, "A4": 20, "A5": 21, "1": 22, "2": 29, "3": 38,
}  # fmt: skip
ROAM_X = {
    "roam-rights", "roam-openness", "roam-access", "roam-multistakeholder",
    "roam-x-gender", "roam-x-children", "roam-x-sustainability", "roam-x-trust", "roam-x-ethics",
}  # fmt: skip
AIMS = {"aim-people", "aim-peace", "aim-prosperity", "aim-planet"}
GOALS_THAT_MUST_APPEAR = {f"sdg-{n}" for n in (4, 5, 8, 9, 10, 13, 16, 17)}
BRANCHES = {
    "policymaker": Branch.EXECUTIVE,
    "programme-manager": Branch.EXECUTIVE,
    "implementer": Branch.EXECUTIVE,
    "regulator": Branch.EXECUTIVE,
    "digital-unit-lead": Branch.EXECUTIVE,
    "member-of-parliament": Branch.LEGISLATURE,
    "judge": Branch.JUDICIARY,
}
LEVELS = ["foundation", "practitioner", "lead", "shaper"]
PACKS = ["unesco-2022/framework.json", "public-service-levels/adaptation.json"]
_TEXT = TypeAdapter(LocalizedText)


@pytest.fixture(scope="module")
def framework() -> Framework:
    return FRAMEWORK_FORMAT.read_whole(read_content(PACKS[0]))


@pytest.fixture(scope="module")
def adaptation() -> Adaptation:
    return ADAPTATION_FORMAT.read_whole(read_content(PACKS[1]))


@pytest.fixture(scope="module")
def scale(adaptation: Adaptation) -> ProficiencyScale:
    (change,) = of_kind(adaptation, ChangeKind.ADD, "scales")
    return TypeAdapter(ProficiencyScale).validate_json(json.dumps(change.after))


@pytest.fixture(scope="module")
def roles(adaptation: Adaptation) -> dict[str, JobRole]:
    read = TypeAdapter(JobRole)
    found = [read.validate_json(json.dumps(c.after)) for c in of_kind(adaptation, ChangeKind.ADD, "roles")]
    return {role.code: role for role in found}


def of_kind(adaptation: Adaptation, kind: ChangeKind, part: str = "") -> list[Change]:
    return [change for change in adaptation.changes if change.kind is kind and change.part == part]


def by_kind(framework: Framework, kind: ItemKind) -> dict[str, Item]:
    return {item.code: item for item in framework.items if item.kind is kind}


def every_text(value: Any, path: str = "") -> Iterator[tuple[str, LocalizedText]]:
    """Find every LocalizedText in a JSON value: a mapping whose every entry has a text and an origin."""
    if isinstance(value, dict):
        if value and all(isinstance(entry, dict) and "origin" in entry for entry in value.values()):
            yield path, _TEXT.validate_json(json.dumps(value))
        else:
            for key, entry in value.items():
                yield from every_text(entry, f"{path}/{key}")
    elif isinstance(value, list):
        for place, entry in enumerate(value):
            yield from every_text(entry, f"{path}/{place}")


def requirements(adaptation: Adaptation, framework: Framework) -> dict[str, dict[str, tuple[str, int]]]:
    """Return role code -> competency code -> (level identifier, importance)."""
    codes = {item.id: item.code for item in framework.items}
    role_codes = {derive_identifier(adaptation.id, "role", code): code for code in BRANCHES}
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for change in of_kind(adaptation, ChangeKind.REQUIRE):
        entry = change.after
        needs = found.setdefault(role_codes[change.target], {})
        assert codes[entry["item"]] not in needs
        needs[codes[entry["item"]]] = (entry["level"], entry["importance"])
    return found


# --- both files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PACKS)
def test_pack_file_is_stored_as_the_format_writes_it(name: str) -> None:
    kind = FRAMEWORK_FORMAT if "framework" in name else ADAPTATION_FORMAT
    data = read_content(name)
    report = kind.read(data)
    assert report.findings == ()
    assert readable_json(kind.dump(report.document)).encode("utf-8") == data  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PACKS)
def test_every_text_is_in_three_languages_and_none_is_stale(name: str) -> None:
    texts = list(every_text(json.loads(read_content(name))))
    assert len(texts) > 100
    for path, text in texts:
        assert set(text) == LANGUAGES, path
        assert all(wording.text.strip() == wording.text != "" for wording in text.values()), path
        assert stale_languages(text) == [], path
        for tag, wording in text.items():
            assert wording.origin in {TextOrigin.SOURCE, TextOrigin.MACHINE}, (path, tag)
            assert (wording.of is None) == (wording.origin is TextOrigin.SOURCE), (path, tag)


@pytest.mark.parametrize("name", PACKS)
def test_arabic_texts_are_written_in_arabic_script(name: str) -> None:
    for path, text in every_text(json.loads(read_content(name))):
        letters = re.findall(r"[^\W\d_]", text["ar"].text)
        arabic = [letter for letter in letters if "\u0600" <= letter <= "\u06ff"]
        assert len(arabic) / len(letters) > 0.6, path
        assert not re.search("[\u0600-\u06ff]", text["fr"].text + text["en"].text), path


@pytest.mark.parametrize("name", PACKS)
def test_notice_stands_in_the_pack_word_for_word(name: str) -> None:
    notice = json.loads(read_content(name))["notice"]
    assert notice["en"]["text"] == NOTICE
    assert set(notice) == LANGUAGES


@pytest.mark.parametrize("pack", [name.split("/")[0] for name in PACKS])
def test_pack_names_its_licence_and_what_was_not_seen(pack: str) -> None:
    credits = read_credits(pack)
    assert "SPDX-License-Identifier: CC-BY-SA-4.0" in credits.licence
    assert NOTICE in credits.licence
    assert "## Not seen" in credits.sources
    assert "licence of the 2022 report: not verified" in credits.sources


# --- the framework ------------------------------------------------------------------------------------------------


def test_framework_has_three_domains_fourteen_competencies_five_attitudes_nine_recommendations(
    framework: Framework,
) -> None:
    assert framework.id == derive_identifier(CAPACITA, "framework", "unesco-2022")
    assert (framework.code, framework.version, framework.language) == ("unesco-2022", "2022.1", "en")
    domains = by_kind(framework, ItemKind.DOMAIN)
    competencies = by_kind(framework, ItemKind.COMPETENCY)
    assert list(domains) == ["1", "2", "3"]
    assert [sum(c.parent == domain.id for c in competencies.values()) for domain in domains.values()] == [4, 6, 4]
    assert list(by_kind(framework, ItemKind.ATTITUDE)) == ["A1", "A2", "A3", "A4", "A5"]
    assert list(by_kind(framework, ItemKind.RECOMMENDATION)) == [f"R{n}" for n in range(1, 10)]
    assert len(framework.items) == 31
    assert framework.extensions["expected"]["recommendation"] == 9


def test_items_stand_where_the_contents_page_has_them(framework: Framework) -> None:
    ids = {item.code: item.id for item in framework.items}
    for item in framework.items:
        assert item.id == derive_identifier(framework.id, item.code)
        assert item.parent == (ids[item.code[0]] if item.kind is ItemKind.COMPETENCY else None)
        assert item.item_type == item.kind.value.capitalize()
        assert item.source is not None
        assert item.source.source == "broadband-commission-2022"
        if item.kind is not ItemKind.RECOMMENDATION:
            assert item.source.locator == f"p. {PAGES[item.code]}"
    for parent in {item.parent for item in framework.items}:
        siblings = [item for item in framework.items if item.parent == parent]
        assert [item.position for item in siblings] == list(range(1, len(siblings) + 1))


def test_every_item_but_recommendations_has_title_and_definition(framework: Framework) -> None:
    for item in framework.items:
        if item.kind is ItemKind.RECOMMENDATION:
            continue
        assert set(item.title) == LANGUAGES
        assert set(item.statement) == LANGUAGES
        assert item.statement["en"].origin is TextOrigin.SOURCE
        assert item.statement["fr"].origin is item.statement["ar"].origin is TextOrigin.MACHINE
        assert len(item.statement["en"].text) > 60
    statements = [item.statement["en"].text for item in framework.items if item.statement]
    assert len(set(statements)) == len(statements) == 22


def test_recommendations_carry_no_text_at_all(framework: Framework) -> None:
    for item in by_kind(framework, ItemKind.RECOMMENDATION).values():
        assert not item.title
        assert not item.statement
        assert not item.notes
        assert not item.principles
        assert not item.aliases
        assert not item.extensions


def test_names_say_which_language_was_seen(framework: Framework) -> None:
    for code, item in by_kind(framework, ItemKind.COMPETENCY).items():
        assert item.title["fr"].origin is TextOrigin.SOURCE
        assert item.title["ar"].origin is TextOrigin.MACHINE
        if code in ENGLISH_TRANSLATED_HERE:
            assert item.title["en"].origin is TextOrigin.MACHINE
        else:
            assert item.title["en"].origin is TextOrigin.SOURCE
            assert item.title["en"].text == ENGLISH_SEEN[code]


def test_four_names_say_our_translation_and_four_say_translated_here(framework: Framework) -> None:
    notes = {code: item.notes for code, item in by_kind(framework, ItemKind.COMPETENCY).items()}
    ours = {code for code, note in notes.items() if note and note["en"].text.startswith("Our translation")}
    here = {
        code
        for code, note in notes.items()
        if note and note["en"].text == "English name translated here from the French contents page."
    }
    assert ours == {"1.2", "1.4", "2.1", "3.1"}
    assert here == {"2.5", "3.2", "3.3", "3.4"}


def test_principles_are_all_served_and_each_tag_says_how(framework: Framework) -> None:
    competencies = by_kind(framework, ItemKind.COMPETENCY)
    used: set[str] = set()
    sentences: list[str] = []
    for item in competencies.values():
        codes = [tag.principle for tag in item.principles]
        assert 3 <= len(codes) == len(set(codes)) <= 5
        used.update(codes)
        for tag in item.principles:
            assert tag.confirmed_by == ""
            assert set(tag.because) == LANGUAGES
            sentences.append(tag.because["en"].text)
    assert len(set(sentences)) == len(sentences)
    assert used >= ROAM_X | AIMS | GOALS_THAT_MUST_APPEAR
    assert used <= ROAM_X | AIMS | {f"sdg-{n}" for n in range(1, 18)}


def test_sources_say_what_was_seen(framework: Framework) -> None:
    sources = {source.code: source for source in framework.sources}
    report = sources["broadband-commission-2022"]
    assert report.licence == "not verified"
    assert report.seen == "contents page of the French edition; the text was not read"
    assert all(source.seen and source.title and source.identifier for source in sources.values())
    assert {item.source.source for item in framework.items if item.source} <= set(sources)
    assert 6 <= len(framework.definitions) <= 10


# --- levels and roles ---------------------------------------------------------------------------------------------


def test_adaptation_is_made_from_exactly_this_framework(framework: Framework, adaptation: Adaptation) -> None:
    assert adaptation.id == derive_identifier(CAPACITA, "adaptation", "public-service-levels")
    assert (adaptation.base.id, adaptation.base.version) == (framework.id, framework.version)
    assert adaptation.base.digest == meaning_digest(framework)  # a later translation outdates nothing
    assert adaptation.profile is None


def test_every_change_has_its_own_identifier_and_a_reason(adaptation: Adaptation) -> None:
    ids = [change.id for change in adaptation.changes]
    assert len(set(ids)) == len(ids) == 149
    assert all(set(change.reason) == LANGUAGES for change in adaptation.changes)


def test_scale_has_four_levels_and_says_that_they_are_ours(adaptation: Adaptation, scale: ProficiencyScale) -> None:
    assert scale.id == derive_identifier(adaptation.id, "scale", "public-service-levels")
    assert [level.code for level in scale.levels] == LEVELS
    assert [level.position for level in scale.levels] == [1, 2, 3, 4]
    assert [level.id for level in scale.levels] == [derive_identifier(scale.id, code) for code in LEVELS]
    assert scale.notes["en"].text.startswith(NO_LEVELS)
    assert "Capacita's own layer" in scale.notes["en"].text


def test_every_competency_is_described_at_every_level_in_three_languages(
    framework: Framework, adaptation: Adaptation, scale: ProficiencyScale
) -> None:
    cells = {(change.target, change.level): change.after for change in of_kind(adaptation, ChangeKind.DESCRIBE)}
    expected = {
        (item.id, level.id) for item in by_kind(framework, ItemKind.COMPETENCY).values() for level in scale.levels
    }
    assert set(cells) == expected
    assert len(cells) == 56
    for language in LANGUAGES:
        assert len({text[language]["text"] for text in cells.values()}) == 56
    for text in cells.values():
        assert text["en"]["origin"] == "source"
        assert text["fr"]["origin"] == text["ar"]["origin"] == "machine"
        assert 40 <= len(text["en"]["text"]) <= 260


def test_roles_stand_in_their_branch_of_the_state(adaptation: Adaptation, roles: dict[str, JobRole]) -> None:
    assert {code: role.branch for code, role in roles.items()} == BRANCHES
    for code, role in roles.items():
        assert role.id == derive_identifier(adaptation.id, "role", code)
        assert role.requirements == ()
        words = "executive" if role.branch is Branch.EXECUTIVE else role.branch.value
        assert words in role.description["en"].text
        assert ("is not a civil servant" in role.description["en"].text) == (role.branch is not Branch.EXECUTIVE)


def test_each_role_has_five_competencies_that_stand_out(framework: Framework, adaptation: Adaptation) -> None:
    competencies = set(by_kind(framework, ItemKind.COMPETENCY))
    top: dict[str, frozenset[str]] = {}
    for code, needs in requirements(adaptation, framework).items():
        if BRANCHES[code] is Branch.EXECUTIVE:
            assert set(needs) == competencies
        else:
            assert 6 <= len(needs) <= 9
        assert all(1 <= importance <= 5 for _, importance in needs.values())
        top[code] = frozenset(name for name, (_, importance) in needs.items() if importance >= 4)
        assert len(top[code]) == 5, code
        assert len({importance for _, importance in needs.values()}) >= 4, code
    assert set(top) == set(BRANCHES)
    assert len(set(top.values())) == len(top)
    assert frozenset().union(*top.values()) == competencies


def test_requirements_are_proposals_at_levels_of_the_scale(adaptation: Adaptation, scale: ProficiencyScale) -> None:
    changes = of_kind(adaptation, ChangeKind.REQUIRE)
    levels = {level.id for level in scale.levels}
    assert {change.after["level"] for change in changes} == levels
    assert {change.after["status"] for change in changes} == {"proposed"}


def test_changes_come_in_an_order_that_can_be_applied(framework: Framework, adaptation: Adaptation) -> None:
    known = {item.id for item in framework.items}
    for change in adaptation.changes:
        if change.kind is ChangeKind.ADD:
            assert change.target == change.after["id"]
            known.add(change.target)
            known.update(level["id"] for level in change.after.get("levels", ()))
        else:
            named = {change.target, change.level or change.target}
            if change.kind is ChangeKind.REQUIRE:
                named |= {change.after["item"], change.after["level"]}
            assert named <= known


def test_role_of_parliament_cites_the_survey(adaptation: Adaptation, roles: dict[str, JobRole]) -> None:
    (change,) = [
        c for c in adaptation.changes if c.kind is ChangeKind.ADD and c.target == roles["member-of-parliament"].id
    ]
    assert any("31 of 32" in entry.note for entry in change.evidence)


def test_both_files_hold_together_and_the_layer_applies_without_a_finding(
    framework: Framework, adaptation: Adaptation
) -> None:
    assert validate_framework(framework) == []
    assert validate_adaptation(adaptation) == []
    effective = apply_adaptation(framework, adaptation)
    assert validate_framework(effective) == []
    assert effective.items == framework.items
    assert len(effective.descriptors) == 56
    assert [level.code for level in effective.scales[0].levels] == LEVELS
    assert {role.code: len(role.requirements) for role in effective.roles} == {
        "policymaker": 14,
        "programme-manager": 14,
        "implementer": 14,
        "regulator": 14,
        "digital-unit-lead": 14,
        "member-of-parliament": 8,
        "judge": 7,
    }
