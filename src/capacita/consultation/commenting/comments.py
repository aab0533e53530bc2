"""Comments on the text: what is kept for each way of being named, and the moderation that destroys nothing.

Both are tables. What a page promises about names is read from the table that says what is stored, and what may follow
what in moderation from the other. The words that somebody sent are never changed by a moderator: a comment is shown or
hidden, and its log says when and why.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from capacita.vocabulary import NotAllowed, Refusal

LONGEST_COMMENT: Final = 2000
LONGEST_SUGGESTION: Final = 1000
EDIT_WINDOW: Final = timedelta(hours=72)  # after sending, while comments are taken and nothing is decided
MOST_PER_SESSION: Final = 6  # comments
SESSION_SPAN: Final = timedelta(minutes=10)


class CommentState(StrEnum):
    """Where a comment stands; the newest entry of its log says it."""

    WAITING = "waiting"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    RESTORED = "restored"
    WITHDRAWN = "withdrawn"


class CommentActor(StrEnum):
    """Who moves a comment."""

    AUTHOR = "author"
    MODERATOR = "moderator"


class HidingReason(StrEnum):
    """Why a comment is hidden. That it disagrees, or lies outside the subject, is none: the ledger answers that."""

    PERSONAL_DATA = "personal_data"
    INSULT = "insult"
    HATRED = "hatred"
    ADVERTISING = "advertising"
    SENT_TWICE = "sent_twice"
    FALSE_NAME = "false_name"


class Naming(StrEnum):
    """How the author of a comment wishes to be named."""

    NAMED = "named"
    ORGANISATION = "organisation"
    KIND = "kind"  # the Chatham House rule: what was said may be used, who said it is not told
    ANONYMOUS = "anonymous"


class KeptFact(StrEnum):
    """Something about the author that can be stored."""

    NAME = "author_name"
    ORGANISATION = "author_organisation"
    KIND = "speaker"


# What is stored for each way of being named, and all of that is shown. Whatever is not here is never stored.
KEPT: Final[dict[Naming, frozenset[KeptFact]]] = {
    Naming.NAMED: frozenset({KeptFact.NAME, KeptFact.ORGANISATION, KeptFact.KIND}),
    Naming.ORGANISATION: frozenset({KeptFact.ORGANISATION, KeptFact.KIND}),
    Naming.KIND: frozenset({KeptFact.KIND}),
    Naming.ANONYMOUS: frozenset(),
}
# Without which a way of being named would be an empty promise.
NEEDED: Final[dict[Naming, KeptFact | None]] = {
    Naming.NAMED: KeptFact.NAME,
    Naming.ORGANISATION: KeptFact.ORGANISATION,
    Naming.KIND: KeptFact.KIND,
    Naming.ANONYMOUS: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentStep:
    """One step that is allowed: by whom, whether with a reason that everybody reads, and what it means."""

    actor: CommentActor
    needs_reason: bool
    meaning: str


_S: Final = CommentState
_AUTHOR, _MODERATOR = CommentActor.AUTHOR, CommentActor.MODERATOR
SHOWN: Final = frozenset({_S.PUBLISHED, _S.RESTORED})
COMMENT_STEPS: Final[dict[tuple[CommentState, CommentState], CommentStep]] = {
    (before, after): CommentStep(actor=actor, needs_reason=needs_reason, meaning=meaning)
    for before, after, actor, needs_reason, meaning in (
        (_S.WAITING, _S.PUBLISHED, _MODERATOR, False, "it is shown"),
        (_S.WAITING, _S.HIDDEN, _MODERATOR, True, "it is not shown, and everybody reads why"),
        (_S.PUBLISHED, _S.HIDDEN, _MODERATOR, True, "it is shown no more, and everybody reads why"),
        (_S.RESTORED, _S.HIDDEN, _MODERATOR, True, "it is shown no more, and everybody reads why"),
        (_S.HIDDEN, _S.RESTORED, _MODERATOR, True, "it is shown again, and everybody reads why"),
        (_S.WAITING, _S.WITHDRAWN, _AUTHOR, False, "its author takes it back"),
        (_S.PUBLISHED, _S.WITHDRAWN, _AUTHOR, False, "its author takes it back"),
        (_S.RESTORED, _S.WITHDRAWN, _AUTHOR, False, "its author takes it back"),
        (_S.HIDDEN, _S.WITHDRAWN, _AUTHOR, False, "its author takes it back"),
        (_S.WITHDRAWN, _S.WAITING, _AUTHOR, False, "its author lets it stand again"),
        (_S.WAITING, _S.WAITING, _AUTHOR, False, "its author changed the words before it was read"),
        (_S.PUBLISHED, _S.WAITING, _AUTHOR, False, "its author changed the words, which are read first"),
        (_S.RESTORED, _S.WAITING, _AUTHOR, False, "its author changed the words, which are read first"),
        (_S.HIDDEN, _S.WAITING, _AUTHOR, False, "its author changed the words, which are read first"),
    )
}


def check_comment_step(before: CommentState, after: CommentState, actor: CommentActor, *, reason: str = "") -> None:
    """Raise Refusal where the table has no such step or the reason is missing, NotAllowed where it is not theirs."""
    step = COMMENT_STEPS.get((before, after))
    if step is None:
        raise Refusal("COMMENT_NO_SUCH_STEP", before=before.value, after=after.value)
    if step.actor is not actor:
        raise NotAllowed("COMMENT_OTHER_ACTOR", after=after.value)
    if step.needs_reason and not reason.strip():
        raise Refusal("COMMENT_REASON_MISSING")


def may_change_words(sent_at: datetime, now: datetime, *, is_taken: bool, is_decided: bool) -> bool:
    """Tell whether an author may still change a comment's words."""
    return is_taken and not is_decided and now <= sent_at + EDIT_WINDOW


def may_send_another(earlier: list[float], now: float) -> bool:
    """Tell whether somebody who sent comments at these times (in seconds) may send one more now."""
    span = SESSION_SPAN.total_seconds()
    return sum(1 for sent in earlier if now - sent < span) < MOST_PER_SESSION
