"""Rounds of voting, statements and answers in the words of their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from capacita.vocabulary import LocalizedText
from capacita.web.opinion.models import OpinionStatement, RoundState, StatementState, VotingRound
from capacita.web.opinion.taking_part import is_open
from capacita.web.opinion.terms import (
    ANSWERS,
    HIDDEN_REASONS,
    MODERATION_REASONS,
    ORIGINS,
    ROUND_STATES,
    STATEMENT_STATES,
)
from capacita.web.patterns.templatetags.capacita_ui import day, decimal

# Of a vote that goes on no count is shown, only which of these it has reached: nobody's coming can be seen in them.
REACHED = (1000, 500, 250, 100, 50, 25)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOnPage:
    """A round as its pages name it."""

    code: str
    title: LocalizedText
    about: LocalizedText
    what_next: LocalizedText
    state_words: str
    tone: str
    is_open: bool
    is_draft: bool
    is_imported: bool
    takes_statements: bool
    facts: tuple[dict[str, Any], ...]
    crumbs: tuple[dict[str, Any], ...]
    programme_title: LocalizedText
    texts: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionOnPage:
    """A statement to be answered, and how far one is."""

    number: int
    text: LocalizedText
    author: str
    options: tuple[tuple[str, str, bool], ...]  # code, words, whether it is the answer so far
    unclear_words: str
    was_unclear: bool
    done: int
    sitting: int
    progress_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOnPage:
    """A line of the log of a statement."""

    words: str
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOnPage:
    """A statement in a list; ``text`` is empty where it may not be read."""

    number: int
    text: LocalizedText
    is_hidden: bool
    author: str
    state: str
    state_words: str
    tone: str
    decisions: tuple[DecisionOnPage, ...]


def present_round(voting_round: VotingRound, *, voters: int) -> RoundOnPage:
    """Return a round; ``voters`` how many have answered, of which only a step that was reached is told."""
    words, tone = ROUND_STATES[voting_round.state]
    opened = is_open(voting_round)
    if voting_round.state == RoundState.OPEN and not opened:
        words, tone = ROUND_STATES[RoundState.CLOSED]
    facts = [
        {"term": gettext("Where it stands"), "value": gettext(words)},
        {"term": gettext("How long"), "value": _length_words(voting_round.sitting)} if opened else None,
        {"term": gettext("Last day"), "value": day(voting_round.closes_on)} if voting_round.closes_on else None,
        {"term": gettext("Taken part so far"), "value": reached_words(voters)} if opened else None,
        {"term": gettext("What happens with it"), "value": voting_round.what_next} if voting_round.what_next else None,
    ]
    return RoundOnPage(
        code=voting_round.code,
        title=voting_round.title,
        about=voting_round.about,
        what_next=voting_round.what_next,
        state_words=gettext(words),
        tone=tone,
        is_open=opened,
        is_draft=voting_round.state == RoundState.DRAFT,
        is_imported=bool(voting_round.files_digest),
        takes_statements=voting_round.takes_statements and opened,
        facts=tuple(fact for fact in facts if fact),
        crumbs=crumbs_of(voting_round),
        programme_title=voting_round.programme.title,
        texts=(voting_round.title, voting_round.about, voting_round.what_next),
    )


def crumbs_of(voting_round: VotingRound) -> tuple[dict[str, Any], ...]:
    """Return the way from the calendar to a round."""
    programme = voting_round.programme
    return (
        {"title": gettext("Consultations"), "href": reverse("calendar")},
        {"title": programme.title, "href": reverse("programme", args=[programme.code])},
    )


def reached_words(voters: int) -> str:
    """Return how many have taken part as far as it is told before the end."""
    step = next((step for step in REACHED if voters >= step), None)
    if step is None:
        return gettext("Counts are shown after the end.")
    return gettext("More than %(count)s. Counts are shown after the end.") % {"count": decimal(step - 1)}


def present_question(
    voting_round: VotingRound,
    statement: OpinionStatement,
    answers: Mapping[UUID, str],
    statements: Sequence[OpinionStatement],
) -> QuestionOnPage:
    """Return the page of one statement."""
    done = len(answers) - (1 if statement.pk in answers else 0)
    left = sum(row.state == StatementState.OFFERED and row.pk not in answers for row in statements)
    in_sitting = done % voting_round.sitting
    whole = min(voting_round.sitting, in_sitting + max(left, 1))
    given = answers.get(statement.pk)
    return QuestionOnPage(
        number=statement.number,
        text=statement.text,
        author=gettext(ORIGINS[statement.origin]),
        options=tuple((code, gettext(ANSWERS[code]), code == given) for code in ("agree", "disagree", "pass")),
        unclear_words=gettext(ANSWERS["unclear"]),
        was_unclear=given == "unclear",
        done=in_sitting,
        sitting=whole,
        progress_words=gettext("Statement %(number)s of about %(count)s")
        % {"number": decimal(in_sitting + 1), "count": decimal(whole)},
    )


def present_own_answers(answers: Mapping[UUID, str], statements: Sequence[OpinionStatement]) -> list[dict[str, Any]]:
    """Return somebody's answers, in the order of the statements; ``number`` leads to changing one."""
    return [
        {"number": row.number, "text": row.text, "answer": gettext(ANSWERS[answers[row.pk]])}
        for row in statements
        if row.pk in answers
    ]


def present_statements(statements: Sequence[OpinionStatement], *, whole: bool = False) -> list[StatementOnPage]:
    """Return statements with their logs, those voted on first; ``whole`` shows also what is not for everybody."""
    order = (StatementState.OFFERED, StatementState.WAITING, StatementState.LEFT_OUT)
    shown = [_present_statement(row, whole=whole) for row in statements if whole or row.state != StatementState.WAITING]
    return sorted(shown, key=lambda entry: (order.index(StatementState(entry.state)), entry.number))


def _present_statement(row: OpinionStatement, *, whole: bool) -> StatementOnPage:
    words, tone = STATEMENT_STATES[row.state]
    decisions = list(row.decisions.all())
    last = decisions[-1].reason if decisions else ""
    is_hidden = row.state == StatementState.LEFT_OUT and last in HIDDEN_REASONS
    return StatementOnPage(
        number=row.number,
        text={} if is_hidden and not whole else row.text,
        is_hidden=is_hidden,
        author=gettext(ORIGINS[row.origin]),
        state=row.state,
        state_words=gettext(words),
        tone=tone,
        decisions=tuple(
            DecisionOnPage(words=_decision_words(entry), decided_at=entry.decided_at) for entry in decisions
        ),
    )


def _decision_words(decision: Any) -> str:
    parts = [gettext(STATEMENT_STATES[decision.state][0])]
    if decision.reason:
        parts.append(gettext(MODERATION_REASONS[decision.reason]))
    if decision.words:
        parts.append(decision.words)
    return ": ".join(parts)


def _length_words(sitting: int) -> str:
    return ngettext(
        "About %(count)s statement at a time, two or three minutes. You can stop after each, and go on later.",
        "About %(count)s statements at a time, two or three minutes. You can stop after each, and go on later.",
        sitting,
    ) % {"count": decimal(sitting)}
