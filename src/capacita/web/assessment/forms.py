"""The chooser of a table of results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Iterable[tuple[str, str]]


class GapChooser(forms.Form):
    """Which groups, and which competency."""

    by = forms.ChoiceField(
        label=_("Compare by"),
        error_messages={
            "required": _("Choose what to compare by"),
            "invalid_choice": _("Choose one of the kinds of group in the list"),
        },
    )
    item = forms.ChoiceField(
        label=_("Competency"),
        error_messages={
            "required": _("Choose a competency"),
            "invalid_choice": _("Choose one of the competencies in the list"),
        },
    )

    def __init__(self, *args: Any, dimensions: Choices, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = list(dimensions)  # type: ignore[attr-defined] # a ChoiceField has them
        self.fields["item"].choices = list(items)  # type: ignore[attr-defined] # a ChoiceField has choices
