"""Comments on items and forms left unfinished, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from capacita.vocabulary import plain_text
from capacita.web.adapting.deeds import DEEDS
from capacita.web.adapting.draft_items import find_item
from capacita.web.adapting.models import ItemComment, UnfinishedForm
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.words import isolate


def present_comments(rows: Iterable[ItemComment]) -> list[dict[str, Any]]:
    """Return each comment with its answers: the open ones first, each sort the oldest first."""
    everything = list(rows)
    threads = [
        {"comment": row, "replies": [reply for reply in everything if reply.answers_id == row.pk]}
        for row in everything
        if row.answers_id is None
    ]
    return sorted(threads, key=lambda thread: thread["comment"].resolved_at is not None)


def present_unfinished(documents: DraftDocuments, rows: Iterable[UnfinishedForm]) -> list[dict[str, Any]]:
    """Return the forms that somebody left unfinished, as tasks."""
    draft = documents.draft
    args = [draft.organisation.code, draft.pk]
    tasks = []
    for row in rows:
        item = find_item(documents, row.subject) if row.subject else None
        if row.deed in DEEDS and item is not None:
            href = reverse("adapt-step", args=[*args, row.subject, row.deed])
            name = isolate(f"{item.code} {plain_text(item.title, draft.language)}".strip())
            title = gettext("{name}: {field}").format(name=name, field=gettext(DEEDS[row.deed][1]))
        else:
            href, title = reverse("adapt-add", args=args), gettext("Add an item")
        tasks.append({"title": title, "href": href, "status": gettext("Unfinished"), "tone": "alert"})
    return tasks


def present_open_comments(documents: DraftDocuments, counted: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the items with comments that nobody has resolved, as tasks."""
    draft = documents.draft
    tasks = []
    for subject, number in counted.items():
        item = find_item(documents, UUID(subject))
        if item is not None:
            words = ngettext("{number} open comment", "{number} open comments", number).format(number=number)
            tasks.append(
                {
                    "title": f"{item.code} {plain_text(item.title, draft.language)}".strip(),
                    "href": reverse("adapt-item", args=[draft.organisation.code, draft.pk, subject]) + "#comments",
                    "status": words,
                    "tone": "active",
                }
            )
    return tasks


def count_untranslated(documents: DraftDocuments) -> int:
    """Return how many titles and definitions of a draft are not there in the language that it is written in."""
    language = documents.draft.language
    texts = [text for item in documents.effective.items for text in (item.title, item.statement)]
    return sum(1 for text in texts if text and language not in text)


def fill_in(form: forms.Form, words: Mapping[str, list[str]]) -> None:
    """Begin a form with what was typed when it was left."""
    for name, values in words.items():
        field = form.fields.get(name)
        if field is not None:
            form.initial[name] = values if isinstance(field, forms.MultipleChoiceField) else (values or [""])[-1]
