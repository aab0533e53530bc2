"""Translating as its pages do it: states, steps, review by a second person, links, glossary, publication, who may."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from capacita.framework.digests import meaning_digest
from capacita.framework.translation import Mark, list_credits, list_segments, mark_of
from capacita.framework.translation.segments import PlaceKind, list_places
from capacita.vocabulary import TextOrigin, written
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.models import StoredPart
from capacita.web.documents.remembered import forget_all
from capacita.web.documents.store import load_adaptation, load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_framework
from capacita.web.framework.terms import principle_words
from capacita.web.jobs.models import Job
from capacita.web.translating.getting_ready import get_texts_ready
from capacita.web.translating.models import Translation, TranslationSeat, TranslationStep
from capacita.web.translating.place_words import place_words
from capacita.web.translating.publishing import next_patch
from capacita.web.translating.queries import get_desk
from lib.country_site import found_country, person, signed_in
from lib.exchange_cases import dressed
from lib.framework_cases import small_framework

pytestmark = pytest.mark.django_db
HOME = "/en/translating/unesco-2022/"
DESK = f"{HOME}pt/"


def keeper() -> Organisation:
    """Return the organisation that keeps the frameworks, with a steward's client beside the test."""
    seed_organisations()
    seed_frameworks()
    return FrameworkVersion.objects.get(code="unesco-2022").organisation


def steward() -> Client:
    client = signed_in(keeper(), Role.STEWARD)
    client.post(HOME, {"language": "pt"})
    return client


def newest(code: str = "unesco-2022") -> FrameworkVersion:
    return FrameworkVersion.objects.filter(code=code).order_by("-released_at")[0]


def segments(language: str = "pt") -> list[Any]:
    return list_segments(load_framework(newest().digest), language)


def key_of(text: str) -> str:
    return next(segment.key for segment in segments() if segment.source == text)


def send(client: Client, key: str, text: str, revision: int = 0, home: str = DESK, **more: str) -> Any:
    return client.post(f"{home}texts/{key}/", {"text": text, "revision": revision, **more})


def link(client: Client, purpose: str = "translate", name: str = "Ana Ruiz") -> str:
    client.post(f"{DESK}links/", {"name": name, "purpose": purpose})
    found = re.search(r"/en/translating/with-link/[\w-]+/", client.get(f"{DESK}links/").content.decode())
    assert found is not None
    return found[0]


def test_list_shows_how_far_each_language_is_and_begins_one() -> None:
    client = steward()
    page = client.get(HOME).content.decode()
    assert "Begin with Russian" in page
    assert "0 of 135 translated by people" in page
    assert Translation.objects.get().organisation_id == newest().organisation_id
    assert client.post(HOME, {"language": "no tag!"}).status_code == 422
    assert client.post(HOME, {"language": "pt_br"}).url == f"{HOME}pt-BR/"


def test_saved_text_leads_to_the_next_open_one_and_is_counted() -> None:
    client = steward()
    first, second = segments()[:2]
    answer = send(
        client, first.key, "Inteligência artificial e transformação digital: competências para servidores públicos"
    )
    assert answer.url == f"{DESK}texts/{second.key}/"
    page = client.get(DESK).content.decode()
    assert "New (134)" in page
    assert "Translated by a person (1)" in page
    step = TranslationStep.objects.get()
    assert step.wording["origin"] == "human"
    assert step.author_name == "Somebody"


def test_empty_text_is_refused_and_nothing_kept() -> None:
    client = steward()
    assert send(client, segments()[0].key, " ").status_code == 422
    assert not TranslationStep.objects.exists()


def test_text_that_somebody_else_translated_meanwhile_shows_both() -> None:
    client = steward()
    key = key_of("Creativity")
    send(client, key, "Criatividade")
    answer = send(client, key, "Inventividade")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Criatividade" in page
    assert "Inventividade" in page
    assert TranslationStep.objects.count() == 1
    assert send(client, key, "Inventividade", revision=1).status_code == 302


def test_undo_takes_back_the_last_step_only_and_keeps_every_row() -> None:
    client = steward()
    key = key_of("Creativity")
    send(client, key, "Criatividade")
    send(client, key, "Inventividade", revision=1)
    assert "A later step" in client.post(f"{DESK}undo/1/").content.decode()
    assert client.post(f"{DESK}undo/2/").status_code == 302
    assert ">Criatividade</textarea>" in client.get(f"{DESK}texts/{key}/").content.decode().replace("\n", "")
    assert TranslationStep.objects.count() == 3


