"""The closed sets of this app in words that gettext knows."""

from django.utils.translation import gettext_noop as _

# What may be proposed, in the order of the forms; the words of what became of a point are in consultation/terms.py.
DISPOSITIONS = {
    "accepted": _("Take it up"),
    "partly": _("Take it up in part"),
    "declined": _("Do not take it up"),
    "out_of_scope": _("It is outside what this is about"),
    "duplicate": _("Another contribution says the same"),
}
STATES = {
    "open": (_("Open"), "quiet"),
    "proposed": (_("Proposed, not decided yet"), "active"),
    "decided": (_("Decided"), "done"),
}
STEPS = {
    "proposed": _("Proposed"),
    "withdrawn": _("The proposal was taken back"),
    "decided": _("Decided"),
    "reopened": _("The decision was undone"),
    "named": _("Who decided was told"),
}
DIVERGENCES = {
    "minority": _("A minority view"),
    "divergence": _("They did not agree"),
}
THEME_STATUSES = {
    "in-use": (_("In use"), "done"),
    "merged": (_("Merged"), "quiet"),
    "retired": (_("Retired"), "quiet"),
}
CHANGE_KINDS = {
    "reword": _("Reword its definition"),
    "retitle": _("Give it another title"),
    "add": _("Add an item"),
    "omit": _("Leave it out"),
}
