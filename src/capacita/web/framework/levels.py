"""The levels of a framework that its pages speak of."""

from __future__ import annotations

from capacita.framework.model import Framework, ProficiencyLevel


def levels_of(framework: Framework) -> tuple[ProficiencyLevel, ...]:
    """Return the levels of the framework's first scale, lowest first."""
    if not framework.scales:
        return ()
    return tuple(sorted(framework.scales[0].levels, key=lambda level: level.position))
