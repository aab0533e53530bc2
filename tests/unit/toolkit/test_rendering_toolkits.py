import io
import itertools
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html
from pypdf import PdfReader

from capacita.toolkit import TOOLKIT_FORMAT, ToolkitDocument
from capacita.toolkit.document import NoteKind, Table
from capacita.toolkit.renderers import RENDERERS, renderer_for
from capacita.vocabulary import NotFound, Refusal, spell_day
from lib.toolkit_cases import NOTICE, compose, texts


@pytest.fixture(scope="module")
def toolkit() -> ToolkitDocument:
    return compose()


@pytest.fixture(scope="module")
def arabic() -> ToolkitDocument:
    return compose(language="ar", texts=texts("ar"))


@pytest.fixture(scope="module")
def page(toolkit: ToolkitDocument) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(RENDERERS["html"].render(toolkit))


@pytest.mark.parametrize("name", sorted(RENDERERS))
def test_same_document_gives_the_same_bytes(toolkit: ToolkitDocument, name: str) -> None:
    assert RENDERERS[name].render(toolkit) == RENDERERS[name].render(toolkit)


def test_renderer_is_found_by_the_name_of_the_file() -> None:
    assert renderer_for("plan.of.PDF").media_type == "application/pdf"
    with pytest.raises(NotFound) as refusal:
        renderer_for("toolkit.odt")
    assert refusal.value.code == "TOOLKIT_FORMAT_UNKNOWN"


def test_json_is_the_document(toolkit: ToolkitDocument) -> None:
    made = TOOLKIT_FORMAT.read_whole(RENDERERS["json"].render(toolkit))
    assert [number.id for number in made.numbers] == [number.id for number in toolkit.numbers]


def test_covers_spell_the_day_in_the_language_of_the_document(arabic: ToolkitDocument) -> None:
    day = spell_day(date.fromisoformat(arabic.date), "ar")
    cover = lxml_html.document_fromstring(RENDERERS["html"].render(arabic)).find(".//header")
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(arabic)))
    assert day in cover.text_content()
    assert any(day in paragraph.text for paragraph in word.paragraphs)
    assert arabic.date not in cover.text_content()


def test_page_has_one_first_heading_and_skips_no_rank(page: lxml_html.HtmlElement) -> None:
    ranks = [int(element.tag[1]) for element in page.iter("h1", "h2", "h3", "h4")]
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(ranks))


def test_page_says_its_language_direction_title_and_notice(
    page: lxml_html.HtmlElement, arabic: ToolkitDocument
) -> None:
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.findtext(".//title") == "Skills for digital government in Almara"
    assert NOTICE in page.find(".//footer").text_content()
    other = lxml_html.document_fromstring(RENDERERS["html"].render(arabic))
    assert (other.get("lang"), other.get("dir")) == ("ar", "rtl")


def test_page_tables_have_captions_and_headers(page: lxml_html.HtmlElement) -> None:
    tables = list(page.iter("table"))
    assert len(tables) >= 5
    for table in tables:
        assert table.find("caption").text_content()
        assert all(cell.get("scope") == "col" for cell in table.iterfind("thead//th"))
        assert all(row.find("th").get("scope") == "row" for row in table.iterfind("tbody/tr"))


def test_page_anchors_each_number_once_and_links_it_to_its_source(
    page: lxml_html.HtmlElement, toolkit: ToolkitDocument
) -> None:
    identifiers = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    shown = {element.get("data-number"): element for element in page.iter("a") if element.get("data-number")}
    values = {number.id: number for number in toolkit.numbers}
    assert shown
    for identifier, element in shown.items():
        assert element.text_content() == values[identifier].shown
        assert f"n-{identifier}" in identifiers
        assert element.get("href")[1:] in identifiers


def test_page_charts_are_titled_described_and_carry_no_style(page: lxml_html.HtmlElement) -> None:
    charts = [element for element in page.iter("svg") if element.get("role") == "img"]
    assert len(charts) == 2  # wide and narrow
    for chart in charts:
        assert chart.findtext("title")
        assert chart.findtext("desc")
        assert not [element for element in chart.iter() if element.get("style") or element.tag in ("style", "script")]


def test_page_fetches_nothing(page: lxml_html.HtmlElement) -> None:
    fetched = list(page.iter("script", "link", "img", "iframe", "object"))
    assert fetched == []
    assert "url(http" not in RENDERERS["html"].render(compose()).decode()


def test_text_is_escaped(toolkit: ToolkitDocument) -> None:
    assert "<privacy>" not in RENDERERS["html"].render(toolkit).decode()
    assert "Data protection &amp; &lt;privacy&gt;" in RENDERERS["html"].render(toolkit).decode()


