"""What the two kinds of database have in common: which tables are the site's, and which do not come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER
from capacita.web.actors import SYSTEM
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.models import StoredFile
from capacita.web.jobs.models import Job, JobStatus
from capacita.web.safekeeping.package import Manifest

MIGRATIONS = "django_migrations"
FILES = StoredFile._meta.db_table
# Whoever was signed in signs in again: an old backup must open no session that was ended since. The queue is filled anew
# from the jobs.
LEFT_OUT = (Session._meta.db_table, DBTaskResult._meta.db_table)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseFacts:
    """What went into a backup out of the database; ``files`` are the digests of the kept files that rows know of."""

    kind: str
    version: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    files: tuple[str, ...]
    sequences: Mapping[str, int] = field(default_factory=dict)


def is_own_table(name: str) -> bool:
    """Tell whether a table belongs to the site, also where it is of an earlier or later version of it."""
    return name.startswith(("django_", *(f"{config.label}_" for config in apps.get_app_configs())))


def settle(manifest: Manifest) -> None:
    """Bring the rows of a restored site from the moment of the backup into the present, and write into its trail that it came.

    Jobs that waited or ran look like those of a worker that died, so that the next worker takes them up.
    """
    unfinished = Job.objects.filter(status__in=(JobStatus.WAITING, JobStatus.RUNNING))
    unfinished.update(status=JobStatus.RUNNING, leased_until=timezone.now())
    keeper = Organisation.objects.filter(code=KEEPER).first()
    if keeper is not None:
        AuditEvent.objects.create(
            organisation=keeper,
            actor_name=SYSTEM.name,
            action="site.restored",
            target_kind=Organisation._meta.label_lower,
            target_id=str(keeper.pk),
            details={"made_at": manifest.made_at.isoformat(), "program": manifest.program},
        )
