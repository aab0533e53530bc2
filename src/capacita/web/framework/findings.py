"""What a release gate says of a version that is out: worked out when it comes out, and kept."""

from __future__ import annotations

from capacita.framework.model import Framework, ItemKind
from capacita.framework.release import ReleaseGate, list_release_findings
from capacita.vocabulary import Finding
from capacita.web.documents.kept import keep
from capacita.web.documents.store import load_framework


def findings_of(digest: str, base: Framework, document: Framework | None = None) -> list[Finding]:
    """Return the findings on the version kept under a digest: they never change, and take long to work out.

    ``base`` is what it was made from; ``document`` the version itself, where the caller has it whole.
    """
    gate = _gate(base)
    return keep(
        "release-findings",
        (digest, sorted(gate.allow_missing)),
        lambda: list_release_findings(document or load_framework(digest), gate=gate),
    )


def _gate(base: Framework) -> ReleaseGate:
    """Return the gate of a country: what its base has no text for does not hold it up."""
    lacking = (item.code for item in base.items if item.kind is ItemKind.RECOMMENDATION and not item.statement)
    return ReleaseGate(allow_missing=frozenset(lacking))
