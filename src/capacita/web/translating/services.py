"""Beginning a translation, adding wordings and taking them back, reviewing, links, terms, taking files in, publishing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from capacita.framework.translation import Segment, SegmentState
from capacita.vocabulary import NotAllowed, NotFound, Refusal, TextOrigin, Wording, text_digest
from capacita.web.actors import Actor
from capacita.web.audit.services import audited
from capacita.web.consultation.private_link import hash_token
from capacita.web.framework.models import FrameworkVersion
from capacita.web.permissions import Action, check_may
from capacita.web.translating.getting_ready import get_ready
from capacita.web.translating.models import (
    Purpose,
    Translation,
    TranslationSeat,
    TranslationStep,
    TranslationTerm,
)
from capacita.web.translating.standing import dump_wording, read_wording
from capacita.web.translating.work import TranslationWork, is_own, list_undoable


@audited("translation.started")
def start_translation(actor: Actor, *, version: FrameworkVersion, language: str) -> Translation:
    """Begin to translate a framework into a language, or go on with what was begun."""
    check_may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=version.organisation_id)
    made: Translation
    made, is_new = Translation.objects.get_or_create(
        code=version.code, language=language, defaults={"organisation": version.organisation}
    )
    if is_new:
        get_ready(made)
    return made


@audited("translation.seat-taken")
def take_seat(actor: Actor, *, translation: Translation) -> TranslationSeat:
    """Return the seat of somebody with an account, made at the first step that they do."""
    check_may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=translation.organisation_id)
    if actor.person_id is None:
        raise NotAllowed("NOT_FOR_YOU", action=Action.TRANSLATE_FRAMEWORK.value)
    made: TranslationSeat
    made, _created = TranslationSeat.objects.get_or_create(
        translation=translation,
        person_id=actor.person_id,
        defaults={"organisation": translation.organisation, "name": actor.name, "purpose": Purpose.REVIEW},
    )
    return made


@audited("translation.link-made")
def make_link(actor: Actor, *, translation: Translation, name: str, purpose: str, token: str) -> TranslationSeat:
    """Make a private link for somebody without an account; only its hash is kept."""
    check_may(actor, Action.PUBLISH_TRANSLATION, organisation_id=translation.organisation_id)
    return TranslationSeat.objects.create(
        organisation=translation.organisation,
        translation=translation,
        name=name,
        purpose=purpose,
        link_hash=hash_token(token),
    )


@audited("translation.link-closed")
def close_link(actor: Actor, *, translation: Translation, seat_id: UUID, moment: datetime | None) -> TranslationSeat:
    """Close a link, or open it again where no moment is given. What was translated through it stays."""
    check_may(actor, Action.PUBLISH_TRANSLATION, organisation_id=translation.organisation_id)
    seat: TranslationSeat | None = (
        TranslationSeat.objects.filter(pk=seat_id, translation=translation).exclude(link_hash="").first()
    )
    if seat is None:
        raise NotFound("TRANSLATION_LINK_UNKNOWN")
    seat.closed_at = moment
    seat.save(update_fields=["closed_at"])
    return seat


@audited("translation.name-set")
def set_credit(actor: Actor, *, seat: TranslationSeat, credit_name: str) -> TranslationSeat:
    """Keep the name under which somebody wishes to be credited; empty where they do not."""
    seat.credit_name = credit_name.strip()
    seat.save(update_fields=["credit_name"])
    return seat


@audited("translation.step-added")
def append_wording(
    actor: Actor, *, work: TranslationWork, seat: TranslationSeat, key: str, text: str, seen_revision: int
) -> TranslationStep:
    """Add somebody's wording of a text, made from the source as it is now.

    Raises NotFound where the text is gone, and Refusal where somebody else has translated it since the form was shown.
    """
    rows = _locked(work.translation)
    segment = _segment(work, key)
    moved = [row for row in rows if row.key == key and row.number > seen_revision]
    of = text_digest(segment.source)
    if moved and moved[-1].seat_id == seat.pk and moved[-1].wording:
        said = read_wording(moved[-1].wording)
        if (said.text, said.of) == (text, of):
            return moved[-1]  # the very same form, sent twice
    if moved and all(row.seat_id == seat.pk for row in moved):
        raise Refusal("TRANSLATION_TEXT_MOVED_BY_YOU")
    if moved:
        raise Refusal("TRANSLATION_TEXT_MOVED", name=moved[-1].author_name)
    wording = Wording(text=text, origin=TextOrigin.HUMAN, of=of)
    return _keep(work.translation, seat, len(rows) + 1, key, wording)


@audited("translation.reviewed")
def confirm_wording(
    actor: Actor, *, work: TranslationWork, seat: TranslationSeat, key: str, seen_revision: int
) -> TranslationStep:
    """Say that a translation is right as it stands, as somebody other than who wrote it.

    Raises NotAllowed to somebody who may not review or who wrote it, and Refusal for what is not ready or has moved.
    """
    rows = _locked(work.translation)
    segment = _segment(work, key)
    if any(row.key == key and row.number > seen_revision for row in rows):
        raise Refusal("TRANSLATION_TEXT_MOVED", name=rows[-1].author_name)
    if segment.state is not SegmentState.TRANSLATED or segment.target is None:
        raise Refusal("TRANSLATION_NOT_REVIEWABLE")
    if seat.purpose != Purpose.REVIEW or is_own(work, key, seat):
        raise NotAllowed("TRANSLATION_SECOND_PERSON")
    wording = Wording(text=segment.target, origin=TextOrigin.REVIEWED, of=text_digest(segment.source))
    return _keep(work.translation, seat, len(rows) + 1, key, wording)


@audited("translation.step-undone")
def undo_wording(actor: Actor, *, work: TranslationWork, seat: TranslationSeat, number: int) -> TranslationStep:
    """Take a step back. Raises Refusal where it is published, taken back already or a later one stands on it."""
    rows = _locked(work.translation)
    undone = {row.undoes_id for row in rows if row.undoes_id}
    step = next((row for row in rows if row.number == number and row.undoes_id is None), None)
    if step is None or step.pk in undone:
        raise Refusal("DRAFT_STEP_UNDONE")
    if step.number <= work.translation.published_through:
        raise Refusal("TRANSLATION_PUBLISHED_ALREADY")
    if seat.link_hash and step.seat_id != seat.pk:
        raise NotAllowed("NOT_FOR_YOU", action="undo")
    if any(
        row.key == step.key and row.number > number and row.undoes_id is None for row in rows if row.pk not in undone
    ):
        raise Refusal("DRAFT_STEP_BUILT_ON")
    return TranslationStep.objects.create(
        organisation=work.translation.organisation,
        translation=work.translation,
        number=len(rows) + 1,
        key=step.key,
        seat=seat,
        author_name=seat.name,
        undoes=step,
    )


@audited("translation.file-undone")
def undo_file(actor: Actor, *, work: TranslationWork, seat: TranslationSeat, batch: str) -> Translation:
    """Take back everything that a file brought and that still stands as it brought it.

    What is published, or was translated anew since, stays. Raises Refusal where nothing is left to take back.
    """
    rows = _locked(work.translation)
    steps = list_undoable(rows, work.translation.published_through, batch)
    if seat.link_hash:
        steps = [step for step in steps if step.seat_id == seat.pk]
    if not steps:
        raise Refusal("TRANSLATION_FILE_UNDONE")
    for number, step in enumerate(steps, start=len(rows) + 1):
        TranslationStep.objects.create(
            organisation=work.translation.organisation,
            translation=work.translation,
            number=number,
            key=step.key,
            seat=seat,
            author_name=seat.name,
            undoes=step,
        )
    return work.translation


@audited("translation.file-taken-in")
def append_file(
    actor: Actor,
    *,
    work: TranslationWork,
    seat: TranslationSeat,
    wordings: Mapping[str, Wording],
    batch: str,
    translator: str,
    reviewer: str,
) -> Translation:
    """Add the wordings of a file, each as a step; the same file is taken in once."""
    rows = _locked(work.translation)
    if any(row.batch == batch for row in rows):
        return work.translation
    for number, (key, wording) in enumerate(wordings.items(), start=len(rows) + 1):
        name = reviewer if wording.origin is TextOrigin.REVIEWED else translator
        _keep(work.translation, seat, number, key, wording, author=name or seat.name, credit=name, batch=batch)
    return work.translation


@audited("translation.term-set")
def add_term(actor: Actor, *, translation: Translation, term: str, preferred: str, forbidden: str) -> TranslationTerm:
    """Set a term of the glossary; an earlier entry of the same term gives way to it."""
    check_may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=translation.organisation_id)
    made: TranslationTerm
    made, _created = TranslationTerm.objects.update_or_create(
        translation=translation,
        term=term,
        defaults={
            "organisation": translation.organisation,
            "preferred": preferred,
            "forbidden": forbidden,
            "withdrawn_at": None,
        },
    )
    return made


@audited("translation.term-withdrawn")
def withdraw_term(actor: Actor, *, translation: Translation, term_id: UUID, moment: datetime | None) -> TranslationTerm:
    """Take a term out of the glossary, or bring it back where no moment is given."""
    check_may(actor, Action.TRANSLATE_FRAMEWORK, organisation_id=translation.organisation_id)
    found: TranslationTerm | None = TranslationTerm.objects.filter(pk=term_id, translation=translation).first()
    if found is None:
        raise NotFound("TRANSLATION_TERM_UNKNOWN")
    found.withdrawn_at = moment
    found.save(update_fields=["withdrawn_at"])
    return found


def _segment(work: TranslationWork, key: str) -> Segment:
    segment = work.find(key)
    if segment is None:
        raise NotFound("TRANSLATION_TEXT_UNKNOWN")
    return segment


def _locked(translation: Translation) -> list[TranslationStep]:
    """Return the steps of a translation, which nobody else adds to until this is done."""
    Translation.objects.select_for_update().get(pk=translation.pk)
    return list(TranslationStep.objects.filter(translation=translation).order_by("number"))


def _keep(
    translation: Translation,
    seat: TranslationSeat,
    number: int,
    key: str,
    wording: Wording,
    *,
    author: str = "",
    credit: str = "",
    batch: str = "",
) -> TranslationStep:
    return TranslationStep.objects.create(
        organisation=translation.organisation,
        translation=translation,
        number=number,
        key=key,
        wording=dump_wording(wording),
        seat=seat,
        author_name=author or seat.name,
        credit_name=credit,
        batch=batch,
    )
