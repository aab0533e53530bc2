"""Comments on the pages of other rooms, which need not know where they are kept."""

from typing import Any

from django import template

from capacita.web.actors import actor_of
from capacita.web.commenting.queries import count_to_moderate
from capacita.web.permissions import Action, may

register = template.Library()


@register.simple_tag(takes_context=True)
def comments_to_moderate(context: Any) -> int | None:
    """Return how many comments wait for the reader, None where they moderate none."""
    return count_to_moderate(actor_of(context["request"]))


@register.simple_tag(takes_context=True)
def may_translate_contributions(context: Any) -> bool:
    """Tell whether the reader translates contributions."""
    return may(actor_of(context["request"]), Action.TRANSLATE_CONTRIBUTION)
