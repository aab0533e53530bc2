"""A framework in a few figures: what it holds, in which languages, and what is missing."""

import dataclasses
from collections import Counter
from typing import Any

from capacita.framework.model import AssociationKind, Framework
from capacita.framework.reading import has_text


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ScaleSummary:
    """A scale and the number of its levels."""

    code: str
    levels: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSummary:
    """What a framework holds. Counts are by kind, kinds in the order in which they first appear."""

    id: str
    code: str
    version: str
    languages: tuple[str, ...]  # of any title or statement, sorted
    items: dict[str, int]
    associations: dict[str, int]  # isChildOf counts parents as well
    scales: tuple[ScaleSummary, ...]
    roles: tuple[str, ...]
    missing: dict[str, int]  # items that have no text in any language

    def as_json(self) -> dict[str, Any]:
        """Return the public shape of the summary."""
        value = dataclasses.asdict(self)
        return {name: list(entry) if isinstance(entry, tuple) else entry for name, entry in value.items()}


def summarise_framework(framework: Framework) -> FrameworkSummary:
    """Return a framework in figures."""
    texts = [framework.title]
    texts.extend(part for item in framework.items for part in (item.title, item.statement))
    texts.extend(scale.title for scale in framework.scales)
    texts.extend(level.title for scale in framework.scales for level in scale.levels)
    texts.extend(role.title for role in framework.roles)
    links = [AssociationKind.IS_CHILD_OF.value for item in framework.items if item.parent]
    links.extend(association.kind.value for association in framework.associations)
    return FrameworkSummary(
        id=framework.id,
        code=framework.code,
        version=framework.version,
        languages=tuple(sorted({tag for text in texts for tag in text})),
        items=dict(Counter(item.kind.value for item in framework.items)),
        associations=dict(Counter(links)),
        scales=tuple(ScaleSummary(code=scale.code, levels=len(scale.levels)) for scale in framework.scales),
        roles=tuple(role.code for role in framework.roles),
        missing=dict(Counter(item.kind.value for item in framework.items if not has_text(item))),
    )
