"""The items of a draft: in which order they stand, what they are called, what became of each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext

from capacita.framework.changes import ChangeKind
from capacita.framework.model import Item, ItemKind
from capacita.framework.reading import list_tree
from capacita.vocabulary import ShownText, show_text
from capacita.web.adapting.drafting import PLACE
from capacita.web.adapting.queries import DraftDocuments

GROUPS = (
    (ItemKind.ATTITUDE, _("Attitudes")),
    (ItemKind.DOMAIN, _("Domains and competencies")),
    (ItemKind.RECOMMENDATION, _("Recommendations")),
)


def find_item(documents: DraftDocuments, identifier: UUID) -> Item | None:
    """Return an item of a draft, or of its base where it is left out."""
    wanted = str(identifier)
    everything = (*documents.effective.items, *documents.base.items)
    return next((item for item in everything if item.id == wanted), None)


def list_items(documents: DraftDocuments) -> list[Item]:
    """Return every item in the order of the draft's page: by sort, those left out at the end of theirs."""
    omitted = {str(row.subject) for row, change in documents.changes if row.field == PLACE}
    gone = [item for item in documents.base.items if item.id in omitted]
    present = {item.id for item in documents.effective.items}
    everything = [item for _depth, item in list_tree(documents.effective)]
    everything += [item for item in gone if item.id not in present]
    order = [kind for kind, _title in GROUPS]
    return sorted(everything, key=lambda item: order.index(group_kind(item)))


def group_kind(item: Item) -> ItemKind:
    """Return the sort under which an item is listed: competencies stand with the domains."""
    if item.kind in (ItemKind.ATTITUDE, ItemKind.RECOMMENDATION):
        return item.kind
    return ItemKind.DOMAIN


def name_item(item: Item, language: str) -> Any:
    """Return an item's title after its code, in the title's own language."""
    shown = show_text(item.title, language)
    if shown is None:
        return item.code
    return ShownText(
        text=f"{item.code} {shown.text}".strip(),
        language=shown.language,
        direction=shown.direction,
        origin=shown.origin,
    )


def list_kinds(documents: DraftDocuments) -> dict[str, set[ChangeKind]]:
    """Return the sorts of the Changes of a draft, by what they are about."""
    kinds: dict[str, set[ChangeKind]] = {}
    for row, change in documents.changes:
        kinds.setdefault(str(row.subject), set()).add(change.kind)
    return kinds


def status_of(kinds: Collection[ChangeKind]) -> tuple[str, str]:
    """Return what became of an item by Changes of these sorts, in words and as the tone of a tag."""
    for kind, words, tone in (
        (ChangeKind.OMIT, pgettext("one item", "Left out"), "alert"),
        (ChangeKind.SPLIT, pgettext("one item", "Split"), "alert"),
        (ChangeKind.MERGE, pgettext("one item", "Merged"), "alert"),
        (ChangeKind.ADD, pgettext("one item", "Added"), "active"),
        (ChangeKind.REWORD, pgettext("one item", "Reworded"), "active"),
        (ChangeKind.RETITLE, pgettext("one item", "Renamed"), "active"),
        (ChangeKind.DESCRIBE, pgettext("one item", "Level described"), "active"),
        (ChangeKind.MOVE, pgettext("one item", "Moved"), "active"),
        (ChangeKind.REQUIRE, pgettext("one item", "Level set"), "active"),
        (ChangeKind.TAG, pgettext("one item", "Principles set"), "active"),
        (ChangeKind.ADOPT, pgettext("one item", "Kept on purpose"), "done"),
    ):
        if kind in kinds:
            return words, tone
    if kinds:
        return pgettext("one item", "Changed"), "active"
    return pgettext("one item", "As in the base"), "quiet"
