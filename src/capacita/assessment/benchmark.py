"""A published benchmark, made again: the UK Civil Service People Survey 2019.

The benchmark is the median over the 106 organisations that took part. The published table lists 109: three of them
are groups of others, told by a code that ends in ``_GRP``, and drop out.
"""

import statistics
from dataclasses import dataclass

from capacita.assessment.tables import read_number, read_rows
from capacita.vocabulary import Unreadable

BENCHMARK_CODE = "CS_MEDIAN"
_CODE = "Organisation code"
_ABOUT = ("Departmental Group", "Organisation", _CODE)
_WHOLE_SERVICE = "CS_"
_GROUP = "_GRP"


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkMeasure:
    """One measure: the median over organisations, in percent, and what was published."""

    measure: str
    organisations: int
    median: float
    published: int

    @property
    def reproduced(self) -> bool:
        """Whether the published figure is the median to a whole percent.

        The published one was computed before rounding, this one from whole percents. Where it falls on a half, the
        true median lies between the two whole percents, and either is in keeping with it.
        """
        return abs(self.median - self.published) <= 0.5


def compute_benchmark(organisation_scores: bytes, *, drop_groups: bool = True) -> list[BenchmarkMeasure]:
    """Return the median of every measure over organisations, beside the published benchmark in the same table.

    ``organisation_scores`` is the published CSV of 2019: one row an organisation, percents as ``80%``, and rows of the
    whole service whose codes start with ``CS_``. Without ``drop_groups`` the three groups stay in, as a check that
    they matter. Raises Unreadable for another table.
    """
    rows = read_rows(organisation_scores, _ABOUT)
    published = next((row for _, row in rows if row[_CODE] == BENCHMARK_CODE), None)
    if published is None:
        raise Unreadable("TABLE_NO_COLUMN", column=BENCHMARK_CODE)
    organisations = [
        (line, row)
        for line, row in rows
        if not row[_CODE].startswith(_WHOLE_SERVICE) and not (drop_groups and row[_CODE].endswith(_GROUP))
    ]
    measures = []
    for column in published:
        if column in _ABOUT:
            continue
        values = [_percent(row[column], line, column) for line, row in organisations if row[column].strip()]
        measures.append(
            BenchmarkMeasure(
                measure=column,
                organisations=len(values),
                median=statistics.median(values),
                published=int(_percent(published[column], 0, column)),
            )
        )
    return measures


def _percent(text: str, line: int, column: str) -> float:
    return read_number(text.strip().removesuffix("%"), line, column)
