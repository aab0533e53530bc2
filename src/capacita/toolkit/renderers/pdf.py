"""The toolkit as a PDF/UA-1 file by Typst: tagged, titled, in its language, with words for every chart.

Fonts are Typst's own for Latin and Cyrillic and ours for Arabic, so that a file looks the same everywhere. A font for
Chinese, Japanese or Korean weighs more than everything else here: for those alone a font of the machine is taken, and
where it has none the PDF is refused. The same document on the same machine gives the same bytes.
"""

import datetime
import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any, Final

import typst

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
    ShownNumber,
    SourceEntry,
    SourceList,
    Table,
    ToolkitDocument,
)
from capacita.toolkit.drawing import draw_weave, with_style
from capacita.toolkit.renderers.marks import draw_chart, number_table
from capacita.vocabulary import Refusal, direction_of, spell_day

Numbers = Mapping[str, ShownNumber]
# By language, the families of fonts that a machine may have, those with serifs first.
MACHINE_FONTS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh": (
        "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC",
        "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei",
        "WenQuanYi Zen Hei", "Droid Sans Fallback", "AR PL UMing CN",
    ),
    "ja": ("Noto Serif CJK JP", "Noto Sans CJK JP", "Noto Serif JP", "Noto Sans JP"),
    "ko": ("Noto Serif CJK KR", "Noto Sans CJK KR", "Noto Serif KR", "Noto Sans KR"),
}  # fmt: skip


def render(document: ToolkitDocument) -> bytes:
    """Return the toolkit as PDF.

    Raises Refusal TOOLKIT_FONT_MISSING where there is no font for its language, and TOOLKIT_RENDERING_FAILED with
    Typst's word for what went wrong.
    """
    data = _document(document) | {"fonts": find_machine_fonts(document.language)}
    return _compile("toolkit.typ", {"data": json.dumps(data, ensure_ascii=False)}, document, "pdf")


def find_machine_fonts(language: str) -> list[str]:
    """Return the fonts of this machine that a language needs, the first of them; none for most languages.

    Raises Refusal TOOLKIT_FONT_MISSING where the language needs one and the machine has none.
    """
    wanted = MACHINE_FONTS.get(language.split("-", maxsplit=1)[0], ())
    if not wanted:
        return []
    there = set(typst.Fonts(include_system_fonts=True).families())
    found = next((family for family in wanted if family in there), None)
    if found is None:
        raise Refusal("TOOLKIT_FONT_MISSING", language=language, known=", ".join(wanted[:3]))
    return [found]


def draw_png(document: ToolkitDocument, drawing: str) -> bytes:
    """Return a drawing as PNG, for files that hold no SVG."""
    return _compile("drawing.typ", {"svg": with_style(drawing)}, document, "png")


def _compile(template: str, inputs: dict[str, str], document: ToolkitDocument, kind: str) -> bytes:
    source = files("capacita.toolkit.renderers").joinpath(template).read_bytes()
    day = datetime.datetime.combine(datetime.date.fromisoformat(document.date), datetime.time(), datetime.UTC)
    try:
        with as_file(files("capacita.toolkit").joinpath("fonts")) as fonts:
            machine = document.language.split("-")[0] in MACHINE_FONTS
            known = typst.Fonts(include_system_fonts=machine, font_paths=[str(fonts)])
            compiler = typst.Compiler(source, font_paths=known, sys_inputs=inputs)
            if kind == "png":
                made = compiler.compile(format="png", ppi=220)
            else:
                made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=day)
    except typst.TypstError as fault:
        raise Refusal("TOOLKIT_RENDERING_FAILED", format=kind.upper(), fault=fault.message) from fault
    whole = made[0] if isinstance(made, list) else made
    assert isinstance(whole, bytes)
    return whole


