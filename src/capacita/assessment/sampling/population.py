"""A simulated public service (``capacita-population/1``): who works where, at which grade, in which role.

It is made for demonstrations and for trying out designs. No real person stands behind any of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from capacita.assessment.sampling.allocation import share_out
from capacita.assessment.sampling.frame import Frame
from capacita.vocabulary import (
    Code,
    DocumentFormat,
    Finding,
    Identifier,
    LocalizedText,
    Refusal,
    Severity,
    derive_identifier,
    document_part,
    has_errors,
)


@document_part
class Category:
    """One value of a column, with the share of people who have it where a ministry says nothing else."""

    code: Code
    title: LocalizedText
    share: float


@document_part
class MinistrySpec:
    """A ministry with its headcount; a mapping that is left empty follows the shares of the whole service."""

    code: Code
    title: LocalizedText
    headcount: int
    grades: Mapping[Code, float] = field(default_factory=dict)
    regions: Mapping[Code, float] = field(default_factory=dict)
    genders: Mapping[Code, float] = field(default_factory=dict)
    roles: Mapping[Code, float] = field(default_factory=dict)


@document_part
class PopulationSpec:
    """What a simulated service is made of. A factor above 1 makes a role or gender more common at a grade."""

    id: Identifier
    code: Code
    title: LocalizedText
    notice: LocalizedText
    size: int
    seed: int
    ministries: tuple[MinistrySpec, ...]
    grades: tuple[Category, ...]
    regions: tuple[Category, ...]
    genders: tuple[Category, ...]
    roles: tuple[Category, ...]
    role_factors: Mapping[Code, Mapping[Code, float]] = field(default_factory=dict)
    gender_factors: Mapping[Code, Mapping[Code, float]] = field(default_factory=dict)


POPULATION_FORMAT = DocumentFormat(name="capacita-population/1", adapter=TypeAdapter(PopulationSpec), upgrades={})


def validate_population(spec: PopulationSpec) -> list[Finding]:
    """Return what is wrong with a specification: sizes and shares that do not add up, categories nobody listed."""
    findings: list[Finding] = []
    total = sum(ministry.headcount for ministry in spec.ministries)
    if total != spec.size:
        findings.append(_error("POPULATION_SIZE", "/ministries", found=total, size=spec.size))
    columns = {"grades": spec.grades, "regions": spec.regions, "genders": spec.genders, "roles": spec.roles}
    for name, categories in columns.items():
        known = {category.code: category.share for category in categories}
        findings += _check_shares(known, known, f"/{name}")
        for place, ministry in enumerate(spec.ministries):
            own: Mapping[str, float] = getattr(ministry, name)
            if own:
                findings += _check_shares(own, known, f"/ministries/{place}/{name}")
    for name, by_grade, categories in (
        ("role_factors", spec.role_factors, spec.roles),
        ("gender_factors", spec.gender_factors, spec.genders),
    ):
        findings += _check_known(by_grade, [grade.code for grade in spec.grades], f"/{name}")
        for grade, factor in by_grade.items():
            findings += _check_known(factor, [category.code for category in categories], f"/{name}/{grade}")
    return findings


def simulate_population(spec: PopulationSpec, rng: np.random.Generator) -> Frame:
    """Return the frame of a simulated service: ministry, grade, region, gender and role of everybody.

    Headcounts of ministries and of grades within them are exact (largest remainder); region, gender and role are
    drawn for each person, gender and role with the factors of the grade. Pseudonyms are uuid5 of the specification,
    its seed and the person's number. Raises Refusal when the specification is faulty.
    """
    findings = validate_population(spec)
    if has_errors(findings):
        raise Refusal("POPULATION_FAULTY", count=len(findings), path=findings[0].path)
    ministry = np.repeat(np.arange(len(spec.ministries)), [entry.headcount for entry in spec.ministries])
    parts: dict[str, list[NDArray[np.intp]]] = {"grade": [], "region": [], "gender": [], "role": []}
    for entry in spec.ministries:
        grade = _grades_of(spec, entry)
        parts["grade"].append(grade)
        parts["region"].append(_draw(_shares(entry.regions, spec.regions)[None, :].repeat(grade.size, axis=0), rng))
        for column, own, categories, factors in (
            ("gender", entry.genders, spec.genders, spec.gender_factors),
            ("role", entry.roles, spec.roles, spec.role_factors),
        ):
            by_grade = _shares(own, categories)[None, :] * _factors(factors, spec.grades, categories)
            parts[column].append(_draw((by_grade / by_grade.sum(axis=1, keepdims=True))[grade], rng))
    return Frame(
        persons=np.array([derive_identifier(spec.id, str(spec.seed), str(number)) for number in range(spec.size)]),
        categories={
            "ministry": tuple(entry.code for entry in spec.ministries),
            "grade": tuple(category.code for category in spec.grades),
            "region": tuple(category.code for category in spec.regions),
            "gender": tuple(category.code for category in spec.genders),
            "role": tuple(category.code for category in spec.roles),
        },
        codes={"ministry": ministry.astype(np.intp)} | {name: np.concatenate(part) for name, part in parts.items()},
        simulated=True,
    )


def _grades_of(spec: PopulationSpec, ministry: MinistrySpec) -> NDArray[np.intp]:
    """The grade of each person of a ministry, in exact counts."""
    counts = share_out(ministry.headcount, _shares(ministry.grades, spec.grades))
    return np.repeat(np.arange(len(spec.grades), dtype=np.intp), counts)


def _shares(own: Mapping[str, float], categories: tuple[Category, ...]) -> NDArray[np.float64]:
    if own:
        return np.array([own.get(category.code, 0.0) for category in categories], dtype=np.float64)
    return np.array([category.share for category in categories], dtype=np.float64)


def _factors(
    factors: Mapping[str, Mapping[str, float]], grades: tuple[Category, ...], categories: tuple[Category, ...]
) -> NDArray[np.float64]:
    """The factor of each category at each grade, (grades, categories); 1 where none is given."""
    return np.array(
        [[factors.get(grade.code, {}).get(category.code, 1.0) for category in categories] for grade in grades],
        dtype=np.float64,
    )


def _draw(shares: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.intp]:
    """Draw one category for each row of shares, by the inverse of their running sum."""
    running = shares.cumsum(axis=1)
    drawn = rng.random((shares.shape[0], 1)) * running[:, -1:]
    return np.asarray((drawn >= running).sum(axis=1), dtype=np.intp)


def _check_shares(shares: Mapping[str, float], known: Mapping[str, float], path: str) -> list[Finding]:
    findings = _check_known(shares, known, path)
    total = sum(shares.values())
    if abs(total - 1) > 1e-9 or min(shares.values(), default=0) < 0:
        findings.append(_error("POPULATION_SHARES", path, total=round(total, 9)))
    return findings


def _check_known(found: Iterable[str], known: Iterable[str], path: str) -> list[Finding]:
    listed = list(known)
    return [
        _error("POPULATION_UNKNOWN_CATEGORY", f"{path}/{code}", found=code, expected=listed)
        for code in found
        if code not in listed
    ]


def _error(code: str, path: str, **values: object) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=path, values=values)
