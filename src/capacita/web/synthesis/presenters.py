"""Contributions as those see them who sort them, propose and decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.consultation import LedgerState, Standing
from capacita.consultation.themes import CopyGroup
from capacita.vocabulary import LocalizedText, ShownText, plain_text
from capacita.web.adapting.drafting import read_change
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.adapting.step_presenters import present_steps
from capacita.web.consultation.models import Contribution
from capacita.web.consultation.terms import IN_WRITING, OUTCOMES, STAKEHOLDERS, VERDICTS, verdict_words
from capacita.web.framework.terms import deed_words
from capacita.web.languages import language_words
from capacita.web.synthesis.models import ChangeLink, LedgerRecord, ThemeWording
from capacita.web.synthesis.queries import Reading, list_theme_members
from capacita.web.synthesis.terms import STATES, STEPS

PER_PAGE = 20
FILTERS = ("item", "theme", "state", "outcome", "language", "kind")
SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOnPage:
    """A contribution beside the clause that it is about."""

    pk: str
    number: int
    where: LocalizedText
    verdict: str
    item_code: str
    item_title: LocalizedText | None
    item_statement: LocalizedText | None
    item_href: str
    text: LocalizedText
    suggested: LocalizedText | None
    speaker: str
    may_quote: bool
    state: str
    state_words: str
    tone: str
    outcome_words: str
    reason: LocalizedText | None
    themes: tuple[str, ...]
    copies: str
    href: str
    has_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterOnPage:
    """A choice of the filter form."""

    name: str
    label: str
    options: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiesOnPage:
    """A group of contributions that say nearly the same words."""

    text: LocalizedText
    count_words: str
    is_campaign: bool
    numbers: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLineOnPage:
    """An entry of the log of a contribution."""

    what: str
    outcome: str
    reason: LocalizedText | None
    body: LocalizedText | None
    decided_on: Any
    minutes: str
    who: str
    when: Any


def read_filter(reading: Reading, given: Mapping[str, str]) -> dict[str, str]:
    """Return the choices of the filter that mean something here."""
    known = {name: {value for value, _words in options} for name, _label, options in _filter_options(reading)}
    return {name: given[name] for name in FILTERS if given.get(name) and given[name] in known[name]}


def keep_matching(reading: Reading, chosen: Mapping[str, str]) -> tuple[Contribution, ...]:
    """Return the contributions that the filter lets through."""
    members = list_theme_members(reading)
    of_theme: Iterable[str] = ()
    if "theme" in chosen and chosen["theme"] != "none":
        of_theme = members.get(UUID(chosen["theme"]), {})
    themed = {pk for found in members.values() for pk in found}

    def passes(said: Contribution) -> bool:
        standing = reading.standings.get(str(said.pk))
        facts = {
            "item": said.item_code or "none",
            "kind": said.verdict,
            "language": next(iter(said.text), ""),
            "state": standing.state.value if standing else "open",
            "outcome": standing.entry.status.value if standing and standing.entry else "open",
        }
        if chosen.get("theme") == "none" and str(said.pk) in themed:
            return False
        if chosen.get("theme", "none") != "none" and str(said.pk) not in of_theme:
            return False
        return all(facts[name] == value for name, value in chosen.items() if name != "theme")

    return tuple(said for said in reading.contributions if passes(said))


def present_filters(reading: Reading, chosen: Mapping[str, str]) -> tuple[FilterOnPage, ...]:
    """Return the filter form as it was sent."""
    return tuple(
        FilterOnPage(
            name=name,
            label=gettext(label),
            options=(
                {"value": "", "label": gettext("All"), "selected": name not in chosen},
                *({"value": value, "label": words, "selected": chosen.get(name) == value} for value, words in options),
            ),
        )
        for name, label, options in _filter_options(reading)
        if options
    )


def query_of(chosen: Mapping[str, str]) -> str:
    """Return the choices as the beginning of a query string."""
    return f"{urlencode(dict(chosen))}&" if chosen else ""


def present_points(
    reading: Reading, contributions: Sequence[Contribution], copies: Sequence[CopyGroup]
) -> tuple[PointOnPage, ...]:
    """Return contributions with the clause, the standing, the themes and the copies of each."""
    themes = reading.themes
    named: dict[str, list[str]] = {}
    for theme, members in list_theme_members(reading).items():
        if theme in themes and themes[theme].status == "in-use":
            for pk in members:
                named.setdefault(pk, []).append(themes[theme].title)
    alike = {pk: len(group.excerpts) - 1 for group in copies for pk in group.excerpts}
    return tuple(
        present_point(
            reading, said, themes=tuple(named.get(str(said.pk), ())), alike=alike.get(str(said.pk), 0)
        )
        for said in contributions
    )  # fmt: skip


def present_point(reading: Reading, said: Contribution, *, themes: tuple[str, ...] = (), alike: int = 0) -> PointOnPage:
    """Return one contribution with the clause as it reads now."""
    standing = reading.standings.get(str(said.pk))
    state = standing.state.value if standing else LedgerState.OPEN.value
    entry = standing.entry if standing else None
    words, tone = STATES[state]
    item = reading.items.get(said.item_code)
    version = reading.programme.framework_version
    speaker = STAKEHOLDERS.get(said.speaker)
    return PointOnPage(
        pk=str(said.pk),
        number=said.number,
        where=said.consultation.title,
        verdict=verdict_words(said.verdict),
        item_code=said.item_code,
        item_title=item.title if item else None,
        item_statement=item.statement if item else None,
        item_href=reverse("synthesis-item", args=[reading.programme.code, said.item_code]) if version and item else "",
        text=said.text,
        suggested=said.suggested or None,
        speaker=gettext(speaker) if speaker else said.speaker or gettext("A participant"),
        may_quote=said.may_quote,
        state=state,
        state_words=gettext(words),
        tone=tone,
        outcome_words=gettext(OUTCOMES[entry.status.value][0]) if entry else "",
        reason=entry.reason if entry else None,
        themes=themes,
        copies=ngettext("{count} more says nearly the same", "{count} more say nearly the same", alike).format(
            count=alike
        )
        if alike
        else "",
        href=reverse("work-contribution", args=[said.pk]),
        has_moved=str(said.pk) in reading.moved,
    )


def present_copies(reading: Reading, copies: Sequence[CopyGroup]) -> tuple[CopiesOnPage, ...]:
    """Return the groups of near-copies with three counts: contributions, senders, and one for all of them."""
    by_id = reading.by_id
    return tuple(
        CopiesOnPage(
            text=by_id[group.excerpts[0]].text,
            count_words=ngettext(
                "{contributions} contributions from {senders} sender; one text",
                "{contributions} contributions from {senders} senders; one text",
                group.senders,
            ).format(contributions=len(group.excerpts), senders=group.senders),
            is_campaign=group.is_campaign,
            numbers=tuple(
                (by_id[pk].number, reverse("work-contribution", args=[pk])) for pk in group.excerpts if pk in by_id
            ),
        )
        for group in copies
        if group.excerpts[0] in by_id
    )


def count_ways(contributions: Sequence[Contribution], copies: Sequence[CopyGroup]) -> str:
    """Return how many contributions there are, from how many meetings and writers, and how many different texts."""
    repeated = sum(len(group.excerpts) - 1 for group in copies)
    senders = {
        str(said.pk) if said.consultation.mode == IN_WRITING else str(said.consultation_id) for said in contributions
    }
    return count_words(len(contributions), len(senders), len(contributions) - repeated)


def count_words(contributions: int, senders: int, texts: int) -> str:
    """Return how many contributions, how many meetings and writers, and how many different texts there are."""
    return gettext("{contributions}, {senders}, {texts}").format(
        contributions=ngettext("{number} contribution", "{number} contributions", contributions).format(
            number=contributions
        ),
        senders=ngettext("{number} meeting or writer", "{number} meetings and writers", senders).format(number=senders),
        texts=ngettext("{number} different text", "{number} different texts", texts).format(number=texts),
    )


def name_contribution(said: Contribution) -> str:
    """Return a contribution in a few words, for those who work on it."""
    return f"{said.number}. {said.item_code} {_in_short(plain_text(said.text))}".replace("  ", " ")


def name_steps(links: Sequence[ChangeLink], documents: DraftDocuments, language: str) -> list[tuple[int, str]]:
    """Return Changes of a draft, each in a few words: what was done, to which item, and what it reads now."""
    steps = {step.number: step for step in present_steps(documents, documents.rows, language)}
    named = []
    for link in links:
        step = steps.get(link.step.number) if link.step.draft_id == documents.draft.pk else None
        parts = [_in_short(part) for part in (step.title, step.after) if part] if step is not None else []
        kind = step.kind if step is not None else deed_words(read_change(link.step.change).kind)
        named.append((link.pk, ": ".join((kind, *parts))))
    return named


def _in_short(text: ShownText | str) -> str:
    words = text if isinstance(text, str) else text.text
    return words if len(words) <= SHOWN_CHARACTERS else f"{words[:SHOWN_CHARACTERS]}…"


def present_log(rows: Sequence[LedgerRecord]) -> tuple[LogLineOnPage, ...]:
    """Return the log of a contribution, the newest entry first."""
    return tuple(
        LogLineOnPage(
            what=gettext(STEPS[row.step]),
            outcome=gettext(OUTCOMES[row.status][0]) if row.status != "open" else "",
            reason=row.reason or None,
            body=row.body or None,
            decided_on=row.decided_on,
            minutes=row.minutes,
            who=row.actor_name,
            when=row.made_at,
        )
        for row in reversed(rows)
    )


def present_link(link: ChangeLink) -> dict[str, Any]:
    """Return a Change that a contribution led to, with where it is now."""
    draft = link.step.draft
    undone = getattr(link.step, "undone_by", None) is not None
    state = _("taken back") if undone else _("in a draft") if draft.released is None else _("released")
    return {
        "title": draft.title,
        "state": gettext(state),
        "version": draft.released.version if draft.released else "",
        "href": reverse("adapt-draft", args=[draft.organisation.code, draft.pk]) if draft.released is None else "",
    }


def choices_of_items(reading: Reading) -> list[tuple[str, str]]:
    """Return the items of the programme's framework to choose from."""
    return [(code, f"{code} {plain_text(item.title)}".strip()) for code, item in reading.items.items()]


