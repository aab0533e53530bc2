"""The day of the demonstration's story: fixed, so that every installation shows the same numbers."""

from datetime import date

STORY_DAY = date(2026, 11, 23)
