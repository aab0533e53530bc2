"""DigComp 3.0: the published supplement comes in whole, in both of its shapes, with Dutch, and goes out as it came."""

import json
from collections import Counter

import pytest

from capacita.framework import AssociationKind, Framework, find_item, validate_framework
from capacita.framework.exchange.digcomp import ATTRIBUTION, DIGCOMP, is_digcomp, read_digcomp
from capacita.framework.exchange.digcomp_locale import add_digcomp_locale, is_digcomp_locale
from capacita.framework.exchange.digcomp_writing import write_digcomp
from capacita.framework.exchange.xlsx import read_framework_sheets
from capacita.sheets import Table, write_csv
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import Refusal, TextOrigin, Unreadable, derive_identifier, plain_text, stale_languages
from lib.exchange_files import digcomp_bytes, digcomp_nodes, digcomp_tables
from lib.framework_cases import small_framework
from lib.shared import shared_path

SUPPLEMENT = "data/digcomp3/DigComp-3.0-Data-Supplement-24-Nov-2025.jsonld"
WORKBOOK = "data/digcomp3/DigComp-3.0-data-supplement.xlsx"


def small() -> Framework:
    framework, findings = read_digcomp(digcomp_bytes())
    assert findings == []
    return framework


def workbook(tables: dict[str, list[list[str]]]) -> bytes:
    return write_xlsx(
        [
            Table(name=name, columns=tuple(rows[0]), rows=tuple(tuple(row) for row in rows[1:]))
            for name, rows in tables.items()
        ]
    )


def test_nodes_become_items_levels_and_terms() -> None:
    framework = small()
    assert validate_framework(framework) == []
    assert [(item.kind.value, item.item_type, item.code) for item in framework.items] == [
        ("domain", "CompetenceArea", "1"),
        ("competency", "Competence", "1.1"),
        ("competency", "Competence", "1.2"),
        ("statement", "CompetenceStatement", "CS1.1.01"),
        ("outcome", "LearningOutcome", "LO1.1.01"),
    ]
    bands, levels = framework.scales
    assert [level.code for level in bands.levels] == ["Basic", "Intermediate", "Advanced", "Highly-advanced"]
    assert [plain_text(level.title) for level in levels.levels][-1] == "Highly advanced 8"
    outcome = find_item(framework, "LO1.1.01")
    assert outcome.id == derive_identifier(DIGCOMP, "LO1.1.01")
    assert outcome.extensions == {"digcomp": {"type": "Attitude", "ai_label": "AI-Implicit"}}
    links = {link.origin: link for link in framework.associations}
    assert links[outcome.id].kind is AssociationKind.HAS_SKILL_LEVEL
    assert links[outcome.id].destination == bands.levels[3].id


