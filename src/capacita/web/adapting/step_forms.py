"""The form of each step, filled with what stands there now; and the version number that a release should take."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from capacita.framework.changes import ChangeKind
from capacita.framework.digests import framework_digest, meaning_digest
from capacita.framework.model import Framework, Item, ItemKind
from capacita.vocabulary import plain_text
from capacita.web.adapting.drafting import STATEMENT, TEXT_FIELDS
from capacita.web.adapting.forms import AddForm, KeepForm, LeaveOutForm, RenameForm, RequireForm, StepForm, WordForm
from capacita.web.adapting.presenters import DEEDS
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.documents.store import load_framework
from capacita.web.framework.presenters import levels_of

_FORMS: dict[ChangeKind, type[StepForm]] = {ChangeKind.ADOPT: KeepForm, ChangeKind.OMIT: LeaveOutForm}
FIRST_VERSION = "1.0.0"


def form_for_deed(deed: str, data: Any, documents: DraftDocuments, item: Item) -> StepForm:
    """Return the form of a step on an item; a wording begins with the one that stands, where it is in the language."""
    kind = DEEDS[deed][0]
    initial: dict[str, Any] = {"revision": documents.revision_of(item.id)}
    if kind in TEXT_FIELDS:
        texts = item.statement if TEXT_FIELDS[kind] == STATEMENT else item.title
        standing = texts.get(documents.draft.language)
        initial["text"] = standing.text if standing else ""
        form = RenameForm if kind is ChangeKind.RETITLE else WordForm
        return form(data, initial=initial, standing=initial["text"])
    if kind is ChangeKind.REQUIRE:
        language = documents.draft.language
        framework = documents.effective
        return RequireForm(
            data,
            initial=initial,
            roles=[(role.id, plain_text(role.title, language)) for role in framework.roles],
            levels=[(level.id, plain_text(level.title, language)) for level in levels_of(framework)],
        )
    return _FORMS[kind](data, initial=initial)


def form_for_adding(data: Any, documents: DraftDocuments) -> AddForm:
    """Return the form of an item of the country's own."""
    items = documents.effective.items
    domains = [item for item in items if item.kind is ItemKind.DOMAIN]
    return AddForm(
        data,
        initial={"revision": 0},
        domains=[(item.id, f"{item.code} {plain_text(item.title, documents.draft.language)}") for item in domains],
        codes=frozenset(item.code for item in (*items, *documents.base.items)),
    )


def suggest_version(documents: DraftDocuments) -> tuple[str, str]:
    """Return the number that the next release should take, and why, in words."""
    before = documents.draft.continues
    if before is None:
        return FIRST_VERSION, gettext("This is the first version.")
    old = load_framework(before.digest)
    numbers = [int(part) for part in [*before.version.split("."), "0", "0"][:3] if part.isdigit()]
    major, minor, editorial = numbers if len(numbers) == 3 else (1, 0, 0)
    if _sheds_or_turns(old, documents.effective):
        return f"{major + 1}.0.0", gettext("Items that were there are gone or say something else now.")
    if meaning_digest(old) != meaning_digest(documents.effective):
        return f"{major}.{minor + 1}.0", gettext("Something is new or set, and nothing that was there is gone.")
    if framework_digest(old) != framework_digest(documents.effective):
        return f"{major}.{minor}.{editorial + 1}", gettext("Only translations or descriptions have changed.")
    return f"{major}.{minor}.{editorial + 1}", gettext("Nothing has changed since the release.")


def _sheds_or_turns(old: Framework, new: Framework) -> bool:
    """Tell whether an item is gone or is defined in other words."""
    now = {item.id: item for item in new.items}
    return any(item.id not in now or now[item.id].statement != item.statement for item in old.items)
