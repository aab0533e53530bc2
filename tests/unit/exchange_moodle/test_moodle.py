"""Moodle takes in what is written for it whole, and files of Moodle's come in with every repair named."""

import csv
import dataclasses
import datetime
import io
import re

import pytest

from capacita.content import read_content
from capacita.framework import (
    ADAPTATION_FORMAT,
    FRAMEWORK_FORMAT,
    Association,
    AssociationKind,
    Framework,
    Item,
    ItemKind,
    apply_adaptation,
)
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.exchange.csv_table import write_items_csv
from capacita.framework.exchange.formats import FORMATS, read_any, recognise_format
from capacita.framework.exchange.moodle_names import alike
from capacita.framework.exchange.moodle_reading import read_moodle
from capacita.framework.exchange.moodle_words import COLUMNS
from capacita.framework.exchange.moodle_writing import write_moodle
from capacita.framework.reading import list_tree
from capacita.sheets import write_csv
from capacita.vocabulary import Refusal, Unreadable, plain_text
from lib.exchange_cases import dressed
from lib.framework_cases import identifier, item, small_framework, text_of
from lib.moodle_importer import PLACES, Competency, Imported, MoodleStops, import_framework


def shape_of(competencies: list[Competency]) -> list[object]:
    return [(entry.exported, shape_of(entry.children)) for entry in competencies]


def shape_of_framework(framework: Framework, parent: str | None = None) -> list[object]:
    under = sorted((entry for entry in framework.items if entry.parent == parent), key=lambda entry: entry.position)
    return [(entry.id, shape_of_framework(framework, entry.id)) for entry in under]


def check_whole(framework: Framework, language: str | None = None) -> Imported:
    """Return what Moodle makes of a framework, having seen that it is all of it in its own order."""
    data, _ = write_moodle(framework, language)
    made = import_framework(data)
    assert made.passed_over == []
    assert len(made.created) == len(framework.items)
    assert shape_of(made.competencies) == shape_of_framework(framework)
    for entry in made.created:
        assert 0 < len(entry.shortname) <= 100
        assert 0 < len(entry.idnumber) <= 100
        assert "<" not in re.sub(
            r"</?(p|em|ul|li|strong|br)( lang=\"\w+\")?( dir=\"rtl\")?( /)?>", "", entry.description
        )
    return made


def with_items(*items: Item) -> Framework:
    framework = small_framework()
    return dataclasses.replace(framework, items=(*framework.items, *items))


def test_moodle_takes_in_every_item_under_its_parent() -> None:
    made = check_whole(small_framework())
    assert (made.idnumber, made.shortname) == ("small 1.0", "A small framework")
    assert made.scale == ["low", "middle", "high"]
    assert made.taxonomies == ["domain", "competency"]
    foresee = next(entry for entry in made.created if entry.idnumber == "1.1")
    assert foresee.shortname == "Foresee"
    assert foresee.description == (
        "<p>Foresees what a rule will do.</p><ul><li><strong>low</strong>: Asks what if.</li>"
        "<li><strong>middle</strong>: Compares futures.</li></ul>"
    )
    assert foresee.rule_config == "null"
    check_whole(dressed(small_framework()))


def test_enough_is_the_lowest_level_that_a_role_needs() -> None:
    made = check_whole(small_framework())
    assert [(rung["id"], rung["scaledefault"], rung["proficient"]) for rung in made.configuration[1:]] == [
        (1, 0, 0),
        (2, 1, 1),
        (3, 0, 1),
    ]


def test_framework_without_levels_gets_a_scale_of_two_in_its_language() -> None:
    framework = dataclasses.replace(small_framework(), scales=(), descriptors=(), roles=())
    made = check_whole(framework, "fr")
    assert made.scale == ["Pas encore acquis", "Acquis"]
    assert "scale-added" in {repair.rule for repair in write_moodle(framework)[1]}


