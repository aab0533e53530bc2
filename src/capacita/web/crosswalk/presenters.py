"""Crosswalks as their pages show them: every link with what speaks for it and where it stands, coverage both ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.crosswalk import ComparedFramework, Crosswalk, CrosswalkLink, LinkDecision, MatchRelation
from capacita.framework.crosswalk.suggesting import list_compared
from capacita.framework.model import Framework, Item
from capacita.vocabulary import ShownText, TextOrigin, direction_of, show_text
from capacita.web.crosswalk.models import LinkReview
from capacita.web.crosswalk.queries import ReviewedCrosswalk
from capacita.web.crosswalk.reviewing import standing_reviews
from capacita.web.framework.addresses import ReaderChoice, item_address, item_keys
from capacita.web.framework.models import FrameworkVersion

RELATIONS = {
    MatchRelation.EXACT: _("says the same as"),
    MatchRelation.CLOSE: _("says nearly the same as"),
    MatchRelation.BROAD: _("is a part of"),  # the object is broader
    MatchRelation.NARROW: _("is broader than"),  # the object is narrower
    MatchRelation.RELATED: _("is related to"),
}
STATES = {
    LinkDecision.OPEN: (_("suggested"), "quiet"),
    LinkDecision.ACCEPTED: (_("confirmed"), "done"),
    LinkDecision.REJECTED: (_("rejected"), "alert"),
}
ROLES = {"steward": _("a steward"), "focal-point": _("a national focal point")}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOnPage:
    """A link with what speaks for it and where it stands."""

    id: str
    subject_code: str
    subject_title: ShownText
    subject_href: str
    object_code: str
    object_title: ShownText
    object_href: str
    relation: str
    skos: str
    state: str
    state_words: str
    tone: str
    score: float | None
    rank: int | None  # among the links of its subject that have a score
    of: int
    evidence: tuple[str, ...]
    by_person: bool
    is_compared: bool
    note: ShownText | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOnPage:
    """One framework of a crosswalk: how many of its items have a confirmed link, a suggested one, or none.

    ``all`` and the rest are None where the framework is not here and the crosswalk does not name its items, so that they
    cannot be counted.
    """

    title: ShownText | None
    version: str
    href: str
    all: int | None
    confirmed: int
    suggested: int
    without: int | None
    unlinked: tuple[tuple[str, ShownText | None, str, str], ...]  # code, title, address, address to link it

    @property
    def share(self) -> float | None:
        """The share of items with a link that nobody rejected."""
        return (self.confirmed + self.suggested) / self.all if self.all else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOnPage:
    """A decision in the history of a link."""

    words: str
    who: str
    when: Any
    reason: str
    language: str
    stands: bool
    is_taken_back: bool


def present_list(found: Sequence[ReviewedCrosswalk], language: str) -> list[dict[str, Any]]:
    """Return the crosswalks as lines."""
    return [
        {
            "title": show_text(one.crosswalk.title, language),
            "href": reverse("crosswalk", args=[one.crosswalk.code]),
            "subject": show_text(one.crosswalk.subject.title, language),
            "object": show_text(one.crosswalk.object.title, language),
            **_counts(one.crosswalk),
        }
        for one in found
    ]


def _counts(crosswalk: Crosswalk) -> dict[str, int]:
    counts = Counter(link.decision for link in crosswalk.links)
    return {
        "total": len(crosswalk.links),
        "open": counts[LinkDecision.OPEN],
        "confirmed": counts[LinkDecision.ACCEPTED],
        "rejected": counts[LinkDecision.REJECTED],
    }


def present_crosswalk(found: ReviewedCrosswalk, language: str, state: str) -> dict[str, Any]:
    """Return a crosswalk: where it stands, what it covers, and its links, those in one state where one is asked for."""
    crosswalk = found.crosswalk
    links = present_links(found, language)
    counts = Counter(link.state for link in links)
    return {
        "code": crosswalk.code,
        "title": show_text(crosswalk.title, language),
        "notice": show_text(crosswalk.notice, language),
        "method": crosswalk.method,
        "licence": crosswalk.licence,
        "counts": _counts(crosswalk),
        "sides": (
            _side(crosswalk, crosswalk.subject, found.subject, found.subject_framework, language, is_subject=True),
            _side(crosswalk, crosswalk.object, found.object, found.object_framework, language, is_subject=False),
        ),
        "states": [(key.value, gettext(words), counts[key.value]) for key, (words, _tone) in STATES.items()],
        "wanted": state,
        "links": [link for link in links if state in ("", link.state)],
        "sources": crosswalk.sources,
    }


def present_links(found: ReviewedCrosswalk, language: str) -> list[LinkOnPage]:
    """Return every link, in the order of the document."""
    crosswalk = found.crosswalk
    here = _Side(found.subject, found.subject_framework, language)
    there = _Side(found.object, found.object_framework, language)
    scores: dict[str, list[float]] = {}
    for link in crosswalk.links:
        if link.score is not None:
            scores.setdefault(link.subject, []).append(link.score)
    return [
        present_link(crosswalk, link, language, here, there, sorted(scores.get(link.subject, ()), reverse=True))
        for link in crosswalk.links
    ]


def present_link(
    crosswalk: Crosswalk,
    link: CrosswalkLink,
    language: str,
    here: _Side,
    there: _Side,
    scores: Sequence[float],
) -> LinkOnPage:
    """Return one link; ``here`` and ``there`` know addresses and titles, ``scores`` are those of the subject's links."""
    words, tone = STATES[link.decision]
    return LinkOnPage(
        id=link.id,
        subject_code=link.subject_code,
        subject_title=here.titles.get(link.subject) or _name(link.subject_title, crosswalk.language),
        subject_href=here.addresses.get(link.subject, ""),
        object_code=link.object_code,
        object_title=there.titles.get(link.object) or _name(link.object_title, crosswalk.language),
        object_href=there.addresses.get(link.object, ""),
        relation=gettext(RELATIONS[link.relation]) if link.relation else gettext("may have to do with"),
        skos=f"skos:{link.relation.value}" if link.relation else "",
        state=link.decision.value,
        state_words=gettext(words),
        tone=tone,
        score=link.score,
        rank=scores.index(link.score) + 1 if link.score is not None and link.score in scores else None,
        of=len(scores),
        evidence=link.evidence,
        by_person=link.suggested_by.value == "person",
        is_compared=link.of is not None,
        note=show_text(link.note, language),
        href=reverse("crosswalk-link", args=[crosswalk.code, link.id]),
    )


