"""The demonstration's whole site into one file while it runs, and back from it: rows, files, keys, pages, releases."""

import json
import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from capacita.cli import main
from capacita.vocabulary import Refusal
from capacita.web.safekeeping.backing_up import check_backup, make_backup
from capacita.web.safekeeping.restoring import restore_backup
from lib.backup_files import DATABASE, files_under, manifest_of, rows_of, run_capacita, run_code, run_in, tamper
from lib.running_site import RunningSite
from lib.shared import ROOT

SESSION = """
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from capacita.web.accounts.models import Person
from capacita.web.documents.store import store_file
from capacita.web.jobs.models import Job
Client().force_login(Person.objects.first())
Job.objects.update(status="done")
job = Job.objects.first()
Job.objects.filter(pk=job.pk).update(status="running", leased_until=timezone.now() + timedelta(hours=9))
store_file(b"kept after the first backup", "text/plain")
"""
BACKWARDS = """
from django.core.management import call_command
call_command("migrate", "toolkit", "zero", verbosity=0)
"""
CUT_OFF = """
import os
from pathlib import Path
from capacita.web.safekeeping.restoring import restore_backup
rename, left = Path.rename, [{renames}]
def cut(self, target):
    if not left[0]:
        os._exit(9)
    left[0] -= 1
    return rename(self, target)
Path.rename = cut
restore_backup(Path({backup!r}), replace=True)
"""
STOPPED = """
import os, signal, sys
from capacita.cli import main
from capacita.web.safekeeping import backing_up
add = backing_up._add_file
def stop(package, digest):
    os.kill(os.getpid(), signal.SIGTERM)
    return add(package, digest)
backing_up._add_file = stop
sys.exit(main(["backup", {folder!r}]))
"""
ERASED = """
import sys
from capacita.cli import main
from capacita.web.documents.models import StoredFile
from capacita.web.documents.store import path_of_file, store_file
from capacita.web.safekeeping import backing_up
digest = store_file(b"what somebody said", "text/plain")
add, first = backing_up._add_file, [True]
def erase(package, asked):
    if first.pop() if first else False:
        StoredFile.objects.filter(digest=digest).delete()
        path_of_file(digest).unlink()
    return add(package, asked)
backing_up._add_file = erase
code = main(["backup", {path!r}, "--json"])
sys.stdout.flush()
print()
print(digest.removeprefix("sha256:"))
sys.exit(code)
"""
READ = """
from django.conf import settings
from django.test import Client
from capacita.web.preparation import prepare_site
prepare_site(demo=False)
client = Client(headers={"host": "localhost"})
page = client.get("/en/countries/almara/toolkit/")
assert page.status_code == 200 and b".pdf" in page.content
for name in ("release.json", "framework.json"):
    (settings.HOME / name).write_bytes(client.get(f"/en/framework/unesco-2022/{name}").content)
"""


