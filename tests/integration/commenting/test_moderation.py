"""Moderation that destroys nothing and gives its reasons in public; translations beside the original."""

import pytest
from django.test import Client

from capacita.consultation.commenting.comments import COMMENT_STEPS, CommentActor, CommentState, check_comment_step
from capacita.vocabulary import NotAllowed, Refusal
from capacita.web.actors import VISITOR, Role
from capacita.web.audit.models import AuditEvent
from capacita.web.commenting.models import Comment, ContributionTranslation, ModerationEntry, TranslationKind
from capacita.web.commenting.services import moderate_comment, translate_contribution
from capacita.web.consultation.trail import list_ledger_stops
from lib.comment_cases import TEXT, make_comment, make_open_text, make_shown, moderator_of
from lib.consultation_cases import actor_with, make_country, make_person

pytestmark = pytest.mark.django_db
LOG = "/en/consultations/programmes/open-call/moderation/"
S = CommentState


def text_of(response) -> str:
    return response.content.decode()


def steward_client(programme) -> Client:
    client = Client()
    client.force_login(make_person(programme.organisation, Role.STEWARD))
    return client


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
@pytest.mark.parametrize("actor", list(CommentActor))
def test_step_is_taken_only_as_the_table_says(before: S, after: S, actor: CommentActor):
    step = COMMENT_STEPS.get((before, after))
    if step is None:
        with pytest.raises(Refusal, match="COMMENT_NO_SUCH_STEP"):
            check_comment_step(before, after, actor, reason="why")
    elif step.actor is not actor:
        with pytest.raises(NotAllowed):
            check_comment_step(before, after, actor, reason="why")
    else:
        check_comment_step(before, after, actor, reason="why")
        if step.needs_reason:
            with pytest.raises(Refusal, match="COMMENT_REASON_MISSING"):
                check_comment_step(before, after, actor, reason=" ")


def test_steward_is_reminded_shows_hides_and_restores_and_the_log_says_why(client: Client):
    programme = make_open_text()
    comment = make_comment(programme, "Mr X of the ministry is lazy.")
    steward = steward_client(programme)
    assert "1 comment waits to be read" in text_of(steward.get("/en/consultations/work/"))
    assert "1 comment waits to be read" in text_of(client.get(LOG))
    here = f"/en/consultations/work/comments/{comment.pk}/"
    assert here in text_of(steward.get("/en/consultations/work/comments/"))
    assert steward.post(here, {"step": "published"}).status_code == 302
    assert "Mr X" in text_of(client.get(f"{TEXT}1.1/"))
    assert steward.post(here, {"step": "hidden"}).status_code == 422
    hiding = {"step": "hidden", "reason_code": "personal_data", "reason": "It names somebody who did not agree."}
    assert steward.post(here, hiding).status_code == 302
    assert "Mr X" not in text_of(client.get(f"{TEXT}1.1/"))
    assert "Mr X" not in text_of(client.get("/en/consultations/open-call-comments/"))
    assert "Mr X of the ministry is lazy." in text_of(steward.get(here))  # the original is kept
    log = text_of(client.get(LOG))
    assert "It tells something about a person who did not agree" in log
    assert "It names somebody who did not agree." in log
    assert "Mr X" not in log
    table = client.get("/en/consultations/programmes/open-call/moderation.csv").content.decode("utf-8-sig")
    assert "personal_data" in table
    assert "Mr X" not in table
    steward.post(here, {"step": "restored", "reason": "The person agreed."})
    assert "Mr X" in text_of(client.get(f"{TEXT}1.1/"))
    states = [entry.state for entry in ModerationEntry.objects.order_by("id")]
    assert states == ["waiting", "published", "hidden", "restored"]
    assert AuditEvent.objects.filter(action="comment.moderated").count() == 3


def test_moderating_leaves_every_word_as_it_was_sent():
    programme = make_open_text()
    comment = make_comment(programme)
    before = (comment.contribution.text, [entry.text for entry in comment.wordings.all()])
    steward = moderator_of(programme.organisation)
    for state in (S.PUBLISHED, S.HIDDEN, S.RESTORED, S.HIDDEN):
        moderate_comment(steward, comment_id=comment.pk, state=state, reason_code="insult", reason="Why.")
    comment = Comment.objects.select_related("contribution").get()
    assert (comment.contribution.text, [entry.text for entry in comment.wordings.all()]) == before


