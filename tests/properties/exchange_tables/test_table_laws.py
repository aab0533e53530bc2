"""Laws of sheets and SKOS, whatever the texts: what nobody edited changes nothing, what comes back is what went out."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.framework import Framework, Item, ItemKind
from capacita.framework.exchange.csv_table import list_tables, write_items_csv
from capacita.framework.exchange.skos import write_json_ld, write_turtle
from capacita.framework.exchange.skos_parsing import parse_json_ld, parse_turtle
from capacita.framework.exchange.skos_reading import read_graph
from capacita.framework.exchange.xlsx import update_from_sheets, write_workbook
from capacita.sheets import Table
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import TextOrigin, Wording, derive_identifier, text_digest, translated, written
from lib.framework_cases import FRAMEWORK, small_framework

# Anything that a document can hold: formulas, guards, line ends, signs that XML cannot hold, right to left.
TEXTS = st.one_of(
    st.sampled_from(
        ["=1+1", "'=x", "-", "@a", "\tx", " a ", "a\r\nb", "a\rb", '"', "\\", "ا", "_x0041_", "a:b", "x\n y"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
).filter(lambda text: text.strip() != "")
ORIGINS = st.sampled_from([TextOrigin.HUMAN, TextOrigin.MACHINE, TextOrigin.REVIEWED])


@st.composite
def localized(draw: st.DrawFn) -> dict[str, Wording]:
    source = draw(TEXTS)
    made = {**written(source)}
    for tag in draw(st.sets(st.sampled_from(["fr", "ar", "pt-BR", "zh-Hans"]), max_size=2)):
        wording = translated(draw(TEXTS), source, draw(ORIGINS))
        stale = draw(st.sampled_from([wording.of, None, text_digest("earlier")]))
        made[tag] = replace(wording, of=stale)
    return made


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    base = small_framework()
    codes = draw(st.lists(TEXTS, min_size=1, max_size=4, unique_by=str.strip))
    items = tuple(
        Item(
            id=derive_identifier(FRAMEWORK, "law", str(place)),
            kind=ItemKind.STATEMENT,
            code=code,
            parent=base.items[0].id,
            position=place,
            title=draw(localized()),
            statement=draw(localized()),
        )
        for place, code in enumerate(codes, start=10)
    )
    return replace(base, title=draw(localized()), items=(*base.items, *items))


@settings(max_examples=40, deadline=None)
@given(frameworks())
def test_sheet_that_nobody_edited_changes_nothing(framework: Framework) -> None:
    for data in (write_workbook(framework), write_items_csv(framework)):
        update = update_from_sheets(framework, data)
        assert update.framework == framework
        assert update.missing == ()
        assert [finding for finding in update.findings if finding.severity == "error"] == []


@settings(max_examples=40, deadline=None)
@given(frameworks(), st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_does_not_matter(framework: Framework, chance: object) -> None:
    tables = []
    for table in list_tables(framework):
        places = list(range(len(table.columns)))
        rows = list(table.rows)
        chance.shuffle(places)  # type: ignore[attr-defined] # Hypothesis gives a random.Random
        chance.shuffle(rows)  # type: ignore[attr-defined] # the same
        shown = tuple(tuple(row[place] for place in places) for row in rows)
        tables.append(Table(name=table.name, columns=tuple(table.columns[place] for place in places), rows=shown))
    assert update_from_sheets(framework, write_xlsx(tables)).framework == framework


@settings(max_examples=40, deadline=None)
@given(frameworks())
def test_skos_gives_back_what_it_was_given(framework: Framework) -> None:
    assert read_graph(parse_turtle(write_turtle(framework))).framework == framework
    assert read_graph(parse_json_ld(write_json_ld(framework))).framework == framework
