"""Files as translators' tools and strangers send them: what is lenient is taken, what is dangerous is refused."""

import codecs
import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.oxml import OxmlElement
from openpyxl import Workbook, load_workbook

from capacita.framework.translation import Confidence, IncomingFile, Outcome, list_segments, take_in_translations
from capacita.framework.translation.files import FORMATS, is_translation_file, read_translations, write_translations
from capacita.framework.translation.xml_files import MAX_BYTES
from capacita.vocabulary import Unreadable, written
from lib.framework_cases import identifier, small_framework
from lib.translation_cases import WRITERS

KEY = f"item.{identifier('1')}.title"
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE xliff [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<xliff version="1.2"><file><body><trans-unit id="x"><source>&c;</source></trans-unit></body></file></xliff>"""
THIEF = b"""<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY f SYSTEM "file:///etc/hostname">]>
<xliff version="1.2"><file><body><trans-unit id="x"><source>&f;</source></trans-unit></body></file></xliff>"""


def package(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()


def sent(format: str) -> bytes:
    return WRITERS[format](list_segments(small_framework(), "fr"), "fr")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TRANSLATION_NOT_KNOWN"),
        (b"\x00\x01\x02", "TRANSLATION_NOT_KNOWN"),
        (BOMB, "TRANSLATION_XML_ENTITIES"),
        (THIEF, "TRANSLATION_XML_ENTITIES"),
        (BOMB.decode().encode("utf-16"), "TRANSLATION_XML_ENTITIES"),
        (lambda: b"<xliff>" + b"<group>" * 2_000_000, "TRANSLATION_XML_TOO_DEEP"),
        (lambda: b"<xliff>" + b" " * MAX_BYTES, "TRANSLATION_TOO_LARGE"),
        (lambda: b'msgid ""\n' + b" " * MAX_BYTES, "TRANSLATION_TOO_LARGE"),
        (sent("xliff")[:-200], "TRANSLATION_NOT_XML"),
        (sent("xliff2")[:700], "TRANSLATION_NOT_XML"),
        (b'<?xml version="1.0" encoding="utf-8"?><xliff><file>\xff</file></xliff>', "TRANSLATION_NOT_XML"),
        (b'<?xml version="1.0" encoding="klingon"?><xliff/>', "TRANSLATION_NOT_XML"),
        (b"<html><body/></html>", "TRANSLATION_NOT_XLIFF"),
        (b'<xliff version="1.2"/>', "TRANSLATION_EMPTY_FILE"),
        (b'<xliff version="2.0"/>', "TRANSLATION_EMPTY_FILE"),
        (
            b'<xliff version="1.2"><file target-language="fr"/><file target-language="es"/></xliff>',
            "TRANSLATION_MANY_LANGUAGES",
        ),
        (b"just words", "TRANSLATION_NOT_KNOWN"),
        (b'msgid "a"\nmsgstr "\xff\xfe"\n', "TRANSLATION_NOT_PO"),
        (b'msgid "a"\nmsgid_plural "b"\nmsgstr[9] "c"\nmsgstr[x] "c"\n', "TRANSLATION_NOT_PO"),
        (b'"continued"\n', "TRANSLATION_NOT_KNOWN"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n', "TRANSLATION_NOT_PO"),
        (b'msgid ""\nmsgstr ""\n', "TRANSLATION_EMPTY_FILE"),
        (b"PK\x03\x04 cut off", "TRANSLATION_NOT_KNOWN"),
        (package(other_txt=b"x"), "TRANSLATION_NOT_KNOWN"),
        (package(word__document_xml=b"<x/>"), "TRANSLATION_NOT_WORD"),
        (package(word__document_xml=BOMB), "TRANSLATION_XML_ENTITIES"),
        (lambda: package(word__document_xml=b"0" * 210_000_000), "TRANSLATION_UNPACKS_TOO_LARGE"),
        (package(xl__workbook_xml=b"<x/>"), "SHEET_NOT_XLSX"),
        (lambda: package(xl__workbook_xml=b"0" * 70_000_000), "SHEET_UNPACKS_TOO_LARGE"),
        (sent("docx")[:-3000], "TRANSLATION_NOT_KNOWN"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_code(data: bytes | Callable[[], bytes], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_translations(data if isinstance(data, bytes) else data())
    assert refused.value.code == code


def test_a_table_without_our_headings_is_refused() -> None:
    book, word = io.BytesIO(), io.BytesIO()
    Workbook().save(book)
    docx.Document().save(word)
    for data in (book.getvalue(), word.getvalue()):
        with pytest.raises(Unreadable) as refused:
            read_translations(data)
        assert refused.value.code == "TRANSLATION_NO_TABLE"
    assert not is_translation_file(book.getvalue())


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_is_recognised_by_its_content(format: str) -> None:
    assert is_translation_file(sent(format))
    assert not is_translation_file(b'{"format": "capacita-framework/1"}')
    assert not is_translation_file(gzip.compress(b"x"))
    assert not is_translation_file(b"id,title\r\n1,Plan\r\n")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_framework_gives_the_same_file(format: str) -> None:
    first, findings = write_translations(small_framework(), format, "ar")
    assert findings == []
    assert write_translations(small_framework(), format, "ar")[0] == first


def read_one(data: str) -> tuple[IncomingFile, list[str]]:
    file = read_translations(data.encode())
    return file, [finding.code for finding in file.findings]


def test_xliff_1_of_other_tools_is_taken_leniently() -> None:
    file, codes = read_one(
        f"""<xliff version="1.2"><file source-language="en" target-language="fr_ca"><body><group>
        <trans-unit id="{KEY}" approved="yes"><source>Plan</source>
          <seg-source><mrk mtype="seg" mid="1">Plan</mrk></seg-source>
          <target><mrk mtype="seg" mid="1">Plani<g id="1">fi</g>er<x id="2"/></mrk></target>
          <alt-trans><source>No</source><target>Non</target></alt-trans></trans-unit>
        <trans-unit><source>Lost</source><target>Perdu</target></trans-unit>
        </group></body></file></xliff>"""
    )
    (unit,) = file.units
    assert (file.language, unit.key, unit.source, unit.target) == ("fr-CA", KEY, "Plan", "Planifier")
    assert unit.confidence is Confidence.CHECKED
    assert codes == ["TRANSLATION_CODES_DROPPED", "TRANSLATION_WITHOUT_KEY"]
    assert file.findings[0].values["codes"] == "g, x"


@pytest.mark.parametrize(
    ("state", "more", "confidence"),
    [
        ("", "", Confidence.DONE),
        ('state="initial"', "", Confidence.OPEN),
        ('state="translated"', "", Confidence.DONE),
        ('state="translated"', 'subState="capacita:machine"', Confidence.OPEN),
        ('state="reviewed"', 'subState="capacita:machine"', Confidence.CHECKED),
        ('state="final"', "", Confidence.CHECKED),
    ],
)
def test_xliff_2_cut_into_pieces_is_put_together(state: str, more: str, confidence: Confidence) -> None:
    file, codes = read_one(
        f"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr"><file id="f">
        <group id="g"><unit id="{KEY}"><segment {state} {more}><source>Plan.</source><target>Planifier.</target>
        </segment><ignorable><source> </source></ignorable><segment state="final"><source>Act<cp hex="0001"/></source>
        <target><pc id="1">Agir</pc></target></segment></unit></group></file></xliff>"""
    )
    (unit,) = file.units
    assert (unit.source, unit.target, unit.confidence) == ("Plan. Act\x01", "Planifier. Agir", confidence)
    assert codes == ["TRANSLATION_CODES_DROPPED"]


