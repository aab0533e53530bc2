"""The form with which a programme is opened and changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacita.web.accounts.models import Organisation
from capacita.web.consultation.models import PhaseKind
from capacita.web.consultation.programmes import Subject
from capacita.web.consultation.terms import PHASES, PURPOSES, SUBJECTS

NO_DAY = _("There is no such day. Write it as 2027-03-31.")


def _day_field(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day."), "invalid": NO_DAY},
    )


class ProgrammeDetailsForm(forms.Form):
    """What a programme says of itself; a phase with no days is not shown."""

    host = forms.ChoiceField(label=_("In whose name"), error_messages={"required": _("Choose the organisation.")})
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        error_messages={"required": _("Give the programme a title: it stands in the calendar.")},
    )
    summary = forms.CharField(
        label=_("What it is about"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say who is asked, about what, who decides, and what happens with the answers."),
        error_messages={"required": _("Say in two or three sentences what it is about.")},
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"),
        choices=[(code, words) for code, words in PURPOSES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the purpose.")},
    )
    subject = forms.ChoiceField(
        label=_("What people are asked about"),
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("Choose one of the list."),
        },
    )
    opens_on = _day_field(_("Opens on"), required=True)
    closes_on = _day_field(_("Closes on"))
    contact = forms.CharField(
        label=_("Whom people write to"),
        required=False,
        max_length=200,
        help_text=_("An office and its address rather than a person. Everybody reads it."),
    )

    def __init__(
        self,
        *args: Any,
        hosts: Sequence[Organisation],
        subjects: Sequence[Subject],
        names: dict[Any, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.subjects = {subject.key: subject for subject in subjects}
        host, subject_field, purpose = self.fields["host"], self.fields["subject"], self.fields["purpose"]
        assert isinstance(host, forms.ChoiceField)
        assert isinstance(subject_field, forms.ChoiceField)
        assert isinstance(purpose, forms.ChoiceField)
        host.choices = [(str(entry.pk), names[entry.pk]) for entry in hosts]
        purpose.choices = [(code, gettext(words)) for code, words in PURPOSES.items()]
        subject_field.choices = [
            (gettext(words), [(key, entry.title) for key, entry in self.subjects.items() if entry.kind.value == kind])
            for kind, words in SUBJECTS.items()
            if any(entry.kind.value == kind for entry in subjects)
        ]
        for kind in PhaseKind:
            self.fields[f"{kind.value}_opens"] = _day_field(_("From"))
            self.fields[f"{kind.value}_closes"] = _day_field(_("Until"))

    @property
    def phase_rows(self) -> list[dict[str, Any]]:
        """The fields of each phase with its name."""
        return [
            {
                "name": gettext(PHASES[kind.value]),
                "opens": self[f"{kind.value}_opens"],
                "closes": self[f"{kind.value}_closes"],
            }
            for kind in PhaseKind
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse days out of order and half a phase."""
        given = super().clean() or {}
        if given.get("opens_on") and given.get("closes_on") and given["closes_on"] < given["opens_on"]:
            self.add_error("closes_on", _("It would close before it opens. Give a later day."))
        for kind in PhaseKind:
            opens, closes = given.get(f"{kind.value}_opens"), given.get(f"{kind.value}_closes")
            if bool(opens) != bool(closes) and not {f"{kind.value}_opens", f"{kind.value}_closes"} & set(self.errors):
                self.add_error(f"{kind.value}_{'closes' if opens else 'opens'}", _("Give both days, or none."))
            elif opens and closes and closes < opens:
                self.add_error(f"{kind.value}_closes", _("The phase would end before it begins."))
        return given

    def phases(self) -> dict[str, tuple[date, date]]:
        """Return the phases that have days."""
        given = self.cleaned_data
        return {
            kind.value: (given[f"{kind.value}_opens"], given[f"{kind.value}_closes"])
            for kind in PhaseKind
            if given.get(f"{kind.value}_opens")
        }
