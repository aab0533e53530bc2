"""Setting what a programme should reach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from capacita.consultation.coverage import CoverageTargets, check_targets
from capacita.vocabulary import Refusal
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.models import Programme
from capacita.web.coverage.models import ProgrammeTargets
from capacita.web.permissions import Action, check_may


@audited("coverage.targets-set")
def set_targets(
    actor: Actor, *, programme: Programme, wanted: Mapping[str, Mapping[str, float]], last_day: date | None
) -> ProgrammeTargets:
    """Set the weights of a programme; a dimension without any weight goes back to its default. Raises Refusal."""
    check_may(actor, Action.SET_COVERAGE_TARGETS, organisation_id=programme.organisation_id)
    faults = check_targets(CoverageTargets(wanted=wanted, last_day=last_day))
    if faults:
        raise Refusal(faults[0].code, **faults[0].values)
    kept = {name: dict(weights) for name, weights in wanted.items() if any(weights.values())}
    row, _made = ProgrammeTargets.objects.update_or_create(
        programme=programme,
        defaults={
            "organisation_id": programme.organisation_id,
            "published": True,
            "wanted": kept,
            "last_day": last_day,
        },
    )
    return row
