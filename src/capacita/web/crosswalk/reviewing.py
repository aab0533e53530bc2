"""From a crosswalk as it came and the reviews of its links to the crosswalk as it stands."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from capacita.content import PACKS, read_content
from capacita.framework.crosswalk import (
    CROSSWALK_FORMAT,
    Crosswalk,
    CrosswalkLink,
    LinkDecision,
    MatchRelation,
    decide_link,
)
from capacita.vocabulary import LocalizedText, NotFound, TextOrigin, Wording
from capacita.web.crosswalk.models import LinkReview

PREFIX = "crosswalk-"  # of the packs that hold one


@functools.cache
def shipped_crosswalks() -> Mapping[str, Crosswalk]:
    """Return the crosswalks that come with Capacita, by code, as they came."""
    packs = [pack for pack in PACKS if pack.startswith(PREFIX)]
    found = (CROSSWALK_FORMAT.read_whole(read_content(f"{pack}/crosswalk.json")) for pack in packs)
    return {crosswalk.code: crosswalk for crosswalk in found}


def get_crosswalk(code: str) -> Crosswalk:
    """Return a crosswalk as it came. Raises NotFound."""
    crosswalk = shipped_crosswalks().get(code)
    if crosswalk is None:
        raise NotFound("CROSSWALK_UNKNOWN", name=code)
    return crosswalk


def get_link(crosswalk: Crosswalk, link_id: str) -> CrosswalkLink:
    """Return a link of a crosswalk. Raises NotFound."""
    link = next((entry for entry in crosswalk.links if entry.id == link_id), None)
    if link is None:
        raise NotFound("CROSSWALK_NO_SUCH_LINK", link=link_id)
    return link


def standing_reviews(reviews: Iterable[LinkReview]) -> dict[str, LinkReview]:
    """Return by link the review that stands: the last one that nobody took back."""
    rows = list(reviews)
    taken_back = {row.undoes_id for row in rows if row.undoes_id is not None}
    standing: dict[str, LinkReview] = {}
    for row in sorted(rows, key=lambda row: row.number):
        if row.undoes_id is None and row.pk not in taken_back:
            standing[str(row.link)] = row
    return standing


def apply_reviews(crosswalk: Crosswalk, reviews: Iterable[LinkReview]) -> Crosswalk:
    """Return a crosswalk with the reviews that stand; the reviewer's reason follows the note that the link came with.

    Who decided is told by role, as the document asks, never by name.
    """
    links = {link.id: link for link in crosswalk.links}
    for link_id, row in standing_reviews(reviews).items():
        if link_id in links:
            crosswalk = decide_link(
                crosswalk,
                link_id,
                LinkDecision(row.decision),
                decided_by=row.author_role,
                relation=MatchRelation(row.relation) if row.relation else None,
                note=_with_reason(links[link_id].note, row),
                decided_on=row.made_at.date().isoformat(),
                of=row.texts or None,
            )
    return crosswalk


def _with_reason(note: LocalizedText, row: LinkReview) -> LocalizedText:
    earlier = note.get(row.language)
    words = f"{earlier.text} {row.reason}" if earlier else row.reason
    origin = earlier.origin if earlier else TextOrigin.SOURCE
    return {**note, row.language: Wording(text=words, origin=origin, of=earlier.of if earlier else None)}