def test_po_of_other_tools_is_taken_leniently() -> None:
    file, codes = read_one(
        f"""# someone
msgid ""
msgstr ""
"Language: pt_BR\\n"
"Last-Translator: Awa Diop <awa@example.org>\\n"
"PO-Revision-Date: yesterday\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#, fuzzy
#| msgctxt "x"
#| msgid ""
#| "Old "
#| "\\"plan\\""
msgctxt "{KEY}"
msgid "Plan"
msgstr "Plane"
"jar"

msgid "No context"
msgstr "Nada"

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Ido"
"""
    )
    (unit,) = file.units
    assert (file.language, file.translator) == ("pt-BR", "Awa Diop")
    assert (unit.target, unit.confidence, unit.earlier_source) == ("Planejar", Confidence.OPEN, 'Old "plan"')
    assert unit.line == 15
    assert codes == ["TRANSLATION_WITHOUT_KEY"]


def test_a_catalogue_with_a_mark_before_it_is_read() -> None:
    assert read_translations(codecs.BOM_UTF8 + sent("po")).units == read_translations(sent("po")).units


def test_a_workbook_may_be_sorted_cut_and_have_columns_added() -> None:
    book = load_workbook(io.BytesIO(sent("xlsx")))
    sheet = book["Translation"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    place = next(number for number, row in enumerate(rows) if str(row[0]).startswith(KEY))
    rows[place][3] = "Planifier"
    sheet.delete_rows(1, sheet.max_row)
    for row in (rows[0], rows[place], rows[1]):
        sheet.append(["my notes", *row])
    book["About"]["B3"] = "Awa Diop"
    sheet["F4"] = "=1+1"
    target = io.BytesIO()
    book.save(target)
    file = read_translations(target.getvalue())
    assert [unit.key for unit in file.units] == [KEY, rows[1][0].partition("@")[0]]
    assert (file.units[0].target, file.units[0].line, file.translator) == ("Planifier", 2, "Awa Diop")
    assert [finding.code for finding in file.findings] == ["SHEET_FORMULA"]
    intake = take_in_translations(small_framework(), file)
    assert intake.counts[Outcome.TAKEN] == 1


def test_a_word_file_is_read_with_tracked_insertions_and_without_deletions() -> None:
    word = docx.Document(io.BytesIO(sent("docx")))
    table = word.tables[1]
    row = next(row for row in table.rows if row.cells[0].text.startswith(KEY))
    assert row.cells[3].text == ""
    paragraph = row.cells[3].paragraphs[0]
    paragraph.add_run("Pla")
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    for element, tag, text in ((inserted, "w:t", "nifier"), (deleted, "w:delText", "n")):
        run, words = OxmlElement("w:r"), OxmlElement(tag)
        words.text = text
        run.append(words)
        element.append(run)
        paragraph._p.append(element)
    row.cells[3].add_paragraph("et agir")
    word.tables[0].rows[2].cells[1].text = "Awa Diop"
    target = io.BytesIO()
    word.save(target)
    file = read_translations(target.getvalue())
    assert file.translator == "Awa Diop"
    assert next(unit.target for unit in file.units if unit.key == KEY) == "Planifier\net agir"


def test_a_text_beyond_a_cell_of_excel_is_left_out_and_told() -> None:
    framework = small_framework()
    long = replace(framework, notice=written("x" * 40_000))
    data, findings = write_translations(long, "translation-xlsx", "fr")
    assert [(finding.code, finding.path) for finding in findings] == [("TRANSLATION_TEXT_TOO_LONG", "/notice")]
    assert f"framework.{framework.id}.notice" not in {unit.key for unit in read_translations(data).units}
