"""The forms by which a consultation is run: a step, a move, an answer, a word from the organiser, a code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.consultation import SessionStatus, Transition
from capacita.web.consultation.forms import DateForm, TimeForm
from capacita.web.consultation.terms import STEPS


class StepForm(forms.Form):
    """What a consultation becomes; a reason where the step needs one."""

    after = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened."), "invalid_choice": _("Choose one of the list.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Those who are told read it. For a cancelled consultation everybody does."),
    )
    output_due_on = forms.DateField(
        label=_("New day for the output"),
        required=False,
        widget=forms.SelectDateWidget(),
        help_text=_("Only where the output gets more time."),
        error_messages={"invalid": _("There is no such day. Check the day, the month and the year.")},
    )

    def __init__(self, *args: Any, steps: Sequence[Transition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = {step.after.value: step for step in steps}
        field = self.fields["after"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, STEPS[code]) for code in self.steps]
        if SessionStatus.OUTPUT_DUE.value not in self.steps:
            del self.fields["output_due_on"]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a step that needs one."""
        given = super().clean() or {}
        step = self.steps.get(given.get("after", ""))
        if step is not None and step.needs_reason and not given.get("reason", "").strip():
            self.add_error("reason", _("Say in a sentence why."))
        return given


class MoveForm(DateForm, TimeForm):
    """Another date for a consultation: a day or words, a time with its zone, the reason."""

    output_due_on = forms.DateField(
        label=_("Output by"),
        required=False,
        widget=forms.SelectDateWidget(),
        help_text=_("Leave it empty to keep the day that was agreed."),
        error_messages={"invalid": _("There is no such day. Check the day, the month and the year.")},
    )
    reason = forms.CharField(
        label=_("Why it is moved"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organiser and those who joined read it."),
        error_messages={"required": _("Say in a sentence why.")},
    )

    def __init__(self, *args: Any, due_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due_on = due_on

    def day_of_meeting(self) -> date | None:
        """Return the day that was given on the same page."""
        return self.cleaned_data.get("held_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a deadline before the new day."""
        given = super().clean() or {}
        due_on = given.get("output_due_on") or self.due_on
        if given.get("held_on") and due_on and due_on < given["held_on"]:
            self.add_error("output_due_on", _("The output would be due before the meeting. Give a later day."))
        return given


class AnswerForm(forms.Form):
    """The organiser's answer to a question."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the answer.")},
    )


class ReportForm(forms.Form):
    """The organiser's word on whether it took place."""

    was_held = forms.ChoiceField(
        label=_("Did the meeting take place?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("If not: why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask why it did not take place."""
        given = super().clean() or {}
        if given.get("was_held") == "no" and not given.get("reason", "").strip():
            self.add_error("reason", _("Say in a sentence why."))
        return given
