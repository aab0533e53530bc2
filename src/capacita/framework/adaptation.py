"""National adaptations: whether one is well made, and the framework that it gives when applied to its base.

Applying refuses rather than guesses: another base, a target that is gone, a text that has since changed. What it gives
holds together, and each of its items keeps the identifier that it has in the base.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from capacita.framework.applying import apply_change
from capacita.framework.changes import ADAPTATION_FORMAT, Adaptation, Change, ContextProfile
from capacita.framework.contents import ChangeFault, check_change, read_after
from capacita.framework.digests import framework_digest, meaning_digest
from capacita.framework.draft import Draft
from capacita.framework.model import DerivedFrom, Framework, FrameworkStatus
from capacita.framework.texts import validate_texts
from capacita.framework.validation import check_framework, locate_findings, validate_framework
from capacita.vocabulary import Finding, ReadReport, Refusal, Severity, pointer

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_FICTIONAL_COUNTRY: Final = re.compile(r"X[A-Z]")
_UNFINISHED: Final = frozenset({FrameworkStatus.DRAFT, FrameworkStatus.CONSULTATION})


def read_adaptation(data: bytes) -> ReadReport[Adaptation]:
    """Read an adaptation file and return it with everything that is wrong with its shape and with its sense.

    Raises Unreadable when the bytes are no adaptation document at all.
    """
    report = ADAPTATION_FORMAT.read(data)
    if report.salvaged is None:
        return report
    findings = locate_findings(validate_adaptation(report.salvaged), report)
    return replace(report, findings=(*report.findings, *findings))


def get_sound_adaptation(data: bytes) -> Adaptation:
    """Return the adaptation in these bytes. Raises Unreadable or Refusal, naming the first fault, when it has one."""
    report = read_adaptation(data)
    if report.document is None:
        return ADAPTATION_FORMAT.read_whole(data)
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise Refusal("ADAPTATION_FAULTY", count=len(errors), first=first.code, path=first.path or "the whole")
    return report.document


def validate_adaptation(adaptation: Adaptation) -> list[Finding]:
    """Return everything that is wrong with an adaptation as far as it can be seen without its base."""
    return [
        *_check_header(adaptation),
        *(_check_profile(adaptation.profile) if adaptation.profile else ()),
        *_check_changes(adaptation),
        *validate_texts(adaptation),
    ]


def apply_adaptation(base: Framework, adaptation: Adaptation, *, digest_of_base: str = "") -> Framework:
    """Return the effective framework of an adaptation: its base with all of its Changes.

    Of a base that is kept, ``digest_of_base`` spares looking at it once more; what comes out is looked at in any case.

    Raises Refusal when the base is not the one that the adaptation was made for or is unsound itself, when a Change
    does not fit, and when what comes out does not hold together.
    """
    if digest_of_base:
        _check_base(base, adaptation, digest_of_base)
    else:
        digest_of_base = framework_digest(base)
        check_base(base, adaptation)
        check_framework(base)
    draft = Draft(base, adaptation)
    for place, change in enumerate(adaptation.changes):
        apply_change(draft, change, place)
    changed = draft.framework()
    effective = replace(
        changed,
        id=adaptation.id,
        code=adaptation.code,
        title=adaptation.title,
        language=adaptation.language,
        version=adaptation.version,
        status=adaptation.status,
        publisher=adaptation.publisher or changed.publisher,
        licence=adaptation.licence or changed.licence,
        notice=adaptation.notice or changed.notice,
        derived_from=DerivedFrom(
            id=base.id, version=base.version, digest=digest_of_base, meaning=adaptation.base.meaning
        ),
    )
    _check_orphans(base, effective)
    _check_effective(base, effective)
    return effective


def apply_revision(base: Framework, adaptation: Adaptation, *, digest_of_base: str = "") -> Framework:
    """Return the next version of a framework itself: its Changes applied, and otherwise the framework that it was.

    Raises Refusal as ``apply_adaptation`` does.
    """
    changed = apply_adaptation(base, adaptation, digest_of_base=digest_of_base)
    return replace(
        changed,
        id=base.id,
        code=base.code,
        title=base.title,
        publisher=base.publisher,
        derived_from=base.derived_from,
        status=base.status,
    )


def check_base(base: Framework, adaptation: Adaptation) -> None:
    """Raise Refusal when a framework is not the base that an adaptation was made for.

    The digest may be that of the document or that of its meaning; with the latter, a later translation of the base
    changes nothing. Where the adaptation says what its base means, that has to be so.
    """
    _check_base(base, adaptation, framework_digest(base))
    wanted = adaptation.base
    if wanted.meaning is not None and wanted.meaning != meaning_digest(base):
        raise Refusal("ADAPTATION_BASE_CHANGED", wanted=wanted.version, found=base.version, framework=base.code)


def _check_base(base: Framework, adaptation: Adaptation, digest_of_base: str) -> None:
    wanted = adaptation.base
    if wanted.id != base.id:
        raise Refusal("ADAPTATION_OTHER_BASE", wanted=wanted.id, found=base.id)
    if wanted.digest != digest_of_base and wanted.digest != meaning_digest(base):
        raise Refusal("ADAPTATION_BASE_CHANGED", wanted=wanted.version, found=base.version, framework=base.code)


def _check_orphans(base: Framework, effective: Framework) -> None:
    present = {item.id for item in effective.items}
    codes = {item.id: item.code for item in base.items}
    orphans = [item for item in effective.items if item.parent in codes and item.parent not in present]
    if orphans:
        parents = dict.fromkeys(codes[item.parent] for item in orphans if item.parent)
        raise Refusal("ADAPTATION_ORPHANS", items=", ".join(item.code for item in orphans), parents=", ".join(parents))


def _check_effective(base: Framework, effective: Framework) -> None:
    findings = validate_framework(effective, like=base)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        raise Refusal("ADAPTATION_RESULT_FAULTY", count=len(errors), first=first.code, path=first.path or "the whole")


def _error(finding: str, /, *location: str | int, **values: Any) -> Finding:
    return Finding(code=finding, severity=Severity.ERROR, path=pointer(location), values=values)


def _warning(finding: str, /, *location: str | int, **values: Any) -> Finding:
    return Finding(code=finding, severity=Severity.WARNING, path=pointer(location), values=values)


def _check_header(adaptation: Adaptation) -> Iterator[Finding]:
    if not adaptation.title:
        yield _error("FRAMEWORK_TITLE_MISSING", "title", what="adaptation", name=adaptation.code)
    elif adaptation.language not in adaptation.title:
        yield _warning("FRAMEWORK_LANGUAGE_WITHOUT_TITLE", "title", language=adaptation.language)
    if not adaptation.version.strip():
        yield _error("FRAMEWORK_VERSION_MISSING", "version")
    if adaptation.id == adaptation.base.id:
        yield _error("ADAPTATION_IS_ITS_BASE", "id", id=adaptation.id)
    if not adaptation.changes:
        yield _warning("ADAPTATION_WITHOUT_CHANGES", "changes")


def _check_profile(profile: ContextProfile) -> Iterator[Finding]:
    invented = _FICTIONAL_COUNTRY.fullmatch(profile.country) is not None
    if not _COUNTRY.fullmatch(profile.country):
        yield _error("ADAPTATION_COUNTRY_WRONG", "profile", "country", found=profile.country)
    elif invented != profile.fictional:
        yield _error("ADAPTATION_COUNTRY_FICTIONAL", "profile", "fictional", country=profile.country)
    for place, goal in enumerate(profile.sdgs):
        if not 1 <= goal <= 17:
            yield _error("ADAPTATION_GOAL_UNKNOWN", "profile", "sdgs", place, found=goal)


def _check_changes(adaptation: Adaptation) -> Iterator[Finding]:
    weight = Severity.WARNING if adaptation.status in _UNFINISHED else Severity.ERROR
    first: dict[str, int] = {}
    for place, change in enumerate(adaptation.changes):
        earlier = first.setdefault(change.id, place)
        if earlier != place:
            values = {"id": change.id, "first": pointer(("changes", earlier, "id"))}
            yield _error("FRAMEWORK_DUPLICATE_ID", "changes", place, "id", **values)
        if not change.reason:
            path = pointer(("changes", place, "reason"))
            values = {"kind": change.kind.value, "target": change.target}
            yield Finding(code="ADAPTATION_WITHOUT_REASON", severity=weight, path=path, values=values)
        for index, evidence in enumerate(change.evidence):
            if not evidence.ref.strip():
                yield _error("ADAPTATION_EVIDENCE_EMPTY", "changes", place, "evidence", index, "ref")
        yield from _check_content(change, place)


def _check_content(change: Change, place: int) -> Iterator[Finding]:
    try:
        check_change(change)
    except ChangeFault as fault:
        yield _error(fault.code, "changes", place, *fault.location, **{"kind": change.kind.value, **fault.values})
    else:
        yield from validate_texts(read_after(change), ("changes", place, "after"))
