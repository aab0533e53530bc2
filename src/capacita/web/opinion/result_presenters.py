"""What came of a vote, in words: every number comes from the protected report, and what is protected says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from capacita.vocabulary import Finding, LocalizedText, Severity
from capacita.web.fields import read_localized
from capacita.web.opinion.drawing import draw_groups
from capacita.web.opinion.files import DOWNLOADS
from capacita.web.opinion.models import OpinionResult, VotingRound
from capacita.web.opinion.terms import CHARACTERISTICS, ORIGINS, VERDICTS
from capacita.web.patterns.templatetags.capacita_ui import decimal, localized, percent
from capacita.web.words import spell_findings

MOST_LISTED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementResult:
    """A statement with what was answered: shares in words, None where they are protected."""

    id: str
    text: LocalizedText
    author: str
    agree_words: str
    disagree_words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupResult:
    """A group, and the statements that set it apart, each with how the group answers and how unusual that is."""

    name: str
    size_words: str
    statements: tuple[tuple[LocalizedText, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOnPage:
    """A result as its page shows it."""

    number: int
    verdict: str
    verdict_words: str
    reasons: tuple[str, ...]
    stability_words: str
    counted_words: str
    straight_words: str
    consensus: tuple[StatementResult, ...]
    consensus_against: tuple[StatementResult, ...]
    divisive: tuple[StatementResult, ...]
    groups: tuple[GroupResult, ...]
    figure: Mapping[str, Any] | None
    table: Mapping[str, Any]
    characteristics: tuple[Mapping[str, Any], ...]
    findings: tuple[Mapping[str, Any], ...]
    downloads: tuple[Mapping[str, str], ...]
    source: str
    source_address: str
    licence: str
    votes_digest: str
    report_digest: str
    is_released: bool
    texts: tuple[LocalizedText, ...]


def present_result(voting_round: VotingRound, result: OpinionResult, report: Mapping[str, Any]) -> ResultOnPage:
    """Return a result for its page."""
    by_id = {entry["id"]: entry for entry in report["statements"]}
    verdict = report["stability"]["verdict"]
    straight = report["straight_liners"]
    groups = tuple(_present_group(group, report, by_id) for group in report["groups"])
    return ResultOnPage(
        number=result.number,
        verdict=verdict,
        verdict_words=gettext(VERDICTS[verdict]),
        reasons=tuple(gettext(_REASONS[code]) for code in report["reasons"]),
        stability_words=_stability_words(report["stability"]),
        counted_words=_counted_words(report),
        straight_words=_straight_words(straight, len(groups)) if straight else "",
        consensus=_list(report["consensus"]["agree"], by_id),
        consensus_against=_list(report["consensus"]["disagree"], by_id),
        divisive=_list(report["divisive"], by_id),
        groups=groups,
        figure=_draw(report) if report["map"] else None,
        table=_statement_table(report),
        characteristics=tuple(_characteristic_tables(report)),
        findings=tuple(_spell(report["findings"])),
        downloads=tuple(
            {
                "label": _DOWNLOAD_WORDS[name](),
                "href": reverse("opinion-file", args=[voting_round.code, result.number, name]),
            }
            for name in DOWNLOADS
        ),
        source=report["source"],
        source_address=report["source_address"],
        licence=report["licence"],
        votes_digest=report["votes_digest"],
        report_digest=result.report_digest,
        is_released=result.released_at is not None,
        texts=tuple(text_of(entry) for entry in report["statements"][:MOST_LISTED]),
    )


def text_of(entry: Mapping[str, Any]) -> LocalizedText:
    """Return the words of a statement; one whose words are not known is named by its number."""
    return read_localized(entry["text"])


def group_name(letter: str) -> str:
    """Return the name of a group."""
    return gettext("Group %(letter)s") % {"letter": letter}


def _list(names: list[str], by_id: Mapping[str, Mapping[str, Any]]) -> tuple[StatementResult, ...]:
    return tuple(_present(by_id[name]) for name in names)


def _present(entry: Mapping[str, Any]) -> StatementResult:
    return StatementResult(
        id=entry["id"],
        text=text_of(entry),
        author=gettext(ORIGINS[entry["origin"]]) if entry["origin"] else "",
        agree_words=_share_words(entry["agree"], agree=True) or gettext("Too few to be shown"),
        disagree_words=_share_words(entry["disagree"], agree=False),
        note=gettext("Left out after people had voted on it.") if entry["moderated_out"] else "",
    )


def _share_words(share: Mapping[str, Any] | None, *, agree: bool) -> str:
    """Return a share with its interval, or that it is protected."""
    if share is None:
        return ""
    values = {
        "share": percent(share["from"] / share["answers"]),
        "most": percent(share["to"] / share["answers"]),
        "count": decimal(share["from"]),
        "answers": decimal(share["answers"]),
        "low": percent(share["low"]),
        "high": percent(share["high"]),
    }
    if share["from"] < share["to"]:
        template = (
            gettext("%(share)s to %(most)s of %(answers)s agree")
            if agree
            else gettext("%(share)s to %(most)s of %(answers)s disagree")
        )
    else:
        template = (
            gettext("%(share)s agree (%(count)s of %(answers)s; interval %(low)s to %(high)s)")
            if agree
            else gettext("%(share)s disagree (%(count)s of %(answers)s; interval %(low)s to %(high)s)")
        )
    return template % values


def _present_group(
    group: Mapping[str, Any], report: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]
) -> GroupResult:
    statements = []
    for entry in report["representative"][group["id"]]:
        statement = by_id[entry["statement"]]
        row = statement["answers"][group["id"]]
        agrees = entry["direction"] == "agree"
        said = _range_words(row["agree" if agrees else "disagree"], row["answers"])
        words = (
            gettext("agrees with it more than the others: %(share)s")
            if agrees
            else gettext("disagrees with it more than the others: %(share)s")
        ) % {"share": said}
        if entry["p_below"] is not None:
            words += " " + gettext("(descriptive p below %(p)s)") % {"p": decimal(entry["p_below"])}
        statements.append((text_of(statement), words))
    return GroupResult(name=group_name(group["id"]), size_words=_people(group["size"]), statements=tuple(statements))


def _range_words(told: list[int] | None, answers: int | None) -> str:
    """Return a share, a range of shares, or that it is protected."""
    if told is None or not answers:
        return pgettext("a count that is not shown", "protected")
    low, high = percent(told[0] / answers), percent(told[1] / answers)
    return low if told[0] == told[1] else pgettext("an interval", "%(low)s to %(high)s") % {"low": low, "high": high}


def _people(count: int) -> str:
    return gettext("%(count)s people") % {"count": decimal(count)}


def _counted_words(report: Mapping[str, Any]) -> str:
    counted, everybody = report["counted"], report["participants"]
    if not report["groups"]:
        return gettext("%(count)s people voted.") % {"count": decimal(counted)}
    if everybody is None:
        return gettext(
            "%(count)s people answered enough statements to be counted here. A few more voted; how many is not shown."
        ) % {"count": decimal(counted)}
    if everybody == counted:
        return gettext("%(count)s people voted, and all are counted here.") % {"count": decimal(counted)}
    return gettext("%(all)s people voted; the %(count)s who answered enough statements are counted here.") % {
        "all": decimal(everybody),
        "count": decimal(counted),
    }


def _stability_words(stability: Mapping[str, Any]) -> str:
    if stability["mean"] is None:
        return ""
    return gettext(
        "Each of 20 times, a fifth of the people was left out and the groups were sought anew. "
        "They were the same to %(mean)s on average and to %(least)s at the least, where 1 is the same and 0 chance."
    ) % {"mean": decimal(stability["mean"], 2), "least": decimal(stability["min"], 2)}


def _straight_words(straight: Mapping[str, Any], groups: int) -> str:
    """Return what those who always gave the same answer change."""
    first = gettext("%(count)s people gave the same answer to every statement. They are counted.") % {
        "count": decimal(straight["count"])
    }
    if straight["groups"] == 0 and groups == 0:
        then = gettext("Without them there are no groups either.")
    elif straight["groups"] != groups:
        then = gettext("Without them the number of groups is %(count)s: read the groups with care.") % {
            "count": decimal(straight["groups"])
        }
    else:
        then = gettext("Without them the groups of the others are the same to %(agreement)s, where 1 is the same.") % {
            "agreement": decimal(straight["agreement"], 2)
        }
    return f"{first} {then}"


def _draw(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the map of the groups with its table."""
    sizes = {group["id"]: group["size"] for group in report["groups"]}
    labels = {letter: f"{group_name(letter)}: {decimal(size)}" for letter, size in sizes.items()}
    verdict = report["stability"]["verdict"]
    description = gettext("Groups that lie near to each other answer alike.") + " " + ", ".join(labels.values())
    svg = draw_groups(
        report["map"],
        labels,
        title=gettext("Map of the groups"),
        description=f"{description}. {gettext(VERDICTS[verdict])}.",
        dashed=verdict != "stable",
    )
    rows = [
        [group_name(place["group"]), sizes[place["group"]], decimal(place["x"], 2), decimal(place["y"], 2)]
        for place in report["map"]
    ]
    return {
        "svg": mark_safe(svg),  # every word in it is escaped by the drawing
        "table": {
            "columns": [
                {"title": gettext("Group")},
                {"title": gettext("People"), "numeric": True},
                {"title": gettext("Across"), "numeric": True},
                {"title": gettext("Up"), "numeric": True},
            ],
            "rows": rows,
        },
    }


