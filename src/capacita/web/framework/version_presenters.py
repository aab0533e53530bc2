"""The versions and languages of a framework as pages show them: each version's step from the one before, who translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.comparison import VersionStep
from capacita.framework.model import Framework
from capacita.framework.translation import list_credits
from capacita.vocabulary import LocalizedText, direction_of
from capacita.web.framework.addresses import ReaderChoice
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.steps import steps_between
from capacita.web.languages import language_name, language_words

STEPS = {
    VersionStep.SAME: _("Nothing changed but the number"),
    VersionStep.EDITORIAL: _("Editorial: the meaning stayed"),
    VersionStep.MINOR: _("Minor: something new, nothing means anything else"),
    VersionStep.MEANING: _("Meaning: something means something else than before"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version as a row of the list."""

    version: str
    is_newest: bool
    is_shown: bool
    released_at: datetime | None
    step: str  # in words; empty for the first one
    earlier: str  # the version that the step was taken from
    digest: str
    organisation: LocalizedText
    base_title: LocalizedText | None
    base_version: str
    base_href: str
    href: str
    release_href: str
    compare_href: str
    base_compare_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """A language that a framework has texts in, as a link."""

    code: str
    name: str
    direction: str
    href: str
    is_shown: bool


def present_versions(
    found: Sequence[FrameworkVersion], shown: FrameworkVersion, choice: ReaderChoice
) -> tuple[VersionRow, ...]:
    """Return the versions of a framework, newest first, each with the step from the one before."""
    steps = steps_between([(earlier.digest, row.digest) for row, earlier in pairwise(found)])
    words = {pair: gettext(STEPS[step]) for pair, step in steps.items()}
    return tuple(
        _row(
            row, earlier, shown, choice, row is found[0], words.get((earlier.digest, row.digest), "") if earlier else ""
        )
        for row, earlier in zip(found, [*found[1:], None], strict=True)
    )


def _row(
    row: FrameworkVersion,
    earlier: FrameworkVersion | None,
    shown: FrameworkVersion,
    choice: ReaderChoice,
    is_newest: bool,
    step: str,
) -> VersionRow:
    base = row.base
    return VersionRow(
        version=row.version,
        is_newest=is_newest,
        is_shown=row.pk == shown.pk,
        released_at=row.released_at,
        step=step,
        earlier=earlier.version if earlier else "",
        digest=row.digest,
        organisation=row.organisation.name,
        base_title=base.title if base else None,
        base_version=base.version if base else "",
        base_href=_version_address("framework", base, choice) if base else "",
        href=_version_address("framework", row, choice),
        release_href=_version_address("framework-release", row, choice),
        compare_href=compare_address(earlier, row, choice) if earlier else "",
        base_compare_href=compare_base_address(row, choice) if base else "",
    )


def compare_address(before: FrameworkVersion, after: FrameworkVersion, choice: ReaderChoice) -> str:
    """Return the address of the page that sets two versions of one framework side by side."""
    query = choice.with_values(version="", **{"from": before.version, "to": after.version})
    return reverse("framework-compare", args=[after.code]) + query


def compare_base_address(row: FrameworkVersion, choice: ReaderChoice) -> str:
    """Return the address of the page that sets a version beside what it was made from."""
    query = choice.with_values(version="", **{"from": "base", "to": row.version})
    return reverse("framework-compare", args=[row.code]) + query


def _version_address(route: str, row: FrameworkVersion, choice: ReaderChoice) -> str:
    return reverse(route, args=[row.code]) + choice.with_values(version=row.version)


def present_languages(
    framework: Framework, address: str, choice: ReaderChoice, **values: str
) -> tuple[LanguageChoice, ...]:
    """Return the languages that a framework has texts in, each leading to the same page in it."""
    shown = choice.language
    return tuple(
        LanguageChoice(
            code=tag,
            name=language_name(tag),
            direction=direction_of(tag),
            href=address + choice.with_values(text=tag, **values),
            is_shown=tag == shown,
        )
        for tag in languages_of(framework)
    )


def languages_of(framework: Framework) -> tuple[str, ...]:
    """Return the languages in which any item has a title."""
    return tuple(sorted({tag for item in framework.items for tag in item.title}))


def best_language(framework: Framework, wanted: str) -> str:
    """Return the wanted language where a framework has texts in it, else its own."""
    return wanted if wanted in languages_of(framework) else framework.language


def present_credits(framework: Framework) -> list[dict[str, Any]]:
    """Return who is credited for translating a framework and for reviewing that, by language."""
    return [
        {
            "language": language_words(credit.language),
            "translators": credit.translators,
            "reviewers": credit.reviewers,
        }
        for credit in list_credits(framework)
    ]


def present_standing(
    found: Sequence[FrameworkVersion], shown: FrameworkVersion, choice: ReaderChoice
) -> dict[str, Any]:
    """Return what a page of a version says about it: how many there are, and whether a newer one stands here."""
    newest = found[0]
    is_old = shown.pk != newest.pk
    return {
        "row": shown,
        "keep": choice.query,
        "keep_text": choice.with_values(version=""),
        "choice": choice,
        "is_old": is_old,
        "newest": newest,
        "compare_href": compare_address(shown, newest, choice) if is_old else "",
        "other_versions": len(found) - 1,
    }
