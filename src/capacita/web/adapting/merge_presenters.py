"""A merge as its pages show it: what went in by itself, what needs somebody, each conflict with its three sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from capacita.framework.comparison.conflicts import Conflict, explain_conflict
from capacita.framework.reading import requirements_of
from capacita.vocabulary import plain_text, show_text
from capacita.web.adapting.merging import MergeDocuments, is_worded, read_texts
from capacita.web.framework.levels import levels_of
from capacita.web.languages import language_words
from capacita.web.words import isolate, isolate_values, join_words

SIDES = {
    "ours": _("Keep ours"),
    "theirs": _("Take the new base's"),
    "base": _("Go back to the base that we started from"),
}
FIELDS = {
    "title": _("Title"),
    "statement": _("Definition"),
    "notes": _("Notes"),
    "parent": _("Place"),
    "code": _("Code"),
    "principles": _("Principles"),
    "requirements": _("Levels that roles need"),
    "descriptors": _("Level description"),
}
IN_SENTENCES = {
    "title": _("title"),
    "statement": _("definition"),
    "notes": _("notes"),
    "parent": _("place"),
    "position": _("order"),
    "code": _("code"),
    "principles": _("principles"),
    "requirements": _("levels that roles need"),
    "descriptors": _("level description"),
}
TEXTS = frozenset({"title", "statement", "notes"})


def present_merge(merge: MergeDocuments, language: str) -> dict[str, Any]:
    """Return a merge: how much went in, and each conflict as a task."""
    open_ids = {conflict.id for conflict in merge.result.conflicts}
    tasks = [
        {
            "title": _name(merge, conflict),
            "href": reverse("adapt-conflict", args=[merge.row.organisation.code, merge.row.pk, conflict.id]),
            "hint": _explain(merge, conflict),
            "status": gettext("Needs you") if conflict.id in open_ids else gettext("Settled"),
            "tone": "alert" if conflict.id in open_ids else "done",
        }
        for conflict in merge.conflicts
    ]
    taken = len(merge.result.brought)
    return {
        **_header(merge, language),
        "taken": ngettext(
            "{number} change is taken in without your help.", "{number} changes are taken in without your help.",
            taken,
        ).format(number=taken),
        "needs": tell_needs(len(open_ids)) if tasks else gettext("Nothing needs you."),
        "news": reverse("framework-compare", args=[merge.row.new_base.code])
        + f"?{urlencode({'from': merge.base.version, 'to': merge.theirs.version})}",
        "tasks": tasks,
        "is_settled": not open_ids,
    }  # fmt: skip


def present_conflict(merge: MergeDocuments, conflict: Conflict, language: str) -> dict[str, Any]:
    """Return a conflict: base, ours and theirs, what it is about, and what hangs on the choice."""
    chosen = merge.row.choices.get(conflict.id)
    sides = [
        {
            "title": gettext(title),
            "text": _value_text(merge, value, language),
            "note": _languages(value),
            "is_current": chosen == name,
        }
        for name, title, value in (
            ("base", _("The base that we started from"), conflict.base),
            ("ours", _("Ours"), conflict.ours),
            ("theirs", _("The new base"), conflict.theirs),
        )
    ]
    return {
        **_header(merge, language),
        "conflict": conflict,
        "name": _name(merge, conflict),
        "explanation": _explain(merge, conflict),
        "sides": sides,
        "effects": _effects(merge, conflict, language),
    }


def choices_of(conflict: Conflict) -> list[tuple[str, str]]:
    """Return the sides to choose from."""
    return [(name, gettext(words)) for name, words in SIDES.items()]


def initial_of(merge: MergeDocuments, conflict: Conflict, language: str) -> dict[str, Any]:
    """Return what the form of a conflict begins with: the choice that was made, if one was."""
    chosen = merge.row.choices.get(conflict.id)
    if isinstance(chosen, Mapping):
        text = chosen["value"].get(language, {}).get("text", "")
        reason = merge.row.reasons.get(conflict.id, {}).get(language, {}).get("text", "")
        return {"choice": "own", "text": text, "reason": reason}
    return {"choice": chosen} if chosen else {}


def can_be_worded(conflict: Conflict) -> bool:
    """Tell whether a wording of one's own can settle a conflict."""
    return is_worded(conflict)


def field_sentence(field: str) -> str:
    """Return what people call a field of a conflict in the middle of a sentence."""
    return _field_words(field, IN_SENTENCES)


