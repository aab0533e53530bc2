"""The links of a crosswalk as a table for a spreadsheet, those without a relation included."""

from __future__ import annotations

from capacita.framework.crosswalk import Crosswalk, CrosswalkLink
from capacita.sheets import write_csv
from capacita.vocabulary import plain_text

COLUMNS = (
    "link", "first", "first title", "relation", "second", "second title", "state", "decided by", "decided on",
    "put forward by", "likeness", "both speak of", "why",
)  # fmt: skip


def write_links(crosswalk: Crosswalk) -> bytes:
    """Return one row for each link; the relation is that of SKOS, read from the first item to the second."""
    return write_csv([COLUMNS, *(_row(link, crosswalk.language) for link in crosswalk.links)])


def _row(link: CrosswalkLink, language: str) -> tuple[str | float, ...]:
    return (
        link.id,
        link.subject_code,
        link.subject_title,
        link.relation.value if link.relation else "",
        link.object_code,
        link.object_title,
        link.decision.value,
        link.decided_by,
        link.decided_on,
        link.suggested_by.value,
        "" if link.score is None else link.score,
        "; ".join(link.evidence),
        plain_text(link.note, language),
    )
