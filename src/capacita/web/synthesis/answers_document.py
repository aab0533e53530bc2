"""You said, we did as a document: the page again, in the tree of which the worker makes a Word file and a PDF.

It says what the page says and nothing else: it is composed of what the page shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext

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
from capacita.vocabulary import LocalizedText, derive_identifier, digest, direction_of, show_text
from capacita.web.framework.queries import framework_of
from capacita.web.languages import text_language
from capacita.web.patterns.templatetags.capacita_ui import day, tells_machine_translation
from capacita.web.synthesis.public_pages import AnswerOnPage, AnswersOnPage, ChangeOnPage, count_words

LICENCE = "CC BY-SA 4.0"


def compose_answers(page: AnswersOnPage, *, site: str, made_on: date) -> ToolkitDocument:
    """Return the report in the language of the interface; ``site`` is the address before the path of each link."""
    language, programme = text_language(), page.programme
    version = programme.framework_version
    sections = [_write_counts(page)]
    sections += [
        Section(
            id=f"answers-{place}",
            title=f"{words} ({len(answers)})",
            blocks=tuple(block for answer in answers for block in _write_answer(answer, site)),
        )
        for place, (words, answers) in enumerate(page.groups, start=1)
    ]
    sections.append(_write_divergence(page))
    subtitle = page.only or programme.title
    return ToolkitDocument(
        id=derive_identifier(str(programme.pk), "answers", language, site),
        code="answers",
        title=gettext("You said, we did"),
        subtitle=_text(subtitle).text,
        language=language,
        direction="rtl" if direction_of(language) == "rtl" else "ltr",
        notice=gettext("You said, we did"),
        licence=LICENCE,
        simulated=programme.simulated,
        date=made_on.isoformat(),
        framework=framework_of(version).id if version else str(programme.pk),
        framework_version=version.version if version else "–",
        framework_digest=version.digest if version else digest(str(programme.pk)),
        words={
            "RENDER_CONTENTS": gettext("Contents"),
            "RENDER_DATE": gettext("Made on"),
            "RENDER_VERSION": gettext("Version of the framework"),
            "RENDER_LICENCE": gettext("Licence"),
            "RENDER_SKIP": gettext("Skip to main content"),
            "RENDER_SIMULATED": gettext("Simulated data"),
            "RENDER_QUESTION": "",
        },
        sections=tuple(sections),
    )


def _write_counts(page: AnswersOnPage) -> Section:
    counts = [*page.counts, (gettext("Not decided yet"), page.undecided)]
    blocks: list[Block] = []
    if page.programme.simulated:
        blocks.append(Note(kind="note", note=NoteKind.SIMULATED, runs=_words(gettext("Simulated data"))))
    if tells_machine_translation(page.programme.title, page.texts):
        told = gettext("Unreviewed machine translation: no named person has checked these texts yet.")
        blocks.append(Note(kind="note", note=NoteKind.CAUTION, runs=_words(told)))
    blocks.append(
        Paragraph(
            kind="paragraph",
            runs=_words(
                gettext(
                    "Every point that was decided: what was said, what was decided, by whom, when and why, and what "
                    "changed in the text because of it. What was not taken up stands here too."
                )
            ),
        )
    )
    blocks.append(
        Table(
            kind="table",
            id="counts",
            caption=gettext("What became of the points"),
            header=(gettext("Disposition"), gettext("Points")),
            rows=tuple((_words(words), _words(str(count))) for words, count in counts),
            numeric=(1,),
        )
    )
    if page.undecided:
        told = gettext("What may become of them is not told before it is decided.")
        blocks.append(Paragraph(kind="paragraph", runs=_words(f"{count_words(page.undecided)} {told}")))
    return Section(id="counts", title=gettext("At a glance"), blocks=tuple(blocks))


def _write_answer(answer: AnswerOnPage, site: str) -> list[Block]:
    heading: Line = _words(f"{answer.number}. {answer.heading}")
    if answer.item_title:
        heading += (Run(text=" "), _text(answer.item_title))
    said = answer.quote.text
    quoted = _text(said) if isinstance(said, dict) else Run(text=str(said))
    where: Line = (Run(text=f"{answer.quote.who}, "), _text(answer.meeting))
    blocks: list[Block] = [
        Heading(kind="heading", id=f"point-{answer.pk}", runs=heading),
        Paragraph(kind="paragraph", runs=(quoted,)),
        Paragraph(kind="paragraph", runs=where),
    ]
    if answer.suggested:
        blocks.append(_labelled(gettext("Suggested wording"), (_text(answer.suggested),)))
    blocks.append(_labelled(answer.outcome, (_text(answer.reason),)))
    decided: list[Run] = [_text(answer.body), Run(text=f", {day(answer.decided_on)}")]
    decided.append(Run(text=f" · {gettext('Minutes')}: {answer.minutes or gettext('not known')}"))
    blocks.append(_labelled(gettext("Decided by"), decided))
    if answer.duplicate_number:
        other = gettext("Contribution %(number)s") % {"number": answer.duplicate_number}
        blocks.append(_labelled(gettext("Says the same as"), (Run(text=other, address=site + answer.duplicate_href),)))
    if answer.changes:
        blocks.append(_labelled(gettext("What changed"), ()))
        blocks.append(Bullets(kind="bullets", entries=tuple(_change(change, site) for change in answer.changes)))
    elif answer.status in ("accepted", "partly"):
        blocks.append(Paragraph(kind="paragraph", runs=_words(gettext("The change is still to be written."))))
    blocks.append(_labelled(gettext("Trail"), (_address(site + answer.href),)))
    return blocks


def _change(change: ChangeOnPage, site: str) -> Line:
    runs = [Run(text=": ".join(part for part in (change.what, change.item) if part))]
    if change.version and change.title:
        shown = _text(change.title)
        runs += [Run(text=", "), Run(text=shown.text, language=shown.language), Run(text=f" {change.version} ")]
        runs.append(_address(site + (change.identifier or change.href)))
    else:
        runs.append(Run(text=f", {gettext('in a draft, with the next version')}"))
    return tuple(runs)


def _write_divergence(page: AnswersOnPage) -> Section:
    blocks: list[Block] = []
    for view in page.divergences:
        label: list[Run] = [Run(text=view.kind, strong=True)]
        if view.item_code:
            label.append(Run(text=f" · {view.item_code} "))
            label += [_text(view.item_title)] if view.item_title else []
        if view.where:
            label += [Run(text=" · "), _text(view.where)]
        blocks += [
            Paragraph(kind="paragraph", runs=tuple(label)),
            Paragraph(kind="paragraph", runs=(_text(view.text),)),
        ]
    if not blocks:
        told = gettext("None was recorded. That a view is not here does not mean that nobody held it.")
        blocks.append(Paragraph(kind="paragraph", runs=_words(told)))
    return Section(id="divergence", title=gettext("Minority views and divergence"), blocks=tuple(blocks))


def _labelled(label: str, line: Iterable[Run]) -> Paragraph:
    return Paragraph(kind="paragraph", runs=(Run(text=f"{label}: ", strong=True), *line))


def _words(words: str) -> Line:
    return (Run(text=words),)


def _address(address: str) -> Run:
    return Run(text=address, address=address, language="en")  # set from left to right, whatever is around it


def _text(text: LocalizedText | Any) -> Run:
    """Return a text in the language of the report, or in its source's, marked as such."""
    shown = show_text(text, text_language())
    if shown is None:
        return Run(text=gettext("not known"))
    same = shown.language.split("-")[0] == text_language().split("-")[0]
    return Run(text=shown.text, language=None if same else shown.language)
