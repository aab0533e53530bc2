"""Reading comments, their log and their translations."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from capacita.consultation.commenting.anchoring import Anchor, AnchorIndex, AnchorPart
from capacita.consultation.commenting.comments import CommentState
from capacita.vocabulary import NotFound
from capacita.web.actors import SYSTEM, VISITOR, Actor
from capacita.web.commenting.models import Comment, CommentWording, ContributionTranslation, ModerationEntry
from capacita.web.consultation.models import Contribution, Programme, stands, told
from capacita.web.consultation.private_link import hash_code, hash_token, is_key_code
from capacita.web.consultation.queries import get_programme
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import choose_version, list_versions_of
from capacita.web.permissions import Action, check_may, may

RELATED = ("contribution", "programme__organisation", "framework_version")


@functools.lru_cache(maxsize=16)
def index_of(digest: str) -> AnchorIndex:
    """Return a framework, ready for anchors to be placed in it; a digest always names the same one."""
    return AnchorIndex(load_framework(digest))


def anchor_of(comment: Comment) -> Anchor:
    """Return where a comment points, as it was sent."""
    return Anchor(
        item=str(comment.contribution.item_id),
        version=comment.framework_version.version,
        part=AnchorPart(comment.part),
        language=comment.text_language,
        level=comment.level,
        start=comment.start,
        quote=comment.quote,
        prefix=comment.prefix,
        suffix=comment.suffix,
    )


def get_text_programme(actor: Actor, code: str) -> Programme:
    """Return a programme with a text of its own to comment on. Raises NotFound."""
    programme = get_programme(actor, code)
    if programme.framework_version is None or programme.source:
        raise NotFound("PROGRAMME_UNKNOWN")
    return programme


def list_text_versions(actor: Actor, programme: Programme) -> list[FrameworkVersion]:
    """Return the versions of the text that a programme is about, the newest first."""
    assert programme.framework_version is not None
    return list_versions_of(actor, programme.framework_version.code)


def choose_text_version(programme: Programme, versions: list[FrameworkVersion], name: str) -> FrameworkVersion:
    """Return the version that was asked for, else the one that the programme is about. Raises NotFound."""
    if name:
        return choose_version(versions, name)
    own = next((row for row in versions if row.pk == programme.framework_version_id), None)
    return own or versions[0]


def list_shown(programme: Programme) -> list[Comment]:
    """Return the comments of a programme that everybody reads, with their translations, the oldest first."""
    rows = Comment.objects.for_actor(VISITOR).filter(programme=programme, published=True)
    return list(_with_translations(rows.select_related(*RELATED)))


def count_waiting(programme: Programme) -> int:
    """Return how many comments of a programme nobody has read yet."""
    waiting: int = Comment.objects.for_actor(SYSTEM).filter(
        programme=programme, state=CommentState.WAITING.value
    ).count()  # fmt: skip
    return waiting


def get_shown(comment_id: UUID) -> Comment:
    """Return a comment that everybody reads. Raises NotFound."""
    rows = Comment.objects.for_actor(VISITOR).filter(pk=comment_id, published=True)
    found: Comment | None = _with_translations(rows.select_related(*RELATED)).first()
    if found is None:
        raise NotFound("COMMENT_UNKNOWN")
    return found


def get_by_token(token: str) -> Comment:
    """Return the comment of a private link or of its code, whoever asks: that is the key. Raises NotFound."""
    key = Q(code_hash=hash_code(token)) if is_key_code(token) else Q(link_hash=hash_token(token))
    rows = Comment.objects.for_actor(SYSTEM).filter(key)
    found: Comment | None = (
        _with_translations(rows.select_related(*RELATED)).prefetch_related("programme__phases").first()
    )
    if found is None:
        raise NotFound("COMMENT_UNKNOWN")
    return found


def has_code(code: str) -> bool:
    """Tell whether a comment has this code."""
    return Comment.objects.for_actor(SYSTEM).filter(code_hash=hash_code(code)).exists()


def list_log_of(comment: Comment) -> list[ModerationEntry]:
    """Return the log of one comment, the oldest entry first; for whoever may see the comment."""
    return list(ModerationEntry.objects.for_actor(SYSTEM).filter(comment=comment))


def list_public_log(programme: Programme) -> QuerySet[ModerationEntry]:
    """Return what was done with the comments of a programme, the newest first: what moderators and authors did."""
    rows: QuerySet[ModerationEntry] = ModerationEntry.objects.for_actor(VISITOR).filter(comment__programme=programme)
    told = rows.exclude(state=CommentState.WAITING.value)
    return told.select_related("comment__contribution").order_by("-id")


def list_own_comments(actor: Actor) -> list[Comment]:
    """Return every comment that this person moderates, those that wait first, then the newest."""
    rows = Comment.objects.for_actor(actor).filter(organisation_id__in=_organisations(actor, Action.MODERATE_COMMENT))
    found = list(rows.select_related("contribution", "programme").order_by("sent_at"))
    waiting = CommentState.WAITING.value
    return [
        *(row for row in found if row.state == waiting),
        *reversed([row for row in found if row.state != waiting]),
    ]


def count_to_moderate(actor: Actor) -> int | None:
    """Return how many comments wait for this person, None where they moderate none."""
    held = _organisations(actor, Action.MODERATE_COMMENT)
    if not held:
        return None
    rows = Comment.objects.for_actor(actor).filter(organisation_id__in=held, state=CommentState.WAITING.value)
    return int(rows.count())


def get_own_comment(actor: Actor, comment_id: UUID) -> Comment:
    """Return a comment for those who moderate it. Raises NotFound, or NotAllowed."""
    rows = Comment.objects.for_actor(actor).filter(pk=comment_id).select_related(*RELATED)
    found: Comment | None = _with_translations(rows).first()
    if found is None:
        raise NotFound("COMMENT_UNKNOWN")
    check_may(actor, Action.MODERATE_COMMENT, organisation_id=found.organisation_id)
    return found


def list_wordings(actor: Actor, comment: Comment) -> list[CommentWording]:
    """Return every wording that the author of a comment sent, the oldest first, for those who moderate it."""
    check_may(actor, Action.MODERATE_COMMENT, organisation_id=comment.organisation_id)
    return list(CommentWording.objects.for_actor(actor).filter(comment=comment))


def list_translatable(actor: Actor) -> list[Contribution]:
    """Return the contributions that this person may translate and everybody may read, with what is translated."""
    held = _organisations(actor, Action.TRANSLATE_CONTRIBUTION)
    rows = Contribution.objects.for_actor(actor).filter(told(), organisation_id__in=held, may_quote=True)
    return list(
        rows.select_related("consultation__programme")
        .prefetch_related(_translations("translations"))
        .order_by("consultation__programme", "consultation", "number")
    )


def get_translatable(actor: Actor, contribution_id: UUID) -> Contribution:
    """Return a contribution for those who may translate it. Raises NotFound, or NotAllowed."""
    found: Contribution | None = (
        Contribution.objects.for_actor(actor)
        .filter(stands())
        .filter(pk=contribution_id)
        .select_related("consultation__programme")
        .prefetch_related(_translations("translations"))
        .first()
    )
    if found is None:
        raise NotFound("CONTRIBUTION_UNKNOWN")
    check_may(actor, Action.TRANSLATE_CONTRIBUTION, organisation_id=found.organisation_id)
    return found


def newest_translations(said: Contribution) -> Sequence[ContributionTranslation]:
    """Return the newest translation of a contribution in each language, of those that were read along with it."""
    newest: dict[str, ContributionTranslation] = {}
    for entry in said.translations.all():  # newest first within a language
        newest.setdefault(entry.language, entry)
    return list(newest.values())


def _with_translations(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    return rows.prefetch_related(_translations("contribution__translations"))


def _translations(name: str) -> Prefetch[str, QuerySet[ContributionTranslation], str]:
    return Prefetch(name, queryset=ContributionTranslation.objects.for_actor(VISITOR))


def _organisations(actor: Actor, action: Action) -> list[UUID]:
    return [pk for pk in actor.memberships if may(actor, action, organisation_id=pk)]
