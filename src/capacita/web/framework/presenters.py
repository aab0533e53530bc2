"""Frameworks as pages show them: each text with the language that it is in, each item with all that hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _

from capacita.assessment.instrument.model import Measure
from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.coverage import is_confirmed
from capacita.framework.model import Branch, Framework, Item, ItemKind, ProficiencyLevel, RequirementStatus
from capacita.framework.principles import PRINCIPLES
from capacita.framework.reading import ancestors_of, children_of, list_tree
from capacita.framework.translation import list_credits
from capacita.vocabulary import NotFound, ShownText, show_text
from capacita.web.documents.packs import catalogue, item_bank
from capacita.web.fields import read_localized
from capacita.web.framework.addresses import NOTHING_CHOSEN, ReaderChoice, find_by_key, item_address, item_keys
from capacita.web.framework.looks import DOMAIN_LOOKS, look_of
from capacita.web.framework.models import FrameworkVersion
from capacita.web.languages import language_words

BRANCHES = {
    Branch.EXECUTIVE: _("Executive"),
    Branch.LEGISLATURE: _("Legislature"),
    Branch.JUDICIARY: _("Judiciary"),
}
KINDS = {
    ItemKind.DOMAIN: _("Domains"),
    ItemKind.COMPETENCY: _("Competencies"),
    ItemKind.ATTITUDE: _("Attitudes"),
    ItemKind.STATEMENT: _("Statements"),
    ItemKind.OUTCOME: _("Learning outcomes"),
    ItemKind.RECOMMENDATION: _("Recommendations"),
    ItemKind.OTHER: _("Further items"),
}
MOST_CARDS = 60  # more of them are shown as lines without their texts, so that the page stays light
CHANGES = {
    ChangeKind.ADOPT: _("Kept as it is"),
    ChangeKind.REWORD: _("Definition reworded"),
    ChangeKind.RETITLE: _("Renamed"),
    ChangeKind.DESCRIBE: _("Level described"),
    ChangeKind.ADD: _("Added"),
    ChangeKind.OMIT: _("Left out"),
    ChangeKind.MOVE: _("Moved"),
    ChangeKind.SPLIT: _("Split"),
    ChangeKind.MERGE: _("Merged"),
    ChangeKind.RELEVEL: _("Levels changed"),
    ChangeKind.REQUIRE: _("Required level set"),
    ChangeKind.TAG: _("Principles changed"),
    ChangeKind.TRANSLATE: _("Translated"),
    ChangeKind.LINK: _("Linked"),
    ChangeKind.UNLINK: _("Unlinked"),
    ChangeKind.SET: _("Setting changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemCard:
    """An item as a card in the browser."""

    title: ShownText | None
    text: ShownText | None
    code: str
    look: str
    href: str
    under: int = 0  # items below it, at any depth


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainOnPage:
    """A domain, or whatever else stands at the top, with what is right under it."""

    title: ShownText | None
    text: ShownText | None
    code: str
    look: str
    href: str
    cards: tuple[ItemCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOnPage:
    """Items of one kind that stand together."""

    code: str
    title: str
    cards: tuple[ItemCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOnPage:
    """A role with what it needs of one item, or by itself."""

    title: ShownText | None
    branch: str
    level: ShownText | None = None
    importance: int = 0
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkOnPage:
    """A framework version whole."""

    code: str
    version: str
    title: ShownText | None
    notice: ShownText | None
    attitudes: tuple[ItemCard, ...]
    domains: tuple[DomainOnPage, ...]
    others: tuple[KindOnPage, ...]
    is_dense: bool
    items: int
    roles: tuple[RoleOnPage, ...]
    scale_note: ShownText | None
    levels: tuple[ShownText | None, ...]
    missing: tuple[str, ...]
    languages: tuple[str, ...]


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
class ChangeOnPage:
    """A change that an adaptation made to an item."""

    kind: str
    reason: ShownText | None
    before: ShownText | None
    after: ShownText | None
    contribution_ids: tuple[str, ...]
    item_code: str = ""
    item_title: ShownText | None = None
    level: ShownText | None = None
    role: ShownText | None = None


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
    roles: tuple[RoleOnPage, ...]
    statements: tuple[ShownText | None, ...]
    modules: tuple[tuple[ShownText | None, ShownText | None], ...]
    changes: tuple[ChangeOnPage, ...]
    source: str
    source_note: str
    languages: tuple[str, ...]
    title_is_ours: bool


def present_framework(
    version: FrameworkVersion, framework: Framework, language: str, choice: ReaderChoice = NOTHING_CHOSEN
) -> FrameworkOnPage:
    """Return a framework version in a language: what is at the top, and what is right under that."""
    top = children_of(framework, None)
    groups = [item for item in top if item.kind is ItemKind.DOMAIN]
    under = _children_by_parent(framework)
    if not groups:
        groups = [item for item in top if item.kind is not ItemKind.ATTITUDE and under.get(item.id)]
    below = _count_below(framework)
    keys = item_keys(framework)

    def card(item: Item, look: str) -> ItemCard:
        return ItemCard(
            title=show_text(item.title, language) or show_text(item.statement, language),
            text=show_text(item.statement, language) if item.title else None,
            code=item.code,
            look=look,
            href=item_address(version.code, keys[item.id], choice),
            under=below[item.id],
        )

    domains = tuple(
        DomainOnPage(
            title=show_text(group.title, language),
            text=show_text(group.statement, language),
            code=group.code,
            look=DOMAIN_LOOKS[place % len(DOMAIN_LOOKS)],
            href=item_address(version.code, keys[group.id], choice),
            cards=tuple(card(item, DOMAIN_LOOKS[place % len(DOMAIN_LOOKS)]) for item in under.get(group.id, ())),
        )
        for place, group in enumerate(groups)
    )
    alone = [item for item in top if item not in groups and item.kind is not ItemKind.ATTITUDE and _says(item)]
    others = tuple(
        KindOnPage(
            code=kind.value, title=gettext(words), cards=tuple(card(item, "") for item in alone if item.kind is kind)
        )
        for kind, words in KINDS.items()
        if any(item.kind is kind for item in alone)
    )
    scale = framework.scales[0] if framework.scales else None
    shown = sum(len(domain.cards) for domain in domains) + sum(len(kind.cards) for kind in others)
    return FrameworkOnPage(
        code=version.code,
        version=version.version,
        title=show_text(framework.title, language),
        notice=show_text(framework.notice, language),
        attitudes=tuple(card(item, "attitudes") for item in top if item.kind is ItemKind.ATTITUDE),
        domains=domains,
        others=others,
        is_dense=shown > MOST_CARDS,
        items=len(framework.items),
        roles=tuple(
            RoleOnPage(title=show_text(role.title, language), branch=gettext(BRANCHES[role.branch]))
            for role in framework.roles
        ),
        scale_note=show_text(scale.notes, language) if scale else None,
        levels=tuple(show_text(level.title, language) for level in levels_of(framework)),
        missing=tuple(item.code for item in top if item.kind is ItemKind.RECOMMENDATION and not item.statement),
        languages=languages_of(framework),
    )


def _says(item: Item) -> bool:
    return bool(item.title or item.statement)


def _children_by_parent(framework: Framework) -> dict[str, list[Item]]:
    """Return what is right under each item, in order."""
    under: dict[str, list[Item]] = {}
    for item in sorted(framework.items, key=lambda entry: entry.position):
        if item.parent is not None:
            under.setdefault(item.parent, []).append(item)
    return under


def _count_below(framework: Framework) -> dict[str, int]:
    """Return how many items are under each, at any depth."""
    below = dict.fromkeys((item.id for item in framework.items), 0)
    way: list[str] = []
    for depth, item in list_tree(framework):
        del way[depth:]
        for above in way:
            below[above] += 1
        way.append(item.id)
    return below


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
    keys, below = item_keys(framework), _count_below(framework)
    look = look_of(framework, item)

    def card(entry: Item) -> ItemCard:
        return ItemCard(
            title=show_text(entry.title, language) or show_text(entry.statement, language),
            text=show_text(entry.statement, language) if entry.title else None,
            code=entry.code,
            look=look,
            href=item_address(framework.code, keys[entry.id], choice),
            under=below[entry.id],
        )

    children = children_of(framework, item)
    row = [entry for _depth, entry in list_tree(framework) if entry.kind is item.kind and _says(entry)]
    place = row.index(item) if item in row else None
    return {
        "above": tuple(card(entry) for entry in ancestors_of(framework, item)),
        "below": tuple(
            KindOnPage(
                code=kind.value,
                title=gettext(words),
                cards=tuple(card(entry) for entry in children if entry.kind is kind),
            )
            for kind, words in KINDS.items()
            if any(entry.kind is kind for entry in children)
        ),
        "before": card(row[place - 1]) if place else None,
        "after": card(row[place + 1]) if place is not None and row[place + 1 :] else None,
    }


def concerns(change: Change, item_id: str) -> bool:
    """Tell whether a change is about an item, directly or through a role's requirement of it."""
    if change.target == item_id:
        return True
    return isinstance(change.after, Mapping) and change.after.get("item") == item_id


