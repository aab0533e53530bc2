"""Published statistics as they were published (``capacita-statistics/1``): exact counts, bounds and rounded percents.

"More than 22 of 32" is a bound and stays one; "90 %" of 32 is the rounding of no count, and that is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pydantic import TypeAdapter

from capacita.framework import Source
from capacita.vocabulary import Code, DocumentFormat, Finding, LanguageTag, Severity, document_part


class Bound(StrEnum):
    """How a published value bounds the true one."""

    EQ = "eq"
    GT = "gt"  # more than
    GTE = "gte"  # at least
    APPROX = "approx"  # as good as the source gives it


class Unit(StrEnum):
    """What a published value counts."""

    COUNT = "count"
    PERCENT = "percent"


@document_part
class PublishedPopulation:
    """Who stands behind the figures. ``kind`` says what they are a census or a sample of."""

    size: int | None = None
    kind: str = ""
    note: str = ""


@document_part
class PublishedStatistic:
    """One figure with the words of its source. ``denominator`` is the number it is out of, where that is known."""

    code: Code
    statement: str
    value: float
    bound: Bound
    unit: Unit
    source: Code
    as_published: str
    denominator: int | None = None
    note: str = ""


@document_part
class PublishedStatistics:
    """A set of figures about one population."""

    code: Code
    title: str
    language: LanguageTag
    licence: str
    sources: tuple[Source, ...] = ()
    population: PublishedPopulation
    statistics: tuple[PublishedStatistic, ...] = ()


STATISTICS_FORMAT = DocumentFormat(name="capacita-statistics/1", adapter=TypeAdapter(PublishedStatistics), upgrades={})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticBounds:
    """The counts that a published figure allows, from lowest to highest, and the shares that they are.

    Shares are in 0 to 1 and None where the denominator is unknown. ``attainable`` is false where no count gives the
    published percent: then the counts are the nearest ones and the figure stays approximate.
    """

    code: str
    denominator: int | None
    count_low: int
    count_high: int | None
    share_low: float | None
    share_high: float | None
    attainable: bool

    @property
    def exact(self) -> bool:
        """Whether exactly one count is allowed."""
        return self.attainable and self.count_low == self.count_high


def list_counts_that_round_to(percent: float, denominator: int) -> list[int]:
    """Return the counts out of ``denominator`` whose percentage rounds to ``percent``, as many digits as it shows.

    A half may have been rounded either way, so both neighbours count. 90 out of 32 gives none.
    """
    shown = Decimal(str(percent)).normalize()
    exponent = shown.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    half = Fraction(1, 2 * 10**digits)
    return [
        count for count in range(denominator + 1) if abs(Fraction(100 * count, denominator) - Fraction(shown)) <= half
    ]


def compute_bounds(statistic: PublishedStatistic) -> StatisticBounds:
    """Return the counts and shares that a published figure allows.

    A percent without a denominator bounds a share and no count: it is taken as out of 100.
    """
    base = statistic.denominator
    if statistic.unit is Unit.COUNT:
        low, high, attainable = _count_bounds(statistic, base)
    else:
        low, high, attainable = _percent_bounds(statistic, base if base is not None else 100)
    whole = base if base is not None else (100 if statistic.unit is Unit.PERCENT else None)
    return StatisticBounds(
        code=statistic.code,
        denominator=base,
        count_low=low,
        count_high=high,
        share_low=None if whole is None else low / whole,
        share_high=None if whole is None or high is None else high / whole,
        attainable=attainable,
    )


def complement_bounds(bounds: StatisticBounds) -> StatisticBounds | None:
    """Return the bounds of those of whom the figure does not hold; None where the denominator is unknown."""
    if bounds.denominator is None or bounds.count_high is None:
        return None
    low, high = bounds.denominator - bounds.count_high, bounds.denominator - bounds.count_low
    return StatisticBounds(
        code=bounds.code,
        denominator=bounds.denominator,
        count_low=low,
        count_high=high,
        share_low=low / bounds.denominator,
        share_high=high / bounds.denominator,
        attainable=bounds.attainable,
    )


def validate_statistics(statistics: Iterable[PublishedStatistic]) -> list[Finding]:
    """Return what cannot be true of the figures, and percents that no count out of the denominator gives."""
    findings = []
    for place, statistic in enumerate(statistics):
        path = f"/statistics/{place}"
        base, value = statistic.denominator, Fraction(str(statistic.value))
        top = base if statistic.unit is Unit.COUNT else 100
        beyond = top is not None and (value >= top if statistic.bound is Bound.GT else value > top)
        fraction = statistic.unit is Unit.COUNT and value.denominator != 1
        if value < 0 or beyond or fraction or (base is not None and base < 1):
            findings.append(
                _finding("STATISTIC_OUT_OF_RANGE", Severity.ERROR, path, statistic, found=f"{statistic.value:g}")
            )
        elif base is None:
            findings.append(_finding("STATISTIC_NO_DENOMINATOR", Severity.NOTE, path, statistic))
        else:
            bounds = compute_bounds(statistic)
            if not bounds.attainable:
                nearest = sorted({bounds.count_low, bounds.count_high or bounds.count_low})
                shown = [f"{count} ({100 * count / base:.4g} %)" for count in nearest]
                findings.append(
                    _finding(
                        "STATISTIC_UNATTAINABLE", Severity.WARNING, path, statistic,
                        percent=f"{statistic.value:g}", nearest=shown,
                    )
                )  # fmt: skip
    return findings


def _count_bounds(statistic: PublishedStatistic, base: int | None) -> tuple[int, int | None, bool]:
    value = int(statistic.value)
    if statistic.bound is Bound.GT:
        return value + 1, base, True
    if statistic.bound is Bound.GTE:
        return value, base, True
    return value, value, True


def _percent_bounds(statistic: PublishedStatistic, base: int) -> tuple[int, int, bool]:
    share = Fraction(str(statistic.value)) / 100
    if statistic.bound is Bound.GT:
        return int(share * base) + 1, base, True
    if statistic.bound is Bound.GTE:
        return -int(-share * base // 1), base, True
    counts = list_counts_that_round_to(statistic.value, base)
    if counts:
        return counts[0], counts[-1], True
    distance = {count: abs(Fraction(count, base) - share) for count in range(base + 1)}
    nearest = [count for count, far in distance.items() if far == min(distance.values())]
    return nearest[0], nearest[-1], False


def _finding(code: str, severity: Severity, path: str, statistic: PublishedStatistic, **values: object) -> Finding:
    told = {"code": statistic.code, "denominator": statistic.denominator, **values}
    return Finding(code=code, severity=severity, path=path, values=told)
