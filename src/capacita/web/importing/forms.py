"""The forms of taking in an export: the file, and what each of its columns is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.sheets import MAX_BYTES


class ExportForm(forms.Form):
    """An export and the language of its answers."""

    file = forms.FileField(
        label=_("Export of the platform"),
        help_text=_("CSV, a workbook (XLSX) or JSON lines, one respondent a row, at most 10 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    language = forms.ChoiceField(label=_("Language of the answers"))

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = languages

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any is read."""
        given = self.cleaned_data["file"]
        if given.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Send it in parts."))
        return given
