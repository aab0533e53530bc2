"""Two versions side by side, for somebody who has to advise on them: in sum, then item by item, with reasons."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_noop as _

from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.comparison import (
    VersionStep,
    VersionSuggestion,
    diff_frameworks,
    list_change_rows,
    suggest_version,
    weigh_change,
)
from capacita.framework.model import Framework
from capacita.framework.reading import list_tree
from capacita.vocabulary import (
    LocalizedText,
    ShownText,
    TextOrigin,
    canonical_json,
    direction_of,
    plain_text,
    show_text,
)
from capacita.web.documents.store import load_adaptation, load_apart
from capacita.web.framework.addresses import ReaderChoice, item_address, item_keys
from capacita.web.framework.compare_values import Names, Side, show_sides
from capacita.web.framework.looks import Looks
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.steps import list_told, sort_of
from capacita.web.framework.terms import deed_words
from capacita.web.languages import language_name, text_language

SUMMED_UP = {
    "reword": ngettext_lazy("{number} definition reworded", "{number} definitions reworded"),
    "retitle": ngettext_lazy("{number} title changed", "{number} titles changed"),
    "add": ngettext_lazy("{number} item added", "{number} items added"),
    "omit": ngettext_lazy("{number} item left out", "{number} items left out"),
    "split": ngettext_lazy("{number} item split", "{number} items split"),
    "merge": ngettext_lazy("{number} item merged into another", "{number} items merged into others"),
    "move": ngettext_lazy("{number} item moved", "{number} items moved"),
    "describe": ngettext_lazy("{number} level described otherwise", "{number} levels described otherwise"),
    "relevel": ngettext_lazy("{number} scale with other levels", "{number} scales with other levels"),
    "require": ngettext_lazy("{number} required level changed", "{number} required levels changed"),
    "tag": ngettext_lazy("principles of {number} item changed", "principles of {number} items changed"),
    "link": ngettext_lazy("{number} link changed", "{number} links changed"),
    "translate": ngettext_lazy("{number} translation changed", "{number} translations changed"),
    "role": ngettext_lazy("{number} role added or left out", "{number} roles added or left out"),
    "other": ngettext_lazy("{number} other change", "{number} other changes"),
}
SORTS = {
    "reword": _("Definitions"),
    "retitle": _("Titles"),
    "add": _("Added"),
    "omit": _("Left out"),
    "split": _("Split"),
    "merge": _("Merged"),
    "move": _("Moved"),
    "describe": _("Levels described"),
    "relevel": _("Scales"),
    "require": _("Required levels"),
    "tag": _("Principles"),
    "link": _("Links"),
    "translate": _("Translations"),
    "role": _("Roles"),
    "other": _("Other changes"),
}
WEIGHTS = {
    VersionStep.SAME: _("Nothing has changed."),
    VersionStep.EDITORIAL: _("Every meaning stayed as it was: these are corrections, so measurements stay comparable."),
    VersionStep.MINOR: _("Something is new or stands elsewhere, but nothing means anything else than before."),
    VersionStep.MEANING: _(
        "This is a change of meaning: what people are asked to be able to do is not the same. "
        "Measurements made before may not be comparable."
    ),
}
STEP_WORDS = {
    VersionStep.SAME: _("nothing"),
    VersionStep.EDITORIAL: _("editorial"),
    VersionStep.MINOR: _("minor"),
    VersionStep.MEANING: _("changes the meaning"),
}
PARTS = {
    "title": _("Title"),
    "notes": _("Notes"),
    "notice": _("Notice"),
    "kind": _("Kind"),
    "item_type": _("Type"),
    "code": _("Code"),
    "source": _("Source"),
    "sources": _("Sources"),
    "publisher": _("Publisher"),
    "licence": _("Licence"),
    "language": _("Language"),
    "description": _("Description"),
    "branch": _("Branch"),
    "status_start": _("Start"),
    "status_end": _("End"),
    "aliases": _("Other identifiers"),
    "extensions": _("Further data"),
    "term": _("Term"),
    "text": _("Text"),
}
BECAUSE = 3  # changes named in the summary as its reason
A_PAGE = 20  # entries of a comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change with both sides, how much it weighs and why it was made."""

    sort: str
    words: str
    detail: str  # the level or the role that it is about
    weight: str
    is_meant: bool
    before: Side | None
    after: Side | None
    reason: ShownText | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEntry:
    """An item, a role, or the framework as a whole, with what became of it."""

    title: ShownText | None
    code: str
    look: str
    href: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two kept frameworks and what leads from one to the other."""

    before: Framework
    after: Framework
    changes: tuple[Change, ...]
    suggestion: VersionSuggestion


@functools.lru_cache(maxsize=128)
def compare_kept(before: str, after: str) -> Comparison:
    """Return the comparison of two kept frameworks, by their digests; what is kept never changes."""
    earlier, later = load_apart(before, after)
    changes = diff_frameworks(earlier, later)
    told = list_told(earlier, changes)
    return Comparison(before=earlier, after=later, changes=told, suggestion=suggest_version(earlier, told))


def sum_up(counts: Mapping[str, int]) -> list[str]:
    """Return in words how many changes there are of each sort, the weightiest sorts first."""
    return [
        str(words % counts[sort]).format(number=counts[sort]) for sort, words in SUMMED_UP.items() if counts.get(sort)
    ]


def reasons_of(row: FrameworkVersion) -> Mapping[str, LocalizedText]:
    """Return the reasons that an adaptation gives, by what each change is about; none where it is no adaptation."""
    adaptation: Adaptation | None = load_adaptation(row.adaptation_digest) if row.adaptation_digest else None
    reasons: dict[str, LocalizedText] = {}
    for change in adaptation.changes if adaptation else ():
        if change.reason:
            reasons[_reason_key(change)] = change.reason
    return reasons


def _reason_key(change: Change) -> str:
    about = change.after if change.kind is ChangeKind.REQUIRE else None
    item = about.get("item") if isinstance(about, Mapping) else ""
    holder = change.target if change.kind is not ChangeKind.ADD else (change.after or {}).get("id", change.target)
    return canonical_json([change.kind.value, holder, change.level, item]).decode()


def present_comparison(
    rows: tuple[FrameworkVersion, FrameworkVersion], choice: ReaderChoice, wanted: str, page: str = "1"
) -> dict[str, Any]:
    """Return two versions side by side: the sum in words, the sorts to filter by, and a page of the entries that differ."""
    found = compare_kept(rows[0].digest, rows[1].digest)
    names = Names(found.before, found.after, choice.language)
    counts = Counter(sort_of(change) for change in found.changes)
    told = [change for change in found.changes if wanted in ("", sort_of(change))]
    suggestion = found.suggestion
    entries = _page_of_entries(found, told, page)
    return {
        "total": len(found.changes),
        "shown": len(told),
        "wanted": wanted,
        "wanted_words": gettext(SORTS[wanted]) if wanted in SORTS else "",
        "summary": sum_up(counts),
        "weight": gettext(WEIGHTS[suggestion.step]),
        "is_meant": suggestion.step is VersionStep.MEANING,
        "because": [_name_change(change, found, names) for change in suggestion.because[:BECAUSE]],
        "because_more": max(0, len(suggestion.because) - BECAUSE),
        "suggested": suggestion.version,
        "sorts": [(sort, gettext(words), counts[sort]) for sort, words in SORTS.items() if counts[sort]],
        "page": entries,
        "entries": _present_entries(rows, found, entries.object_list, names, choice),
    }


def _name_change(change: Change, found: Comparison, names: Names) -> str:
    holder = names.of(_holder_of(change, _list_holders(found)))
    return gettext("{item}: {change}").format(item=holder, change=change_words(change).lower())


def change_words(change: Change) -> str:
    """Return in a few words what a change does."""
    sort = sort_of(change)
    if sort == "role":
        return gettext("Role added") if change.kind is ChangeKind.ADD else gettext("Role left out")
    if change.kind is ChangeKind.SET:
        return gettext("{part} changed").format(part=gettext(PARTS.get(change.part, change.part)))
    if change.kind is ChangeKind.TRANSLATE:
        return gettext("Translation changed: {language}").format(language=language_name(change.language or ""))
    if sort == "describe" and change.kind is ChangeKind.OMIT:
        return gettext("Level no longer described")
    return deed_words(ChangeKind.DESCRIBE if sort == "describe" else change.kind)


def _list_holders(found: Comparison) -> dict[str, str]:
    """Return the item that descriptors and links belong to, by their identifiers."""
    holders: dict[str, str] = {}
    for version in (found.before, found.after):
        holders.update({entry.id: entry.item for entry in version.descriptors})
        holders.update({link.id: link.origin for link in version.associations})
    return holders


def _holder_of(change: Change, holders: Mapping[str, str]) -> str:
    """Return what a change is about: an item, a role, a scale, or the framework."""
    if change.kind is ChangeKind.REQUIRE:
        return str((change.after or change.before)["item"])
    return holders.get(change.target, change.target)


Told = tuple[str, list[Change]]  # what changes are about, and they


def _page_of_entries(found: Comparison, changes: Sequence[Change], page: str) -> Page[Told]:
    """Return a page of what changes are about: items as they are read, then roles and scales, then the framework."""
    holders = _list_holders(found)
    about: dict[str, list[Change]] = {}
    for change in changes:
        about.setdefault(_holder_of(change, holders), []).append(change)
    wholes = [holder for holder in dict.fromkeys((found.before.id, found.after.id)) if holder in about]
    last: Told = (found.after.id, [change for holder in wholes for change in about.pop(holder)])
    items = [(holder, about.pop(holder)) for holder in _in_reading_order(found) if holder in about]
    return Paginator([*items, *about.items(), *([last] if last[1] else [])], A_PAGE).get_page(page)


def _present_entries(
    rows: tuple[FrameworkVersion, FrameworkVersion],
    found: Comparison,
    page: Iterable[Told],
    names: Names,
    choice: ReaderChoice,
) -> list[ComparedEntry]:
    """Return what changes are about in words, with them."""
    reasons = reasons_of(rows[1])
    before_items = {item.id: item for item in found.before.items}

    def row_of(change: Change) -> ChangeRow:
        before, after = show_sides(change, names)
        step = weigh_change(change, before_items)
        reason = reasons.get(_reason_key(change))
        return ChangeRow(
            sort=sort_of(change),
            words=change_words(change),
            detail=_detail_of(change, names),
            weight=gettext(STEP_WORDS[step]),
            is_meant=step is VersionStep.MEANING,
            before=before,
            after=after,
            reason=show_text(reason, choice.language) if reason else None,
        )

    sides = [
        (row, {item.id: item for item in side.items}, item_keys(side), Looks(side))
        for row, side in zip(reversed(rows), (found.after, found.before), strict=True)
    ]
    entries = []
    for holder, changes in page:
        told = tuple(map(row_of, changes))
        for row, items, keys, looks in sides:
            item = items.get(holder)
            if item is not None:
                title = show_text(item.title, choice.language) or show_text(item.statement, choice.language)
                href = item_address(row.code, keys[holder], ReaderChoice(text=choice.text, version=row.version))
                entries.append(ComparedEntry(title=title, code=item.code, look=looks.of(item), href=href, rows=told))
                break
        else:
            name = gettext("The framework as a whole") if holder == found.after.id else names.of(holder)
            entries.append(ComparedEntry(title=_plain(name), code="", look="", href="", rows=told))
    return entries


def _in_reading_order(found: Comparison) -> list[str]:
    """Return the identifiers of the items of both versions, those that are gone where they stood."""
    there = {item.id for item in found.after.items}
    gone: dict[str, list[str]] = {}
    last = ""
    for _depth, item in list_tree(found.before):
        if item.id in there:
            last = item.id
        else:
            gone.setdefault(last, []).append(item.id)
    order = gone.pop("", [])
    for _depth, item in list_tree(found.after):
        order.extend((item.id, *gone.get(item.id, ())))
    return order


def _detail_of(change: Change, names: Names) -> str:
    if change.kind is ChangeKind.REQUIRE:
        return names.of(change.target)
    if change.level:
        return names.of(change.level)
    value = change.after or change.before
    if change.part == "descriptors" and isinstance(value, Mapping):
        return names.of(value.get("level", ""))
    return ""


def _plain(words: str) -> ShownText:
    language = text_language()
    return ShownText(text=words, language=language, direction=direction_of(language), origin=TextOrigin.SOURCE)


def list_rows(
    rows: tuple[FrameworkVersion, FrameworkVersion], language: str
) -> tuple[Comparison, list[dict[str, Any]]]:
    """Return a comparison and its changes as rows for a table or a program: the public shape, with names and reasons."""
    found = compare_kept(rows[0].digest, rows[1].digest)
    names = Names(found.before, found.after, language)
    reasons, holders = reasons_of(rows[1]), _list_holders(found)
    before_items = {item.id: item for item in found.before.items}
    public = list_change_rows(found.changes, found.before, found.after)
    told = []
    for change, row in zip(found.changes, public, strict=True):
        before, after = show_sides(change, names)
        told.append(
            {
                **row,
                "name": names.of(_holder_of(change, holders)),
                "weight": weigh_change(change, before_items).value,
                "before_words": before.text if before else "",
                "after_words": after.text if after else "",
                "reason": plain_text(reasons.get(_reason_key(change), {}), language),
            }
        )
    return found, told
