"""The output sheet: the tables that go out with the kit and come back filled, in one of six languages.

In a workbook each is a sheet; in CSV they stand one below the other, each under a line with its name in brackets. The
names that stand here as constants are those in which a sheet is read; ``code_rows`` turns a table that was filled in
in any language into them, line by line. A *review* gives verdicts on the items of a named draft, an *exploratory*
output has no draft: it ranks competencies in the participants' own words and names hurdles and recommendations.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from capacita.consultation.groups import STAKEHOLDER_TITLES, StakeholderType
from capacita.consultation.model import Contribution, ItemPart, OutputKind, QuoteConsent, Verdict, WorkshopOutput
from capacita.consultation.output.words import has_sheet_language, list_codes, recognise, sheet_word
from capacita.sheets import Cell, ChoiceColumn, Table, write_csv
from capacita.vocabulary import direction_of

ABOUT: Final = "About"
PARTICIPATION: Final = "Participation"
CONTRIBUTIONS: Final = "Contributions"
COMPETENCIES: Final = "Competencies"
EXAMPLES: Final = "Examples"
QUOTES: Final = "Quotes"

# The columns of each table by their codes, in the order of the sheet. What is read is named by these codes' English.
_COLUMN_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    ABOUT: ("question", "answer", "code"),
    PARTICIPATION: ("counted", "group", "number"),
    CONTRIBUTIONS: (
        "item",
        "name",
        "verdict",
        "part",
        "said",
        "reason",
        "suggestion",
        "priority",
        "language",
        "speaker",
        "quote",
    ),
    COMPETENCIES: ("rank", "competency", "meaning", "why", "speaker"),
    EXAMPLES: ("title", "shows", "where", "shared"),
    QUOTES: ("words", "item", "language", "speaker", "quote"),
}
_WIDTHS: Final[Mapping[str, int]] = {
    "question": 34,
    "answer": 90,
    "group": 36,
    "item": 8,
    "name": 34,
    "said": 60,
    "reason": 40,
    "suggestion": 50,
    "priority": 12,
    "language": 10,
    "speaker": 28,
    "quote": 26,
    "rank": 8,
    "competency": 44,
    "meaning": 60,
    "why": 50,
    "title": 40,
    "shows": 60,
    "where": 50,
    "words": 90,
}
_KEY_OF_COLUMN: Final = {  # the group of words from which a column's cells are chosen
    "verdict": "verdict",
    "part": "part",
    "speaker": "stakeholder",
    "quote": "quote",
    "shared": "shared",
}
_GIVEN: Final = {CONTRIBUTIONS: ("item", "name"), COMPETENCIES: ("rank",)}  # cells that the kit fills in itself
TABLES_OF: Final[Mapping[OutputKind, tuple[str, ...]]] = {
    OutputKind.REVIEW: (ABOUT, PARTICIPATION, CONTRIBUTIONS, EXAMPLES, QUOTES),
    OutputKind.EXPLORATORY: (ABOUT, PARTICIPATION, COMPETENCIES, EXAMPLES, QUOTES),
}


def _english(codes: Iterable[str], group: str = "column") -> tuple[str, ...]:
    return tuple(sheet_word(f"{group}.{code}", "en") for code in codes)


COLUMNS: Final = {table: _english(codes) for table, codes in _COLUMN_CODES.items()}
ABOUT_COLUMNS: Final = COLUMNS[ABOUT][:2]  # the third only helps to recognise the first
PARTICIPATION_COLUMNS: Final = COLUMNS[PARTICIPATION]
# What a contribution is read from; the other columns of its table may be missing in an older sheet.
CONTRIBUTION_COLUMNS: Final = _english(
    ("item", "part", "verdict", "said", "suggestion", "language", "speaker", "quote")
)
REASON, PRIORITY, NAME = _english(("reason", "priority", "name"))

CONSULTATION: Final = sheet_word("question.consultation", "en")
KIND: Final = sheet_word("question.kind", "en")
VERSION: Final = sheet_word("question.version", "en")
RECEIVED: Final = sheet_word("question.received", "en")
LANGUAGE: Final = sheet_word("question.language", "en")
TYPED_BY: Final = sheet_word("question.typed_by", "en")
CONTEXT: Final = sheet_word("question.context", "en")
HURDLE: Final = sheet_word("question.hurdle", "en")
RECOMMENDATION: Final = sheet_word("question.recommendation", "en")
DIVERGENCE: Final = sheet_word("question.divergence", "en")

ALL: Final = "all"
STAKEHOLDER: Final = "stakeholder"
GENDER: Final = "gender"
AGE: Final = "age"
REGION: Final = "region"
GENDERS: Final = list_codes("gender")
AGE_BANDS: Final = list_codes("age")
_EMPTY_REGIONS: Final = 8
_EMPTY_DIVERGENCES: Final = 5
_EMPTY_HURDLES: Final = 6
_EMPTY_RECOMMENDATIONS: Final = 5
_EMPTY_CONTRIBUTIONS: Final = 40  # lines of the printed sheet; more may be added
_EMPTY_ROWS: Final = 10
_RANKS: Final = 10
_HEADING_ROWS: Final = 20  # a heading further down than this is not looked for


def lay_out_sheet(
    *,
    consultation: str,
    framework_version: str,
    language: str,
    item_codes: Sequence[str],
    item_names: Mapping[str, str] | None = None,
    kind: OutputKind = OutputKind.REVIEW,
    output: WorkshopOutput | None = None,
    contributions: Sequence[tuple[str, Contribution]] = (),
) -> list[Table]:
    """Return the tables of a kind of output, empty for a kit or filled with an output and its contributions.

    ``language`` is that of the sheet; English where there are no words for it. With ``item_names``, by code, an empty
    review has a row for each item, with its name. ``contributions`` come with the code of their item.
    """
    shown = language if has_sheet_language(language) else "en"
    rows: dict[str, tuple[tuple[Cell, ...], ...]] = {
        ABOUT: _about_rows(consultation, framework_version, language, kind, output, shown),
        PARTICIPATION: _participation_rows(output, shown),
        CONTRIBUTIONS: tuple(_contribution_row(code, said, item_names or {}, shown) for code, said in contributions),
        COMPETENCIES: tuple((rank, *[""] * 4) for rank in range(1, _RANKS + 1)),
    }
    if item_names and not contributions and output is None:
        rows[CONTRIBUTIONS] = tuple((code, item_names.get(code, ""), *[""] * 9) for code in item_codes)
    return [_make_table(name, rows.get(name, ()), item_codes, shown) for name in TABLES_OF[kind]]


def write_csv_sheet(tables: Iterable[Table]) -> bytes:
    """Return the tables as one CSV, each under its name in brackets."""
    rows: list[Sequence[Cell]] = []
    for table in tables:
        empty = _EMPTY_CONTRIBUTIONS if recognise("table", table.name) == CONTRIBUTIONS.lower() else _EMPTY_ROWS
        blank = [("",) * len(table.columns)] * (empty if not table.rows else 0)
        rows.extend([(f"[{table.name}]",), table.columns, *table.rows, *blank, ()])
    return write_csv(rows)


def recognise_table(name: str) -> str | None:
    """Return the table that a name in any language stands for, such as ``CONTRIBUTIONS``, or None."""
    code = recognise("table", name)
    return sheet_word(f"table.{code}", "en") if code else None


def recognise_kind(words: str) -> OutputKind | None:
    """Return the kind of output that the answer beside ``KIND`` names in any language, or None."""
    code = recognise("kind", words)
    return OutputKind(code) if code else None


def code_rows(table: str, rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table (``ABOUT``, ...) with headings, questions and choices as this module names them.

    There are as many rows as were given, so that the number of a line stays what it is in the sheet. Words that are
    not known are left as they are, to be complained of by whoever reads. Rows in which only stands what the kit had
    filled in itself come back empty.
    """
    head = next((place for place, row in enumerate(rows[:_HEADING_ROWS]) if any(cell.strip() for cell in row)), None)
    if head is None:
        return tuple(tuple(row) for row in rows)
    columns = _COLUMN_CODES[table]
    found = [_recognise_column(cell, columns) for cell in rows[head]]
    heading = tuple(
        sheet_word(f"column.{code}", "en") if code else cell for code, cell in zip(found, rows[head], strict=True)
    )
    below = tuple(_code_row(table, row, found) for row in rows[head + 1 :])
    return (*(tuple(row) for row in rows[:head]), heading, *below)