def _document(document: ToolkitDocument) -> dict[str, Any]:
    numbers = number_table(document)
    warnings = [
        block.runs
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Note) and block.note is NoteKind.SIMULATED
    ]
    return {
        "warning": _line(warnings[0], numbers) if warnings else [{"t": document.words["RENDER_SIMULATED"]}],
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language,
        "lang": document.language.split("-")[0],
        "direction": document.direction,
        "notice": document.notice,
        "licence": document.licence,
        "simulated": document.simulated,
        "date": spell_day(datetime.date.fromisoformat(document.date), document.language),
        "framework_version": document.framework_version,
        "words": document.words,
        "weave": with_style(_sized(draw_weave(document.direction))),
        "sections": [
            {
                "title": section.title,
                "new_page": section.new_page,
                "blocks": [_block(document, block, numbers) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _sized(weave: str) -> str:
    return weave.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="14" ', 1)


def _line(line: Line, numbers: Numbers) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    for run in line:
        if run.number is not None:
            number = numbers[run.number]
            shown.append({"n": number.shown, "known": number.value is not None})
            continue
        entry: dict[str, Any] = {"t": run.text}
        if run.strong:
            entry["strong"] = True
        if run.language:
            entry |= {"language": run.language.split("-")[0], "reversed": direction_of(run.language) == "rtl"}
        if run.address:
            entry["address"] = run.address
        shown.append(entry)
    return shown


def _block(document: ToolkitDocument, block: Block, numbers: Numbers) -> dict[str, Any]:
    match block:
        case Heading() | Paragraph():
            return {"kind": block.kind, "runs": _line(block.runs, numbers)}
        case Note():
            return {"kind": "note", "note": block.note.value, "runs": _line(block.runs, numbers)}
        case Bullets():
            entries = [_line(entry, numbers) for entry in block.entries]
            return {"kind": "bullets", "ordered": block.ordered, "entries": entries}
        case Table():
            return _table(block, numbers)
        case Chart():
            return _chart(document, block, numbers)
        case Ladder():
            return _ladder(block, numbers)
        case Checklist():
            return _checklist(block)
        case Agenda():
            return _agenda(block, numbers)
        case SourceList():
            entries_ = [_source(entry, block.licence_words) for entry in block.entries]
            return {"kind": "sources", "entries": entries_}


def _table(table: Table, numbers: Numbers) -> dict[str, Any]:
    rows = [[{"line": _line(cell, numbers)} for cell in row] for row in table.rows]
    longest = [
        max((sum(len(run.get("t", run.get("n", ""))) for run in row[place]["line"]) for row in rows), default=0)
        for place in range(len(table.header))
    ]
    # Columns of numbers are as wide as they need to be; those of words share the rest by how much they say.
    wide = len(table.header) > 6
    widths = [
        (1.3 if wide else 0) if place in table.numeric else round(min(3.0, max(1.0, length / 16)), 2)
        for place, length in enumerate(longest)
    ]
    if table.widths:
        widths = list(table.widths)
    return {
        "kind": "table",
        "caption": table.caption,
        "header": list(table.header),
        "rows": rows,
        "numeric": list(table.numeric),
        "widths": widths,
        "write_in": table.write_in,
    }


def _chart(document: ToolkitDocument, chart: Chart, numbers: Numbers) -> dict[str, Any]:
    said = "; ".join(
        f"{row.label}: {numbers[row.observed].shown} / {numbers[row.required].shown}" for row in chart.rows
    )
    return {
        "kind": "dumbbell",
        "title": chart.title,
        "description": chart.description,
        "alt": f"{chart.title}. {chart.description} {said}",
        "simulated": chart.simulated,
        "svg": with_style(draw_chart(document, chart, numbers)),
    }


def _ladder(ladder: Ladder, numbers: Numbers) -> dict[str, Any]:
    return {
        "kind": "ladder",
        "code": ladder.code,
        "domain": ladder.domain,
        "domain_title": ladder.domain_title,
        "title": _line(ladder.title, numbers),
        "statement": _line(ladder.statement, numbers),
        "facts": _line(ladder.facts, numbers),
        "needed_words": ladder.needed_words,
        "rungs": [
            {"title": rung.title, "line": _line(rung.text, numbers), "needed": rung.needed} for rung in ladder.rungs
        ],
    }


def _checklist(checklist: Checklist) -> dict[str, Any]:
    return {
        "kind": "checklist",
        "title": checklist.title,
        "introduction": checklist.introduction,
        "checks": [{"question": check.question, "why": check.why} for check in checklist.checks],
        "answers": list(checklist.answers),
    }


def _agenda(agenda: Agenda, numbers: Numbers) -> dict[str, Any]:
    return {
        "kind": "agenda",
        "title": agenda.title,
        "columns": list(agenda.columns),
        "slots": [
            {
                "starts": slot.starts,
                "minutes": numbers[slot.minutes].shown,
                "title": _line(slot.title, numbers),
                "line": _line(slot.runs, numbers),
                "pause": slot.pause,
            }
            for slot in agenda.slots
        ],
    }


def _source(entry: SourceEntry, licence_words: str) -> dict[str, Any]:
    linked = entry.address.startswith(("https://", "http://"))
    facts = [", ".join(part for part in (entry.publisher, entry.date) if part), entry.address, entry.seen]
    if entry.licence:
        facts.append(f"{licence_words}: {entry.licence}")
    return {
        "title": entry.title,
        "link": entry.address if linked else "",
        "facts": [fact for fact in facts if fact],
    }
