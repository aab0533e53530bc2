"""The form with which an archive is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.sheets import MAX_BYTES


class ArchiveForm(forms.Form):
    """An archive, and the organisation that runs the programme from now on."""

    host = forms.ChoiceField(
        label=_("Organisation that runs it"),
        error_messages={"required": _("Choose the organisation."), "invalid_choice": _("Choose one of the list.")},
    )
    file = forms.FileField(
        label=_("Archive of the programme"),
        help_text=_("The ZIP of “The whole programme in one file”, or of the command line, at most 10 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, hosts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["host"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = hosts

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any is taken."""
        given = self.cleaned_data["file"]
        if given.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Restore it with the command line on the server.")
            )
        return given
