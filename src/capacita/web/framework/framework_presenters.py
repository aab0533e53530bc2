"""A framework version whole, as its page shows it: what is at the top, and what is right under that."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from capacita.framework.model import Framework, Item, ItemKind
from capacita.framework.reading import children_of, has_text
from capacita.vocabulary import ShownText, show_text
from capacita.web.framework.addresses import NOTHING_CHOSEN, ReaderChoice
from capacita.web.framework.cards import CardMaker, ItemCard, KindOnPage
from capacita.web.framework.levels import levels_of
from capacita.web.framework.looks import DOMAIN_LOOKS
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.terms import BRANCHES
from capacita.web.framework.version_presenters import languages_of

MOST_CARDS = 60  # more of them are shown as lines without their texts, so that the page stays light


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
class RoleOnPage:
    """A role by itself."""

    title: ShownText | None
    branch: str


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


def present_framework(
    version: FrameworkVersion, framework: Framework, language: str, choice: ReaderChoice = NOTHING_CHOSEN
) -> FrameworkOnPage:
    """Return a framework version in a language: what is at the top, and what is right under that."""
    top = children_of(framework, None)
    groups = [item for item in top if item.kind is ItemKind.DOMAIN]
    under = _children_by_parent(framework)
    if not groups:
        groups = [item for item in top if item.kind is not ItemKind.ATTITUDE and under.get(item.id)]
    cards = CardMaker(framework, version.code, language, choice)
    domains = tuple(
        DomainOnPage(
            title=show_text(group.title, language),
            text=show_text(group.statement, language),
            code=group.code,
            look=DOMAIN_LOOKS[place % len(DOMAIN_LOOKS)],
            href=cards.address_of(group),
            cards=tuple(cards.make(item, DOMAIN_LOOKS[place % len(DOMAIN_LOOKS)]) for item in under.get(group.id, ())),
        )
        for place, group in enumerate(groups)
    )
    alone = [item for item in top if item not in groups and item.kind is not ItemKind.ATTITUDE and has_text(item)]
    others = cards.sort_by_kind(alone, "")
    scale = framework.scales[0] if framework.scales else None
    shown = sum(len(domain.cards) for domain in domains) + sum(len(kind.cards) for kind in others)
    return FrameworkOnPage(
        code=version.code,
        version=version.version,
        title=show_text(framework.title, language),
        notice=show_text(framework.notice, language),
        attitudes=tuple(cards.make(item, "attitudes") for item in top if item.kind is ItemKind.ATTITUDE),
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


def _children_by_parent(framework: Framework) -> dict[str, list[Item]]:
    """Return what is right under each item, in order."""
    under: dict[str, list[Item]] = {}
    for item in sorted(framework.items, key=lambda entry: entry.position):
        if item.parent is not None:
            under.setdefault(item.parent, []).append(item)
    return under
