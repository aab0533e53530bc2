"""The answers of a form as a filled sheet, so that a form is read and checked in exactly the way in which a sheet is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from capacita.consultation.model import OutputKind
from capacita.consultation.output import sheet
from capacita.sheets import Cell, write_csv

_POINT: Final = ("item", "", "verdict", "part", "text", "reason", "suggestion", "priority", "", "speaker", "quote")
_COMPETENCY: Final = ("rank", "words", "meaning", "why", "speaker")
_EXAMPLE: Final = ("title", "shows", "where", "shared")
_QUOTE: Final = ("words", "item", "", "speaker", "quote")
DIVISIONS: Final[Mapping[str, str]] = {
    "by_stakeholder": sheet.STAKEHOLDER,
    "by_gender": sheet.GENDER,
    "by_age_band": sheet.AGE,
}


def write_answers(answers: Mapping[str, Any], *, consultation: str, framework_version: str) -> bytes:
    """Return the sheet that these answers fill in, as CSV.

    ``answers`` holds a mapping under ``about`` (``kind``, ``language``, ``typed_by``, ``context`` and, one a line,
    ``hurdles``, ``recommendations``, ``divergence``), one under ``people`` (``participants``, counts such as
    ``by_gender:woman``, and ``regions`` as lines "name: number"), and lists of mappings under ``points``,
    ``competencies``, ``examples`` and ``quotes``; what is marked ``removed`` is left out.
    """
    about = answers.get("about", {})
    blocks: list[tuple[str, Iterable[Sequence[Cell]]]] = [
        (sheet.ABOUT, _about(about, consultation, framework_version)),
        (sheet.PARTICIPATION, _people(answers.get("people", {}))),
    ]
    if about.get("kind") == OutputKind.EXPLORATORY:
        blocks.append((sheet.COMPETENCIES, _rows(answers.get("competencies", ()), _COMPETENCY)))
    else:
        blocks.append((sheet.CONTRIBUTIONS, _rows(answers.get("points", ()), _POINT)))
    blocks.append((sheet.EXAMPLES, _rows(answers.get("examples", ()), _EXAMPLE)))
    blocks.append((sheet.QUOTES, _rows(answers.get("quotes", ()), _QUOTE)))
    written: list[Sequence[Cell]] = []
    for name, rows in blocks:
        written.extend([(f"[{name}]",), sheet.COLUMNS[name], *rows, ()])
    return write_csv(written)


def _about(given: Mapping[str, Any], consultation: str, version: str) -> list[tuple[str, str]]:
    rows = [
        (sheet.CONSULTATION, consultation),
        (sheet.KIND, given.get("kind", OutputKind.REVIEW.value)),
        (sheet.VERSION, version),
        (sheet.LANGUAGE, given.get("language", "")),
        (sheet.TYPED_BY, given.get("typed_by", "")),
        (sheet.CONTEXT, given.get("context", "")),
    ]
    for name, question in (
        ("hurdles", sheet.HURDLE),
        ("recommendations", sheet.RECOMMENDATION),
        ("divergence", sheet.DIVERGENCE),
    ):
        rows.extend((question, line.strip()) for line in given.get(name, "").splitlines() if line.strip())
    return rows


def _people(given: Mapping[str, Any]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = [(sheet.ALL, "participants", given.get("participants"))]
    for name, count in given.items():
        division, _, group = name.partition(":")
        if division in DIVISIONS and group and count is not None:
            rows.append((DIVISIONS[division], group, count))
    for line in str(given.get("regions") or "").splitlines():
        region, _, count = line.rpartition(":")
        if region.strip():
            rows.append((sheet.REGION, region.strip(), count.strip()))
    return rows


def _rows(entries: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> list[tuple[Cell, ...]]:
    standing = (entry for entry in entries if not entry.get("removed"))
    return [tuple(entry.get(name) if name else "" for name in columns) for entry in standing]
