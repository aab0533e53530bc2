"""The forms of voting, and those with which a vote is prepared, moderated and imported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacita.web.opinion.models import LONGEST_STATEMENT, Answer, StatementState, VotingRound
from capacita.web.opinion.terms import ANSWERS, CHARACTERISTICS, MODERATION_REASONS

MAX_FILE_BYTES = 30 * 1024 * 1024


class BeginForm(forms.Form):
    """What a voter may say of themselves, of what the round asks; every question may stay open."""

    def __init__(self, *args: Any, voting_round: VotingRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in voting_round.asks:
            terms = CHARACTERISTICS[code]
            choices = [("", gettext("I would rather not say"))]
            choices += [(name, gettext(words)) for name, words in terms.categories.items()]
            self.fields[code] = forms.ChoiceField(label=gettext(terms.question), choices=choices, required=False)


class VoteForm(forms.Form):
    """An answer to a statement, under a key made for this form, so that it is counted once."""

    statement = forms.IntegerField(min_value=1, widget=forms.HiddenInput())
    key = forms.UUIDField(widget=forms.HiddenInput())
    answer = forms.ChoiceField(choices=[(code.value, ANSWERS[code.value]) for code in Answer])


class StatementForm(forms.Form):
    """A statement, proposed or put."""

    key = forms.UUIDField(widget=forms.HiddenInput())
    text = forms.CharField(
        label=_("Your statement"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence, up to 200 characters, with which others can agree or disagree. Name no person."),
        error_messages={
            "required": _("Write a statement."),
            "max_length": _("Say it in at most 200 characters."),
        },
    )


class RoundForm(forms.Form):
    """What a vote says of itself."""

    programme = forms.ChoiceField(label=_("Programme"), error_messages={"required": _("Choose the programme.")})
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Give the vote a title.")})
    about = forms.CharField(
        label=_("What it is about"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three sentences: what people are asked, and why."),
        error_messages={"required": _("Say in two or three sentences what it is about.")},
    )
    what_next = forms.CharField(
        label=_("What happens with the results"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who reads them, who decides, and when. Voters read it at the start and at the end."),
        error_messages={"required": _("Say what happens with the results.")},
    )
    closes_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("There is no such day. Write it as 2027-03-31.")},
    )
    takes_statements = forms.BooleanField(label=_("Participants may propose statements"), required=False)
    asks = forms.MultipleChoiceField(
        label=_("What voters may say of themselves"),
        choices=[(code, terms.name) for code, terms in CHARACTERISTICS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask only what you will use. It is always voluntary, and shown only where enough people said it."),
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["programme"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = programmes
        asked = self.fields["asks"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = [(code, gettext(terms.name)) for code, terms in CHARACTERISTICS.items()]


class ModerationForm(forms.Form):
    """Let a statement in, or leave it out with a reason."""

    state = forms.ChoiceField(
        label=_("What happens with it?"),
        choices=[
            (StatementState.OFFERED.value, _("People vote on it")),
            (StatementState.LEFT_OUT.value, _("It is left out")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.ChoiceField(label=_("Why it is left out"), required=False)
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody reads the reason and these words. Do not repeat what must not be read."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["reason"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", gettext("Choose a reason")), *((c, gettext(w)) for c, w in MODERATION_REASONS.items())]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of what is left out."""
        given = super().clean() or {}
        if given.get("state") == StatementState.LEFT_OUT and not given.get("reason"):
            self.add_error("reason", _("Choose the reason; everybody reads it."))
        return given


class WordingForm(forms.Form):
    """The translation of a statement."""

    language = forms.ChoiceField(label=_("Language"), error_messages={"required": _("Choose the language.")})
    text = forms.CharField(
        label=_("The statement in this language"),
        max_length=2 * LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write the translation.")},
    )

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = languages


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; the value is a list."""

    widget = _FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files, and refuse them where together they are too large."""
        files = [
            super(FilesField, self).clean(entry, initial) for entry in (data if isinstance(data, list) else [data])
        ]
        if sum(file.size for file in files if file) > MAX_FILE_BYTES:
            raise ValidationError(_("The files are larger than 30 MB. Send the files of one conversation alone."))
        return files


class ImportForm(forms.Form):
    """The files of a vote that was held elsewhere, and where they come from."""

    programme = forms.ChoiceField(label=_("Programme"), error_messages={"required": _("Choose the programme.")})
    exported = FilesField(
        label=_("The exported files"),
        help_text=_(
            "One ZIP, or the files votes.csv, comments.csv, participants-votes.csv and summary.csv. Up to 30 MB."
        ),
        error_messages={"required": _("Choose the files."), "empty": _("A file is empty. Choose another.")},
    )
    title = forms.CharField(label=_("Title"), max_length=160, error_messages={"required": _("Give the vote a title.")})
    about = forms.CharField(
        label=_("What it is about"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("Who held it"),
        max_length=300,
        help_text=_("As they wish to be named. It stands on the page of results."),
        error_messages={"required": _("Say who held it: results without a source are not shown.")},
    )
    source_address = forms.URLField(
        label=_("Where it was published"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is no web address. Begin it with https://.")},
    )
    licence = forms.CharField(
        label=_("Licence"),
        max_length=120,
        help_text=_("For example CC BY 4.0."),
        error_messages={"required": _("Give the licence under which the files may be used.")},
    )

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["programme"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = programmes
