"""The toolkit as a Word file that people can go on writing in: real headings, lists, tables with marked headers.

Charts stand as pictures with words for those who do not see them; the table beside each holds the same figures. The
archive is written again with fixed dates, so that the same document gives the same bytes.
"""

import datetime
import io
import zipfile
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from capacita.toolkit.document import (
    Agenda,
    Block,
    Bullets,
    Chart,
    Checklist,
    Heading,
    Ladder,
    Line,
    Note,
    NoteKind,
    Paragraph,
    Run,
    SourceList,
    Table,
    ToolkitDocument,
)
from capacita.toolkit.renderers.marks import draw_chart, number_table
from capacita.toolkit.renderers.pdf import draw_png
from capacita.toolkit.renderers.word_order import sort_properties
from capacita.vocabulary import direction_of, spell_day

_INK, _SOFT, _ACCENT, _SIGNAL = "15212B", "4A5761", "0F4C5C", "B5482A"
_WASH, _RULE = "F1EEE5", "D8D5CB"
_DOMAINS = {"1": "6B3A6E", "2": "0F5F63", "3": "8A5A00", "A": "4D5F1E"}
_NOTES = {
    NoteKind.SIMULATED: _SIGNAL,
    NoteKind.NOTICE: _ACCENT,
    NoteKind.CAUTION: "8A5A00",
    NoteKind.INFORMATION: _RULE,
}
_LONGEST_PROPERTY = 255  # characters; the whole notice stands at the foot of each page
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(document: ToolkitDocument) -> bytes:
    """Return the toolkit as DOCX."""
    return _archive(_Writer(document).write())


def _archive(word: Any) -> bytes:
    """Return the bytes of a Word document, its archive with fixed dates and in a fixed order."""
    first = io.BytesIO()
    word.save(first)
    second = io.BytesIO()
    with zipfile.ZipFile(first) as given, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            fixed.writestr(entry, given.read(name))
    return second.getvalue()


