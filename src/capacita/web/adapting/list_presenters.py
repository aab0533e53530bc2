"""The drafts and releases of a country as their list shows them, and what a new draft can start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from capacita.vocabulary import show_text
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.adapting.queries import DraftsOfCountry
from capacita.web.framework.models import FrameworkVersion
from capacita.web.languages import language_name
from capacita.web.words import join_words


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft or a release as a line of the list."""

    title: Any
    href: str
    base_title: Any
    base_version: str
    version: str
    steps: str
    code: str


def present_list(country: DraftsOfCountry, language: str) -> dict[str, Any]:
    """Return the open drafts and the releases of a country."""
    open_codes = {draft.code for draft in country.drafts}
    return {
        "drafts": [_draft_line(draft, language) for draft in country.drafts],
        "aside": [_draft_line(draft, language) for draft in country.aside],
        "waiting": [
            {
                "title": show_text(entry.release.title, language),
                "version": entry.newer.version,
                "base_title": show_text(entry.newer.title, language),
                "code": entry.release.code,
                "changes": ngettext("{number} change", "{number} changes", entry.changes).format(number=entry.changes),
                "languages": join_words(language_name(tag) for tag in entry.languages),
                "merge": entry.merge,
            }
            for entry in country.waiting
        ],
        "releases": [
            (_release_line(row, language), row.code not in open_codes and country.may_write) for row in country.releases
        ],
        "may_write": country.may_write,
        "may_release": country.may_release,
        "may_translate": country.may_translate,
    }


def base_choices(bases: list[FrameworkVersion], language: str) -> list[tuple[str, str]]:
    """Return the frameworks to start from, as the choices of a form."""
    choices = []
    for row in bases:
        shown = show_text(row.title, language)
        words = gettext("{title}, version {version}").format(
            title=shown.text if shown else row.code, version=row.version
        )
        choices.append((str(row.pk), words))
    return choices


def _draft_line(draft: AdaptationDraft, language: str) -> DraftLine:
    count: int = draft.step_count  # type: ignore[attr-defined] # annotated by list_drafts
    return DraftLine(
        title=show_text(draft.title, language),
        href=reverse("adapt-draft", args=[draft.organisation.code, draft.pk]),
        base_title=show_text(draft.base.title, language),
        base_version=draft.base.version,
        version="",
        steps=ngettext("{number} step", "{number} steps", count).format(number=count),
        code=draft.code,
    )


def _release_line(row: FrameworkVersion, language: str) -> DraftLine:
    base = row.base  # none of a framework that its keeper wrote anew
    return DraftLine(
        title=show_text(row.title, language),
        href=reverse("framework", args=[row.code]),
        base_title=show_text(base.title, language) if base else None,
        base_version=base.version if base else "",
        version=row.version,
        steps="",
        code=row.code,
    )
