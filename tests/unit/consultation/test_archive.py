"""One file for a whole programme: out and in again the same, and every change of it named."""

import dataclasses
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from capacita.cli import main
from capacita.consultation import (
    PROGRAMME_FORMAT,
    ActorKind,
    Consultation,
    DatePrecision,
    ScheduledDate,
    SessionStatus,
    compile_ledger,
    describe_ledger,
    strip_contacts,
)
from capacita.consultation.archive.files import MAX_UNPACKED_BYTES, write_checksums
from capacita.consultation.archive.programme import StateEntry, archive_programme, restore_programme
from capacita.consultation.coverage import cover_programme, describe_coverage
from capacita.content import read_content
from capacita.sheets import read_csv
from capacita.vocabulary import CAPACITA, Refusal, Unreadable, derive_identifier, readable_json, written

TODAY = date(2026, 4, 1)


@pytest.fixture(name="programme", scope="module")
def almara():
    return PROGRAMME_FORMAT.read_whole(read_content("demo-consultation/programme.json"))


def files_of(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zip_of(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return target.getvalue()


def test_restore_gives_the_same_programme_and_the_same_reports(programme):
    report = restore_programme(archive_programme(programme))
    assert report.findings == ()
    assert report.programme == strip_contacts(programme)
    before, after = strip_contacts(programme), report.programme
    assert describe_ledger(compile_ledger(after), {}) == describe_ledger(compile_ledger(before), {})
    for public in (True, False):
        coverage = [describe_coverage(cover_programme(each, on=TODAY, public=public)) for each in (before, after)]
        assert coverage[0] == coverage[1]
    assert archive_programme(report.programme) == archive_programme(programme)


def test_archive_holds_no_contact_and_names_its_framework(programme):
    files = files_of(archive_programme(programme))
    assert programme.contacts
    everything = b"".join(files.values())
    for contact in programme.contacts:
        assert contact.email.encode() not in everything
    package = json.loads(files["datapackage.json"])
    assert package["framework"]["digest"] == programme.framework.digest
    assert {resource["path"] for resource in package["resources"]} == {name for name in files if name.endswith(".csv")}


def test_archive_schema_lists_the_columns_of_each_table(programme):
    files = files_of(archive_programme(programme))
    for resource in json.loads(files["datapackage.json"])["resources"]:
        heading = read_csv(files[resource["path"]]).rows[0]
        assert list(heading) == [field["name"] for field in resource["schema"]["fields"]]


def test_archive_keeps_the_log_of_states(programme):
    states = tuple(
        StateEntry(status=status, at=datetime(2026, 4, day, 9, tzinfo=UTC), actor=ActorKind.STEWARD, reason="=1+1")
        for day, status in enumerate((SessionStatus.REQUESTED, SessionStatus.APPROVED), start=1)
    )
    assert restore_programme(archive_programme(programme, states)).states == states


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc", "\\r \\\\ \\e", "=SUM(A1)", "'=x", " spaces ", "“ar” مرحبا", '"', "a,b;c\td"]
)
def test_restore_keeps_texts_to_the_letter(programme, text):
    said = dataclasses.replace(programme.contributions[0], text=text, suggestion=text)
    meant = dataclasses.replace(
        programme, title=written(text), contributions=(said, *programme.contributions[1:]), contacts=()
    )
    assert restore_programme(archive_programme(meant)).programme == meant


def test_restore_keeps_a_session_whose_mode_nobody_knows(programme):
    bare = Consultation(
        id=derive_identifier(CAPACITA, "bare"),
        title={},
        when=ScheduledDate(precision=DatePrecision.UNKNOWN),
        status=SessionStatus.SCHEDULED,
    )
    meant = dataclasses.replace(programme, consultations=(*programme.consultations, bare), contacts=())
    assert restore_programme(archive_programme(meant)).programme == meant


def test_restore_long_table_goes_on_in_the_next_file(programme, monkeypatch):
    monkeypatch.setattr("capacita.consultation.archive.programme.MOST_ROWS", 2)
    archive = archive_programme(programme)
    assert "contributions-3.csv" in files_of(archive)
    assert restore_programme(archive).programme == strip_contacts(programme)


def test_restore_changed_file_is_named_by_its_checksum(programme):
    files = files_of(archive_programme(programme))
    files["contributions.csv"] = files["contributions.csv"].replace(b"a", b"e", 1)
    report = restore_programme(zip_of(files))
    assert report.programme is None
    assert [(finding.code, finding.path) for finding in report.findings] == [
        ("ARCHIVE_FILE_CHANGED", "/contributions.csv")
    ]


def test_restore_file_missing_and_file_added_are_named(programme):
    files = files_of(archive_programme(programme))
    del files["counts.csv"]
    report = restore_programme(zip_of({**files, "more.csv": b"a"}))
    assert {(finding.code, finding.path) for finding in report.findings} == {
        ("ARCHIVE_FILE_MISSING", "/counts.csv"),
        ("ARCHIVE_FILE_UNKNOWN", "/more.csv"),
    }


def resummed(files):
    """Return the files with checksums that fit: somebody edited a table and knew how."""
    rest = {name: data for name, data in files.items() if name != "CHECKSUMS.sha256"}
    return zip_of({**rest, "CHECKSUMS.sha256": write_checksums(rest)})


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        ("contributions.csv", b"change", b"chance", "DOCUMENT_NOT_IN_LIST"),
        ("contributions.csv", b"verdict", b"verdicts", "ARCHIVE_COLUMN_UNKNOWN"),
        ("counts.csv", b",10\r\n", b",ten\r\n", "ARCHIVE_ROW_LOST"),
        ("counts.csv", b",10\r\n", b",11\r\n", "ARCHIVE_DIGEST_DIFFERS"),
        ("texts.csv", b"programme,a4e98ce9", b"programme,b4e98ce9", "ARCHIVE_ROW_LOST"),
        ("dispositions.csv", b"[", b"(", "ARCHIVE_CELL_WRONG"),
    ],
)
def test_restore_edited_table_is_refused_with_its_place(programme, name, before, after, code):
    files = files_of(archive_programme(programme))
    assert before in files[name]
    files[name] = files[name].replace(before, after, 1)
    report = restore_programme(resummed(files))
    assert report.programme is None
    assert code in [finding.code for finding in report.findings]


