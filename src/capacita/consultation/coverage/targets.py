"""What a steward wants to reach: which regions, kinds, languages, modes and genders, and in what shares."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Final

from pydantic import TypeAdapter

from capacita.consultation.coverage.sessions import KINDS, MODES, NATIONAL, REGIONS, Axis
from capacita.vocabulary import DocumentFormat, Finding, Severity, document_part

GENDER: Final = "gender"
DIMENSIONS: Final = (*(axis.value for axis in Axis), GENDER)


@document_part
class CoverageTargets:
    """The share wanted of each category by dimension: ``region``, ``kind``, ``language``, ``mode`` and ``gender``.

    Weights are taken as they are given and made to add up to 1. A dimension that is not named has no target; its
    categories are then those of ``default_targets``. ``last_day`` is the last one on which a session can be held.
    """

    wanted: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    last_day: date | None = None

    def shares(self, dimension: str) -> dict[str, float]:
        """Return the shares wanted of a dimension, which add up to 1; none where there is no target."""
        weights = self.wanted.get(dimension, {})
        total = sum(weights.values())
        return {name: weight / total for name, weight in weights.items()} if total > 0 else {}

    def categories(self, dimension: str) -> tuple[str, ...]:
        """Return the categories of a dimension that somebody should be in."""
        return tuple(name for name, weight in self.wanted.get(dimension, {}).items() if weight > 0)


TARGETS_FORMAT: Final = DocumentFormat(
    name="capacita-coverage-targets/1", adapter=TypeAdapter(CoverageTargets), upgrades={}
)


def default_targets(*, country: str | None, languages: tuple[str, ...], closes: date | None) -> CoverageTargets:
    """Return what is wanted where nobody has said: every region (of a country: itself), kind and mode the same.

    A mode is wanted online and in person; both at once counts where it is found. No gender is wanted by default.
    """
    regions = (NATIONAL,) if country else REGIONS
    return CoverageTargets(
        wanted={
            Axis.REGION.value: dict.fromkeys(regions, 1.0),
            Axis.KIND.value: dict.fromkeys(KINDS, 1.0),
            Axis.LANGUAGE.value: dict.fromkeys(languages, 1.0),
            Axis.MODE.value: {mode: 1.0 for mode in MODES if mode != "hybrid"},
        },
        last_day=closes,
    )


def complete_targets(given: CoverageTargets, default: CoverageTargets) -> CoverageTargets:
    """Return targets in which what is not said stands as by default."""
    return CoverageTargets(wanted={**default.wanted, **given.wanted}, last_day=given.last_day or default.last_day)


def check_targets(targets: CoverageTargets) -> list[Finding]:
    """Return a finding for each dimension that there is none of, and each weight below 0."""
    findings = []
    for dimension, weights in targets.wanted.items():
        if dimension not in DIMENSIONS:
            values = {"found": dimension, "known": list(DIMENSIONS)}
            findings.append(_error("COVERAGE_DIMENSION_UNKNOWN", f"/wanted/{dimension}", **values))
        findings.extend(
            _error("COVERAGE_WEIGHT_NEGATIVE", f"/wanted/{dimension}/{name}", found=weight)
            for name, weight in weights.items()
            if weight < 0
        )
    return findings


def _error(code: str, path: str, **values: object) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=path, values=values)
