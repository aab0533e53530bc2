"""Levels of a scale with a country: added, taken out, put in another order, with what that does to what hangs on them."""

import pytest
from django.test import Client

from capacita.framework.changes import ChangeKind
from capacita.framework.model import Framework, ProficiencyLevel, ProficiencyScale
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import Role
from capacita.web.adapting.drafting import effective_framework, list_changes
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from lib.country_site import found_country, signed_in

pytestmark = pytest.mark.django_db
LIST = "/en/countries/almara/adapting/"
WHY = "La loi de 2024 le demande."


@pytest.fixture
def work(db: None) -> tuple[Client, AdaptationDraft, ProficiencyScale]:
    country: Organisation = found_country()
    seed_organisations()
    seed_frameworks()
    client = signed_in(country, Role.FOCAL_POINT)
    base = FrameworkVersion.objects.get(code="public-service-levels")
    client.post(f"{LIST}start/", {"base": str(base.pk), "language": "fr", "title": "Compétences d’Almara"})
    draft = AdaptationDraft.objects.get()
    return client, draft, load_framework(draft.base_digest).scales[0]


def now(draft: AdaptationDraft) -> Framework:
    return effective_framework(draft, draft.steps.all())


def levels(draft: AdaptationDraft) -> list[ProficiencyLevel]:
    return sorted(now(draft).scales[0].levels, key=lambda level: level.position)


def needed_at(framework: Framework, level: str) -> int:
    return sum(need.level == level for role in framework.roles for need in role.requirements)


def described_at(framework: Framework, level: str) -> int:
    return sum(entry.level == level for entry in framework.descriptors)


def send(
    client: Client, draft: AdaptationDraft, scale: ProficiencyScale, deed: str, status: int = 302, **fields: object
) -> str:
    data = {"reason": WHY, "revision": draft.steps.count(), **fields}
    answer = client.post(f"{LIST}{draft.pk}/levels/{scale.id}/{deed}/", data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def add_expert(client: Client, draft: AdaptationDraft, scale: ProficiencyScale, place: int) -> ProficiencyLevel:
    send(client, draft, scale, "add", title="Experte", statement="Apprend aux autres.", place=place)
    return levels(draft)[place - 1]


def test_page_shows_every_level_with_what_hangs_on_it(work: tuple[Client, AdaptationDraft, ProficiencyScale]) -> None:
    client, draft, scale = work
    page = client.get(f"{LIST}{draft.pk}/levels/").content.decode()
    for level in scale.levels:
        assert f'<td class="num">{described_at(now(draft), level.id)}</td>' in page
    for words in ("Rename a level", "Add a level", "Take out a level", "Put a level at another place"):
        assert words in page
    assert (
        "No item is described at a new level" in client.get(f"{LIST}{draft.pk}/levels/{scale.id}/add/").content.decode()
    )
    assert client.get(f"{LIST}{draft.pk}/levels/{scale.id}/nothing/").status_code == 404


def test_level_is_added_at_its_place_and_can_be_described_and_needed(
    work: tuple[Client, AdaptationDraft, ProficiencyScale],
) -> None:
    client, draft, scale = work
    made = add_expert(client, draft, scale, 3)
    assert [level.position for level in levels(draft)] == [1, 2, 3, 4, 5]
    assert [level.id for level in levels(draft) if level.id != made.id] == [level.id for level in scale.levels]
    assert (made.title["fr"].text, made.description["fr"].text) == ("Experte", "Apprend aux autres.")
    item = next(entry for entry in now(draft).items if entry.code == "2.2")
    role = now(draft).roles[0]
    page = f"{LIST}{draft.pk}/items/{item.id}/"
    data = {"reason": WHY, "revision": 1, "level": made.id}
    assert client.post(f"{page}describe/", {**data, "text": "Enseigne."}).status_code == 302
    assert client.post(f"{page}require/", {**data, "role": role.id, "importance": 3}).status_code == 302
    send(client, draft, scale, "rename", level=made.id, title="Maître")
    assert needed_at(now(draft), made.id) == described_at(now(draft), made.id) == 1
    refused = client.post(f"{LIST}{draft.pk}/undo/1/")
    assert refused.status_code == 409
    assert made.id in {level.id for level in levels(draft)}
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "1.0.0"}).status_code == 302


