"""The forms of those who propose, record decisions, sort themes, and make Changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacita.web.synthesis.terms import CHANGE_KINDS, DISPOSITIONS, DIVERGENCES

Choices = Sequence[tuple[str, Any]]
REASON_MISSING = {"required": _("Say in a sentence why. No decision stands without its reason.")}


def _not_later(value: Any) -> None:
    if value > timezone.localdate():
        raise ValidationError(_("This day is still to come. Give the day on which it was decided."))


class ProposalForm(forms.Form):
    """What is proposed for one contribution, or for all of a theme."""

    disposition = forms.ChoiceField(
        label=_("What do you propose?"),
        choices=list(DISPOSITIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to become of it.")},
    )
    duplicate_of = forms.ChoiceField(
        label=_("If another says the same: which one"),
        required=False,
        help_text=_("Its answer holds for this one too. Both stay in the ledger."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Everybody reads it beside the contribution once it is decided. Write it to the person who said it."
        ),
        error_messages=REASON_MISSING,
    )

    def __init__(self, *args: Any, others: Choices = (), of_theme: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_theme:  # a whole theme is no duplicate of anything
            offered = [(name, words) for name, words in DISPOSITIONS.items() if name != "duplicate"]
            self.fields["disposition"].choices = offered  # type: ignore[attr-defined] # a ChoiceField
        self.fields["duplicate_of"].choices = [("", "—"), *others]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for the other contribution exactly where one says the same."""
        given = super().clean() or {}
        if given.get("disposition") == "duplicate" and not given.get("duplicate_of"):
            self.add_error("duplicate_of", _("Choose the contribution that says the same."))
        if given.get("disposition") != "duplicate":
            given["duplicate_of"] = ""
        return given


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a sentence why it is taken back.")},
    )


class DecisionForm(forms.Form):
    """Who decided, when, and where that is written down."""

    body = forms.CharField(
        label=_("Who decided"),
        max_length=200,
        help_text=_("The role or body, such as “Steering group”; no person's name. Everybody reads it."),
        error_messages={"required": _("Name the role or body that decided.")},
    )
    decided_on = forms.DateField(
        label=_("Day of the decision"),
        validators=[_not_later],
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": _("Give the day of the decision."),
            "invalid": _("There is no such day. Check the day, the month and the year."),
        },
    )
    minutes = forms.CharField(
        label=_("Where the minutes are"),
        max_length=300,
        help_text=_("Their number or address, such as “Minutes 2026/3, item 4”. Everybody reads it."),
        error_messages={"required": _("Say where the decision is recorded.")},
    )


class ChooseDraftForm(forms.Form):
    """Into which draft a Change goes, and what it does."""

    draft = forms.ChoiceField(label=_("Draft"), error_messages={"required": _("Choose a draft.")})
    kind = forms.ChoiceField(
        label=_("What changes"),
        choices=list(CHANGE_KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what changes.")},
    )
    item = forms.ChoiceField(
        label=_("Item"),
        required=False,
        help_text=_("The item that changes; for a new item, the one under which it stands."),
    )
    code = forms.SlugField(
        label=_("Code of a new item"),
        required=False,
        max_length=64,
        help_text=_("For example B9. Leave it empty unless you add an item."),
    )
    title = forms.CharField(label=_("Title of a new item"), required=False, max_length=300)
    text = forms.CharField(
        label=_("New text"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The definition or the title as it is to read. It starts with what was suggested."),
    )
    reason = forms.CharField(
        label=_("Reason of the change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REASON_MISSING,
    )

    def __init__(self, *args: Any, drafts: Choices = (), items: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].choices = list(drafts)  # type: ignore[attr-defined] # a ChoiceField
        self.fields["item"].choices = [("", "—"), *items]  # type: ignore[attr-defined] # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for what each kind of Change needs."""
        given = super().clean() or {}
        kind = given.get("kind")
        if kind in ("reword", "retitle", "omit") and not given.get("item"):
            self.add_error("item", _("Choose the item that changes."))
        if kind in ("reword", "retitle") and not (given.get("text") or "").strip():
            self.add_error("text", _("Write the new text."))
        if kind == "add":
            if not given.get("code"):
                self.add_error("code", _("Give the new item a code."))
            if not (given.get("title") or "").strip():
                self.add_error("title", _("Give the new item a title."))
        return given


class ThemeForm(forms.Form):
    """A theme in people's words."""

    title = forms.CharField(
        label=_("Theme, in a few words"), max_length=120, error_messages={"required": _("Say what it is about.")}
    )
    description = forms.CharField(
        label=_("What belongs here, and what does not"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DivergenceForm(forms.Form):
    """A minority view or a divergence for the public report."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=list(DIVERGENCES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    text = forms.CharField(
        label=_("What was said, without names"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence or two what some held and others did not.")},
    )
    item = forms.ChoiceField(label=_("Item"), required=False)
    consultation = forms.ChoiceField(label=_("Consultation"), required=False)

    def __init__(self, *args: Any, items: Choices = (), meetings: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "—"), *items]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["consultation"].choices = [("", "—"), *meetings]  # type: ignore[attr-defined] # a ChoiceField
