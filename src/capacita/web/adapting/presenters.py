"""Drafts as their pages show them: every item with what became of it, the steps, the report so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.contents import read_after
from capacita.framework.model import Framework, Item, ItemKind
from capacita.framework.principles import PRINCIPLES
from capacita.framework.reading import list_tree, requirements_of
from capacita.framework.searching import search_framework
from capacita.vocabulary import ShownText, plain_text, show_text
from capacita.web.adapting.drafting import PLACE, fields_meet, list_standing, read_change
from capacita.web.adapting.models import AdaptationDraft, DraftChange
from capacita.web.adapting.queries import DraftDocuments, DraftsOfCountry
from capacita.web.fields import read_localized
from capacita.web.framework.change_presenters import present_change
from capacita.web.framework.levels import levels_of
from capacita.web.framework.looks import look_of
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.terms import CHANGES, principle_words
from capacita.web.framework.version_presenters import language_name

# What can be done to an item: the last part of its address, the words, and what it is for.
DEEDS = {
    "keep": (ChangeKind.ADOPT, _("Keep it as it is"), _("Says that you looked at it and want it so.")),
    "reword": (ChangeKind.REWORD, _("Reword the definition"), _("Say it in your own words, in your language.")),
    "rename": (ChangeKind.RETITLE, _("Change the title"), _("Give it the name that people here use.")),
    "require": (ChangeKind.REQUIRE, _("Set the level that a role needs"), _("For one role at a time.")),
    "describe": (ChangeKind.DESCRIBE, _("Describe a level"), _("Say what it looks like at one level.")),
    "tag": (ChangeKind.TAG, _("Say which principle it serves"), _("With a sentence that says how.")),
    "untag": (ChangeKind.TAG, _("Take a principle away"), _("Where it does not serve it.")),
    "move": (ChangeKind.MOVE, _("Move it"), _("Under another item, or to another place.")),
    "split": (ChangeKind.SPLIT, _("Split it"), _("Items that you have added take its place.")),
    "merge": (ChangeKind.MERGE, _("Merge it into another"), _("Another item takes it in.")),
    "leave-out": (ChangeKind.OMIT, _("Leave it out"), _("It does not appear in your framework; the reason does.")),
}
GROUPS = (
    (ItemKind.ATTITUDE, _("Attitudes")),
    (ItemKind.DOMAIN, _("Domains and competencies")),
    (ItemKind.RECOMMENDATION, _("Recommendations")),
)
A_PAGE = 60  # items
LAST_STEPS = 10
PARTS = (
    ("reworded", _("Reworded or renamed"), (ChangeKind.REWORD, ChangeKind.RETITLE, ChangeKind.DESCRIBE)),
    ("added", _("Added"), (ChangeKind.ADD,)),
    ("left-out", _("Left out"), (ChangeKind.OMIT,)),
    ("moved", _("Moved, split or merged"), (ChangeKind.MOVE, ChangeKind.SPLIT, ChangeKind.MERGE)),
    ("levels", _("Levels that roles need"), (ChangeKind.REQUIRE,)),
    ("principles", _("Principles"), (ChangeKind.TAG,)),
    ("kept", _("Kept on purpose"), (ChangeKind.ADOPT,)),
    ("other", _("Other changes"), ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft or a release as a line of the list."""

    title: Any
    href: str
    base_title: Any
    base_version: str
    version: str
    steps: str
    code: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOnPage:
    """A step with what it changed, whose it is, and whether it can be taken back."""

    number: int
    kind: str
    title: Any
    before: ShownText | None
    after: Any  # a text in its language, or in words what has no text
    reason: ShownText | None
    detail: tuple[ShownText, ...]
    author: str
    made_at: Any
    is_undone: bool
    may_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOnPage:
    """Steps of one sort in the report."""

    code: str
    title: str
    steps: tuple[StepOnPage, ...]


def present_list(country: DraftsOfCountry, language: str) -> dict[str, Any]:
    """Return the open drafts and the releases of a country."""
    open_codes = {draft.code for draft in country.drafts}
    return {
        "drafts": [_draft_line(draft, language) for draft in country.drafts],
        "aside": [_draft_line(draft, language) for draft in country.aside],
        "waiting": [
            {
                "title": show_text(entry.release.title, language),
                "version": entry.newer.version,
                "base_title": show_text(entry.newer.title, language),
                "code": entry.release.code,
                "changes": ngettext("{number} change", "{number} changes", entry.changes).format(number=entry.changes),
                "languages": ", ".join(language_name(tag) for tag in entry.languages),
                "merge": entry.merge,
            }
            for entry in country.waiting
        ],
        "releases": [
            (_release_line(row, language), row.code not in open_codes and country.may_write) for row in country.releases
        ],
        "may_write": country.may_write,
        "may_release": country.may_release,
        "may_translate": country.may_translate,
    }


