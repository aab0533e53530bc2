"""Contributions that came in writing: the one consultation of a programme that they belong to, and their originals."""

from __future__ import annotations

import base64
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac

from capacita.consultation import ActorKind, SessionStatus
from capacita.consultation.commenting.comments import CommentState, may_change_words
from capacita.vocabulary import LocalizedText, TextOrigin, translated, written
from capacita.web.actors import Actor
from capacita.web.commenting.models import Comment
from capacita.web.commenting.periods import period_of
from capacita.web.consultation.models import Consultation, Programme
from capacita.web.consultation.steps import open_log
from capacita.web.consultation.terms import IN_WRITING

_SALT = "capacita.comment-link"
_TITLE = "Comments on the text"
_TITLES = {
    "ar": "تعليقات على النص",
    "es": "Comentarios sobre el texto",
    "fr": "Commentaires sur le texte",
    "ru": "Замечания к тексту",
    "zh": "对文本的意见",
}


def open_written_consultation(actor: Actor, programme: Programme) -> Consultation:
    """Return the consultation in writing of a programme, made with the first comment; call it with a locked programme.

    Nobody meets in it and no output is waited for, so that it stands in no calendar; its page lists what was said.
    """
    found: Consultation | None = Consultation.objects.filter(programme=programme, mode=IN_WRITING).first()
    if found is not None:
        return found
    made = Consultation.objects.create(
        organisation_id=programme.organisation_id,
        published=True,
        programme=programme,
        slug=f"{programme.code}-comments",
        title={
            **written(_TITLE),
            **{tag: translated(words, _TITLE, TextOrigin.MACHINE) for tag, words in _TITLES.items()},
        },
        precision="unknown",
        mode=IN_WRITING,
        status=SessionStatus.ACCEPTED.value,
    )
    open_log(actor, ActorKind.STEWARD, SessionStatus.ACCEPTED, meeting=made)
    return made


def original_of(texts: LocalizedText) -> tuple[str, str]:
    """Return the language and the words of an original; two empty texts where there is none."""
    return next(((tag, said.text) for tag, said in texts.items() if said.origin is TextOrigin.SOURCE), ("", ""))


def is_changeable(comment: Comment, *, on: date) -> bool:
    """Tell whether the author of a comment may still change its words."""
    if comment.state == CommentState.WITHDRAWN.value:
        return False
    return may_change_words(
        comment.sent_at,
        timezone.now(),
        is_taken=period_of(comment.programme, on=on).is_open,
        is_decided=comment.contribution.status != "open",
    )


def token_of(client_key: UUID) -> str:
    """Return the private link of the comment that a form sends: the same each time, so that sending twice opens it."""
    digest = salted_hmac(_SALT, str(client_key), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode("ascii")
