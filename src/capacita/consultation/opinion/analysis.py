"""From votes to groups and back: who votes alike, how sure that is, what each group says and what all say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from capacita.consultation.opinion.clustering import cluster, silhouette
from capacita.consultation.opinion.projection import exceeds_chance, project
from capacita.consultation.opinion.selection import (
    ConsensusStatement,
    Direction,
    RepresentativeStatement,
    select_consensus,
    select_representative,
)
from capacita.consultation.opinion.stability import (
    Stability,
    Verdict,
    judge,
    measure_stability,
    smallest_group,
)
from capacita.consultation.opinion.statistics import UNCLUSTERED, StatementStatistics, compute_statistics
from capacita.consultation.opinion.votes import AGREE, DISAGREE, PASS, Flags, Integers, Numbers, VoteMatrix, order_names
from capacita.vocabulary import Finding, Refusal, Severity

FEWEST_VOTES: Final = 7
FEWEST_PARTICIPANTS: Final = 15  # topped up to, from the most active
MOST_GROUPS: Final = 5
_PEOPLE_PER_GROUP: Final = 12
_MOST_NAMED: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReport:
    """What came of the votes of one conversation.

    ``labels`` holds each participant's position in ``groups`` or UNCLUSTERED, ``points`` the plane (None where groups
    were given), ``representative`` a list per group, ``offered`` the statements not moderated out. Members of groups
    and all counts describe these participants, who chose themselves, and nobody else.
    """

    matrix: VoteMatrix
    clustered: int
    labels: Integers
    groups: tuple[str, ...]
    points: Numbers | None
    offered: Flags
    statistics: StatementStatistics
    stability: Stability
    representative: tuple[tuple[RepresentativeStatement, ...], ...]
    consensus: Mapping[Direction, tuple[ConsensusStatement, ...]]
    findings: tuple[Finding, ...]

    def members(self, group: int) -> tuple[str, ...]:
        """Return the participants of a group."""
        return tuple(self.matrix.participants[person] for person in np.flatnonzero(self.labels == group))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grouping:
    """A division of those clustered, before the statistics: labels, names, where they lie, how stable, what to say."""

    clustered: int
    labels: Integers
    groups: tuple[str, ...]
    points: Numbers | None
    stability: Stability
    findings: tuple[Finding, ...]


def group_opinions(
    matrix: VoteMatrix,
    chance: np.random.Generator,
    *,
    moderated_out: frozenset[str] = frozenset(),
    groups: int | None = None,
    given: Mapping[str, str] | None = None,
) -> OpinionReport:
    """Return the opinion groups, their stability, and the statistics of every statement.

    ``groups`` fixes their number. ``given`` names the group of each participant instead, who is not in it is
    unclustered, and stability then says how far the steps used here find the same groups. Raises Refusal without a
    vote, or where there are not as many participants as groups.
    """
    if not len(matrix.votes):
        raise Refusal("OPINION_NO_VOTES")
    offered = np.array([name not in moderated_out for name in matrix.statements], dtype=np.bool_)
    if given is not None:
        grouping = _take_given(matrix, offered, given, chance)
    else:
        grouping = _find_groups(matrix, offered, groups, chance)
    count = len(grouping.groups)
    statistics = compute_statistics(matrix, grouping.labels, count)
    return OpinionReport(
        matrix=matrix,
        clustered=grouping.clustered,
        labels=grouping.labels,
        groups=grouping.groups,
        points=grouping.points,
        offered=offered,
        statistics=statistics,
        stability=grouping.stability,
        representative=tuple(tuple(select_representative(statistics, group, offered)) for group in range(count)),
        consensus={direction: tuple(select_consensus(matrix, offered, direction)) for direction in Direction},
        findings=(*_check_votes(matrix, offered), *grouping.findings),
    )


def select_clustered(matrix: VoteMatrix) -> Flags:
    """Return who takes part in grouping: 7 votes, or all statements where there are fewer; at least 15 people.

    Where fewer than 15 have as many votes, those with the most are taken (the server's math/conversation.clj).
    """
    votes = matrix.count_by_participant()
    chosen = votes >= min(FEWEST_VOTES, len(matrix.statements))
    if chosen.sum() < FEWEST_PARTICIPANTS:
        chosen[np.argsort(-votes, kind="stable")[:FEWEST_PARTICIPANTS]] = True
    return np.asarray(chosen & (votes > 0))


def find_straight_liners(matrix: VoteMatrix) -> tuple[str, ...]:
    """Return those who gave at least 7 votes (or one on every statement) and always the same one."""
    votes = matrix.count_by_participant()
    straight = np.zeros(len(votes), dtype=np.bool_)
    for vote in (AGREE, DISAGREE, PASS):
        same = np.bincount(matrix.people[matrix.votes == vote], minlength=len(votes))
        straight |= same == votes
    chosen = straight & (votes >= max(2, min(FEWEST_VOTES, len(matrix.statements))))
    return tuple(matrix.participants[person] for person in np.flatnonzero(chosen))


def _find_groups(matrix: VoteMatrix, offered: Flags, wanted: int | None, chance: np.random.Generator) -> _Grouping:
    """Return the groups that the votes make."""
    chosen = select_clustered(matrix)
    clustered = int(chosen.sum())
    if wanted is not None and not 1 < wanted <= clustered:
        raise Refusal("OPINION_GROUPS_IMPOSSIBLE", groups=wanted, participants=clustered)
    used = matrix.only_participants(chosen).only_statements(offered)
    passed_by_all = int((~offered).sum())
    points = project(used, passed_by_all, chance)
    plane = np.full((len(matrix.participants), points.shape[1]), np.nan)
    plane[chosen] = points
    least = smallest_group(clustered)
    candidates = [wanted] if wanted else range(2, min(MOST_GROUPS, 2 + clustered // _PEOPLE_PER_GROUP) + 1)
    divisions = {count: cluster(points, count, chance) for count in candidates if count <= clustered}
    large_enough = {
        count: labels for count, labels in divisions.items() if np.bincount(labels, minlength=count).min() >= least
    }
    findings: list[Finding] = []
    structured = exceeds_chance(used, chance)
    if not structured:
        findings.append(_warning("OPINION_LIKE_CHANCE"))
    elif not large_enough:
        findings.append(_warning("OPINION_GROUPS_TOO_SMALL", least=least, clustered=clustered))
    nothing = Stability(mean=None, least=None, verdict=Verdict.NONE)
    shown = large_enough if structured else {}
    if wanted:
        shown = divisions
    if not shown:
        labels = np.full(len(matrix.participants), UNCLUSTERED, dtype=np.int32)
        return _Grouping(
            clustered=clustered, labels=labels, groups=(), points=plane, stability=nothing, findings=tuple(findings)
        )
    count = _choose_count(points, shown, chance)
    mean, low = measure_stability(used, shown[count], count, passed_by_all, chance)
    verdict = judge(mean, low) if structured and count in large_enough else Verdict.NONE
    if verdict is Verdict.WEAK:
        findings.append(_warning("OPINION_GROUPS_WEAK", mean=f"{mean:.2f}", least=f"{low:.2f}"))
    labels = np.full(len(matrix.participants), UNCLUSTERED, dtype=np.int32)
    labels[chosen] = shown[count]
    return _Grouping(
        clustered=clustered,
        labels=labels,
        groups=tuple(str(group) for group in range(count)),
        points=plane,
        stability=Stability(mean=mean, least=low, verdict=verdict),
        findings=tuple(findings),
    )


def _choose_count(points: Numbers, divisions: Mapping[int, Integers], chance: np.random.Generator) -> int:
    """Return the fewest groups whose silhouette is within one standard error of the best."""
    if len(divisions) == 1:
        return next(iter(divisions))
    scores = {count: silhouette(points, labels, chance) for count, labels in divisions.items()}
    best, error = max(scores.values())
    return min(count for count, (score, _) in scores.items() if score >= best - error)


def _take_given(matrix: VoteMatrix, offered: Flags, given: Mapping[str, str], chance: np.random.Generator) -> _Grouping:
    """Return the groups that were given, with how far the steps used here find them again."""
    names = order_names(set(given.values()))
    position = {name: number for number, name in enumerate(names)}
    labels = np.array(
        [position[given[person]] if person in given else UNCLUSTERED for person in matrix.participants], dtype=np.int32
    )
    known = set(matrix.participants)
    strangers = [person for person in given if person not in known]
    findings = []
    if strangers:
        shown = strangers[:_MOST_NAMED]
        findings.append(_warning("OPINION_LABELS_WITHOUT_VOTES", count=len(strangers), participants=shown))
    kept = labels != UNCLUSTERED
    clustered, count = int(kept.sum()), len(names)
    if not clustered:
        raise Refusal("OPINION_LABELS_OF_NOBODY")
    least = smallest_group(clustered)
    small = [name for name, size in zip(names, np.bincount(labels[kept], minlength=count), strict=True) if size < least]
    if small:
        findings.append(_warning("OPINION_GIVEN_GROUPS_SMALL", groups=small, least=least))
    stability = Stability(mean=None, least=None, verdict=Verdict.NONE)
    if 1 < count <= clustered * 4 // 5:
        used = matrix.only_participants(kept).only_statements(offered)
        mean, low = measure_stability(used, labels[kept], count, int((~offered).sum()), chance)
        stability = Stability(mean=mean, least=low, verdict=Verdict.NONE if small else judge(mean, low))
    return _Grouping(
        clustered=clustered, labels=labels, groups=names, points=None, stability=stability, findings=tuple(findings)
    )


def _check_votes(matrix: VoteMatrix, offered: Flags) -> list[Finding]:
    """Return what a reader must know of these votes whatever the groups are."""
    findings = [Finding(code="OPINION_VOTERS_CHOSE_THEMSELVES", severity=Severity.NOTE)]
    if matrix.superseded:
        values = {"count": matrix.superseded, "changed": matrix.changed}
        findings.append(Finding(code="OPINION_VOTES_SUPERSEDED", severity=Severity.NOTE, values=values))
    if not offered.all():
        values = {"count": int((~offered).sum())}
        findings.append(Finding(code="OPINION_MODERATED_OUT", severity=Severity.NOTE, values=values))
    straight = find_straight_liners(matrix)
    if straight:
        findings.append(
            _warning("OPINION_STRAIGHT_LINERS", count=len(straight), participants=list(straight[:_MOST_NAMED]))
        )
    return findings


def describe_opinions(report: OpinionReport, findings: Sequence[Any] = ()) -> dict[str, Any]:
    """Return a report as JSON values; ``findings`` are put in as they are, already spelt."""
    names = report.matrix.statements
    return {
        "participants": len(report.matrix.participants),
        "clustered": report.clustered,
        "groups": [
            {"id": name, "size": len(members), "members": list(members)}
            for name, members in ((name, report.members(group)) for group, name in enumerate(report.groups))
        ],
        "stability": {
            "mean": report.stability.mean,
            "min": report.stability.least,
            "verdict": report.stability.verdict.value,
        },
        "statements": _describe_statements(report),
        "representative": {
            name: [_describe_representative(entry, names) for entry in report.representative[group]]
            for group, name in enumerate(report.groups)
        },
        "consensus": {
            direction.value: [_describe_consensus(entry, names) for entry in entries]
            for direction, entries in report.consensus.items()
        },
        "findings": list(findings),
    }


def _describe_statements(report: OpinionReport) -> list[dict[str, Any]]:
    """Return each statement with its votes in all and by group."""
    s = report.statistics
    kinds = {"agree": AGREE, "disagree": DISAGREE, "pass": PASS}
    totals = {name: report.matrix.count_by_statement(vote) for name, vote in kinds.items()}
    measures = {name: getattr(s, name) for name in ("pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")}
    consensus, dissent = s.group_aware_consensus, s.group_aware_dissent
    return [
        {
            "id": statement,
            **{name: int(total[column]) for name, total in totals.items()},
            "moderated_out": not bool(report.offered[column]),
            "group_aware_consensus": float(consensus[column]) if report.groups else None,
            "group_aware_dissent": float(dissent[column]) if report.groups else None,
            "by_group": {
                name: {
                    "agree": int(s.agree[group, column]),
                    "disagree": int(s.disagree[group, column]),
                    "pass": int(s.votes[group, column] - s.agree[group, column] - s.disagree[group, column]),
                    "votes": int(s.votes[group, column]),
                    **{measure: float(values[group, column]) for measure, values in measures.items()},
                }
                for group, name in enumerate(report.groups)
            },
        }
        for column, statement in enumerate(report.matrix.statements)
    ]


def _describe_representative(entry: RepresentativeStatement, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "statement": names[entry.statement],
        "repful_for": entry.direction.value,
        "n_success": entry.success,
        "n_trials": entry.trials,
        "p_success": entry.share,
        "p_test": entry.share_test,
        "repness": entry.representativeness,
        "repness_test": entry.representativeness_test,
        "best_agree": entry.best_agree,
    }


def _describe_consensus(entry: ConsensusStatement, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "statement": names[entry.statement],
        "n_success": entry.success,
        "n_trials": entry.trials,
        "p_success": entry.share,
        "p_test": entry.share_test,
    }


def _warning(code: str, **values: Any) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, values=values)