def test_graph_goes_out_as_it_came_with_licence_and_attribution() -> None:
    written = json.loads(write_digcomp(small()))
    assert written["@graph"] == digcomp_nodes()
    assert written["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert written["rights"] == ATTRIBUTION


def test_workbook_gives_the_same_framework_and_lists_what_it_trimmed() -> None:
    read = read_framework_sheets(workbook(digcomp_tables()))
    assert read.framework == small()
    assert [(entry.path, entry.rule, entry.after) for entry in read.repairs] == [
        ("/1 Competence Areas&Competences/2/competence area name", "space-trimmed", "Finding"),
        ("/4 Learning Outcomes/2/learning outcome", "space-trimmed", "Asks the right archive."),
    ]


@pytest.mark.parametrize(
    ("place", "parts", "code"),
    [
        (2, {"competence_area_id": "CompetenceArea/9"}, "EXCHANGE_NODE_NOT_THERE"),
        (11, {"four_levels_proficiency_name": "ProficiencyLevel/Basics"}, "EXCHANGE_NODE_NOT_THERE"),
        (11, {"description": None}, "EXCHANGE_NODE_LACKS"),
        (3, {"eight_levels_mapping": "one"}, "EXCHANGE_NODE_LACKS"),
        (2, {"@id": "Competence/1.1"}, "EXCHANGE_NODE_TWICE"),
        (2, {"@type": "Skill"}, "EXCHANGE_NODE_UNKNOWN"),
        (13, {"@id": 7}, "EXCHANGE_NODE_UNKNOWN"),
    ],
)
def test_faulty_node_is_found_at_its_place(place: int, parts: dict[str, object], code: str) -> None:
    nodes = digcomp_nodes()
    nodes[place].update(parts)
    _, findings = read_digcomp(digcomp_bytes(nodes))
    assert [(finding.code, finding.path) for finding in findings] == [(code, f"/@graph/{place}")]


@pytest.mark.parametrize("data", [b"{}", b'{"@graph": []}', b'{"@graph": 7}', b'{"@graph": [{"@type": "Other"}]}'])
def test_other_json_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_digcomp(data)
    assert refusal.value.code == "EXCHANGE_NOT_DIGCOMP"


@pytest.mark.parametrize("sheet", [name for name in digcomp_tables() if name != "ReadMe"])
def test_workbook_without_a_sheet_or_a_column_is_refused(sheet: str) -> None:
    tables = digcomp_tables()
    tables[sheet] = [row[1:] for row in tables[sheet]]
    with pytest.raises(Unreadable) as refusal:
        read_framework_sheets(workbook(tables))
    assert refusal.value.code == "EXCHANGE_COLUMN_MISSING"


def test_framework_of_another_shape_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        write_digcomp(small_framework())
    assert refusal.value.code == "EXCHANGE_NO_DIGCOMP_SHAPE"


def locale(*rows: tuple[str, str, str]) -> bytes:
    shown = [(location, "", source, target) for location, source, target in rows]
    return write_csv([("location", "context", "source", "target"), *shown])


def test_translations_find_their_places_and_turn_the_licence_share_alike() -> None:
    data = locale(
        ("digcomp.competence.1.1.label", "Searching", "Zoeken"),
        ("digcomp.competence.1.1.description", "To search an archive.", "Een archief doorzoeken."),
        ("digcomp.statement.CS1.1.01", "Names any archive.", "Noemt een archief."),
        ("digcomp.level.8.four_level_name", "Highly advanced", "Zeer gevorderd"),
        ("digcomp.level.8.applies_to", "Why Highly advanced matters.", "Waarom."),
        ("digcomp.glossary.archive.label", "Archive", "Archief"),
        ("digcomp.glossary.archive.definition", "Where files are kept.", "Waar dossiers liggen."),
        ("digcomp.outcome.LO1.1.01", "Asks the right archive.", ""),
        ("digcomp.outcome.LO9.9.09", "Elsewhere.", "Elders."),
    )
    assert is_digcomp_locale(data)
    framework, findings = add_digcomp_locale(small(), [("nl.csv", data)], "nl")
    assert framework.licence == "CC-BY-SA-4.0"
    item = find_item(framework, "1.1")
    assert (item.title["nl"].text, item.title["nl"].origin) == ("Zoeken", TextOrigin.HUMAN)
    # Made from another wording than ours: kept, and stale.
    assert stale_languages(find_item(framework, "CS1.1.01").statement) == ["nl"]
    assert stale_languages(item.statement) == []
    assert framework.scales[1].levels[7].title["nl"].text == "Zeer gevorderd 8"
    assert framework.extensions["digcomp"]["bands"]["Highly-advanced"]["applies_to"]["nl"] == "Waarom."
    assert framework.definitions[0].text["nl"].text == "Waar dossiers liggen."
    assert [(entry.code, entry.lines) for entry in findings] == [
        ("EXCHANGE_TRANSLATION_WITHOUT_PLACE", (10,)),
        ("EXCHANGE_UNTRANSLATED", (9,)),
    ]
    written = json.loads(write_digcomp(framework, "nl"))
    assert written["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert written["@graph"][1]["name"] == "Zoeken"
    assert read_digcomp(write_digcomp(framework))[0].licence == "CC-BY-SA-4.0"


def test_published_supplement_comes_in_whole_and_goes_out_as_it_came() -> None:
    data = shared_path(SUPPLEMENT).read_bytes()
    assert is_digcomp(data)
    framework, findings = read_digcomp(data)
    assert findings == []
    assert validate_framework(framework) == []
    assert Counter(item.kind.value for item in framework.items) == {
        "domain": 5,
        "competency": 21,
        "statement": 362,
        "outcome": 523,
    }
    assert [len(scale.levels) for scale in framework.scales] == [4, 8]
    assert len(framework.definitions) == 126
    labels = Counter(item.extensions["digcomp"]["ai_label"] for item in framework.items if item.kind == "outcome")
    assert labels == {"AI-Implicit": 330, "AI not Implicit or Explicit": 124, "AI-Explicit": 69}
    assert json.loads(write_digcomp(framework))["@graph"] == json.loads(data)["@graph"]


def test_published_workbook_says_what_the_json_says() -> None:
    read = read_framework_sheets(shared_path(WORKBOOK).read_bytes())
    expected, _ = read_digcomp(shared_path(SUPPLEMENT).read_bytes())
    assert read.findings == ()
    assert read.framework is not None
    assert Counter(entry.rule for entry in read.repairs).keys() == {"space-trimmed"}

    def said(framework: Framework) -> dict[str, tuple[str, str, str | None]]:
        return {
            item.code: (plain_text(item.title).strip(), plain_text(item.statement).strip(), item.parent)
            for item in framework.items
        }

    assert said(read.framework) == said(expected)
    assert [len(scale.levels) for scale in read.framework.scales] == [4, 8]


def test_dutch_of_the_translation_team_joins_the_english_in_one_document() -> None:
    framework, _ = read_digcomp(shared_path(SUPPLEMENT).read_bytes())
    folder = shared_path("data/digcomp3/locale")
    files = [(f"{path.parent.name}/nl.csv", path.read_bytes()) for path in sorted(folder.glob("*/nl.csv"))]
    both, findings = add_digcomp_locale(framework, files, "nl")
    assert validate_framework(both) == []
    assert all({"en", "nl"} <= set(item.statement) for item in both.items)
    assert all({"en", "nl"} <= set(entry.term) & set(entry.text) for entry in both.definitions)
    assert all("nl" in level.title for scale in both.scales for level in scale.levels)
    # 30 acronyms and 59 terms of the team's own have no place in the framework.
    assert [(entry.path, len(entry.lines)) for entry in findings] == [
        ("/acronyms/nl.csv", 30),
        ("/glossary/nl.csv", 59),
    ]
