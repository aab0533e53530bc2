"""Reading votes: a plain CSV log, the open-data export of Polis, or what its server answers as JSON.

The log of votes is the source. Totals and matrices that an export carries beside it are recomputed and held against it.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from capacita.consultation.opinion.votes import (
    AGREE,
    DISAGREE,
    PASS,
    Numbers,
    VoteMatrix,
    collect_rows,
    collect_votes,
    order_names,
)
from capacita.vocabulary import Finding, Severity, Unreadable

if TYPE_CHECKING:
    import pyarrow

VOTES_CSV: Final = "votes.csv"
VOTES_JSON: Final = "votes.json"
COMMENTS_CSV: Final = "comments.csv"
COMMENTS_JSON: Final = "comments.json"
CONVERSATION_JSON: Final = "conversation.json"
MATRIX_CSV: Final = "participants-votes.csv"
SUMMARY_CSV: Final = "summary.csv"
FILES: Final = (VOTES_CSV, VOTES_JSON, COMMENTS_CSV, COMMENTS_JSON, CONVERSATION_JSON, MATRIX_CSV, SUMMARY_CSV)

_PARTICIPANT: Final = ("participant", "voter-id", "participant_id", "voter_id", "pid")
_STATEMENT: Final = ("statement", "comment-id", "statement_id", "comment_id", "tid")
_TIME: Final = ("time", "timestamp", "modified", "created")
_WORDS: Final = {
    **dict.fromkeys(("1", "1.0", "+1", "agree"), AGREE),
    **dict.fromkeys(("-1", "-1.0", "disagree"), DISAGREE),
    **dict.fromkeys(("0", "0.0", "-0.0", "pass", "unsure"), PASS),
}
_MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class VotesExport:
    """Votes as read, with the statements' words where given, which are moderated out, and what is to be looked at."""

    matrix: VoteMatrix
    texts: Mapping[str, str]
    moderated_out: frozenset[str]
    topic: str
    findings: tuple[Finding, ...]


def read_votes_export(files: Mapping[str, bytes]) -> VotesExport:
    """Read the files of one conversation by their names (see FILES); others are passed over.

    A plain log of votes stands under ``votes.csv``. Without a log the matrix ``participants-votes.csv`` is read.
    Raises Unreadable where there are no votes to be read, or a file is not what its name says.
    """
    findings: list[Finding] = []
    if VOTES_CSV in files:
        log = _read_log(files[VOTES_CSV], findings)
    elif VOTES_JSON in files:
        log = _read_server_votes(files[VOTES_JSON], findings)
    elif MATRIX_CSV in files:
        log = _Log(matrix=_read_matrix(files[MATRIX_CSV], MATRIX_CSV), totals={})
        findings.append(Finding(code="OPINION_NO_LOG", severity=Severity.NOTE))
    else:
        raise Unreadable("OPINION_NO_VOTES_FILE", found=sorted(files))
    matrix = log.matrix
    texts: dict[str, str] = {}
    moderated_out: set[str] = set()
    if COMMENTS_CSV in files:
        rows = _read_rows(files[COMMENTS_CSV], COMMENTS_CSV)
        texts = {row["comment-id"]: row.get("comment-body", "") for row in rows if row.get("comment-id")}
        moderated_out = {
            row["comment-id"]
            for row in rows
            if row.get("comment-id") and (row.get("moderated") == "-1" or row.get("is-meta", "").lower() == "true")
        }
        findings.extend(_check_totals(rows, log))
    elif COMMENTS_JSON in files:
        texts, moderated_out = _read_server_comments(files[COMMENTS_JSON], _is_strict(files.get(CONVERSATION_JSON)))
    if MATRIX_CSV in files and (VOTES_CSV in files or VOTES_JSON in files):
        findings.extend(_check_matrix(matrix, _read_matrix(files[MATRIX_CSV], MATRIX_CSV)))
    unvoted = len(set(texts) - set(matrix.statements))
    if unvoted:
        findings.append(Finding(code="OPINION_STATEMENTS_UNVOTED", severity=Severity.NOTE, values={"count": unvoted}))
    return VotesExport(
        matrix=matrix,
        texts=texts,
        moderated_out=frozenset(moderated_out),
        topic=_read_topic(files),
        findings=tuple(findings),
    )