def test_log_and_wordings_are_only_added_to():
    comment = make_comment(make_open_text())
    for row in (comment.log.get(), comment.wordings.get()):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_hiding_needs_one_of_the_grounds():
    programme = make_open_text()
    comment = make_comment(programme)
    steward = moderator_of(programme.organisation)
    with pytest.raises(Refusal, match="COMMENT_REASON_MISSING"):
        moderate_comment(steward, comment_id=comment.pk, state=S.HIDDEN, reason_code="off_topic", reason="Off topic.")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR, Role.TRANSLATOR, Role.CIVIL_SERVANT])
def test_others_do_not_moderate(role: Role):
    programme = make_open_text()
    comment = make_comment(programme)
    for actor in (VISITOR, actor_with(programme.organisation, role)):
        with pytest.raises(NotAllowed):
            moderate_comment(actor, comment_id=comment.pk, state=S.PUBLISHED)


def test_steward_of_another_country_sees_no_comment_that_waits():
    programme = make_open_text()
    comment = make_comment(programme)
    other = Client()
    other.force_login(make_person(make_country("other"), Role.STEWARD))
    assert other.get(f"/en/consultations/work/comments/{comment.pk}/").status_code == 404
    assert "No comment has come yet." in text_of(other.get("/en/consultations/work/comments/"))


def test_translation_stands_beside_the_original(client: Client):
    programme = make_open_text()
    comment = make_shown(programme)
    translator = Client()
    translator.force_login(make_person(programme.organisation, Role.TRANSLATOR))
    here = f"/en/consultations/work/translations/{comment.contribution_id}/"
    assert here in text_of(translator.get("/ar/consultations/work/translations/")).replace("/ar/", "/en/")
    given = {"language": "ar", "text": "قولوا أيّ بيانات.", "kind": "machine", "made_by": ""}
    assert "Name the program." in text_of(translator.post(here, given))
    assert translator.post(here, {**given, "made_by": "A program"}).status_code == 302
    assert (
        translator.post(here, {**given, "text": "حدّدوا أيّ بيانات.", "kind": "human", "made_by": "Amal"}).status_code
        == 302
    )
    page = text_of(client.get(f"/en/consultations/comments/{comment.pk}/"))
    assert page.index("Say which data.") < page.index("حدّدوا أيّ بيانات.")
    assert "قولوا" not in page  # the newer one stands in its place
    assert 'lang="ar" dir="rtl"' in page
    assert "Translated by a person" in page
    assert ContributionTranslation.objects.count() == 2
    arabic = text_of(client.get(f"/ar/consultations/comments/{comment.pk}/"))
    assert '<p lang="en" dir="ltr">Say which data.</p>' in arabic  # the original stays


def test_original_is_not_translated_into_its_own_language():
    programme = make_open_text()
    comment = make_shown(programme)
    with pytest.raises(Refusal, match="CONTRIBUTION_SAME_LANGUAGE"):
        translate_contribution(
            moderator_of(programme.organisation), contribution_id=comment.contribution_id, language="en", text="x",
            suggested="", kind=TranslationKind.HUMAN, made_by="",
        )  # fmt: skip


def test_visitor_does_not_translate():
    comment = make_shown(make_open_text())
    with pytest.raises(NotAllowed):
        translate_contribution(
            VISITOR, contribution_id=comment.contribution_id, language="fr", text="x", suggested="",
            kind=TranslationKind.HUMAN, made_by="",
        )  # fmt: skip


def test_words_that_nobody_has_shown_are_on_no_trail():
    programme = make_open_text()
    comment = make_comment(programme)
    stops = {stop.id: stop.label for stop in list_ledger_stops(programme.organisation)}
    assert stops[str(comment.contribution_id)] == "1.1: comment"
    moderate_comment(moderator_of(programme.organisation), comment_id=comment.pk, state=S.PUBLISHED)
    stops = {stop.id: stop.label for stop in list_ledger_stops(programme.organisation)}
    assert stops[str(comment.contribution_id)] == "1.1: Say which data."


def test_hidden_comment_has_no_public_page(client: Client):
    programme = make_open_text()
    comment = make_comment(programme)
    assert client.get(f"/en/consultations/comments/{comment.pk}/").status_code == 404
