"""The forms with which a secretariat takes in requests that came by letter or in a sheet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.consultation.requests.letter import LONGEST_LETTER
from capacita.sheets import MAX_BYTES
from capacita.web.consultation.forms import ContactForm, DateForm, DeadlineForm, ModeForm, PeopleForm, TimeForm


class IntakeForm(forms.Form):
    """The programme, and a pasted letter or a file."""

    programme = forms.ChoiceField(
        label=_("Programme"),
        error_messages={"required": _("Choose the programme."), "invalid_choice": _("Choose one of the list.")},
    )
    letter = forms.CharField(
        label=_("Text of the letter"),
        required=False,
        max_length=LONGEST_LETTER,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Paste the e-mail as it is. Lines such as “Date: 14 March 2027” are found; nothing is guessed."),
        error_messages={"max_length": _("This is longer than a letter. Paste the part with the request.")},
    )
    sheet = forms.FileField(
        label=_("Or a file with several requests"),
        required=False,
        help_text=_("A workbook (XLSX) or CSV with one request a row, at most 10 MB."),
        error_messages={"empty": _("The file is empty.")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_sheet(self) -> Any:
        """Refuse a file that is larger than any is read."""
        given = self.cleaned_data.get("sheet")
        if given is not None and given.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Split it, or take pictures out of it."))
        return given

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("letter", "").strip()) == bool(given.get("sheet")):
            self.add_error("letter", _("Paste a letter or choose a file, one of the two."))
        return given


class TakenForm(DateForm, TimeForm, PeopleForm, ModeForm, ContactForm, DeadlineForm):
    """The six fields as they were read from a letter, to be corrected and completed."""

    programme = forms.CharField(widget=forms.HiddenInput)

    def day_of_meeting(self) -> date | None:
        """Return the day on the same page."""
        return self.cleaned_data.get("held_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a deadline before the day."""
        given = super().clean() or {}
        if given.get("held_on") and given.get("output_due_on") and given["output_due_on"] < given["held_on"]:
            self.add_error("output_due_on", _("The output would be due before the meeting. Give a later day."))
        return given