def counts_by_state(reading: Reading) -> dict[str, int]:
    """Return how many contributions are open, proposed and decided."""
    found = Counter(
        reading.standings.get(str(said.pk), Standing(state=LedgerState.OPEN, entry=None)).state.value
        for said in reading.contributions
    )
    return {state: found[state] for state in STATES}


def _filter_options(reading: Reading) -> list[tuple[str, str, list[tuple[str, str]]]]:
    said = reading.contributions
    items = sorted({entry.item_code for entry in said})
    languages = sorted({next(iter(entry.text), "") for entry in said} - {""})
    kinds = [kind for kind in VERDICTS if any(entry.verdict == kind for entry in said)]
    themes: list[ThemeWording] = [row for row in reading.themes.values() if row.status == "in-use"]
    return [
        ("item", _("Item"), [(code or "none", code or gettext("None named")) for code in items]),
        (
            "theme",
            _("Theme"),
            [*((str(row.theme), row.title) for row in themes), ("none", gettext("In no theme"))] if themes else [],
        ),
        ("state", _("Where it stands"), [(state, gettext(words)) for state, (words, _tone) in STATES.items()]),
        ("outcome", _("Disposition"), [(name, gettext(words)) for name, (words, _tone) in OUTCOMES.items()]),
        ("language", _("Language"), [(tag, language_words(tag)) for tag in languages]),
        ("kind", _("What it asks for"), [(kind, gettext(VERDICTS[kind])) for kind in kinds]),
    ]
