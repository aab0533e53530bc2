"""What gates ask for, as the framework room reads it."""

from __future__ import annotations

from collections.abc import Collection

from capacita.framework.coverage import PrincipleMinimum
from capacita.web.actors import SYSTEM
from capacita.web.gates.models import CoverageGate


def list_minimums(codes: Collection[str]) -> tuple[PrincipleMinimum, ...]:
    """Return what the gates of these frameworks ask for, principle by principle; nothing where none is set.

    Gates hold for everybody who releases, whether or not they may see who set them.
    """
    gates = CoverageGate.objects.for_actor(SYSTEM).filter(code__in=codes).order_by("code")
    return tuple(
        PrincipleMinimum(principles=(principle,), items=items, confirmed=gate.confirmed_only)
        for gate in gates
        for principle, items in gate.asked.items()
    )
