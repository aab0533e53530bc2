"""Contributions on the pages of other rooms, which need not know where they are kept."""

from collections.abc import Iterable
from typing import Any

from django import template

from capacita.web.actors import actor_of
from capacita.web.consultation.presenters import QuoteOnPage
from capacita.web.consultation.queries import contributions_by_id

register = template.Library()


@register.simple_tag(takes_context=True)
def contributions_of(context: Any, identifiers: Iterable[str]) -> list[QuoteOnPage]:
    """Return the contributions of these identifiers that the reader may see."""
    return contributions_by_id(actor_of(context["request"]), identifiers)
