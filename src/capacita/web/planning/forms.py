"""The limits of a training plan as questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.planning import LIMITS_FORMAT, PlanLimits

MOST_MONEY = 1_000_000_000.0


class LimitsForm(forms.Form):
    """Money, trainer days, and days for each person; the rest of the limits stays as it was."""

    budget = forms.FloatField(
        label=_("Money for training"),
        help_text=_("All cohorts together. Enter 0 to see what can be done without money."),
        min_value=0,
        max_value=MOST_MONEY,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter how much money there is, such as 250000"),
            "invalid": _("Enter an amount in digits, such as 250000"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter at most a billion; a plan is for one service and a year or two"),
        },
    )
    trainer_days = forms.FloatField(
        label=_("Trainer days"),
        help_text=_("Days on which somebody can teach: 3 trainers for 40 days each are 120."),
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter how many days trainers can give, such as 120"),
            "invalid": _("Enter a number of days in digits, such as 120"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter at most a million days"),
        },
    )
    days_per_person = forms.FloatField(
        label=_("Training days for each person"),
        help_text=_("On average over the people of a group; half days count as 0.5."),
        min_value=0,
        max_value=260,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Enter how many days each person can be away, such as 3"),
            "invalid": _("Enter a number of days in digits, such as 3 or 2.5"),
            "min_value": _("Enter 0 or more"),
            "max_value": _("Enter at most 260, the working days of a year"),
        },
    )

    def limits_value(self, before: PlanLimits) -> dict[str, Any]:
        """Return the limits that were entered, as JSON; what the form does not ask stays as it was before."""
        entered = {name: self.cleaned_data[name] for name in self.base_fields}
        value = LIMITS_FORMAT.dump(replace(before, **entered))
        return {name: entry for name, entry in value.items() if name != "format"}
