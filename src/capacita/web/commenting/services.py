"""Sending, changing and taking back comments; moderating them; translating contributions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from capacita.consultation.commenting.anchoring import Anchor
from capacita.consultation.commenting.comments import (
    KEPT,
    SHOWN,
    CommentActor,
    CommentState,
    HidingReason,
    KeptFact,
    Naming,
    check_comment_step,
)
from capacita.consultation.model import Verdict
from capacita.vocabulary import Refusal, text_digest, written
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.commenting.models import (
    Comment,
    CommentWording,
    ContributionTranslation,
    ModerationEntry,
    TranslationKind,
)
from capacita.web.commenting.periods import period_of
from capacita.web.commenting.written import is_changeable, open_written_consultation, original_of
from capacita.web.consultation.models import Contribution, Programme
from capacita.web.consultation.private_link import code_of, hash_code, hash_token
from capacita.web.permissions import Action, check_may

S = CommentState


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words of a comment, in the language of its author; ``verdict`` is ``comment`` where none was given."""

    text: str
    language: str
    suggested: str = ""
    verdict: str = Verdict.COMMENT.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who sent it and how they wish to be named. What the way of being named does not keep is thrown away."""

    naming: Naming
    name: str = ""
    organisation: str = ""
    kind: str = ""
    for_organisation: bool = False

    def kept(self) -> dict[KeptFact, str]:
        """Return every fact as it is stored: empty where it was not agreed to."""
        given = {KeptFact.NAME: self.name, KeptFact.ORGANISATION: self.organisation, KeptFact.KIND: self.kind}
        return {fact: value.strip() if fact in KEPT[self.naming] else "" for fact, value in given.items()}


@audited("comment.sent")
def send_comment(
    actor: Actor, *, programme: Programme, anchor: Anchor, item_code: str, said: Said, author: Author,
    client_key: UUID, token: str, on: date,
) -> Comment:  # fmt: skip
    """Keep a comment and the contribution that it is; nobody reads it before somebody has looked at it.

    What arrives twice under one ``client_key`` is kept once. Raises Refusal where no comments are taken.
    """
    check_may(actor, Action.COMMENT, organisation_id=programme.organisation_id)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    earlier: Comment | None = Comment.objects.filter(client_key=client_key).first()
    if earlier is not None:
        return earlier
    version = programme.framework_version_id
    if version is None or not period_of(programme, on=on).is_open:
        raise Refusal("COMMENTS_CLOSED")
    kept = author.kept()
    consultation = open_written_consultation(actor, programme)
    newest = consultation.contributions.aggregate(newest=Max("number"))["newest"] or 0
    contribution = Contribution.objects.create(
        organisation_id=programme.organisation_id,
        published=False,
        consultation=consultation,
        number=newest + 1,
        item_id=UUID(anchor.item),
        item_code=item_code,
        verdict=said.verdict,
        text=written(said.text, said.language),
        suggested=written(said.suggested, said.language) if said.suggested else {},
        speaker=kept[KeptFact.KIND],
        may_quote=True,
    )
    comment = Comment.objects.create(
        organisation_id=programme.organisation_id,
        published=False,
        contribution=contribution,
        programme=programme,
        framework_version_id=version,
        client_key=client_key,
        link_hash=hash_token(token),
        code_hash=hash_code(code_of(token)),
        sent_at=timezone.now(),
        part=anchor.part.value,
        level=anchor.level,
        text_language=anchor.language,
        start=anchor.start,
        quote=anchor.quote,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        naming=author.naming.value,
        for_organisation=author.for_organisation,
        author_name=kept[KeptFact.NAME],
        author_organisation=kept[KeptFact.ORGANISATION],
    )
    _keep_wording(comment, said)
    _log(comment, S.WAITING, CommentActor.AUTHOR)
    return comment


@audited("comment.changed")
def change_comment(actor: Actor, *, comment_id: UUID, said: Said, on: date) -> Comment:
    """Give a comment other words while its window lasts; they wait to be read, the former ones are kept."""
    comment = _lock(comment_id)
    check_may(actor, Action.FOLLOW_OWN_COMMENT, organisation_id=comment.organisation_id)
    if not is_changeable(comment, on=on):
        raise Refusal("COMMENT_NOT_CHANGEABLE")
    _step(comment, S.WAITING, CommentActor.AUTHOR)
    contribution = comment.contribution
    contribution.text = written(said.text, said.language)
    contribution.suggested = written(said.suggested, said.language) if said.suggested else {}
    contribution.verdict = said.verdict
    contribution.save(update_fields=["text", "suggested", "verdict"])
    comment.changed_at = timezone.now()
    comment.save(update_fields=["changed_at"])
    _keep_wording(comment, said)
    return comment


@audited("comment.withdrawn")
def withdraw_comment(actor: Actor, *, comment_id: UUID) -> Comment:
    """Take a comment back; it is shown to nobody but those who moderate, and its author can let it stand again."""
    comment = _lock(comment_id)
    check_may(actor, Action.FOLLOW_OWN_COMMENT, organisation_id=comment.organisation_id)
    _step(comment, S.WITHDRAWN, CommentActor.AUTHOR)
    return comment


@audited("comment.returned")
def return_comment(actor: Actor, *, comment_id: UUID) -> Comment:
    """Let a comment stand again that its author took back; it waits to be read."""
    comment = _lock(comment_id)
    check_may(actor, Action.FOLLOW_OWN_COMMENT, organisation_id=comment.organisation_id)
    _step(comment, S.WAITING, CommentActor.AUTHOR)
    return comment


@audited("comment.unnamed")
def forget_author(actor: Actor, *, comment_id: UUID) -> Comment:
    """Erase who sent a comment, for good; the words stay."""
    comment = _lock(comment_id)
    check_may(actor, Action.FOLLOW_OWN_COMMENT, organisation_id=comment.organisation_id)
    comment.naming = Naming.ANONYMOUS.value
    comment.author_name = comment.author_organisation = ""
    comment.for_organisation = False
    comment.save(update_fields=["naming", "author_name", "author_organisation", "for_organisation"])
    comment.contribution.speaker = ""
    comment.contribution.save(update_fields=["speaker"])
    return comment


@audited("comment.moderated")
def moderate_comment(
    actor: Actor,
    *,
    comment_id: UUID,
    state: CommentState,
    reason_code: str = "",
    reason: str = "",
    language: str = "en",
) -> Comment:
    """Show, hide or restore a comment. Its words stay as they were sent; a reason is read by everybody."""
    comment = _lock(comment_id)
    check_may(actor, Action.MODERATE_COMMENT, organisation_id=comment.organisation_id)
    if state is S.HIDDEN and reason_code not in {entry.value for entry in HidingReason}:
        raise Refusal("COMMENT_REASON_MISSING")
    _step(
        comment,
        state,
        CommentActor.MODERATOR,
        actor=actor,
        reason_code=reason_code if state is S.HIDDEN else "",
        reason=reason,
        language=language,
    )
    return comment


@audited("contribution.translated")
def translate_contribution(
    actor: Actor,
    *,
    contribution_id: UUID,
    language: str,
    text: str,
    suggested: str,
    kind: TranslationKind,
    made_by: str,
) -> ContributionTranslation:
    """Add a translation beside the original, which stays; a newer one in the same language is shown in its place."""
    said: Contribution = Contribution.objects.get(pk=contribution_id)
    check_may(actor, Action.TRANSLATE_CONTRIBUTION, organisation_id=said.organisation_id)
    original = original_of(said.text)
    if language == original[0]:
        raise Refusal("CONTRIBUTION_SAME_LANGUAGE")
    return ContributionTranslation.objects.create(
        organisation_id=said.organisation_id,
        published=True,
        contribution=said,
        language=language,
        text=text,
        suggested=suggested,
        kind=kind,
        made_by=made_by.strip(),
        of=text_digest(original[1]),
        person_id=actor.person_id,
    )


def _lock(comment_id: UUID) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",)).select_related("contribution", "programme")
    comment: Comment = rows.get(pk=comment_id)
    return comment


def _step(
    comment: Comment, state: CommentState, by: CommentActor, *,
    actor: Actor | None = None, reason_code: str = "", reason: str = "", language: str = "en",
) -> None:  # fmt: skip
    """Take a step of the table, add it to the log, and let everybody read the comment or not."""
    check_comment_step(S(comment.state), state, by, reason=reason)
    comment.state = state.value
    comment.published = comment.contribution.published = state in SHOWN
    comment.save(update_fields=["state", "published"])
    comment.contribution.save(update_fields=["published"])
    _log(comment, state, by, actor=actor, reason_code=reason_code, reason=reason, language=language)


def _log(
    comment: Comment, state: CommentState, by: CommentActor, *,
    actor: Actor | None = None, reason_code: str = "", reason: str = "", language: str = "en",
) -> None:  # fmt: skip
    ModerationEntry.objects.create(
        organisation_id=comment.organisation_id,
        published=True,
        comment=comment,
        state=state.value,
        actor_kind=by.value,
        person_id=actor.person_id if actor else None,
        reason_code=reason_code,
        reason=reason.strip(),
        reason_language=language,
    )


def _keep_wording(comment: Comment, said: Said) -> None:
    CommentWording.objects.create(
        organisation_id=comment.organisation_id,
        comment=comment,
        text=said.text,
        suggested=said.suggested,
        verdict=said.verdict,
        language=said.language,
    )
