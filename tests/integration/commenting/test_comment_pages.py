"""Comments on the text, from choosing a sentence to taking the comment back, without an account."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capacita.consultation.commenting.comments import KEPT, MOST_PER_SESSION, KeptFact, Naming
from capacita.vocabulary import Refusal
from capacita.web.actors import VISITOR
from capacita.web.commenting.models import Comment
from capacita.web.commenting.services import Said, change_comment
from capacita.web.consultation.models import Consultation, Contribution
from lib.comment_cases import (
    ARABIC,
    STATEMENT,
    TEXT,
    form_of,
    make_comment,
    make_open_text,
    make_shown,
    moderator_of,
    text_framework,
)
from lib.consultation_cases import decide, in_days
from lib.framework_site import publish

pytestmark = pytest.mark.django_db
WRITE = f"{TEXT}1.1/comment/"


def text_of(response) -> str:
    return response.content.decode()


def sentence_link(client: Client, words: str, address: str = f"{TEXT}1.1/") -> str:
    page = text_of(client.get(address))
    found = re.search(rf'{re.escape(words)} <a class="small"[^>]* href="([^"]+)"', page)
    assert found, page
    return found.group(1).replace("&amp;", "&")


def test_somebody_comments_on_a_sentence_and_follows_it_by_the_private_link(client: Client):
    make_open_text()
    assert "1.1 Finding information" in text_of(client.get(TEXT))
    link = sentence_link(client, STATEMENT)
    page = text_of(client.get(link))
    assert f"<p>{STATEMENT}</p>" in page
    answer = client.post(link, form_of(client, link))
    receipt = answer["Location"]
    page = text_of(client.get(receipt))
    for words in (
        "Waits to be read",
        "Say which data.",
        "<bdi>Amal Rida</bdi>, <bdi>Open Data Circle</bdi>, <bdi>Civil society</bdi>",
        "Keep this link",
    ):
        assert words in page
    assert client.get(receipt)["X-Robots-Tag"] == "noindex, nofollow"
    comment = Comment.objects.get()
    assert (comment.quote, comment.part, comment.start) == (STATEMENT, "statement", 0)
    code = re.search(r'<code dir="ltr">([A-Z0-9-]{19})</code>', page).group(1)
    opened = Client().post("/en/consultations/code/", {"code": code.lower()})
    assert "Say which data." in text_of(Client().get(opened["Location"]))
    assert "Say which data." not in text_of(client.get(f"{TEXT}1.1/"))  # nobody has read it yet


def test_comment_is_a_contribution_like_any_other(client: Client):
    programme = make_open_text()
    make_shown(programme)
    said = Contribution.objects.get()
    assert (said.item_code, said.text["en"].text, said.status) == ("1.1", "Say which data.", "open")
    meeting = Consultation.objects.get()
    assert (meeting.mode, meeting.slug) == ("written", "open-call-comments")
    page = text_of(client.get(f"/en/consultations/{meeting.slug}/"))
    assert "Say which data." in page
    assert "1. Remark" in page
    assert meeting.slug not in text_of(client.get("/en/consultations/"))
    assert meeting.slug not in text_of(client.get("/en/consultations/programmes/open-call/"))


def test_arabic_sentence_is_chosen_in_its_direction(client: Client):
    make_open_text()
    address = f"{TEXT}1.1/?text=ar"
    link = sentence_link(client, "ويتحقّق منها.", address)
    assert 'lang="ar" dir="rtl"' in text_of(client.get(link))
    client.post(link, form_of(client, link, language="ar", text="من أين؟"))
    comment = Comment.objects.get()
    assert (comment.quote, comment.text_language) == ("ويتحقّق منها.", "ar")
    assert comment.start == ARABIC.index("ويتحقّق")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("the weather", "The text does not say"),
        ("data", ""),
        ("", ""),
    ],
)
def test_typed_words_are_checked_against_the_text(client: Client, words: str, fault: str):
    make_open_text()
    answer = client.post(WRITE, form_of(client, WRITE, words=words))
    assert answer.status_code == (422 if fault else 302)
    if fault:
        assert fault in text_of(answer)
        assert Comment.objects.count() == 0
    else:
        comment = Comment.objects.get()
        assert (comment.quote, comment.part) == ((words, "statement") if words else ("", "whole"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": ""}, "Write what you wish to say."),
        ({"text": "x" * 2001}, "at most 2,000 characters"),
        ({"naming": ""}, "Choose how you wish to be named."),
        ({"naming": "named", "name": ""}, "Give your name, or choose another way"),
        ({"naming": "organisation", "organisation": ""}, "Give your organisation, or choose another way"),
        ({"naming": "kind", "kind": ""}, "Say what kind of participant you are"),
        ({"for_organisation": "on", "organisation": ""}, "Say for which organisation you speak."),
        ({"website": "https://spam.example"}, "it is there to catch programs"),
    ],
)
def test_comment_that_cannot_be_kept_is_sent_back_with_how_to_mend_it(client: Client, changed, words):
    make_open_text()
    answer = client.post(WRITE, form_of(client, WRITE, **changed))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("naming", list(Naming))
def test_only_what_the_promise_names_is_stored(client: Client, naming: Naming):
    make_open_text()
    client.post(WRITE, form_of(client, WRITE, naming=naming.value))
    comment = Comment.objects.get()
    stored = {
        KeptFact.NAME: comment.author_name,
        KeptFact.ORGANISATION: comment.author_organisation,
        KeptFact.KIND: comment.contribution.speaker,
    }
    assert {fact for fact, value in stored.items() if value} == KEPT[naming]
    fields = {field.name for model in (Comment, Contribution) for field in model._meta.get_fields()}
    assert not {name for name in fields if "ip" in name.split("_") or "mail" in name or "address" in name}


def test_comment_sent_twice_is_kept_once_and_opens_the_same_page(client: Client):
    make_open_text()
    form = form_of(client, WRITE)
    first, second = client.post(WRITE, form), client.post(WRITE, form)
    assert first["Location"] == second["Location"]
    assert (Comment.objects.count(), Contribution.objects.count()) == (1, 1)


def test_many_comments_from_one_browser_have_to_wait(client: Client):
    make_open_text()
    for number in range(MOST_PER_SESSION):
        assert client.post(WRITE, form_of(client, WRITE, text=f"Number {number}")).status_code == 302
    answer = client.post(WRITE, form_of(client, WRITE))
    assert answer.status_code == 422
    assert "Wait a little" in text_of(answer)
    assert Client().get(WRITE).status_code == 200
    assert Comment.objects.count() == MOST_PER_SESSION


def test_html_in_a_comment_is_shown_as_text(client: Client):
    programme = make_open_text()
    make_shown(programme, "<script>alert(1)</script><b>bold</b>")
    for address in (f"{TEXT}1.1/", "/en/consultations/open-call-comments/"):
        page = text_of(client.get(address))
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;bold" in page
        assert "<script>alert" not in page


def test_author_changes_words_takes_them_back_and_lets_them_stand_again(client: Client):
    make_open_text()
    receipt = client.post(WRITE, form_of(client, WRITE))["Location"]
    assert client.post(f"{receipt}change/", {"text": "Say which open data.", "language": "en"}).status_code == 302
    comment = Comment.objects.get()
    assert comment.contribution.text["en"].text == "Say which open data."
    assert [entry.text for entry in comment.wordings.all()] == ["Say which data.", "Say which open data."]
    client.post(f"{receipt}withdraw/")
    comment.refresh_from_db()
    assert (comment.state, comment.published) == ("withdrawn", False)
    assert client.get(f"{receipt}change/").status_code == 409
    client.post(f"{receipt}withdraw/", {"return": "1"})
    comment.refresh_from_db()
    assert comment.state == "waiting"
    assert [entry.state for entry in comment.log.all()] == ["waiting", "waiting", "withdrawn", "waiting"]


def test_author_takes_the_name_off_for_good(client: Client):
    make_open_text()
    receipt = client.post(WRITE, form_of(client, WRITE))["Location"]
    client.post(f"{receipt}withdraw/", {"unname": "1"})
    comment = Comment.objects.select_related("contribution").get()
    assert (comment.author_name, comment.author_organisation, comment.contribution.speaker) == ("", "", "")
    assert "Amal" not in text_of(client.get(receipt))
    assert "A participant" in text_of(client.get(receipt))


def test_words_are_changed_only_while_the_window_lasts_and_nothing_is_decided():
    programme = make_open_text()
    comment = make_shown(programme)
    said = Said(text="Other words.", language="en")
    Comment.objects.filter(pk=comment.pk).update(sent_at=timezone.now() - timedelta(hours=80))
    with pytest.raises(Refusal, match="COMMENT_NOT_CHANGEABLE"):
        change_comment(VISITOR, comment_id=comment.pk, said=said, on=in_days(0))
    Comment.objects.filter(pk=comment.pk).update(sent_at=timezone.now())
    decide(moderator_of(programme.organisation), comment.contribution, "declined")
    with pytest.raises(Refusal, match="COMMENT_NOT_CHANGEABLE"):
        change_comment(VISITOR, comment_id=comment.pk, said=said, on=in_days(0))


def test_closed_programme_says_so_and_what_comes_next(client: Client):
    programme = make_open_text(opens_on=in_days(-30), closes_on=in_days(-1))
    programme.phases.create(
        organisation=programme.organisation, published=True, kind="decision", opens_on=in_days(3), closes_on=in_days(9)
    )
    page = text_of(client.get(f"{TEXT}1.1/"))
    for words in ("Comments were taken until", "What comes next", "Decisions on each point"):
        assert words in page
    assert "/comment/" not in page
    assert client.get(WRITE).status_code == 409
    with pytest.raises(Refusal, match="COMMENTS_CLOSED"):
        make_comment(programme)


def test_phase_of_comments_decides_when_they_are_taken(client: Client):
    programme = make_open_text()
    programme.phases.create(
        organisation=programme.organisation, published=True, kind="comments", opens_on=in_days(2), closes_on=in_days(9)
    )
    page = text_of(client.get(TEXT))
    assert "Comments are taken from" in page
    assert client.get(WRITE).status_code == 409


def test_next_version_shows_where_each_comment_stands_and_lists_orphans(client: Client):
    programme = make_open_text()
    make_shown(programme, "On the sentence.")
    publish(text_framework("2.0", "First: looks for data and checks them twice, always."), day=9)
    own = text_of(client.get(f"{TEXT}1.1/"))
    assert "Version 2.0 is out" in own
    newer = text_of(client.get(f"{TEXT}1.1/?version=2.0"))
    assert "The words have changed since" in newer
    assert "They read now" in newer
    assert (
        'href="/en/consultations/programmes/open-call/text/1.1/comment/' not in newer
    )  # that is not what the call is about
    publish(text_framework("3.0", "Leads a team through a time of change."), day=10)
    page = text_of(client.get("/en/consultations/programmes/open-call/orphans/?version=3.0"))
    assert "The words are gone" in page
    assert STATEMENT in page
    assert "1 has lost its words" in text_of(client.get(f"{TEXT}?version=3.0"))
    table = client.get("/en/consultations/programmes/open-call/comments.csv?version=3.0").content.decode("utf-8-sig")
    assert "orphan" in table
    assert "On the sentence." in table


def test_pages_take_as_many_queries_for_three_comments_as_for_one(client: Client):
    programme = make_open_text()
    make_shown(programme)
    for address in (TEXT, f"{TEXT}1.1/", "/en/consultations/programmes/open-call/orphans/"):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        make_shown(programme)
        make_shown(programme)
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few), address


def test_programme_of_others_or_without_a_text_has_no_comments(client: Client):
    programme = make_open_text()
    programme.source = "https://example.org"
    programme.save()
    assert client.get(TEXT).status_code == 404
