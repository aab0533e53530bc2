"""What people do with a crosswalk: decide on links, add their own, keep decisions when suggestions are made again."""

from dataclasses import replace
from typing import Final

from capacita.framework.crosswalk.model import (
    Crosswalk,
    CrosswalkLink,
    LinkDecision,
    LinkOrigin,
    MatchRelation,
)
from capacita.framework.crosswalk.suggesting import compared_text, make_link
from capacita.framework.model import Framework, Item
from capacita.vocabulary import (
    Finding,
    LocalizedText,
    NotFound,
    Refusal,
    Severity,
    derive_identifier,
    text_digest,
)

_MIRRORED: Final = {
    MatchRelation.BROAD: MatchRelation.NARROW,
    MatchRelation.NARROW: MatchRelation.BROAD,
}


def decide_link(
    crosswalk: Crosswalk,
    link: str,
    decision: LinkDecision,
    *,
    decided_by: str,
    relation: MatchRelation | None = None,
    note: LocalizedText | None = None,
    decided_on: str = "",
    of: str | None = None,
) -> Crosswalk:
    """Return the crosswalk with a reviewer's decision on one link; to open it again forgets who had decided.

    ``relation``, ``note`` and ``of`` (the digest of the texts as the reviewer read them) replace those of the link
    where they are given. Raises NotFound for an unknown link and Refusal for a decision that no role took, or an
    acceptance without a relation.
    """
    old = next((entry for entry in crosswalk.links if entry.id == link), None)
    if old is None:
        raise NotFound("CROSSWALK_NO_SUCH_LINK", link=link)
    is_open = decision is LinkDecision.OPEN
    new = replace(
        old,
        decision=decision,
        decided_by="" if is_open else decided_by.strip(),
        decided_on="" if is_open else decided_on,
        relation=relation or old.relation,
        note=old.note if note is None else note,
        of=of or old.of,
    )
    if not is_open and not new.decided_by:
        raise Refusal("CROSSWALK_DECIDED_BY_NOBODY", link=name_link(new), decision=decision.value)
    if decision is LinkDecision.ACCEPTED and new.relation is None:
        raise Refusal("CROSSWALK_WITHOUT_RELATION", link=name_link(new))
    return replace(crosswalk, links=tuple(new if entry is old else entry for entry in crosswalk.links))


def add_link(
    crosswalk: Crosswalk,
    subject: Item,
    object_: Item,
    relation: MatchRelation,
    *,
    note: LocalizedText | None = None,
) -> Crosswalk:
    """Return the crosswalk with an open link that a person put forward.

    Where the two items are linked already, that link gets the relation and the note.
    """
    made = make_link(crosswalk.id, subject, object_, crosswalk.language)
    known = {entry.id: entry for entry in crosswalk.links}
    link = known.get(made.id, replace(made, suggested_by=LinkOrigin.PERSON))
    known[made.id] = replace(link, relation=relation, note=link.note if note is None else note)
    return replace(crosswalk, links=tuple(known.values()))


def reverse_crosswalk(crosswalk: Crosswalk) -> Crosswalk:
    """Return the crosswalk read from the other side: broader becomes narrower, all else stays."""
    identifier = derive_identifier(crosswalk.object.id, "crosswalk", crosswalk.subject.id)
    links = tuple(
        replace(
            link,
            id=derive_identifier(identifier, link.object, link.subject),
            subject=link.object,
            subject_code=link.object_code,
            subject_title=link.object_title,
            object=link.subject,
            object_code=link.subject_code,
            object_title=link.subject_title,
            relation=_MIRRORED.get(link.relation, link.relation) if link.relation else None,
        )
        for link in crosswalk.links
    )
    return replace(crosswalk, id=identifier, subject=crosswalk.object, object=crosswalk.subject, links=links)


def keep_decisions(
    made_again: Crosswalk, earlier: Crosswalk, subject: Framework, object_: Framework
) -> tuple[Crosswalk, list[Finding]]:
    """Return new suggestions with everything that people had put into the earlier crosswalk, and what was lost.

    A decision stays with the digest of the texts that it was taken on, so that it shows as stale where they changed.
    Links whose items are gone cannot be kept; those that somebody had decided are named in findings.
    """
    here = {item.id: item for item in subject.items}
    there = {item.id: item for item in object_.items}
    links = {link.id: link for link in made_again.links}
    findings = []
    for old in earlier.links:
        if old.subject not in here or old.object not in there:
            if old.decision is not LinkDecision.OPEN:
                values = {"link": name_link(old), "decision": old.decision.value}
                findings.append(Finding(code="CROSSWALK_DECISION_LOST", severity=Severity.WARNING, values=values))
            continue
        if not _touched(old):
            continue
        new = make_link(made_again.id, here[old.subject], there[old.object], made_again.language)
        new = links.get(new.id, replace(new, score=old.score))
        links[new.id] = replace(
            new,
            relation=old.relation,
            suggested_by=old.suggested_by,
            decision=old.decision,
            decided_by=old.decided_by,
            decided_on=old.decided_on,
            note=old.note,
            of=old.of,
        )
    kept = replace(
        made_again,
        code=earlier.code,
        title=earlier.title,
        publisher=earlier.publisher,
        licence=earlier.licence,
        notice=earlier.notice,
        sources=earlier.sources,
        extensions=earlier.extensions,
        links=tuple(links.values()),
    )
    return kept, findings


def compare_digest(subject: Item, object_: Item, language: str) -> str:
    """Return the digest that a link between two items carries in ``of`` as long as their texts stay as they are."""
    return text_digest(f"{compared_text(subject, language)}\n{compared_text(object_, language)}")


def name_link(link: CrosswalkLink) -> str:
    """Return a link as a finding names it."""
    return f"{link.subject_code or link.subject} - {link.object_code or link.object}"


def _touched(link: CrosswalkLink) -> bool:
    """Tell whether a person has put anything into a link."""
    return (
        link.decision is not LinkDecision.OPEN
        or link.relation is not None
        or link.suggested_by is LinkOrigin.PERSON
        or bool(link.note)
    )