@pytest.fixture(scope="module")
def backup(site: RunningSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demonstration, made while the site runs."""
    path = tmp_path_factory.mktemp("backups") / "site.zip"
    ran = run_capacita(site.home, "backup", str(path))
    assert ran.returncode == 0, ran.stderr
    assert "personal data" in ran.stdout
    return path


@pytest.fixture(scope="module")
def restored(backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a site that came back from it, in a place where there was nothing."""
    home = tmp_path_factory.mktemp("restored") / "home"
    ran = run_capacita(home, "restore", str(backup), "--json")
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["manifest"]["rows"] == manifest_of(backup)["rows"]
    assert said["kept"] is None
    return home


def test_backup_is_for_its_owner_alone_and_leaves_nothing_beside(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_backup_is_checked_without_a_site(backup: Path, tmp_path: Path) -> None:
    ran = run_capacita(tmp_path / "none", "backup", "--check", str(backup), "--json")
    said = json.loads(ran.stdout)
    assert (ran.returncode, said["findings"]) == (0, [])
    assert said["manifest"]["files"] == said["manifest"]["rows"]["documents_storedfile"] >= 6
    assert not (tmp_path / "none").exists()


def test_every_row_file_and_key_comes_back(site: RunningSite, restored: Path) -> None:
    there, back = rows_of(site.home / "capacita.sqlite3"), rows_of(restored / "capacita.sqlite3")
    assert len(there) > 60
    assert {name: len(rows) for name, rows in back.items()} == {name: len(rows) for name, rows in there.items()}
    assert back == there
    assert files_under(restored / "blobs") == files_under(site.home / "blobs") != {}
    for key in ("release-key.pem", "secret-key"):
        assert (restored / key).read_bytes() == (site.home / key).read_bytes()
        assert stat.S_IMODE((restored / key).stat().st_mode) == 0o600


def test_restored_site_answers_and_its_releases_verify_under_the_same_key(
    site: RunningSite, restored: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_in(restored, READ)
    with urllib.request.urlopen(f"{site.address}/release-key.pem", timeout=20) as answer:
        (tmp_path / "key.pem").write_bytes(answer.read())
    names = [
        str(folder / name)
        for folder, name in zip(
            (restored, restored, tmp_path), ("release.json", "framework.json", "key.pem"), strict=True
        )
    ]
    assert main(["framework", "verify", names[0], "--framework", names[1], "--key", names[2]]) == 0
    assert "error" not in capsys.readouterr().out


def test_site_that_runs_is_not_replaced(site: RunningSite, backup: Path) -> None:
    before = files_under(site.home / "blobs")
    ran = run_capacita(site.home, "restore", str(backup), "--replace")
    assert ran.returncode == 1
    assert ran.stderr.startswith("BACKUP_SITE_RUNS")
    assert files_under(site.home / "blobs") == before
    assert not list(site.home.glob("*restor*"))


def test_restoring_over_a_site_keeps_it_and_is_undone(backup: Path, restored: Path) -> None:
    """Sessions do not come back, a job under way is taken up again, and the trail says that the site was restored."""
    run_in(restored, SESSION)
    second = backup.with_name("second.zip")
    assert run_capacita(restored, "backup", str(second)).returncode == 0
    before, files = rows_of(restored / "capacita.sqlite3"), files_under(restored / "blobs")
    assert manifest_of(second)["rows"]["django_session"] == 0
    assert manifest_of(second)["files"] == len(files) == manifest_of(backup)["files"] + 1

    refused = run_capacita(restored, "restore", str(second))
    assert (refused.returncode, refused.stderr.split(":")[0]) == (1, "BACKUP_SITE_THERE")
    assert run_capacita(restored, "restore", str(second), "--replace").returncode == 0
    assert (rows_of(restored / "capacita.sqlite3"), files_under(restored / "blobs")) == (before, files)
    with closing(sqlite3.connect(restored / "capacita.sqlite3")) as back:
        assert back.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        late = "SELECT count(*) FROM jobs_job WHERE status = 'running' AND leased_until <= ?"
        assert back.execute(late, (f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}",)).fetchone() == (1,)
        told = "SELECT count(*) FROM audit_auditevent WHERE action = 'site.restored'"
        assert back.execute(told).fetchone() == (2,)

    assert run_capacita(restored, "restore", "--undo").returncode == 0
    assert (rows_of(restored / "capacita.sqlite3"), files_under(restored / "blobs")) == (before, files)
    assert len(list(restored.glob("before-restore-*"))) == 1
    with closing(sqlite3.connect(restored / "capacita.sqlite3")) as undone:
        assert undone.execute("SELECT count(*) FROM django_session").fetchone() == (1,)


@pytest.mark.parametrize("renames", [2, 8])
def test_restore_that_the_power_cut_off_is_finished_at_the_next_start(
    backup: Path, restored: Path, tmp_path: Path, renames: int
) -> None:
    """One name of the old site is away; all of the new is there but the database: nobody sees it half."""
    home = tmp_path / "home"
    shutil.copytree(restored, home, ignore=shutil.ignore_patterns("before-restore-*"))
    with closing(sqlite3.connect(home / "capacita.sqlite3")) as live:
        live.execute("INSERT INTO auth_group (name) VALUES ('of before')")
        live.commit()
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before, key = rows_of(home / "capacita.sqlite3"), (home / "secret-key").read_bytes()
    cut = run_code(home, CUT_OFF.format(renames=renames, backup=str(backup)))
    assert cut.returncode == 9, cut.stderr
    ran = run_capacita(home, "backup", str(tmp_path / "next.zip"))
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.startswith("A restore had been cut off; it is finished now.\n")
    assert manifest_of(tmp_path / "next.zip")["rows"]["auth_group"] == manifest_of(backup)["rows"]["auth_group"]
    assert (home / "secret-key").read_bytes() == key
    assert not list(home.glob("rest*"))
    assert run_capacita(home, "restore", "--undo").returncode == 0
    assert rows_of(home / "capacita.sqlite3") == before
    assert (home / "secret-key").read_bytes() == key


def test_backup_that_a_signal_stops_leaves_nothing(restored: Path, tmp_path: Path) -> None:
    """The signal comes while kept files go in, after the database has."""
    folder = tmp_path / "backups"
    stopped = run_code(restored, STOPPED.format(folder=f"{folder}/"))
    assert (stopped.returncode, stopped.stderr) == (143, "")
    assert list(folder.iterdir()) == []


def test_file_that_is_erased_while_the_backup_is_written_is_in_no_backup(restored: Path, tmp_path: Path) -> None:
    """The rows that named it were copied before; the backup is written anew, without them."""
    home = tmp_path / "home"
    shutil.copytree(restored, home, ignore=shutil.ignore_patterns("before-restore-*"))
    ran = run_code(home, ERASED.format(path=str(tmp_path / "site.zip")))
    assert ran.returncode == 0, ran.stderr
    erased = ran.stdout.split()[-1]
    manifest = manifest_of(tmp_path / "site.zip")
    assert (manifest["missing_files"], check_backup(tmp_path / "site.zip").findings) == ([], ())
    with zipfile.ZipFile(tmp_path / "site.zip") as package:
        assert f"files/{erased[:2]}/{erased}" not in package.namelist()
        assert erased.encode() not in package.read(DATABASE)


@pytest.mark.parametrize(
    ("words", "code"),
    [("restore {backup} --into {disk}/home", "BACKUP_NO_ROOM"), ("backup {disk}/ --home {home}", "BACKUP_NOT_WRITTEN")],
)
def test_disk_that_is_too_small_is_told_and_holds_nothing_half(
    backup: Path, restored: Path, tmp_path: Path, words: str, code: str
) -> None:
    """A disk of a megabyte, which only this process and its children see."""
    alone = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc"]
    disk, left = tmp_path / "disk", tmp_path / "left"
    disk.mkdir()
    mounted = f"mount -t tmpfs -o size=1m tmpfs {disk}"
    if (
        shutil.which("unshare") is None
        or subprocess.run([*alone, mounted], check=False, capture_output=True).returncode
    ):
        pytest.skip("this machine lets nobody mount a disk of their own")
    command = f"{sys.executable} -m capacita.cli {words.format(backup=backup, disk=disk, home=restored)}"
    script = f"{mounted}; code=0; {command} || code=$?; find {disk} -type f > {left}; exit $code"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CAPACITA_DATABASE": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "capacita.web.settings"
    ran = subprocess.run(
        [*alone, script], env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr.split(":")[0]) == (1, code)
    assert left.read_text() == ""


def test_restore_that_the_disk_stops_leaves_the_site_as_it_was(backup: Path, restored: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(restored, home, ignore=shutil.ignore_patterns("before-restore-*", "cache", "prepared"))
    before = files_under(home)
    limit = 1024 * 1024
    ran = run_capacita(
        home,
        "restore",
        str(backup),
        "--replace",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (ran.returncode, ran.stderr.split(":")[0]) == (1, "BACKUP_NOT_RESTORED")
    assert {name: found for name, found in files_under(home).items() if not name.endswith("site.lock")} == {
        name: found for name, found in before.items() if not name.endswith("site.lock")
    }


def test_backup_is_of_one_moment_while_others_write(restored: Path, tmp_path: Path) -> None:
    """What is kept already stands beside the file, in its log; what is being written is not kept yet."""

    def write_pair(live: sqlite3.Connection, number: int) -> None:
        live.execute("INSERT INTO auth_group (name) VALUES (?)", (f"pair {number}",))
        live.execute("INSERT INTO django_content_type (app_label, model) VALUES ('pair', ?)", (str(number),))

    with closing(sqlite3.connect(restored / "capacita.sqlite3", timeout=60, isolation_level=None)) as live:
        live.execute("PRAGMA journal_mode=WAL")
        live.execute("PRAGMA wal_autocheckpoint=0")
        for number in range(50):
            write_pair(live, number)
        live.execute("BEGIN IMMEDIATE")
        write_pair(live, 50)
        ran = run_capacita(restored, "backup", str(tmp_path / "site.zip"))
        live.execute("COMMIT")
    assert ran.returncode == 0, ran.stderr
    with zipfile.ZipFile(tmp_path / "site.zip") as package:
        package.extract(DATABASE, tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as copied:
        names = copied.execute("SELECT count(*) FROM auth_group").fetchone()[0]
        pairs = copied.execute("SELECT count(*) FROM django_content_type WHERE app_label = 'pair'").fetchone()[0]
    assert (names, pairs) == (50, 50)


def test_backup_of_an_earlier_version_is_brought_to_this_one(restored: Path, tmp_path: Path) -> None:
    earlier, now, made = tmp_path / "earlier", tmp_path / "now", tmp_path / "earlier.zip"
    shutil.copytree(restored, earlier)
    run_in(earlier, BACKWARDS)
    assert run_capacita(earlier, "backup", str(made)).returncode == 0
    assert not any(name.startswith("toolkit.") for name in manifest_of(made)["migrations"])
    now.mkdir()
    if os.geteuid() == 0:  # the administrator restores; the site runs as somebody else
        os.chown(now, 65534, 65534)
    assert run_capacita(now, "restore", str(made)).returncode == 0
    assert rows_of(now / "capacita.sqlite3")["toolkit_toolkit"] == []
    owners = {path.stat().st_uid for path in now.rglob("*") if path.name != "site.lock"}
    assert owners == {now.stat().st_uid}


def test_backup_without_room_is_not_kept_in_part(restored: Path, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    limit = 1024 * 1024
    ran = run_capacita(
        restored, "backup", f"{folder}/", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    )
    assert (ran.returncode, ran.stderr.split(":")[0]) == (1, "BACKUP_NOT_WRITTEN")
    assert list(folder.iterdir()) == []


def test_kept_file_that_the_site_lost_is_told(restored: Path, tmp_path: Path) -> None:
    victim = next(path for path in (restored / "blobs").rglob("*") if path.is_file())
    body = victim.read_bytes()
    victim.write_bytes(body[:-1] + b"?")
    try:
        ran = run_capacita(restored, "backup", str(tmp_path / "site.zip"), "--json")
    finally:
        victim.write_bytes(body)
    found = json.loads(ran.stdout)["findings"]
    assert (ran.returncode, [finding["code"] for finding in found]) == (1, ["BACKUP_FILE_LOST"])
    assert manifest_of(tmp_path / "site.zip")["missing_files"] == [f"sha256:{victim.name}"]
    assert [finding.severity.value for finding in check_backup(tmp_path / "site.zip").findings] == ["warning"]


def without_file(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("files/"))]


def with_other_bytes(members: dict[str, bytes]) -> None:
    members["keys/release-key.pem"] += b"\n"


def with_stranger(members: dict[str, bytes]) -> None:
    members[f"files/ab/{'ab' * 32}"] = b"stranger"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (without_file, "BACKUP_PART_MISSING"),
        (with_other_bytes, "BACKUP_PART_CHANGED"),
        (with_stranger, "BACKUP_PART_UNKNOWN"),
    ],
)
def test_damaged_part_is_named_and_nothing_is_restored(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    path = tamper(backup, tmp_path / "damaged.zip", change, sum_again=False)
    assert [finding.code for finding in check_backup(path).findings] == [code]
    before = files_under(Path(settings.HOME))
    report = restore_backup(path, replace=False)
    assert (report.manifest, [finding.code for finding in report.findings]) == (None, [code])
    assert files_under(Path(settings.HOME)) == before


def add(name: str, data: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.update({name: data})


def put(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **values}).encode("utf-8")

    return change


def as_bomb(members: dict[str, bytes]) -> None:
    for name in [name for name in members if name.startswith(("files/", "database/"))]:
        del members[name]
    members[DATABASE] = bytes(64 * 1024 * 1024)


BAD = {
    "BACKUP_NAME_STRANGE": add("../../evil"),
    "BACKUP_UNPACKS_TOO_LARGE": as_bomb,
    "BACKUP_OTHER_FORMAT": put(format="capacita-backup/2", later=True),
    "BACKUP_NEWER": put(program="99.1"),
    "BACKUP_NOT_OURS": lambda members: members.pop("manifest.json"),
    "BACKUP_PART_CHANGED": add(DATABASE, b"no database" * 999),
}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *[(change, code) for code, change in BAD.items()],
        (add("/etc/evil"), "BACKUP_NAME_STRANGE"),
        (add("keys/../evil"), "BACKUP_NAME_STRANGE"),
        (put(migrations=["accounts.0001_initial", "accounts.0999_later"]), "BACKUP_NEWER"),
        (put(rows={"auth_group": 1}), "BACKUP_PART_CHANGED"),
        (put(files="many"), "BACKUP_PART_CHANGED"),
        (put(database="oracle"), "BACKUP_PART_CHANGED"),
    ],
)
def test_bad_backup_is_refused_in_one_line(
    backup: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], code: str
) -> None:
    path = tamper(backup, tmp_path / "bad.zip", change)
    with pytest.raises(Refusal) as refused:
        check_backup(path)
    assert refused.value.code == code


def test_backup_of_another_kind_of_database_is_refused(backup: Path, tmp_path: Path) -> None:
    path = tamper(backup, tmp_path / "other.zip", put(database="postgresql"))
    ran = run_capacita(tmp_path / "home", "restore", str(path))
    assert (ran.returncode, ran.stderr.split(":")[0]) == (1, "BACKUP_OTHER_DATABASE")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("keep", "code"),
    [
        (lambda data: data[: len(data) * 2 // 3], "BACKUP_CUT_OFF"),
        (lambda data: data[:-1], "BACKUP_CUT_OFF"),
        (lambda _data: b"", "BACKUP_NOT_OURS"),
        (lambda _data: b"a letter to the minister", "BACKUP_NOT_OURS"),
    ],
)
def test_file_that_is_cut_off_or_foreign_is_refused(
    backup: Path, tmp_path: Path, keep: Callable[[bytes], bytes], code: str
) -> None:
    path = tmp_path / "file.zip"
    path.write_bytes(keep(backup.read_bytes()))
    with pytest.raises(Refusal) as refused:
        restore_backup(path, replace=False)
    assert (refused.value.code, refused.value.exit_code) == (code, 2)


def test_backup_is_not_written_over_another_file(tmp_path: Path) -> None:
    there = tmp_path / "site.zip"
    there.write_bytes(b"last night's")
    with pytest.raises(Refusal) as refused:
        make_backup(there)
    assert (refused.value.code, there.read_bytes()) == ("BACKUP_FILE_THERE", b"last night's")


def test_words_without_a_site_or_a_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAPACITA_HOME", "")  # so that what is set is taken back
    assert main(["backup", "-"]) == 2
    assert main(["backup", "--home", str(tmp_path / "none"), str(tmp_path / "x.zip")]) == 1
    assert main(["restore"]) == 2
    said = [line.split(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert said == ["BACKUP_NOT_A_FILE", "BACKUP_NO_SITE", "BACKUP_FILE_OR_UNDO"]
    assert not (tmp_path / "none").exists()