def present_change(framework: Framework, change: Change, language: str) -> ChangeOnPage:
    """Return a change in a language, with its reason, what stood before and what stands now."""
    items = {entry.id: entry for entry in framework.items}
    roles = {role.id: role for role in framework.roles}
    levels = {level.id: level for level in levels_of(framework)}
    item_id = change.target if change.target in items else _of_mapping(change.after, "item")
    item = items.get(item_id or "")
    role = roles.get(change.target)
    level = levels.get(change.level or "")
    return ChangeOnPage(
        kind=gettext(CHANGES[change.kind]),
        reason=show_text(change.reason, language),
        before=_value_text(change.before, levels, language),
        after=_value_text(change.after, levels, language),
        contribution_ids=tuple(evidence.ref for evidence in change.evidence if evidence.kind.value == "contribution"),
        item_code=item.code if item else "",
        item_title=show_text(item.title, language) if item else None,
        level=show_text(level.title, language) if level else None,
        role=show_text(role.title, language) if role else None,
    )


def principle_words(code: str) -> str:
    """Return a principle's title, with its number where it is a Sustainable Development Goal."""
    title = gettext(PRINCIPLES[code].title)
    if code.startswith("sdg-"):
        return gettext("SDG {number}: {title}").format(number=code.removeprefix("sdg-"), title=title)
    return title