@pytest.mark.parametrize(
    ("first", "second"),
    [("1.10", "1.1"), ("1.0", "1"), ("1E1", "10"), ("a1", "A1"), ("Été", "ete"), ("x" * 120, "x" * 110), ("3", "3")],
)
def test_id_numbers_that_moodle_would_confuse_are_told_apart(first: str, second: str) -> None:
    made = check_whole(
        with_items(
            item(ItemKind.DOMAIN, "d1", None, 8, "First", statement=text_of("One.")),
            item(ItemKind.DOMAIN, "d2", None, 9, "Second", statement=text_of("Two.")),
            item(ItemKind.COMPETENCY, "u1", "d1", 1, "Under the first"),
            item(ItemKind.COMPETENCY, "u2", "d2", 1, "Under the second"),
        )
    )
    assert len(made.created) == 11
    renamed = with_items(
        dataclasses.replace(item(ItemKind.DOMAIN, "d1", None, 8, "First"), code=first),
        dataclasses.replace(item(ItemKind.DOMAIN, "d2", None, 9, "Second"), code=second),
        item(ItemKind.COMPETENCY, "u1", "d1", 1, "Under the first"),
        item(ItemKind.COMPETENCY, "u2", "d2", 1, "Under the second"),
    )
    made = check_whole(renamed)
    _, repairs = write_moodle(renamed)
    assert {repair.rule for repair in repairs} >= {"id-number-made-different"}
    numbers = [entry.idnumber for entry in made.created]
    assert all(alike(one).isdisjoint(alike(other)) for one in numbers for other in numbers if one != other)


def test_what_is_too_long_is_cut_and_each_cut_is_a_repair() -> None:
    long = "Reads every graph that an office publishes " * 5
    framework = with_items(
        dataclasses.replace(item(ItemKind.COMPETENCY, "long", "1", 7, long.strip()), code="k" * 130),
        item(ItemKind.COMPETENCY, "quiet", "1", 8, statement=text_of(long.strip())),
        dataclasses.replace(item(ItemKind.COMPETENCY, "0", "1", 9, "0"), id=identifier("zero")),
    )
    made = check_whole(framework)
    _, repairs = write_moodle(framework)
    assert [repair.rule for repair in repairs].count("cut-to-100-characters") == 3
    quiet = next(entry for entry in made.created if entry.idnumber == "quiet")
    assert quiet.shortname.endswith("…")
    assert quiet.description == f"<p>{long.strip()}</p>"
    cut = next(repair for repair in repairs if repair.rule == "cut-to-100-characters" and "title" in repair.path)
    assert cut.before == long.strip()
    assert len(cut.after) == 100


def test_hostile_texts_stay_in_their_cell() -> None:
    hostile = 'Says <script>alert("x")</script> \\" and a comma, a \\'
    framework = with_items(
        item(ItemKind.COMPETENCY, "h1", "1", 7, hostile, statement=text_of(hostile), notes=text_of("=1+1\nand more")),
        item(ItemKind.COMPETENCY, "h2", "1", 8, "=HYPERLINK(1)"),
    )
    made = check_whole(framework)
    entry = next(entry for entry in made.created if entry.idnumber == "h1")
    assert "<script" not in entry.description
    assert "&lt;script&gt;" in entry.description
    assert next(entry for entry in made.created if entry.idnumber == "h2").shortname == "'=HYPERLINK(1)"
    assert {repair.rule for repair in write_moodle(framework)[1]} >= {"sign-replaced", "formula-guarded"}
    back = read_moodle(write_moodle(framework)[0]).framework
    assert back is not None
    read = next(entry for entry in back.items if entry.code == "h1")
    assert plain_text(read.statement) == hostile