def test_review_takes_a_second_named_person() -> None:
    client = steward()
    key = key_of("Creativity")
    send(client, key, "Criatividade")
    assert "a second person confirms it" in client.get(f"{DESK}texts/{key}/").content.decode()
    assert send(client, key, "", revision=1, confirm="1").status_code == 403
    reviewer = Client()
    reviewer.force_login(person(newest().organisation, Role.STEWARD, "second@example.org"))
    assert send(reviewer, key, "", revision=1, confirm="1").status_code == 403
    there = link(client, "review", "Luis Paz")
    assert send(Client(), key, "", revision=1, home=there, confirm="1").status_code == 302
    last = TranslationStep.objects.order_by("-number")[0]
    assert (last.wording["origin"], last.author_name) == ("reviewed", "Luis Paz")
    assert "Reviewed (1)" in client.get(DESK).content.decode()


def test_link_opens_its_translation_alone_and_can_be_closed() -> None:
    client = steward()
    there = link(client)
    visitor = Client()
    answer = visitor.get(there)
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "Publish" not in answer.content.decode()
    assert send(visitor, key_of("Trust"), "Confiança", home=there).status_code == 302
    assert send(visitor, key_of("Trust"), "", revision=1, home=there, confirm="1").status_code == 403
    assert visitor.get(DESK).status_code == 302, "without the link, a visitor is asked to sign in"
    seat = TranslationSeat.objects.exclude(link_hash="").get()
    assert seat.link_hash not in there
    assert there not in client.get(f"{DESK}links/").content.decode(), "shown only once"
    client.post(f"{DESK}links/", {"seat_id": str(seat.pk)})
    assert visitor.get(there).status_code == 404
    assert TranslationStep.objects.count() == 1
    client.post(f"{DESK}links/", {"seat_id": str(seat.pk), "open-again": "1"})
    assert visitor.get(there).status_code == 200
    assert visitor.get("/en/translating/with-link/nothing/").status_code == 404


def test_translator_with_a_link_takes_back_their_own_steps_only() -> None:
    client = steward()
    there = link(client)
    send(client, key_of("Trust"), "Confiança")
    assert Client().post(f"{there}undo/1/").status_code == 403
    send(Client(), key_of("Creativity"), "Criatividade", home=there)
    assert Client().post(f"{there}undo/2/").status_code == 302


def test_terms_stand_beside_the_text_and_forbidden_ones_are_noticed() -> None:
    client = steward()
    client.post(f"{DESK}terms/", {"term": "data", "preferred": "datos", "forbidden": "informaciones"})
    segment = next(entry for entry in segments() if "data" in entry.source.lower())
    page = client.get(f"{DESK}texts/{segment.key}/").content.decode()
    assert "datos" in page
    assert "informaciones" in page
    answer = send(client, segment.key, "Las informaciones 42")
    assert answer.url == f"{DESK}texts/{segment.key}/", "what was noticed is shown before going on"
    page = client.get(answer.url).content.decode()
    assert "must not stand for" in page
    assert "the number 42 is in the translation" in page
    assert "must not stand for" in client.get(f"{DESK}checks/").content.decode()
    assert client.post(f"{DESK}terms/", {"term": "x"}).status_code == 422
    assert client.post(f"{DESK}terms/", {"term_id": "none"}).status_code == 404


def test_publication_makes_a_patch_version_that_means_the_same_and_credits_who_wish() -> None:
    client = steward()
    before = load_framework(newest().digest)
    there = link(client)
    send(Client(), key_of("Creativity"), "Criatividade", home=there)
    Client().post(f"{there}name/", {"credit_name": "Ana Ruiz Gil"})
    assert "Ana Ruiz Gil" in client.get(f"{DESK}publish/").content.decode()
    assert client.post(f"{DESK}publish/").status_code == 302
    assert newest().version == "2022.1.1"
    after = load_framework(newest().digest)
    assert meaning_digest(after) == meaning_digest(before)
    (credit,) = list_credits(after)
    assert (credit.language, credit.translators, credit.reviewers) == ("pt", ("Ana Ruiz Gil",), ())
    item = next(entry for entry in after.items if "pt" in entry.title)
    assert (item.title["pt"].text, item.title["pt"].origin) == ("Criatividade", TextOrigin.HUMAN)
    page = Client().get("/en/framework/unesco-2022/?text=pt").content.decode()
    assert "Criatividade" in page
    assert "Ana Ruiz Gil" in page
    release = "/en/framework/unesco-2022/release/"
    told = Client().get(release).content.decode()
    assert re.search(r"Translated by\s+<bdi>Ana Ruiz Gil</bdi>", told)
    assert "Ana Ruiz Gil" not in Client().get(release, {"version": "2022.1"}).content.decode()
    assert client.post(f"{DESK}undo/1/").status_code == 409
    assert "nothing new to publish" in client.post(f"{DESK}publish/").content.decode()
    assert FrameworkVersion.objects.filter(code="unesco-2022").count() == 2


