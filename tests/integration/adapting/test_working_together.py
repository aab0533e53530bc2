"""Several people at one draft: principles with sentences, who confirms them, comments, words kept for later, the gate."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from capacita.framework.changes import Adaptation, ChangeKind
from capacita.framework.coverage import is_confirmed
from capacita.framework.digests import meaning_digest
from capacita.framework.model import DerivedFrom, FrameworkStatus
from capacita.vocabulary import Refusal
from capacita.web.accounts.models import Membership, Organisation, Person
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.adapting.drafting import effective_framework, list_changes
from capacita.web.adapting.models import AdaptationDraft, ItemComment, UnfinishedForm
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_adaptation
from capacita.web.gates.models import CoverageGate
from lib.country_site import found_country, signed_in
from lib.framework_site import changed, deep_framework, name, publish, said

pytestmark = pytest.mark.django_db
LIST = "/en/countries/almara/adapting/"
WHY = "La loi de 2024 le demande."
SENTENCE = "Décider avec des données protège les personnes qu’elles décrivent."


def named(organisation: Organisation, role: Role, name: str) -> Client:
    person = Person.objects.create_person(email=f"{name.lower()}@almara.example", display_name=name, password=None)
    Membership.objects.create(person=person, organisation=organisation, role=role.value)
    client = Client()
    client.force_login(person)
    return client


def draft_of(country: Organisation, base: str = "unesco-2022") -> tuple[Client, AdaptationDraft]:
    seed_organisations()
    seed_frameworks()
    client = named(country, Role.FOCAL_POINT, "Aline")
    row = FrameworkVersion.objects.get(code=base)
    client.post(f"{LIST}start/", {"base": str(row.pk), "language": "fr", "title": "Compétences d’Almara"})
    return client, AdaptationDraft.objects.get()


def item_of(draft: AdaptationDraft, code: str) -> Any:
    return next(item for item in effective_framework(draft, draft.steps.all()).items if item.code == code)


def page_of(draft: AdaptationDraft, code: str, deed: str = "") -> str:
    return f"{LIST}{draft.pk}/items/{item_of(draft, code).id}/" + (f"{deed}/" if deed else "")


def step(client: Client, draft: AdaptationDraft, code: str, deed: str, **fields: Any) -> Any:
    data = {"reason": WHY, "revision": draft.steps.count(), **fields}
    return client.post(page_of(draft, code, deed), data)


def tagged(client: Client, draft: AdaptationDraft, code: str = "A1", principle: str = "roam-rights") -> None:
    assert step(client, draft, code, "tag", principle=principle, text=SENTENCE).status_code == 302


def test_tag_needs_its_sentence_and_names_its_author() -> None:
    client, draft = draft_of(found_country())
    answer = step(client, draft, "A1", "tag", principle="roam-rights", text="")
    assert answer.status_code == 422
    assert "a principle without it does not count" in answer.content.decode()
    tagged(client, draft)
    (tag,) = item_of(draft, "A1").principles
    assert (tag.principle, tag.because["fr"].text, tag.written_by) == ("roam-rights", SENTENCE, "Aline")
    assert not is_confirmed(tag)
    assert [change.reason["fr"].text for _row, change in list_changes(draft.steps.all())] == [SENTENCE]


def test_author_cannot_confirm_and_a_second_person_can() -> None:
    country = found_country()
    client, draft = draft_of(country)
    tagged(client, draft)
    address = f"{page_of(draft, 'A1')}confirm/roam-rights/"
    assert "You wrote this sentence yourself." in client.post(address, follow=True).content.decode()
    assert not is_confirmed(item_of(draft, "A1").principles[0])
    second = named(country, Role.TRANSLATOR, "Boris")
    assert "I have read it and agree" in second.get(f"{LIST}{draft.pk}/sentences/").content.decode()
    assert "Confirmed. It counts now." in second.post(address, follow=True).content.decode()
    (tag,) = item_of(draft, "A1").principles
    assert is_confirmed(tag)
    assert tag.confirmed_by == "Boris"
    (change,) = (change for _row, change in list_changes(draft.steps.all()))
    assert change.before == []


def test_same_person_under_another_name_cannot_confirm() -> None:
    client, draft = draft_of(found_country())
    tagged(client, draft)
    Person.objects.filter(email="aline@almara.example").update(display_name="Aline D.")
    client.post(f"{page_of(draft, 'A1')}confirm/roam-rights/")
    assert not is_confirmed(item_of(draft, "A1").principles[0])


def test_sentence_of_the_base_without_an_author_is_confirmed_by_one_named_person() -> None:
    country = found_country()
    _client, draft = draft_of(country)
    item = next(item for item in effective_framework(draft, []).items if item.principles)
    tag = item.principles[0]
    assert tag.written_by == ""
    second = named(country, Role.TRANSLATOR, "Boris")
    assert "no author is named" in second.get(f"{LIST}{draft.pk}/sentences/").content.decode()
    second.post(f"{page_of(draft, item.code)}confirm/{tag.principle}/")
    (kept,) = (entry for entry in item_of(draft, item.code).principles if entry.principle == tag.principle)
    assert (kept.written_by, kept.confirmed_by) == ("", "Boris")
    assert is_confirmed(kept)


def test_sentence_whose_author_goes_unnamed_is_not_confirmed_by_the_account_that_added_it() -> None:
    client, draft = draft_of(found_country())
    tagged(client, draft)
    row = draft.steps.get()
    row.change["after"][0].pop("written_by")
    row.save()
    client.post(f"{page_of(draft, 'A1')}confirm/roam-rights/")
    assert not is_confirmed(item_of(draft, "A1").principles[0])


def test_two_tags_stand_side_by_side_and_one_can_be_taken_away() -> None:
    client, draft = draft_of(found_country())
    tagged(client, draft)
    tagged(client, draft, principle="sdg-16")
    assert {tag.principle for tag in item_of(draft, "A1").principles} == {"roam-rights", "sdg-16"}
    assert step(client, draft, "A1", "untag", principle="roam-rights").status_code == 302
    assert {tag.principle for tag in item_of(draft, "A1").principles} == {"sdg-16"}


def test_coverage_names_gaps_and_zeros_and_downloads() -> None:
    client, draft = draft_of(found_country())
    tagged(client, draft)
    page = client.get(f"{LIST}{draft.pk}/coverage/").content.decode()
    waiting = sum(len(item.principles) for item in effective_framework(draft, draft.steps.all()).items)
    assert f"{waiting} sentences wait for somebody to confirm them" in page  # those of the base name no author
    assert 'class="zero"' in page
    assert "SDG 14: Life below water" in page
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"{LIST}{draft.pk}/coverage/?format=csv").content.decode("utf-8-sig")))
    )
    assert {row["principle"]: row["items"] for row in rows}["roam-rights"].startswith("A1")
    assert client.get(f"{LIST}{draft.pk}/coverage/?format=json").json()["lenses"][0]["served"] > 0


def test_gate_of_the_steward_stops_a_release_until_enough_is_confirmed() -> None:
    country = found_country()
    client, draft = draft_of(country)
    tagged(client, draft)
    steward = signed_in(Organisation.objects.get(code=KEEPER), Role.STEWARD)
    assert "Release gates" in steward.get("/en/consultations/work/").content.decode()
    gates = "/en/work/release-gates/"
    assert "Asks for nothing" in steward.get(gates).content.decode()
    assert steward.post(f"{gates}unesco-2022/", {"roam-rights": "many"}).status_code == 422
    assert steward.post(f"{gates}unesco-2022/", {"roam-rights": "1", "confirmed_only": "on"}).status_code == 302
    assert CoverageGate.objects.get().asked == {"roam-rights": 1}
    release = f"{LIST}{draft.pk}/release/"
    page = client.get(release).content.decode()
    assert "This has to be put right first" in page
    assert "Too few" in page
    assert client.post(release, {"version": "1.0.0"}).status_code == 422
    named(country, Role.ANALYST, "Boris").post(f"{page_of(draft, 'A1')}confirm/roam-rights/")
    assert "Enough" in client.get(release).content.decode()
    assert client.post(release, {"version": "1.0.0"}).status_code == 302
    assert client.get(gates).status_code == 403


def test_comments_are_answered_resolved_and_counted_among_people_of_the_country_only() -> None:
    country = found_country()
    client, draft = draft_of(country)
    second = named(country, Role.ANALYST, "Boris")
    address = page_of(draft, "2.2")
    assert (
        "Your comment is there."
        in second.post(f"{address}comments/", {"text": "Trop long."}, follow=True).content.decode()
    )
    first = ItemComment.objects.get()
    client.post(f"{address}comments/", {"text": "Je raccourcis.", "answers": str(first.pk)})
    page = client.get(address).content.decode()
    assert page.index("Trop long.") < page.index("Je raccourcis.")
    assert "1 open comment" in client.get(f"{LIST}{draft.pk}/").content.decode()
    assert "resolved by Aline" in client.post(f"{LIST}{draft.pk}/comments/{first.pk}/", follow=True).content.decode()
    assert "open comment" not in client.get(f"{LIST}{draft.pk}/").content.decode()
    client.post(f"{LIST}{draft.pk}/comments/{first.pk}/", {"again": "1"})
    assert "1 open comment" in client.get(f"{LIST}{draft.pk}/").content.decode()
    assert (
        "Write what you want to say" in client.post(f"{address}comments/", {"text": ""}, follow=True).content.decode()
    )
    stranger = signed_in(found_country("belmara"), Role.FOCAL_POINT)
    assert stranger.post(f"{address}comments/", {"text": "Bonjour."}).status_code == 404
    assert ItemComment.objects.count() == 2


def test_words_saved_for_later_are_there_again_for_their_author_alone() -> None:
    country = found_country()
    client, draft = draft_of(country)
    address = page_of(draft, "2.2", "reword")
    answer = client.post(address, {"text": "À moitié", "reason": "", "revision": 0, "later": "1"}, follow=True)
    page = answer.content.decode()
    assert "You left these unfinished" in page
    assert address in page
    assert not draft.steps.exists()
    page = client.get(address).content.decode()
    assert "À moitié" in page
    assert "Throw these words away" in page
    other = named(country, Role.FOCAL_POINT, "Boris")
    assert "À moitié" not in other.get(address).content.decode()
    assert client.post(address, {"text": "En entier.", "reason": WHY, "revision": 0}).status_code == 302
    assert not UnfinishedForm.objects.exists()


def test_words_are_kept_when_somebody_was_quicker_and_can_be_thrown_away() -> None:
    client, draft = draft_of(found_country())
    step(client, draft, "2.2", "reword", text="Le texte de l’autre.")
    address = page_of(draft, "2.2", "reword")
    assert client.post(address, {"text": "Le mien.", "reason": WHY, "revision": 0}).status_code == 409
    assert "Le mien." in client.get(address).content.decode()
    subject = item_of(draft, "2.2").id
    client.post(f"{LIST}{draft.pk}/forget/", {"deed": "reword", "subject": subject})
    assert not UnfinishedForm.objects.exists()


def added(client: Client, draft: AdaptationDraft, code: str) -> str:
    fields = {
        "reason": WHY, "item_kind": "competency", "parent": item_of(draft, "2").id, "code": code, "title": f"Titre {code}",
        "statement": "Savoir faire.", "revision": 0,
    }  # fmt: skip
    assert client.post(f"{LIST}{draft.pk}/add/", fields).status_code == 302
    return str(item_of(draft, code).id)


def test_item_is_moved_to_its_place_under_another() -> None:
    client, draft = draft_of(found_country())
    assert step(client, draft, "2.2", "move", parent=item_of(draft, "1").id, place=1).status_code == 302
    framework = effective_framework(draft, draft.steps.all())
    children = [item for item in framework.items if item.parent == item_of(draft, "1").id]
    assert min(children, key=lambda item: item.position).code == "2.2"
    page = client.get(page_of(draft, "2.2")).content.decode()
    assert "Now under: 1 " in page
    answer = step(client, draft, "1", "move", parent=item_of(draft, "1.1").id, place=1)
    assert answer.status_code == 422


def test_item_is_split_into_two_that_were_added() -> None:
    client, draft = draft_of(found_country())
    assert "Split it" not in client.get(page_of(draft, "2.2")).content.decode()
    into = [added(client, draft, code) for code in ("N1", "N2")]
    old = item_of(draft, "2.2").id
    assert step(client, draft, "2.2", "split", into=into[:1]).status_code == 422
    assert step(client, draft, "2.2", "split", into=into).status_code == 302
    framework = effective_framework(draft, draft.steps.all())
    assert old not in {item.id for item in framework.items}
    assert {link.destination for link in framework.associations if link.origin == old} == set(into)
    assert "Bring it back as it was" in client.get(f"{LIST}{draft.pk}/items/{old}/").content.decode()


def test_item_is_merged_into_another() -> None:
    client, draft = draft_of(found_country())
    old, stays = item_of(draft, "2.2").id, item_of(draft, "2.1").id
    assert step(client, draft, "2.2", "merge", into=stays).status_code == 302
    framework = effective_framework(draft, draft.steps.all())
    assert old not in {item.id for item in framework.items}
    assert "In its place: 2.1 " in client.get(f"{LIST}{draft.pk}/").content.decode()
    last = draft.steps.count()
    assert client.post(f"{LIST}{draft.pk}/undo/{last}/").status_code == 302
    assert old in {item.id for item in effective_framework(draft, draft.steps.all()).items}


def test_level_is_described_and_renamed() -> None:
    client, draft = draft_of(found_country(), "public-service-levels")
    scale = load_framework(draft.base_digest).scales[0]
    level = scale.levels[0]
    assert step(client, draft, "2.2", "describe", level=level.id, text="Lit un tableau.").status_code == 302
    data = {"level": level.id, "title": "Débutant", "reason": WHY, "revision": 0}
    assert client.post(f"{LIST}{draft.pk}/levels/{scale.id}/rename/", data).status_code == 302
    framework = effective_framework(draft, draft.steps.all())
    assert framework.scales[0].levels[0].title["fr"].text == "Débutant"
    described = next(
        entry for entry in framework.descriptors if (entry.item, entry.level) == (item_of(draft, "2.2").id, level.id)
    )
    assert described.text["fr"].text == "Lit un tableau."
    page = client.get(f"{LIST}{draft.pk}/").content.decode()
    assert "Levels changed" in page
    assert re.search(r"Débutant", page)
    kinds = {change.kind for _row, change in list_changes(draft.steps.all())}
    assert kinds == {ChangeKind.DESCRIBE, ChangeKind.RELEVEL}
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "1.0.0"}).status_code == 302


def asked_for(code: str, **asked: int) -> None:
    keeper = Organisation.objects.get(code=KEEPER)
    CoverageGate.objects.create(organisation=keeper, published=True, code=code, asked=asked, set_by="Keeper")


def test_gate_holds_for_every_release_of_a_framework_and_of_what_is_made_from_it() -> None:
    first = publish(deep_framework(), 1)
    asked_for("deep", **{"sdg-5": 1})
    with pytest.raises(Refusal) as stopped:
        publish(changed(deep_framework(), "2.0"), 2)
    assert stopped.value.code == "RELEASE_STOPPED"
    keeper = Organisation.objects.get(code=KEEPER)
    made = Adaptation(
        id=name("made"),
        code="made",
        title=said("Made"),
        language="en",
        version="1.0",
        status=FrameworkStatus.IMPLEMENTED,
        base=reference_to(first),
    )
    again = replace(made, id=name("again"), code="again")
    with pytest.raises(Refusal):
        released(keeper, first, made)
    CoverageGate.objects.all().delete()
    row = released(keeper, first, made)
    asked_for("deep", **{"sdg-5": 1})
    with pytest.raises(Refusal):  # made from what is made from it
        released(keeper, row, replace(again, base=reference_to(row)))
    assert not FrameworkVersion.objects.filter(code="again").exists()


def test_version_that_means_the_same_is_not_held_up_by_a_gate() -> None:
    publish(deep_framework(), 1)
    asked_for("deep", **{"sdg-5": 1})
    items = [
        replace(item, title={**item.title, **said(item.title["en"].text, de="Wort")} if item.title else {})
        for item in deep_framework().items
    ]
    translated_version = publish(replace(deep_framework(), version="1.0.1", items=tuple(items)), 2)
    assert translated_version.version == "1.0.1"


def released(keeper: Organisation, base: FrameworkVersion, adaptation: Adaptation) -> FrameworkVersion:
    released_at = datetime(2026, 11, 20, tzinfo=UTC)
    return publish_adaptation(SYSTEM, organisation=keeper, base=base, adaptation=adaptation, released_at=released_at)


def reference_to(row: FrameworkVersion) -> DerivedFrom:
    return DerivedFrom(id=str(row.framework_id), version=row.version, digest=meaning_digest(load_framework(row.digest)))