def base_choices(bases: list[FrameworkVersion], language: str) -> list[tuple[str, str]]:
    """Return the frameworks to start from, as the choices of a form."""
    choices = []
    for row in bases:
        shown = show_text(row.title, language)
        words = gettext("{title}, version {version}").format(
            title=shown.text if shown else row.code, version=row.version
        )
        choices.append((str(row.pk), words))
    return choices


def present_draft(
    documents: DraftDocuments, language: str, comments: Mapping[str, int], query: str = "", page: str = "1"
) -> dict[str, Any]:
    """Return a draft: a page of its items, or of those that say what is looked for, and its last steps.

    The items stand by sort, with what became of each and how many comments are open.
    """
    draft = documents.draft
    rows = [row for row in documents.rows if row.undoes_id is None]
    items = _listed(documents)
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


def present_item(documents: DraftDocuments, item: Item, language: str) -> dict[str, Any]:
    """Return an item of a draft: how the base has it, how it stands now, what can be done, and its steps."""
    base = next((entry for entry in documents.base.items if entry.id == item.id), None)
    now = next((entry for entry in documents.effective.items if entry.id == item.id), None)
    before = _side(gettext("The base says"), base, language, is_current=False) if base is not None else None
    after = _side(gettext("Your framework says"), now, language, is_current=True)
    is_same = before is not None and (before["text"], before["note"]) == (after["text"], after["note"])
    sides = [side for side in (before, None if is_same else after) if side is not None]
    rows = [row for row in documents.rows if str(row.subject) == item.id and row.undoes_id is None]
    args = [documents.draft.organisation.code, documents.draft.pk, item.id]
    is_out = now is None
    deeds = []
    for name, (kind, words, hint) in DEEDS.items():
        if (is_out and kind is not ChangeKind.ADOPT) or (not is_out and base is None and kind is ChangeKind.ADOPT):
            continue
        if not is_out and not _is_possible(documents, item, name):
            continue
        title = gettext("Bring it back as it was") if is_out else gettext(words)
        deeds.append({"title": title, "href": reverse("adapt-step", args=[*args, name]), "hint": gettext(hint)})
    return {
        **header_of(documents),
        "item": item,
        "item_title": show_text(item.title, language),
        "look": look_of(documents.effective if now else documents.base, item),
        "sides": sides,
        "deeds": deeds,
        "steps": tuple(reversed(present_steps(documents, rows, language))),
        "status": status_of(documents, item.id),
        "is_of_base": base is not None,
        **_beside(documents, item, language),
        "needs": [
            {"term": show_text(need.role.title, language), "value": show_text(need.level.title, language)}
            for need in (requirements_of(documents.effective, now) if now else ())
        ],
    }


def _beside(documents: DraftDocuments, item: Item, language: str) -> dict[str, dict[str, str] | None]:
    """Return the item before this one and the one after it, in the order of the draft's page."""
    listed = _listed(documents)
    place = next((at for at, entry in enumerate(listed) if entry.id == item.id), None)
    sides: dict[str, dict[str, str] | None] = {"before": None, "after": None}
    if place is None:
        return sides
    for side, at in (("before", place - 1), ("after", place + 1)):
        if 0 <= at < len(listed):
            args = [documents.draft.organisation.code, documents.draft.pk, listed[at].id]
            name = f"{listed[at].code} {plain_text(listed[at].title, language)}".strip()
            sides[side] = {"href": reverse("adapt-item", args=args), "name": name}
    return sides


def _is_possible(documents: DraftDocuments, item: Item, deed: str) -> bool:
    """Tell whether there is anything to do a deed with: roles and levels, items added, principles set."""
    framework = documents.effective
    if deed == "require":
        return bool(framework.roles and levels_of(framework))
    if deed == "describe":
        return bool(levels_of(framework)) and item.kind is not ItemKind.RECOMMENDATION
    if deed == "untag":
        return bool(item.principles)
    if deed == "split":
        known = {entry.id for entry in documents.base.items}
        return sum(entry.id not in known and entry.id != item.id for entry in framework.items) > 1
    return True


