"""Reading crosswalks for pages: as they came, what was decided, and the frameworks that they link, where they are here."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from capacita.framework.crosswalk import Crosswalk
from capacita.framework.crosswalk.suggesting import compared_text, list_compared
from capacita.framework.model import Framework
from capacita.vocabulary import plain_text
from capacita.web.actors import Actor
from capacita.web.crosswalk.models import LinkReview, ProposedLink
from capacita.web.crosswalk.reviewing import (
    LinkEnd,
    add_proposals,
    apply_reviews,
    get_crosswalk,
)
from capacita.web.documents.packs import shipped_crosswalks
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import framework_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedCrosswalk:
    """A crosswalk with its reviews; ``subject`` and ``object`` only where that framework is on the site.

    ``undecided`` has every link as it came or was put forward, ``crosswalk`` as it stands.
    """

    undecided: Crosswalk
    crosswalk: Crosswalk
    proposals: tuple[ProposedLink, ...]
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
    """Return the crosswalks, as they stand, that link an item; reviews are asked for only where there is any."""
    rows = ProposedLink.objects.for_actor(actor).filter(Q(subject=item_id) | Q(object=item_id))
    proposals = list(rows)
    put_forward = {str(row.crosswalk) for row in proposals}
    about = [
        add_proposals(crosswalk, [row for row in proposals if str(row.crosswalk) == crosswalk.id])
        for crosswalk in shipped_crosswalks().values()
        if crosswalk.id in put_forward or any(item_id in (link.subject, link.object) for link in crosswalk.links)
    ]
    if not about:
        return []
    reviews = list(LinkReview.objects.for_actor(actor).filter(crosswalk__in=[crosswalk.id for crosswalk in about]))
    return [apply_reviews(one, [row for row in reviews if str(row.crosswalk) == one.id]) for one in about]


def list_ends(found: ReviewedCrosswalk, *, is_subject: bool) -> dict[str, LinkEnd]:
    """Return the items of one side that can be linked, by identifier: all that are compared.

    Of a framework that is not here those are known that the crosswalk names: by itself, or by its links.
    """
    crosswalk = found.undecided
    side = crosswalk.subject if is_subject else crosswalk.object
    framework = found.subject_framework if is_subject else found.object_framework
    if framework is not None:
        compared = list_compared(framework, crosswalk.kinds, crosswalk.language)
        return {
            key: LinkEnd(
                id=key,
                code=item.code,
                title=plain_text(item.title, crosswalk.language),
                text=compared_text(item, crosswalk.language),
            )
            for key, item in compared.items()
        }
    named = {item.id: LinkEnd(id=item.id, code=item.code, title=item.title, text="") for item in side.items}
    for link in crosswalk.links:
        if is_subject:
            end = LinkEnd(id=link.subject, code=link.subject_code, title=link.subject_title, text="")
        else:
            end = LinkEnd(id=link.object, code=link.object_code, title=link.object_title, text="")
        named.setdefault(end.id, end)
    return dict(sorted(named.items(), key=lambda entry: _numbers(entry[1].code)))


def _numbers(code: str) -> tuple[tuple[int, str], ...]:
    """Return a code so that 2.10 comes after 2.9."""
    return tuple((int(part) if part.isdecimal() else 0, part) for part in code.split("."))


def _with_reviews(actor: Actor, crosswalks: list[Crosswalk]) -> list[ReviewedCrosswalk]:
    identifiers = [one.id for one in crosswalks]
    reviews = list(LinkReview.objects.for_actor(actor).filter(crosswalk__in=identifiers))
    proposals = list(ProposedLink.objects.for_actor(actor).filter(crosswalk__in=identifiers))
    wanted = {side.id for one in crosswalks for side in (one.subject, one.object)}
    found = FrameworkVersion.objects.for_actor(actor).filter(framework_id__in=wanted).order_by("released_at")
    rows = {(str(row.framework_id), row.version): row for row in found}
    result = []
    for one in crosswalks:
        own = tuple(row for row in reviews if str(row.crosswalk) == one.id)
        added = tuple(row for row in proposals if str(row.crosswalk) == one.id)
        undecided = add_proposals(one, added)
        result.append(
            ReviewedCrosswalk(
                undecided=undecided,
                crosswalk=apply_reviews(undecided, own),
                proposals=added,
                reviews=own,
                subject=rows.get((one.subject.id, one.subject.version)),
                object=rows.get((one.object.id, one.object.version)),
            )
        )
    return result
