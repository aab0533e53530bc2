"""Links to other frameworks on the pages of items, which need not know where crosswalks are kept."""

from typing import Any

from django import template

from capacita.web.actors import actor_of
from capacita.web.crosswalk.presenters import present_links_of_item
from capacita.web.crosswalk.queries import list_crosswalks_about
from capacita.web.languages import text_language

register = template.Library()


@register.simple_tag(takes_context=True)
def crosswalk_links_of(context: Any, item_id: str) -> list[dict[str, Any]]:
    """Return the links of an item to those of other frameworks, by crosswalk, each with its state."""
    crosswalks = list_crosswalks_about(actor_of(context["request"]), item_id)
    return present_links_of_item(crosswalks, item_id, text_language())