@pytest.mark.parametrize(("case", "language"), [("toolkit", "en"), ("arabic", "ar")])
def test_pdf_is_tagged_titled_and_in_its_language(case: str, language: str, request: pytest.FixtureRequest) -> None:
    document: ToolkitDocument = request.getfixturevalue(case)
    reader = PdfReader(io.BytesIO(RENDERERS["pdf"].render(document)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    kinds = _structure(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L"} <= set(kinds)


def test_pdf_chart_has_words_in_its_place(toolkit: ToolkitDocument) -> None:
    reader = PdfReader(io.BytesIO(RENDERERS["pdf"].render(toolkit)))
    alternatives = _alternatives(reader.trailer["/Root"]["/StructTreeRoot"])
    assert any("1.1 Systems thinking: 1.2 / 2.5" in words for words in alternatives)


def test_pdf_shows_the_words_the_numbers_and_the_notice(toolkit: ToolkitDocument) -> None:
    reader = PdfReader(io.BytesIO(RENDERERS["pdf"].render(toolkit)))
    words = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert "Simulated data" in words
    assert "23,400 XAC" in words
    assert all(NOTICE in re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages)


def test_arabic_pdf_uses_the_font_that_comes_with_it(arabic: ToolkitDocument) -> None:
    reader = PdfReader(io.BytesIO(RENDERERS["pdf"].render(arabic)))
    fonts = {font["/BaseFont"] for page in reader.pages for font in _fonts(page)}
    assert any("NotoNaskhArabic" in name for name in fonts)
    words = "".join(page.extract_text() for page in reader.pages)
    assert any("\u0600" <= character <= "\u06ff" or "\ufe70" <= character <= "\ufeff" for character in words)


def test_pdf_that_cannot_be_set_is_refused_with_the_fault(toolkit: ToolkitDocument) -> None:
    chart = next(block for section in toolkit.sections for block in section.blocks if block.kind == "dumbbell")
    spoiled = replace(chart, id='"><b')  # breaks the drawing
    sections = (replace(toolkit.sections[0], blocks=(spoiled,)),)
    with pytest.raises(Refusal) as refusal:
        RENDERERS["pdf"].render(replace(toolkit, sections=sections))
    assert refusal.value.code == "TOOLKIT_RENDERING_FAILED"


def test_word_file_has_headings_marked_header_rows_and_a_described_chart(toolkit: ToolkitDocument) -> None:
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(toolkit)))
    assert word.core_properties.title == toolkit.title
    assert word.core_properties.language == "en"
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [section.title for section in toolkit.sections]
    assert word.paragraphs[0].style.name == "Title"
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    (shape,) = word.inline_shapes
    assert "1.1 Systems thinking: 1.2 / 2.5" in shape._inline.docPr.get("descr")
    assert NOTICE in word.sections[0].footer.paragraphs[0].text


def test_word_tables_hold_the_same_figures(toolkit: ToolkitDocument) -> None:
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(toolkit)))
    values = {number.id: number.shown for number in toolkit.numbers}
    section = next(section for section in toolkit.sections if section.id == "where-people-stand")
    table = next(block for block in section.blocks if isinstance(block, Table))
    expected = [
        ["".join(values[run.number] if run.number else run.text for run in cell) for cell in row] for row in table.rows
    ]
    found = [[[cell.text for cell in row.cells] for row in made.rows[1:]] for made in word.tables]
    assert expected in found


def test_arabic_word_file_runs_from_right_to_left(arabic: ToolkitDocument) -> None:
    with zipfile.ZipFile(io.BytesIO(RENDERERS["docx"].render(arabic))) as archive:
        body = archive.read("word/document.xml").decode()
    assert "<w:bidi/>" in body
    assert "<w:bidiVisual/>" in body
    assert "<w:rtl/>" in body


def test_word_properties_stand_in_the_order_of_the_standard(arabic: ToolkitDocument) -> None:
    """w:bidi comes before w:spacing and w:jc, w:shd before w:bidi, w:rtl after w:sz (ECMA-376, CT_PPr, CT_RPr)."""
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(arabic)))
    order = ["pStyle", "keepNext", "numPr", "pBdr", "shd", "bidi", "spacing", "ind", "jc"]
    for properties in word.element.iter(qn("w:pPr")):
        names = [child.tag.rpartition("}")[2] for child in properties]
        known = [order.index(name) for name in names if name in order]
        assert known == sorted(known)
    for properties in word.element.iter(qn("w:rPr")):
        names = [child.tag.rpartition("}")[2] for child in properties]
        if "rtl" in names and "sz" in names:
            assert names.index("sz") < names.index("rtl")


def test_simulated_data_are_marked_in_every_form(toolkit: ToolkitDocument) -> None:
    assert 'class="note simulated"' in RENDERERS["html"].render(toolkit).decode()
    word = docx.Document(io.BytesIO(RENDERERS["docx"].render(toolkit)))
    assert "Simulated data" in word.sections[0].header.paragraphs[0].text
    assert json.loads(RENDERERS["json"].render(toolkit))["simulated"] is True
    assert NoteKind.SIMULATED.value == "simulated"


def _structure(node: object) -> list[str]:
    kinds = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        here = here.get_object() if hasattr(here, "get_object") else here
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            if "/S" in here:
                kinds.append(str(here["/S"]))
            if "/K" in here:
                waiting.append(here["/K"])
    return kinds


def _alternatives(node: object) -> list[str]:
    found = []
    waiting = [node]
    while waiting:
        here = waiting.pop()
        here = here.get_object() if hasattr(here, "get_object") else here
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            if "/Alt" in here:
                found.append(str(here["/Alt"]))
            if "/K" in here:
                waiting.append(here["/K"])
    return found


def _fonts(page: object) -> list[dict]:  # type: ignore[type-arg]
    fonts = page["/Resources"].get("/Font", {})  # type: ignore[index]
    return [font.get_object() for font in fonts.get_object().values()]
