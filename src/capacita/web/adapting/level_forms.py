"""What is asked of somebody who changes the levels of a scale."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.framework.changes import ChangeKind
from capacita.web.adapting.item_forms import ChoosingForm
from capacita.web.adapting.levels import ADD, MOVE, REMOVE, RENAME

NONE = "none"


class LevelForm(ChoosingForm):
    """A step on one level of a scale."""

    kind = ChangeKind.RELEVEL
    name = "level"
    deed = ""
    level = forms.ChoiceField(
        label=_("Which level?"), widget=forms.RadioSelect, error_messages={"required": _("Choose the level")}
    )

    def told(self) -> dict[str, Any]:
        """Return what is done, to which level."""
        return {"deed": self.deed, "level": self.cleaned_data["level"]}


class RenameLevelForm(LevelForm):
    """Give a level of the scale another name."""

    deed = RENAME
    field_order = ("level", "title", "reason", "citation")
    title = forms.CharField(
        label=_("Its name with you"),
        max_length=100,
        error_messages={
            "required": _("Write the name as it should read"),
            "max_length": _("Say it in at most 100 characters"),
        },
    )

    def told(self) -> dict[str, Any]:
        """Return the level and its name."""
        return {**super().told(), "title": self.cleaned_data["title"]}


class AddLevelForm(ChoosingForm):
    """Add a level to the scale."""

    kind = ChangeKind.RELEVEL
    name = "place"
    field_order = ("title", "statement", "place", "reason", "citation")
    title = forms.CharField(
        label=_("Name of the new level"),
        max_length=100,
        error_messages={
            "required": _("Write the name as it should read"),
            "max_length": _("Say it in at most 100 characters"),
        },
    )
    statement = forms.CharField(
        label=_("What does it mean?"),
        help_text=_("What somebody at this level can do, whatever the item."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say in a sentence what the level means"),
            "max_length": _("Say it in at most 600 characters"),
        },
    )
    place = forms.ChoiceField(
        label=_("Where does it stand?"), widget=forms.RadioSelect, error_messages={"required": _("Choose the place")}
    )

    def told(self) -> dict[str, Any]:
        """Return the new level and its place."""
        given = self.cleaned_data
        return {
            "deed": ADD,
            "title": given["title"],
            "statement": given["statement"],
            "place": int(given["place"]),
        }


class RemoveLevelForm(LevelForm):
    """Take a level out of the scale."""

    deed = REMOVE
    field_order = ("level", "instead", "reason", "citation")
    instead = forms.ChoiceField(
        label=_("Which level takes its place where roles need it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they need in its place")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["instead"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*kwargs["choices"], (NONE, _("Nothing: they do not need these items any more"))]

    def clean(self) -> dict[str, Any]:
        """Ask for another level than the one that goes."""
        given = super().clean() or {}
        if given.get("level") and given.get("level") == given.get("instead"):
            self.add_error("instead", _("Choose another level than the one that goes"))
        return given

    def told(self) -> dict[str, Any]:
        """Return the level that goes and the one that roles need in its place."""
        instead = self.cleaned_data["instead"]
        return {**super().told(), "into": () if instead == NONE else (instead,)}


class MoveLevelForm(LevelForm):
    """Put a level at another place of the scale."""

    deed = MOVE
    field_order = ("level", "place", "reason", "citation")
    place = forms.ChoiceField(
        label=_("At which place?"),
        help_text=_("1 is the lowest level."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the place")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(place, str(place)) for place in range(1, len(kwargs["choices"]) + 1)]

    def told(self) -> dict[str, Any]:
        """Return the level and its new place."""
        return {**super().told(), "place": int(self.cleaned_data["place"])}