class _Writer:
    """One Word document being written."""

    def __init__(self, document: ToolkitDocument) -> None:
        self.document = document
        self.numbers = number_table(document)
        self.reversed = document.direction == "rtl"
        self.word = docx.Document()

    def write(self) -> Any:
        """Return the whole document."""
        self.properties()
        self.styles()
        self.page()
        self.cover()
        for section in self.document.sections:
            self.heading(section.title, 1, new_page=section.new_page)
            for block in section.blocks:
                self.block(block)
        page = self.word.sections[0]
        for part in (self.word.element, self.word.styles.element, page.header._element, page.footer._element):
            sort_properties(part)
        return self.word

    def properties(self) -> None:
        """Write what the file says of itself."""
        document, known = self.document, self.word.core_properties
        day = datetime.datetime.combine(datetime.date.fromisoformat(document.date), datetime.time())
        known.title, known.subject = document.title[:_LONGEST_PROPERTY], document.subtitle[:_LONGEST_PROPERTY]
        known.language, known.keywords = document.language, document.id
        known.comments, known.author = document.notice[:_LONGEST_PROPERTY], "Capacita"
        known.created = known.modified = day
        known.last_modified_by, known.revision = "Capacita", 1

    def styles(self) -> None:
        """Set fonts, sizes and colours in the styles, so that people can change them in one place."""
        styles = self.word.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size = "Georgia", Pt(10.5)
        normal.font.color.rgb = RGBColor.from_string(_INK)
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.18
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:cs"), "Noto Naskh Arabic")
        fonts.set(qn("w:eastAsia"), "SimSun")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB" if self.reversed else self.document.language)
        language.set(qn("w:bidi"), self.document.language)
        normal.element.get_or_add_rPr().append(language)
        for name, size, before in (("Title", 30, 0), ("Heading 1", 19, 30), ("Heading 2", 13, 16)):
            style = styles[name]
            style.font.name, style.font.size, style.font.bold = "Georgia", Pt(size), True
            style.font.color.rgb = RGBColor.from_string(_INK)
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(8)
            style.paragraph_format.keep_with_next = True
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for key in ("ascii", "hAnsi"):
                fonts.set(qn(f"w:{key}"), "Georgia")
            fonts.set(qn("w:cs"), "Noto Naskh Arabic")
        for name in ("Title", "Heading 1"):
            _borders(styles[name].element.get_or_add_pPr(), bottom=None, top=(_INK if name != "Title" else None, 18))

    def page(self) -> None:
        """Set the paper, the running head and the foot with the notice and the page number."""
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if self.document.landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = Cm(2.1)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)
        if self.reversed:
            section._sectPr.append(OxmlElement("w:bidi"))
        head = section.header.paragraphs[0]
        self.directed(head)
        _add(head, self.document.title, size=8.5, colour=_SOFT)
        if self.document.simulated:
            _add(head, f"   {self.document.words['RENDER_SIMULATED']}", size=8.5, colour=_SIGNAL, bold=True)
        foot = section.footer.paragraphs[0]
        self.directed(foot)
        _add(foot, f"{self.document.notice}   ", size=8, colour=_SOFT)
        _field(foot, "PAGE")

    def cover(self) -> None:
        """Write the title and what the document is."""
        document = self.document
        title = self.word.add_paragraph(document.title, style="Title")
        self.directed(title)
        self.paragraph((Run(text=document.subtitle),), size=15, colour=_SOFT)
        facts = (
            ("RENDER_DATE", spell_day(datetime.date.fromisoformat(document.date), document.language)),
            ("RENDER_VERSION", document.framework_version),
            ("RENDER_LICENCE", document.licence),
        )
        for code, value in facts:
            self.paragraph((Run(text=f"{document.words[code]}: {value}"),), size=9.5, colour=_SOFT)

    def directed(self, paragraph: Any) -> Any:
        """Set a paragraph's direction to the document's."""
        if self.reversed:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(OxmlElement("w:bidi"))
            for run in paragraph.runs:
                run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
        return paragraph

    def heading(self, words: str, level: int, *, new_page: bool = False) -> None:
        """Write a heading."""
        made = self.directed(self.word.add_heading(words, level))
        if new_page:
            made.paragraph_format.page_break_before = True

    def fill(self, paragraph: Any, line: Line, *, size: float = 0, colour: str = "", bold: bool = False) -> Any:
        """Write a line into a paragraph."""
        for run in line:
            number = self.numbers[run.number] if run.number is not None else None
            words = number.shown if number else run.text
            made = _add(paragraph, words, size=size, colour=colour, bold=bold or run.strong)
            made.font.italic = True if number is not None and number.value is None and not self.reversed else None
            if run.language:
                language = OxmlElement("w:lang")
                language.set(qn("w:val"), run.language)
                made._r.get_or_add_rPr().append(language)
            forward = run.language is not None and direction_of(run.language) == "ltr"
            if self.reversed and not forward and number is None:
                made._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
            if run.address:
                _link(paragraph, made, run.address)
        if self.reversed:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        return paragraph

    def paragraph(self, line: Line, *, style: str | None = None, size: float = 0, colour: str = "") -> Any:
        """Write a paragraph."""
        return self.fill(self.word.add_paragraph(style=style), line, size=size, colour=colour)

    def block(self, block: Block) -> None:
        """Write a block."""
        match block:
            case Heading():
                self.heading(self.plain(block.runs), 2)
            case Paragraph():
                self.paragraph(block.runs)
            case Bullets():
                style = "List Number" if block.ordered else "List Bullet"
                for place, entry in enumerate(block.entries):
                    made = self.paragraph(entry, style=style)
                    if block.ordered and place == 0:
                        self.restart_numbers(made)
                    elif block.ordered:
                        _numbered(made, self.numbering)
            case Table():
                self.table(block)
            case Chart():
                self.chart(block)
            case Ladder():
                self.ladder(block)
            case Note():
                self.note(block)
            case Checklist():
                self.checklist(block)
            case Agenda():
                self.agenda(block)
            case SourceList():
                self.sources(block)

    def plain(self, line: Line) -> str:
        """Return the words of a line."""
        return "".join(self.numbers[run.number].shown if run.number is not None else run.text for run in line)

    def restart_numbers(self, paragraph: Any) -> None:
        """Begin a numbered list at one: Word would go on counting from the list before."""
        root = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element.pPr.numPr.numId.val
        abstract = next(num for num in root.num_lst if num.numId == style).abstractNumId.val
        made = root.add_num(abstract)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        self.numbering = made.numId
        _numbered(paragraph, made.numId)

    def grid(self, rows: int, columns: int, *, described: str) -> Any:
        """Return a new table with its header row marked and words for readers of it."""
        table = self.word.add_table(rows=rows, cols=columns)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        properties = table._tbl.tblPr
        if self.reversed:
            properties.append(OxmlElement("w:bidiVisual"))
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), described)
        properties.append(caption)
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return table

    def table(self, table: Table) -> None:
        """Write a table under its caption."""
        self.caption(table.caption)
        made = self.grid(len(table.rows) + 1, len(table.header), described=table.caption)
        size = 8.5 if len(table.header) > 4 else 9.5
        for place, words in enumerate(table.header):
            cell = made.rows[0].cells[place]
            self.cell(cell, (Run(text=words),), size, place in table.numeric, bold=True)
            _cell_border(cell, _INK, 12)
        for number, row in enumerate(table.rows):
            for place, line in enumerate(row):
                cell = made.rows[number + 1].cells[place]
                self.cell(cell, line, size, place in table.numeric)
                _cell_border(cell, _RULE, 4)
            if table.write_in:
                made.rows[number + 1].height = Cm(0.9)
        if table.widths:
            room = 25.4 if self.document.landscape else 16.8
            _widths(made, [room * width / sum(table.widths) for width in table.widths])
        self.word.add_paragraph()

    def cell(self, cell: Any, line: Line, size: float, numeric: bool, *, bold: bool = False) -> None:
        """Write a table cell."""
        paragraph = cell.paragraphs[0]
        self.fill(paragraph, line, size=size, bold=bold)
        paragraph.paragraph_format.space_after = Pt(2)
        if numeric:
            # In a right-to-left paragraph Word turns left and right round by itself.
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def caption(self, words: str) -> None:
        """Write a caption that stays with what follows."""
        made = self.fill(self.word.add_paragraph(), (Run(text=words),), bold=True)
        made.paragraph_format.keep_with_next = True

    def chart(self, chart: Chart) -> None:
        """Write a chart as a picture with words in its place for those who do not see it."""
        self.heading(chart.title, 2)
        picture = draw_png(self.document, draw_chart(self.document, chart, self.numbers))
        paragraph = self.word.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Cm(16.8))
        said = "; ".join(
            f"{row.label}: {self.numbers[row.observed].shown} / {self.numbers[row.required].shown}"
            for row in chart.rows
        )
        shape._inline.docPr.set("title", chart.title)
        shape._inline.docPr.set("descr", f"{chart.description} {said}")
        paragraph.paragraph_format.keep_with_next = True
        simulated = f"{self.document.words['RENDER_SIMULATED']}. " if chart.simulated else ""
        self.paragraph((Run(text=simulated + chart.description),), size=9, colour=_SOFT)

    def ladder(self, ladder: Ladder) -> None:
        """Write a competency with its levels in a table."""
        colour = _DOMAINS.get(ladder.domain[:1], _INK)
        kicker = self.paragraph((Run(text=f"{ladder.domain_title} · {ladder.code}"),), size=9, colour=colour)
        kicker.paragraph_format.space_before, kicker.paragraph_format.keep_with_next = Pt(14), True
        self.heading(self.plain(ladder.title), 2)
        self.paragraph(ladder.statement)
        self.paragraph(ladder.facts, size=9.5, colour=_SOFT)
        if not ladder.rungs:
            return
        made = self.grid(2, len(ladder.rungs), described=self.plain(ladder.title))
        for place, rung in enumerate(ladder.rungs):
            head, body = made.rows[0].cells[place], made.rows[1].cells[place]
            title = f"{rung.title} ({ladder.needed_words})" if rung.needed else rung.title
            self.cell(head, (Run(text=title),), 9, numeric=False, bold=True)
            self.cell(body, rung.text, 9, numeric=False)
            _cell_border(head, _SIGNAL if rung.needed else _RULE, 12, edge="top")
            _cell_border(body, _RULE, 4)
            if rung.needed:
                for cell in (head, body):
                    _shade(cell._tc.get_or_add_tcPr(), _WASH)
        self.word.add_paragraph()

    def note(self, note: Note) -> None:
        """Write a note as a shaded paragraph with a bar."""
        made = self.paragraph(note.runs)
        properties = made._p.get_or_add_pPr()
        edge = "right" if self.reversed else "left"
        _borders(properties, **{edge: (_NOTES[note.note], 24)})
        _shade(properties, _WASH)

    def checklist(self, checklist: Checklist) -> None:
        """Write a checklist as a table with a column for each answer."""
        self.heading(checklist.title, 2)
        self.paragraph((Run(text=checklist.introduction),))
        width = 1 + len(checklist.answers)
        made = self.grid(len(checklist.checks) + 1, width, described=checklist.title)
        for place, words in enumerate((self.document.words["RENDER_QUESTION"], *checklist.answers)):
            self.cell(made.rows[0].cells[place], (Run(text=words),), 8.5, numeric=False, bold=True)
            _cell_border(made.rows[0].cells[place], _INK, 12)
        for number, check in enumerate(checklist.checks):
            cells = made.rows[number + 1].cells
            self.cell(cells[0], (Run(text=check.question, strong=True),), 9.5, numeric=False)
            why = self.fill(cells[0].add_paragraph(), (Run(text=check.why),), size=9, colour=_SOFT)
            why.paragraph_format.space_after = Pt(2)
            for place in range(1, width):
                self.cell(cells[place], (Run(text="☐"),), 12, numeric=False)
            for cell in cells:
                _cell_border(cell, _RULE, 4)
        _widths(made, [10.8] + [1.5] * len(checklist.answers))
        self.word.add_paragraph()

    def agenda(self, agenda: Agenda) -> None:
        """Write the day as a table."""
        self.caption(agenda.title)
        made = self.grid(len(agenda.slots) + 1, 3, described=agenda.title)
        for place, words in enumerate(agenda.columns):
            self.cell(made.rows[0].cells[place], (Run(text=words),), 9.5, place == 1, bold=True)
            _cell_border(made.rows[0].cells[place], _INK, 12)
        for number, slot in enumerate(agenda.slots):
            cells = made.rows[number + 1].cells
            self.cell(cells[0], (Run(text=slot.starts),), 9.5, numeric=False)
            self.cell(cells[1], (Run(number=slot.minutes),), 9.5, numeric=True)
            self.cell(cells[2], slot.title, 9.5, numeric=False, bold=True)
            if slot.runs:
                self.fill(cells[2].add_paragraph(), slot.runs, size=9, colour=_SOFT)
            for cell in cells:
                _cell_border(cell, _RULE, 4)
                if slot.pause:
                    _shade(cell._tc.get_or_add_tcPr(), _WASH)
        _widths(made, [1.8, 2.0, 13.0])
        self.word.add_paragraph()

    def sources(self, sources: SourceList) -> None:
        """Write the sources with their licences."""
        for entry in sources.entries:
            facts = [", ".join(part for part in (entry.publisher, entry.date) if part), entry.address, entry.seen]
            if entry.licence:
                facts.append(f"{sources.licence_words}: {entry.licence}")
            made = self.paragraph((Run(text=entry.title),), style="List Bullet")
            for fact in facts:
                if fact:
                    made.add_run().add_break()
                    _add(made, fact, size=9, colour=_SOFT)


