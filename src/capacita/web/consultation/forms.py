"""The six questions of a request, one form a page, and the forms with which stewards decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacita.consultation.scheduling.times import read_time_span, read_zone
from capacita.web.consultation.terms import MODES, STAKEHOLDERS
from capacita.web.consultation.when import KNOWN_ZONES, fault_of_time

Answers = Mapping[str, Mapping[str, Any]]


def sent_data(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, even where that is nothing, and None where none was sent."""
    return request.POST if request.method == "POST" else None


def _no_past(value: date) -> None:
    if value < timezone.localdate():
        raise ValidationError(_("This day has passed. Give a day from today on."))


class AskForm(forms.Form):
    """A question of the request; ``answers`` are those to the other questions, by their step."""

    def __init__(self, *args: Any, answers: Answers | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers: Answers = answers or {}


class DateForm(AskForm):
    """When: a day, or in words what is known where no day is settled."""

    held_on = forms.DateField(
        label=_("Day"),
        required=False,
        validators=[_no_past],
        widget=forms.SelectDateWidget(),
        help_text=_("For example 27 3 2027. Leave it empty while the day is open."),
        error_messages={"invalid": _("There is no such day. Check the day, the month and the year.")},
    )
    held_on_words = forms.CharField(
        label=_("If no day is settled: what you know"),
        required=False,
        max_length=120,
        help_text=_("For example “not settled yet” or “first half of March 2027”. The calendar shows these words."),
        error_messages={"max_length": _("Say it in at most 120 characters.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and not for both."""
        given = super().clean() or {}
        if self.errors:
            return given
        if given.get("held_on") and given.get("held_on_words"):
            self.add_error("held_on_words", _("Give either a day or words. Empty this box if the day is settled."))
        if not given.get("held_on") and not given.get("held_on_words"):
            self.add_error("held_on", _("Give a day, or write “not settled yet” in the box below."))
        return given


class TimeForm(AskForm):
    """At what time, and whose time that is."""

    time = forms.CharField(
        label=_("Time"),
        required=False,
        max_length=20,
        help_text=_("For example 09:00 to 12:30. Leave both boxes empty if the time is not settled."),
        error_messages={"max_length": _("Say it in at most 20 characters, for example 09:00 to 12:30.")},
    )
    zone = forms.CharField(
        label=_("Time zone, or a city whose time it is"),
        required=False,
        max_length=36,
        help_text=_("For example “Nairobi time” or “UTC+3”. Without it people elsewhere come at the wrong hour."),
        error_messages={"max_length": _("Say it in at most 36 characters, for example Nairobi time.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the zone of a time and the time of a zone; refuse what is no time, no zone, or not there that day."""
        given = super().clean() or {}
        if given.get("time") and not given.get("zone"):
            self.add_error("zone", _("Say whose time this is, for example “Nairobi time”."))
        if given.get("zone") and not given.get("time"):
            self.add_error("time", _("Give the time too, or empty the box for the time zone."))
        if given.get("time") and given.get("zone"):
            self._check_clock(given)
        return given

    def day_of_meeting(self) -> date | None:
        """Return the day on which the time is to be, where it is known."""
        held_on = self.answers.get("date", {}).get("held_on")
        return date.fromisoformat(held_on) if held_on else None

    def _check_clock(self, given: Mapping[str, Any]) -> None:
        settled = read_clock(given)
        if settled.starts_at is None:
            self.add_error("time", _("Write hours and minutes, for example 09:00 to 12:30."))
        if not settled.time_zone:
            self.add_error(
                "zone", _("This zone is not known. Name a large city in it, such as Nairobi, or write UTC+3.")
            )
        fault = fault_of_time(self.day_of_meeting(), settled.starts_at, settled.time_zone)
        if fault:
            self.add_error("time", fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledTime:
    """A time as it is kept: the hours, the IANA zone, and the words for pages."""

    starts_at: time | None = None
    ends_at: time | None = None
    time_zone: str = ""
    words: str = ""


def read_clock(given: Mapping[str, Any]) -> SettledTime:
    """Return the time and zone of two answers; what cannot be read is empty."""
    if not given.get("time"):
        return SettledTime()
    span = read_time_span(given["time"])
    return SettledTime(
        starts_at=span.start if span else None,
        ends_at=span.end if span else None,
        time_zone=read_zone(given.get("zone", ""), KNOWN_ZONES) or "",
        words=f"{given['time']}, {given['zone']}",
    )


class PeopleForm(AskForm):
    """Who is invited."""

    stakeholders = forms.MultipleChoiceField(
        label=_("Kinds of people"),
        choices=[(code, _(words)) for code, words in STAKEHOLDERS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that apply. Members of parliament and judges are not civil servants."),
        error_messages={"required": _("Choose at least one kind of people, or “Others”.")},
    )
    audience = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example “heads of district offices in the north, about 30 people”. Name nobody."),
        error_messages={"max_length": _("Say it in at most 400 characters.")},
    )


class ModeForm(AskForm):
    """Where people meet."""

    mode = forms.ChoiceField(
        label=_("How will people meet?"),
        choices=[(code, _(words)) for code, words in MODES.items()],
        widget=forms.RadioSelect,
        help_text=_("The kit works on paper, without a connection, in every case."),
        error_messages={"required": _("Choose how people will meet.")},
    )


class ContactForm(AskForm):
    """Who to ask, and how."""

    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your name, so that we know whom to ask for."),
            "max_length": _("Use at most 200 characters."),
        },
    )
    contact_details = forms.CharField(
        label=_("How to reach you"),
        max_length=300,
        help_text=_("An e-mail address, a telephone number or both."),
        error_messages={
            "required": _("Enter an e-mail address or a telephone number."),
            "max_length": _("Use at most 300 characters."),
        },
    )

    institution = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_(
            "For which you organise it. Everybody can read how many of the meetings the largest organiser holds, never "
            "who that is."
        ),
        error_messages={"max_length": _("Use at most 200 characters.")},
    )

    def clean_contact_details(self) -> str:
        """Refuse what nobody could be reached by."""
        given = str(self.cleaned_data["contact_details"])
        if "@" not in given and sum(letter.isdigit() for letter in given) < 6:
            raise ValidationError(_("This is no e-mail address and no telephone number. Give one of them in full."))
        return given


class DeadlineForm(AskForm):
    """By when the output sheet comes back."""

    output_due_on = forms.DateField(
        label=_("By which day will you send what was said?"),
        validators=[_no_past],
        widget=forms.SelectDateWidget(),
        help_text=_("One or two weeks after the meeting is usual. For example 10 4 2027."),
        error_messages={
            "required": _("Give the day, the month and the year."),
            "invalid": _("There is no such day. Check the day, the month and the year."),
        },
    )

    def clean_output_due_on(self) -> date:
        """Refuse a deadline before the day of the meeting."""
        given: date = self.cleaned_data["output_due_on"]
        held_on = self.answers.get("date", {}).get("held_on")
        if held_on and given < date.fromisoformat(held_on):
            raise ValidationError(
                _("The meeting is on %(day)s, after this day. Give that day or a later one."),
                params={"day": held_on},
            )
        return given


class ProgrammeForm(forms.Form):
    """Under which call the request is made, where several are open."""

    programme = forms.ChoiceField(
        label=_("Under which call?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the calls."),
            "invalid_choice": _("This call is not open. Choose one of the list."),
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class RequestDecisionForm(forms.Form):
    """Approve, ask or decline; a title for the calendar, a reason for a refusal, the question for the organiser."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("approve", _("Approve: it goes into the calendar and the organiser gets the kit")),
            ("ask", _("Ask the organiser something first")),
            ("decline", _("Decline, with a reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to approve, to ask or to decline.")},
    )
    title = forms.CharField(
        label=_("Title in the calendar"),
        required=False,
        max_length=160,
        help_text=_("Needed to approve. Everybody reads it."),
    )
    how_to_join = forms.CharField(
        label=_("How people can join"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown in the calendar. Leave it empty where it is not known yet."),
    )
    reason = forms.CharField(
        label=_("Reason or question"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed to ask or to decline. The organiser reads it on the private page."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the title of what is approved and for the reason of what is not."""
        given = super().clean() or {}
        if given.get("decision") == "approve" and not given.get("title"):
            self.add_error("title", _("Give the consultation a title: it stands in the calendar and on the kit."))
        if given.get("decision") == "decline" and not given.get("reason"):
            self.add_error("reason", _("Say in a sentence why, and what would make it possible."))
        if given.get("decision") == "ask" and not given.get("reason"):
            self.add_error("reason", _("Write the question to the organiser."))
        return given


def option_hints_of_modes() -> dict[str, Any]:
    """Return what stands under each way to meet."""
    return {
        "online": _("Everybody joins from where they are."),
        "offline": _("Everybody is in one place; no connection is needed."),
        "hybrid": _("Some are in one place, others join online."),
    }
