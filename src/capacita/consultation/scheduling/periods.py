"""The period in which a page says that consultations may be held, to hold the schedule against."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from capacita.consultation.scheduling.dates import (
    CALENDAR_WORDS,
    DASHES,
    YEAR,
    ScheduledDate,
    in_month,
    month_of,
    spell_day,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPeriod:
    """A period that a sentence of the page states, both ends inclusive, and whether for some consultations only."""

    start: date
    end: date
    line: int
    regional_only: bool

    def covers(self, when: ScheduledDate) -> bool:
        """Tell whether a date may lie in the period; a date without even a month may."""
        if when.start is not None and when.end is not None:
            return when.start <= self.end and when.end >= self.start
        return when.expected is None or self.start.isoformat()[:7] <= when.expected <= self.end.isoformat()[:7]

    def spell(self) -> str:
        """Return the period in words."""
        return f"{spell_day(self.start)} to {spell_day(self.end)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodWords:
    """The words by which a language says when consultations may be held, as regular expressions."""

    consultation: str
    held: str
    during: str
    joined: str
    regional: str


PERIOD_WORDS: Final[Mapping[str, PeriodWords]] = {
    "en": PeriodWords(
        consultation=r"consultations?|sessions?|workshops?|dialogues?",
        held=r"organi[sz]ed?|held|hold|take place|start(?:ed)?|run|open",
        during=r"during|between|from|in|within",
        joined=r"and|to|until|through",
        regional=r"regional|national",
    )
}
_LONGEST_SENTENCE: Final = 400


def read_period(text: str, line: int, language: str = "en") -> StatedPeriod | None:
    """Return the period that a line states, such as "consultations can be organised during April and May 2022"."""
    if len(text) > _LONGEST_SENTENCE:
        return None
    words = PERIOD_WORDS[language]
    has_all = all(re.search(rf"\b(?:{part})\b", text, re.IGNORECASE) for part in (words.consultation, words.held))
    match = _pattern(language).search(text) if has_all else None
    if match is None:
        return None
    calendar_words = CALENDAR_WORDS[language]
    last_month = month_of(match["m2"] or match["m1"], calendar_words)
    last_year = int(match["y2"] or match["y3"])
    first_month = month_of(match["m1"], calendar_words)
    first_year = int(match["y1"] or last_year - (first_month > last_month))
    start, end = in_month(first_year, first_month).start, in_month(last_year, last_month).end
    if start is None or end is None or start > end:
        return None
    regional_only = re.search(rf"\b(?:{words.regional})\b", text, re.IGNORECASE) is not None
    return StatedPeriod(start=start, end=end, line=line, regional_only=regional_only)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = PERIOD_WORDS[language]
    month = "(?:" + "|".join(CALENDAR_WORDS[language].months) + r")(?!\w)"
    return re.compile(
        rf"\b(?:{words.during})\s+(?P<m1>{month})"
        rf"(?:(?:,?\s+(?P<y1>{YEAR}))?\s*(?:[{DASHES}]|\b(?:{words.joined})\b)\s*(?P<m2>{month}),?\s+(?P<y2>{YEAR})"
        rf"|,?\s+(?P<y3>{YEAR}))(?![0-9])",
        re.IGNORECASE,
    )
