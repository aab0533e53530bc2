"""What every page of a text with comments needs: the programme, the version that is read, and whether one may comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from capacita.consultation.commenting.anchoring import AnchorIndex
from capacita.web.actors import actor_of
from capacita.web.commenting.periods import CommentPeriod, period_of
from capacita.web.commenting.queries import choose_text_version, get_text_programme, index_of, list_text_versions
from capacita.web.consultation.models import Programme
from capacita.web.consultation.terms import PHASES
from capacita.web.framework.addresses import ReaderChoice, choice_of
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.version_presenters import LanguageChoice, present_languages
from capacita.web.patterns.templatetags.capacita_ui import period as days


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """The text of a programme as one reader reads it."""

    programme: Programme
    version: FrameworkVersion
    versions: tuple[dict[str, Any], ...]
    newer: FrameworkVersion | None  # a version after the one that is read
    choice: ReaderChoice
    index: AnchorIndex
    period: CommentPeriod
    is_own_version: bool
    next_phases: tuple[dict[str, str], ...]
    languages: tuple[LanguageChoice, ...]

    @property
    def may_write(self) -> bool:
        """Tell whether comments are taken on what is read: on the version that the programme is about, while open."""
        return self.is_own_version and self.period.is_open


def open_text_page(request: HttpRequest, code: str) -> TextPage:
    """Return the text that was asked for, in the version that was asked for. Raises NotFound."""
    actor = actor_of(request)
    programme = get_text_programme(actor, code)
    versions = list_text_versions(actor, programme)
    choice = choice_of(request)
    version = choose_text_version(programme, versions, choice.version)
    index = index_of(version.digest)
    period = period_of(programme, on=timezone.localdate())
    here = reverse("comment-text", args=[code])
    return TextPage(
        programme=programme,
        version=version,
        versions=tuple(
            {
                "name": row.version,
                "href": here + choice.with_values(version=row.version),
                "current": row.pk == version.pk,
                "is_own": row.pk == programme.framework_version_id,
            }
            for row in versions
        ),
        newer=versions[0] if versions[0].pk != version.pk else None,
        choice=choice,
        index=index,
        period=period,
        is_own_version=version.pk == programme.framework_version_id,
        next_phases=tuple(
            {"name": gettext(PHASES[phase.kind]), "days": days(phase.opens_on, phase.closes_on)}
            for phase in period.next_phases
        ),
        languages=present_languages(index.framework, request.path, choice),
    )
