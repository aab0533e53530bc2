"""An item of a draft as its page shows it: how the base has it, how it stands now, what can be done."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from capacita.framework.changes import ChangeKind
from capacita.framework.model import Item
from capacita.framework.reading import requirements_of
from capacita.vocabulary import plain_text, show_text
from capacita.web.adapting.deeds import DEEDS, is_possible
from capacita.web.adapting.draft_items import list_items, list_kinds, status_of
from capacita.web.adapting.draft_presenters import header_of
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.adapting.step_presenters import present_steps
from capacita.web.framework.looks import look_of


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
        if not is_out and not is_possible(documents, item, name):
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
        "status": status_of(list_kinds(documents).get(item.id, ())),
        "is_of_base": base is not None,
        **_beside(documents, item, language),
        "needs": [
            {"term": show_text(need.role.title, language), "value": show_text(need.level.title, language)}
            for need in (requirements_of(documents.effective, now) if now else ())
        ],
    }


def _beside(documents: DraftDocuments, item: Item, language: str) -> dict[str, dict[str, str] | None]:
    """Return the item before this one and the one after it, in the order of the draft's page."""
    listed = list_items(documents)
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


def _side(title: str, item: Item | None, language: str, *, is_current: bool) -> dict[str, Any]:
    if item is None:
        return {"title": title, "text": None, "note": "", "is_current": is_current}
    text = show_text(item.statement, language) or gettext("No text")
    return {"title": title, "text": text, "note": show_text(item.title, language), "is_current": is_current}
