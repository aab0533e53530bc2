"""The closed sets of coverage in words that gettext knows."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation.coverage import NOT_SAID
from capacita.web.consultation.terms import COUNTED, GROUPS, MODES
from capacita.web.languages import language_name

DIMENSIONS = {
    "region": _("Region"),
    "kind": _("Kind of participant"),
    "language": _("Language"),
    "mode": _("How people meet"),
    "gender": _("Gender"),
    "age_band": _("Age"),
}
REASONS = {
    "region_empty": _("It would be the first dated session of this region."),
    "kind_empty": _("It would be the first to invite these people."),
    "cell_empty": _("No dated session invites these people in this region."),
}
GENDERS = ("woman", "man", "other")
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


def place_words(dimension: str, place: str) -> str:
    """Return the name of a place on an axis, or of a group of people, in the language of the page."""
    if place == NOT_SAID:
        return gettext(_("Not said"))
    if dimension == "language":
        return language_name(place)
    known = MODES if dimension == "mode" else GROUPS if dimension in ("region", "kind") else COUNTED
    if dimension == "kind" and place == "other":
        return gettext(_("Others"))
    return gettext(known[place]) if place in known else place
