"""OpenSALT's spreadsheets come in as they are, every repair listed; its samples are in the shared data folder."""

from collections import Counter

from capacita.framework import FrameworkStatus, find_item
from capacita.framework.exchange.formats import read_any
from capacita.sheets import Table, write_csv
from capacita.sheets.xlsx import write_xlsx
from lib.shared import shared_path

HEADS = ("Identifier", "fullStatement", "Human Coding Scheme", "Is Child Of", "IsRelatedTo", "Exemplar")
DOCUMENT = "93a2d99e-2988-11e9-8a65-bf64185a38dc"
ITEMS = {name: f"93a2f01{place}-2988-11e9-a3f0-673da56e176f" for place, name in enumerate(("one", "two"), start=4)}


def test_names_that_are_no_identifiers_become_ones_and_stay_as_aliases() -> None:
    rows = [
        HEADS,
        ("All", "Everything.", "A", "", "", ""),
        ("All.1", "One part.", "A.1", "A", "A, CCSS.1", "https://example.org/v,w"),
    ]
    form, read = read_any(write_csv(rows))
    assert form.name == "csv"
    framework = read.framework
    assert framework is not None
    child, top = find_item(framework, "A.1"), find_item(framework, "A")
    assert (child.parent, child.aliases) == (top.id, ("All.1",))
    assert [(link.kind.value, link.destination) for link in framework.associations] == [
        ("isRelatedTo", top.id),
        ("exemplar", "https://example.org/v,w"),
    ]
    assert child.extensions == {"case": {"extensions": {"original": {"isRelatedTo": ["CCSS.1"]}}}}
    rules = Counter(entry.rule for entry in read.repairs)
    assert rules == {"header-assumed": 5, "identifier-made": 2, "link-kept-aside": 1}


def test_item_written_twice_is_found_by_row() -> None:
    _, read = read_any(write_csv([HEADS, ("X", "One.", "A", "", "", ""), ("X", "Two.", "B", "", "", "")]))
    assert read.framework is None
    assert [(finding.code, finding.lines) for finding in read.findings] == [("EXCHANGE_ROWS_CONTRADICT", (2, 3))]


def test_tree_is_read_from_smart_levels_where_no_link_says_it() -> None:
    tables = [
        Table(name="CF Doc", columns=("identifier", "title", "adoptionStatus"), rows=((DOCUMENT, "A", "Deprecated"),)),
        Table(
            name="CF Item",
            columns=("identifier", "fullStatement", "humanCodingScheme", "smartLevel", "educationLevel"),
            rows=((ITEMS["one"], "One", "S", "1", "3,4"), (ITEMS["two"], "Two", "S.1", "1.2", "")),
        ),
    ]
    form, read = read_any(write_xlsx(tables))
    assert form.name == "xlsx"
    assert read.framework is not None
    assert (read.framework.id, read.framework.status) == (DOCUMENT, FrameworkStatus.RETIRED)
    child = find_item(read.framework, "S.1")
    assert (child.parent, child.position) == (ITEMS["one"], 2)
    assert find_item(read.framework, "S").extensions == {"case": {"educationLevel": ["3", "4"]}}


def test_sample_csv_of_opensalt() -> None:
    _, read = read_any(shared_path("data/case/sample_case.csv").read_bytes())
    assert read.findings == ()
    assert read.framework is not None
    parents = {item.id: item.code for item in read.framework.items}
    assert {item.code: parents.get(item.parent or "") for item in read.framework.items} == {
        "M": None,
        "M.F": "M",
        "M.F.1-2": "M.F",
        "M.F.1-2.S1": "M.F.1-2",
        "M.F.1-2.S1a": "M.F.1-2.S1",
        "M.F.1-2.S1b": "M.F.1-2.S1",
        "M.F.C2": "M.F",
        "M.F.C2.S1": "M.F.C2",
        "M.E": None,
        "M.E.C1": None,
    }
    assert Counter(entry.rule for entry in read.repairs) == {
        "header-assumed": 5,
        "identifier-made": 10,
        "link-kept-aside": 2,
    }


def test_sample_workbook_of_opensalt() -> None:
    _, read = read_any(shared_path("data/case/spreadsheet_import_sample.xlsx").read_bytes())
    assert read.findings == ()
    framework = read.framework
    assert framework is not None
    assert (framework.id, framework.code) == (DOCUMENT, "SampleFramework")
    assert [(item.code, item.item_type) for item in framework.items] == [
        ("S", "Cluster"),
        ("S.1", "Major Strand"),
        ("S.2", "Statement"),
        ("S.2.1", "Child Statement"),
    ]
    assert find_item(framework, "S.2.1").parent == find_item(framework, "S.2").id
    assert [link.kind.value for link in framework.associations] == [
        "exactMatchOf",
        "isPartOf",
        "precedes",
        "replacedBy",
    ]
    aside = framework.extensions["case"]["associations"]
    assert [link["associationType"] for link in aside] == ["hasSkillLevel", "isPeerOf"]
    assert aside[0]["originNodeURI"]["title"] == "Human.Coding"
    assert framework.extensions["case"]["document"]["lastChangeDateTime"] == "2019-02-05T20:56:58Z"
    assert Counter(entry.rule for entry in read.repairs) == {
        "header-assumed": 3,
        "address-made": 4,
        "link-kept-aside": 2,
        "zone-assumed": 1,
        "day-shortened": 2,
    }
