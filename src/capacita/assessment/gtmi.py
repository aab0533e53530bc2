"""The World Bank's GovTech Maturity Index, as published, read for medians of groups: never for a ranking.

The 2025 part of the file carries five rows that are no economies but remnants of the spreadsheet; they would make the
mean index 7. They are left out and each is a finding.
"""

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from capacita.assessment.tables import read_number, read_rows
from capacita.framework import MaturityProfile, Source
from capacita.vocabulary import DocumentFormat, Finding, NotFound, Severity, document_part

SOURCE: Final = "wb-gtmi"
GROUPS: Final = ("A", "B", "C", "D")  # from very high to low maturity, as the World Bank names them
INDEX_NAMES: Final = {
    "gtmi": "GovTech Maturity Index",
    "cgsi": "Core government systems",
    "psdi": "Public service delivery",
    "dcei": "Digital citizen engagement",
    "gtei": "GovTech enablers",
}
INDICES: Final = tuple(INDEX_NAMES)
_COUNTRY = re.compile(r"^[A-Z]{3}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityRow:
    """One economy in one year: its group and its indices, each from 0 to 1."""

    year: int
    country: str
    name: str
    group: str
    values: Mapping[str, float]


@document_part
class MaturityDocument:
    """Derived medians that stand for a country in a demonstration, with where they come from."""

    country: str
    fictional: bool
    note: str
    source: Source
    profiles: tuple[MaturityProfile, ...]


MATURITY_FORMAT = DocumentFormat(name="capacita-maturity/1", adapter=TypeAdapter(MaturityDocument), upgrades={})


def read_maturity(data: bytes) -> tuple[list[MaturityRow], list[Finding]]:
    """Return the economies in the CSV (columns year, country_code, country_name, grp and the indices) and findings.

    A row whose group is none of A to D or whose country code is not three capital letters is left out with a warning.
    Raises Unreadable for another table and for an index that is no number.
    """
    rows, findings = [], []
    for line, row in read_rows(data, ("year", "country_code", "country_name", "grp", *INDICES)):
        if row["grp"] not in GROUPS or not _COUNTRY.match(row["country_code"]):
            values = {"line": line, "country": row["country_code"], "group": row["grp"]}
            findings.append(Finding(code="MATURITY_STRAY_ROW", severity=Severity.WARNING, lines=(line,), values=values))
            continue
        rows.append(
            MaturityRow(
                year=int(read_number(row["year"], line, "year")),
                country=row["country_code"],
                name=row["country_name"],
                group=row["grp"],
                values={index: read_number(row[index], line, index) for index in INDICES},
            )
        )
    return rows, findings


def compute_means(rows: Sequence[MaturityRow], year: int, group: str | None = None) -> dict[str, float]:
    """Return the mean of each index over the economies of a year, or of one group of them."""
    chosen = _select(rows, year, group)
    return {index: statistics.fmean(row.values[index] for row in chosen) for index in INDICES}


def compute_group_shares(rows: Sequence[MaturityRow], year: int) -> dict[str, float]:
    """Return the share of a year's economies in each group, from 0 to 1."""
    chosen = _select(rows, year, None)
    return {group: sum(1 for row in chosen if row.group == group) / len(chosen) for group in GROUPS}


def median_profile(rows: Sequence[MaturityRow], group: str, year: int) -> MaturityProfile:
    """Return the medians of a group, as the maturity of a country that is none: it stands for no row of its own."""
    chosen = _select(rows, year, group)
    return MaturityProfile(
        source=SOURCE,
        year=year,
        group=group,
        basis="group median",
        economies=len(chosen),
        values={index: statistics.median(row.values[index] for row in chosen) for index in INDICES},
    )


def _select(rows: Sequence[MaturityRow], year: int, group: str | None) -> list[MaturityRow]:
    chosen = [row for row in rows if row.year == year and group in (None, row.group)]
    if not chosen:
        known = sorted({(row.year, row.group) for row in rows})
        listed = ", ".join(f"{one_group} {one_year}" for one_year, one_group in known)
        raise NotFound("MATURITY_NO_ROWS", group=group or "any", year=year, expected=listed)
    return chosen
