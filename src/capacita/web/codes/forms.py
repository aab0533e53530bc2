"""Typing in a code."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.web.consultation.private_link import is_key_code


class CodeForm(forms.Form):
    """The code of a private page, as it was read out."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Sixteen letters and digits in four groups, such as K7MA-9PXR-4HWQ-3JEF. Spaces do not matter."),
        error_messages={"required": _("Enter the code.")},
    )

    def clean_code(self) -> str:
        """Refuse what cannot be a code, and say why."""
        given = str(self.cleaned_data["code"])
        if not is_key_code(given):
            raise forms.ValidationError(
                _("A code has sixteen letters and digits. There is no 0, 1, 2, 5 or 8 and no O, I, L, S, Z or B in it.")
            )
        return given
