"""``capacita serve | work | migrate | backup | restore | check``: the site. The only module here that knows Django."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from capacita.cli.terminal import exit_code, print_findings, print_json, spell_all
from capacita.vocabulary import NotFound, Refusal, Unreadable

# What people count of a site, by table.
_COUNTED = {
    "accounts_organisation": "organisations",
    "accounts_person": "people with an account",
    "framework_frameworkversion": "versions of frameworks",
    "consultation_programme": "programmes",
    "consultation_contribution": "contributions",
}
_PERSONAL = "It holds personal data and the secret keys of the site: keep it as you keep personnel files."


def register(command: argparse.ArgumentParser) -> None:
    """Make the parser the command that its name says."""
    name = command.prog.rpartition(" ")[2]
    verbs = {"serve": serve, "work": work, "migrate": migrate, "backup": backup, "restore": restore, "check": check}
    command.set_defaults(run=verbs[name])
    if name == "serve":
        command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        command.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        command.add_argument("--demo", action="store_true", help="fill the demonstration country and show its accounts")
    if name == "backup":
        command.add_argument(
            "file",
            nargs="?",
            metavar="FILE",
            help="where to write it; a folder, or nothing for this one, gives a name with the moment",
        )
        command.add_argument("--home", type=Path, help="the home of the site (default: CAPACITA_HOME)")
        command.add_argument(
            "--check", action="store_true", help="write nothing; look at every part of the backup FILE, without a site"
        )
    if name == "restore":
        command.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the backup")
        command.add_argument("--into", type=Path, metavar="HOME", help="the home of the site (default: CAPACITA_HOME)")
        command.add_argument(
            "--replace", action="store_true", help="take the place of a site that is there; that one is kept beside"
        )
        command.add_argument("--undo", action="store_true", help="put back the site that the last restore replaced")
    if name in ("backup", "restore"):
        command.add_argument("--json", action="store_true", help="print the result as JSON")


def serve(options: argparse.Namespace) -> int:
    """Run web server and worker as two processes, and stop both when one stops or a signal comes."""
    if options.demo:
        os.environ["CAPACITA_DEMO"] = "1"
    _set_up_django()
    with _using_home():
        return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    _prepare(demo=options.demo)
    stopping = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stopping.set())
    web = _start_web(options.host, options.port, stopping)
    worker = _start([sys.executable, "-m", "capacita.cli", "work"])
    print(f"Capacita is at http://{options.host}:{options.port}/  (stop with Ctrl-C)", flush=True)
    code = 0
    while not stopping.wait(0.3):
        ended = next((process for process in (web, worker) if process.poll() is not None), None)
        if ended is not None:
            name = "web server" if ended is web else "worker"
            print(f"The {name} stopped with code {ended.returncode}; stopping the other.", file=sys.stderr)
            code = 1
            break
    for process in (web, worker):
        if process.poll() is None:
            process.terminate()
    for process in (web, worker):
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return code


def migrate(options: argparse.Namespace) -> int:
    """Bring the database to this version and collect static files."""
    _set_up_django()
    with _using_home():
        _prepare(demo=False)
    return 0


def work(options: argparse.Namespace) -> int:
    """Do queued jobs; every few seconds, queue again what a dead worker left behind."""
    _set_up_django()
    from capacita.web.jobs.worker import work_until_stopped  # noqa: PLC0415 -- Django must be set up first

    with _using_home():
        work_until_stopped()
    return 0


def backup(options: argparse.Namespace) -> int:
    """Write the whole site into one file while it goes on, or look at such a file."""
    if options.file == "-":
        raise Unreadable("BACKUP_NOT_A_FILE")
    if options.check:
        return _check_backup(options)
    _point_at(options.home, must_be_there=True)
    _set_up_django()
    from capacita.web.safekeeping.backing_up import make_backup, name_backup  # noqa: PLC0415 -- Django must be set up first

    with _using_home(), _stopped_in_order():
        report = make_backup(name_backup(options.file or ""))
    if options.json:
        print_json(_describe_backup(report))
    else:
        _print_backup(report)
        print("It was read back and every part of it is whole." if not report.findings else "It is not whole:")
        print(_PERSONAL)
        print_findings(report.findings)
    return exit_code(report.findings)


def restore(options: argparse.Namespace) -> int:
    """Bring a site back from a backup, or put back the one that a restore replaced."""
    if (options.file is None) != options.undo:
        raise Unreadable("BACKUP_FILE_OR_UNDO")
    home = _point_at(options.into, must_be_there=options.undo)
    was_there = home.is_dir()
    report = None
    try:
        _set_up_django()
        from capacita.web.safekeeping.restoring import restore_backup, undo_restore  # noqa: PLC0415 -- as above

        with _using_home(alone=True), _stopped_in_order():
            report = undo_restore() if options.undo else restore_backup(options.file, replace=options.replace)
    except OSError as fault:
        raise Refusal("BACKUP_NOT_RESTORED", fault=fault.strerror or fault) from None
    finally:
        if not was_there and (report is None or report.manifest is None):
            shutil.rmtree(home, ignore_errors=True)  # the settings have made it
    if options.json:
        print_json(_describe_restore(report))
    else:
        _print_restore(report, undone=options.undo)
    return exit_code(report.findings)


def check(options: argparse.Namespace) -> int:
    """Run Django's own checks."""
    _set_up_django()
    from django.core.management import call_command  # noqa: PLC0415 -- Django must be set up first

    call_command("check", "--fail-level", "WARNING")
    return 0


