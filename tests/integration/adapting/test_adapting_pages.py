"""Adapting as its pages do it: starting, each kind of step, who was quicker, taking back, releasing, who may."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.changes import ChangeKind
from capacita.framework.release import RELEASE_FORMAT
from capacita.vocabulary import TextOrigin, derive_identifier
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.adapting.drafting import effective_framework, list_changes
from capacita.web.adapting.models import AdaptationDraft, DraftChange, DraftState
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.store import load_adaptation, load_document, load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_framework
from lib.country_site import found_country, signed_in
from lib.framework_site import large_framework

pytestmark = pytest.mark.django_db
LIST = "/en/countries/almara/adapting/"
WHY = "La loi de 2024 emploie ce mot."


def country_with_bases(code: str = "almara") -> Organisation:
    seed_organisations()
    seed_frameworks()
    return found_country(code)


def started(client: Client, base: str = "unesco-2022") -> AdaptationDraft:
    row = FrameworkVersion.objects.get(code=base)
    answer = client.post(f"{LIST}start/", {"base": str(row.pk), "language": "fr", "title": "Compétences d’Almara"})
    assert answer.status_code == 302
    return AdaptationDraft.objects.get()


def item_of(draft: AdaptationDraft, code: str) -> Any:
    return next(item for item in load_framework(draft.base_digest).items if item.code == code)


def page_of(draft: AdaptationDraft, code: str = "", deed: str = "") -> str:
    address = f"{LIST}{draft.pk}/"
    if code:
        address += f"items/{item_of(draft, code).id}/"
    return address + (f"{deed}/" if deed else "")


def post(client: Client, draft: AdaptationDraft, code: str, deed: str, revision: int = 0, **fields: Any) -> Any:
    return client.post(page_of(draft, code, deed), {"reason": WHY, "revision": revision, **fields})


def standing(draft: AdaptationDraft) -> list[Any]:
    return [change for _row, change in list_changes(draft.steps.all())]


def test_start_makes_an_empty_draft_in_french() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    assert "Nothing is being written" in client.get(LIST).content.decode()
    draft = started(client)
    assert draft.title["fr"].text == "Compétences d’Almara"
    assert draft.title["fr"].origin is TextOrigin.SOURCE
    assert "Compétences d’Almara" in client.get(LIST).content.decode()
    page = client.get(page_of(draft)).content.decode()
    assert f"Items as in the base: <b>{len(load_framework(draft.base_digest).items)}</b>" in page
    assert 'class="tag quiet"' not in page  # what is as it was does not stand out
    item = client.get(page_of(draft, "2.2")).content.decode()
    assert "The base says" in item
    assert "Your framework says" not in item  # one text, told once


def test_start_without_anything_says_what_is_missing() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    answer = client.post(f"{LIST}start/", {"title": "Cadre"})
    assert answer.status_code == 422
    assert "Choose the framework that you start from" in answer.content.decode()
    assert 'value="Cadre"' in answer.content.decode()


def test_reworded_item_has_the_wording_as_its_source() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    assert post(client, draft, "2.2", "reword", text="Décider avec des données.").status_code == 302
    effective = effective_framework(draft, draft.steps.all())
    item = next(entry for entry in effective.items if entry.code == "2.2")
    assert {tag: (wording.text, wording.origin) for tag, wording in item.statement.items()} == {
        "fr": ("Décider avec des données.", TextOrigin.SOURCE)
    }
    (change,) = standing(draft)
    assert change.reason["fr"].text == WHY
    assert change.before["en"]["text"] == item_of(draft, "2.2").statement["en"].text
    assert "Reworded" in client.get(page_of(draft)).content.decode()


def test_step_without_reason_keeps_what_was_typed() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    answer = post(client, draft, "2.2", "reword", text="Décider avec des données.", reason="")
    assert answer.status_code == 422
    assert "Décider avec des données." in answer.content.decode()
    assert "a change without a reason cannot be released" in answer.content.decode()
    assert not draft.steps.exists()


def test_wording_that_stands_already_is_refused() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    same = item_of(draft, "2.2").statement["fr"].text
    assert "This is what stands there already" in post(client, draft, "2.2", "reword", text=same).content.decode()


def test_second_wording_takes_the_place_of_the_first_and_starts_from_the_base() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Un.")
    post(client, draft, "2.2", "reword", revision=1, text="Deux.")
    (change,) = standing(draft)
    assert change.after["fr"]["text"] == "Deux."
    assert change.before["en"]["text"] == item_of(draft, "2.2").statement["en"].text
    assert draft.steps.count() == 2


def test_same_field_that_moved_since_gets_both_texts_and_nothing_is_lost() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Le texte de l’autre.")
    answer = post(client, draft, "2.2", "reword", text="Mon texte.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in page
    assert "Le texte de l’autre." in page
    assert "Mon texte." in page
    assert draft.steps.count() == 1
    seen = re.search(r'name="revision" value="(\d+)"', page)
    assert seen is not None
    assert post(client, draft, "2.2", "reword", revision=int(seen[1]), text="Mon texte.").status_code == 302
    assert standing(draft)[0].after["fr"]["text"] == "Mon texte."


def test_another_field_or_item_that_moved_stops_nobody() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Un.")
    assert post(client, draft, "2.2", "rename", text="Décider").status_code == 302
    assert post(client, draft, "2.1", "reword", text="Deux.").status_code == 302
    assert {change.kind for change in standing(draft)} == {ChangeKind.REWORD, ChangeKind.RETITLE}


def test_item_left_out_is_gone_until_it_is_brought_back() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "3.4", "reword", text="Un.")
    post(client, draft, "3.4", "leave-out", revision=1)
    assert "3.4" not in {item.code for item in effective_framework(draft, draft.steps.all()).items}
    assert [change.kind for change in standing(draft)] == [ChangeKind.OMIT]
    assert "Left out" in client.get(page_of(draft)).content.decode()
    assert post(client, draft, "3.4", "reword", revision=2, text="Deux.").status_code == 422
    assert "Bring it back as it was" in client.get(page_of(draft, "3.4")).content.decode()
    post(client, draft, "3.4", "keep", revision=2)
    now = next(item for item in effective_framework(draft, draft.steps.all()).items if item.code == "3.4")
    assert now.statement == item_of(draft, "3.4").statement


def test_domain_with_competencies_cannot_be_left_out() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    answer = post(client, draft, "3", "leave-out")
    assert answer.status_code == 422
    assert WHY in answer.content.decode()
    assert not DraftChange.objects.exists()


def test_added_item_stands_in_its_domain_and_can_be_worded_and_taken_back() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    fields = {
        "reason": WHY, "item_kind": "competency", "parent": item_of(draft, "2").id, "code": "N1",
        "title": "Langues nationales", "statement": "Servir le public dans sa langue.",
    }  # fmt: skip
    assert client.post(f"{LIST}{draft.pk}/add/", fields).status_code == 302
    item = next(entry for entry in effective_framework(draft, draft.steps.all()).items if entry.code == "N1")
    assert item.parent == item_of(draft, "2").id
    address = f"{LIST}{draft.pk}/items/{item.id}/reword/"
    assert client.post(address, {"reason": WHY, "revision": 1, "text": "Servir chacun."}).status_code == 302
    assert client.post(f"{LIST}{draft.pk}/undo/1/").status_code == 409
    assert client.post(f"{LIST}{draft.pk}/undo/2/").status_code == 302
    assert client.post(f"{LIST}{draft.pk}/undo/1/").status_code == 302
    assert standing(draft) == []
    answer = client.post(f"{LIST}{draft.pk}/add/", {**fields, "code": "2-9", "parent": ""})
    assert "Choose the domain of the competency" in answer.content.decode()


def test_level_that_a_role_needs_can_be_set_and_taken_away() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client, "public-service-levels")
    base = load_framework(draft.base_digest)
    role, level = base.roles[0], base.scales[0].levels[-1]
    item = item_of(draft, "2.2")
    post(client, draft, "2.2", "require", role=role.id, level=level.id, importance="5")
    now = next(entry for entry in effective_framework(draft, draft.steps.all()).roles if entry.id == role.id)
    assert [need.level for need in now.requirements if need.item == item.id] == [level.id]
    post(client, draft, "2.2", "require", revision=1, role=role.id, level="none", importance="5")
    now = next(entry for entry in effective_framework(draft, draft.steps.all()).roles if entry.id == role.id)
    assert not [need for need in now.requirements if need.item == item.id]


def test_undo_adds_the_inverse_and_removes_no_row() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Un.")
    assert client.post(f"{LIST}{draft.pk}/undo/1/").status_code == 302
    first, second = draft.steps.all()
    assert second.undoes_id == first.pk
    assert second.change["before"] == first.change["after"]
    assert second.change["after"] == first.change["before"]
    assert standing(draft) == []
    assert client.post(f"{LIST}{draft.pk}/undo/1/").status_code == 409
    assert "taken back" in client.get(page_of(draft)).content.decode()


def test_preview_shows_the_framework_and_every_reason() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Décider avec des données.")
    post(client, draft, "3.4", "leave-out")
    page = client.get(f"{LIST}{draft.pk}/preview/").content.decode()
    assert page.count(WHY) == 2
    assert page.count("Décider avec des données.") == 2  # in the report and in the framework


def test_report_of_a_draft_that_rewords_everything_is_read_page_by_page_and_by_sort() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "3.4", "leave-out")
    (row,) = draft.steps.all()
    spoken = [item for item in load_framework(draft.base_digest).items if item.statement and item.code != "3.4"]
    for number, item in enumerate(spoken, start=2):
        change = {**row.change, "id": derive_identifier(item.id, "test"), "kind": "reword", "target": item.id}
        change |= {"part": "", "before": None, "after": {"fr": {"text": "Dit autrement.", "origin": "source"}}}
        told = {"subject": item.id, "field": "statement", "change": change, "seen_revision": 0}
        DraftChange.objects.create(organisation=draft.organisation, draft=draft, number=number, **told)
    preview = f"{LIST}{draft.pk}/preview/"
    first, last = (client.get(f"{preview}?page={page}").content.decode() for page in (1, 99))
    assert first.count(WHY) == 20
    assert first.count(WHY) + last.count(WHY) == len(spoken) + 1
    assert "?page=2" in first
    assert ">Left out</h3>" not in first
    assert ">Left out</h3>" in last
    gone = client.get(f"{preview}?part=left-out").content.decode()
    assert gone.count(WHY) == 1
    reworded = client.get(f"{preview}?part=reworded&page=2").content.decode()
    assert "?part=reworded&amp;page=1" in reworded
    assert ">Left out</h3>" not in reworded
    assert client.get(f"{preview}?part=nothing&page=x").content.decode().count(WHY) == 20


def test_release_is_public_with_its_manifest_and_closes_the_draft() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Décider avec des données.")
    page = client.get(f"{LIST}{draft.pk}/release/").content.decode()
    assert "Nothing stands in the way of a release" in page
    assert 'value="1.0.0"' in page
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "bald"}).status_code == 422
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "1.0.0"}).status_code == 302
    row = FrameworkVersion.objects.get(code=draft.code)
    manifest = load_document(RELEASE_FORMAT, row.release_digest)
    assert (manifest.version, manifest.digest) == ("1.0.0", row.digest)
    assert load_adaptation(row.adaptation_digest).changes[0].reason["fr"].text == WHY
    assert Client().get(f"/en/framework/{draft.code}/").status_code == 200
    draft.refresh_from_db()
    assert draft.state == DraftState.RELEASED
    assert post(client, draft, "2.2", "rename", text="X").status_code == 404
    assert client.post(f"{LIST}{draft.pk}/undo/1/").status_code == 409
    assert client.get(page_of(draft)).status_code == 200
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"draft.started", "draft.step-added", "draft.released", "adaptation.published"} <= actions


def test_next_version_goes_on_from_the_release_and_says_how_much_changed() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    post(client, draft, "2.2", "reword", text="Décider avec des données.")
    client.post(f"{LIST}{draft.pk}/release/", {"version": "1.0.0"})
    assert client.post(f"{LIST}continue/{draft.code}/").status_code == 302
    assert client.post(f"{LIST}continue/{draft.code}/").status_code == 409
    following = AdaptationDraft.objects.get(state=DraftState.OPEN)
    assert [change.reason["fr"].text for change in standing(following)] == [WHY]
    post(client, following, "2.1", "rename", text="Lire les données")
    assert 'value="1.1.0"' in client.get(f"{LIST}{following.pk}/release/").content.decode()
    post(client, following, "3.4", "leave-out")
    page = client.get(f"{LIST}{following.pk}/release/").content.decode()
    assert 'value="2.0.0"' in page
    assert client.post(f"{LIST}{following.pk}/release/", {"version": "1.0.0"}).status_code == 422
    assert client.post(f"{LIST}{following.pk}/release/", {"version": "2.0.0"}).status_code == 302


READERS = (Role.ANALYST, Role.TRANSLATOR)  # who may read and discuss what is being written


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.FOCAL_POINT, Role.SYSTEM, Role.VISITOR)])
def test_only_focal_points_adapt(role: Role) -> None:
    organisation = country_with_bases()
    draft = started(signed_in(organisation, Role.FOCAL_POINT))
    client = signed_in(organisation, role)
    for address in (LIST, page_of(draft), page_of(draft, "2.2")):
        answer = client.get(address)
        assert answer.status_code == (200 if role in READERS else 403)
        assert "/reword/" not in answer.content.decode()
    assert client.get(f"{LIST}{draft.pk}/release/").status_code == 403
    assert client.get(f"{LIST}start/").status_code == 403
    assert post(client, draft, "2.2", "reword", text="Un.").status_code == 403
    assert "Write an adaptation</a>" not in client.get("/en/countries/almara/").content.decode()


def test_visitor_is_asked_to_sign_in_and_another_country_sees_nothing() -> None:
    draft = started(signed_in(country_with_bases(), Role.FOCAL_POINT))
    assert Client().get(page_of(draft)).status_code == 302
    stranger = signed_in(found_country("belmara"), Role.FOCAL_POINT)
    assert stranger.get(page_of(draft)).status_code == 403
    assert stranger.get(f"/en/countries/belmara/adapting/{draft.pk}/").status_code == 404
    assert stranger.post(f"{LIST}{draft.pk}/undo/1/").status_code == 404


def test_pages_are_linked_from_the_country_and_from_work() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    for address in ("/en/countries/almara/", "/en/consultations/work/"):
        assert LIST in client.get(address).content.decode()


def test_query_count_does_not_grow_with_the_steps() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    counts = []
    for deeds in (["2.1"], ["2.2", "2.3"]):
        for code in deeds:
            post(client, draft, code, "reword", text="Un.")
        for address in (page_of(draft), page_of(draft, "2.1"), f"{LIST}{draft.pk}/preview/", LIST):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:4] == counts[4:]


def test_saved_step_leads_to_its_item_with_what_became_of_it_and_the_items_beside_it() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    answer = post(client, draft, "2.2", "reword", text="Décider avec des données.")
    assert answer["Location"] == page_of(draft, "2.2")
    page = client.get(answer["Location"]).content.decode()
    assert "Your framework says" in page
    assert f'<a href="{page_of(draft, "2.3")}" rel="next">' in page
    assert f'<a href="{page_of(draft, "2.1")}" rel="prev">' in page
    assert 'rel="prev"' not in client.get(page_of(draft, "A1")).content.decode()
    back = client.post(f"{page_of(draft)}undo/1/", {"item": ""})
    assert back["Location"] == page_of(draft, "2.2")
    assert client.get(page_of(draft)).content.decode().count("taken back") == 1  # once, not as an undoing beside it


@pytest.mark.parametrize(
    ("code", "is_right"), [("1.5", True), ("N1", True), ("1-5", True), ("1..5", False), (".5", False)]
)
def test_added_item_takes_a_code_like_those_around_it(code: str, is_right: bool) -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    words = {"item_kind": "competency", "parent": item_of(draft, "1").id, "code": code, "title": "Budget"}
    sent = {**words, "statement": "Prévoir le coût.", "reason": WHY, "revision": 0}
    answer = client.post(f"{page_of(draft)}add/", sent)
    assert answer.status_code == (302 if is_right else 422)
    if is_right:
        page = client.get(answer["Location"]).content.decode()
        assert f"{code} " in page
        assert "Budget" in page


def test_competency_moves_under_a_domain_and_not_under_an_attitude() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    page = client.get(page_of(draft, "2.3", "move")).content.decode()
    assert f'value="{item_of(draft, "1").id}"' in page
    for code in ("A1", "R1", "1.1"):
        assert f'value="{item_of(draft, code).id}"' not in page


def test_release_page_says_what_is_still_open_and_names_missing_texts_once() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    page = client.get(f"{page_of(draft)}release/").content.decode()
    assert "Still open" not in page
    assert "9 items have no text in the base either: R1, R2" in page
    assert "is not in the language of your framework" not in page
    client.post(page_of(draft, "1.3", "rename"), {"text": "Anticiper", "later": "1"})
    client.post(f"{page_of(draft, '3.1')}comments/", {"text": "Faut-il dire « usagers » ?"})
    page = client.get(f"{page_of(draft)}release/").content.decode()
    assert "Still open" in page
    assert page_of(draft, "1.3", "rename") in page
    assert f"{page_of(draft, '3.1')}#comments" in page


def test_refusal_leads_back_to_the_page_before_it_on_this_site_only() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    draft = started(client)
    address = f"{page_of(draft)}undo/7/"
    ours = f"http://testserver{page_of(draft)}"
    answer = client.post(address, headers={"referer": ours})
    assert answer.status_code == 409
    assert f'href="{ours}"' in answer.content.decode()
    elsewhere = client.post(address, headers={"referer": "https://elsewhere.example/"})
    assert "Back to the page before" not in elsewhere.content.decode()


def test_large_draft_is_read_page_by_page_and_an_item_is_found_by_its_words() -> None:
    organisation = country_with_bases()
    client = signed_in(organisation, Role.FOCAL_POINT)
    keeper = Organisation.objects.get(code=KEEPER)
    publish_framework(
        SYSTEM, organisation=keeper, framework=large_framework(), released_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    draft = started(client, "large")
    pages = [client.get(page_of(draft), {"page": number}).content.decode() for number in (1, 2)]
    assert [page.count("/items/") for page in pages] == [60, 60]
    assert all(len(page) < 100_000 for page in pages)
    found = client.get(page_of(draft), {"q": "chose 217"}).content.decode()
    assert "1 item says “chose 217”." in found
    assert found.count("/items/") == 1
    assert "Try fewer words" in client.get(page_of(draft), {"q": "zebra"}).content.decode()
    small = started_small(client)
    assert "Find an item" not in client.get(page_of(small)).content.decode()


def started_small(client: Client) -> AdaptationDraft:
    row = FrameworkVersion.objects.get(code="unesco-2022")
    client.post(f"{LIST}start/", {"base": str(row.pk), "language": "fr", "title": "Petit"})
    return AdaptationDraft.objects.order_by("-started_at")[0]


def test_country_writes_in_a_language_that_the_site_does_not_speak() -> None:
    client = signed_in(country_with_bases(), Role.FOCAL_POINT)
    page = client.get(f"/fr{LIST.removeprefix('/en')}start/").content.decode()
    assert re.search(r'value="fr"[^>]*checked', page)  # the language of the page is the likeliest
    base = FrameworkVersion.objects.get(code="unesco-2022")
    sent = {"base": str(base.pk), "language": "other", "title": "Ujuzi wa Almara"}
    refused = client.post(f"{LIST}start/", {**sent, "other": "Kiswahili sanifu"})
    assert refused.status_code == 422
    assert "This is not a language tag." in refused.content.decode()
    assert client.post(f"{LIST}start/", {**sent, "other": "sw"}).status_code == 302
    draft = AdaptationDraft.objects.get()
    assert (draft.language, draft.title["sw"].text) == ("sw", "Ujuzi wa Almara")
    assert post(client, draft, "2.2", "reword", text="Kuamua kwa takwimu.").status_code == 302
    assert "Kuamua kwa takwimu." in client.get(page_of(draft, "2.2")).content.decode()
    told = client.get(f"{page_of(draft)}release/").content.decode()
    assert "titles and definitions are not in the language of your framework (Swahili) yet" in told
    assert client.post(f"{page_of(draft)}release/", {"version": "1.0.0"}).status_code == 302
