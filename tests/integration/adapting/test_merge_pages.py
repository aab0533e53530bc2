"""A newer base arrives: what goes in by itself, what needs somebody, and the release that follows."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from capacita.framework.model import Framework, Item
from capacita.vocabulary import Wording, written
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.adapting.models import AdaptationDraft, BaseMerge, DraftState
from capacita.web.documents.store import load_adaptation, load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_framework
from lib.country_site import found_country, signed_in

pytestmark = pytest.mark.django_db
LIST = "/en/countries/almara/adapting/"
WHY = "La loi de 2024 emploie ce mot."


def changed(item: Item, **texts: str) -> Item:
    """Return an item as the keeper words it anew in English, its translations gone."""
    return replace(item, **{part: written(text) for part, text in texts.items()})


def newer(base: Framework) -> Framework:
    """Return the base with two items reworded that the country changes as well, and three that it does not."""
    texts = {
        "2.2": {"statement": "Deciding with data that everybody can check."},
        "2.1": {"title": "Reading data"},
        "1.1": {"statement": "Thinking a problem through with those who have it."},
        "A3": {"title": "Readiness for change"},
        "3.2": {"statement": "Working with partners on the same thing."},
    }
    items = tuple(changed(item, **texts.get(item.code, {})) for item in base.items)
    return replace(base, version="2022.2", items=items)


def publish_newer() -> FrameworkVersion:
    row = FrameworkVersion.objects.get(code="unesco-2022")
    return publish_framework(
        SYSTEM,
        organisation=Organisation.objects.get(code=KEEPER),
        framework=newer(load_framework(row.digest)),
        released_at=datetime.now(UTC) + timedelta(days=1),
    )


def released(client: Client) -> AdaptationDraft:
    base = FrameworkVersion.objects.get(code="unesco-2022")
    client.post(f"{LIST}start/", {"base": str(base.pk), "language": "fr", "title": "Compétences d’Almara"})
    draft = AdaptationDraft.objects.get()
    ids = {item.code: item.id for item in load_framework(base.digest).items}
    steps = (
        ("2.2", "reword", "Décider avec des données."), ("2.1", "rename", "Lire les données"),
        ("3.4", "leave-out", ""), ("A1", "keep", ""),
    )  # fmt: skip
    for code, deed, text in steps:
        data = {"reason": WHY, "revision": 0, "text": text}
        assert client.post(f"{LIST}{draft.pk}/items/{ids[code]}/{deed}/", data).status_code == 302
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "1.0.0"}).status_code == 302
    return draft


def focal_point() -> Client:
    seed_organisations()
    seed_frameworks()
    return signed_in(found_country(), Role.FOCAL_POINT)


def begun(client: Client) -> str:
    """Release, let a newer base come, begin to take it in, and return the merge's address."""
    draft = released(client)
    publish_newer()
    answer = client.post(f"{LIST}newer-base/{draft.code}/")
    assert answer.status_code == 302
    return str(answer["Location"])


def conflicts_of(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(rf'href="({re.escape(address)}[0-9a-f-]{{36}}/)"', page)


def test_newer_base_is_announced_with_how_much_it_changes() -> None:
    client = focal_point()
    released(client)
    assert "A newer base is waiting" not in client.get(LIST).content.decode()
    publish_newer()
    page = client.get(LIST).content.decode()
    assert "A newer base is waiting" in page
    assert "version 2022.2: 5 changes" in page
    assert "A newer base is waiting: 5 changes" in client.get("/en/countries/almara/").content.decode()
    assert "A newer base is waiting" not in Client().get("/en/countries/almara/").content.decode()


def test_merge_says_what_went_in_and_what_needs_somebody() -> None:
    client = focal_point()
    address = begun(client)
    page = client.get(address).content.decode()
    assert "2 need you." in page
    assert "3 changes are taken in without your help." in page
    assert len(conflicts_of(client, address)) == 2
    assert "Make a draft on the newer base" not in page


def test_conflict_shows_three_sides_and_keeps_the_choice() -> None:
    client = focal_point()
    address = begun(client)
    first, second = conflicts_of(client, address)
    texts = [client.get(one).content.decode() for one in (first, second)]
    worded = next(page for page in texts if "Décider avec des données." in page)
    assert "Deciding with data that everybody can check." in worded
    assert "changed the definition" in worded
    assert client.post(first, {}).status_code == 422
    assert client.post(first, {"choice": "own", "text": "Un texte."}).status_code == 422
    assert client.post(first, {"choice": "ours"}).status_code == 302
    row = BaseMerge.objects.get()
    assert list(row.choices.values()) == ["ours"]
    assert "1 needs you." in client.get(address).content.decode()
    assert client.post(f"{address}finish/").status_code == 409


def test_settled_merge_becomes_a_draft_that_keeps_its_reasons_and_is_released() -> None:
    client = focal_point()
    address = begun(client)
    for one in conflicts_of(client, address):
        is_title = "Lire les données" in client.get(one).content.decode()
        data: dict[str, Any] = {"choice": "theirs"}
        if not is_title:
            data = {"choice": "own", "text": "Décider avec des données vérifiables.", "reason": "Pour suivre la base."}
        assert client.post(one, data).status_code == 302
    assert client.post(f"{address}finish/").status_code == 302
    draft = AdaptationDraft.objects.get(state=DraftState.OPEN)
    assert draft.base.version == "2022.2"
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "2.0.0"}).status_code == 302
    row = FrameworkVersion.objects.get(code=draft.code, version="2.0.0")
    adaptation = load_adaptation(row.adaptation_digest)
    reasons = {change.kind.value: change.reason["fr"].text for change in adaptation.changes}
    assert reasons == {"reword": "Pour suivre la base.", "omit": WHY, "adopt": WHY}
    effective = {item.code: item for item in load_framework(row.digest).items}
    assert effective["2.1"].title["en"].text == "Reading data"
    assert effective["2.2"].statement == {
        "fr": Wording(text="Décider avec des données vérifiables.", origin="source")  # type: ignore[arg-type] # as read
    }
    assert effective["1.1"].statement["en"].text == "Thinking a problem through with those who have it."
    assert "3.4" not in effective
    assert "A newer base is waiting" not in client.get(LIST).content.decode()


def test_merge_of_another_country_is_not_there() -> None:
    address = begun(focal_point())
    stranger = signed_in(found_country("belmara"), Role.FOCAL_POINT)
    assert stranger.get(address).status_code == 403
    assert stranger.get(address.replace("almara", "belmara")).status_code == 404
    assert stranger.post(f"{address}finish/").status_code == 404
