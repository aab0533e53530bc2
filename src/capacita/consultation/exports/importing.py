"""Answers of an export as contributions and as counts, by what a person decided that each column is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capacita.consultation.exports.columns import ColumnKind, InferredColumn, holds_address, says_yes
from capacita.consultation.exports.reading import ExportHeading, ExportRow, ExportTable
from capacita.consultation.model import Contribution, QuoteConsent, Verdict
from capacita.disclosure import FLOOR, ProtectedTable, protect_division
from capacita.vocabulary import Finding, Refusal, Severity, derive_identifier

NOT_ANSWERED = "not_answered"
_COUNTED = (ColumnKind.CLOSED, ColumnKind.DEMOGRAPHIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedAnswer:
    """A contribution that an import typed, with where it stood."""

    contribution: Contribution
    heading: ExportHeading
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAnswers:
    """How often each answer to a question was given, nobody's answer beside anything else of theirs.

    ``NOT_ANSWERED`` counts the rows without one, so that every question of an export adds up to its respondents.
    """

    heading: ExportHeading
    kind: ColumnKind
    counts: Mapping[str, int]

    def protect(self, floor: int = FLOOR) -> ProtectedTable:
        """Return the counts as they may be published."""
        return protect_division(self.counts, tuple(self.counts), floor)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportImport:
    """What comes of an export. ``left_out`` are the columns of which nothing is imported."""

    answers: tuple[ImportedAnswer, ...]
    counted: tuple[CountedAnswers, ...]
    left_out: tuple[ExportHeading, ...]
    respondents: int
    findings: tuple[Finding, ...]


def decide_columns(
    columns: Sequence[InferredColumn], corrections: Mapping[int, ColumnKind]
) -> tuple[tuple[ExportHeading, ColumnKind], ...]:
    """Return the kind of each column as a person corrected it.

    Raises Refusal where something that identifies people by its heading or its values would be taken in: it stays out
    even when somebody asks for it, unless its kind was in doubt.
    """
    decided = []
    for column in columns:
        kind = corrections.get(column.heading.number, column.kind)
        if column.kind is ColumnKind.IDENTIFYING and kind not in (ColumnKind.IDENTIFYING, ColumnKind.EMPTY):
            raise Refusal("EXPORT_IDENTIFYING_STAYS_OUT", question=column.heading.question[:80])
        decided.append((column.heading, kind))
    return tuple(decided)


def import_answers(
    table: ExportTable,
    decided: Sequence[tuple[ExportHeading, ColumnKind]],
    *,
    consultation: str,
    language: str,
) -> ExportImport:
    """Return what an export holds. The same export gives the same identifiers, in whatever order its rows come.

    Words may be quoted only where the export asked and the respondent said yes, and where no address stands in them.
    """
    consents = [heading.number for heading, kind in decided if kind is ColumnKind.CONSENT]
    answers: list[ImportedAnswer] = []
    findings: list[Finding] = []
    for heading, kind in decided:
        if kind is ColumnKind.OPEN:
            answers.extend(_read_open(table.rows, heading, consents, consultation, language, findings))
    counted = tuple(
        CountedAnswers(heading=heading, kind=kind, counts=_count(table.column(heading.number)))
        for heading, kind in decided
        if kind in _COUNTED
    )
    kept = (ColumnKind.OPEN, *_COUNTED, ColumnKind.CONSENT)
    left_out = tuple(heading for heading, kind in decided if kind not in kept)
    if not answers and not counted:
        raise Refusal("EXPORT_NOTHING_TO_IMPORT")
    return ExportImport(
        answers=tuple(answers),
        counted=counted,
        left_out=left_out,
        respondents=len(table.rows),
        findings=tuple(findings),
    )


def _read_open(
    rows: Sequence[ExportRow],
    heading: ExportHeading,
    consents: Sequence[int],
    consultation: str,
    language: str,
    findings: list[Finding],
) -> list[ImportedAnswer]:
    seen: Counter[str] = Counter()
    found = []
    question = f"{heading.group}|{heading.key}|{heading.question}"
    for row in rows:
        text = row.cells[heading.number]
        if not text:
            continue
        seen[text] += 1
        personal = holds_address(text)
        if personal:
            findings.append(
                Finding(
                    code="EXPORT_ANSWER_HOLDS_ADDRESS",
                    severity=Severity.WARNING,
                    lines=(row.line,),
                    values={"question": heading.question[:80]},
                )
            )
        may_quote = bool(consents) and not personal and all(says_yes(row.cells[number]) for number in consents)
        said = Contribution(
            id=derive_identifier(consultation, "export", question, text, str(seen[text])),
            consultation=consultation,
            verdict=Verdict.COMMENT,
            text=text,
            language=language,
            quote=QuoteConsent.ANONYMOUS if may_quote else QuoteConsent.NO,
        )
        found.append(ImportedAnswer(contribution=said, heading=heading, line=row.line))
    return found


def _count(cells: Sequence[str]) -> dict[str, int]:
    counts = Counter(cell or NOT_ANSWERED for cell in cells)
    return {name: counts[name] for name in sorted(counts, key=lambda each: (each == NOT_ANSWERED, each))}
