"""Whether a programme holds together: every reference there, every date sound, every decision with its reason."""

from collections import Counter
from collections.abc import Iterable

from capacita.consultation.lifecycle import CALENDAR_STATUSES, REQUEST_STATUSES
from capacita.consultation.model import DispositionStatus, Programme, Request, WorkshopOutput
from capacita.consultation.scheduling.dates import is_sound
from capacita.vocabulary import Finding, Severity


def validate_programme(programme: Programme) -> list[Finding]:
    """Return everything that is wrong with a programme, each fault with its place."""
    return [
        *_check_header(programme),
        *_check_identifiers(programme),
        *_check_requests(programme),
        *_check_consultations(programme),
        *_check_outputs(programme),
        *_check_contributions(programme),
        *_check_dispositions(programme),
    ]


def validate_request(request: Request, path: str = "/request") -> list[Finding]:
    """Return what is wrong with one request: a date that contradicts itself, a deadline before the day, no zone."""
    findings = []
    if not is_sound(request.when):
        findings.append(_error("PROGRAMME_DATE_UNSOUND", f"{path}/when"))
    elif request.when.end is not None and request.output_deadline < request.when.end:
        deadline, end = request.output_deadline.isoformat(), request.when.end.isoformat()
        findings.append(_error("REQUEST_DEADLINE_EARLY", f"{path}/output_deadline", deadline=deadline, end=end))
    if request.time and not request.time_zone:
        findings.append(_warning("REQUEST_NO_TIME_ZONE", f"{path}/time_zone", time=request.time))
    if not request.target_stakeholders:
        findings.append(_warning("REQUEST_NO_STAKEHOLDERS", f"{path}/target_stakeholders"))
    if request.status not in REQUEST_STATUSES:
        findings.append(
            _error("PROGRAMME_STATUS_WRONG", f"{path}/status", status=request.status.value, thing="request")
        )
    return findings


def _check_header(programme: Programme) -> list[Finding]:
    if programme.closes is None or programme.opens <= programme.closes:
        return []
    opens, closes = programme.opens.isoformat(), programme.closes.isoformat()
    return [_error("PROGRAMME_CLOSES_EARLY", "/closes", opens=opens, closes=closes)]


def _check_identifiers(programme: Programme) -> list[Finding]:
    named = {
        "requests": [entry.id for entry in programme.requests],
        "consultations": [entry.id for entry in programme.consultations],
        "outputs": [entry.id for entry in programme.outputs],
        "contributions": [entry.id for entry in programme.contributions],
        "dispositions": [entry.id for entry in programme.dispositions],
    }
    counts = Counter(identifier for identifiers in named.values() for identifier in identifiers)
    return [
        _error("PROGRAMME_ID_TWICE", f"/{name}/{place}/id", id=identifier)
        for name, identifiers in named.items()
        for place, identifier in enumerate(identifiers)
        if counts[identifier] > 1
    ]


def _check_requests(programme: Programme) -> list[Finding]:
    known = {request.id for request in programme.requests}
    findings: list[Finding] = []
    for place, request in enumerate(programme.requests):
        findings.extend(validate_request(request, f"/requests/{place}"))
    findings.extend(_check_known("contacts", "request", [contact.request for contact in programme.contacts], known))
    return findings


def _check_consultations(programme: Programme) -> list[Finding]:
    known = {request.id for request in programme.requests}
    findings: list[Finding] = []
    for place, meeting in enumerate(programme.consultations):
        path = f"/consultations/{place}"
        if not is_sound(meeting.when):
            findings.append(_error("PROGRAMME_DATE_UNSOUND", f"{path}/when"))
        if meeting.status not in CALENDAR_STATUSES:
            values = {"status": meeting.status.value, "thing": "consultation"}
            findings.append(_error("PROGRAMME_STATUS_WRONG", f"{path}/status", **values))
        if meeting.request is not None and meeting.request not in known:
            findings.append(_error("PROGRAMME_UNKNOWN_ID", f"{path}/request", id=meeting.request))
    return findings


def _check_outputs(programme: Programme) -> list[Finding]:
    known = {meeting.id for meeting in programme.consultations}
    named = [output.consultation for output in programme.outputs]
    findings = _check_known("outputs", "consultation", named, known)
    for place, output in enumerate(programme.outputs):
        findings.extend(check_counts(output, f"/outputs/{place}"))
    return findings


def check_counts(output: WorkshopOutput, path: str = "") -> list[Finding]:
    """Return a finding for each count of participants below zero or not adding up to the number of participants."""
    findings = []
    for name in ("by_stakeholder", "by_gender", "by_age_band", "by_region"):
        counts = getattr(output, name)
        if any(count < 0 for count in counts.values()):
            findings.append(_error("OUTPUT_COUNT_NEGATIVE", f"{path}/{name}", part=name))
        total = sum(counts.values())
        if counts and output.participants is not None and total != output.participants:
            values = {"part": name, "total": str(total), "participants": str(output.participants)}
            findings.append(_warning("OUTPUT_TOTALS_DIFFER", f"{path}/{name}", **values))
    return findings


def _check_contributions(programme: Programme) -> list[Finding]:
    known = {meeting.id for meeting in programme.consultations}
    return _check_known("contributions", "consultation", [said.consultation for said in programme.contributions], known)


def _check_dispositions(programme: Programme) -> list[Finding]:
    known = {said.id for said in programme.contributions}
    named = [decided.contribution for decided in programme.dispositions]
    findings = _check_known("dispositions", "contribution", named, known)
    counts = Counter(named)
    for place, decided in enumerate(programme.dispositions):
        path = f"/dispositions/{place}"
        if counts[decided.contribution] > 1:
            findings.append(_error("LEDGER_DECIDED_TWICE", f"{path}/contribution", contribution=decided.contribution))
        if decided.status is DispositionStatus.OPEN:
            continue
        if not any(wording.text.strip() for wording in decided.reason.values()):
            findings.append(_error("LEDGER_REASON_MISSING", f"{path}/reason", contribution=decided.contribution))
        if not decided.decided_by.strip():
            findings.append(_error("LEDGER_BODY_MISSING", f"{path}/decided_by", contribution=decided.contribution))
        if decided.status in (DispositionStatus.ACCEPTED, DispositionStatus.PARTLY) and not decided.changes:
            findings.append(_error("LEDGER_CHANGE_MISSING", f"{path}/changes", contribution=decided.contribution))
        if (decided.status is DispositionStatus.DUPLICATE) != bool(decided.duplicate_of):
            findings.append(
                _error("LEDGER_DUPLICATE_OF_NOTHING", f"{path}/duplicate_of", contribution=decided.contribution)
            )
        if decided.duplicate_of and decided.duplicate_of not in known:
            findings.append(_error("PROGRAMME_UNKNOWN_ID", f"{path}/duplicate_of", id=decided.duplicate_of))
        if decided.status in (DispositionStatus.DECLINED, DispositionStatus.OUT_OF_SCOPE) and decided.changes:
            values = {"contribution": decided.contribution, "changes": ", ".join(decided.changes)}
            findings.append(_error("LEDGER_CHANGE_UNWANTED", f"{path}/changes", **values))
    return findings


def _check_known(part: str, key: str, named: Iterable[str], known: set[str]) -> list[Finding]:
    return [
        _error("PROGRAMME_UNKNOWN_ID", f"/{part}/{place}/{key}", id=name)
        for place, name in enumerate(named)
        if name not in known
    ]


def _error(code: str, path: str, **values: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, path=path, values=values)


def _warning(code: str, path: str, **values: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, path=path, values=values)
