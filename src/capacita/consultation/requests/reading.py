"""The six fields of a request out of labelled texts, whether they came in a letter or in a row of a sheet.

What cannot be read stays empty with a finding that says where; nothing is guessed. A date of numbers alone is read only
where day and month cannot be taken for each other.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Final

from capacita.consultation.groups import GROUP_WORDS, StakeholderType
from capacita.consultation.model import SessionMode
from capacita.consultation.scheduling.dated_text import Heading, read_leading_date
from capacita.consultation.scheduling.dates import DatePrecision, ScheduledDate, on_day, undecided
from capacita.consultation.scheduling.times import read_time_span, read_zone
from capacita.vocabulary import Finding, Severity


class RequestField(StrEnum):
    """What is asked of somebody who wants to organise a consultation; name and organisation may stand apart from contact."""

    DATE = "date"
    TIME = "time"
    ZONE = "time_zone"
    STAKEHOLDERS = "stakeholders"
    MODE = "mode"
    NAME = "name"
    CONTACT = "contact"
    DEADLINE = "deadline"
    INSTITUTION = "institution"


# How people head these fields, in English and French; the first are those that a template uses.
LABELS: Final[Mapping[RequestField, tuple[str, ...]]] = {
    RequestField.DATE: ("date", "day", "date of consultation", "proposed date", "jour", "date proposée"),
    RequestField.TIME: ("time", "hour", "hours", "heure", "horaire"),
    RequestField.ZONE: ("time zone", "timezone", "zone", "fuseau horaire"),
    RequestField.STAKEHOLDERS: (
        "target stakeholders", "stakeholders", "target audience", "audience", "participants", "for whom",
        "parties prenantes", "public",
    ),
    RequestField.MODE: ("mode", "mode (online or offline)", "format", "modality", "online or offline", "modalité"),
    RequestField.NAME: ("name", "contact name", "organiser", "organizer", "nom"),
    RequestField.CONTACT: (
        "contact", "contact details", "name and contact details", "name and contact", "e-mail", "email", "phone",
        "telephone", "coordonnées", "nom et coordonnées",
    ),
    RequestField.DEADLINE: (
        "deadline", "deadline for submission of workshop output", "output deadline", "output by",
        "deadline for submission of workshop output to unesco", "deadline for output", "date limite",
    ),
    RequestField.INSTITUTION: (
        "organisation", "organization", "institution", "name of organisation", "name of organization", "affiliation",
        "organisme",
    ),
}  # fmt: skip
TEMPLATE: Final = {
    RequestField.DATE: "Date",
    RequestField.TIME: "Time",
    RequestField.ZONE: "Time zone",
    RequestField.STAKEHOLDERS: "Target stakeholders",
    RequestField.MODE: "Mode (online or offline)",
    RequestField.NAME: "Name",
    RequestField.CONTACT: "Contact details",
    RequestField.DEADLINE: "Deadline for submission of workshop output",
    RequestField.INSTITUTION: "Organisation",
}
_FIELD_OF: Final = {label: name for name, labels in LABELS.items() for label in labels}
_NUMBERS: Final = re.compile(r"\s*([0-9]{1,2})[./]([0-9]{1,2})[./]((?:19|20|21)[0-9]{2})\s*")
_MIDNIGHT: Final = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_OPEN_WORDS: Final = re.compile(
    r"\b(?:tb[dca]|to be (?:decided|determined|confirmed|agreed)|open|not settled)\b", re.IGNORECASE
)
_MODES: Final = (
    (SessionMode.HYBRID, re.compile(r"\bhybrid|online and (?:offline|in person)|both\b|\bhybride", re.IGNORECASE)),
    (
        SessionMode.OFFLINE,
        re.compile(r"\boff-?line|in[ -]person|face[ -]to[ -]face|on[ -]?site|présentiel", re.IGNORECASE),
    ),
    (SessionMode.ONLINE, re.compile(r"\bon-?line|virtual|remote|zoom|teams|webinar|en ligne", re.IGNORECASE)),
)
EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE: Final = re.compile(r"\+?[0-9][0-9 ()/.\-]{5,20}[0-9]")
# Words that name an institution wherever they stand, in English, French and Spanish.
_INSTITUTION: Final = re.compile(
    r"\b(?:minist(?:ry|ère|erio)|agenc(?:y|e|ia)|authority|autorité|autoridad|universit\w*|universidad|institut\w*|"
    r"academy|académie|school of|école|department|département|departamento|directorate|council|conseil|consejo|"
    r"commission|comisión|association|asociación|foundation|fondation|fundación|parliament|parlement|"
    r"court of|supreme court|city of|municipality|municipalité|secretariat|secrétariat|united nations|unesco|ngo|ong)\b",
    re.IGNORECASE,
)
_LAST_MONTH: Final = 12
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRequest:
    """What could be read of a request; ``missing`` names the fields that stayed empty and are needed."""

    line: int | None = None
    when: ScheduledDate | None = None
    when_words: str = ""
    starts_at: time | None = None
    ends_at: time | None = None
    time_zone: str | None = None
    time_words: str = ""
    stakeholders: tuple[StakeholderType, ...] = ()
    audience: str = ""
    mode: SessionMode | None = None
    name: str = ""
    contact: str = ""
    institution: str = ""
    output_due_on: date | None = None
    missing: tuple[RequestField, ...] = ()
    cells: Mapping[RequestField, str] = field(default_factory=dict)  # as they came, in one line each
    findings: tuple[Finding, ...] = ()


def field_of_label(label: str) -> RequestField | None:
    """Return the field that a heading names, however it is written; None for any other heading."""
    plain = re.sub(r"\s+", " ", label.strip(" \t*•-–—_:#?").casefold().replace("&", "and"))
    if plain in _FIELD_OF:
        return _FIELD_OF[plain]
    without = re.sub(r"\s*\([^)]*\)", "", plain).strip()
    return _FIELD_OF.get(without)


def read_request(
    cells: Mapping[RequestField, str], *, zones: Collection[str], line: int | None = None, today: date | None = None
) -> ReadRequest:
    """Return what the cells of a request say. ``zones`` are the names of time zones that there are.

    With ``today`` a day that has passed is a finding.
    """
    notes: list[Finding] = []

    def note(code: str, name: RequestField, severity: Severity = Severity.ERROR, **values: str) -> None:
        lines = (line,) if line is not None else ()
        notes.append(Finding(code=code, severity=severity, path=f"/{name.value}", lines=lines, values=values))

    given = {name: " ".join(text.split())[:_LONGEST] for name, text in cells.items()}
    when, day_fault = read_day(given.get(RequestField.DATE, ""))
    if day_fault:
        note(day_fault, RequestField.DATE, date=given[RequestField.DATE])
    due, due_fault = read_day(given.get(RequestField.DEADLINE, ""))
    due_on = due.start if due is not None and due.precision is DatePrecision.DAY else None
    if due_fault or (given.get(RequestField.DEADLINE) and due_on is None):
        note(due_fault or "REQUEST_DEADLINE_VAGUE", RequestField.DEADLINE, date=given[RequestField.DEADLINE])
    time_text, zone_text = _split_time(given.get(RequestField.TIME, ""), given.get(RequestField.ZONE, ""), zones)
    span = read_time_span(time_text) if time_text else None
    zone = read_zone(zone_text, zones) if zone_text else None
    if time_text and span is None and not _OPEN_WORDS.search(time_text):
        note("REQUEST_TIME_UNREADABLE", RequestField.TIME, time=time_text)
    if span is not None and zone is None:
        note("REQUEST_ZONE_UNKNOWN" if zone_text else "REQUEST_NO_TIME_ZONE", RequestField.ZONE,
             time=time_text, zone=zone_text)  # fmt: skip
    kinds, audience = read_stakeholders(given.get(RequestField.STAKEHOLDERS, ""))
    mode = read_mode(given.get(RequestField.MODE, ""))
    if given.get(RequestField.MODE) and mode is None:
        note("REQUEST_MODE_UNKNOWN", RequestField.MODE, found=given[RequestField.MODE])
    whole_name, contact = read_contact(given.get(RequestField.NAME, ""), given.get(RequestField.CONTACT, ""))
    called, institution = split_institution(whole_name, given.get(RequestField.INSTITUTION, ""))
    if when is not None and when.end is not None and due_on is not None and due_on < when.end:
        note("REQUEST_DEADLINE_EARLY", RequestField.DEADLINE, deadline=due_on.isoformat(), end=when.end.isoformat())
    if today is not None and when is not None and when.end is not None and when.end < today:
        note("REQUEST_DAY_PASSED", RequestField.DATE, Severity.WARNING, day=when.end.isoformat())
    found = {
        RequestField.DATE: when is not None, RequestField.STAKEHOLDERS: bool(kinds), RequestField.MODE: mode is not None,
        RequestField.NAME: bool(called), RequestField.CONTACT: bool(contact), RequestField.DEADLINE: due_on is not None,
    }  # fmt: skip
    missing = tuple(name for name, there in found.items() if not there)
    for name in missing:
        if not any(finding.path == f"/{name.value}" for finding in notes):
            note("REQUEST_FIELD_MISSING", name, Severity.WARNING, field=TEMPLATE[name])
    return ReadRequest(
        line=line, when=when, when_words=given.get(RequestField.DATE, "")[:120],
        starts_at=span.start if span else None, ends_at=span.end if span else None, time_zone=zone,
        time_words=", ".join(part for part in (time_text, zone_text) if part)[:60],
        stakeholders=kinds, audience=audience, mode=mode, name=called[:200], contact=contact[:300],
        institution=institution[:200], output_due_on=due_on, missing=missing, cells=given, findings=tuple(notes),
    )  # fmt: skip


def read_day(text: str) -> tuple[ScheduledDate | None, str]:
    """Return the date that a text names, as exactly as it does, or the code of what is wrong with it."""
    shown = _MIDNIGHT.sub("", text.strip())
    if not shown:
        return None, ""
    numbers = _NUMBERS.fullmatch(shown)
    if numbers is not None:
        first, second, year = (int(part) for part in numbers.groups())
        if first <= _LAST_MONTH and second <= _LAST_MONTH and first != second:
            return None, "REQUEST_DATE_AMBIGUOUS"
        day, month = (first, second) if second <= _LAST_MONTH else (second, first)
        try:
            return on_day(date(year, month, day)), ""
        except ValueError:
            return None, "REQUEST_NO_SUCH_DATE"
    found = read_leading_date(f"{shown}: .", Heading(), 1)
    if found is not None and found.findings:
        code = found.findings[0].code
        return None, {"SCHEDULE_NO_SUCH_DATE": "REQUEST_NO_SUCH_DATE", "SCHEDULE_YEAR_MISSING": "REQUEST_YEAR_MISSING"}.get(
            code, "REQUEST_NO_SUCH_DATE"
        )  # fmt: skip
    if found is not None:
        return found.when, ""
    if _OPEN_WORDS.search(shown):
        return undecided(), ""
    return None, "REQUEST_DATE_UNREADABLE"


def read_stakeholders(text: str) -> tuple[tuple[StakeholderType, ...], str]:
    """Return the kinds of people that a text names, and the text itself; somebody else it names is an other."""
    known = {kind.value for kind in StakeholderType}
    found = [group for group, words in GROUP_WORDS["en"] if words.search(text)]
    kinds = tuple(dict.fromkeys(StakeholderType(group.value) for group in found if group.value in known))
    if not kinds and text:
        kinds = (StakeholderType.OTHER,)
    return kinds, text


def read_mode(text: str) -> SessionMode | None:
    """Return how people meet, None where the text does not say or says nothing known."""
    online, offline = (any(kind is mode and words.search(text) for kind, words in _MODES)
                       for mode in (SessionMode.ONLINE, SessionMode.OFFLINE))  # fmt: skip
    if online and offline:
        return SessionMode.HYBRID
    return next((mode for mode, words in _MODES if words.search(text)), None)


def read_contact(name: str, contact: str) -> tuple[str, str]:
    """Return a name, and the addresses and numbers by which somebody is reached; both may stand in one text."""
    whole = f"{name} {contact}" if name else contact
    reached = [*EMAIL.findall(whole), *PHONE.findall(EMAIL.sub(" ", whole))]
    left = PHONE.sub(" ", EMAIL.sub(" ", name or contact))
    left = re.sub(r"(?:e-?mail|tel(?:ephone)?|phone|mobile|contact|name)\s*[:.]", " ", left, flags=re.IGNORECASE)
    called = " ".join(left.replace("<", " ").replace(">", " ").split()).strip(" ,;:()-–|")
    return called, ", ".join(dict.fromkeys(part.strip() for part in reached))


def split_institution(name: str, stated: str = "") -> tuple[str, str]:
    """Return who asks and for which institution: as stated, else the part of a name that says itself to be one.

    A name in one piece stays a name, whether or not it is that of an institution.
    """
    parts = [part for part in re.split(r"\s*[,;|()]\s*|\s+[-–—]\s+", name) if part]
    found = stated or next((part for part in parts if _INSTITUTION.search(part)), "")
    left = [part for part in parts if part.casefold() != found.casefold()]
    return name if not left or len(left) == len(parts) else ", ".join(left), found


def _split_time(time_text: str, zone_text: str, zones: Collection[str]) -> tuple[str, str]:
    """Return a time and its zone where both stand in one text: "09:00 to 12:30, Nairobi time", "14:00 (UTC+3)"."""
    if zone_text or not time_text:
        return time_text, zone_text
    for match in re.finditer(r"[\s,(]+", time_text):
        before, after = time_text[: match.start()], time_text[match.end() :].strip(" ()")
        if read_time_span(before) is not None and read_zone(after, zones) is not None:
            return before, after
    parts = re.split(r"\s*[,(]\s*", time_text, maxsplit=1)
    if len(parts) > 1 and read_time_span(parts[0]) is not None:
        return parts[0], parts[1].strip(" )")
    return time_text, ""