def test_restore_bomb_is_refused_before_it_is_unpacked():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package, package.open("texts.csv", "w") as entry:
        for _ in range(MAX_UNPACKED_BYTES // 2**20 + 1):
            entry.write(b"\0" * 2**20)
    with pytest.raises(Unreadable) as refusal:
        restore_programme(target.getvalue())
    assert refusal.value.code == "ARCHIVE_UNPACKS_TOO_LARGE"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip", "ARCHIVE_NOT_ZIP"),
        (zip_of({"programme.csv": b""}), "ARCHIVE_NOT_OURS"),
        (zip_of({"../programme.csv": b""}), "ARCHIVE_NOT_OURS"),
        (resummed({"datapackage.json": b'{"format":"other/1"}'}), "ARCHIVE_OTHER_FORMAT"),
        (resummed({"README.txt": b"x"}), "ARCHIVE_OTHER_FORMAT"),
    ],
)
def test_restore_what_is_no_archive_is_refused(data, code):
    with pytest.raises(Unreadable) as refusal:
        restore_programme(data)
    assert refusal.value.code == code


def test_archive_programme_that_does_not_hold_together_is_refused(programme):
    twice = dataclasses.replace(programme, contributions=programme.contributions * 2)
    with pytest.raises(Refusal) as refusal:
        archive_programme(twice)
    assert refusal.value.code == "ARCHIVE_PROGRAMME_FAULTY"


def test_commands_archive_and_restore(tmp_path, capsys, programme):
    (tmp_path / "programme.json").write_bytes(read_content("demo-consultation/programme.json"))
    archive, folder = tmp_path / "almara.zip", tmp_path / "restored"
    assert main(["consultation", "archive", str(tmp_path / "programme.json"), "-o", str(archive)]) == 0
    assert main(["consultation", "restore", str(archive), "-o", str(folder), "--json"]) == 0
    restored = (folder / "programme.json").read_text(encoding="utf-8")
    assert restored == readable_json(PROGRAMME_FORMAT.dump(strip_contacts(programme)))
    damaged = archive.read_bytes()
    archive.write_bytes(damaged[: len(damaged) // 2])
    capsys.readouterr()
    assert main(["consultation", "restore", str(archive), "-o", str(folder)]) == 2
    assert "ARCHIVE_NOT_ZIP" in capsys.readouterr().err