class _Side:
    """What is known of the items of one framework, where it is here: their addresses, their titles for a reader."""

    def __init__(self, row: FrameworkVersion | None, framework: Framework | None, language: str) -> None:
        self.addresses = _addresses(row, framework)
        self.titles = {item.id: show_text(item.title, language) for item in framework.items} if framework else {}


def _name(title: str, language: str) -> ShownText:
    return ShownText(text=title, language=language, direction=direction_of(language), origin=TextOrigin.SOURCE)


def present_sides(found: ReviewedCrosswalk, language: str) -> tuple[str, str]:
    """Return what the two frameworks are called, as labels."""
    here, there = (show_text(side.title, language) for side in (found.crosswalk.subject, found.crosswalk.object))
    return (here.text if here else found.crosswalk.subject.code, there.text if there else found.crosswalk.object.code)


def _addresses(row: FrameworkVersion | None, framework: Framework | None) -> dict[str, str]:
    if row is None or framework is None:
        return {}
    choice = ReaderChoice(version=row.version)
    return {identifier: item_address(row.code, key, choice) for identifier, key in item_keys(framework).items()}


def _side(
    crosswalk: Crosswalk,
    compared: ComparedFramework,
    row: FrameworkVersion | None,
    framework: Framework | None,
    language: str,
    *,
    is_subject: bool,
) -> SideOnPage:
    best: dict[str, LinkDecision] = {}
    for link in crosswalk.links:
        end = link.subject if is_subject else link.object
        if link.decision is LinkDecision.ACCEPTED or (
            link.decision is LinkDecision.OPEN and best.get(end) is not LinkDecision.ACCEPTED
        ):
            best[end] = link.decision
    items = _list_items(compared, framework, crosswalk, language)
    linked = {key: state for key, state in best.items() if not items or key in items}
    left = [(key, named) for key, named in items.items() if key not in linked]
    is_known = framework is not None or bool(items)
    addresses = _addresses(row, framework)
    propose = reverse("crosswalk-propose", args=[crosswalk.code]) + ("?subject=" if is_subject else "?object=")
    return SideOnPage(
        title=show_text(compared.title, language),
        version=compared.version,
        href=reverse("framework", args=[row.code]) + f"?version={row.version}" if row else "",
        all=len(items) if is_known else None,
        confirmed=sum(state is LinkDecision.ACCEPTED for state in linked.values()),
        suggested=sum(state is LinkDecision.OPEN for state in linked.values()),
        without=len(left) if is_known else None,
        unlinked=tuple((code, title, addresses.get(key, ""), f"{propose}{key}") for key, (code, title) in left),
    )


