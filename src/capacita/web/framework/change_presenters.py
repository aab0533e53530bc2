"""Changes of an adaptation as pages show them: what stood before, what stands now, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capacita.framework.changes import Change
from capacita.framework.model import Framework, ProficiencyLevel
from capacita.vocabulary import ShownText, show_text
from capacita.web.fields import read_localized
from capacita.web.framework.levels import levels_of
from capacita.web.framework.terms import deed_words


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
        kind=deed_words(change.kind),
        reason=show_text(change.reason, language),
        before=_value_text(change.before, levels, language),
        after=_value_text(change.after, levels, language),
        contribution_ids=tuple(evidence.ref for evidence in change.evidence if evidence.kind.value == "contribution"),
        item_code=item.code if item else "",
        item_title=show_text(item.title, language) if item else None,
        level=show_text(level.title, language) if level else None,
        role=show_text(role.title, language) if role else None,
    )


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
