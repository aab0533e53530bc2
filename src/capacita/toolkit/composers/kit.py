"""The facilitator's kit as documents of this room: everything on paper in one, and the output template as a Word form.

What they say comes filled in from ``capacita.consultation``; here it is only put in order.
"""

import math
from collections.abc import Iterable

from capacita.consultation.kit.contents import AGENDA_PART, NOTES_PART, DraftRow
from capacita.consultation.kit.files import PDF_NAME, WORD_NAME, KitContents, KitFile
from capacita.consultation.kit.pages import columns_by_hand
from capacita.sheets import Table as SheetTable
from capacita.toolkit.document import (
    Block,
    Bullets,
    Heading,
    Line,
    Note,
    NoteKind,
    Paragraph,
    Run,
    Section,
    Table,
    ToolkitDocument,
)
from capacita.toolkit.renderers import RENDERERS
from capacita.vocabulary import derive_identifier, direction_of

LICENCE = "CC BY-SA 4.0"
_BLANK_ROWS = 12


def make_kit_pdf(contents: KitContents) -> KitFile:
    """Return everything on paper as one PDF. Raises Refusal TOOLKIT_FONT_MISSING where its language has no font here."""
    return KitFile(name=PDF_NAME, data=RENDERERS["pdf"].render(compose_kit(contents)))


def make_kit_form(contents: KitContents) -> KitFile:
    """Return the output template as a Word file whose tables are read when it comes back."""
    return KitFile(name=WORD_NAME, data=RENDERERS["docx"].render(compose_form(contents)))


def compose_kit(contents: KitContents) -> ToolkitDocument:
    """Return briefing, brochure, draft, consent, note sheet and form as one document, each beginning a page."""
    sections = (
        _write_briefing(contents),
        _write_brochure(contents),
        _write_draft(contents),
        _write_consent(contents),
        _write_notes(contents),
        _write_form(contents),
    )
    return _document(contents, "kit", contents.texts.say("kit"), sections)


def compose_form(contents: KitContents) -> ToolkitDocument:
    """Return the output template with every column of the sheet, each table under its name."""
    intro = _paragraph(contents.texts.say("form_word_intro"))
    blocks: list[Block] = [intro, _paragraph(contents.texts.say("readme_names"))]
    for table in contents.tables:
        blocks.extend(_hints(table, contents, range(len(table.columns))))
        blocks.append(_form_table(table, range(len(table.columns))))
    section = Section(id="form", title=contents.texts.say("form_word"), blocks=tuple(blocks))
    return _document(contents, "output-form", contents.texts.say("form_word"), (section,), landscape=True)


def _document(
    contents: KitContents, code: str, subtitle: str, sections: tuple[Section, ...], *, landscape: bool = False
) -> ToolkitDocument:
    say = contents.texts.say
    return ToolkitDocument(
        id=derive_identifier(contents.consultation, code, contents.language),
        code=code,
        title=contents.title,
        subtitle=f"{subtitle} · {contents.draft_title}",
        language=contents.language,
        direction="rtl" if direction_of(contents.language) == "rtl" else "ltr",
        notice=contents.notice,
        licence=LICENCE,
        simulated=False,
        date=contents.day.isoformat(),
        framework=contents.framework.id,
        framework_version=contents.framework.version,
        framework_digest=contents.framework_digest,
        words={
            "RENDER_CONTENTS": say("contents"),
            "RENDER_DATE": say("made_for"),
            "RENDER_VERSION": say("version"),
            "RENDER_LICENCE": say("licence"),
            "RENDER_SKIP": say("skip"),
            "RENDER_SIMULATED": "",
            "RENDER_QUESTION": "",
        },
        sections=sections,
        landscape=landscape,
    )


def _write_briefing(contents: KitContents) -> Section:
    blocks: list[Block] = []
    if contents.machine:
        blocks.append(Note(kind="note", note=NoteKind.CAUTION, runs=_line(contents.machine)))
    if contents.call:
        blocks.append(Note(kind="note", note=NoteKind.INFORMATION, runs=_line(contents.call)))
    for part in contents.texts.parts:
        if part.code == NOTES_PART:
            continue  # it is a sheet of its own
        blocks.append(_heading(part.code, part.title))
        blocks.extend(_paragraph(text) for text in part.paragraphs)
        if part.bullets:
            blocks.append(_bullets(part.bullets))
        if part.code == AGENDA_PART:
            blocks.extend(_write_agenda(contents))
    return Section(id="briefing", title=contents.texts.say("kit"), blocks=tuple(blocks))


def _write_agenda(contents: KitContents) -> list[Block]:
    agenda = contents.agenda
    blocks: list[Block] = []
    if agenda.warning:
        blocks.append(Note(kind="note", note=NoteKind.CAUTION, runs=_line(agenda.warning)))
    blocks.extend(_paragraph(text) for text in agenda.groups)
    rows = tuple(
        (_line(line.starts), _line(line.minutes), (Run(text=line.title, strong=True), Run(text=f" · {line.does}")))
        for line in agenda.lines
    )
    blocks.append(
        Table(
            kind="table",
            id="agenda",
            caption=agenda.title,
            header=agenda.columns,
            rows=rows,
            numeric=(0, 1),
        )
    )
    return blocks


