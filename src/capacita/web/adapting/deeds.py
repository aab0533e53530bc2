"""What can be done to an item of a draft, and whether there is anything to do it with."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from capacita.framework.changes import ChangeKind
from capacita.framework.model import Item, ItemKind
from capacita.web.adapting.queries import DraftDocuments
from capacita.web.framework.levels import levels_of

# What can be done to an item: the last part of its address, the words, and what it is for.
DEEDS = {
    "keep": (ChangeKind.ADOPT, _("Keep it as it is"), _("Says that you looked at it and want it so.")),
    "reword": (ChangeKind.REWORD, _("Reword the definition"), _("Say it in your own words, in your language.")),
    "rename": (ChangeKind.RETITLE, _("Change the title"), _("Give it the name that people here use.")),
    "require": (ChangeKind.REQUIRE, _("Set the level that a role needs"), _("For one role at a time.")),
    "describe": (ChangeKind.DESCRIBE, _("Describe a level"), _("Say what it looks like at one level.")),
    "tag": (ChangeKind.TAG, _("Say which principle it serves"), _("With a sentence that says how.")),
    "untag": (ChangeKind.TAG, _("Take a principle away"), _("Where it does not serve it.")),
    "move": (ChangeKind.MOVE, _("Move it"), _("Under another item, or to another place.")),
    "split": (ChangeKind.SPLIT, _("Split it"), _("Items that you have added take its place.")),
    "merge": (ChangeKind.MERGE, _("Merge it into another"), _("Another item takes it in.")),
    "leave-out": (ChangeKind.OMIT, _("Leave it out"), _("It does not appear in your framework; the reason does.")),
}


def is_possible(documents: DraftDocuments, item: Item, deed: str) -> bool:
    """Tell whether there is anything to do a deed with: roles and levels, items added, principles set."""
    framework = documents.effective
    if deed == "require":
        return bool(framework.roles and levels_of(framework))
    if deed == "describe":
        return bool(levels_of(framework)) and item.kind is not ItemKind.RECOMMENDATION
    if deed == "untag":
        return bool(item.principles)
    if deed == "split":
        known = {entry.id for entry in documents.base.items}
        return sum(entry.id not in known and entry.id != item.id for entry in framework.items) > 1
    return True
