"""Estimates from a table that anybody has: which columns are design, which are to be estimated, and for whom.

The document ``capacita-estimation/1``, as ``capacita assessment estimate DATA DESIGN`` takes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pydantic import TypeAdapter

from capacita.assessment.estimation.design import Floats, Groups, SurveyDesign, describe_design, describe_groups
from capacita.assessment.estimation.model import Estimate, Statistic
from capacita.assessment.estimation.taylor import estimate_means, estimate_ratios, estimate_totals
from capacita.vocabulary import DocumentFormat, NotFound, Unreadable, document_part

MISSING = frozenset({"", "NA", "NaN", "nan"})
EVERYBODY = "all"


@document_part
class RatioRequest:
    """The total of one column by the total of another."""

    numerator: str
    denominator: str


@document_part
class EstimationRequest:
    """Columns of the data by what they are. Without ``weight`` it is population / sampled in each stratum.

    ``population`` holds the size of the row's stratum, in persons or, with ``clusters``, in clusters; without it there
    is no finite population correction. ``by`` are group columns, each estimated on its own; everybody always is.
    ``proportions`` estimates the share of each value of a column.
    """

    weight: str = ""
    strata: tuple[str, ...] = ()
    population: str = ""
    clusters: str = ""
    means: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    proportions: tuple[str, ...] = ()
    ratios: tuple[RatioRequest, ...] = ()
    by: tuple[str, ...] = ()
    level: float = 0.95
    smallest_group: int = 1


REQUEST_FORMAT = DocumentFormat(name="capacita-estimation/1", adapter=TypeAdapter(EstimationRequest), upgrades={})


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedEstimate:
    """An estimate with the names of what it is about: ``api00``, ``stype=E`` or ``api.stu/enroll``."""

    variable: str
    dimension: str
    value: str
    estimate: Estimate


def answer_request(request: EstimationRequest, columns: Mapping[str, Sequence[str]]) -> list[RequestedEstimate]:
    """Return every estimate asked for, first for everybody, then for the groups of each column of ``by``.

    ``columns`` are cells as text, by name; an empty cell or NA is a missing answer. Raises NotFound for a column that
    there is not, Unreadable for a cell that should be a number, Refusal for a design that cannot be.
    """
    design = _design(request, columns)
    rows = design.weights.size
    results = []
    for dimension in (EVERYBODY, *request.by):
        labels = None if dimension == EVERYBODY else np.asarray(_column(columns, dimension), dtype=np.str_)
        groups = describe_groups(labels, rows)
        tables = _tables(request, columns, design, groups)
        results += [
            RequestedEstimate(variable=name, dimension=dimension, value=group, estimate=row[place])
            for names, table in tables
            for group, row in zip(groups.names, table, strict=True)
            for place, name in enumerate(names)
        ]
    return results


def _tables(
    request: EstimationRequest, columns: Mapping[str, Sequence[str]], design: SurveyDesign, groups: Groups
) -> list[tuple[list[str], list[list[Estimate]]]]:
    """The estimates of one division, kind by kind: names of variables, and groups of lists of estimates."""
    level, smallest = request.level, request.smallest_group
    tables: list[tuple[list[str], list[list[Estimate]]]] = []
    if request.means:
        values = _numbers(columns, request.means)
        found = estimate_means(design, values, groups, level=level, smallest_group=smallest)
        tables.append((list(request.means), found))
    if request.totals:
        values = _numbers(columns, request.totals)
        found = estimate_totals(design, values, groups, level=level, smallest_group=smallest)
        tables.append((list(request.totals), found))
    for column in request.proportions:
        names, chosen = _indicators(columns, column)
        kind = Statistic.PROPORTION
        found = estimate_means(design, chosen, groups, statistic=kind, level=level, smallest_group=smallest)
        tables.append((names, found))
    for ratio in request.ratios:
        pair = _numbers(columns, (ratio.numerator, ratio.denominator))
        one = estimate_ratios(design, pair[:, 0], pair[:, 1], groups, level=level, smallest_group=smallest)
        tables.append(([f"{ratio.numerator}/{ratio.denominator}"], [[estimate] for estimate in one]))
    return tables


def _design(request: EstimationRequest, columns: Mapping[str, Sequence[str]]) -> SurveyDesign:
    labels = [_column(columns, name) for name in request.strata]
    strata = [" / ".join(values) for values in zip(*labels, strict=True)] if labels else None
    population = _numbers(columns, (request.population,))[:, 0] if request.population else None
    clusters = _column(columns, request.clusters) if request.clusters else None
    rows = len(next(iter(columns.values()), ()))
    if request.weight:
        weights = _numbers(columns, (request.weight,))[:, 0]
        return describe_design(weights, strata=strata, population=population, clusters=clusters)
    design = describe_design(np.ones(rows), strata=strata, population=population, clusters=clusters)
    weights = (design.population / design.sampled)[design.strata] if population is not None else np.ones(rows)
    return describe_design(weights, strata=strata, population=population, clusters=clusters)


def _column(columns: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
    if name not in columns:
        raise NotFound("ESTIMATE_NO_COLUMN", column=name, expected=", ".join(columns))
    return columns[name]


def _numbers(columns: Mapping[str, Sequence[str]], names: Sequence[str]) -> Floats:
    """Columns as numbers, (rows, names), NaN where a cell is missing."""
    return np.column_stack([_number_column(_column(columns, name), name) for name in names])


def _number_column(cells: Sequence[str], name: str) -> Floats:
    numbers = []
    for line, cell in enumerate(cells, start=2):
        try:
            numbers.append(float("nan") if cell.strip() in MISSING else float(cell))
        except ValueError:
            raise Unreadable("ESTIMATE_NOT_A_NUMBER", column=name, found=cell, line=line) from None
    return np.array(numbers, dtype=np.float64)


def _indicators(columns: Mapping[str, Sequence[str]], name: str) -> tuple[list[str], Floats]:
    """A 0/1 column for each value that a column takes, missing where it is missing."""
    cells = np.asarray([cell.strip() for cell in _column(columns, name)], dtype=np.str_)
    missing = np.isin(cells, list(MISSING))
    values = [value for value in np.unique(cells).tolist() if value not in MISSING]
    chosen = np.column_stack([cells == value for value in values]).astype(np.float64)
    chosen[missing] = np.nan
    return [f"{name}={value}" for value in values], chosen
