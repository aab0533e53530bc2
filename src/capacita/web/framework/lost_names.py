"""Names of CASE objects that a later version no longer has: kept at each release, so that no address goes dead."""

from __future__ import annotations

from capacita.web.framework.case_headings import forget_heading, list_lost_names, version_of
from capacita.web.framework.models import FrameworkVersion, LostName


def keep_lost_names(version: FrameworkVersion) -> None:
    """Keep what the version before this one has names for and this one has not."""
    earlier = FrameworkVersion.objects.filter(
        framework_id=version.framework_id, released_at__lt=version.released_at
    ).select_related("base")
    before = earlier.order_by("-released_at").first()
    if before is not None:
        lost = list_lost_names(version_of(before), version_of(version))
        forget_heading(version_of(before))
        LostName.objects.bulk_create([LostName(name=name, version=before) for name in lost], ignore_conflicts=True)
    version.names_compared = True
    version.save(update_fields=["names_compared"])


def keep_names_lost_before() -> int:
    """Do so for every version that is out and was released before this was kept, and return how many those were."""
    waiting = FrameworkVersion.objects.filter(released_at__isnull=False, names_compared=False).select_related("base")
    rows = list(waiting.order_by("framework_id", "released_at"))
    for row in rows:
        keep_lost_names(row)
    return len(rows)