def _recognise_column(heading: str, columns: Sequence[str]) -> str | None:
    """Return which of a table's columns a heading names; one word may name another column in another table."""
    code = recognise("column", heading)
    if code in columns:
        return code
    same = (column for column in columns if recognise_among(f"column.{column}", heading))
    return next(same, None)


def recognise_among(code: str, text: str) -> bool:
    """Return whether a text is the word behind one code in any language."""
    group, _, name = code.partition(".")
    return recognise(group, text) == name


def _code_row(table: str, row: Sequence[str], columns: Sequence[str | None]) -> tuple[str, ...]:
    cells = list(row)
    at = {code: place for place, code in enumerate(columns) if code and place < len(cells)}
    given = {at[code] for code in _GIVEN.get(table, ()) if code in at}
    if given and not any(cell.strip() for place, cell in enumerate(cells) if place not in given):
        return ("",) * len(cells)
    for column, key in _KEY_OF_COLUMN.items():
        if column in at:
            cells[at[column]] = recognise(key, cells[at[column]]) or cells[at[column]]
    if table == ABOUT and "question" in at:
        _code_question(cells, at)
    if table == PARTICIPATION and {"counted", "group"} <= at.keys():
        counted = recognise("counted", cells[at["counted"]])
        cells[at["counted"]] = counted or cells[at["counted"]]
        if counted and counted != REGION:
            cells[at["group"]] = recognise(counted, cells[at["group"]]) or cells[at["group"]]
    return tuple(cells)