def _statement_table(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return all statements, with the share that agrees in all and in each group."""
    letters = [group["id"] for group in report["groups"]]
    columns: list[dict[str, Any]] = [
        {"title": gettext("Statement")},
        {"title": gettext("Agree"), "numeric": True},
        {"title": gettext("Disagree"), "numeric": True},
        *(
            {"title": gettext("%(group)s agrees") % {"group": group_name(letter)}, "numeric": True}
            for letter in letters
        ),
    ]
    if letters:
        columns.append({"title": gettext("Consensus of the groups"), "numeric": True})
    rows = []
    for entry in report["statements"][:MOST_LISTED]:
        row: list[Any] = [
            format_html("{}. {}", entry["id"], localized(text_of(entry)) if entry["text"] else ""),
            *(_of_all(entry[side]) for side in ("agree", "disagree")),
        ]
        for letter in letters:
            said = entry["answers"][letter]
            row.append(_range_words(said["agree"], said["answers"]) if said["agree"] else _protected())
        if letters:
            row.append(_consensus_words(entry["group_aware_consensus"]))
        rows.append(row)
    return {"columns": columns, "rows": rows}


def _of_all(share: Mapping[str, Any] | None) -> Any:
    return _protected() if share is None else _range_words([share["from"], share["to"]], share["answers"])


def _consensus_words(consensus: Mapping[str, float] | None) -> Any:
    if consensus is None:
        return _protected()
    low, high = decimal(consensus["low"], 2), decimal(consensus["high"], 2)
    return low if low == high else pgettext("an interval", "%(low)s to %(high)s") % {"low": low, "high": high}


def _protected() -> SafeString:
    return format_html('<span class="muted">{}</span>', pgettext("a count that is not shown", "protected"))


def _characteristic_tables(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what participants said of themselves by group, protected."""
    tables: list[Mapping[str, Any]] = []
    for code, table in report["characteristics"].items():
        if code not in CHARACTERISTICS:
            continue
        terms = CHARACTERISTICS[code]
        words = {key: gettext(text) for key, text in terms.categories.items()}
        words["not_said"] = gettext("Not said")
        if table["rows"]:
            columns = [group_name(letter) for letter in table["columns"]]
            rows = [
                {"title": words[row], "cells": [_cell(count) for count in cells]}
                for row, cells in zip(table["rows"], table["cells"], strict=True)
            ]
        else:
            columns = [gettext("People")]
            rows = [
                {"title": words[column], "cells": [_cell(count)]}
                for column, count in zip(table["columns"], table["cells"][0], strict=True)
            ]
        tables.append({"id": f"of-{code}", "caption": gettext(terms.name), "columns": columns, "rows": rows})
    return tables


def _cell(count: int | None) -> Mapping[str, Any]:
    return {"value": count, "why": pgettext("a count that is not shown", "protected")}


def _spell(findings: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return spell_findings(
        Finding(code=entry["code"], severity=Severity.WARNING, values=entry["values"]) for entry in findings
    )


_REASONS = {
    "OPINION_LIKE_CHANCE": _("The answers hang together no more than if everybody had answered by lot."),
    "OPINION_GROUPS_TOO_SMALL": _("Every division leaves a group that is too small to be spoken of."),
    "OPINION_GROUPS_WEAK": _("With a few people less, other groups come out. Do not build on them."),
}
_DOWNLOAD_WORDS = {
    "statements.csv": lambda: gettext("Statements (CSV)"),
    "groups.csv": lambda: gettext("Groups (CSV)"),
    "characteristics.csv": lambda: gettext("Participants (CSV)"),
    "result.json": lambda: gettext("Everything (JSON)"),
}
