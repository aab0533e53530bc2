"""Translations on the pages of other rooms, which need not know where they are kept."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from capacita.web.actors import actor_of
from capacita.web.permissions import Action, may
from capacita.web.translating.queries import list_own_frameworks

register = template.Library()


@register.simple_tag(takes_context=True)
def frameworks_to_translate(context: Any) -> list[dict[str, Any]] | None:
    """Return the frameworks that the reader may translate, as lines of a task list; None where they translate none."""
    actor = actor_of(context["request"])
    if not may(actor, Action.TRANSLATE_FRAMEWORK):
        return None
    return [
        {
            "title": row.title,
            "href": reverse("translation-list", args=[row.code]),
            "hint": gettext("version %(version)s") % {"version": row.version},
        }
        for row in list_own_frameworks(actor)
    ]
