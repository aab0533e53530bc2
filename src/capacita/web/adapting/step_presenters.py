"""The steps of a draft as its pages show them, one after the other and by sort in the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.contents import read_after
from capacita.framework.model import Framework
from capacita.framework.principles import PRINCIPLES
from capacita.vocabulary import ShownText, plain_text, show_text
from capacita.web.adapting.draft_items import name_item
from capacita.web.adapting.drafting import fields_meet, list_standing, read_change
from capacita.web.adapting.models import DraftChange
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.fields import read_localized
from capacita.web.framework.change_presenters import present_change
from capacita.web.framework.terms import deed_words, principle_words
from capacita.web.words import join_words

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

A_PAGE = 20  # Changes of a report


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOfDraft:
    """A page of what a draft comes to; how many Changes there are, and of each sort. ``chosen`` is the one shown alone."""

    total: int
    chosen: str
    sorts: tuple[tuple[str, str, int], ...]
    parts: tuple[PartOnPage, ...]
    page: Page[Any]

    @property
    def query(self) -> str:
        """What the addresses of other pages say besides their number."""
        return f"part={self.chosen}&" if self.chosen else ""


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


def present_report(documents: DraftDocuments, language: str, part: str = "", page: str = "1") -> ReportOfDraft:
    """Return what the draft comes to, by sort, each with its reason: a page of one sort, or of all."""
    order = [code for code, _title, _kinds in PARTS]
    everything = sorted(documents.changes, key=lambda pair: order.index(part_of(pair[1])))
    counts = Counter(part_of(change) for _row, change in everything)
    chosen = part if counts[part] else ""
    listed = [pair for pair in everything if chosen in ("", part_of(pair[1]))]
    found = Paginator(listed, A_PAGE).get_page(page)
    told: dict[str, list[StepOnPage]] = {}
    for row, change in found:
        step = _step(documents, row, change, language, is_undone=False, may_undo=False)
        told.setdefault(part_of(change), []).append(step)
    titles = {code: gettext(title) for code, title, _kinds in PARTS}
    return ReportOfDraft(
        total=len(everything),
        chosen=chosen,
        sorts=tuple((code, titles[code], counts[code]) for code in order if counts[code]),
        parts=tuple(PartOnPage(code=code, title=titles[code], steps=tuple(steps)) for code, steps in told.items()),
        page=found,
    )


def part_of(change: Change) -> str:
    """Return the sort under which a Change is told."""
    return next((code for code, _title, kinds in PARTS if change.kind in kinds), "other")


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
    title: Any = name_item(item, language) if item else show_text(read_localized(added.get("title")), language)
    scale = next((entry for entry in documents.effective.scales if entry.id == subject), None)
    if scale is not None:
        title = show_text(scale.title, language)
    if change.kind in (ChangeKind.TAG, ChangeKind.MOVE, ChangeKind.SPLIT, ChangeKind.MERGE, ChangeKind.RELEVEL):
        after = after_words(documents, change, language) or after
    kind = deed_words(change.kind)
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
        return join_words(f"{item.code} {plain_text(item.title, language)}".strip() for item in found)

    told = read_after(change)
    if change.kind is ChangeKind.TAG:
        return join_words(principle_words(tag.principle) for tag in told if tag.principle in PRINCIPLES)
    if change.kind is ChangeKind.MOVE:
        under = names([told.parent]) if told.parent else gettext("nothing: it stands by itself")
        return gettext("Now under: {item}").format(item=under)
    if change.kind is ChangeKind.RELEVEL:
        return join_words(plain_text(level.title, language) for level in told.levels)
    into = told.into
    return gettext("In its place: {items}").format(items=names([into] if isinstance(into, str) else into))