def _code_question(cells: list[str], at: Mapping[str, int]) -> None:
    """Write the question of a row as this module names it: by its words, and by the hidden code where they changed."""
    hidden = cells[at["code"]].strip() if "code" in at else ""
    code = recognise("question", cells[at["question"]]) or (hidden if hidden in list_codes("question") else None)
    if code:
        cells[at["question"]] = sheet_word(f"question.{code}", "en")


def _make_table(name: str, rows: tuple[tuple[Cell, ...], ...], item_codes: Sequence[str], language: str) -> Table:
    codes = _COLUMN_CODES[name]
    choices: dict[int, ChoiceColumn] = {}
    for place, code in enumerate(codes):
        if code in _KEY_OF_COLUMN:
            choices[place] = ChoiceColumn(values=_choices_of(_KEY_OF_COLUMN[code], language))
        elif code == "item" and item_codes:
            choices[place] = ChoiceColumn(values=tuple(item_codes))
    return Table(
        name=sheet_word(f"table.{name.lower()}", language),
        columns=tuple(sheet_word(f"column.{code}", language) for code in codes),
        rows=rows,
        widths={place: _WIDTHS[code] for place, code in enumerate(codes) if code in _WIDTHS},
        choices=choices,
        right_to_left=direction_of(language) == "rtl",
        hidden=frozenset({codes.index("code")} if "code" in codes else ()),
        codes=codes,
    )


def _choices_of(key: str, language: str) -> tuple[str, ...]:
    names: Mapping[str, Iterable[str]] = {
        "verdict": [verdict for verdict in Verdict if verdict is not Verdict.COMMENT],
        "part": ItemPart,
        "stakeholder": StakeholderType,
        "quote": QuoteConsent,
        "shared": list_codes("shared"),
    }
    return tuple(choice_word(key, name, language) for name in names[key])


def choice_word(key: str, name: str, language: str) -> str:
    """Return the word of a choice (``verdict``, ``keep``) in a language of the sheet."""
    if key == "stakeholder" and name not in list_codes(key):
        return STAKEHOLDER_TITLES[StakeholderType(name)]
    return sheet_word(f"{key}.{name}", language)


def _about_rows(
    consultation: str, version: str, language: str, kind: OutputKind, output: WorkshopOutput | None, shown: str
) -> tuple[tuple[Cell, ...], ...]:
    given: list[tuple[str, str]] = [
        ("consultation", consultation),
        ("version", version),
        ("received", output.received_on.isoformat() if output and output.received_on else ""),
        ("language", output.language if output else language),
        ("context", output.context if output else ""),
        ("kind", sheet_word(f"kind.{kind.value}", shown)),
        ("typed_by", ""),
    ]
    if kind is OutputKind.EXPLORATORY:
        given.extend([("hurdle", "")] * _EMPTY_HURDLES)
    given.extend([("recommendation", "")] * (0 if output else _EMPTY_RECOMMENDATIONS))
    given.extend(("divergence", text) for text in (output.divergences if output else ("",) * _EMPTY_DIVERGENCES))
    return tuple((sheet_word(f"question.{code}", shown), answer, code) for code, answer in given)


def _participation_rows(output: WorkshopOutput | None, language: str) -> tuple[tuple[Cell, ...], ...]:
    by_stakeholder = {name.value: count for name, count in output.by_stakeholder.items()} if output else {}
    by_gender = dict(output.by_gender) if output else {}
    by_age = dict(output.by_age_band) if output else {}
    by_region = dict(output.by_region) if output else {}
    groups = (
        (ALL, ["participants"], {"participants": output.participants} if output else {}),
        (STAKEHOLDER, [name.value for name in StakeholderType], by_stakeholder),
        (GENDER, [*dict.fromkeys([*GENDERS, *by_gender])], by_gender),
        (AGE, [*dict.fromkeys([*AGE_BANDS, *by_age])], by_age),
    )
    rows: list[tuple[Cell, ...]] = []
    for counted, names, counts in groups:
        for name in names:
            known = name in list_codes(counted) or counted == STAKEHOLDER
            word = choice_word(counted, name, language) if known else name
            rows.append((sheet_word(f"counted.{counted}", language), word, counts.get(name)))
    region = sheet_word(f"counted.{REGION}", language)
    rows.extend((region, name, count) for name, count in by_region.items())
    if not by_region:
        rows.extend([(region, "", None)] * _EMPTY_REGIONS)
    return tuple(rows)


def _contribution_row(code: str, said: Contribution, names: Mapping[str, str], language: str) -> tuple[Cell, ...]:
    cells: Mapping[str, Cell] = {
        "item": code,
        "name": names.get(code, ""),
        "verdict": choice_word("verdict", said.verdict, language),
        "part": choice_word("part", said.part, language),
        "said": said.text,
        "reason": said.reason,
        "suggestion": said.suggestion,
        "priority": said.priority,
        "language": said.language,
        "speaker": choice_word("stakeholder", said.speaker, language) if said.speaker else "",
        "quote": choice_word("quote", said.quote, language),
    }
    return tuple(cells.get(column, "") for column in _COLUMN_CODES[CONTRIBUTIONS])