def tell_needs(count: int) -> str:
    """Return how many conflicts are open, where there were any."""
    if not count:
        return gettext("Nothing needs you any more.")
    return ngettext("{number} needs you.", "{number} need you.", count).format(number=count)


def name_conflict(name: str, field: str) -> str:
    """Return what a conflict is called in a list: what it is about, and which field of that."""
    words = _field_words(field, FIELDS)
    return gettext("{name}: {field}").format(name=name, field=words) if words else name


def _explain(merge: MergeDocuments, conflict: Conflict) -> str:
    """Return the sentence that explains a conflict, its field named in the language of the page, every name by itself."""
    named = isolate_values({**conflict.values, "field": field_sentence(conflict.field)})
    named["name"] = _item_name(merge, conflict)
    return explain_conflict(replace(conflict, values=named), gettext)


def _field_words(field: str, words: Mapping[str, str]) -> str:
    """Return what people call a field; of a path its first step counts, with the language where it ends in one."""
    first, _slash, rest = field.partition("/")
    if first not in words:
        return field
    return f"{gettext(words[first])} ({rest})" if rest and first in TEXTS else gettext(words[first])


def _header(merge: MergeDocuments, language: str) -> dict[str, Any]:
    return {
        "merge": merge.row,
        "country": merge.row.organisation,
        "title": show_text(merge.ours.title, language),
        "our_version": merge.row.version.version,
        "base_title": show_text(merge.theirs.title, language),
        "base_version": merge.base.version,
        "new_version": merge.theirs.version,
        "is_open": merge.row.state == "open",
    }


def _name(merge: MergeDocuments, conflict: Conflict) -> str:
    return name_conflict(_item_name(merge, conflict), conflict.field)


def _item_name(merge: MergeDocuments, conflict: Conflict) -> str:
    """Return what a conflict is about, in the country's own words where it has any."""
    for framework in (merge.effective, merge.theirs, merge.base):
        item = next((entry for entry in framework.items if entry.id == conflict.item), None)
        if item is not None:
            return isolate(f"{item.code} {plain_text(item.title, merge.ours.language)}".strip())
    return isolate(str(conflict.values.get("name", "")))


def _value_text(merge: MergeDocuments, value: Any, language: str) -> Any:
    """Return a side as people read it: a text in its language, an item by its title, a level by its name."""
    if value is None:
        return None
    texts = read_texts(value)
    if texts is None and isinstance(value, Mapping):
        if "level" in value:
            level = next((entry for entry in levels_of(merge.theirs) if entry.id == value["level"]), None)
            return show_text(level.title, language) if level else str(value["level"])
        texts = read_texts(value.get("statement")) or read_texts(value.get("title"))
    if texts is not None:
        return show_text(texts, language)
    everything = {item.id: item for item in (*merge.base.items, *merge.theirs.items, *merge.effective.items)}
    item = everything.get(value) if isinstance(value, str) else None
    return f"{item.code} {plain_text(item.title, language)}" if item else str(value)


def _languages(value: Any) -> str:
    texts = read_texts(value)
    return gettext("In: {languages}").format(languages=join_words(map(language_words, texts))) if texts else ""


def _effects(merge: MergeDocuments, conflict: Conflict, language: str) -> list[str]:
    """Return what hangs on a choice: the roles that need the item, and the languages that it is read in."""
    effects = []
    item = next((entry for entry in merge.effective.items if entry.id == conflict.item), None)
    item = item or next((entry for entry in merge.theirs.items if entry.id == conflict.item), None)
    if item is not None:
        roles = {need.role.id: plain_text(need.role.title, language) for need in requirements_of(merge.theirs, item)}
        roles |= {
            need.role.id: plain_text(need.role.title, language) for need in requirements_of(merge.effective, item)
        }
        if roles:
            names = join_words(map(isolate, roles.values()))
            effects.append(gettext("These roles need it: {roles}.").format(roles=names))
        else:
            effects.append(gettext("No role needs it at a level."))
    ours, theirs = read_texts(conflict.ours), read_texts(conflict.theirs)
    if ours and theirs:
        lost = sorted(set(theirs) - set(ours))
        if lost:
            words = gettext("With ours, it is not there in: {languages}. Translations of the new base do not fit it.")
            effects.append(words.format(languages=join_words(map(language_words, lost))))
        if merge.ours.language not in theirs:
            words = gettext("With the new base's, it is not there in your language ({language}).")
            effects.append(words.format(language=language_words(merge.ours.language)))
    return effects
