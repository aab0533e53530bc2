"""The closed sets of commenting in words that gettext knows."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from capacita.consultation.commenting.comments import KEPT, KeptFact, Naming

STATES = {
    "waiting": (_("Waits to be read"), "active"),
    "published": (_("Shown"), "done"),
    "hidden": (_("Hidden"), "alert"),
    "restored": (_("Shown again"), "done"),
    "withdrawn": (_("Taken back by its author"), "quiet"),
}
HIDING_REASONS = {
    "personal_data": _("It tells something about a person who did not agree"),
    "insult": _("It insults or threatens somebody"),
    "hatred": _("It stirs up hatred against a group"),
    "advertising": _("It advertises something, or was sent by a program"),
    "sent_twice": _("The same author sent the same words before"),
    "false_name": _("It speaks in the name of somebody who did not write it"),
}
NAMINGS = {
    "named": _("By my name"),
    "organisation": _("By my organisation"),
    "kind": _("Only by the kind of participant that I am"),
    "anonymous": _("Not at all"),
}
FACTS = {
    KeptFact.NAME: _("your name"),
    KeptFact.ORGANISATION: _("your organisation, if you give it"),
    KeptFact.KIND: _("what kind of participant you are, if you say it"),
}
FATES = {
    "exact": ("", ""),
    "moved": (_("The words stand elsewhere now"), "quiet"),
    "fuzzy": (_("The words have changed since"), "active"),
    "orphan": (_("The words are gone"), "alert"),
}
ORPHAN_REASONS = {
    "item_gone": _("The item is not in this version, and nothing took its place."),
    "language_gone": _("This version has no text in that language."),
    "words_gone": _("The words were taken out or written anew."),
}
PARTS = {
    "whole": _("The item as a whole"),
    "title": _("Title"),
    "statement": _("Definition"),
    "notes": _("Notes"),
    "level": _("Level"),
}
TRANSLATION_KINDS = {"human": _("Translated by a person"), "machine": _("Machine translation")}


def promise_of(naming: Naming) -> str:
    """Return what is stored and shown of somebody who chose this way of being named, from the table that stores it."""
    facts = [gettext(words) for fact, words in FACTS.items() if fact in KEPT[naming]]
    if not facts:
        return gettext("We store nothing about who you are. Beside the comment stands “A participant”.")
    return gettext("We store and show: {facts}. Nothing else about you is stored.").format(facts="; ".join(facts))