def _check_backup(options: argparse.Namespace) -> int:
    """Look at a backup. No site is needed for that, and none is made: settings have a home of a moment."""
    if options.file is None:
        raise Unreadable("BACKUP_FILE_OR_UNDO")
    with tempfile.TemporaryDirectory(prefix="capacita-check-") as home:
        os.environ["CAPACITA_HOME"] = home
        _set_up_django()
        from capacita.web.safekeeping.backing_up import check_backup  # noqa: PLC0415 -- Django must be set up first

        with _stopped_in_order():
            report = check_backup(Path(options.file))
    if options.json:
        print_json(_describe_backup(report))
    else:
        _print_backup(report)
        print_findings(report.findings)
        if exit_code(report.findings) == 0:
            print("Every part of it is whole.")
    return exit_code(report.findings)


def _describe_backup(report: Any) -> dict[str, Any]:
    from capacita.web.safekeeping.package import describe_manifest  # noqa: PLC0415 -- Django must be set up first

    return {
        "file": str(report.path),
        "bytes": report.size_bytes,
        "manifest": describe_manifest(report.manifest),
        "findings": spell_all(report.findings),
    }


def _describe_restore(report: Any) -> dict[str, Any]:
    from capacita.web.safekeeping.package import describe_manifest  # noqa: PLC0415 -- Django must be set up first

    return {
        "home": str(report.home),
        "manifest": describe_manifest(report.manifest) if report.manifest else None,
        "kept": str(report.kept) if report.kept else None,
        "findings": spell_all(report.findings),
    }


def _print_backup(report: Any) -> None:
    print(f"{report.path}  ({report.size_bytes:,} bytes)")
    _print_manifest(report.manifest)


def _print_manifest(manifest: Any) -> None:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(manifest.database, manifest.database)
    made = f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"
    print(f"  made {made} by Capacita {manifest.program}, {kind} {manifest.database_version}")
    counts = [f"{manifest.rows[table]:,} {words}" for table, words in _COUNTED.items() if table in manifest.rows]
    print(f"  {', '.join(counts)}, {manifest.files:,} kept files ({manifest.file_bytes:,} bytes)")
    print(f"  {sum(manifest.rows.values()):,} rows in {len(manifest.rows)} tables")


