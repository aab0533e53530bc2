"""Several dispositions or decisions at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from capacita.consultation import DispositionStatus, Spread, spread_over
from capacita.vocabulary import LocalizedText
from capacita.web.actors import Actor
from capacita.web.consultation.models import Contribution
from capacita.web.synthesis.queries import Reading
from capacita.web.synthesis.services import name_decision, propose_disposition, record_decision, say_of_theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed for one contribution."""

    contribution: UUID
    status: DispositionStatus
    reason: LocalizedText
    duplicate_of: UUID | None = None


def propose_all(actor: Actor, proposals: Sequence[Proposal]) -> int:
    """Keep several proposals and return how many. Raises what one of them raises, and keeps none then."""
    with transaction.atomic():
        for proposal in proposals:
            propose_disposition(
                actor,
                contribution_id=proposal.contribution,
                status=proposal.status,
                reason=proposal.reason,
                duplicate_of=proposal.duplicate_of,
            )
    return len(proposals)


def propose_for_theme(
    actor: Actor,
    reading: Reading,
    *,
    theme: UUID,
    members: Sequence[str],
    excepted: frozenset[str],
    status: DispositionStatus,
    reason: LocalizedText,
) -> Spread:
    """Propose the same for every contribution of a theme but the exceptions and those that are decided."""
    spread = spread_over(members, excepted, reading.standings)
    with transaction.atomic():
        for contribution in spread.reached:
            propose_disposition(actor, contribution_id=UUID(contribution), status=status, reason=reason, theme=theme)
    return spread


def record_all(
    actor: Actor, contributions: Sequence[UUID], *, body: LocalizedText, decided_on: date, minutes: str
) -> int:
    """Record that a body decided on several contributions as proposed, and return how many."""
    with transaction.atomic():
        for contribution in contributions:
            record_decision(actor, contribution_id=contribution, body=body, decided_on=decided_on, minutes=minutes)
    return len(contributions)


def name_all(
    actor: Actor, contributions: Sequence[UUID], *, body: LocalizedText, decided_on: date, minutes: str
) -> int:
    """Tell which body took several decisions of before, and return how many."""
    with transaction.atomic():
        for contribution in contributions:
            name_decision(actor, contribution_id=contribution, body=body, decided_on=decided_on, minutes=minutes)
    return len(contributions)


def code_all(
    actor: Actor, said: Sequence[Contribution], chosen: Mapping[str, set[UUID]], themes: Sequence[UUID]
) -> int:
    """Keep somebody's word on every theme for each of these contributions, and return how many contributions."""
    with transaction.atomic():
        for contribution in said:
            for theme in themes:
                say_of_theme(actor, said=contribution, theme=theme, holds=theme in chosen[str(contribution.pk)])
    return len(said)
