"""What can be wrong with a crosswalk, and how much of either framework it covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from capacita.framework.crosswalk.deciding import compare_digest, name_link
from capacita.framework.crosswalk.model import ComparedFramework, Crosswalk, LinkDecision, MatchRelation
from capacita.framework.crosswalk.suggesting import list_compared
from capacita.framework.digests import meaning_digest
from capacita.framework.model import Framework, Item
from capacita.vocabulary import Finding, Severity, pointer

_WARNINGS: Final = {"CROSSWALK_OTHER_VERSION", "CROSSWALK_DECISION_STALE", "CROSSWALK_EXACT_TWICE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCoverage:
    """How the compared items of one framework stand: each is counted once, by the best of its links."""

    accepted: tuple[Item, ...]  # a reviewer accepted a link
    proposed: tuple[Item, ...]  # a link has a relation, but nobody has reviewed it
    suggested: tuple[Item, ...]  # only alike texts
    without: tuple[Item, ...]  # no link at all, or rejected ones only

    def as_json(self) -> dict[str, Any]:
        """Return the public shape: counts, and the codes of what is not linked."""
        return {
            "items": len(self.accepted) + len(self.proposed) + len(self.suggested) + len(self.without),
            "accepted": len(self.accepted),
            "proposed": len(self.proposed),
            "suggested": len(self.suggested),
            "without": [item.code or item.id for item in self.without],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkCoverage:
    """The coverage of both frameworks by a crosswalk."""

    subject: SideCoverage
    object: SideCoverage

    def as_json(self) -> dict[str, Any]:
        """Return the public shape of the coverage, both ways."""
        return {"subject": self.subject.as_json(), "object": self.object.as_json()}


def compute_crosswalk_coverage(crosswalk: Crosswalk, subject: Framework, object_: Framework) -> CrosswalkCoverage:
    """Return which of the compared items of both frameworks are linked, and how firmly."""
    best: dict[str, int] = {}
    for link in crosswalk.links:
        rank = {LinkDecision.ACCEPTED: 3, LinkDecision.REJECTED: 0}.get(link.decision, 2 if link.relation else 1)
        for end in (link.subject, link.object):
            best[end] = max(rank, best.get(end, 0))

    def side(framework: Framework) -> SideCoverage:
        ranked: dict[int, list[Item]] = {0: [], 1: [], 2: [], 3: []}
        for item in list_compared(framework, crosswalk.kinds, crosswalk.language).values():
            ranked[best.get(item.id, 0)].append(item)
        return SideCoverage(
            accepted=tuple(ranked[3]), proposed=tuple(ranked[2]), suggested=tuple(ranked[1]), without=tuple(ranked[0])
        )

    return CrosswalkCoverage(subject=side(subject), object=side(object_))


def validate_crosswalk(crosswalk: Crosswalk, subject: Framework, object_: Framework) -> list[Finding]:
    """Return everything that is wrong with a crosswalk between two frameworks."""
    findings = [
        *_check_side("subject", crosswalk.subject, subject),
        *_check_side("object", crosswalk.object, object_),
        *_check_exact(crosswalk),
    ]
    here = {item.id: item for item in subject.items}
    there = {item.id: item for item in object_.items}
    seen: dict[tuple[str, str], str] = {}
    for place, link in enumerate(crosswalk.links):
        path = pointer(("links", place))
        first = seen.setdefault((link.subject, link.object), path)
        if first != path:
            findings.append(_finding("CROSSWALK_DUPLICATE_LINK", path, first=first))
        if link.score is not None and not 0 <= link.score <= 1:
            findings.append(_finding("CROSSWALK_SCORE_OUT_OF_RANGE", f"{path}/score", found=link.score))
        if link.decision is not LinkDecision.OPEN and not link.decided_by.strip():
            values = {"link": name_link(link), "decision": link.decision.value}
            findings.append(_finding("CROSSWALK_DECIDED_BY_NOBODY", f"{path}/decided_by", **values))
        if link.decision is LinkDecision.ACCEPTED and link.relation is None:
            findings.append(_finding("CROSSWALK_WITHOUT_RELATION", f"{path}/relation", link=name_link(link)))
        for name, items, end, framework in (
            ("subject", here, link.subject, subject),
            ("object", there, link.object, object_),
        ):
            if end not in items:
                findings.append(
                    _finding("CROSSWALK_ITEM_UNKNOWN", f"{path}/{name}", item=end, framework=framework.code)
                )
        if link.decision is not LinkDecision.OPEN and link.of and link.subject in here and link.object in there:
            now = compare_digest(here[link.subject], there[link.object], crosswalk.language)
            if now != link.of:
                values = {"link": name_link(link), "decision": link.decision.value}
                findings.append(_finding("CROSSWALK_DECISION_STALE", path, **values))
    return findings


def _check_side(name: str, compared: ComparedFramework, framework: Framework) -> list[Finding]:
    if compared.id != framework.id:
        values = {"wanted": f"{compared.code} ({compared.id})", "found": f"{framework.code} ({framework.id})"}
        return [_finding("CROSSWALK_OTHER_FRAMEWORK", f"/{name}/id", **values)]
    if compared.meaning != meaning_digest(framework):
        values = {"framework": framework.code, "version": compared.version}
        return [_finding("CROSSWALK_OTHER_VERSION", f"/{name}/meaning", **values)]
    known = {item.id for item in framework.items}
    return [
        _finding("CROSSWALK_ITEM_UNKNOWN", pointer((name, "items", place)), item=item.id, framework=framework.code)
        for place, item in enumerate(compared.items)
        if item.id not in known
    ]


def _check_exact(crosswalk: Crosswalk) -> list[Finding]:
    """Name the items that are called an exact match of more than one other."""
    ends: dict[tuple[str, str], list[str]] = {}
    names: dict[str, str] = {}
    for link in crosswalk.links:
        names[link.subject], names[link.object] = link.subject_code, link.object_code
        if link.relation is MatchRelation.EXACT and link.decision is not LinkDecision.REJECTED:
            ends.setdefault(("subject", link.subject), []).append(link.object)
            ends.setdefault(("object", link.object), []).append(link.subject)
    return [
        _finding(
            "CROSSWALK_EXACT_TWICE",
            "/links",
            item=_shown(item, names),
            others=tuple(_shown(other, names) for other in others),
        )
        for (_, item), others in ends.items()
        if len(set(others)) > 1
    ]


def _shown(item: str, names: Mapping[str, str]) -> str:
    return names.get(item) or item


def _finding(code: str, path: str, **values: Any) -> Finding:
    severity = Severity.WARNING if code in _WARNINGS else Severity.ERROR
    return Finding(code=code, severity=severity, path=path, values=values)