def _print_restore(report: Any, *, undone: bool) -> None:
    print_findings(report.findings)
    if report.manifest is None and not undone:
        print("Nothing was restored, and nothing was changed.")
        return
    print(f"The site of before is back in {report.home}" if undone else f"The site is back in {report.home}")
    if report.manifest is not None:
        _print_manifest(report.manifest)
        print("  everybody signs in anew; jobs that were under way are taken up again")
    if report.kept is not None:
        print(f"What was there is kept in {report.kept}; capacita restore --undo puts it back.")


def _point_at(home: Path | None, *, must_be_there: bool) -> Path:
    """Make a folder the home of the site and return it. Raises NotFound where there is no such folder: settings would make it."""
    if home is not None:
        os.environ["CAPACITA_HOME"] = str(home)
    named = Path(os.environ.get("CAPACITA_HOME", "var"))
    if must_be_there and not named.is_dir():
        raise NotFound("BACKUP_NO_SITE", home=named)
    return named


@contextmanager
def _using_home(*, alone: bool = False) -> Iterator[None]:
    """Hold the lock of the home: together with others who use it, or alone. Raises Refusal where that cannot be had.

    The lock goes with the process, whatever becomes of it.
    """
    from django.conf import settings  # noqa: PLC0415 -- Django must be set up first

    try:
        import fcntl  # noqa: PLC0415 -- there is none on Windows, where nothing is locked
    except ImportError:
        _finish_restore()
        yield
        return
    # Only to be read, so that it does not matter whose it is.
    with open(os.open(settings.HOME / "site.lock", os.O_RDONLY | os.O_CREAT, 0o644), "rb") as file:
        cut_off = _is_restore_cut_off()
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone or cut_off else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            if cut_off:
                _finish_restore()
            if cut_off and not alone:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("BACKUP_SITE_RUNS", home=settings.HOME) from None
        yield


def _is_restore_cut_off() -> bool:
    from capacita.web.safekeeping.restoring import is_cut_off  # noqa: PLC0415 -- Django must be set up first

    return is_cut_off()


def _finish_restore() -> None:
    """Finish a restore that was cut off, before anybody looks at a home that is half one site and half another."""
    from django.conf import settings  # noqa: PLC0415 -- Django must be set up first

    from capacita.web.safekeeping.restoring import finish_restore, is_cut_off  # noqa: PLC0415 -- as above

    if is_cut_off():
        kept = finish_restore()
        settings.SECRET_KEY = (settings.HOME / "secret-key").read_text()  # another one was there at the start, or none
        print("A restore had been cut off; it is finished now.", file=sys.stderr)
        if kept is not None:
            print(f"What was there is kept in {kept}; capacita restore --undo puts it back.", file=sys.stderr)


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let a signal to stop leave nothing half: what was begun is taken away again."""

    def stop(sign: int, _frame: object) -> None:
        raise SystemExit(128 + sign)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacita.web.settings")
    import django  # noqa: PLC0415 -- only this room knows Django

    django.setup()


def _prepare(*, demo: bool) -> None:
    from capacita.web.preparation import prepare_site  # noqa: PLC0415 -- Django must be set up first

    prepare_site(demo=demo)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that leaves Ctrl-C to this one, which then ends it in order."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is ignored stays so in the process that is started
    try:
        return subprocess.Popen(command)
    finally:
        signal.signal(signal.SIGINT, before)


def _start_web(host: str, port: int, stopping: threading.Event) -> subprocess.Popen[bytes]:
    """Start granian and return once it answers, so that the address printed is one that works, or once it shall not."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "warning",
        "--workers-kill-timeout", "5",  # those that have not begun yet hear no signal, and would outlive it
        "capacita.web.wsgi:application",
    ]  # fmt: skip
    web = _start(command)
    for _ in range(300):
        if web.poll() is not None or stopping.is_set():
            break
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, port)) == 0:
                break
        time.sleep(0.05)
    return web
