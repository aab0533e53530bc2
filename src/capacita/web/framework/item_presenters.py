"""An item as its page shows it, with all that hangs on it: levels, principles, roles, questions, modules, changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from capacita.assessment.instrument.model import Measure
from capacita.framework.changes import Adaptation, ChangeKind
from capacita.framework.coverage import is_confirmed
from capacita.framework.model import Framework, Item, RequirementStatus
from capacita.framework.reading import ancestors_of, children_of, has_text, list_tree
from capacita.vocabulary import NotFound, ShownText, show_text
from capacita.web.documents.packs import catalogue, item_bank
from capacita.web.framework.addresses import NOTHING_CHOSEN, ReaderChoice, find_by_key
from capacita.web.framework.cards import CardMaker, ItemCard, KindOnPage
from capacita.web.framework.change_presenters import ChangeOnPage, concerns, present_change
from capacita.web.framework.levels import levels_of
from capacita.web.framework.looks import look_of
from capacita.web.framework.terms import BRANCHES, principle_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNeedOnPage:
    """A role with what it needs of one item."""

    title: ShownText | None
    branch: str
    level: ShownText | None
    importance: int
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelOnPage:
    """A rung of the ladder of one item."""

    title: ShownText | None
    text: ShownText | None
    needed: bool = False
    standing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleOnPage:
    """A principle that an item serves, with how."""

    title: str
    because: ShownText | None
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOnPage:
    """An item with all that hangs on it."""

    id: str
    code: str
    kind: str
    look: str
    title: ShownText | None
    statement: ShownText | None
    notes: ShownText | None
    above: tuple[ItemCard, ...]  # what it stands under, from the top down
    below: tuple[KindOnPage, ...]  # what stands right under it
    before: ItemCard | None  # of the same kind, in the order of reading
    after: ItemCard | None
    levels: tuple[LevelOnPage, ...]
    principles: tuple[PrincipleOnPage, ...]
    roles: tuple[RoleNeedOnPage, ...]
    statements: tuple[ShownText | None, ...]
    modules: tuple[tuple[ShownText | None, ShownText | None], ...]
    changes: tuple[ChangeOnPage, ...]
    source: str
    source_note: str
    languages: tuple[str, ...]
    title_is_ours: bool


def present_item(
    framework: Framework,
    key: str,
    language: str,
    adaptation: Adaptation | None = None,
    choice: ReaderChoice = NOTHING_CHOSEN,
) -> ItemOnPage:
    """Return an item by its code, or by its identifier where it has none of its own. Raises NotFound."""
    item = find_by_key(framework, key)
    if item is None:
        raise NotFound("ITEM_UNKNOWN", name=key)
    around = _around(framework, item, language, choice)
    english = item.title.get("en")
    sources = {source.code: source for source in framework.sources}
    source = sources.get(item.source.source) if item.source else None
    locator = f", {item.source.locator}" if item.source and item.source.locator else ""
    return ItemOnPage(
        id=item.id,
        code=item.code,
        kind=item.kind.value,
        look=look_of(framework, item),
        title=show_text(item.title, language),
        statement=show_text(item.statement, language),
        notes=show_text(item.notes, language),
        **around,
        levels=_levels(framework, item, language),
        principles=tuple(
            PrincipleOnPage(
                title=principle_words(tag.principle),
                because=show_text(tag.because, language),
                confirmed=is_confirmed(tag),
            )
            for tag in item.principles
        ),
        roles=_roles(framework, item, language),
        statements=tuple(
            show_text(question.stem, language)
            for question in item_bank().questions
            if question.item == item.id and question.measure in (Measure.SELF_REPORT, Measure.ATTITUDE)
        ),
        modules=tuple(
            (show_text(module.title, language), show_text(module.summary, language))
            for module in catalogue().modules
            if any(effect.item == item.id for effect in module.effects)
        ),
        changes=tuple(
            present_change(framework, change, language) for change in (adaptation.changes if adaptation else ())
            if concerns(change, item.id) and change.kind is not ChangeKind.ADD
        ),
        source=f"{source.title} ({source.publisher}, {source.date}){locator}" if source else "",
        source_note=source.seen if source else "",
        languages=tuple(sorted(item.title)),
        title_is_ours=english is not None and english.of is not None,
    )  # fmt: skip


def _around(framework: Framework, item: Item, language: str, choice: ReaderChoice) -> dict[str, Any]:
    """Return what stands above, below, before and behind an item, each as a card."""
    cards, look = CardMaker(framework, framework.code, language, choice), look_of(framework, item)
    row = [entry for _depth, entry in list_tree(framework) if entry.kind is item.kind and has_text(entry)]
    place = row.index(item) if item in row else None
    return {
        "above": tuple(cards.make(entry, look) for entry in ancestors_of(framework, item)),
        "below": cards.sort_by_kind(children_of(framework, item), look),
        "before": cards.make(row[place - 1], look) if place else None,
        "after": cards.make(row[place + 1], look) if place is not None and row[place + 1 :] else None,
    }


def _levels(framework: Framework, item: Item, language: str) -> tuple[LevelOnPage, ...]:
    texts = {entry.level: entry.text for entry in framework.descriptors if entry.item == item.id}
    if not texts:
        return ()
    return tuple(
        LevelOnPage(title=show_text(level.title, language), text=show_text(texts.get(level.id, {}), language))
        for level in levels_of(framework)
    )


def _roles(framework: Framework, item: Item, language: str) -> tuple[RoleNeedOnPage, ...]:
    titles = {level.id: level.title for level in levels_of(framework)}
    shown = [
        RoleNeedOnPage(
            title=show_text(role.title, language),
            branch=gettext(BRANCHES[role.branch]),
            level=show_text(titles.get(requirement.level, {}), language),
            importance=requirement.importance,
            proposed=requirement.status is RequirementStatus.PROPOSED,
        )
        for role in framework.roles
        for requirement in role.requirements
        if requirement.item == item.id
    ]
    return tuple(sorted(shown, key=lambda role: -role.importance))
