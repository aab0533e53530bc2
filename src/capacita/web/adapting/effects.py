"""What a draft would touch if it were released: everything around the framework, and what of it would become stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.framework.comparison import Dependent, DependentKind, Effect, Touched, compare_effect
from capacita.framework.comparison.effect import compute_meanings
from capacita.framework.crosswalk import LinkDecision
from capacita.framework.model import Framework
from capacita.sheets import write_csv
from capacita.vocabulary import LocalizedText, plain_text, show_text
from capacita.web.actors import Actor
from capacita.web.adapting.models import AdaptationDraft
from capacita.web.adapting.queries import DraftDocuments, DraftNews
from capacita.web.crosswalk.queries import list_crosswalks
from capacita.web.documents.packs import catalogue, item_bank
from capacita.web.documents.store import find_apart, load_apart, load_value
from capacita.web.framework.models import FrameworkVersion
from capacita.web.languages import language_words
from capacita.web.words import join_words, say

SORTS = {
    DependentKind.QUESTION: _("Questions of the item bank"),
    DependentKind.MODULE: _("Training modules"),
    DependentKind.REQUIREMENT: _("Levels that roles need"),
    DependentKind.TRANSLATION: _("Translations"),
    DependentKind.LINK: _("Links inside the framework"),
    DependentKind.CROSSWALK: _("Links to other frameworks"),
    DependentKind.ESTIMATE: _("Earlier estimates"),
}
MOST_ROWS = 60  # of one sort on the page; the files hold all
COLUMNS = ("kind", "id", "name", "items", "state", "why")
Labels = Mapping[tuple[DependentKind, str], LocalizedText]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEffect:
    """What a draft does to what is around it, told from the last release or, before the first, from the base."""

    before: Framework
    after: Framework
    effect: Effect
    labels: Labels
    is_first: bool

    @property
    def estimates(self) -> int:
        """How many earlier estimates there are."""
        return len(self.effect.comparable) + len(self.effect.not_comparable)


def compute_draft_effect(actor: Actor, documents: DraftDocuments, news: DraftNews) -> DraftEffect:
    """Return what releasing a draft would touch."""
    found = [*_list_around(actor), *_list_estimates(actor, documents.draft)]
    known = {item.id for item in news.before.items}
    around = [dependent for dependent, _label in found if known.intersection(dependent.items)]
    return DraftEffect(
        before=news.before,
        after=news.after,
        effect=compare_effect(news.before, news.after, around, news.changes),
        labels={(dependent.kind, dependent.id): label for dependent, label in found},
        is_first=documents.draft.continues is None,
    )


def present_effect(found: DraftEffect, language: str) -> dict[str, Any]:
    """Return an effect by sort: what becomes stale and why, and which estimates stay comparable."""
    sorts, names = [], _names(found, language)
    for kind, title in SORTS.items():
        touched = [entry for entry in found.effect.stale if entry.dependent.kind is kind]
        if touched:
            sorts.append(_sort(found, kind.value, gettext(title), touched, language, names))
    lost = found.effect.not_comparable
    return {
        "sorts": sorts,
        "stale": len(found.effect.stale),
        "estimates": found.estimates,
        "comparable": len(found.effect.comparable),
        "lost": _sort(found, "estimate", gettext("Estimates that can no longer be compared"), lost, language, names)
        if lost
        else None,
        "before_version": found.before.version,
        "is_first": found.is_first,
        "summary": summarise_effect(found),
    }


def summarise_effect(found: DraftEffect) -> tuple[dict[str, Any], ...]:
    """Return how many things of each sort become stale, zeros among them, and how many estimates stay comparable."""
    stale = [entry.dependent.kind for entry in found.effect.stale]
    rows = [
        {"term": gettext(title), "value": _stale_words(stale.count(kind))}
        for kind, title in SORTS.items()
        if kind is not DependentKind.ESTIMATE
    ]
    if found.estimates:
        words = gettext("{number} of {all} stay comparable")
        told = words.format(number=len(found.effect.comparable), all=found.estimates)
    else:
        told = gettext("There are none yet")
    return (*rows, {"term": gettext(SORTS[DependentKind.ESTIMATE]), "value": told})


def effect_csv(found: DraftEffect, language: str) -> bytes:
    """Return an effect as a table: one row for everything that is stale, and for every estimate."""
    names = _names(found, language)
    codes = {item.id: item.code for item in (*found.after.items, *found.before.items)}
    rows: list[list[Any]] = []
    for touched in (*found.effect.stale, *found.effect.not_comparable):
        state = "not comparable" if touched.dependent.kind is DependentKind.ESTIMATE else "stale"
        rows.append([*_csv_cells(found, touched.dependent, language, codes), state, _why(touched, names)])
    rows += [[*_csv_cells(found, estimate, language, codes), "comparable", ""] for estimate in found.effect.comparable]
    return write_csv([COLUMNS, *rows])


def _csv_cells(found: DraftEffect, dependent: Dependent, language: str, codes: Mapping[str, str]) -> list[str]:
    label = found.labels.get((dependent.kind, dependent.id))
    name = plain_text(label, language) if label else dependent.label
    return [dependent.kind.value, dependent.id, name, " ".join(codes.get(item, item) for item in dependent.items)]


def _sort(
    found: DraftEffect, code: str, title: str, touched: Sequence[Touched], language: str, names: Mapping[str, str]
) -> dict[str, Any]:
    """Return things of one sort as a table."""
    more = len(touched) - MOST_ROWS
    note = ngettext("{number} more is in the files.", "{number} more are in the files.", max(more, 0))
    return {
        "code": code,
        "title": title,
        "count": len(touched),
        "columns": [{"title": gettext("What")}, {"title": gettext("Why")}],
        "rows": [[_name(found, entry.dependent, language), _why(entry, names)] for entry in touched[:MOST_ROWS]],
        "note": note.format(number=more) if more > 0 else "",
    }


def _name(found: DraftEffect, dependent: Dependent, language: str) -> Any:
    """Return what people call a dependent, in its own language where it has a text."""
    label = found.labels.get((dependent.kind, dependent.id))
    if label:
        return show_text(label, language)
    if dependent.kind is DependentKind.REQUIREMENT:
        role = next((entry for entry in found.before.roles if entry.code == dependent.label), None)
        if role is not None:
            return show_text(role.title, language)
    if dependent.kind is DependentKind.TRANSLATION:
        place, _slash, tag = dependent.label.rpartition("/")
        words = {"title": gettext("Title"), "statement": gettext("Definition"), "notes": gettext("Notes")}
        return f"{words.get(place, gettext('Level description'))}: {language_words(tag)}"
    return dependent.label or dependent.id


def _why(touched: Touched, names: Mapping[str, str]) -> str:
    return say(touched.code, item=join_words(names.get(item, item) for item in touched.items))


def _names(found: DraftEffect, language: str) -> dict[str, str]:
    """Return what every item is called, before and after, by identifier."""
    items = (*found.before.items, *found.after.items)
    return {item.id: f"{item.code} {plain_text(item.title, language)}".strip() for item in items}


def _stale_words(number: int) -> str:
    if not number:
        return gettext("None becomes stale")
    return ngettext("{number} becomes stale", "{number} become stale", number).format(number=number)


def _list_around(actor: Actor) -> Iterator[tuple[Dependent, LocalizedText]]:
    """Return what depends on items: questions and modules of the packs, and links to other frameworks as they stand.

    A link that a reviewer here has rejected stands no more, whatever the pack says of it; one taken up again does.
    """
    for question in item_bank().questions:
        if question.item:
            yield Dependent(kind=DependentKind.QUESTION, id=question.id, items=(question.item,)), question.stem
    for module in catalogue().modules:
        items = tuple(dict.fromkeys(effect.item for effect in module.effects))
        yield Dependent(kind=DependentKind.MODULE, id=module.id, items=items), module.title
    for reviewed in list_crosswalks(actor):
        for link in reviewed.crosswalk.links:
            if link.decision is not LinkDecision.REJECTED:
                label = f"{link.subject_code} – {link.object_code} {link.object_title}"
                yield Dependent(kind=DependentKind.CROSSWALK, id=link.id, items=(link.subject,), label=label), {}


def _list_estimates(actor: Actor, draft: AdaptationDraft) -> Iterator[tuple[Dependent, LocalizedText]]:
    """Return what the country has measured: for every assessment, each item against which people stand.

    What an item meant then is told where it may not be what it means in the framework that the draft goes on from.
    """
    now = draft.continues.digest if draft.continues else draft.base_digest
    rows = apps.get_model("assessment.Assessment").objects.for_actor(actor)
    for row in rows.filter(organisation=draft.organisation).select_related("framework_version"):
        version: FrameworkVersion = row.framework_version
        framework = load_apart(version.digest, now)[0]
        apart = find_apart(version.digest, now)
        measured = compute_meanings(framework, apart)
        estimated = {gap["item"] for gap in load_value(row.gaps_digest)["gaps"]}
        for item in framework.items:
            if item.id in estimated:
                dependent = Dependent(
                    kind=DependentKind.ESTIMATE,
                    id=f"{row.code}/{item.code}",
                    items=(item.id,),
                    measured=measured if item.id in measured else None,
                )
                yield dependent, item.title
