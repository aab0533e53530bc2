"""What is asked for the rarer steps: where an item goes, what takes its place, what a level looks like, what it serves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from capacita.framework.changes import ChangeKind
from capacita.web.adapting.forms import StepForm

Choices = Sequence[tuple[str, str]]


def _long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ChoosingForm(StepForm):
    """A step with one list to choose from: ``name`` is its field."""

    name = ""

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields[self.name]
        assert isinstance(field, forms.ChoiceField | forms.MultipleChoiceField)
        field.choices = list(choices)


class MoveForm(ChoosingForm):
    """Put an item elsewhere."""

    kind = ChangeKind.MOVE
    name = "parent"
    field_order = ("parent", "place", "reason", "citation")
    parent = forms.ChoiceField(label=_("Under which item?"), required=False)
    place = forms.IntegerField(
        label=_("At which place there?"),
        help_text=_("1 is the first. A number beyond the last puts it at the end."),
        min_value=1,
        max_value=9999,
        error_messages={
            "required": _("Give it a place, such as 1"),
            "invalid": _("Write the place as a number, such as 1"),
            "min_value": _("The first place is 1"),
            "max_value": _("Write a number below 10,000"),
        },
    )

    def told(self) -> dict[str, Any]:
        """Return the new place."""
        return {name: self.cleaned_data[name] for name in ("parent", "place")}


class SplitForm(ChoosingForm):
    """Let several items take the place of one."""

    kind = ChangeKind.SPLIT
    name = "into"
    field_order = ("into", "reason", "citation")
    into = forms.MultipleChoiceField(
        label=_("Which items take its place?"),
        help_text=_("Those that you have added. Roles that needed this one will need each of them."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two items; add them first where they are not there yet")},
    )

    def clean_into(self) -> list[str]:
        """Ask for two at least."""
        into: list[str] = self.cleaned_data["into"]
        if len(into) < 2:
            raise ValidationError(_("Choose at least two items; add them first where they are not there yet"))
        return into

    def told(self) -> dict[str, Any]:
        """Return the successors."""
        return {"into": tuple(self.cleaned_data["into"])}


class MergeForm(ChoosingForm):
    """Let another item take in one."""

    kind = ChangeKind.MERGE
    name = "into"
    field_order = ("into", "reason", "citation")
    into = forms.ChoiceField(
        label=_("Which item takes it in?"),
        help_text=_("What stands under this one moves there, and roles that needed this one will need that."),
        error_messages={"required": _("Choose the item that takes it in")},
    )

    def told(self) -> dict[str, Any]:
        """Return the item that stays."""
        return {"into": (self.cleaned_data["into"],)}


class DescribeForm(ChoosingForm):
    """Say what an item looks like at a level."""

    kind = ChangeKind.DESCRIBE
    name = "level"
    field_order = ("level", "text", "reason", "citation")
    level = forms.ChoiceField(
        label=_("At which level?"), widget=forms.RadioSelect, error_messages={"required": _("Choose the level")}
    )
    text = forms.CharField(
        label=_("What does it look like there?"),
        max_length=2000,
        widget=_long_text(5),
        error_messages={
            "required": _("Say what somebody at this level does"),
            "max_length": _("Say it in at most 2,000 characters"),
        },
    )

    def told(self) -> dict[str, Any]:
        """Return the level and what the item looks like there."""
        return {"level": self.cleaned_data["level"], "statement": self.cleaned_data["text"]}


class TagForm(ChoosingForm):
    """Say which principle an item serves, and how: the sentence is the reason."""

    kind = ChangeKind.TAG
    name = "principle"
    field_order = ("principle", "text", "citation")
    reason = None  # type: ignore[assignment] # takes the field away: the sentence is the reason
    principle = forms.ChoiceField(
        label=_("Which principle does it serve?"), error_messages={"required": _("Choose the principle")}
    )
    text = forms.CharField(
        label=_("How does it serve it?"),
        help_text=_("One sentence. It counts once somebody else has read and confirmed it."),
        max_length=600,
        widget=_long_text(3),
        error_messages={
            "required": _("Say in a sentence how; a principle without it does not count"),
            "max_length": _("Say it in at most 600 characters"),
        },
    )

    def told(self) -> dict[str, Any]:
        """Return the principle and its sentence, which is the reason too."""
        text = self.cleaned_data["text"]
        return {"principle": self.cleaned_data["principle"], "statement": text, "reason": text}


class UntagForm(ChoosingForm):
    """Take back that an item serves a principle."""

    kind = ChangeKind.TAG
    name = "principle"
    field_order = ("principle", "reason", "citation")
    principle = forms.ChoiceField(
        label=_("Which principle does it not serve?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the principle")},
    )

    def told(self) -> dict[str, Any]:
        """Return the principle that is taken away."""
        return {"principle": self.cleaned_data["principle"], "is_taken_away": True}


class CommentForm(forms.Form):
    """What somebody says about an item."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("Those who work on this draft can read it; it is no part of what you release."),
        max_length=2000,
        widget=_long_text(3),
        error_messages={
            "required": _("Write what you want to say"),
            "max_length": _("Say it in at most 2,000 characters"),
        },
    )


class GateForm(forms.Form):
    """How many items must serve each principle before anything made from a framework is released."""

    confirmed_only = forms.BooleanField(label=_("Count only what somebody has confirmed"), required=False, initial=True)

    def __init__(self, *args: Any, principles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in principles:
            self.fields[code] = forms.IntegerField(
                label=words,
                required=False,
                min_value=0,
                max_value=99,
                error_messages={
                    "invalid": _("Write a number, such as 2, or leave it empty"),
                    "min_value": _("Write 0 or more, or leave it empty"),
                    "max_value": _("Write at most 99"),
                },
            )

    def asked(self) -> dict[str, int]:
        """Return the numbers that are asked for."""
        given = self.cleaned_data
        return {code: given[code] for code in self.fields if code != "confirmed_only" and given.get(code)}
