"""The facilitator's kit: what an organiser prints, takes along, fills in and sends back. Nothing in it needs a network.

The same request, framework and texts give the same bytes. Imported from here and not from the package: it writes
workbooks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from capacita.consultation import sheet
from capacita.consultation.dates import spell_date, spell_day
from capacita.consultation.groups import STAKEHOLDER_TITLES
from capacita.consultation.kit_pages import DraftRow, write_briefing, write_draft, write_notes, write_plain
from capacita.consultation.kit_texts import KitTexts, fill_texts
from capacita.consultation.model import RequestDocument, SessionMode
from capacita.framework import Framework, ItemKind
from capacita.sheets.xlsx import write_xlsx, write_zip
from capacita.vocabulary import Refusal, derive_identifier, plain_text

_SHOWN_KINDS: Final = (ItemKind.DOMAIN, ItemKind.COMPETENCY, ItemKind.ATTITUDE)
_MODES: Final = {
    SessionMode.ONLINE: "online",
    SessionMode.OFFLINE: "in one place, without a network",
    SessionMode.HYBRID: "in one place and online",
}
_NO_LINK: Final = "the private page of the request"
NOTES_PART: Final = "note-template"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSummary:
    """What a kit shows of a framework: one line for each domain, competency and attitude."""

    id: str
    title: str
    version: str
    notice: str
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFile:
    """One file of the kit."""

    name: str
    data: bytes


def summarise_framework(framework: Framework, language: str = "en") -> FrameworkSummary:
    """Return what a kit shows of a framework, in a language or its source where there is no translation."""
    return FrameworkSummary(
        id=framework.id,
        title=plain_text(framework.title, language),
        version=framework.version,
        notice=plain_text(framework.notice, language),
        rows=tuple(
            DraftRow(
                code=item.code,
                title=plain_text(item.title, language),
                statement=plain_text(item.statement, language),
                heading=item.kind is ItemKind.DOMAIN,
            )
            for item in framework.items
            if item.kind in _SHOWN_KINDS
        ),
    )


def derive_consultation_id(request: str) -> str:
    """Return the identifier of the consultation that comes of a request: the kit carries it before there is one."""
    return derive_identifier(request, "consultation")


def assemble_kit(document: RequestDocument, framework: FrameworkSummary, texts: KitTexts) -> list[KitFile]:
    """Return the files of a kit: briefing, draft, note template and output sheet, each to print and as plain data.

    Raises Refusal when the framework is another version than the request names, when the request has no title, or when
    the texts ask for what no request holds.
    """
    wanted = document.framework
    if (wanted.id, wanted.version) != (framework.id, framework.version):
        values = {
            "wanted_id": wanted.id,
            "wanted": wanted.version,
            "found": framework.version,
            "title": framework.title,
        }
        raise Refusal("KIT_OTHER_FRAMEWORK", **values)
    filled = fill_texts(texts, list_values(document, framework))
    title = plain_text(document.request.title, texts.language)
    notice = plain_text(document.notice, texts.language) or framework.notice
    draft_title = plain_text(document.framework_title, texts.language) or framework.title
    tables = sheet.lay_out_sheet(
        consultation=derive_consultation_id(document.request.id),
        framework_version=framework.version,
        language=document.request.language,
        item_codes=[row.code for row in framework.rows if row.code],
    )
    pages = {
        "briefing.html": write_briefing(filled, title, notice),
        "briefing.txt": write_plain(filled, title, notice),
        "draft.html": write_draft(draft_title, framework.version, framework.rows, notice, texts.language),
        "notes.html": write_notes(filled, NOTES_PART, title, notice),
        "README.txt": _write_readme(document, title, notice),
    }
    files = [KitFile(name=name, data=text.encode("utf-8")) for name, text in pages.items()]
    files.append(KitFile(name="output-sheet.xlsx", data=write_xlsx(tables)))
    files.append(KitFile(name="output-sheet.csv", data=sheet.write_csv_sheet(tables)))
    return files


def zip_kit(files: Sequence[KitFile]) -> bytes:
    """Return the kit as one ZIP; the same files give the same bytes."""
    return write_zip([(file.name, file.data) for file in files])


def list_values(document: RequestDocument, framework: FrameworkSummary) -> dict[str, str]:
    """Return what the tokens of the texts stand for in this request."""
    request = document.request
    language = request.language
    title = plain_text(request.title, language)
    if not title:
        raise Refusal("KIT_TITLE_MISSING")
    stakeholders = ", ".join(STAKEHOLDER_TITLES[name] for name in request.target_stakeholders)
    return {
        "consultation_title": title,
        "date": spell_date(request.when),
        "time": " ".join(part for part in (request.time, request.time_zone) if part) or "a time to be agreed",
        "audience": plain_text(request.audience, language) or stakeholders or "everyone concerned",
        "mode": _MODES[request.mode],
        "organiser": request.organiser or "the organiser",
        "output_deadline": spell_day(request.output_deadline),
        "framework_title": plain_text(document.framework_title, language) or framework.title,
        "status_link": document.status_link or _NO_LINK,
    }


def _write_readme(document: RequestDocument, title: str, notice: str) -> str:
    """Return the first file that somebody opens: what is in the kit and what to do with it."""
    deadline = spell_day(document.request.output_deadline)
    link = document.status_link or _NO_LINK
    return f"""{title}
{"=" * len(title)}

This kit holds everything for the consultation. All of it works without a network.

Before
  briefing.html      open in a browser and print; briefing.txt is the same as plain text
  draft.html         the draft, to be handed out: print one for every two people
  notes.html         the template for note-takers: print one for each group and question

After
  output-sheet.xlsx  fill in with a spreadsheet program: About, Participation, Contributions
  output-sheet.csv   the same for those who have none; fill in one of the two

Send the filled sheet back by {deadline} through {link}.
Write no names, addresses or telephone numbers of participants into it. Counts are enough.
One row under Contributions is one point that was made. Only the codes offered in each column can be read.

{notice}
"""
