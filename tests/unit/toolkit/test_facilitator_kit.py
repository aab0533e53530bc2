"""The kit on paper and as a Word form, in six languages: small, with its fonts, and read again when it comes back."""

import io
import re
import zipfile

import docx
import pytest
import typst
from docx.oxml.ns import qn
from pypdf import PdfReader

from capacita.consultation import KIT_LANGUAGES, KIT_TEXTS_FORMAT, REQUEST_FORMAT, OutputKind, name_kit_texts
from capacita.consultation.kit.files import KitOptions, fill_kit, summarise_framework
from capacita.consultation.output import sheet
from capacita.consultation.output.reading import read_output
from capacita.content import read_content
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation
from capacita.toolkit.composers.kit import compose_kit, make_kit_form, make_kit_pdf
from capacita.toolkit.renderers.pdf import MACHINE_FONTS, find_machine_fonts
from capacita.vocabulary import Refusal, direction_of

MEGABYTE = 1_000_000
SECTIONS = ["briefing", "brochure", "draft", "consent", "notes", "form"]


@pytest.fixture(name="framework", scope="module")
def framework_with_levels():
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    return apply_adaptation(framework, levels)


@pytest.fixture(name="fill", scope="module")
def filler(framework):
    request = REQUEST_FORMAT.read_whole(read_content("demo-consultation/request.json"))

    def fill(language, **options):
        texts = KIT_TEXTS_FORMAT.read_whole(read_content(name_kit_texts(language)))
        return fill_kit(request, summarise_framework(framework, language), texts, KitOptions(**options))

    return fill


def has_font(language):
    try:
        find_machine_fonts(language)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_kit_pdf_is_small_whole_and_holds_its_fonts(fill, language):
    if not has_font(language):
        pytest.skip(f"this machine has no font for {language}")
    made = make_kit_pdf(fill(language)).data
    assert len(made) < MEGABYTE
    reader = PdfReader(io.BytesIO(made))
    assert 10 <= len(reader.pages) <= 30
    assert reader.trailer["/Root"]["/Lang"].split("-")[0] == language
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner)
        assert not [link for link in page.get("/Annots", []) if "/URI" in link.get_object().get("/A", {})]


@pytest.mark.parametrize("language", KIT_LANGUAGES)
def test_kit_document_has_every_section_in_its_direction(fill, language):
    document = compose_kit(fill(language))
    assert [section.id for section in document.sections] == SECTIONS
    assert document.direction == direction_of(language)
    assert all(section.blocks for section in document.sections)


def test_kit_brochure_takes_two_pages_at_most(fill):
    reader = PdfReader(io.BytesIO(make_kit_pdf(fill("en")).data))
    starts = [
        next(place for place, page in enumerate(reader.pages) if place and title in page.extract_text()[:200])
        for title in ("The framework in two pages", "The draft, item by item")
    ]
    assert 1 <= starts[1] - starts[0] <= 2


@pytest.mark.parametrize("language", KIT_LANGUAGES)
@pytest.mark.parametrize("kind", OutputKind)
def test_kit_form_comes_back_empty_without_a_fault(fill, framework, language, kind):
    contents = fill(language, kind=kind)
    form = make_kit_form(contents).data
    items = {item.code: item.id for item in framework.items if item.code}
    report = read_output(form, items=items, consultation=contents.consultation)
    assert report.findings == ()
    assert report.output.kind is kind
    assert report.contributions == ()


def test_kit_form_filled_in_russian_is_read(fill, framework):
    contents = fill("ru")
    word = docx.Document(io.BytesIO(make_kit_form(contents).data))
    table = next(table for table in word.tables if table.rows[0].cells[0].text == "Пункт")
    cells = {cell.text: cell for cell in table.rows[0].cells}
    row = next(row for row in table.rows[1:] if row.cells[0].text == "3.1")
    for heading, words in (("Решение", "объединить"), ("Что было сказано", "Слишком похожи")):
        row.cells[list(cells).index(heading)].text = words
    target = io.BytesIO()
    word.save(target)
    items = {item.code: item.id for item in framework.items if item.code}
    report = read_output(target.getvalue(), items=items, consultation=contents.consultation)
    assert report.findings == ()
    assert [(said.verdict, said.text) for said in report.contributions] == [("merge", "Слишком похожи")]


def test_kit_form_in_arabic_runs_from_right_to_left(fill):
    word = docx.Document(io.BytesIO(make_kit_form(fill("ar")).data))
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in word.tables)
    assert word.sections[0].page_width > word.sections[0].page_height
    assert len(word.tables) == len(sheet.TABLES_OF[OutputKind.REVIEW])


def test_kit_files_are_the_same_each_time(fill):
    contents = fill("fr")
    assert make_kit_pdf(contents).data == make_kit_pdf(fill("fr")).data
    assert make_kit_form(contents).data == make_kit_form(fill("fr")).data
    with zipfile.ZipFile(io.BytesIO(make_kit_form(contents).data)) as package:
        everything = b"".join(package.read(name) for name in package.namelist() if name.endswith(".rels"))
    assert not re.search(rb'TargetMode="External"', everything)


def test_find_machine_fonts_needs_none_where_ours_suffice():
    assert [find_machine_fonts(language) for language in ("en", "ar", "ru")] == [[], [], []]


def test_find_machine_fonts_takes_one_that_is_there_or_refuses():
    there = set(typst.Fonts(include_system_fonts=True).families())
    if there & set(MACHINE_FONTS["zh"]):
        assert set(find_machine_fonts("zh-Hans")) <= there
    else:
        with pytest.raises(Refusal) as refusal:
            find_machine_fonts("zh-Hans")
        assert refusal.value.code == "TOOLKIT_FONT_MISSING"
