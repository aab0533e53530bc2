"""The form of each step, filled with what stands there now; and the version number that a release should take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.comparison import VersionStep, suggest_version
from capacita.framework.model import Framework, Item, ItemKind, ProficiencyScale
from capacita.framework.principles import PRINCIPLES
from capacita.framework.reading import list_tree
from capacita.vocabulary import plain_text
from capacita.web.adapting.deeds import DEEDS
from capacita.web.adapting.drafting import STATEMENT, TEXT_FIELDS
from capacita.web.adapting.forms import AddForm, KeepForm, LeaveOutForm, RenameForm, RequireForm, StepForm, WordForm
from capacita.web.adapting.item_forms import (
    DescribeForm,
    MergeForm,
    MoveForm,
    SplitForm,
    TagForm,
    UntagForm,
)
from capacita.web.adapting.level_forms import AddLevelForm, LevelForm, MoveLevelForm, RemoveLevelForm, RenameLevelForm
from capacita.web.adapting.levels import ADD, MOVE, REMOVE, RENAME, in_order
from capacita.web.adapting.queries import DraftDocuments, DraftNews
from capacita.web.framework.levels import levels_of
from capacita.web.framework.terms import deed_words, principle_words
from capacita.web.words import all_messages, say

_FORMS: dict[ChangeKind, type[StepForm]] = {ChangeKind.ADOPT: KeepForm, ChangeKind.OMIT: LeaveOutForm}
FIRST_VERSION = "1.0.0"
NAMED = 3  # changes that the reason of a suggestion names


def form_for_deed(deed: str, data: Any, documents: DraftDocuments, item: Item) -> StepForm:
    """Return the form of a step on an item; a wording begins with the one that stands, where it is in the language."""
    kind = DEEDS[deed][0]
    initial: dict[str, Any] = {"revision": documents.revision_of(item.id)}
    if kind in TEXT_FIELDS:
        texts = item.statement if TEXT_FIELDS[kind] == STATEMENT else item.title
        standing = texts.get(documents.draft.language)
        initial["text"] = standing.text if standing else ""
        form = RenameForm if kind is ChangeKind.RETITLE else WordForm
        return form(data, initial=initial, standing=initial["text"])
    if kind is ChangeKind.REQUIRE:
        language = documents.draft.language
        framework = documents.effective
        return RequireForm(
            data,
            initial=initial,
            roles=[(role.id, plain_text(role.title, language)) for role in framework.roles],
            levels=[(level.id, plain_text(level.title, language)) for level in levels_of(framework)],
        )
    chooser = _CHOOSERS.get(deed)
    if chooser is not None:
        made, choices, more = chooser
        asked: StepForm = made(data, initial={**initial, **more(documents, item)}, choices=choices(documents, item))
        return asked
    return _FORMS[kind](data, initial=initial)


def form_for_level(deed: str, data: Any, documents: DraftDocuments, scale: ProficiencyScale) -> StepForm:
    """Return the form of a step on the levels of a scale."""
    language = documents.draft.language
    levels = [(level.id, plain_text(level.title, language)) for level in in_order(scale)]
    initial = {"revision": documents.revision_of(scale.id)}
    if deed == ADD:
        places = [("1", gettext("At the bottom: the lowest"))]
        places += [(str(at), gettext("Above {level}").format(level=title)) for at, (_, title) in enumerate(levels, 2)]
        return AddLevelForm(data, initial=initial, choices=places)
    made: StepForm = _LEVEL_FORMS[deed](data, initial=initial, choices=levels)
    return made


_LEVEL_FORMS: dict[str, type[LevelForm]] = {RENAME: RenameLevelForm, REMOVE: RemoveLevelForm, MOVE: MoveLevelForm}


def _parents(documents: DraftDocuments, item: Item) -> list[tuple[str, str]]:
    """Return what an item can stand under: domains and what holds items of its kind already, but not what is under it."""
    items = {entry.id: entry for entry in documents.effective.items}
    below = _below(documents.effective, item.id)
    kinds = {items[entry.parent].kind for entry in items.values() if entry.kind is item.kind and entry.parent in items}
    kinds.add(ItemKind.DOMAIN)
    named = _named_items(documents, lambda entry: entry.kind in kinds and entry.id not in below)
    return [("", gettext("None: it stands by itself")), *named]


def _added(documents: DraftDocuments, item: Item) -> list[tuple[str, str]]:
    known = {entry.id for entry in documents.base.items}
    return _named_items(documents, lambda entry: entry.id not in known and entry.id != item.id)


def _others(documents: DraftDocuments, item: Item) -> list[tuple[str, str]]:
    below = _below(documents.effective, item.id)
    return _named_items(documents, lambda entry: entry.kind is item.kind and entry.id not in below)


def _levels(documents: DraftDocuments, _item: Item) -> list[tuple[str, str]]:
    return [(level.id, plain_text(level.title, documents.draft.language)) for level in levels_of(documents.effective)]


def _principles(_documents: DraftDocuments, _item: Item) -> list[tuple[str, str]]:
    return [("", ""), *((code, principle_words(code)) for code in PRINCIPLES)]


def _own_principles(_documents: DraftDocuments, item: Item) -> list[tuple[str, str]]:
    return [(tag.principle, principle_words(tag.principle)) for tag in item.principles if tag.principle in PRINCIPLES]


def _place_now(documents: DraftDocuments, item: Item) -> dict[str, Any]:
    siblings = sorted(
        (entry for entry in documents.effective.items if entry.parent == item.parent), key=lambda entry: entry.position
    )
    return {"parent": item.parent or "", "place": siblings.index(item) + 1 if item in siblings else 1}


def _nothing(_documents: DraftDocuments, _item: Item) -> dict[str, Any]:
    return {}


def _below(framework: Framework, top: str) -> set[str]:
    """Return an item with everything that stands under it."""
    children: dict[str | None, list[str]] = {}
    for entry in framework.items:
        children.setdefault(entry.parent, []).append(entry.id)
    found, waiting = {top}, [top]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            found.add(child)
            waiting.append(child)
    return found


def _named_items(documents: DraftDocuments, wanted: Callable[[Item], bool]) -> list[tuple[str, str]]:
    language = documents.draft.language
    return [
        (entry.id, f"{entry.code} {plain_text(entry.title, language)}".strip())
        for _depth, entry in list_tree(documents.effective)
        if wanted(entry)
    ]


_CHOOSERS: dict[str, tuple[Any, Any, Any]] = {
    "move": (MoveForm, _parents, _place_now),
    "split": (SplitForm, _added, _nothing),
    "merge": (MergeForm, _others, _nothing),
    "describe": (DescribeForm, _levels, _nothing),
    "tag": (TagForm, _principles, _nothing),
    "untag": (UntagForm, _own_principles, _nothing),
}


def form_for_adding(data: Any, documents: DraftDocuments) -> AddForm:
    """Return the form of an item of the country's own."""
    items = documents.effective.items
    domains = [item for item in items if item.kind is ItemKind.DOMAIN]
    return AddForm(
        data,
        initial={"revision": 0},
        domains=[(item.id, f"{item.code} {plain_text(item.title, documents.draft.language)}") for item in domains],
        codes=frozenset(item.code for item in (*items, *documents.base.items)),
    )


