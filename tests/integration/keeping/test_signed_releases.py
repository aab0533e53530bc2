"""Releases of the site: each signed by its own key, handed out, and checked by the command line without the site."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from capacita.cli import main
from capacita.framework import RELEASE_FORMAT, make_manifest
from capacita.framework.signing import verify_release
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.store import load_document, load_framework, store_document
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks, sign_unsigned_releases
from capacita.web.framework.services import publish_framework
from capacita.web.framework.signing import KEY_FILE, read_private_key, read_public_key
from lib.framework_cases import small_framework, text_of

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _site(db: None) -> None:
    seed_organisations()
    seed_frameworks()


def fetched(folder: Path, code: str) -> list[str]:
    """Return the words of a check of the three files that anybody can download."""
    page = Client().get(f"/en/framework/{code}/release/").content.decode()
    names = {f"/en/framework/{code}/release.json": "release.json", "/release-key.pem": "release-key.pem"}
    names[f"/en/framework/{code}/framework.json"] = "framework.json"
    for address, name in names.items():
        assert f'href="{address}' in page
        (folder / name).write_bytes(Client().get(address).content)
    places = [str(folder / name) for name in ("release.json", "framework.json", "release-key.pem")]
    return ["framework", "verify", places[0], "--framework", places[1], "--key", places[2]]


@pytest.mark.parametrize("code", ["unesco-2022", "public-service-levels"])
def test_a_release_is_checked_from_its_downloads(tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(fetched(tmp_path, code)) == 0
    assert "error" not in capsys.readouterr().out.lower()


def test_each_part_that_differs_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = fetched(tmp_path, "public-service-levels")
    path = tmp_path / "framework.json"
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    item = next(entry for entry in value["items"] if entry["code"] == "2.2")
    item["title"]["en"]["text"] += "!"
    item["title"]["ar"]["text"] += "."
    value["roles"][0]["branch"] = "judiciary"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert main([*words, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    differing = [entry["message"] for entry in found if entry["code"] == "RELEASE_PART_DIFFERS"]
    assert len(differing) == 3
    assert all(any(words in said for said in differing) for words in ("item 2.2", "texts ar", "roles part"))
    assert {entry["code"] for entry in found} == {"RELEASE_PART_DIFFERS", "RELEASE_DIGEST_DIFFERS"}


def test_another_key_does_not_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = fetched(tmp_path, "unesco-2022")
    path = tmp_path / "release.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["released_on"] = "2020-01-01"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert main([*words, "--json"]) == 1
    assert [entry["code"] for entry in json.loads(capsys.readouterr().out)["findings"]] == ["RELEASE_SIGNATURE_WRONG"]


def test_the_key_is_made_once_and_read_by_its_owner_alone() -> None:
    kept = Path(settings.HOME) / KEY_FILE
    before = read_private_key()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert read_private_key() == before
    assert b"PRIVATE" not in read_public_key()
    assert [path for path in kept.parent.iterdir() if path.suffix == ".part"] == []


def test_what_was_out_before_there_was_a_key_is_signed_once() -> None:
    keeper = Organisation.objects.get(code=KEEPER)
    row = publish_framework(SYSTEM, organisation=keeper, framework=small_framework(), released_at=WHEN)
    unsigned = make_manifest(small_framework(), WHEN.date())
    digest = row.digest
    for kept in ("", store_document(RELEASE_FORMAT.dump(unsigned))):
        FrameworkVersion.objects.filter(pk=row.pk).update(release_digest=kept)
        assert sign_unsigned_releases() == 1
        row.refresh_from_db()
        release = load_document(RELEASE_FORMAT, row.release_digest)
        assert verify_release(release, load_framework(digest), public_key=read_public_key()) == []
        assert row.digest == digest
    assert sign_unsigned_releases() == 0
    assert AuditEvent.objects.filter(action="release.signed", target_id=str(row.pk)).count() == 2


def test_a_row_without_a_manifest_has_none_to_send() -> None:
    FrameworkVersion.objects.filter(code="unesco-2022").update(release_digest="")
    assert Client().get("/en/framework/unesco-2022/release.json").status_code == 404
    page = Client().get("/en/framework/unesco-2022/release/").content.decode()
    assert "release.json" not in page


def test_a_draft_published_as_it_stands_is_not_held_up_by_a_gate() -> None:
    keeper = Organisation.objects.get(code=KEEPER)
    framework = small_framework()
    row = publish_framework(SYSTEM, organisation=keeper, framework=framework, released_at=WHEN)
    release = load_document(RELEASE_FORMAT, row.release_digest)
    assert release.missing == ("R1",)
    assert release.digest == row.digest
    assert text_of("A small framework")["en"] == row.title["en"]