def read_labels(data: bytes) -> dict[str, str]:
    """Read the groups of participants from a CSV with the header ``participant,group``.

    Raises Unreadable where a column is missing or one participant has two groups.
    """
    labels: dict[str, str] = {}
    for row in _read_rows(data, "participant,group"):
        if "participant" not in row or "group" not in row:
            raise Unreadable("OPINION_COLUMN_MISSING", file="labels", column="participant, group")
        person, group = row["participant"].strip(), row["group"].strip()
        if labels.get(person, group) != group:
            raise Unreadable("OPINION_LABELS_TWICE", participant=person)
        if person and group:
            labels[person] = group
    return labels


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """The latest votes, and by statement how often the log itself says agree and disagree, earlier votes included."""

    matrix: VoteMatrix
    totals: Mapping[str, tuple[int, int]]


def _read_log(data: bytes, findings: list[Finding]) -> _Log:
    """Read a log of votes as CSV, quickly: every column but the time is one of few words."""
    import pyarrow as pa  # noqa: PLC0415 -- pyarrow only where votes are read
    import pyarrow.csv as pa_csv  # noqa: PLC0415 -- likewise

    header = data[: data.find(b"\n") if b"\n" in data else len(data)].decode("utf-8-sig", errors="replace").strip()
    names = [name.strip().strip('"') for name in header.split(",")]
    participant, statement = _find(names, _PARTICIPANT), _find(names, _STATEMENT)
    vote, time = _find(names, ("vote",)), _find(names, _TIME, needed=False)
    word = pa.dictionary(pa.int32(), pa.string())
    kinds = {participant: word, statement: word, vote: word, **({time: pa.string()} if time else {})}
    try:
        table = pa_csv.read_csv(
            io.BytesIO(data),
            read_options=pa_csv.ReadOptions(column_names=names, skip_rows=1),
            convert_options=pa_csv.ConvertOptions(
                column_types=kinds, include_columns=list(kinds), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as fault:
        raise Unreadable("OPINION_VOTES_NOT_CSV", fault=str(fault)[:200]) from None
    people, person = _take_words(table[participant])
    columns, statements = _take_words(table[statement])
    votes, words = _take_words(table[vote])
    meaning = np.array([_WORDS.get(said.lower(), 2) for said in words] or [2], dtype=np.int8)
    values = meaning[votes]
    sound = (values != 2) & (np.array([bool(name) for name in person] or [False])[people])
    sound &= np.array([bool(name) for name in statements] or [False])[columns]
    if not sound.all():
        lines = tuple(int(row) + 2 for row in np.flatnonzero(~sound)[:_MOST_LINES])
        count = int((~sound).sum())
        findings.append(
            Finding(code="OPINION_VOTE_UNREADABLE", severity=Severity.WARNING, lines=lines, values={"count": count})
        )
    times = _read_times(table[time])[sound] if time else None
    people, columns, values = people[sound], columns[sound], values[sound]
    totals = {
        kind: np.bincount(columns[values == kind], minlength=len(statements)).tolist() for kind in (AGREE, DISAGREE)
    }
    matrix = _collect(people, person, columns, statements, values, times)
    counted = zip(statements, totals[AGREE], totals[DISAGREE], strict=True)
    return _Log(matrix=matrix, totals={name: (agree, disagree) for name, agree, disagree in counted})


def _collect(
    people: np.ndarray, person: list[str], columns: np.ndarray, statements: list[str], values: np.ndarray,
    times: Numbers | None,
) -> VoteMatrix:  # fmt: skip
    """Return the matrix with participants and statements in their natural order, those without a vote left out."""
    used_people = np.bincount(people, minlength=max(1, len(person))) > 0
    used_columns = np.bincount(columns, minlength=max(1, len(statements))) > 0
    ordered_people = order_names(name for name, used in zip(person, used_people, strict=False) if used)
    ordered_statements = order_names(name for name, used in zip(statements, used_columns, strict=False) if used)
    new_person = {name: position for position, name in enumerate(ordered_people)}
    new_column = {name: position for position, name in enumerate(ordered_statements)}
    to_person = np.array([new_person.get(name, 0) for name in person] or [0], dtype=np.int32)
    to_column = np.array([new_column.get(name, 0) for name in statements] or [0], dtype=np.int32)
    return collect_votes(ordered_people, ordered_statements, to_person[people], to_column[columns], values, times)


def _take_words(column: "pyarrow.ChunkedArray") -> tuple[np.ndarray, list[str]]:
    """Return the positions and the words of a dictionary column, one dictionary for all its chunks, words trimmed."""
    whole = column.unify_dictionaries().combine_chunks()
    words = [word.strip() for word in whole.dictionary.to_pylist()]
    return whole.indices.to_numpy(zero_copy_only=False), words


def _read_times(column: "pyarrow.ChunkedArray") -> Numbers:
    """Return times as numbers that order like them; a time that cannot be read stands before all others."""
    import pyarrow as pa  # noqa: PLC0415 -- pyarrow only where votes are read
    import pyarrow.compute as pc  # noqa: PLC0415 -- likewise

    whole = column.combine_chunks()
    for kind in (pa.float64(), pa.timestamp("ms", "UTC"), pa.timestamp("ms")):
        filled = pc.if_else(pc.equal(whole, ""), None, whole)
        try:
            cast = filled.cast(kind)
        except pa.ArrowInvalid:
            continue
        numbers = cast if pa.types.is_floating(kind) else cast.cast(pa.int64()).cast(pa.float64())
        return np.asarray(numbers.fill_null(-np.inf).to_numpy(zero_copy_only=False))
    raise Unreadable("OPINION_TIME_UNREADABLE")


def _find(names: list[str], wanted: tuple[str, ...], *, needed: bool = True) -> str:
    """Return the column of a header that has one of these names, or "" where it need not be there."""
    for name in names:
        if name.lower() in wanted:
            return name
    if needed:
        raise Unreadable("OPINION_COLUMN_MISSING", file=VOTES_CSV, column=wanted[0])
    return ""


def _read_server_votes(data: bytes, findings: list[Finding]) -> _Log:
    """Read the server's votes. Its own keys ``pid`` and ``tid`` come with its own sign, where -1 is agreement."""
    entries = _read_json(data, VOTES_JSON, list)
    rows: list[tuple[Any, int, str, str, int]] = []
    unread = 0
    for position, entry in enumerate(entries):
        raw = isinstance(entry, dict) and "pid" in entry
        try:
            person, statement = (entry["pid"], entry["tid"]) if raw else (
                entry["participant_id"], entry["statement_id"])  # fmt: skip
            vote = int(entry["vote"]) * (-1 if raw else 1)
            moment = float(entry.get("modified", entry.get("created", 0)) or 0)
        except (KeyError, TypeError, ValueError):
            unread += 1
            continue
        if vote not in (AGREE, DISAGREE, PASS):
            unread += 1
            continue
        rows.append((moment, position, str(person), str(statement), vote))
    if unread:
        findings.append(Finding(code="OPINION_VOTE_UNREADABLE", severity=Severity.WARNING, values={"count": unread}))
    rows.sort(key=lambda row: row[:2])
    totals: dict[str, tuple[int, int]] = {}
    for _, _, _, statement, vote in rows:
        agree, disagree = totals.get(statement, (0, 0))
        totals[statement] = (agree + (vote == AGREE), disagree + (vote == DISAGREE))
    return _Log(matrix=collect_rows((row[2], row[3], row[4]) for row in rows), totals=totals)


def _read_server_comments(data: bytes, strict: bool) -> tuple[dict[str, str], set[str]]:
    """Return the words of the server's statements and which are moderated out; strict, none that waits is let in."""
    texts: dict[str, str] = {}
    out: set[str] = set()
    for entry in _read_json(data, COMMENTS_JSON, list):
        name = str(entry.get("statement_id", entry.get("tid", "")))
        moderated = int(entry.get("moderated", entry.get("mod", 0)) or 0)
        texts[name] = str(entry.get("txt", ""))
        if moderated < 0 or entry.get("is_meta") or (strict and moderated == 0):
            out.add(name)
    return texts, out


def _is_strict(data: bytes | None) -> bool:
    """Tell whether only statements that a moderator let in are taken."""
    return bool(data is not None and _read_json(data, CONVERSATION_JSON, dict).get("strict_moderation"))


def _read_matrix(data: bytes, name: str) -> VoteMatrix:
    """Read the matrix of an open-data export: a row for each participant, a column for each statement."""
    rows = _read_rows(data, name)
    statements = [column for column in (rows[0] if rows else {}) if column.isdigit()]
    return collect_rows(
        (row["participant"], statement, _WORDS[said])
        for row in rows
        for statement in statements
        if (said := (row[statement] or "").strip()) in _WORDS
    )


def _check_totals(rows: list[dict[str, str]], log: _Log) -> list[Finding]:
    """Hold the totals of ``comments.csv`` against the votes: those that count superseded votes too, and all others."""
    agree, disagree = (log.matrix.count_by_statement(vote) for vote in (AGREE, DISAGREE))
    latest = {name: (int(agree[at]), int(disagree[at])) for at, name in enumerate(log.matrix.statements)}
    repeated: list[str] = []
    other: list[str] = []
    for row in rows:
        name = row.get("comment-id", "")
        try:
            stated = (int(row["agrees"]), int(row["disagrees"]))
        except (KeyError, TypeError, ValueError):
            continue
        if stated == latest.get(name, (0, 0)):
            continue
        (repeated if stated == log.totals.get(name) else other).append(name)
    findings = []
    for code, names in (("OPINION_TOTALS_COUNT_REVOTES", repeated), ("OPINION_TOTALS_DIFFER", other)):
        if names:
            values = {"count": len(names), "statements": list(order_names(names))[:_MOST_LINES]}
            findings.append(Finding(code=code, severity=Severity.WARNING, path=f"/{COMMENTS_CSV}", values=values))
    return findings


def _check_matrix(matrix: VoteMatrix, published: VoteMatrix) -> list[Finding]:
    """Hold the published matrix against the latest votes, over the statements that it has."""

    def cells(of: VoteMatrix) -> set[tuple[str, str, int]]:
        entries = zip(of.people.tolist(), of.columns.tolist(), of.votes.tolist(), strict=True)
        return {(of.participants[person], of.statements[column], vote) for person, column, vote in entries}

    shown = set(published.statements)
    differing = {cell[:2] for cell in cells(matrix) ^ cells(published) if cell[1] in shown}
    if not differing:
        return []
    values = {"count": len(differing)}
    return [Finding(code="OPINION_MATRIX_DIFFERS", severity=Severity.WARNING, path=f"/{MATRIX_CSV}", values=values)]


def _read_topic(files: Mapping[str, bytes]) -> str:
    """Return the topic of the conversation, or ""."""
    if CONVERSATION_JSON in files:
        return str(_read_json(files[CONVERSATION_JSON], CONVERSATION_JSON, dict).get("topic", ""))
    if SUMMARY_CSV in files:
        for row in csv.reader(_lines(files[SUMMARY_CSV], SUMMARY_CSV)):
            if len(row) > 1 and row[0] == "topic":
                return row[1]
    return ""


def _read_rows(data: bytes, name: str) -> list[dict[str, str]]:
    try:
        return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(_lines(data, name))]
    except csv.Error as fault:
        raise Unreadable("OPINION_FILE_UNREADABLE", file=name, fault=fault) from None


def _lines(data: bytes, name: str) -> Iterable[str]:
    try:
        return io.StringIO(data.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as fault:
        raise Unreadable("OPINION_FILE_UNREADABLE", file=name, fault=fault) from None


def _read_json(data: bytes, name: str, kind: type) -> Any:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("OPINION_FILE_UNREADABLE", file=name, fault=fault) from None
    if not isinstance(value, kind):
        raise Unreadable("OPINION_FILE_UNREADABLE", file=name, fault=f"a {kind.__name__} was expected")
    return value