def _list_items(
    compared: ComparedFramework, framework: Framework | None, crosswalk: Crosswalk, language: str
) -> dict[str, tuple[str, ShownText | None]]:
    """Return number and name of every compared item: from its framework, or else as the crosswalk names it."""
    if framework is None:
        return {item.id: (item.code, _name(item.title, crosswalk.language)) for item in compared.items}
    items = list_compared(framework, crosswalk.kinds, crosswalk.language)
    return {key: (item.code, show_text(item.title, language)) for key, item in items.items()}


def present_review_page(found: ReviewedCrosswalk, link_id: str, language: str) -> dict[str, Any]:
    """Return a link for its own page: both texts as far as they are here, the history, and the review that stands."""
    links = present_links(found, language)
    place = next(place for place, entry in enumerate(links) if entry.id == link_id)
    link = links[place]
    came = next(entry for entry in found.undecided.links if entry.id == link_id)
    proposal = next((row for row in found.proposals if str(row.link) == link_id), None)
    own = [row for row in found.reviews if str(row.link) == link_id]
    standing = standing_reviews(own).get(link_id)
    taken_back = {row.undoes_id for row in own if row.undoes_id}
    return {
        "code": found.crosswalk.code,
        "title": show_text(found.crosswalk.title, language),
        "link": link,
        "came_with": gettext(RELATIONS[came.relation]) if came.relation else "",
        "came_note": show_text(came.note, language),
        "sides": (
            _text_side(
                _item_of(found.subject_framework, came.subject), link.subject_code, link.subject_title, language
            ),
            _text_side(_item_of(found.object_framework, came.object), link.object_code, link.object_title, language),
        ),
        "is_object_here": found.object is not None,
        "proposed": proposal and {"who": gettext(ROLES[proposal.author_role]), "when": proposal.made_at},
        "source_href": _source_address(found) if found.object is None else "",
        "history": [_present_review(row, standing, taken_back) for row in reversed(own)],
        "standing": standing,
        "next": next(
            (one for one in (*links[place + 1 :], *links[:place]) if one.state == LinkDecision.OPEN.value), None
        ),
        "seen": max((row.number for row in own), default=0),
    }


def _item_of(framework: Framework | None, identifier: str) -> Item | None:
    return next((item for item in framework.items if item.id == identifier), None) if framework else None


def _source_address(found: ReviewedCrosswalk) -> str:
    """Return where the text of the second framework is read at its owner, where the crosswalk says so."""
    sources = [source for source in found.crosswalk.sources if source.code == found.crosswalk.object.code]
    return next((source.identifier for source in sources if source.identifier.startswith("https://")), "")


def _text_side(item: Item | None, code: str, title: ShownText, language: str) -> dict[str, Any]:
    text = show_text(item.statement, language) if item else None
    note = "" if text else gettext("Its text is not on this site; only its name came with the crosswalk.")
    return {"title": replace(title, text=f"{code} {title.text}"), "text": text or "–", "note": note}


def _present_review(row: LinkReview, standing: LinkReview | None, taken_back: set[Any]) -> ReviewOnPage:
    if row.undoes_id is not None:
        words = gettext("Took the decision back")
    elif row.decision == LinkDecision.REJECTED.value:
        words = gettext("Rejected the link")
    else:
        relation = gettext(RELATIONS[MatchRelation(row.relation)])
        words = gettext("Confirmed: the first {relation} the second").format(relation=relation)
    return ReviewOnPage(
        words=words,
        who=gettext(ROLES.get(row.author_role, row.author_role)),
        when=row.made_at,
        reason=row.reason,
        language=row.language,
        stands=row == standing,
        is_taken_back=row.pk in taken_back,
    )


def present_links_of_item(crosswalks: Sequence[Crosswalk], item_id: str, language: str) -> list[dict[str, Any]]:
    """Return the links of an item to others, as its own page shows them; rejected ones are left out."""
    shown = []
    for crosswalk in crosswalks:
        links = [
            {
                "words": gettext(RELATIONS[link.relation]) if link.relation else gettext("may have to do with"),
                "code": link.object_code if link.subject == item_id else link.subject_code,
                "title": link.object_title if link.subject == item_id else link.subject_title,
                "is_backwards": link.subject != item_id,
                "state": gettext(STATES[link.decision][0]),
                "tone": STATES[link.decision][1],
                "href": reverse("crosswalk-link", args=[crosswalk.code, link.id]),
            }
            for link in crosswalk.links
            if item_id in (link.subject, link.object) and link.decision is not LinkDecision.REJECTED
        ]
        side = crosswalk.object if any(item_id == link.subject for link in crosswalk.links) else crosswalk.subject
        if links:
            shown.append(
                {
                    "title": show_text(side.title, language),
                    "href": reverse("crosswalk", args=[crosswalk.code]),
                    "made_for": crosswalk.subject,
                    "links": links,
                }
            )
    return shown
