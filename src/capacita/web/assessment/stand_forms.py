"""The one question of a page of the private check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.web.assessment.stand_answers import DECLINED


class AnswerForm(forms.Form):
    """One of the answers of the scale, or that somebody prefers not to answer."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an answer, or “I prefer not to answer”."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )

    def __init__(self, *args: Any, options: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(mark, mark) for mark in [*(str(place) for place in range(options)), DECLINED]]
