"""Excerpts, themes and labels out of tables: the columns are found by their names, faults told by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from capacita.consultation.themes.model import Excerpt
from capacita.sheets import ReadTable, read_csv
from capacita.vocabulary import Finding, Severity, Unreadable

_TEXTS: Final = ("text", "argument", "response", "contribution", "comment", "comment-body", "comment_body", "answer")
_THEME_TEXTS: Final = ("key_point", "theme", "topic", "title", "topic_label", *_TEXTS)
_IDENTIFIERS: Final = ("id", "arg_id", "key_point_id", "response_id", "contribution_id", "comment-id", "topic_id")
_AUTHORS: Final = ("author", "person", "participant", "respondent", "author-id", "author_id", "respondent_id")
_GROUPS: Final = ("topic", "question", "group")
_SIDES: Final = ("stance", "side")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptTable:
    """The excerpts of a table and what was found in it. ``people`` counts different authors; where the table tells no
    authors, every excerpt counts as somebody."""

    excerpts: tuple[Excerpt, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def people(self) -> int:
        """How many different authors there are."""
        return len({excerpt.author or f"\0{place}" for place, excerpt in enumerate(self.excerpts)})


def read_excerpts(data: bytes, *, column: str | None = None) -> ExcerptTable:
    """Return the excerpts of a CSV table.

    The texts stand in the column named, or in the first that is called as such columns are. Empty texts and repeated
    identifiers are findings. Raises Unreadable where there is no such column or no table.
    """
    return _read(read_csv(data), (column,) if column else _TEXTS)


def read_theme_texts(data: bytes) -> ExcerptTable:
    """Return themes from a CSV table, each as an excerpt: its identifier, its words, and the group it belongs to."""
    return _read(read_csv(data), _THEME_TEXTS)


def read_labels(data: bytes) -> dict[tuple[str, str], bool]:
    """Return people's labels by (excerpt, theme) from a CSV table with the columns arg_id, key_point_id and label,
    or excerpt, theme and label. Raises Unreadable where one is missing or a label is not 0 or 1."""
    table = read_csv(data)
    places = _places(table)
    excerpt = _find(places, ("arg_id", "excerpt", "response_id"))
    theme = _find(places, ("key_point_id", "theme", "topic_id"))
    label = _find(places, ("label",))
    if excerpt is None or theme is None or label is None:
        raise Unreadable("THEME_TABLE_WITHOUT_COLUMN", wanted="arg_id, key_point_id, label", found=", ".join(places))
    labels = {}
    for line, row in enumerate(table.rows[1:], start=2):
        if not any(row):
            continue
        if _cell(row, label) not in ("0", "1"):
            raise Unreadable("THEME_LABEL_UNREADABLE", line=line, found=_cell(row, label)[:40])
        labels[_cell(row, excerpt), _cell(row, theme)] = _cell(row, label) == "1"
    return labels


def _read(table: ReadTable, names: Sequence[str]) -> ExcerptTable:
    places = _places(table)
    text = _find(places, tuple(name.casefold() for name in names))
    if text is None:
        raise Unreadable("THEME_TABLE_WITHOUT_COLUMN", wanted=", ".join(names), found=", ".join(places))
    identifier, author = _find(places, _IDENTIFIERS), _find(places, _AUTHORS)
    parts = [place for place in (_find(places, _GROUPS), _find(places, _SIDES)) if place is not None and place != text]
    excerpts: list[Excerpt] = []
    first_line: dict[str, int] = {}
    empty, repeated = [], []
    for line, row in enumerate(table.rows[1:], start=2):
        words = _cell(row, text)
        if not words:
            if any(row):
                empty.append(line)
            continue
        key = _cell(row, identifier) or str(line)
        if first_line.setdefault(key, line) != line:
            repeated.append(line)
            continue
        group = " | ".join(_cell(row, place) for place in parts)
        excerpts.append(Excerpt(id=key, text=words, author=_cell(row, author), group=group))
    findings = [*table.findings]
    if empty:
        findings.append(Finding(code="THEME_TEXT_EMPTY", severity=Severity.NOTE, lines=tuple(empty)))
    if repeated:
        findings.append(Finding(code="THEME_ID_REPEATED", severity=Severity.ERROR, lines=tuple(repeated)))
    return ExcerptTable(excerpts=tuple(excerpts), findings=tuple(findings))


def _places(table: ReadTable) -> dict[str, int]:
    names = table.rows[0] if table.rows else ()
    return {name.strip().casefold(): place for place, name in reversed(list(enumerate(names))) if name.strip()}


def _find(places: Mapping[str, int], names: Sequence[str]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""
