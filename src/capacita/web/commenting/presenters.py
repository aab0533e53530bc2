"""Comments beside the text, as pages show them: each with its words, its translations, and where it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from capacita.consultation.commenting.anchoring import AnchorFate, AnchorIndex, AnchorPart, Placement
from capacita.consultation.model import Verdict
from capacita.framework import Item
from capacita.framework.reading import list_tree
from capacita.text import split_sentences
from capacita.vocabulary import LocalizedText, ShownText, direction_of, show_text, text_digest
from capacita.vocabulary.localized import TextOrigin
from capacita.web.commenting.models import Comment, ModerationEntry
from capacita.web.commenting.queries import anchor_of, newest_translations
from capacita.web.commenting.terms import (
    FATES,
    HIDING_REASONS,
    NAMINGS,
    ORPHAN_REASONS,
    PARTS,
    STATES,
    TRANSLATION_KINDS,
)
from capacita.web.commenting.written import original_of
from capacita.web.consultation.models import Contribution
from capacita.web.consultation.terms import OUTCOMES, STAKEHOLDERS, verdict_words
from capacita.web.framework.addresses import ReaderChoice, item_keys
from capacita.web.languages import language_words
from capacita.web.words import join_words

QUOTE_START = 60  # letters of a sentence that name its link for screen readers


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationOnPage:
    """A translation beside its original; ``is_stale`` where the original has changed since."""

    text: ShownText
    suggested: ShownText | None
    language: str
    kind: str
    is_machine: bool
    made_by: str
    made_at: datetime
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOnPage:
    """A comment with where it stands in the version that is read. ``quote`` are its old words, ``found`` those now."""

    pk: str
    number: int
    href: str
    author: SafeString
    verdict: str
    sent_at: datetime
    changed_at: datetime | None
    text: ShownText
    suggested: ShownText | None
    language: str
    quote: ShownText | None
    found: ShownText | None
    part: str
    item_code: str
    fate: str
    fate_words: str
    fate_tone: str
    orphan_reason: str
    translations: tuple[TranslationOnPage, ...]
    outcome: str
    outcome_tone: str
    reason: LocalizedText | None
    is_decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceOnPage:
    """A sentence of the text with the address at which one comments on it; empty where no comments are taken."""

    text: str
    href: str
    start_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOnPage:
    """A part of an item with its sentences and the comments that stand in it."""

    heading: str
    level: ShownText | None
    shown: ShownText
    sentences: tuple[SentenceOnPage, ...]
    comments: tuple[CommentOnPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item in the list of the whole text, with how many comments stand there."""

    code: str
    title: ShownText | None
    statement: ShownText | None
    depth: int
    href: str
    count: int


def present_comment(comment: Comment, placed: Placement | None = None) -> CommentOnPage:
    """Return a comment; ``placed`` is where it stands in the version that is read."""
    said = comment.contribution
    language, _words = original_of(said.text)
    fate = placed.fate if placed else AnchorFate.EXACT
    words, tone = FATES[fate.value]
    outcome, outcome_tone = OUTCOMES.get(said.status, (said.status, ""))
    return CommentOnPage(
        pk=str(comment.pk),
        number=said.number,
        href=reverse("comment", args=[comment.pk]),
        author=_author_on_page(comment),
        verdict="" if said.verdict == Verdict.COMMENT.value else verdict_words(said.verdict),
        sent_at=comment.sent_at,
        changed_at=comment.changed_at,
        text=_original(said.text),
        suggested=_original(said.suggested) if said.suggested else None,
        language=language_words(language),
        quote=_in(comment.quote, comment.text_language) if comment.quote else None,
        found=_in(placed.found, comment.text_language) if placed and placed.fate is AnchorFate.FUZZY else None,
        part=gettext(PARTS[comment.part]),
        item_code=said.item_code,
        fate=fate.value,
        fate_words=gettext(words) if words else "",
        fate_tone=tone,
        orphan_reason=gettext(ORPHAN_REASONS[placed.reason.value]) if placed and placed.reason else "",
        translations=present_translations(said),
        outcome=gettext(outcome),
        outcome_tone=outcome_tone,
        reason=said.reason or None,
        is_decided=said.status != "open",
    )


def author_words(comment: Comment) -> str:
    """Return who sent a comment, as far as they agreed to be named."""
    return join_words(_list_author(comment))


def _list_author(comment: Comment) -> list[str]:
    kind = STAKEHOLDERS.get(comment.contribution.speaker)
    parts = [comment.author_name, comment.author_organisation, gettext(kind) if kind else ""]
    named = [part for part in parts if part] or [gettext("A participant")]
    return [*named, gettext("for the organisation")] if comment.for_organisation else named


def _author_on_page(comment: Comment) -> SafeString:
    """Return the same, each part set in its own direction."""
    return format_html_join(", ", "<bdi>{}</bdi>", ((part,) for part in _list_author(comment)))


