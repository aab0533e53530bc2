"""Themes as pages show them: suggestions with every excerpt, the codebook, one theme with who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from capacita.consultation.themes import find_copies
from capacita.web.consultation.models import Contribution
from capacita.web.consultation.terms import IN_WRITING
from capacita.web.jobs.models import Job
from capacita.web.synthesis.presenters import count_words, name_contribution, present_points
from capacita.web.synthesis.queries import Reading, list_excerpts, list_theme_members
from capacita.web.synthesis.terms import THEME_STATUSES
from capacita.web.words import join_words


def present_suggestions(reading: Reading, job: Job | None) -> list[dict[str, Any]]:
    """Return the suggestions of a job with all their excerpts; what has gone since is left out."""
    by_id = reading.by_id
    found = job.result.get("themes", []) if job is not None else []
    return [
        {
            "words": join_words(theme["words"]),
            "counts": count_words(theme["contributions"], theme["people"], theme["collapsed"]),
            "members": [
                {"pk": pk, "number": by_id[pk].number, "text": by_id[pk].text, "nearness": nearness}
                for pk, nearness in theme["members"]
                if pk in by_id
            ],
        }
        for theme in found
    ]


def present_codebook(reading: Reading) -> list[dict[str, Any]]:
    """Return the themes with their three counts, those in use first."""
    members = list_theme_members(reading)
    themes = reading.themes
    lines = [
        {
            "row": row,
            "status": gettext(THEME_STATUSES[row.status][0]),
            "tone": THEME_STATUSES[row.status][1],
            "counts": theme_counts([reading.by_id[pk] for pk in members.get(theme, {}) if pk in reading.by_id]),
            "into": _title(reading, row.into),
            "href": reverse("synthesis-theme", args=[reading.programme.code, theme]),
        }
        for theme, row in themes.items()
    ]
    return sorted(lines, key=lambda line: line["row"].status != "in-use")


def present_theme(reading: Reading, theme: UUID, members: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what the page of a theme shows: its contributions with who assigned them, its wordings, the others."""
    said = [entry for entry in reading.contributions if str(entry.pk) in members]
    points = present_points(reading, said, ())
    rows = [row for row in reading.wordings if row.theme == theme]
    themes = reading.themes
    return {
        "theme": themes[theme],
        "status_words": gettext(THEME_STATUSES[themes[theme].status][0]),
        "status_tone": THEME_STATUSES[themes[theme].status][1],
        "members": [(point, join_words(members[point.pk])) for point in points],
        "counts": theme_counts(said),
        "wordings": [(row, gettext(THEME_STATUSES[row.status][0])) for row in reversed(rows)],
        "into": _title(reading, themes[theme].into),
        "others": [row for row in themes.values() if row.theme != theme and row.status == "in-use"],
        "outside": [(str(entry.pk), name_contribution(entry)) for entry in reading.contributions if entry not in said],
    }


def theme_counts(said: Sequence[Contribution]) -> str:
    """Return the three counts of contributions in words."""
    copies = find_copies(list_excerpts(tuple(said)))
    senders = {str(entry.pk) if entry.consultation.mode == IN_WRITING else str(entry.consultation_id) for entry in said}
    return count_words(len(said), len(senders), len(said) - sum(len(group.excerpts) - 1 for group in copies))


def _title(reading: Reading, theme: UUID | None) -> str:
    found = reading.themes.get(theme) if theme is not None else None
    return found.title if found is not None else ""
