"""A draft as its page shows it: a page of its items with what became of each, its last steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from capacita.framework.changes import ChangeKind
from capacita.framework.model import Item
from capacita.framework.searching import search_framework
from capacita.vocabulary import show_text
from capacita.web.adapting.draft_items import GROUPS, group_kind, list_items, list_kinds, name_item, status_of
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.adapting.step_presenters import PARTS, part_of, present_steps
from capacita.web.framework.levels import levels_of

A_PAGE = 60  # items
LAST_STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item of a draft with what became of it; the values are those of the pattern ``task_list``."""

    title: Any
    href: str
    hint: Any
    status: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGroup:
    """Items of one sort."""

    code: str
    title: str
    tasks: tuple[ItemLine, ...]


def present_draft(
    documents: DraftDocuments, language: str, comments: Mapping[str, int], query: str = "", page: str = "1"
) -> dict[str, Any]:
    """Return a draft: a page of its items, or of those that say what is looked for, and its last steps.

    The items stand by sort, with what became of each and how many comments are open.
    """
    draft = documents.draft
    rows = [row for row in documents.rows if row.undoes_id is None]
    items = list_items(documents)
    if query:
        sides = (documents.effective, documents.base)
        said = {hit.item.id for side in sides for hit in search_framework(side, query, language)}
        found = Paginator([item for item in items if item.id in said], A_PAGE).get_page(page)
    else:
        found = Paginator(items, A_PAGE).get_page(page)
    return {
        **header_of(documents),
        "found": found,
        "query": query,
        "is_large": len(items) > A_PAGE,
        "groups": _groups(documents, list(found), language, comments),
        "has_levels": bool(levels_of(documents.effective)),
        "counts": _counts(documents),
        "steps": tuple(reversed(present_steps(documents, rows[-LAST_STEPS:], language))),
        "more_steps": max(0, len(rows) - LAST_STEPS),
        "released": draft.released,
    }


def header_of(documents: DraftDocuments) -> dict[str, Any]:
    """Return what every page of a draft shows."""
    draft = documents.draft
    return {
        "draft": draft,
        "country": draft.organisation,
        "title": draft.title,
        "base_title": documents.base.title,
        "base_version": documents.base.version,
        "base_code": documents.base.code,
        "is_open": draft.state == "open",
        "is_aside": draft.state == "aside",
        "may_write": documents.may_write,
        "may_release": documents.may_release,
    }


def _groups(
    documents: DraftDocuments, items: Sequence[Item], language: str, comments: Mapping[str, int]
) -> tuple[ItemGroup, ...]:
    groups, kinds = [], list_kinds(documents)
    for kind, title in GROUPS:
        mine = [item for item in items if group_kind(item) is kind]
        if mine:
            tasks = tuple(
                _item_line(documents, item, language, kinds.get(item.id, ()), comments.get(item.id, 0)) for item in mine
            )
            groups.append(ItemGroup(code=kind.value, title=gettext(title), tasks=tasks))
    return tuple(groups)


def _item_line(
    documents: DraftDocuments, item: Item, language: str, kinds: Collection[ChangeKind], comments: int
) -> ItemLine:
    status, tone = status_of(kinds) if kinds else ("", "active")  # only what became of something stands out
    if comments:
        said = ngettext("{number} open comment", "{number} open comments", comments).format(number=comments)
        status = " · ".join(filter(None, (status, said)))
    return ItemLine(
        title=name_item(item, language),
        href=reverse("adapt-item", args=[documents.draft.organisation.code, documents.draft.pk, item.id]),
        hint=show_text(item.statement, language) or gettext("No text"),
        status=status,
        tone=tone,
    )


def _counts(documents: DraftDocuments) -> tuple[dict[str, Any], ...]:
    """Return how many items are as they were, and how many Changes there are of each sort."""
    touched = {str(row.subject) for row, change in documents.changes if change.kind is not ChangeKind.ADOPT}
    as_they_were = sum(1 for item in documents.base.items if item.id not in touched)
    rows = [{"term": gettext("Items as in the base"), "value": as_they_were}]
    numbers = Counter(part_of(change) for _row, change in documents.changes)
    rows += [{"term": gettext(title), "value": numbers[code]} for code, title, _kinds in PARTS if numbers[code]]
    return tuple(rows)