def levels_of(framework: Framework) -> tuple[ProficiencyLevel, ...]:
    """Return the levels of the framework's first scale, lowest first."""
    if not framework.scales:
        return ()
    return tuple(sorted(framework.scales[0].levels, key=lambda level: level.position))


def languages_of(framework: Framework) -> tuple[str, ...]:
    """Return the languages in which any item has a title."""
    return tuple(sorted({tag for item in framework.items for tag in item.title}))


def _levels(framework: Framework, item: Item, language: str) -> tuple[LevelOnPage, ...]:
    texts = {entry.level: entry.text for entry in framework.descriptors if entry.item == item.id}
    if not texts:
        return ()
    return tuple(
        LevelOnPage(title=show_text(level.title, language), text=show_text(texts.get(level.id, {}), language))
        for level in levels_of(framework)
    )


def _roles(framework: Framework, item: Item, language: str) -> tuple[RoleOnPage, ...]:
    titles = {level.id: level.title for level in levels_of(framework)}
    shown = [
        RoleOnPage(
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


def _of_mapping(value: object, key: str) -> str | None:
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None


def _value_text(value: object, levels: Mapping[str, ProficiencyLevel], language: str) -> ShownText | None:
    """Return a change's value as a text: a LocalizedText in the language, a requirement as the name of its level."""
    if isinstance(value, Mapping):
        level = levels.get(str(value.get("level", "")))
        if level is not None:
            return show_text(level.title, language)
        texts = read_localized(value) if _looks_localized(value) else {}
        return show_text(texts, language)
    return None


def _looks_localized(value: Mapping[object, object]) -> bool:
    return bool(value) and all(isinstance(entry, Mapping) and "text" in entry for entry in value.values())


def importance_words(importance: int) -> str:
    """Return what an importance of 1 to 5 means."""
    words = {
        1: pgettext("importance", "useful"),
        2: pgettext("importance", "helpful"),
        3: pgettext("importance", "needed"),
        4: pgettext("importance", "very important"),
        5: pgettext("importance", "essential"),
    }
    return words.get(importance, "")


def present_credits(framework: Framework) -> list[dict[str, Any]]:
    """Return who is credited for translating a framework and for reviewing that, by language."""
    return [
        {
            "language": language_words(credit.language),
            "translators": credit.translators,
            "reviewers": credit.reviewers,
        }
        for credit in list_credits(framework)
    ]
