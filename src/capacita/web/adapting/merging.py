"""Taking a newer base into a released adaptation: computed anew each time from three documents and the choices made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from capacita.framework.adaptation import apply_adaptation
from capacita.framework.changes import Adaptation
from capacita.framework.comparison import (
    Conflict,
    RebaseResult,
    list_new_languages,
    list_news,
    read_choice,
    rebase_adaptation,
)
from capacita.framework.model import Framework
from capacita.framework.narrowing import list_named
from capacita.vocabulary import LocalizedText, canonical_json
from capacita.web.adapting.models import BaseMerge
from capacita.web.documents.kept import keep
from capacita.web.documents.remembered import Remembered
from capacita.web.documents.store import find_apart, load_adaptation, load_apart, load_framework, load_narrowed
from capacita.web.fields import read_localized


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDocuments:
    """A merge with its three documents and what the choices come to."""

    row: BaseMerge
    base: Framework
    ours: Adaptation
    effective: Framework
    theirs: Framework
    result: RebaseResult

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict, settled or open, in an order that choices do not change."""
        return tuple(sorted((*self.result.conflicts, *self.result.settled), key=lambda entry: entry.id))

    def conflict(self, identifier: str) -> Conflict | None:
        """Return a conflict by its identifier."""
        return next((entry for entry in self.conflicts if entry.id == identifier), None)


def compute_merge(row: BaseMerge) -> MergeDocuments:
    """Return a merge as its choices leave it. Raises Refusal where a choice does not fit."""
    ours: Adaptation = load_adaptation(row.ours_digest)
    # Which document the base is was told when the adaptation came out; what it means is not to be seen in a part of it.
    ours = replace(ours, base=replace(ours.base, digest=row.base_digest))
    choices = {key: read_choice(key, value) for key, value in row.choices.items()}
    reasons = {key: read_localized(value) for key, value in row.reasons.items()}
    digests = (row.base_digest, row.theirs_digest)

    def compute() -> _Computed:
        base, theirs = _load_bases(row, ours)
        effective = apply_adaptation(base, ours, digest_of_base=row.base_digest)
        return base, effective, theirs, rebase_adaptation(ours, base, theirs, choices, reasons, digests=digests)

    about = (*digests, row.ours_digest, row.choices, row.reasons)
    known_by = canonical_json(about).decode()
    base, effective, theirs, result = _COMPUTED.get_or_make(known_by, lambda: keep("merge", about, compute))
    return MergeDocuments(row=row, base=base, ours=ours, effective=effective, theirs=theirs, result=result)


def _load_bases(row: BaseMerge, ours: Adaptation) -> tuple[Framework, Framework]:
    """Return both bases, with what hangs on the items in which they differ or that the adaptation speaks of."""
    apart = find_apart(row.base_digest, row.theirs_digest)
    if apart is None:
        return load_framework(row.base_digest), load_framework(row.theirs_digest)
    named = apart.union(list_named(ours.changes))
    return load_narrowed(row.base_digest, named), load_narrowed(row.theirs_digest, named)


_Computed = tuple[Framework, Framework, Framework, RebaseResult]  # the base, what is made of it, the newer one
_COMPUTED: Remembered[str, _Computed] = Remembered(8)


def list_languages_brought(old: str, new: str) -> tuple[str, ...]:
    """Return the languages of a newer base that brings translations and nothing else; empty where it brings more."""
    return list_new_languages(list_news(*load_apart(old, new)))


def read_texts(value: Any) -> LocalizedText | None:
    """Return a side of a conflict as texts, or None where it is none."""
    if isinstance(value, Mapping) and value and all(isinstance(e, Mapping) and "text" in e for e in value.values()):
        return read_localized(value)
    return None


def is_worded(conflict: Conflict) -> bool:
    """Tell whether what is in conflict is a text that somebody can write anew."""
    sides = (conflict.base, conflict.ours, conflict.theirs)
    return conflict.field in ("title", "statement", "notes") and any(read_texts(side) for side in sides)