def suggest_release_version(documents: DraftDocuments, news: DraftNews) -> tuple[str, str]:
    """Return the number that the next release should take, and why, in words; none where nothing has changed."""
    draft = documents.draft
    if draft.continues is None and not draft.is_revision:
        return FIRST_VERSION, gettext("This is the first version.")
    suggestion = suggest_version(news.before, news.changes)
    named = list(dict.fromkeys(_change_words(change, news, draft.language) for change in suggestion.because))
    what = "; ".join(named[:NAMED])
    if len(named) > NAMED:
        more = len(named) - NAMED
        what = ngettext("{what} and {number} more", "{what} and {number} more", more).format(what=what, number=more)
    why = f"{say(suggestion.code, what=what)} {gettext(all_messages()[suggestion.code].hint)}"
    return ("" if suggestion.step is VersionStep.SAME else suggestion.version), why


def _change_words(change: Change, news: DraftNews, language: str) -> str:
    """Return in a few words what a Change does to what."""
    told = change.after if isinstance(change.after, Mapping) else change.before
    about = str(told.get("item") or change.target) if isinstance(told, Mapping) else change.target
    for framework in (news.after, news.before):
        item = next((entry for entry in framework.items if entry.id == about), None)
        if item is not None:
            return f"{deed_words(change.kind)} ({item.code} {plain_text(item.title, language)})"
    return deed_words(change.kind)
