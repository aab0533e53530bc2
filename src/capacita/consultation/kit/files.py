"""The facilitator's kit: what an organiser prints, takes along, fills in and sends back. Nothing in it needs a network.

The same request, framework and texts give the same bytes. Imported from here and not from the package: it writes
workbooks. The PDF and the Word form are made by ``capacita.toolkit.composers.kit`` from the same contents.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from capacita.consultation.kit.contents import (
    FrameworkSummary,
    KitContents,
    KitOptions,
    derive_consultation_id,
    fill_kit,
    summarise_framework,
)
from capacita.consultation.kit.pages import (
    write_briefing,
    write_brochure,
    write_consent,
    write_draft,
    write_form,
    write_notes,
    write_plain,
)
from capacita.consultation.kit.texts import KitTexts
from capacita.consultation.model import RequestDocument
from capacita.consultation.output import sheet
from capacita.sheets.xlsx import write_xlsx, write_zip

__all__ = [
    "PDF_NAME",
    "WORD_NAME",
    "FrameworkSummary",
    "KitContents",
    "KitFile",
    "KitOptions",
    "assemble_kit",
    "derive_consultation_id",
    "fill_kit",
    "list_kit_files",
    "summarise_framework",
    "zip_kit",
]

PDF_NAME: Final = "kit.pdf"
WORD_NAME: Final = "output-form.docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFile:
    """One file of the kit."""

    name: str
    data: bytes


def assemble_kit(
    document: RequestDocument,
    framework: FrameworkSummary,
    texts: KitTexts,
    options: KitOptions | None = None,
    *,
    made: Sequence[KitFile] = (),
) -> list[KitFile]:
    """Return the files of a kit: briefing, brochure, draft, consent, note sheet, form and output sheet.

    ``made`` are files that others made of the same contents, the PDF and the Word form. Raises what ``fill_kit`` does.
    """
    return list_kit_files(fill_kit(document, framework, texts, options or KitOptions()), made=made)


def list_kit_files(contents: KitContents, *, made: Sequence[KitFile] = (), lacks_font: bool = False) -> list[KitFile]:
    """Return the files of a kit from what it says; ``lacks_font`` says why there is no PDF."""
    pages = {
        "briefing.html": write_briefing(contents),
        "briefing.txt": write_plain(contents),
        "brochure.html": write_brochure(contents),
        "draft.html": write_draft(contents),
        "consent.html": write_consent(contents),
        "notes.html": write_notes(contents),
        "output-form.html": write_form(contents),
    }
    files = [KitFile(name=name, data=text.encode("utf-8")) for name, text in pages.items()]
    files.extend(made)
    files.append(KitFile(name="output-sheet.xlsx", data=write_xlsx(contents.tables)))
    files.append(KitFile(name="output-sheet.csv", data=sheet.write_csv_sheet(contents.tables)))
    readme = _write_readme(contents, [file.name for file in files], lacks_font=lacks_font)
    return [KitFile(name="README.txt", data=readme.encode("utf-8")), *files]


def zip_kit(files: Sequence[KitFile]) -> bytes:
    """Return the kit as one ZIP; the same files give the same bytes."""
    return write_zip([(file.name, file.data) for file in files])


def _write_readme(contents: KitContents, names: Sequence[str], *, lacks_font: bool) -> str:
    """Return the first file that somebody opens: what is in the kit and what to do with it."""
    say = contents.texts.say
    about = {
        PDF_NAME: "file_pdf",
        "briefing.html": "file_briefing",
        "brochure.html": "file_brochure",
        "draft.html": "file_draft",
        "consent.html": "file_consent",
        "notes.html": "file_notes",
    }
    after = {
        "output-sheet.xlsx": "file_sheet",
        WORD_NAME: "file_word",
        "output-form.html": "file_form",
        "output-sheet.csv": "file_csv",
    }

    def lines(told: dict[str, str]) -> list[str]:
        return [f"  {name:18} {say(word)}" for name, word in told.items() if name in names]

    rows = [contents.title, "=" * len(contents.title), "", say("readme_holds"), contents.machine, ""]
    rows += [say("readme_before"), *lines(about), "", say("readme_after"), *lines(after), ""]
    rows += [
        say("readme_send", output_deadline=contents.deadline, status_link=contents.status_link),
        say("readme_names"),
        say("readme_row"),
    ]
    if lacks_font:
        rows.append(say("pdf_missing"))
    rows += [contents.call, "", contents.notice, ""]
    return "\n".join(rows)
