"""The forms by which an output comes: a file, a report, and the form of the site part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.consultation import QuoteConsent
from capacita.sheets import MAX_BYTES
from capacita.web.consultation.terms import STAKEHOLDERS, VERDICTS
from capacita.web.outputs.terms import CONSENTS

LONGEST_REPORT = 400_000
VERDICT_CHOICES = [(code, _(words)) for code, words in VERDICTS.items()]
SPEAKER_CHOICES = [("", "—"), *((code, _(words)) for code, words in STAKEHOLDERS.items())]
_TOO_LARGE = _("The file is larger than 10 MB. Take pictures out of it, or send it in parts.")


class SendingForm(forms.Form):
    """What is asked of everybody who sends something."""

    typed_by = forms.CharField(
        label=_("Typed by"),
        max_length=120,
        help_text=_("The function of whoever typed it, such as “secretary of the district office”. No name is needed."),
        error_messages={"required": _("Say who typed it."), "max_length": _("Say it in at most 120 characters.")},
    )
    anonymous = forms.BooleanField(
        label=_("Keep the group anonymous: only how many took part is kept, and no kind of speaker"),
        required=False,
    )

    def __init__(self, *args: Any, by_organiser: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed_by"].required = not by_organiser  # somebody else's words need to say through whom they came


class SheetForm(SendingForm):
    """The filled sheet."""

    sheet = forms.FileField(
        label=_("The filled sheet"),
        help_text=_("Workbook (.xlsx), Word form (.docx) or .csv, at most 10 MB, in any of the six languages."),
        error_messages={"required": _("Choose the filled sheet."), "empty": _("The file is empty.")},
    )
    field_order = ("sheet", "typed_by", "anonymous")

    def clean_sheet(self) -> Any:
        """Refuse what is larger than any sheet that is read."""
        return _within_limit(self.cleaned_data["sheet"])


class ReportForm(SendingForm):
    """Words that somebody has to read: pasted, or in a file."""

    letter = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_REPORT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Paste minutes or a letter as they are."),
        error_messages={"max_length": _("This is longer than can be pasted. Send it as a file.")},
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_(
            "Minutes (.docx, .pdf, .txt) or a photograph of the paper sheet (JPEG, PNG), at most 10 MB. Where and with "
            "what a photograph was taken is removed before it is kept."
        ),
        error_messages={"empty": _("The file is empty.")},
    )
    field_order = ("letter", "file", "typed_by", "anonymous")

    def clean_file(self) -> Any:
        """Refuse what is larger than is kept."""
        return _within_limit(self.cleaned_data.get("file"))

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("letter", "").strip()) == bool(given.get("file")):
            self.add_error("letter", _("Paste a text or choose a file, one of the two."))
        return given


def _lines(label: Any, help_text: Any) -> forms.CharField:
    """Return a box in which each line is an answer."""
    return forms.CharField(
        label=label, required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=help_text,
    )  # fmt: skip


class AboutForm(forms.Form):
    """What the meeting worked on, the situation, and what people disagreed on."""

    kind = forms.ChoiceField(
        label=_("What people worked on"),
        choices=[
            ("review", _("A draft: a verdict on its items")),
            ("exploratory", _("No draft: competencies, hurdles and recommendations in their own words")),
        ],
        initial="review",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    language = forms.RegexField(
        label=_("Language of the meeting"),
        regex=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
        max_length=12,
        help_text=_("Its tag, such as en, fr, ar or pt-BR."),
        error_messages={"required": _("Write the tag of the language."), "invalid": _("Write a tag such as fr.")},
    )
    context = forms.CharField(
        label=_("Situation here"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("What somebody elsewhere has to know to understand what was said."),
    )
    hurdles = _lines(_("Hurdles"), _("What stands in the way. One a line."))
    recommendations = _lines(_("Recommendations"), _("What should be done, and who should act. One a line."))
    divergence = _lines(
        _("Disagreement"), _("What people did not agree on, and how many stood where. One disagreement a line.")
    )
    typed_by = forms.CharField(
        label=_("Typed by"),
        required=False,
        max_length=120,
        help_text=_("The function of whoever typed it, such as “secretary of the district office”. No name is needed."),
    )


class PeopleForm(forms.Form):
    """Who took part: all, and by each division by itself. The fields of the divisions come with the form."""

    participants = forms.IntegerField(
        label=_("How many people took part"),
        required=False,
        min_value=0,
        max_value=100_000,
        error_messages={"invalid": _("Write a whole number.")},
    )
    regions = forms.CharField(
        label=_("By region"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("One a line with its number, such as “North: 5”."),
    )

    def __init__(self, *args: Any, divisions: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for division, groups in divisions.items():
            for name, words in groups:
                self.fields[f"{division}:{name}"] = forms.IntegerField(
                    label=words, required=False, min_value=0, max_value=100_000,
                    error_messages={"invalid": _("Write a whole number.")},
                )  # fmt: skip

    def clean_regions(self) -> str:
        """Ask for a name and a number on each line."""
        for line in self.cleaned_data["regions"].splitlines():
            name, _colon, number = line.rpartition(":")
            if line.strip() and not (name.strip() and number.strip().isdecimal()):
                raise forms.ValidationError(_("Write each line as a name, a colon and a number."))
        return str(self.cleaned_data["regions"])


class PointForm(forms.Form):
    """One point that was made."""

    item = forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        help_text=_("Leave it empty where the draft lacks something."),
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )
    verdict = forms.ChoiceField(
        label=_("What it asks for"),
        choices=VERDICT_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it asks for.")},
    )
    text = forms.CharField(
        label=_("What was said"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("In the words in which it was said. No names, addresses or numbers of people."),
        error_messages={"required": _("Write what was said.")},
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    suggestion = forms.CharField(
        label=_("Suggested wording"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        required=False,
        choices=[("", "—"), *((str(number), str(number)) for number in range(1, 6))],
        coerce=int,
        empty_value=None,
        help_text=_("1 is the most urgent, 5 the least."),
    )
    speaker = forms.ChoiceField(label=_("Who said it"), required=False, choices=SPEAKER_CHOICES)
    quote = forms.ChoiceField(
        label=_("May it be quoted?"),
        required=False,
        choices=list(CONSENTS.items()),
        initial=QuoteConsent.NO.value,
        widget=forms.RadioSelect,
        help_text=_("No answer means no."),
    )

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *items]

    def clean(self) -> dict[str, Any]:
        """Ask for the item of everything but something new."""
        given = super().clean() or {}
        if given.get("verdict") not in (None, "new") and not given.get("item"):
            self.add_error("item", _("Choose what it is about; only something new may stand without it."))
        given["quote"] = given.get("quote") or QuoteConsent.NO.value
        return given


class CompetencyForm(forms.Form):
    """A competency in the participants' own words; their order is their rank."""

    words = forms.CharField(
        label=_("Competency in the words of participants"),
        max_length=400,
        error_messages={"required": _("Write what people called it.")},
    )
    meaning = forms.CharField(
        label=_("What it means here"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    why = forms.CharField(
        label=_("Why it matters"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    speaker = forms.ChoiceField(label=_("Who said it"), required=False, choices=SPEAKER_CHOICES)


class ExampleForm(forms.Form):
    """An example from here."""

    title = forms.CharField(
        label=_("Title"), max_length=300, error_messages={"required": _("Give the example a title.")}
    )
    shows = forms.CharField(
        label=_("What it shows"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    where = forms.CharField(label=_("Where to find it"), required=False, max_length=600)
    shared = forms.ChoiceField(
        label=_("May it be passed on?"),
        required=False,
        choices=[("no", _("No")), ("yes", _("Yes"))],
        initial="no",
        widget=forms.RadioSelect,
        help_text=_("No answer means no."),
    )


class QuoteForm(forms.Form):
    """Exact words that may be quoted."""

    words = forms.CharField(
        label=_("Exact words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write the words.")},
    )
    item = forms.ChoiceField(label=_("What it is about"), required=False)
    speaker = forms.ChoiceField(label=_("Who said it"), required=False, choices=SPEAKER_CHOICES)
    quote = forms.ChoiceField(
        label=_("May it be quoted?"),
        choices=[pair for pair in CONSENTS.items() if pair[0] != QuoteConsent.NO.value],
        widget=forms.RadioSelect,
        help_text=_("Without the consent of whoever said it, leave it out."),
        error_messages={"required": _("Choose how it may be quoted, or leave the quote out.")},
    )

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *items]


class ExcerptForm(PointForm):
    """A point found in a report: from which lines or page, corrected by whoever reads it."""

    line = forms.IntegerField(label=_("From line"), required=False, min_value=1)
    last_line = forms.IntegerField(
        label=_("To line"), required=False, min_value=1, help_text=_("The lines are numbered beside the text.")
    )
    page = forms.CharField(label=_("Page"), required=False, max_length=20, help_text=_("Where it has pages."))
    language = AboutForm.base_fields["language"]
    typed_by = forms.CharField(
        label=_("Typed by"),
        max_length=120,
        help_text=_("Your function: it stands with the point, so that nobody takes the typing for the speaker."),
        error_messages={"required": _("Say who typed it.")},
    )
    field_order = ("line", "last_line", "page", "text", "item", "verdict", "speaker", "quote", "language", "typed_by")

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        del self.fields["reason"], self.fields["priority"], self.fields["suggestion"]
        self.fields["text"].required = False
        self.fields["text"].help_text = _("Left empty, it becomes the chosen lines as they stand.")
        if not lines:
            del self.fields["line"], self.fields["last_line"]

    def clean(self) -> dict[str, Any]:
        """Fill in the words of the chosen lines, and ask for words where there are none."""
        given = super().clean()
        first, last = given.get("line"), given.get("last_line")
        if last and not first:
            self.add_error("line", _("Say where it begins."))
        elif first and not (first <= (last or first) <= len(self.lines)):
            self.add_error("line", _("There are no such lines."))
        elif first and not given.get("text"):
            given["text"] = "\n".join(self.lines[first - 1 : last or first]).strip()
        if not given.get("text") and not self.errors:
            self.add_error("text", _("Choose lines, or write what was said."))
        return given


def _within_limit(given: Any) -> Any:
    if given is not None and given.size > MAX_BYTES:
        raise forms.ValidationError(_TOO_LARGE)
    return given