def present_steps(documents: DraftDocuments, rows: Iterable[DraftChange], language: str) -> list[StepOnPage]:
    """Return these steps of a draft, undone ones and undoings among them."""
    standing = list_standing(documents.rows)
    alive = {row.pk for row in standing}
    names = {row.pk: row for row in documents.rows}
    found = []
    for row in rows:
        change = read_change(names[row.undoes_id].change if row.undoes_id else row.change)
        built_on = any(
            later.number > row.number and later.subject == row.subject and fields_meet(later.field, row.field)
            for later in standing
        )
        may_undo = row.pk in alive and not built_on and documents.may_write
        found.append(_step(documents, row, change, language, is_undone=row.pk not in alive, may_undo=may_undo))
    return found


def present_report(documents: DraftDocuments, language: str) -> tuple[PartOnPage, ...]:
    """Return what the draft comes to, by sort, each with its reason."""
    named = {kind for _code, _title, kinds in PARTS for kind in kinds}
    parts = []
    for code, title, kinds in PARTS:
        steps = tuple(
            _step(documents, row, change, language, is_undone=False, may_undo=False)
            for row, change in documents.changes
            if (change.kind in kinds if kinds else change.kind not in named)
        )
        if steps:
            parts.append(PartOnPage(code=code, title=gettext(title), steps=steps))
    return tuple(parts)


def status_of(documents: DraftDocuments, item: str) -> tuple[str, str]:
    """Return what became of an item, in words and as the tone of a tag."""
    kinds = {change.kind for row, change in documents.changes if str(row.subject) == item}
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


def _draft_line(draft: AdaptationDraft, language: str) -> DraftLine:
    count: int = draft.step_count  # type: ignore[attr-defined] # annotated by list_drafts
    return DraftLine(
        title=show_text(draft.title, language),
        href=reverse("adapt-draft", args=[draft.organisation.code, draft.pk]),
        base_title=show_text(draft.base.title, language),
        base_version=draft.base.version,
        version="",
        steps=ngettext("{number} step", "{number} steps", count).format(number=count),
        code=draft.code,
    )


def _release_line(row: FrameworkVersion, language: str) -> DraftLine:
    base = row.base  # none of a framework that its keeper wrote anew
    return DraftLine(
        title=show_text(row.title, language),
        href=reverse("framework", args=[row.code]),
        base_title=show_text(base.title, language) if base else None,
        base_version=base.version if base else "",
        version=row.version,
        steps="",
        code=row.code,
    )


def _groups(
    documents: DraftDocuments, items: Sequence[Item], language: str, comments: Mapping[str, int]
) -> tuple[ItemGroup, ...]:
    groups = []
    for kind, title in GROUPS:
        mine = [item for item in items if _group_kind(item) is kind]
        if mine:
            tasks = tuple(_item_line(documents, item, language, comments.get(item.id, 0)) for item in mine)
            groups.append(ItemGroup(code=kind.value, title=gettext(title), tasks=tasks))
    return tuple(groups)


def _listed(documents: DraftDocuments) -> list[Item]:
    """Return every item in the order of the draft's page: by sort, those left out at the end of theirs."""
    omitted = {str(row.subject) for row, change in documents.changes if row.field == PLACE}
    gone = [item for item in documents.base.items if item.id in omitted]
    present = {item.id for item in documents.effective.items}
    everything = [item for _depth, item in list_tree(documents.effective)]
    everything += [item for item in gone if item.id not in present]
    order = [kind for kind, _title in GROUPS]
    return sorted(everything, key=lambda item: order.index(_group_kind(item)))


def _group_kind(item: Item) -> ItemKind:
    """Return the sort under which an item is listed: competencies stand with the domains."""
    if item.kind in (ItemKind.ATTITUDE, ItemKind.RECOMMENDATION):
        return item.kind
    return ItemKind.DOMAIN


