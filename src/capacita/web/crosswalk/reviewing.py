"""From a crosswalk as it came, the links put forward and the reviews of links to the crosswalk as it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from capacita.framework.crosswalk import (
    Crosswalk,
    CrosswalkLink,
    LinkDecision,
    LinkOrigin,
    MatchRelation,
    decide_link,
)
from capacita.vocabulary import LocalizedText, NotFound, TextOrigin, Wording, written
from capacita.web.crosswalk.models import LinkReview, ProposedLink
from capacita.web.documents.packs import shipped_crosswalks


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnd:
    """An item that can be linked; ``text`` is empty where only its name is known."""

    id: str
    code: str
    title: str
    text: str


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


def add_proposals(crosswalk: Crosswalk, proposals: Iterable[ProposedLink]) -> Crosswalk:
    """Return a crosswalk with the links that people put forward after its own, all open.

    A link that the crosswalk has by now itself stays as it came.
    """
    known = {link.id for link in crosswalk.links}
    added = tuple(_open_link(row) for row in proposals if str(row.link) not in known)
    return replace(crosswalk, links=(*crosswalk.links, *added)) if added else crosswalk


def _open_link(row: ProposedLink) -> CrosswalkLink:
    return CrosswalkLink(
        id=str(row.link),
        subject=str(row.subject),
        subject_code=row.subject_code,
        subject_title=row.subject_title,
        object=str(row.object),
        object_code=row.object_code,
        object_title=row.object_title,
        relation=MatchRelation(row.relation),
        evidence=tuple(row.evidence),
        suggested_by=LinkOrigin.PERSON,
        note=written(row.reason, row.language),
        of=row.texts or None,
    )


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
