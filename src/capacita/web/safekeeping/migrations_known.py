"""Whether this version of the program can carry on from where a backup stands."""

from __future__ import annotations

import re

from django.db.migrations.loader import MigrationLoader

from capacita import __version__
from capacita.vocabulary import Refusal
from capacita.web.safekeeping.package import Manifest


def refuse_newer(manifest: Manifest) -> None:
    """Raise Refusal where a backup was made by a newer version, or knows of changes to the database that this one does not."""
    known = MigrationLoader(None).disk_migrations or {}
    unknown = [name for name in manifest.migrations if tuple(name.split(".", 1)) not in known]
    if unknown or _ordered(manifest.program) > _ordered(__version__):
        raise Refusal("BACKUP_NEWER", found=manifest.program, ours=__version__)


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version)[:4])