def test_level_that_goes_takes_its_descriptions_and_roles_need_another(
    work: tuple[Client, AdaptationDraft, ProficiencyScale],
) -> None:
    client, draft, scale = work
    gone, instead = scale.levels[1], scale.levels[0]
    before = now(draft)
    needs, told = needed_at(before, gone.id), described_at(before, gone.id)
    assert needs > 0
    assert told > 0
    assert "Choose another level" in send(client, draft, scale, "remove", 422, level=gone.id, instead=gone.id)
    assert draft.steps.count() == 0
    item = next(entry for entry in before.items if entry.code == "2.2")
    data = {"reason": WHY, "revision": 0, "level": gone.id, "text": "Lit un tableau."}
    client.post(f"{LIST}{draft.pk}/items/{item.id}/describe/", data)
    send(client, draft, scale, "remove", level=gone.id, instead=instead.id)
    after = now(draft)
    assert [level.position for level in levels(draft)] == [1, 2, 3]
    assert described_at(after, gone.id) == 0
    assert needed_at(after, instead.id) == needed_at(before, instead.id) + needs
    assert draft.steps.count() == 2 + needs
    kinds = [change.kind for _row, change in list_changes(draft.steps.all())]
    assert kinds == [ChangeKind.RELEVEL, *[ChangeKind.REQUIRE] * needs]
    page = client.get(f"{LIST}{draft.pk}/levels/").content.decode()
    assert f"{told} descriptions went with it" in page
    assert f"{needs} needs of roles were changed" in page
    assert client.post(f"{LIST}{draft.pk}/release/", {"version": "1.0.0"}).status_code == 302


def test_need_falls_away_with_its_level_where_nothing_takes_its_place(
    work: tuple[Client, AdaptationDraft, ProficiencyScale],
) -> None:
    client, draft, scale = work
    gone = scale.levels[1]
    before = sum(len(role.requirements) for role in now(draft).roles)
    needs = needed_at(now(draft), gone.id)
    send(client, draft, scale, "remove", level=gone.id, instead="none")
    assert sum(len(role.requirements) for role in now(draft).roles) == before - needs


def test_level_that_went_is_back_with_its_descriptions_when_the_steps_are_taken_back(
    work: tuple[Client, AdaptationDraft, ProficiencyScale],
) -> None:
    client, draft, scale = work
    before = now(draft)
    send(client, draft, scale, "remove", level=scale.levels[1].id, instead=scale.levels[0].id)
    assert client.post(f"{LIST}{draft.pk}/undo/1/").status_code == 302
    for number in range(2, draft.steps.count()):
        assert client.post(f"{LIST}{draft.pk}/undo/{number}/").status_code == 302
    assert now(draft).scales == before.scales
    assert now(draft).roles == before.roles
    assert now(draft).descriptors == before.descriptors


def test_levels_are_put_in_another_order(work: tuple[Client, AdaptationDraft, ProficiencyScale]) -> None:
    client, draft, scale = work
    first, second, third, fourth = (level.id for level in scale.levels)
    send(client, draft, scale, "move", level=first, place=3)
    assert [level.id for level in levels(draft)] == [second, third, first, fourth]
    assert needed_at(now(draft), first) == needed_at(load_framework(draft.base_digest), first)
    assert "Levels changed" in client.get(f"{LIST}{draft.pk}/").content.decode()


def test_scale_keeps_two_levels(work: tuple[Client, AdaptationDraft, ProficiencyScale]) -> None:
    client, draft, scale = work
    for level in scale.levels[2:]:
        send(client, draft, scale, "remove", level=level.id, instead=scale.levels[0].id)
    assert "Take out a level" not in client.get(f"{LIST}{draft.pk}/levels/").content.decode()
    words = send(client, draft, scale, "remove", 422, level=scale.levels[1].id, instead=scale.levels[0].id)
    assert "A scale has 2 levels at the least." in words
