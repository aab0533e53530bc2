"""Bringing an installation to this version: words compiled, static files gathered, database migrated, content in.

Each step is skipped when its input has not changed, so that a second start takes no time.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import capacita
from capacita.web.accounts.seed import seed_organisations
from capacita.web.case.queries import SERVICE, list_shelved
from capacita.web.catalogues import compile_catalogues
from capacita.web.consultation.seed import seed_calendar
from capacita.web.demo.seed import ask_for_demo, seed_demo_accounts
from capacita.web.framework.case_headings import refresh_headings
from capacita.web.framework.keeping import keep_what_pages_ask_of_newest
from capacita.web.framework.lost_names import keep_names_lost_before
from capacita.web.framework.seed import seed_frameworks, sign_unsigned_releases


def prepare_site(*, demo: bool) -> None:
    """Do all that a start needs; ask for the demonstration as a job when it is wanted.

    Where nothing changed since the last start, neither the package nor the database that lies beside the stamp,
    nothing is looked at again.
    """
    stamp = Path(settings.HOME) / "prepared"
    state = _state(demo=demo)
    if state and stamp.exists() and stamp.read_text() == state:
        return
    compile_catalogues(Path(settings.LOCALE_PATHS[0]))
    _gather_static_files()
    _migrate()
    seed_organisations()
    seed_frameworks()
    sign_unsigned_releases()
    keep_names_lost_before()
    keep_what_pages_ask_of_newest()
    refresh_headings(list_shelved(SERVICE).versions)
    seed_calendar()
    if demo:
        seed_demo_accounts()
        ask_for_demo()
    stamp.write_text(_state(demo=demo))


def _state(*, demo: bool) -> str:
    """Return a fingerprint of the package and the embedded database; empty where the database is a server's.

    A server's database can be replaced without a sign on this machine, so there every step is taken.
    """
    database = settings.DATABASES["default"]
    if "sqlite3" not in database["ENGINE"] or not Path(database["NAME"]).exists():
        return ""
    known = hashlib.sha256(f"{demo} {Path(database['NAME']).stat().st_ino}".encode())
    package = Path(capacita.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            facts = path.stat()
            known.update(f"{path.relative_to(package)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return known.hexdigest()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _gather_static_files() -> None:
    """Collect static files when any of them changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _fingerprint(Path(folder) for folder in settings.STATICFILES_DIRS)
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=Path(settings.STATIC_ROOT).exists())
    stamp.write_text(now)


def _fingerprint(folders: Iterable[Path]) -> str:
    known = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                known.update(path.relative_to(folder).as_posix().encode())
                known.update(path.read_bytes())
    return known.hexdigest()
