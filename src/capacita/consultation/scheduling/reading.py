"""Reading a schedule of consultations out of a page of free text, as exactly as the page says it and no more.

An entry is a line that begins with a date (or "TBD") and a separator; bullets may stand before it. A line that is
nothing but a month sets the month and year for those below it. The title is the rest of the line as it stands, without
"(Tentative)"; place and group are read from it and also left in it, so that a misreading loses nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

from capacita.consultation.groups import recognise_group
from capacita.consultation.scheduling.checks import check_schedule
from capacita.consultation.scheduling.dated_text import (
    Heading,
    LeadingDate,
    read_heading,
    read_leading_date,
    take_tentative_marks,
)
from capacita.consultation.scheduling.dates import DASHES, YEAR, ScheduledDate
from capacita.consultation.scheduling.entries import Schedule, ScheduleEntry
from capacita.consultation.scheduling.periods import StatedPeriod, read_period
from capacita.vocabulary import Finding, Unreadable

_BULLET: Final = re.compile(rf"\s*(?:>\s*)*[{DASHES}*+•‣◦▪▫·●○■□◆➢►✓✔]+\s*(?:\[[ xX]\]\s*)?")
_NUMBER: Final = re.compile(r"\s*\(?[0-9]{1,3}[.)]\s+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_CAPITALS: Final = r"[^\W\d_a-z][\w'’.-]*(?:\s+(?:(?:de|da|do|la|le|of|del|el|al)\s+)?[^\W\d_a-z][\w'’.-]*){0,3}"
_LAST_SEGMENT: Final = re.compile(rf"\s[{DASHES}]\s+(?P<place>{_CAPITALS})\s*$")
_LONGEST_TITLE_READ: Final = 300  # group and place are looked for this far


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """How a language says where something is held, and capitalised words that are no place."""

    within: re.Pattern[str]
    no_place: re.Pattern[str]


PLACE_WORDS: Final = {
    "en": PlaceWords(
        within=re.compile(rf"\b(?:based |held |hosted )?[iI]n (?P<place>{_CAPITALS})"),
        no_place=re.compile(
            r"\b(?:consultations?|events?|sessions?|workshops?|groups?|online|virtual|remote|hybrid|part|day|round|phase"
            r"|english|french|spanish|arabic|chinese|russian|portuguese|person|partnership|collaboration)\b",
            re.IGNORECASE,
        ),
    )
}


def read_schedule(data: bytes, *, language: str = "en") -> Schedule:
    """Read the schedule out of the bytes of a text. Raises Unreadable when they are no UTF-8; all else is findings."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None
    return read_schedule_text(text, language=language)


def read_schedule_text(text: str, *, language: str = "en") -> Schedule:
    """Read the schedule out of a text."""
    entries: list[ScheduleEntry] = []
    periods: list[StatedPeriod] = []
    findings: list[Finding] = []
    heading = Heading()
    lines = _LINE_END.split(text)
    for number, raw in enumerate(lines, start=1):
        shown = raw.replace("**", "").replace("__", "")
        new_heading = _read_heading(shown, heading, language)
        if new_heading is not None:
            heading = new_heading
            continue
        leading = _read_line(shown, heading, number, language)
        if leading is not None:
            entries.append(_make_entry(leading, number, language))
            findings.extend(leading.findings)
        elif (period := read_period(shown, number, language)) is not None:
            periods.append(period)
    findings.extend(check_schedule(entries, periods, lines))
    return Schedule(entries=tuple(entries), periods=tuple(periods), findings=tuple(findings))


def read_place(title: str, language: str = "en") -> str | None:
    """Return the place that a title names: after "in", or as capitalised words after a dash at its end."""
    words = PLACE_WORDS[language]
    shown = title[:_LONGEST_TITLE_READ]
    for match in (words.within.search(shown), _LAST_SEGMENT.search(shown)):
        if match is None:
            continue
        place = words.no_place.split(match["place"])[0].strip(" -–—'’.")
        if place and (match.re is words.within or place == match["place"].strip(" -–—'’.")):
            return place
    return None


def _read_heading(text: str, above: Heading, language: str) -> Heading | None:
    """Return what a heading sets; a Markdown heading without a date ends the month but keeps the year."""
    bare = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    heading = read_heading(bare.strip(), above, language)
    if heading is not None:
        return heading
    if text.lstrip().startswith("#"):
        years = set(re.findall(rf"(?<![0-9]){YEAR}(?![0-9])", text))
        return Heading(year=int(years.pop()) if len(years) == 1 else above.year)
    return None


def _read_line(text: str, heading: Heading, number: int, language: str) -> LeadingDate | None:
    """Read a line as an entry. Without a bullet it must stand under a month or name its year: prose is no entry."""
    bullet = _BULLET.match(text)
    leading = read_leading_date(text[bullet.end() :], heading, number, language) if bullet else None
    if leading is not None:
        return leading
    leading = read_leading_date(text, heading, number, language)
    if leading is not None and (leading.has_year or heading.month is not None):
        return leading
    numbered = _NUMBER.match(text)  # after the rest, for "12. March" is a day too
    return read_leading_date(text[numbered.end() :], heading, number, language) if numbered else None


def _make_entry(leading: LeadingDate, number: int, language: str) -> ScheduleEntry:
    rest = " ".join(leading.rest.split())  # first, for long runs of white space would make the marks slow to find
    cleaned, marked = take_tentative_marks(rest, language)
    title = " ".join(cleaned.split()).strip(" |") or rest
    when = leading.when
    if marked and not when.tentative:
        when = ScheduledDate(
            precision=when.precision, start=when.start, end=when.end, tentative=True, expected=when.expected
        )
    return ScheduleEntry(
        title=title,
        when=when,
        place=read_place(title, language),
        group=recognise_group(title[:_LONGEST_TITLE_READ], language),
        line=number,
    )