def test_related_items_are_tied_by_escaped_id_numbers() -> None:
    framework = with_items(dataclasses.replace(item(ItemKind.COMPETENCY, "c", "1", 7, "Comma"), code="a,b"))
    link = Association(
        id=identifier("l"),
        kind=AssociationKind.IS_RELATED_TO,
        origin=identifier("1.1"),
        destination=identifier("c"),
    )
    framework = dataclasses.replace(framework, associations=(*framework.associations, link))
    made = check_whole(framework)
    foresee = next(entry for entry in made.created if entry.idnumber == "1.1")
    assert (foresee.related_cell, foresee.related) == ("a%2Cb", ["a,b"])
    back = read_moodle(write_moodle(framework)[0]).framework
    assert back is not None
    assert [(entry.origin, entry.destination) for entry in back.associations] == [(link.origin, link.destination)]


def test_language_is_the_one_asked_for_and_reads_from_its_side() -> None:
    made = check_whole(small_framework(), "ar")
    assert made.shortname == "إطار صغير"
    assert 'lang="ar" dir="rtl"' in made.description
    read = read_moodle(write_moodle(small_framework(), "ar")[0])
    assert read.framework is not None
    assert read.framework.language == "ar"
    with pytest.raises(Refusal) as refused:
        write_moodle(small_framework(), "zh")
    assert refused.value.code == "EXCHANGE_LANGUAGE_NOT_THERE"


def test_parallel_files_are_written_for_further_languages() -> None:
    write = FORMATS["moodle-csv"].write
    assert write is not None
    options = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC), languages=("fr", "ar"))
    made = write(small_framework(), options)
    assert {tag: import_framework(data).shortname for tag, data in made.by_language.items()} == {
        "fr": "Un petit référentiel",
        "ar": "إطار صغير",
    }


def test_order_of_rows_is_parents_first() -> None:
    framework = dressed(small_framework())
    numbers = [row.split(",")[1] for row in write_moodle(framework)[0].decode().splitlines()[2:]]
    assert numbers == [entry.code for _, entry in list_tree(framework)]


def csv_of(*rows: dict[str, str]) -> bytes:
    return write_csv([COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)])


HEAD = {
    "ID number": "fw",
    "Short name": "Framework of a school",
    "Description": "<p>About <b>it</b></p>",
    "Scale values": "Not yet,Yes",
    "Scale configuration": '[{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}]',
    "Is framework": "1",
    "Taxonomy": "domain,skill",
}


def test_file_of_moodle_in_any_order_is_read_as_a_tree() -> None:
    data = csv_of(
        {"Parent ID number": "d", "ID number": "s", "Short name": "Skill", "Exported ID (optional)": "12"},
        {"ID number": "d", "Short name": "Domain", "Rule type (optional)": "core_competency\\competency_rule_all"},
        HEAD,
    )
    entry, read = read_any(data)
    assert entry.name == "moodle-csv"
    assert read.framework is not None, read.findings
    assert [(one.code, one.kind.value) for one in read.framework.items] == [("d", "domain"), ("s", "statement")]
    assert read.framework.items[1].parent == read.framework.items[0].id
    assert read.framework.items[1].extensions == {"moodle": {"exported_id": "12"}}
    assert [level.code for level in read.framework.scales[0].levels] == ["level-1", "level-2"]
    assert {repair.rule for repair in read.repairs} == {"language-assumed", "code-made"}
    assert read.framework.extensions["moodle"]["description"] == "<p>About <b>it</b></p>"
    again = import_framework(write_moodle(read.framework)[0])
    assert [one.exported for one in again.created] == [read.framework.items[0].id, "12"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"Parent ID number": "gone", "ID number": "s", "Short name": "S"}], "MOODLE_NO_PARENT"),
        ([{"ID number": "s", "Short name": "S"}, {"ID number": "s", "Short name": "T"}], "MOODLE_TWICE"),
        (
            [
                {"Parent ID number": "b", "ID number": "a", "Short name": "A"},
                {"Parent ID number": "a", "ID number": "b", "Short name": "B"},
            ],
            "MOODLE_CIRCLE",
        ),
    ],
)
def test_what_moodle_would_pass_over_is_a_finding_with_its_row(rows: list[dict[str, str]], code: str) -> None:
    read = read_moodle(csv_of(HEAD, *rows))
    assert read.framework is None
    assert code in {finding.code for finding in read.findings}
    assert all(finding.lines for finding in read.findings if finding.code == code)