def test_adaptation_takes_its_translations_into_its_changes() -> None:
    organisation = found_country()
    seed_organisations()
    seed_frameworks()
    client = signed_in(organisation, Role.FOCAL_POINT)
    base = FrameworkVersion.objects.get(code="unesco-2022")
    there = "/en/countries/almara/adapting/"
    client.post(f"{there}start/", {"base": str(base.pk), "language": "fr", "title": "Cadre"})
    draft = re.search(r"adapting/([0-9a-f-]{36})/", client.get(there).content.decode())
    assert draft is not None
    items = {item.code: item.id for item in load_framework(base.digest).items}
    client.post(
        f"{there}{draft[1]}/items/{items['2.2']}/reword/",
        {"text": "Décider.", "reason": "Notre loi.", "revision": 0},
    )
    client.post(f"{there}{draft[1]}/release/", {"version": "1.0.0"})
    row = newest("almara")
    client.post("/en/translating/almara/", {"language": "ar"})
    desk = "/en/translating/almara/ar/"
    for key in (f"item.{items['2.2']}.statement", f"item.{items['A2']}.title", f"framework.{row.framework_id}.title"):
        assert send(client, key, "نص عربي", home=desk).status_code == 302
    assert client.post(f"{desk}publish/").status_code == 302
    after = newest("almara")
    assert after.version == "1.0.1"
    framework = load_framework(after.digest)
    texts = {item.code: item for item in framework.items}
    assert texts["2.2"].statement["ar"].text == texts["A2"].title["ar"].text == framework.title["ar"].text == "نص عربي"
    kinds = [change.kind.value for change in load_adaptation(after.adaptation_digest).changes]
    assert kinds == ["reword", "translate"]
    assert meaning_digest(framework) == meaning_digest(load_framework(row.digest))


def test_source_that_changed_makes_its_translation_stale_and_shows_the_words() -> None:
    client = steward()
    key = key_of("Creativity")
    send(client, key, "Criatividade")
    client.post(f"{DESK}publish/")
    framework = load_framework(newest().digest)
    items = tuple(
        replace(item, title={**written("Creativity at work"), "pt": item.title["pt"]}) if item.code == "A2" else item
        for item in framework.items
    )
    publish_framework(
        SYSTEM,
        organisation=newest().organisation,
        framework=replace(framework, version="2023.1", items=items),
        released_at=timezone.now(),
    )
    assert [mark_of(entry) for entry in segments() if entry.key == key] == [Mark.STALE]
    page = client.get(f"{DESK}texts/{key}/").content.decode()
    assert "<ins> at work</ins>" in page
    assert send(client, key, "Criatividade", revision=1).status_code == 302
    assert "Source has changed (0)" in client.get(DESK).content.decode()


def test_only_translators_stewards_and_focal_points_of_the_organisation_translate() -> None:
    organisation, elsewhere = keeper(), found_country("belmara")
    for role in set(Role) - {Role.VISITOR, Role.SYSTEM}:
        own, other = signed_in(organisation, role), signed_in(elsewhere, role)
        may_translate = role in (Role.TRANSLATOR, Role.STEWARD, Role.FOCAL_POINT)
        may_publish = role in (Role.STEWARD, Role.FOCAL_POINT)
        assert own.post(HOME, {"language": "pt"}).status_code == (302 if may_translate else 403), role
        assert own.get(HOME).status_code == (200 if may_translate else 403), role
        assert own.get(f"{DESK}publish/").status_code == (200 if may_publish else 403), role
        assert own.get(f"{DESK}links/").status_code == (200 if may_publish else 403), role
        assert other.get(HOME).status_code == 403, role
    assert Client().get(HOME).status_code == 302


