"""Putting links forward, deciding about them, and taking a decision back; nothing is ever overwritten."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from capacita.framework.crosswalk import Crosswalk, LinkDecision, MatchRelation
from capacita.framework.crosswalk.suggesting import find_evidence
from capacita.vocabulary import NotAllowed, NotFound, Refusal, derive_identifier, text_digest
from capacita.web.actors import Actor, Role
from capacita.web.audit.services import audited
from capacita.web.crosswalk.models import LinkReview, ProposedLink
from capacita.web.crosswalk.reviewing import LinkEnd, get_link, standing_reviews
from capacita.web.permissions import RULES, Action, check_may


@audited("crosswalk.decided")
def decide(
    actor: Actor,
    *,
    crosswalk: Crosswalk,
    link_id: str,
    decision: LinkDecision,
    relation: MatchRelation | None,
    reason: str,
    language: str,
    seen: int,
) -> LinkReview:
    """Keep a reviewer's decision on a link.

    ``seen`` is the number of the last review of the link that the reviewer saw. Raises Refusal where somebody else
    has decided meanwhile, where no reason is given, or where a link is accepted without a relation.
    """
    organisation_id, role = _reviewer(actor)
    check_may(actor, Action.REVIEW_CROSSWALK, organisation_id=organisation_id)
    link = get_link(crosswalk, link_id)
    if decision is LinkDecision.ACCEPTED and relation is None:
        raise Refusal("CROSSWALK_WITHOUT_RELATION", link=f"{link.subject_code} - {link.object_code}")
    if not reason.strip():
        raise Refusal("CROSSWALK_REASON_MISSING")
    if _last_number(crosswalk, link_id) != seen:
        raise Refusal("CROSSWALK_MOVED")
    return LinkReview.objects.create(
        organisation_id=organisation_id,
        published=True,
        crosswalk=crosswalk.id,
        link=link_id,
        number=_next_number(crosswalk.id),
        decision=decision.value,
        relation=relation.value if relation and decision is LinkDecision.ACCEPTED else "",
        reason=reason.strip(),
        language=language,
        texts=link.of or "",
        author_id=actor.person_id,
        author_role=role.value,
    )


@audited("crosswalk.put-forward")
def put_forward(
    actor: Actor,
    *,
    crosswalk: Crosswalk,
    subject: LinkEnd,
    object_: LinkEnd,
    relation: MatchRelation,
    reason: str,
    language: str,
) -> ProposedLink:
    """Keep a link that nobody had suggested; it stays open until somebody decides. Sent twice, it is kept once."""
    organisation_id, role = _reviewer(actor)
    check_may(actor, Action.REVIEW_CROSSWALK, organisation_id=organisation_id)
    if not reason.strip():
        raise Refusal("CROSSWALK_REASON_MISSING")
    both_here = bool(subject.text and object_.text)
    made: ProposedLink
    made, _created = ProposedLink.objects.get_or_create(
        link=derive_identifier(crosswalk.id, subject.id, object_.id),
        defaults={
            "organisation_id": organisation_id,
            "published": True,
            "crosswalk": crosswalk.id,
            "subject": subject.id,
            "subject_code": subject.code,
            "subject_title": subject.title,
            "object": object_.id,
            "object_code": object_.code,
            "object_title": object_.title,
            "relation": relation.value,
            "reason": reason.strip(),
            "language": language,
            "evidence": list(find_evidence(subject.text, object_.text)) if both_here else [],
            "texts": text_digest(f"{subject.text}\n{object_.text}") if both_here else "",
            "author_id": actor.person_id,
            "author_role": role.value,
        },
    )
    return made


@audited("crosswalk.undone")
def undo(actor: Actor, *, review_id: UUID) -> LinkReview:
    """Take back the decision that stands on a link; what stood before it stands again.

    Raises NotFound for another organisation's, and Refusal where it does not stand any more.
    """
    review = LinkReview.objects.for_actor(actor).filter(pk=review_id).first()
    if review is None:
        raise NotFound("CROSSWALK_REVIEW_UNKNOWN")
    check_may(actor, Action.REVIEW_CROSSWALK, organisation_id=review.organisation_id)
    rows = LinkReview.objects.filter(crosswalk=review.crosswalk, link=review.link)
    if standing_reviews(rows).get(str(review.link)) != review:
        raise Refusal("CROSSWALK_REVIEW_OVERTAKEN")
    _organisation, role = _reviewer(actor)
    return LinkReview.objects.create(
        organisation_id=review.organisation_id,
        published=True,
        crosswalk=review.crosswalk,
        link=review.link,
        number=_next_number(str(review.crosswalk)),
        undoes=review,
        author_id=actor.person_id,
        author_role=role.value,
    )


def _reviewer(actor: Actor) -> tuple[UUID, Role]:
    """Return the organisation for which somebody reviews, and the role in which."""
    for role in (Role.STEWARD, Role.FOCAL_POINT):
        for organisation_id, held in actor.memberships.items():
            if role in held and role in RULES[Action.REVIEW_CROSSWALK].roles:
                return organisation_id, role
    raise NotAllowed("NOT_FOR_YOU", action=Action.REVIEW_CROSSWALK.value)


def _last_number(crosswalk: Crosswalk, link_id: str) -> int:
    rows = LinkReview.objects.filter(crosswalk=crosswalk.id, link=link_id)
    return rows.aggregate(last=Max("number"))["last"] or 0


def _next_number(crosswalk_id: str) -> int:
    return (LinkReview.objects.filter(crosswalk=crosswalk_id).aggregate(last=Max("number"))["last"] or 0) + 1