def _add(paragraph: Any, words: str, *, size: float = 0, colour: str = "", bold: bool = False) -> Any:
    run = paragraph.add_run(words)
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if bold:
        run.font.bold = True
    return run


def _link(paragraph: Any, run: Any, address: str) -> None:
    """Make a run that stands at the end of a paragraph a link."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.color.rgb = RGBColor.from_string(_ACCENT)
    run.font.underline = True
    paragraph._p.append(link)
    link.append(run._r)


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _numbered(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _borders(properties: Any, **edges: tuple[str | None, int] | None) -> None:
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders = OxmlElement("w:pBdr")
    for edge, given in edges.items():
        if given is not None and given[0] is not None:
            border = OxmlElement(f"w:{edge}")
            for key, value in (("val", "single"), ("sz", str(given[1])), ("space", "8"), ("color", given[0])):
                border.set(qn(f"w:{key}"), value)
            borders.append(border)
    if len(borders):
        properties.append(borders)


def _shade(properties: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


def _cell_border(cell: Any, colour: str, size: int, *, edge: str = "bottom") -> None:
    borders = OxmlElement("w:tcBorders")
    border = OxmlElement(f"w:{edge}")
    for key, value in (("val", "single"), ("sz", str(size)), ("color", colour)):
        border.set(qn(f"w:{key}"), value)
    borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)


def _widths(table: Any, widths: list[float]) -> None:
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
