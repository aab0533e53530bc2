"""What a release would touch: told before it is made, on pages and as files."""

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import Role
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.crosswalk.models import LinkReview
from capacita.web.documents.packs import shipped_crosswalks
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from lib.country_site import fill_country, found_country, signed_in

pytestmark = pytest.mark.django_db
LIST = "/en/countries/almara/adapting/"
WHY = "La loi de 2024 emploie ce mot."


def started(base: str) -> tuple[Client, AdaptationDraft]:
    client = signed_in(Organisation.objects.get(code="almara"), Role.FOCAL_POINT)
    row = FrameworkVersion.objects.get(code=base)
    client.post(f"{LIST}start/", {"base": str(row.pk), "language": "fr", "title": "Compétences d’Almara"})
    return client, AdaptationDraft.objects.get()


def step(client: Client, draft: AdaptationDraft, code: str, deed: str, **fields: Any) -> None:
    item = next(entry for entry in load_framework(draft.base_digest).items if entry.code == code)
    data = {"reason": WHY, "revision": 0, **fields}
    assert client.post(f"{LIST}{draft.pk}/items/{item.id}/{deed}/", data).status_code == 302


def country_with_bases() -> None:
    found_country()
    seed_organisations()
    seed_frameworks()


def test_draft_without_changes_touches_nothing() -> None:
    country_with_bases()
    client, draft = started("unesco-2022")
    page = client.get(f"{LIST}{draft.pk}/effect/").content.decode()
    assert "Nothing becomes stale." in page
    assert "There are none yet" in page


def test_reworded_item_makes_its_questions_modules_and_links_stale() -> None:
    country_with_bases()
    client, draft = started("public-service-levels")
    step(client, draft, "2.2", "reword", text="Décider avec des données.")
    page = client.get(f"{LIST}{draft.pk}/effect/").content.decode()
    for title in (
        "Questions of the item bank",
        "Training modules",
        "Levels that roles need",
        "Links to other frameworks",
    ):
        assert f'class="ruled">{title}</h2>' in page, title
    assert "means something else now." in page
    release = client.get(f"{LIST}{draft.pk}/release/").content.decode()
    assert "See each of them, and why" in release
    assert "becomes stale" in release


def test_links_are_told_as_reviewers_here_left_them() -> None:
    country_with_bases()
    client, draft = started("unesco-2022")
    keeper = signed_in(Organisation.objects.get(code=KEEPER), Role.STEWARD)
    crosswalk = next(iter(shipped_crosswalks().values()))
    items = {item.id: item.code for item in load_framework(draft.base_digest).items}
    link = next(entry for entry in crosswalk.links if items.get(entry.subject) == "2.2")
    step(client, draft, "2.2", "reword", text="Décider avec des données.")

    def told() -> set[str]:
        answer = client.get(f"{LIST}{draft.pk}/effect/?format=csv").content.decode("utf-8-sig")
        return {row["id"] for row in csv.DictReader(io.StringIO(answer)) if row["kind"] == "crosswalk"}

    assert link.id in told()
    page = f"/en/crosswalks/{crosswalk.code}/"
    decided = keeper.post(f"{page}links/{link.id}/", {"relation": "none", "reason": "Another thing.", "seen": 0})
    assert decided.status_code == 302
    assert link.id not in told()
    assert keeper.post(f"{page}reviews/{LinkReview.objects.get().pk}/undo/").status_code == 302
    assert link.id in told()


def test_effect_downloads_as_table_and_as_json() -> None:
    country_with_bases()
    client, draft = started("public-service-levels")
    step(client, draft, "3.4", "leave-out")
    answer = client.get(f"{LIST}{draft.pk}/effect/?format=csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["kind"] for row in rows} >= {"question", "module", "requirement"}
    assert {row["items"] for row in rows if row["kind"] == "question"} == {"3.4"}
    value = json.loads(client.get(f"{LIST}{draft.pk}/effect/?format=json").content)
    assert len(value["stale"]) == len(rows)
    assert {entry["why"] for entry in value["stale"]} == {"EFFECT_ITEM_GONE"}


def test_earlier_estimates_are_told_apart_by_what_was_measured() -> None:
    country = found_country()
    fill_country(country)
    client = signed_in(country, Role.FOCAL_POINT)
    assert client.post(f"{LIST}continue/almara/").status_code == 302
    draft = AdaptationDraft.objects.get()
    page = client.get(f"{LIST}{draft.pk}/effect/").content.decode()
    assert "Estimates that can no longer be compared" not in page
    step(client, draft, "1.1", "reword", text="Penser autrement.")
    page = client.get(f"{LIST}{draft.pk}/effect/").content.decode()
    assert "Estimates that can no longer be compared" in page
    assert "stay comparable" in page


def test_reworded_item_is_told_with_the_languages_in_which_it_is_not_there_any_more() -> None:
    country_with_bases()
    client, draft = started("unesco-2022")
    step(client, draft, "2.2", "reword", text="Décider avec des données.")
    told = json.loads(client.get(f"{LIST}{draft.pk}/effect/?format=json").content)
    lost = [entry for entry in told["stale"] if entry["kind"] == "translation"]
    assert {entry["label"] for entry in lost} == {f"statement/{tag}" for tag in ("ar", "en", "es", "ru", "zh")}
    page = client.get(f"{LIST}{draft.pk}/effect/").content.decode()
    assert "Definition: Arabic" in page
    assert "was worded anew and is not there in this language any more." in page
