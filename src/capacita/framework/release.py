"""Releasing: what stops a framework or an adaptation, and the manifest by which a released version can be checked.

A release (``capacita-release/1``) holds no content. It names the digest of every part, so that versions share what
they share and a later translation touches the texts of its language alone.
"""

from dataclasses import dataclass, replace
from datetime import date

from pydantic import TypeAdapter

from capacita.framework.adaptation import apply_adaptation, validate_adaptation
from capacita.framework.changes import ADAPTATION_FORMAT, Adaptation
from capacita.framework.coverage import PrincipleMinimum, compute_principle_coverage, list_minimum_findings
from capacita.framework.model import DerivedFrom, Framework, FrameworkStatus, ItemKind
from capacita.framework.parts import PartKind
from capacita.framework.reading import has_text
from capacita.framework.validation import validate_framework
from capacita.framework.written import WrittenFramework, write_framework
from capacita.vocabulary import (
    Code,
    Digest,
    DocumentFormat,
    Finding,
    Identifier,
    Refusal,
    Severity,
    derive_identifier,
    digest,
    document_part,
    pointer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseGate:
    """What a release may lack, and what it must have.

    ``allow_missing`` are the codes of recommendations that may stand without any text; ``principles`` are the
    minimums that the steward sets.
    """

    allow_missing: frozenset[str] = frozenset()
    principles: tuple[PrincipleMinimum, ...] = ()


STEWARD_GATE = ReleaseGate()


@document_part
class ReleasePart:
    """A part of a released version and its digest; ``name`` is an item's identifier or a language."""

    kind: PartKind
    name: str = ""
    digest: Digest


@document_part
class Release:
    """A released version: what it is, what it was made from, what is missing from it, and what it consists of."""

    id: Identifier
    framework: Identifier
    code: Code
    version: str
    released_on: str
    digest: Digest
    meaning: Digest
    derived_from: DerivedFrom | None = None
    adaptation: DerivedFrom | None = None  # the adaptation that gave it, as it stood
    missing: tuple[str, ...] = ()  # codes of the recommendations that have no text
    parts: tuple[ReleasePart, ...] = ()
    signature: str = ""  # over everything else; see signing


_ORDER = {kind: place for place, kind in enumerate(PartKind)}

RELEASE_FORMAT = DocumentFormat(name="capacita-release/1", adapter=TypeAdapter(Release), upgrades={})


def list_release_findings(
    framework: Framework, *, gate: ReleaseGate = STEWARD_GATE, like: Framework | None = None
) -> list[Finding]:
    """Return the findings on a framework that is to be released; one of severity error stops it.

    Every recommendation without text is named: as an error, or as a note where the gate lets it pass. What is the same
    object in ``like`` is not looked at for its texts, as by ``validate_framework``.
    """
    return [*validate_framework(framework, like=like), *_list_gate_findings(framework, gate)]


def _list_gate_findings(framework: Framework, gate: ReleaseGate) -> list[Finding]:
    """Return what only a release asks for of a framework that may otherwise be sound."""
    findings: list[Finding] = []
    if framework.status is FrameworkStatus.RETIRED:
        findings.append(Finding(code="RELEASE_RETIRED", severity=Severity.ERROR, path="/status"))
    for index, item in enumerate(framework.items):
        if item.kind is ItemKind.RECOMMENDATION and not has_text(item):
            allowed = item.code in gate.allow_missing
            findings.append(
                Finding(
                    code="RELEASE_WITHOUT_TEXT",
                    severity=Severity.NOTE if allowed else Severity.ERROR,
                    path=pointer(("items", index)),
                    values={"kind": item.kind.value, "item": item.code},
                )
            )
    return [*findings, *_coverage_findings(framework, gate.principles)]


def _coverage_findings(framework: Framework, minimums: tuple[PrincipleMinimum, ...]) -> list[Finding]:
    if not minimums:
        return []
    coverage = compute_principle_coverage(framework)
    return [finding for minimum in minimums for finding in list_minimum_findings(coverage, minimum)]


def list_adaptation_release_findings(adaptation: Adaptation) -> list[Finding]:
    """Return the findings on an adaptation that is to be released; every Change without a reason is an error."""
    return validate_adaptation(replace(adaptation, status=FrameworkStatus.IMPLEMENTED))


def check_release(
    framework: Framework,
    *,
    adaptation: Adaptation | None = None,
    gate: ReleaseGate = STEWARD_GATE,
    is_sound: bool = False,
) -> None:
    """Raise Refusal, with the findings that stop it, when a framework may not be released.

    ``adaptation`` is the one that gave the framework, if one did; ``is_sound`` says that it is known to hold together.
    """
    findings = _list_gate_findings(framework, gate) if is_sound else list_release_findings(framework, gate=gate)
    if adaptation is not None:
        findings.extend(list_adaptation_release_findings(adaptation))
    _stop(findings)


def check_minimums(framework: Framework, minimums: tuple[PrincipleMinimum, ...]) -> None:
    """Raise Refusal, with the findings that stop it, when a framework covers less than stewards ask for."""
    _stop(_coverage_findings(framework, minimums))


def _stop(findings: list[Finding]) -> None:
    stopping = tuple(finding for finding in findings if finding.severity is Severity.ERROR)
    if stopping:
        reasons = ", ".join(_reason(finding) for finding in sorted(stopping, key=_is_place))
        raise Refusal("RELEASE_STOPPED", count=len(stopping), reasons=reasons, findings=stopping)


def release_framework(
    framework: Framework, *, version: str, released_on: date, gate: ReleaseGate = STEWARD_GATE
) -> Release:
    """Return the release of a framework under a version number. Raises Refusal when something stops it."""
    released = replace(framework, version=version, status=FrameworkStatus.IMPLEMENTED)
    if framework.status is FrameworkStatus.RETIRED:
        released = replace(released, status=FrameworkStatus.RETIRED)
    check_release(released, gate=gate)
    return make_manifest(released, released_on)


def get_released_adaptation(
    base: Framework, adaptation: Adaptation, *, version: str, digest_of_base: str = ""
) -> Framework:
    """Return the effective framework as it is released: under its version number, implemented.

    ``digest_of_base`` is told of a base that is kept under it.
    """
    effective = apply_adaptation(base, adaptation, digest_of_base=digest_of_base)
    return replace(effective, version=version, status=FrameworkStatus.IMPLEMENTED)


def release_adaptation(
    base: Framework,
    adaptation: Adaptation,
    *,
    version: str,
    released_on: date,
    gate: ReleaseGate | None = None,
    released: Framework | None = None,
    written: WrittenFramework | None = None,
    minimums: tuple[PrincipleMinimum, ...] = (),
) -> Release:
    """Return the release of an adaptation under a version number. Raises Refusal when something stops it.

    Unless a gate says otherwise, a country is not held up by recommendations that its base has no text for: it
    cannot write them in the steward's place. The release names them as missing. ``minimums`` are what the steward
    asks of its coverage all the same. ``released`` is what ``get_released_adaptation`` gives, and ``written`` that
    written, where the caller has them already.
    """
    if adaptation.status is FrameworkStatus.RETIRED:
        finding = Finding(code="RELEASE_RETIRED", severity=Severity.ERROR, path="/status")
        raise Refusal("RELEASE_STOPPED", count=1, reasons="/status", findings=(finding,))
    if gate is None:
        gate = ReleaseGate(allow_missing=frozenset(list_missing(base)), principles=minimums)
    if released is None:
        released = get_released_adaptation(base, adaptation, version=version)
    check_release(released, adaptation=adaptation, gate=gate, is_sound=bool(version.strip()))
    made_by = DerivedFrom(
        id=adaptation.id, version=adaptation.version, digest=digest(ADAPTATION_FORMAT.dump(adaptation))
    )
    return make_manifest(released, released_on, made_by, written=written)


def compute_parts(framework: Framework) -> tuple[ReleasePart, ...]:
    """Return the parts of a framework with their digests, in a fixed order: items by identifier."""
    return _parts_of(write_framework(framework))


def _parts_of(written: WrittenFramework) -> tuple[ReleasePart, ...]:
    parts = sorted(written.parts, key=lambda part: (_ORDER[part.kind], part.name))
    return tuple(ReleasePart(kind=part.kind, name=part.name, digest=part.digest) for part in parts)


def _reason(finding: Finding) -> str:
    """Return in a few words what stops a release: what is missing, or else only the place of the fault."""
    if finding.code == "RELEASE_WITHOUT_TEXT":
        return f"recommendation {finding.values['item']} has no text"
    if "principle" in finding.values and "wanted" in finding.values:
        return "principle {principle} has {found} of {wanted} items".format(**finding.values)
    return finding.path or "the whole"


def _is_place(finding: Finding) -> bool:
    return finding.code != "RELEASE_WITHOUT_TEXT" and "wanted" not in finding.values


def list_missing(framework: Framework) -> list[str]:
    """Return the codes of the recommendations that have no text."""
    return [item.code for item in framework.items if item.kind is ItemKind.RECOMMENDATION and not has_text(item)]


def make_manifest(
    released: Framework,
    released_on: date,
    made_by: DerivedFrom | None = None,
    *,
    written: WrittenFramework | None = None,
) -> Release:
    """Return the manifest of a framework that is released as it stands, whatever a gate would say of it.

    ``made_by`` is the adaptation that gave it; ``written`` the framework written, where the caller has it already.
    """
    if written is None:
        written = write_framework(released)
    return Release(
        id=derive_identifier(released.id, "release", released.version),
        framework=released.id,
        code=released.code,
        version=released.version,
        released_on=released_on.isoformat(),
        digest=written.digest,
        meaning=written.meaning,
        derived_from=released.derived_from,
        adaptation=made_by,
        missing=tuple(list_missing(released)),
        parts=_parts_of(written),
    )
