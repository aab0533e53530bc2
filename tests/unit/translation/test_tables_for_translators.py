"""Tables for translators without a program: what stands in them, in which direction, and where they may be careless."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from capacita.framework import Framework
from capacita.framework.comparison import apply_changes
from capacita.framework.translation import Outcome, list_segments, take_in_translations
from capacita.framework.translation.files import read_translations
from capacita.vocabulary import TextOrigin, Unreadable, translated, written
from lib.framework_cases import identifier, small_framework
from lib.translation_cases import write_word, write_xlsx

KEY = f"item.{identifier('1')}.title"


def titled(source: str, **translations: str) -> Framework:
    """Return the small framework with another first title and machine translations of it."""
    first, *others = small_framework().items
    wordings = {tag: translated(text, source, TextOrigin.MACHINE) for tag, text in translations.items()}
    return replace(small_framework(), items=(replace(first, title={**written(source), **wordings}), *others))


def word_cells(framework: Framework, language: str) -> list[Any]:
    table = docx.Document(io.BytesIO(write_word(list_segments(framework, language), language))).tables[1]
    return next(row.cells for row in table.rows if row.cells[0].text.startswith(KEY))


def test_a_word_table_holds_reference_context_source_translation_and_state() -> None:
    reference, *cells = word_cells(titled("Plan", fr="Planifier"), "fr")
    assert reference.text.startswith(f"{KEY}@")
    assert [cell.text for cell in cells] == ["Domain 1, title", "Plan", "Planifier", "≈ machine"]


def test_lines_and_tabs_stand_in_a_word_table_as_such() -> None:
    cells = word_cells(titled("One\tline\nand another"), "fr")
    assert [paragraph.text for paragraph in cells[2].paragraphs] == ["One\tline", "and another"]


@pytest.mark.parametrize(("language", "reversed_"), [("ar", True), ("fr", False)])
def test_a_translation_in_word_runs_in_the_direction_of_its_language(language: str, reversed_: bool) -> None:
    cells = word_cells(titled("Plan", **{language: "خطة"}), language)
    for cell, is_reversed, tag in ((cells[2], False, "en"), (cells[3], reversed_, language)):
        paragraph = cell.paragraphs[0]._p
        assert bool(paragraph.findall(f".//{qn('w:bidi')}")) is is_reversed
        assert bool(paragraph.findall(f".//{qn('w:rtl')}")) is is_reversed
        (lang,) = paragraph.findall(f".//{qn('w:lang')}")
        assert dict(lang.attrib) == {qn("w:bidi" if is_reversed else "w:val"): tag}


@pytest.mark.parametrize(("language", "reversed_"), [("ar", True), ("fr", False)])
def test_a_workbook_runs_in_the_direction_of_its_language(language: str, reversed_: bool) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(list_segments(small_framework(), language), language)))
    assert bool(book["Translation"].sheet_view.rightToLeft) is reversed_


def test_a_changed_cell_counts_although_its_state_was_forgotten() -> None:
    framework = titled("Plan", fr="Planifier")
    book = load_workbook(io.BytesIO(write_xlsx(list_segments(framework, "fr"), "fr")))
    row = next(row for row in book["Translation"].iter_rows() if str(row[0].value).startswith(KEY))
    assert row[4].value == "≈ machine"
    row[3].value = "Prévoir"
    target = io.BytesIO()
    book.save(target)
    intake = take_in_translations(framework, read_translations(target.getvalue()))
    assert intake.findings == ()
    assert intake.counts[Outcome.TAKEN] == 1
    assert apply_changes(framework, intake.changes).items[0].title["fr"].origin is TextOrigin.HUMAN


def test_a_state_set_to_translated_confirms_what_a_machine_wrote() -> None:
    framework = titled("Plan", fr="Planifier")
    book = load_workbook(io.BytesIO(write_xlsx(list_segments(framework, "fr"), "fr")))
    row = next(row for row in book["Translation"].iter_rows() if str(row[0].value).startswith(KEY))
    row[4].value = " Translated "
    target = io.BytesIO()
    book.save(target)
    intake = take_in_translations(framework, read_translations(target.getvalue()))
    assert intake.counts[Outcome.CONFIRMED] == 1
    assert apply_changes(framework, intake.changes).items[0].title["fr"] == translated(
        "Planifier", "Plan", TextOrigin.HUMAN
    )


def test_a_row_whose_reference_was_damaged_is_told_with_its_number() -> None:
    framework = titled("Plan", fr="Planifier")
    document = docx.Document(io.BytesIO(write_word(list_segments(framework, "fr"), "fr")))
    table = document.tables[1]
    place = next(place for place, row in enumerate(table.rows) if row.cells[0].text.startswith(KEY))
    table.rows[place].cells[0].text, table.rows[place].cells[3].text = "see above", "Prévoir"
    target = io.BytesIO()
    document.save(target)
    (finding,) = read_translations(target.getvalue()).findings
    assert (finding.code, finding.lines) == ("TRANSLATION_ROW_WITHOUT_REFERENCE", (place + 1,))
    assert finding.values == {"found": "see above", "target": "Prévoir"}


@pytest.mark.parametrize("text", ['msgstr "Prévoir', 'msgstr "Prévoir\\"', 'msgstr ""\n"Pré"\n"voir'])
def test_a_text_of_po_that_nobody_closed_is_refused_and_not_cut(text: str) -> None:
    data = f'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgctxt "{KEY}"\nmsgid "Plan"\n{text}\n'
    with pytest.raises(Unreadable) as caught:
        read_translations(data.encode())
    assert caught.value.code == "TRANSLATION_NOT_PO"


@pytest.mark.parametrize("data", [b"hello", b"\x89PNG\r\n\x1a\n0000", b"", b"a,b\n1,2\n"])
def test_what_is_no_file_of_translators_is_not_called_a_broken_catalogue(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_translations(data)
    assert caught.value.code == "TRANSLATION_NOT_KNOWN"
