"""Votes on statements where pages of other rooms name them. Load with ``{% load opinion_ui %}``."""

from typing import Any
from uuid import UUID

from django import template
from django.utils.translation import gettext

from capacita.web.opinion.queries import list_rounds
from capacita.web.opinion.terms import ROUND_STATES

register = template.Library()


@register.inclusion_tag("opinion/on_programme.html")
def votes_of_programme(programme_id: UUID) -> dict[str, Any]:
    """Return the votes of a programme that everybody may see; nothing is shown where there are none."""
    rounds = [
        {"row": row, "words": gettext(ROUND_STATES[row.state][0]), "tone": ROUND_STATES[row.state][1]}
        for row in list_rounds(programme_id)
    ]
    return {"rounds": rounds}
