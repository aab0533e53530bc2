"""The release gate of a steward, as the room reads it."""

from __future__ import annotations

from capacita.framework.coverage import PrincipleMinimum
from capacita.web.adapting.models import CoverageGate


def list_minimums(gate: CoverageGate | None) -> tuple[PrincipleMinimum, ...]:
    """Return what a gate asks for, principle by principle; nothing where none is set."""
    if gate is None:
        return ()
    return tuple(
        PrincipleMinimum(principles=(principle,), items=items, confirmed=gate.confirmed_only)
        for principle, items in gate.asked.items()
    )