def _write_brochure(contents: KitContents) -> Section:
    say, brochure = contents.texts.say, contents.brochure
    blocks: list[Block] = [Paragraph(kind="paragraph", runs=(Run(text=contents.draft_title, strong=True),))]
    blocks.append(_heading("brochure-what", say("brochure_what")))
    blocks.extend(_paragraph(text) for text in brochure.what)
    blocks.extend((_heading("brochure-parts", say("brochure_parts")), _paragraph(brochure.counts)))
    blocks.extend(_write_tree(contents))
    blocks.extend((_heading("brochure-use", say("brochure_use")), _bullets(brochure.uses)))
    blocks.extend((_heading("brochure-change", say("brochure_change")), _paragraph(brochure.change)))
    blocks.extend((_heading("brochure-cite", say("brochure_cite")), _paragraph(brochure.cite)))
    return Section(id="brochure", title=brochure.title, blocks=tuple(blocks), new_page=True)


def _write_tree(contents: KitContents) -> list[Block]:
    """Return the names of the framework: a line for each domain with its competencies, the attitudes at the end."""
    blocks: list[Block] = []
    entries: list[Line] = []
    for row in contents.framework.rows:
        if row.heading:
            if entries:
                blocks.append(Bullets(kind="bullets", entries=tuple(entries)))
                entries = []
            blocks.append(Paragraph(kind="paragraph", runs=_name(row, contents.language, strong=True)))
        else:
            entries.append(_name(row, contents.language))
    if entries:
        blocks.append(Bullets(kind="bullets", entries=tuple(entries)))
    return blocks


def _write_draft(contents: KitContents) -> Section:
    say = contents.texts.say
    rows = tuple(
        (
            _line(row.code),
            (Run(text=row.title, strong=True, language=_other(row.language, contents.language)),),
            (Run(text=row.statement, language=_other(row.language, contents.language)),),
        )
        for row in contents.framework.rows
    )
    header = (say("code"), say("name"), say("sentence"))
    table = Table(kind="table", id="extract", caption=contents.draft_title, header=header, rows=rows, numeric=(0,))
    return Section(id="draft", title=say("extract"), blocks=(table,), new_page=True)


def _write_consent(contents: KitContents) -> Section:
    consent = contents.consent
    levels = tuple((Run(text=f"{name}: ", strong=True), Run(text=told)) for name, told in consent.registered)
    blocks: tuple[Block, ...] = (
        _paragraph(consent.free),
        _heading("consent-kept", consent.kept_title),
        _bullets(consent.kept),
        _heading("consent-choices", consent.choices_title),
        *(_paragraph(f"□ {choice}") for choice in consent.choices),
        _paragraph(consent.default),
        _heading("consent-levels", consent.registered_title),
        Bullets(kind="bullets", entries=levels),
    )
    return Section(id="consent", title=contents.texts.say("consent"), blocks=blocks, new_page=True)


def _write_notes(contents: KitContents) -> Section:
    part = contents.part(NOTES_PART)
    title = part.title if part else contents.texts.say("notes_group")
    opening = part.paragraphs if part else ()
    fields = part.bullets if part else ("",) * 10
    table = Table(
        kind="table",
        id="notes",
        caption=contents.title,
        header=(contents.texts.say("notes_group"), contents.texts.say("column_what")),
        rows=tuple((_line(field), ()) for field in fields),
        write_in=True,
        widths=(1.0, 1.3),
    )
    blocks: tuple[Block, ...] = (*(_paragraph(text) for text in opening), table)
    return Section(id="notes", title=title, blocks=blocks, new_page=True)


def _write_form(contents: KitContents) -> Section:
    say = contents.texts.say
    blocks: list[Block] = [_paragraph(say("form_intro"))]
    for table in contents.tables:
        places = columns_by_hand(table)
        blocks.extend(_hints(table, contents, places))
        blocks.append(_form_table(table, places))
    return Section(id="form", title=say("form"), blocks=tuple(blocks), new_page=True)


def _hints(table: SheetTable, contents: KitContents, places: Iterable[int]) -> list[Block]:
    """Return what may be chosen in a column, where that is not told by the table itself."""
    return [
        _paragraph(f"{table.columns[place]}: {contents.texts.say('form_choose', choices=' · '.join(choice.values))}")
        for place, choice in table.choices.items()
        if place in places and table.codes[place] not in ("item", "speaker")
    ]


def _form_table(table: SheetTable, places: Iterable[int]) -> Table:
    chosen = list(places)
    rows = table.rows or ((("",) * len(table.columns)),) * _BLANK_ROWS
    return Table(
        kind="table",
        id=f"form-{table.codes[0]}",
        caption=table.name,
        header=tuple(table.columns[place] for place in chosen),
        rows=tuple(tuple(_line("" if row[place] is None else str(row[place])) for place in chosen) for row in rows),
        write_in=True,
        widths=tuple(math.sqrt(table.widths.get(place, 18)) for place in chosen),
    )


def _name(row: DraftRow, language: str, *, strong: bool = False) -> Line:
    words = " ".join(part for part in (row.code, row.title) if part)
    return (Run(text=words, strong=strong, language=_other(row.language, language)),)


def _other(language: str, around: str) -> str | None:
    return language if language and language.split("-", maxsplit=1)[0] != around.split("-", maxsplit=1)[0] else None


def _heading(code: str, title: str) -> Heading:
    return Heading(kind="heading", id=code, runs=_line(title))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(kind="paragraph", runs=_line(text))


def _bullets(entries: Iterable[str]) -> Bullets:
    return Bullets(kind="bullets", entries=tuple(_line(entry) for entry in entries))


def _line(text: str) -> Line:
    return (Run(text=text),) if text else ()