def _item_line(documents: DraftDocuments, item: Item, language: str, comments: int) -> ItemLine:
    status, tone = (
        status_of(documents, item.id)
        if any(str(row.subject) == item.id for row, _change in documents.changes)
        else ("", "active")
    )  # only what became of something stands out
    if comments:
        said = ngettext("{number} open comment", "{number} open comments", comments).format(number=comments)
        status = " · ".join(filter(None, (status, said)))
    return ItemLine(
        title=_named(item, language),
        href=reverse("adapt-item", args=[documents.draft.organisation.code, documents.draft.pk, item.id]),
        hint=show_text(item.statement, language) or gettext("No text"),
        status=status,
        tone=tone,
    )


def _named(item: Item, language: str) -> Any:
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


def _counts(documents: DraftDocuments) -> tuple[dict[str, Any], ...]:
    """Return how many items are as they were, and how many Changes there are of each sort."""
    touched = {str(row.subject) for row, change in documents.changes if change.kind is not ChangeKind.ADOPT}
    as_they_were = sum(1 for item in documents.base.items if item.id not in touched)
    rows = [{"term": gettext("Items as in the base"), "value": as_they_were}]
    named = {kind for _code, _title, kinds in PARTS for kind in kinds}
    for _code, title, kinds in PARTS:
        number = sum(
            1 for _row, change in documents.changes if (change.kind in kinds if kinds else change.kind not in named)
        )
        if number:
            rows.append({"term": gettext(title), "value": number})
    return tuple(rows)


def _side(title: str, item: Item | None, language: str, *, is_current: bool) -> dict[str, Any]:
    if item is None:
        return {"title": title, "text": None, "note": "", "is_current": is_current}
    text = show_text(item.statement, language) or gettext("No text")
    return {"title": title, "text": text, "note": show_text(item.title, language), "is_current": is_current}


def _step(
    documents: DraftDocuments, row: DraftChange, change: Change, language: str, *, is_undone: bool, may_undo: bool
) -> StepOnPage:
    framework: Framework = documents.effective
    shown = present_change(framework, change, language)
    subject = str(row.subject)
    everything = (*documents.effective.items, *documents.base.items)
    item = next((entry for entry in everything if entry.id == subject), None)
    after: Any = shown.after
    added = change.after if change.kind is ChangeKind.ADD and isinstance(change.after, Mapping) else {}
    if added and after is None:
        after = show_text(read_localized(added.get("statement")), language)
    title: Any = _named(item, language) if item else show_text(read_localized(added.get("title")), language)
    scale = next((entry for entry in documents.effective.scales if entry.id == subject), None)
    if scale is not None:
        title = show_text(scale.title, language)
    if change.kind in (ChangeKind.TAG, ChangeKind.MOVE, ChangeKind.SPLIT, ChangeKind.MERGE, ChangeKind.RELEVEL):
        after = after_words(documents, change, language) or after
    kind = gettext(CHANGES[change.kind])
    return StepOnPage(
        number=row.number,
        kind=gettext("Undone: {step}").format(step=kind) if row.undoes_id else kind,
        title=title,
        before=shown.before,
        after=after,
        reason=shown.reason,
        detail=tuple(text for text in (shown.role, shown.level) if text),
        author=row.author_name,
        made_at=row.made_at,
        is_undone=is_undone,
        may_undo=may_undo,
    )


def after_words(documents: DraftDocuments, change: Change, language: str) -> str:
    """Return in words what a Change leads to whose value is no text: a place, successors, principles, levels."""
    items = {item.id: item for item in (*documents.base.items, *documents.effective.items)}

    def names(identifiers: Iterable[str]) -> str:
        found = [items[entry] for entry in identifiers if entry in items]
        return ", ".join(f"{item.code} {plain_text(item.title, language)}".strip() for item in found)

    told = read_after(change)
    if change.kind is ChangeKind.TAG:
        return ", ".join(principle_words(tag.principle) for tag in told if tag.principle in PRINCIPLES)
    if change.kind is ChangeKind.MOVE:
        under = names([told.parent]) if told.parent else gettext("nothing: it stands by itself")
        return gettext("Now under: {item}").format(item=under)
    if change.kind is ChangeKind.RELEVEL:
        return ", ".join(plain_text(level.title, language) for level in told.levels)
    into = told.into
    return gettext("In its place: {items}").format(items=names([into] if isinstance(into, str) else into))


def find_item(documents: DraftDocuments, identifier: UUID) -> Item | None:
    """Return an item of a draft, or of its base where it is left out."""
    wanted = str(identifier)
    everything = (*documents.effective.items, *documents.base.items)
    return next((item for item in everything if item.id == wanted), None)
