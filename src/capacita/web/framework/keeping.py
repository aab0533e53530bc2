"""What pages ask of a version again and again: worked out when it comes out, so that nobody waits for it."""

from __future__ import annotations

from capacita.framework.model import Framework
from capacita.web.actors import SYSTEM
from capacita.web.documents.store import load_framework, load_undescribed
from capacita.web.framework.adaptation_reports import keep_report
from capacita.web.framework.findings import findings_of
from capacita.web.framework.models import FrameworkVersion, KeptTextCount
from capacita.web.framework.queries import find_newer_base, list_newest
from capacita.web.framework.steps import keep_step_to
from capacita.web.framework.text_counts import keep_text_counts


def keep_what_pages_ask(version: FrameworkVersion, framework: Framework) -> None:
    """Keep its items as lists show them, how far it is from the version before, how far its languages are, what it lacks.

    Of an adaptation also how much of its base it has.
    """
    load_undescribed(version.digest)
    keep_step_to(version)
    keep_text_counts(version.digest, framework)
    if version.base is not None:
        findings_of(version.digest, load_undescribed(version.base.digest), framework)
        if version.adaptation_digest:
            newer = find_newer_base(SYSTEM, version)
            keep_report(version, newer.digest if newer else "")


def keep_what_pages_ask_of_newest() -> int:
    """Do so for the newest versions that came out before this was kept, and return how many those were.

    For earlier versions, which few look at, it is done when they are asked for.
    """
    newest = list_newest(SYSTEM, released=True).exclude(digest__in=KeptTextCount.objects.values("digest"))
    rows = list(newest.select_related("base"))
    for row in rows:
        keep_what_pages_ask(row, load_framework(row.digest))
    return len(rows)