def test_every_step_leaves_an_audit_event() -> None:
    client = steward()
    there = link(client)
    send(Client(), key_of("Creativity"), "Criatividade", home=there)
    client.post(f"{DESK}publish/")
    events = list(AuditEvent.objects.order_by("pk").values_list("action", "actor_name"))
    assert ("translation.step-added", "Ana Ruiz") in events
    assert {"translation.started", "translation.link-made", "translation.published"} <= {name for name, _ in events}


def test_what_stands_is_followed_step_by_step_as_if_all_were_read_anew() -> None:
    client = steward()
    keys = [segment.key for segment in segments()[3:6]]

    def stands() -> list[object]:
        work = get_desk(SYSTEM, "unesco-2022", "pt").work
        return [
            dict(work.wordings),
            work.segments,
            work.noticed,
            [match.target for match in work.match(work.segments[3])],
        ]

    def deeds() -> Iterator[None]:
        for key in keys:
            yield send(client, key, f"Texto {key[-12:]} 3")
        yield send(client, keys[0], "Otro texto")
        yield client.post(f"{DESK}undo/4/")
        yield client.post(f"{DESK}undo/1/")
        yield client.post(f"{DESK}publish/")
        yield send(client, keys[2], "Texto nuevo")

    for _done in deeds():
        followed = stands()
        forget_all()
        assert followed == stands()


def test_texts_of_a_new_version_are_ready_before_a_translator_opens_them() -> None:
    client = steward()
    framework = load_framework(newest().digest)
    items = tuple(replace(item, title=written("Said anew")) if item.code == "A2" else item for item in framework.items)
    publish_framework(
        SYSTEM,
        organisation=newest().organisation,
        framework=replace(framework, version="9.0.0", items=items),
        released_at=timezone.now(),
    )
    job = Job.objects.get(kind="get-texts-ready")
    told: list[str] = []
    assert get_texts_ready(job, lambda _percent, step: told.append(step)) == {"translations": 1}
    assert told == ["translations"]
    address = f"{DESK}texts/{key_of('Said anew')}/"
    forget_all()
    with CaptureQueriesContext(connection) as seen:
        assert "Said anew" in client.get(f"{DESK}?q=said+anew").content.decode()
        client.get(address)
    assert not [query for query in seen if StoredPart._meta.db_table in query["sql"]]


def test_pages_ask_the_same_few_queries_whatever_there_is() -> None:
    client = steward()
    key = key_of("Creativity")
    for segment in segments()[3:12]:
        send(client, segment.key, "Texto")
    for address in ("", f"texts/{key}/", "checks/"):
        client.get(DESK + address)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(DESK + address)
        assert len(seen) <= 11, [entry["sql"][:120] for entry in seen]
        assert len(page.content) < 100_000


@pytest.mark.parametrize(
    ("version", "taken", "wanted"),
    [
        ("1.0.0", {"1.0.0"}, "1.0.1"),
        ("2022.1", {"2022.1.1"}, "2022.1.2"),
        ("1.2.9", set(), "1.2.10"),
        ("a", set(), "a.1"),
    ],
)
def test_next_patch_is_the_next_free_number(version: str, taken: set[str], wanted: str) -> None:
    assert next_patch(version, frozenset(taken)) == wanted


def test_texts_are_called_in_the_language_of_the_page() -> None:
    client = steward()
    places = {segment.place.kind: segment for segment in segments()}
    assert {PlaceKind.FRAMEWORK, PlaceKind.ITEM, PlaceKind.PRINCIPLE} <= set(places)
    desk = DESK.replace("/en/", "/fr/")
    with override("fr"):
        told = {kind: place_words(segment.place) for kind, segment in places.items()}
    for kind, segment in places.items():
        page = client.get(f"{desk}texts/{segment.key}/").content.decode()
        assert escape(told[kind]) in page
    with override("fr"):
        assert principle_words(places[PlaceKind.PRINCIPLE].place.principle) in told[PlaceKind.PRINCIPLE]
    with override("en"):
        assert place_words(places[PlaceKind.FRAMEWORK].place) == "Notice on every page"


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_place_of_a_whole_framework_has_a_name(language: str) -> None:
    framework = dressed(small_framework())
    with override(language):
        for place, _text in list_places(framework):
            assert place_words(place).strip(), place.key
