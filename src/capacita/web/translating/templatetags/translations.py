"""Translations on the pages of other rooms, which need not know where they are kept."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from capacita.web.actors import actor_of
from capacita.web.languages import language_words
from capacita.web.permissions import Action, may
from capacita.web.translating.queries import list_begun, list_own_frameworks

register = template.Library()


@register.simple_tag(takes_context=True)
def frameworks_to_translate(context: Any) -> list[dict[str, Any]] | None:
    """Return what the reader may translate, as lines of a task list; None where they translate nothing.

    Each framework leads to its languages, and each language that was begun to its texts.
    """
    actor = actor_of(context["request"])
    if not may(actor, Action.TRANSLATE_FRAMEWORK):
        return None
    rows = list_own_frameworks(actor)
    begun = list_begun(actor, [row.code for row in rows])
    lines = []
    for row in rows:
        version = gettext("version %(version)s") % {"version": row.version}
        lines.append({"title": row.title, "href": reverse("translation-list", args=[row.code]), "hint": version})
        for language in begun.get(row.code, ()):
            words = gettext("Translation into %(language)s") % {"language": language_words(language)}
            lines.append({"title": words, "href": reverse("translation", args=[row.code, language]), "hint": row.title})
    return lines
