"""Reading crosswalks for pages: as they came, what was decided, and the frameworks that they link, where they are here."""

from __future__ import annotations

from dataclasses import dataclass

from capacita.framework.crosswalk import Crosswalk
from capacita.framework.model import Framework
from capacita.web.actors import Actor
from capacita.web.crosswalk.models import LinkReview
from capacita.web.crosswalk.reviewing import apply_reviews, get_crosswalk, shipped_crosswalks
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import framework_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCrosswalk:
    """A crosswalk with its reviews; ``subject`` and ``object`` only where that framework is on the site."""

    shipped: Crosswalk
    crosswalk: Crosswalk
    reviews: tuple[LinkReview, ...]
    subject: FrameworkVersion | None
    object: FrameworkVersion | None

    @property
    def subject_framework(self) -> Framework | None:
        """The document of the first framework, where it is here."""
        return framework_of(self.subject) if self.subject else None

    @property
    def object_framework(self) -> Framework | None:
        """The document of the second framework, where it is here."""
        return framework_of(self.object) if self.object else None


def list_crosswalks(actor: Actor) -> list[ReviewedCrosswalk]:
    """Return every crosswalk with what was decided about it."""
    return _with_reviews(actor, list(shipped_crosswalks().values()))


def get_reviewed(actor: Actor, code: str) -> ReviewedCrosswalk:
    """Return a crosswalk with what was decided about it. Raises NotFound."""
    return _with_reviews(actor, [get_crosswalk(code)])[0]


def list_crosswalks_about(actor: Actor, item_id: str) -> list[Crosswalk]:
    """Return the crosswalks, as they stand, that link an item; the database is asked only where there is any."""
    about = [
        crosswalk
        for crosswalk in shipped_crosswalks().values()
        if any(item_id in (link.subject, link.object) for link in crosswalk.links)
    ]
    if not about:
        return []
    rows = LinkReview.objects.for_actor(actor).filter(crosswalk__in=[crosswalk.id for crosswalk in about])
    reviews = list(rows)
    return [apply_reviews(one, [row for row in reviews if str(row.crosswalk) == one.id]) for one in about]


def _with_reviews(actor: Actor, crosswalks: list[Crosswalk]) -> list[ReviewedCrosswalk]:
    reviews = list(LinkReview.objects.for_actor(actor).filter(crosswalk__in=[one.id for one in crosswalks]))
    wanted = {side.id for one in crosswalks for side in (one.subject, one.object)}
    found = FrameworkVersion.objects.for_actor(actor).filter(framework_id__in=wanted).order_by("released_at")
    rows = {(str(row.framework_id), row.version): row for row in found}
    result = []
    for one in crosswalks:
        own = tuple(row for row in reviews if str(row.crosswalk) == one.id)
        result.append(
            ReviewedCrosswalk(
                shipped=one,
                crosswalk=apply_reviews(one, own),
                reviews=own,
                subject=rows.get((one.subject.id, one.subject.version)),
                object=rows.get((one.object.id, one.object.version)),
            )
        )
    return result