def present_translations(said: Contribution) -> tuple[TranslationOnPage, ...]:
    """Return the translations of a contribution, the newest in each language."""
    _language, words = original_of(said.text)
    return tuple(
        TranslationOnPage(
            text=_in(entry.text, entry.language),
            suggested=_in(entry.suggested, entry.language) if entry.suggested else None,
            language=language_words(entry.language),
            kind=gettext(TRANSLATION_KINDS[entry.kind]),
            is_machine=entry.kind == "machine",
            made_by=entry.made_by,
            made_at=entry.made_at,
            is_stale=entry.of != text_digest(words),
        )
        for entry in newest_translations(said)
    )


def place_all(comments: Iterable[Comment], index: AnchorIndex) -> list[tuple[Comment, Placement]]:
    """Return where each comment stands in a version."""
    return [(comment, index.place(anchor_of(comment))) for comment in comments]


def present_lines(
    programme_code: str, index: AnchorIndex, counts: Mapping[str, int], choice: ReaderChoice
) -> list[ItemLine]:
    """Return the items of a text that say something, in order, with how many comments stand at each."""
    keys = item_keys(index.framework)
    return [
        ItemLine(
            code=item.code,
            title=show_text(item.title, choice.language),
            statement=show_text(item.statement, choice.language),
            depth=depth,
            href=reverse("comment-item", args=[programme_code, keys[item.id]]) + choice.query,
            count=counts.get(item.id, 0),
        )
        for depth, item in list_tree(index.framework)
        if item.title or item.statement
    ]


def present_parts(
    index: AnchorIndex, item: Item, placed: Sequence[tuple[Comment, Placement]], choice: ReaderChoice, write_href: str
) -> tuple[PartOnPage, ...]:
    """Return the parts of an item sentence by sentence, each with the comments that stand there.

    ``write_href`` is the address at which a comment is written, empty where none are taken.
    """
    levels = {level.id: level.title for scale in index.framework.scales for level in scale.levels}
    described = {entry.level: entry.text for entry in index.framework.descriptors if entry.item == item.id}
    parts: list[tuple[AnchorPart, str, LocalizedText]] = [
        (AnchorPart.TITLE, "", item.title),
        (AnchorPart.STATEMENT, "", item.statement),
        (AnchorPart.NOTES, "", item.notes),
        *((AnchorPart.LEVEL, level, described[level]) for level in levels if level in described),
    ]
    found = []
    for part, level, texts in parts:
        shown = show_text(texts, choice.language)
        if shown is None:
            continue
        text = index.text_of(item.id, part, level, shown.language)
        title = levels.get(level)
        found.append(
            PartOnPage(
                heading=gettext(PARTS[part.value]),
                level=show_text(title, choice.language) if title else None,
                shown=shown,
                sentences=tuple(_sentences(text, part, level, shown.language, write_href)),
                comments=tuple(
                    present_comment(comment, where)
                    for comment, where in placed
                    if (where.item, where.part, where.level) == (item.id, part, level)
                ),
            )
        )
    return tuple(found)


def present_entry(entry: ModerationEntry) -> dict[str, Any]:
    """Return a line of the log of moderation: what became of which comment, when, and why."""
    words, tone = STATES[entry.state]
    ground = HIDING_REASONS.get(entry.reason_code)
    return {
        "number": entry.comment.contribution.number,
        "item": entry.comment.contribution.item_code,
        "state": gettext(words),
        "tone": tone,
        "happened_at": entry.happened_at,
        "ground": gettext(ground) if ground else "",
        "reason": _in(entry.reason, entry.reason_language) if entry.reason else None,
        "is_moderator": entry.actor_kind == "moderator",
    }


def state_words(comment: Comment) -> tuple[str, str]:
    """Return where a comment stands in words, and the tone of its tag."""
    words, tone = STATES[comment.state]
    return gettext(words), tone


def naming_words(comment: Comment) -> str:
    """Return how the author of a comment wished to be named."""
    return gettext(NAMINGS[comment.naming])


def _sentences(text: str, part: AnchorPart, level: str, language: str, href: str) -> Iterable[SentenceOnPage]:
    for start, end in split_sentences(text):
        words = text[start:end].strip()
        place = f"?part={part.value}&level={level}&in={language}&from={start}&to={end}"
        short = words if len(words) <= QUOTE_START else f"{words[:QUOTE_START]}…"
        yield SentenceOnPage(text=words, href=f"{href}{place}" if href else "", start_words=short)


def _original(texts: LocalizedText) -> ShownText:
    """Return the words as they were sent, whatever the language of the page."""
    language, words = original_of(texts)
    return _in(words, language or "en")


def _in(text: str, language: str) -> ShownText:
    return ShownText(text=text, language=language, direction=direction_of(language), origin=TextOrigin.SOURCE)
