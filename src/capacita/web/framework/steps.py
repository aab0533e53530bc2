"""How far one version is from the one before: worked out once for each pair of kept frameworks, and kept."""

from __future__ import annotations

from collections.abc import Collection

from capacita.framework.comparison import VersionStep, diff_frameworks, suggest_version
from capacita.framework.model import Framework
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion, KeptStep

Pair = tuple[str, str]  # digests of the framework before and of the one after


def steps_between(pairs: Collection[Pair]) -> dict[Pair, VersionStep]:
    """Return how far the kept frameworks of each pair are apart, in one question where that is known already.

    What is kept under a digest never changes, so neither does the step; one that is not known is worked out and kept.
    """
    rows = KeptStep.objects.filter(after__in={after for _before, after in pairs})
    known = {(before, after): VersionStep(step) for before, after, step in rows.values_list("before", "after", "step")}
    missing = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    found = {pair: _step(load_framework(pair[0]), load_framework(pair[1])) for pair in missing}
    _keep(found)
    return {**known, **found}


def keep_step_to(version: FrameworkVersion, framework: Framework) -> None:
    """Keep how far a version that comes out, and its document, are from the version before it, if there is one."""
    earlier = FrameworkVersion.objects.filter(code=version.code, released_at__lt=version.released_at)
    digest = earlier.order_by("-released_at").values_list("digest", flat=True).first()
    if digest is not None:
        _keep({(digest, version.digest): _step(load_framework(digest), framework)})


def _step(before: Framework, after: Framework) -> VersionStep:
    return suggest_version(before, diff_frameworks(before, after)).step


def _keep(found: dict[Pair, VersionStep]) -> None:
    if found:
        rows = [KeptStep(before=before, after=after, step=step.value) for (before, after), step in found.items()]
        KeptStep.objects.bulk_create(rows, ignore_conflicts=True)
