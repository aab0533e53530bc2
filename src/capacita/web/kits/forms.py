"""What a kit is fitted to, and when the briefing call is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacita.consultation import KIT_LANGUAGES, OutputKind
from capacita.consultation.kit.agenda import LEAST_MINUTES, LEAST_PEOPLE, MOST_MINUTES, MOST_PEOPLE
from capacita.web.consultation.forms import read_clock
from capacita.web.consultation.when import fault_of_time
from capacita.web.languages import language_name

_WHOLE = {"required": _("Give a whole number."), "invalid": _("Give a whole number.")}


class KitForm(forms.Form):
    """Language, length, people, and whether there is a draft."""

    language = forms.ChoiceField(
        label=_("Language of the kit"),
        choices=[(code, language_name(code)) for code in KIT_LANGUAGES],
        help_text=_("The sheet can be filled in and sent back in any of them."),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    minutes = forms.IntegerField(
        label=_("Length of the meeting in minutes"),
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        error_messages={
            **_WHOLE,
            "min_value": _("Give at least %(limit_value)s minutes."),
            "max_value": _("Give at most %(limit_value)s minutes; make a kit for each day of a longer meeting."),
        },
    )
    people = forms.IntegerField(
        label=_("How many people come"),
        min_value=LEAST_PEOPLE,
        max_value=MOST_PEOPLE,
        help_text=_("A rough number is enough. The agenda and the groups follow from it."),
        error_messages={
            **_WHOLE,
            "min_value": _("Give at least %(limit_value)s people."),
            "max_value": _("Give at most %(limit_value)s people."),
        },
    )
    kind = forms.ChoiceField(
        label=_("What people talk about"),
        widget=forms.RadioSelect,
        choices=[
            (OutputKind.REVIEW.value, _("The draft, item by item")),
            (OutputKind.EXPLORATORY.value, _("An open question, without a draft")),
        ],
        error_messages={"required": _("Choose one of the list."), "invalid_choice": _("Choose one of the list.")},
    )


class CallForm(forms.Form):
    """Day, time and zone of the briefing call, and how to reach each other."""

    day = forms.DateField(
        label=_("Day of the call"),
        widget=forms.SelectDateWidget(),
        error_messages={
            "required": _("Give the day of the call."),
            "invalid": _("There is no such day. Check the day, the month and the year."),
        },
    )
    time = forms.CharField(
        label=_("Time"),
        max_length=20,
        help_text=_("For example 09:00 to 09:30."),
        error_messages={"required": _("Give the time of the call.")},
    )
    zone = forms.CharField(
        label=_("Time zone, or a city whose time it is"),
        max_length=36,
        help_text=_("For example “Nairobi time” or “UTC+3”. Without it people elsewhere come at the wrong hour."),
        error_messages={"required": _("Say whose time this is, for example “Nairobi time”.")},
    )
    how = forms.CharField(
        label=_("Number or link"),
        required=False,
        max_length=300,
        help_text=_("Only the organiser reads it, on the private page and in the calendar file."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has passed, what is no time, and a time that is not there on that day."""
        given = super().clean() or {}
        clock = read_clock(given) if given.get("zone") else None
        if given.get("day") and given["day"] < timezone.localdate():
            self.add_error("day", _("This day has passed. Give a day from today on."))
        if clock is not None and clock.starts_at is None and given.get("time"):
            self.add_error("time", _("Write the time as 09:00 to 09:30."))
        if clock is not None and not clock.time_zone:
            self.add_error("zone", _("This time zone is not known. Name a large city in it, or write UTC+3."))
        if clock is not None and given.get("day"):
            fault = fault_of_time(given["day"], clock.starts_at, clock.time_zone)
            if fault:
                self.add_error("time", fault)
        given["clock"] = clock
        return given
