"""What a text to translate is, told in the language of the page: beside it stand the framework's own words."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.framework.model import ItemKind
from capacita.framework.principles import PRINCIPLES
from capacita.framework.translation.segments import Place, PlaceKind
from capacita.web.framework.terms import principle_words
from capacita.web.words import isolate

_SORTS = {
    ItemKind.DOMAIN: _("Domain"),
    ItemKind.COMPETENCY: _("Competency"),
    ItemKind.ATTITUDE: _("Attitude"),
    ItemKind.STATEMENT: _("Statement"),
    ItemKind.OUTCOME: _("Learning outcome"),
    ItemKind.RECOMMENDATION: _("Recommendation"),
    ItemKind.OTHER: _("Item"),
}
_SUBJECTS = {
    PlaceKind.SCALE: _("Scale {name}"),
    PlaceKind.LEVEL: _("Level {position} of the scale {name}"),
    PlaceKind.ROLE: _("Role {name}"),
}
_PARTS = {
    "title": _("title"),
    "statement": _("definition"),
    "notes": _("notes"),
    "description": _("description"),
}
_WHOLE = {
    (PlaceKind.FRAMEWORK, "title"): _("Title of the framework"),
    (PlaceKind.FRAMEWORK, "notice"): _("Notice on every page"),
    (PlaceKind.DEFINITION, "term"): _("Term: {name}"),
    (PlaceKind.DEFINITION, "text"): _("Definition of “{name}”"),
    (PlaceKind.ASSOCIATION, "notes"): _("Note on a link between two items"),
}
_SENTENCE = _("how it serves the principle “{principle}”")
_LOOKS = _("what it looks like at level {position}")
_TOGETHER = _("{subject}: {part}")
_UNDER = _("{sort} {name} (under {above})")


def place_words(place: Place) -> str:
    """Return what a text is and what it stands under, as a heading."""
    whole = _WHOLE.get((place.kind, place.part))
    if whole is not None:
        return gettext(whole).format(name=isolate(place.name))
    return gettext(_TOGETHER).format(subject=_subject(place), part=_part(place))


def _subject(place: Place) -> str:
    if place.kind in _SUBJECTS:
        return gettext(_SUBJECTS[place.kind]).format(name=isolate(place.name), position=place.position)
    sort = gettext(_SORTS[ItemKind(place.sort)]) if place.sort in set(ItemKind) else place.sort
    if place.under:
        return gettext(_UNDER).format(sort=sort, name=isolate(place.name), above=isolate(place.under))
    return f"{sort} {isolate(place.name)}".strip()


def _part(place: Place) -> str:
    if place.kind is PlaceKind.PRINCIPLE:
        known = place.principle in PRINCIPLES
        return gettext(_SENTENCE).format(principle=principle_words(place.principle) if known else place.principle)
    if place.kind is PlaceKind.DESCRIPTOR:
        return gettext(_LOOKS).format(position=place.position)
    return gettext(_PARTS[place.part])