def test_rows_without_a_name_are_read_and_repaired() -> None:
    read = read_moodle(csv_of(HEAD, {"Short name": "Nameless"}, {"ID number": "n"}))
    assert read.framework is not None
    assert [(entry.code, plain_text(entry.title)) for entry in read.framework.items] == [
        ("Nameless", "Nameless"),
        ("n", "n"),
    ]
    assert {"id-number-added", "short-name-added"} <= {repair.rule for repair in read.repairs}


def test_file_in_windows_1252_is_read_with_a_repair() -> None:
    data = csv_of(HEAD, {"ID number": "e", "Short name": "Éthique"}).decode("utf-8-sig").encode("cp1252")
    read = read_moodle(data)
    assert read.framework is not None
    assert plain_text(read.framework.items[0].title) == "Éthique"
    assert read.repairs[0].rule == "encoding-windows-1252"


def test_file_without_a_framework_is_unreadable() -> None:
    with pytest.raises(Unreadable) as refused:
        read_moodle(csv_of({"ID number": "n", "Short name": "N"}))
    assert refused.value.code == "MOODLE_NO_FRAMEWORK"


def test_other_tables_are_not_taken_for_moodle() -> None:
    assert recognise_format(write_items_csv(small_framework())).name == "csv"


def spoilt(row: int, column: str, value: str) -> bytes:
    """Return the file of the small framework with one cell changed; row 0 is the headings, row 1 the framework."""
    rows = list(csv.reader(io.StringIO(write_moodle(small_framework())[0].decode("utf-8"))))
    rows[row][PLACES.index(column)] = value
    return write_csv(rows)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, "idnumber", "Number"),  # a heading in other words: somebody has to map the columns
        (1, "is_framework", ""),  # no framework row
        (2, "is_framework", "1"),  # two of them
        (1, "parent", "1.1"),
        (1, "idnumber", ""),
        (1, "shortname", "x" * 101),
        (1, "taxonomies", "domain,ability"),
        (1, "taxonomies", ",".join(["competency"] * 30)),
        (1, "scale_configuration", "{}"),
        (1, "scale_configuration", '[{"id":1,"scaledefault":1,"proficient":1}]'),  # the first entry is the scale's
        (1, "scale_configuration", '[{"scaleid":"0"},{"id":1,"scaledefault":0,"proficient":1}]'),
        (1, "scale_configuration", '[{"scaleid":"0"},{"id":1,"scaledefault":1,"proficient":1}]'),  # of three values
        (1, "scale_values", "low,middle"),
        (2, "format", "7"),
        (3, "idnumber", ""),  # what stands at the top would stand under it again
        (2, "related", "1"),  # to itself
    ],
)
def test_reader_of_the_tests_stops_where_moodle_would(row: int, column: str, value: str) -> None:
    import_framework(write_moodle(small_framework())[0])
    with pytest.raises((MoodleStops, KeyError, ValueError)):
        import_framework(spoilt(row, column, value))


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [(3, "shortname", ""), (2, "shortname", ""), (2, "shortname", "0"), (4, "idnumber", "1.1")],
)
def test_row_without_a_name_of_its_own_is_passed_over_with_all_that_is_under_it(
    row: int, column: str, value: str
) -> None:
    made = import_framework(spoilt(row, column, value))
    assert made.passed_over
    assert len(made.created) + len(made.passed_over) == len(small_framework().items)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_frameworks_that_come_with_us_are_taken_in_whole_in_every_language(language: str) -> None:
    base = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    for framework in (base, apply_adaptation(base, levels)):
        made = check_whole(framework, language)
        assert len(made.configuration) == len(made.scale) + 1
