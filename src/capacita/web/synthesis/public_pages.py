"""You said, we did: what was decided on each point, by whom, when, why, and what changed in which version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from capacita.consultation import Answer, DispositionStatus
from capacita.sheets import write_csv
from capacita.vocabulary import LocalizedText, plain_text, readable_json
from capacita.web.consultation.models import Contribution, Programme
from capacita.web.consultation.presenters import QuoteOnPage, present_quote
from capacita.web.consultation.terms import OUTCOMES, verdict_words
from capacita.web.framework.queries import undescribed_of
from capacita.web.framework.terms import deed_words
from capacita.web.synthesis.queries import Account, ReleasedChange, items_of
from capacita.web.synthesis.terms import DIVERGENCES

ORDER = ("accepted", "partly", "declined", "out_of_scope", "duplicate")
COLUMNS = (
    "consultation",
    "number",
    "item",
    "verdict",
    "text",
    "suggested",
    "disposition",
    "reason",
    "decided_by",
    "decided_on",
    "minutes",
    "duplicate_of",
    "changes",
    "versions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOnPage:
    """A Change that followed: what it does, and the release that contains it; without one it is in a draft.

    ``identifier`` is the address that stays of the item in that release, empty where it is not in it any more.
    """

    what: str
    item: str
    version: str
    title: LocalizedText | None
    href: str
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOnPage:
    """A point with its answer."""

    pk: str
    number: int
    meeting: LocalizedText
    heading: str
    item_title: LocalizedText | None
    item_href: str
    quote: QuoteOnPage
    suggested: LocalizedText | None
    status: str
    outcome: str
    tone: str
    reason: LocalizedText
    body: LocalizedText
    decided_on: date
    minutes: str
    duplicate_href: str
    duplicate_number: int | None
    changes: tuple[ChangeOnPage, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceOnPage:
    """A minority view or a divergence."""

    kind: str
    text: LocalizedText
    item_code: str
    item_title: LocalizedText | None
    where: LocalizedText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersOnPage:
    """The public report of a programme, or of one of its consultations."""

    programme: Programme
    only: LocalizedText | None
    groups: tuple[tuple[str, tuple[AnswerOnPage, ...]], ...]
    counts: tuple[tuple[str, int], ...]
    undecided: int
    divergences: tuple[DivergenceOnPage, ...]
    meetings: tuple[tuple[str, LocalizedText], ...]
    texts: tuple[Any, ...]


def present_answers(account: Account, *, slug: str = "") -> AnswersOnPage:
    """Return the report, of one consultation where its slug is given: every answered point once, and a count."""
    items = items_of(account.programme)
    said = account.contributions
    meetings = {entry.consultation.slug: entry.consultation.title for entry in said.values()}
    shown = [answer for answer in account.answers.answers if slug in ("", said[answer.contribution].consultation.slug)]
    answers = [present_answer(account, answer, items) for answer in shown]
    groups = tuple(
        (gettext(OUTCOMES[status][0]), tuple(answer for answer in answers if answer.status == status))
        for status in ORDER
    )
    total = sum(1 for entry in said.values() if slug in ("", entry.consultation.slug))
    return AnswersOnPage(
        programme=account.programme,
        only=meetings.get(slug),
        groups=tuple(group for group in groups if group[1]),
        counts=tuple((words, len(found)) for words, found in groups),
        undecided=total - len(answers),
        divergences=tuple(
            DivergenceOnPage(
                kind=gettext(DIVERGENCES[row.kind]),
                text=row.text,
                item_code=row.item_code,
                item_title=items[row.item_code].title if row.item_code in items else None,
                where=row.consultation.title if row.consultation else None,
            )
            for row in account.divergences
            if not slug or (row.consultation and row.consultation.slug == slug)
        ),
        meetings=tuple(sorted(meetings.items())),
        texts=tuple((answer.item_title, answer.reason, answer.suggested) for answer in answers),
    )


def present_answer(account: Account, answer: Answer, items: Mapping[str, Any] | None = None) -> AnswerOnPage:
    """Return one answered point as everybody reads it."""
    items = items_of(account.programme) if items is None else items
    said = account.contributions[answer.contribution]
    version = account.programme.framework_version
    item = items.get(said.item_code)
    words, tone = OUTCOMES[answer.status.value]
    verdict = verdict_words(said.verdict)
    other = account.contributions.get(answer.duplicate_of or "")
    return AnswerOnPage(
        pk=str(said.pk),
        number=said.number,
        meeting=said.consultation.title,
        heading=f"{verdict}: {said.item_code}" if said.item_code else verdict,
        item_title=item.title if item else None,
        item_href=reverse("framework-item", args=[version.code, said.item_code]) if version and item else "",
        quote=present_quote(said),
        suggested=said.suggested or None,
        status=answer.status.value,
        outcome=gettext(words),
        tone=tone,
        reason=answer.reason,
        body=account.bodies[answer.contribution],
        decided_on=answer.decided_on,
        minutes=answer.minutes,
        duplicate_href=reverse("contribution", args=[other.pk]) if other else "",
        duplicate_number=other.number if other else None,
        changes=tuple(_present_change(change, items) for change in account.changes[answer.contribution]),
        href=reverse("contribution", args=[said.pk]),
    )


def list_rows(account: Account, language: str, *, slug: str = "") -> list[dict[str, Any]]:
    """Return a row for each answered point; without consent its words are left out. What waits is in no row."""
    rows = []
    for answer in account.answers.answers:
        said = account.contributions[answer.contribution]
        if slug not in ("", said.consultation.slug):
            continue
        other = account.contributions.get(answer.duplicate_of or "")
        changes = account.changes[answer.contribution]
        rows.append(
            {
                "consultation": said.consultation.slug,
                "number": said.number,
                "item": said.item_code or None,
                "verdict": said.verdict,
                "text": plain_text(said.text, language) if said.may_quote else None,
                "suggested": plain_text(said.suggested, language) or None,
                "disposition": answer.status.value,
                "reason": plain_text(answer.reason, language),
                "decided_by": answer.body or None,
                "decided_on": answer.decided_on.isoformat(),
                "minutes": answer.minutes or None,
                "duplicate_of": f"{other.consultation.slug} {other.number}" if other else None,
                "changes": [change.change for change in changes],
                "versions": [f"{change.version.code} {change.version.version}" for change in changes if change.version],
            }
        )
    return rows


def write_answers_json(account: Account, language: str, *, slug: str = "") -> bytes:
    """Return the report as JSON: the rows, how many points wait, minority views and divergence."""
    rows = list_rows(account, language, slug=slug)
    total = sum(1 for said in account.contributions.values() if slug in ("", said.consultation.slug))
    value = {
        "programme": account.programme.code,
        "title": plain_text(account.programme.title, language),
        "simulated": account.programme.simulated,
        "consultation": slug or None,
        "counts": {status.value: sum(1 for row in rows if row["disposition"] == status.value) for status in _decided()},
        "not_decided_yet": total - len(rows),
        "answers": rows,
        "divergence": [
            {"kind": row.kind, "item": row.item_code or None, "text": plain_text(row.text, language)}
            for row in account.divergences
            if not slug or (row.consultation and row.consultation.slug == slug)
        ],
    }
    return readable_json(value).encode("utf-8")


def write_answers_csv(account: Account, language: str, *, slug: str = "") -> bytes:
    """Return the rows as CSV that spreadsheet programs open as text."""
    rows = list_rows(account, language, slug=slug)
    return write_csv([list(COLUMNS), *([_cell(row[name]) for name in COLUMNS] for row in rows)])


def count_words(undecided: int) -> str:
    """Return how many points wait."""
    return ngettext(
        "{count} point is not decided yet.", "{count} points are not decided yet.", undecided
    ).format(count=undecided)  # fmt: skip


def find_answer(account: Account, said: Contribution) -> Answer | None:
    """Return the answer to a contribution, None while there is none."""
    return next((answer for answer in account.answers.answers if answer.contribution == str(said.pk)), None)


def _decided() -> Sequence[DispositionStatus]:
    return [status for status in DispositionStatus if status is not DispositionStatus.OPEN]


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def _present_change(found: ReleasedChange, items: Mapping[str, Any]) -> ChangeOnPage:
    """Return a Change in words: what it does to which item, and the release that contains it."""
    change, version = found.told, found.version
    codes = {item.id: item.code for item in items.values()}
    target = change.target if change else ""
    code = codes.get(target)
    if code is None and change and isinstance(change.after, dict):
        target = change.after.get("item") or target
        code = codes.get(target) or change.after.get("code")
    is_there = version is not None and any(item.id == target for item in undescribed_of(version).items)
    return ChangeOnPage(
        what=deed_words(change.kind) if change else gettext("Change"),
        item=str(code or ""),
        version=version.version if version else "",
        title=version.title if version else None,
        href=f"{reverse('framework-release', args=[version.code])}?{urlencode({'version': version.version})}"
        if version
        else "",
        identifier=reverse("identifier", args=[version.framework_id, f"{target}@{version.version}"])
        if version and is_there
        else "",
    )
