"""The form with which stewards say whom they want to reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.consultation.coverage import CoverageTargets

MOST_WEIGHT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRows:
    """The fields of one dimension."""

    name: str
    title: str
    fields: tuple[Any, ...]


class TargetsForm(forms.Form):
    """A weight for each category of each dimension, and the last day."""

    last_day = forms.DateField(
        label=_("Last day on which a session can be held"),
        required=False,
        widget=forms.SelectDateWidget(),
        help_text=_("Leave it empty for the day on which the programme closes."),
        error_messages={"invalid": _("There is no such day. Check the day, the month and the year.")},
    )

    def __init__(
        self,
        *args: Any,
        categories: Mapping[str, Mapping[str, str]],
        titles: Mapping[str, str],
        targets: CoverageTargets,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._categories, self._titles = categories, titles
        for dimension, names in categories.items():
            for category, words in names.items():
                weight = targets.wanted.get(dimension, {}).get(category)
                self.fields[f"{dimension}_{category}"] = forms.IntegerField(
                    label=words,
                    required=False,
                    min_value=0,
                    max_value=MOST_WEIGHT,
                    initial=round(weight) if weight else None,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                    error_messages={
                        "invalid": _("Enter a whole number, or leave it empty."),
                        "min_value": _("Enter 0 or more."),
                        "max_value": _("Enter at most 1000."),
                    },
                )

    @property
    def rows(self) -> tuple[TargetRows, ...]:
        """The fields by dimension."""
        return tuple(
            TargetRows(
                name=dimension,
                title=self._titles[dimension],
                fields=tuple(self[f"{dimension}_{category}"] for category in names),
            )
            for dimension, names in self._categories.items()
        )

    def wanted(self) -> dict[str, dict[str, float]]:
        """Return the weights by dimension and category, those above 0."""
        return {
            dimension: {
                category: float(weight)
                for category in names
                if (weight := self.cleaned_data.get(f"{dimension}_{category}"))
            }
            for dimension, names in self._categories.items()
        }
