"""A newer base arrives: what goes in by itself, what needs somebody, and the release that follows."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison.conflicts import ConflictKind
from capacita.framework.digests import meaning_digest
from capacita.framework.model import Association, AssociationKind, DerivedFrom, Framework, FrameworkStatus, Item
from capacita.framework.translation import put_credits
from capacita.vocabulary import TextOrigin, Wording, derive_identifier, translated, written
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.adapting.merge_presenters import present_conflict
from capacita.web.adapting.merging import compute_merge
from capacita.web.adapting.models import AdaptationDraft, BaseMerge, DraftState
from capacita.web.documents.store import load_adaptation, load_framework
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_adaptation, publish_framework
from lib.country_site import found_country, signed_in
from lib.framework_site import deep_framework, name, publish, said

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


def test_names_in_the_sentence_of_a_conflict_keep_their_order_on_a_page_from_right_to_left() -> None:
    client = focal_point()
    address = begun(client)
    row = BaseMerge.objects.get()
    documents = compute_merge(row)
    for words in ("2.1 Lire les données", "2.1 قراءة البيانات"):
        for kind, told in MOVES.items():
            conflict = next(entry for entry in documents.conflicts if entry.field == "title")
            values = dict.fromkeys(("ours", "theirs", "parent", "role", "level", "others"), words)
            moved = replace(conflict, kind=kind, field="parent", values={**conflict.values, **values})
            with override("ar"):
                explanation = present_conflict(documents, moved, "ar")["explanation"]
            assert explanation.count(f"\u2068{words}\u2069") >= told
            assert "\u20682.1 Lire les données\u2069" in explanation
            assert "\u2068" not in present_conflict(documents, moved, "en")["explanation"]
    page = client.get(address.replace("/en/", "/ar/")).content.decode()
    assert "\u20682.1 Lire les données\u2069" in page


# How often the name of another item, a role or a level stands in the sentence.
MOVES = {
    ConflictKind.MOVED_APART: 2,
    ConflictKind.PARENT_WITHDRAWN: 1,
    ConflictKind.CYCLE: 1,
    ConflictKind.REQUIREMENT_WITHOUT_LEVEL: 2,
}


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


def publish_translations(*texts: tuple[str, str, str], language: str = "pt") -> FrameworkVersion:
    """Publish the base with further translations: of an item, by its code, the part and the words."""
    row = FrameworkVersion.objects.get(code="unesco-2022")
    base = load_framework(row.digest)
    items = list(base.items)
    for code, part, words in texts:
        place, item = next((place, item) for place, item in enumerate(items) if item.code == code)
        source = getattr(item, part)["en"].text
        told = {**getattr(item, part), language: translated(words, source, TextOrigin.HUMAN)}
        items[place] = replace(item, **{part: told})
    return publish_framework(
        SYSTEM,
        organisation=Organisation.objects.get(code=KEEPER),
        framework=put_credits(
            replace(base, version="2022.1.1", items=tuple(items)), language, translators=("Rosa",), reviewers=()
        ),
        released_at=datetime.now(UTC) + timedelta(days=1),
    )


def test_base_with_translations_alone_says_so_and_is_taken_in_and_released_in_one_step() -> None:
    client = focal_point()
    draft = released(client)
    publish_translations(("1.1", "title", "Resolver problemas"), ("1.1", "statement", "Pensa os problemas."))
    page = client.get(LIST).content.decode()
    assert "New translations of the base are waiting" in page
    assert "version 2022.1.1: translations only (Português)" in page
    assert "A newer base is waiting" not in page
    assert "nothing is to be decided" in client.get("/en/countries/almara/").content.decode()
    answer = client.post(f"{LIST}newer-base/{draft.code}/translations/", follow=True)
    assert "The translations are taken in. Version 1.0.1 is public" in answer.content.decode()
    first, second = FrameworkVersion.objects.filter(code=draft.code).order_by("released_at")
    assert (second.version, second.base.version if second.base else "") == ("1.0.1", "2022.1.1")
    before, after = load_framework(first.digest), load_framework(second.digest)
    assert {item.code: item.title["pt"].text for item in after.items if "pt" in item.title} == {
        "1.1": "Resolver problemas"
    }
    assert after.extensions["translators"] == {"pt": ["Rosa"]}
    assert after.derived_from != before.derived_from
    assert meaning_digest(after) == meaning_digest(before)
    assert load_adaptation(second.adaptation_digest).base.meaning == meaning_digest(load_framework(second.base.digest))
    assert "are waiting" not in client.get(LIST).content.decode()


def test_translations_are_not_taken_in_unseen_where_the_base_says_more_or_a_wording_stands_against_them() -> None:
    client = focal_point()
    draft = released(client)
    address = f"{LIST}newer-base/{draft.code}/translations/"
    assert client.post(address).status_code == 404
    publish_newer()
    assert client.post(address).status_code == 409
    assert not BaseMerge.objects.exists()
    assert FrameworkVersion.objects.filter(code=draft.code).count() == 1


def test_translation_of_their_own_that_stands_against_one_of_the_base_is_chosen_between() -> None:
    client = focal_point()
    draft = released(client)
    row = FrameworkVersion.objects.get(code=draft.code)
    adaptation = load_adaptation(row.adaptation_digest)
    item = next(entry for entry in load_framework(row.digest).items if entry.code == "1.1")
    own = Change(
        id=derive_identifier(item.id, "own"),
        kind=ChangeKind.TRANSLATE,
        target=item.id,
        part="title",
        language="pt",
        after=write_localized({"pt": translated("Nosso", item.title["en"].text, TextOrigin.HUMAN)})["pt"],
        reason=written(WHY, "fr"),
    )
    publish_adaptation(
        SYSTEM,
        organisation=row.organisation,
        base=row.base,
        adaptation=replace(adaptation, version="1.0.1", changes=(*adaptation.changes, own)),
        released_at=datetime.now(UTC) + timedelta(hours=1),
    )
    publish_translations(("1.1", "title", "Resolver problemas"))
    page = client.post(f"{LIST}newer-base/{draft.code}/translations/", follow=True).content.decode()
    assert "A wording of yours stands against one of the base." in page
    assert "1 needs you." in page


def test_reader_of_a_draft_takes_no_translations_in() -> None:
    client = focal_point()
    draft = released(client)
    publish_translations(("1.1", "title", "Resolver problemas"))
    analyst = signed_in(Organisation.objects.get(code="almara"), Role.ANALYST)
    assert analyst.post(f"{LIST}newer-base/{draft.code}/translations/").status_code == 403


def test_draft_in_the_way_is_said_before_the_merge_ends_and_can_be_set_aside_and_taken_up_again() -> None:
    client = focal_point()
    address = begun(client)
    code = FrameworkVersion.objects.get(organisation__code="almara").code
    assert client.post(f"{LIST}continue/{code}/").status_code == 302
    for one in conflicts_of(client, address):
        client.post(one, {"choice": "theirs"})
    page = client.get(address).content.decode()
    assert "A draft of this framework is being written" in page
    assert "Nothing needs you any more." in page
    assert "Make a draft on the newer base" not in page
    first = AdaptationDraft.objects.get(state=DraftState.OPEN)
    assert "Set it aside" in client.get(f"{LIST}{first.pk}/").content.decode()
    told = client.post(f"{LIST}{first.pk}/set-aside/", follow=True).content.decode()
    assert "Nothing is lost" in told
    assert f"{LIST}{first.pk}/" in told
    assert "Take it up again" in client.get(f"{LIST}{first.pk}/").content.decode()
    assert "Make a draft on the newer base" in client.get(address).content.decode()
    assert client.post(f"{address}finish/").status_code == 302
    assert client.post(f"{LIST}{first.pk}/take-up/").status_code == 409
    second = AdaptationDraft.objects.get(state=DraftState.OPEN)
    assert client.post(f"{LIST}{second.pk}/set-aside/").status_code == 302
    assert client.post(f"{LIST}{first.pk}/take-up/").status_code == 302
    assert AdaptationDraft.objects.get(state=DraftState.OPEN) == first


def test_draft_set_aside_is_not_written_on_and_nobody_else_takes_it_up() -> None:
    client = focal_point()
    released(client)
    code = FrameworkVersion.objects.get(organisation__code="almara").code
    client.post(f"{LIST}continue/{code}/")
    draft = AdaptationDraft.objects.get(state=DraftState.OPEN)
    client.post(f"{LIST}{draft.pk}/set-aside/")
    item = load_framework(draft.base_digest).items[0].id
    sent = {"reason": WHY, "revision": 99, "text": "Autre"}
    assert client.post(f"{LIST}{draft.pk}/items/{item}/rename/", sent).status_code == 404
    analyst = signed_in(Organisation.objects.get(code="almara"), Role.ANALYST)
    assert "Take it up again" not in analyst.get(f"{LIST}{draft.pk}/").content.decode()
    assert analyst.post(f"{LIST}{draft.pk}/take-up/").status_code == 403


def test_merge_leads_to_everything_that_the_newer_base_changes() -> None:
    client = focal_point()
    address = begun(client)
    found = re.search(r'href="(/en/framework/unesco-2022/compare/[^"]+)"', client.get(address).content.decode())
    assert found is not None
    page = client.get(found[1].replace("&amp;", "&")).content.decode()
    assert "Working with partners on the same thing." in page


def test_newer_base_is_taken_in_where_the_adaptation_names_its_base_by_what_that_means() -> None:
    country = found_country()
    client = signed_in(country, Role.FOCAL_POINT)
    kept, below, beside = (deep_framework().items[place] for place in (1, 4, 5))
    links = (Association(id=name("link"), kind=AssociationKind.IS_RELATED_TO, origin=below.id, destination=beside.id),)
    base = publish(replace(deep_framework(), associations=links))
    adaptation = Adaptation(
        id=name("by-meaning"),
        code="by-meaning",
        title=said("Named by meaning"),
        language="en",
        version="1.0",
        status=FrameworkStatus.IMPLEMENTED,
        base=DerivedFrom(
            id=str(base.framework_id), version=base.version, digest=meaning_digest(load_framework(base.digest))
        ),
        changes=(Change(id=name("kept"), kind=ChangeKind.ADOPT, target=kept.id, reason=said("It fits.")),),
    )
    day = datetime(2026, 11, 20, tzinfo=UTC)
    publish_adaptation(SYSTEM, organisation=country, base=base, adaptation=adaptation, released_at=day, country="XA")
    items = [
        replace(item, title=said("Asking who says it")) if item.code == "1.2" else item
        for item in deep_framework().items
    ]
    publish(replace(deep_framework(), version="1.1", items=tuple(items), associations=links), 21)
    address = client.post(f"{LIST}newer-base/by-meaning/")["Location"]
    assert client.get(address).status_code == 200
    assert client.post(f"{address}finish/").status_code == 302
    assert AdaptationDraft.objects.get().base.version == "1.1"
