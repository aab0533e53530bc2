"""What supports the Changes of a draft: the contributions that their steps were linked to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.apps import apps

from capacita.framework.changes import Change, Evidence, EvidenceKind
from capacita.vocabulary import is_identifier
from capacita.web.actors import Actor
from capacita.web.adapting.drafting import list_standing
from capacita.web.adapting.models import DraftChange
from capacita.web.consultation.models import Contribution
from capacita.web.consultation.services import note_released_change


def with_contributions(
    rows: Iterable[DraftChange], changes: Sequence[tuple[DraftChange, Change]]
) -> list[tuple[DraftChange, Change]]:
    """Return the Changes with every contribution as evidence that a standing step on the same field was linked to.

    A later wording takes an earlier one's place, and what people said for the earlier one stays with it.
    """
    linked: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    standing = {row.pk: row for row in list_standing(rows)}
    links = apps.get_model("synthesis.ChangeLink").objects.filter(step_id__in=list(standing))
    for step_id, contribution in links.order_by("pk").values_list("step_id", "contribution_id"):
        row = standing[step_id]
        linked[row.subject, row.field].append(str(contribution))
    found = []
    for row, change in changes:
        named = [entry.ref for entry in change.evidence if entry.kind is EvidenceKind.CONTRIBUTION]
        more = [ref for ref in dict.fromkeys(linked[row.subject, row.field]) if ref not in named]
        evidence = (*change.evidence, *(Evidence(kind=EvidenceKind.CONTRIBUTION, ref=ref) for ref in more))
        found.append((row, replace(change, evidence=evidence)))
    return found


def note_release(actor: Actor, changes: Iterable[Change]) -> None:
    """Write the Changes of a release to the contributions that stand behind them and are kept here."""
    led_to: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        for entry in change.evidence:
            if entry.kind is EvidenceKind.CONTRIBUTION and is_identifier(entry.ref):
                led_to[entry.ref].append(change.id)
    for said in Contribution.objects.select_for_update().filter(pk__in=list(led_to)):
        for change_id in led_to[str(said.pk)]:
            note_released_change(actor, said=said, change=change_id)
