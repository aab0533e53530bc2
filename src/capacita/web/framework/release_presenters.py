"""What a released version is, as its page shows it: who released it, how to check it, what it covers and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.coverage import compute_principle_coverage
from capacita.framework.digests import meaning_digest
from capacita.framework.model import Framework, FrameworkStatus
from capacita.framework.release import Release
from capacita.vocabulary import plain_text
from capacita.web.documents.store import load_release
from capacita.web.framework.addresses import ReaderChoice
from capacita.web.framework.compare_presenters import WEIGHTS, sum_up
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import framework_of, undescribed_of
from capacita.web.framework.steps import step_between
from capacita.web.framework.terms import principle_words
from capacita.web.framework.text_counts import text_counts_of
from capacita.web.framework.version_presenters import STEPS, compare_address, compare_base_address, present_credits
from capacita.web.languages import language_name

STATUSES = {
    FrameworkStatus.DRAFT: _("Draft"),
    FrameworkStatus.CONSULTATION: _("Under consultation"),
    FrameworkStatus.IMPLEMENTED: _("In force"),
    FrameworkStatus.RETIRED: _("Retired"),
}
LENSES = {
    "roam-x": _("ROAM-X principles"),
    "sdg": _("Sustainable Development Goals"),
    "gender": _("Gender"),
    "aim": _("Aims"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageState:
    """How far a language is: texts that there are, of how many, and how many of them nobody has read or are overtaken."""

    name: str
    there: int
    all: int
    machine: int
    stale: int

    @property
    def missing(self) -> int:
        """How many texts there are not."""
        return self.all - self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class LensOnPage:
    """A set of principles: how many are served, how many by a confirmed tag, and which by nothing."""

    title: str
    principles: int
    served: int
    confirmed: int
    gaps: tuple[str, ...]


def present_release(
    found: Sequence[FrameworkVersion], row: FrameworkVersion, choice: ReaderChoice, identifier: str
) -> dict[str, Any]:
    """Return what a version is; ``identifier`` is its whole address."""
    framework = undescribed_of(row)
    place = list(found).index(row)
    earlier = found[place + 1] if place + 1 < len(found) else None
    release = load_release(row.release_digest) if row.release_digest else None
    before = earlier or row.base
    step = step_between(before.digest, row.digest) if before else None
    return {
        "framework_title": framework.title,
        "status": gettext(STATUSES[framework.status]),
        "items": len(framework.items),
        "licence": framework.licence,
        "publisher": framework.publisher,
        "step": gettext(STEPS[step.step]) if step and earlier else "",
        "earlier": earlier,
        "summary": sum_up(step.sorts) if step else (),
        "weight": gettext(WEIGHTS[step.weight]) if step and earlier else "",
        "step_href": compare_address(earlier, row, choice) if earlier else "",
        "base_href": _base_address(row, choice),
        "base_title": row.base.title if row.base else None,
        "base_compare_href": compare_base_address(row, choice) if row.base else "",
        "derived_from": framework.derived_from if not row.base else None,
        "meaning": release.meaning if release else meaning_digest(framework_of(row)),
        "release": release,
        "is_signed": bool(release and release.signature),
        "lenses": _lenses(framework),
        "translations": _present_languages(row.digest),
        "missing": _missing(framework, release),
        "credits": present_credits(framework),
        "sources": framework.sources,
        "identifier": identifier,
        "citation": _cite(row, framework, identifier),
    }


def _base_address(row: FrameworkVersion, choice: ReaderChoice) -> str:
    if row.base is None:
        return ""
    return reverse("framework", args=[row.base.code]) + choice.with_values(version=row.base.version)


def _lenses(framework: Framework) -> tuple[LensOnPage, ...]:
    return tuple(
        LensOnPage(
            title=gettext(LENSES[lens.name]),
            principles=lens.principles,
            served=lens.served,
            confirmed=lens.confirmed,
            gaps=tuple(principle_words(principle.code) for principle in lens.gaps),
        )
        for lens in compute_principle_coverage(framework).lenses
    )


def _present_languages(digest: str) -> tuple[LanguageState, ...]:
    """Return how far each language of a kept framework is, the furthest first."""
    return tuple(
        LanguageState(
            name=language_name(count.language),
            there=count.there,
            all=count.all,
            machine=count.machine,
            stale=count.stale,
        )
        for count in text_counts_of(digest)
    )


def _missing(framework: Framework, release: Release | None) -> tuple[str, ...]:
    if release is not None:
        return release.missing
    return tuple(item.code or item.id for item in framework.items if not item.title and not item.statement)


def _cite(row: FrameworkVersion, framework: Framework, identifier: str) -> str:
    """Return how to cite a version, in the language in which it was written."""
    who = framework.publisher or plain_text(row.organisation.name, framework.language)
    title = plain_text(framework.title, framework.language)
    year = f" ({row.released_at.year})" if row.released_at else ""
    licence = f" {framework.licence}." if framework.licence else ""
    return f"{who}{year}. {title}, version {row.version}.{licence} {identifier}"
