"""Themes: suggested in a job, selected by people, a codebook in versions, who said what, how far they agree."""

import pytest
from django.test import Client

from capacita.vocabulary import written
from capacita.web.accounts.models import Organisation
from capacita.web.actors import Role
from capacita.web.consultation.models import Contribution
from capacita.web.jobs.models import Job
from capacita.web.synthesis.models import LedgerRecord, ThemeWord, ThemeWording
from capacita.web.synthesis.work import suggest_themes_of
from lib.consultation_cases import (
    make_consultation,
    make_contribution,
    make_country,
    make_framework,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db
THEMES = "/en/consultations/work/synthesis/open-call/themes/"
CODING = "/en/consultations/work/synthesis/open-call/coding/"
TOPICS = (
    "Procurement of cloud services must follow open standards and avoid lock in {}",
    "Training of village clerks needs offline courses on old telephones {}",
    "Personal data of citizens must be kept safe by privacy officers {}",
)
ENDINGS = ("in every region", "for small offices", "from the first day", "with clear rules", "as the law says")


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture(name="country")
def almara() -> Organisation:
    return make_country()


@pytest.fixture(name="said")
def fifteen_points(country: Organisation) -> list[Contribution]:
    programme = make_programme(country, framework_version=make_framework())
    meetings = [make_consultation(programme, slug, status="accepted") for slug in ("first", "second", "third")]
    texts = [topic.format(ending) for ending in ENDINGS for topic in TOPICS]
    return [
        make_contribution(meetings[place % 3], place + 1, text=written(words), item_code="1.1")
        for place, words in enumerate(texts)
    ]


def steward_of(country: Organisation, name: str = "Ada") -> Client:
    client = Client()
    client.force_login(make_person(country, Role.STEWARD, name))
    return client


def test_suggestions_come_from_a_job_with_all_their_excerpts(country, said):
    client = steward_of(country)
    assert "Suggested by a program" in text_of(client.get(THEMES))
    client.post(f"{THEMES}suggest/")
    job = Job.objects.get(kind="suggest-themes")
    job.result, job.status = suggest_themes_of(job, lambda _percent, _step: None), "done"
    job.save()
    page = text_of(client.get(THEMES))
    members = {pk for theme in job.result["themes"] for pk, _near in theme["members"]}
    assert len(job.result["themes"]) >= 2
    assert page.count('name="excerpt"') == len(members)
    assert "Have themes suggested" not in page  # nothing was said since
    client.post(f"{THEMES}suggest/")
    assert Job.objects.filter(kind="suggest-themes").count() == 1
    assert client.get("/en/consultations/work/synthesis/open-call/").status_code == 200


def test_suggestions_read_nothing_that_is_not_published(country, said):
    Contribution.objects.filter(pk=said[0].pk).update(published=False)
    steward_of(country).post(f"{THEMES}suggest/")
    result = suggest_themes_of(Job.objects.get(kind="suggest-themes"), lambda _percent, _step: None)
    read = {pk for theme in result["themes"] for pk, _near in theme["members"]} | set(result["alone"])
    assert read == {str(row.pk) for row in said[1:]}


def test_theme_is_selected_worded_merged_and_retired_in_versions(country, said):
    client = steward_of(country)
    assert client.post(THEMES, {"title": ""}).status_code == 422
    client.post(THEMES, {"title": "Cloud", "excerpt": [str(said[0].pk), str(said[3].pk)]})
    client.post(THEMES, {"title": "Servers", "excerpt": [str(said[6].pk)]})
    cloud, servers = ThemeWording.objects.all()
    assert (cloud.version, servers.version) == (1, 2)
    client.post(f"{THEMES}{servers.theme}/", {"deed": "word", "title": "Machines", "description": "Not people."})
    client.post(f"{THEMES}{servers.theme}/", {"deed": "merge", "into": str(cloud.theme)})
    assert "3 contributions" in text_of(client.get(f"{THEMES}{cloud.theme}/"))
    assert client.post(f"{THEMES}{cloud.theme}/", {"deed": "merge", "into": str(servers.theme)}).status_code == 409
    client.post(f"{THEMES}{servers.theme}/", {"deed": "use"})
    assert "2 contributions" in text_of(client.get(f"{THEMES}{cloud.theme}/"))
    client.post(f"{THEMES}{cloud.theme}/", {"deed": "retire"})
    assert [row.status for row in ThemeWording.objects.all()] == [
        "in-use", "in-use", "in-use", "merged", "in-use", "retired",
    ]  # fmt: skip
    with pytest.raises(TypeError):
        cloud.save()


def test_proposal_for_a_theme_spares_the_exceptions(country, said):
    client = steward_of(country)
    client.post(THEMES, {"title": "Cloud", "excerpt": [str(said[place].pk) for place in (0, 3, 6)]})
    theme = ThemeWording.objects.get().theme
    sent = {"deed": "propose", "disposition": "declined", "reason": "It is law already.", "except": str(said[3].pk)}
    assert client.post(f"{THEMES}{theme}/", {**sent, "reason": ""}).status_code == 422
    client.post(f"{THEMES}{theme}/", sent)
    rows = LedgerRecord.objects.all()
    assert {row.contribution_id for row in rows} == {said[0].pk, said[6].pk}
    assert {row.theme for row in rows} == {theme}


def test_excerpt_is_assigned_and_taken_out_with_a_name(country, said):
    client = steward_of(country)
    client.post(THEMES, {"title": "Cloud"})
    theme = ThemeWording.objects.get().theme
    client.post(f"{THEMES}{theme}/", {"deed": "add", "contribution": str(said[0].pk)})
    page = text_of(client.get(f"{THEMES}{theme}/"))
    assert "Assigned by" in page
    assert "Ada" in page
    client.post(f"{THEMES}{theme}/", {"deed": "remove", "contribution": str(said[0].pk)})
    assert "Nothing is assigned yet." in text_of(client.get(f"{THEMES}{theme}/"))
    assert ThemeWord.objects.count() == 2


def test_agreement_of_two_people_is_shown_live(country, said):
    one, other = steward_of(country, "Ada"), steward_of(country, "Bo")
    one.post(THEMES, {"title": "Cloud"})
    theme = str(ThemeWording.objects.get().theme)
    assert "sorted by two people" in text_of(one.get(THEMES))
    ids = [str(entry.pk) for entry in said[:10]]
    one.post(CODING, {"said": ids, **{f"theme-{pk}": theme for pk in ids[:5]}})
    assert " checked>" not in text_of(other.get(CODING))  # nobody sees what the others said
    other.post(CODING, {"said": ids, **{f"theme-{pk}": theme for pk in ids[:4]}})
    page = text_of(one.get(THEMES))
    assert "0.89" in page  # F1: 2 * 4 / (2 * 4 + 1)
    assert "0.81" in page  # alpha of 10 units of which 9 agree
    assert "You have sorted 10 of 15." in text_of(other.get(CODING))
