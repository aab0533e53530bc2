"""What somebody is asked who comments, moderates or translates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from capacita.consultation.commenting.anchoring import LONGEST_QUOTE
from capacita.consultation.commenting.comments import (
    KEPT,
    LONGEST_COMMENT,
    LONGEST_SUGGESTION,
    NEEDED,
    HidingReason,
    KeptFact,
    Naming,
)
from capacita.consultation.model import Verdict
from capacita.web.commenting.models import TranslationKind
from capacita.web.commenting.terms import HIDING_REASONS, NAMINGS, TRANSLATION_KINDS, promise_of
from capacita.web.consultation.terms import STAKEHOLDERS, VERDICTS
from capacita.web.languages import language_words

ONLY_SAYS = Verdict.COMMENT.value
UN_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def language_choices(*more: str) -> list[tuple[str, str]]:
    """Return the languages to choose from, by their names: the six, and those that are named."""
    tags = dict.fromkeys((*UN_LANGUAGES, *(tag for tag in more if tag)))
    return sorted(((tag, language_words(tag)) for tag in tags), key=lambda pair: pair[1])


class WordsForm(forms.Form):
    """The words of a comment: what it says, what it asks for, another wording."""

    verdict = forms.ChoiceField(
        label=_("What should be done?"),
        required=False,
        choices=[
            (ONLY_SAYS, _("I only wish to say something")),
            *((code, _(words)) for code, words in VERDICTS.items() if code != ONLY_SAYS),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("At most 2,000 characters. Name no person who has not agreed."),
        error_messages={
            "required": _("Write what you wish to say."),
            "max_length": _("Say it in at most 2,000 characters, or send two comments."),
        },
    )
    suggested = forms.CharField(
        label=_("The wording that you suggest"),
        required=False,
        max_length=LONGEST_SUGGESTION,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"max_length": _("At most 1,000 characters.")},
    )
    language = forms.ChoiceField(label=_("Language of your comment"))

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = list(languages)


class CommentForm(WordsForm):
    """A comment with its author. ``website`` is a trap for programs: people do not see it, and whoever fills it is one."""

    words = forms.CharField(
        label=_("The words that it is about"),
        required=False,
        max_length=LONGEST_QUOTE,
        help_text=_("Copy them from the text. Leave this empty to speak about the whole item."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"max_length": _("Copy at most 500 characters.")},
    )
    naming = forms.ChoiceField(
        label=_("How do you wish to be named?"),
        choices=[(code, _(words)) for code, words in NAMINGS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you wish to be named.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("At most 120 characters.")},
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": _("At most 200 characters.")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of participant are you?"),
        required=False,
        choices=[("", _("I do not say")), *((code, _(words)) for code, words in STAKEHOLDERS.items())],
    )
    for_organisation = forms.BooleanField(label=_("I speak for my organisation, not only for myself"), required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def naming_hints(self) -> dict[str, str]:
        """What is stored for each way of being named."""
        return {naming.value: promise_of(naming) for naming in Naming}

    def clean_website(self) -> str:
        """Refuse what only a program fills in."""
        if self.cleaned_data.get("website"):
            raise ValidationError(_("Leave this box empty; it is there to catch programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way of being named shows."""
        given = super().clean() or {}
        naming = given.get("naming")
        needed = NEEDED[Naming(naming)] if naming else None
        asked = {
            KeptFact.NAME: ("name", _("Give your name, or choose another way of being named.")),
            KeptFact.ORGANISATION: ("organisation", _("Give your organisation, or choose another way of being named.")),
            KeptFact.KIND: ("kind", _("Say what kind of participant you are, or choose another way of being named.")),
        }
        if needed is not None:
            field, words = asked[needed]
            if not str(given.get(field, "")).strip():
                self.add_error(field, words)
        shows_it = naming and KeptFact.ORGANISATION in KEPT[Naming(naming)]
        if given.get("for_organisation") and shows_it and not str(given.get("organisation", "")).strip():
            self.add_error("organisation", _("Say for which organisation you speak."))
        return given


def new_key() -> UUID:
    """Return a key for a form that is shown."""
    return uuid4()


class ModerationForm(forms.Form):
    """What is done with a comment, and why."""

    step = forms.ChoiceField(
        label=_("What is to be done?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("This cannot be done now.")},
    )
    reason_code = forms.ChoiceField(
        label=_("If you hide it: the ground"),
        required=False,
        choices=[("", _("Choose a ground")), *((code.value, _(HIDING_REASONS[code.value])) for code in HidingReason)],
    )
    reason = forms.CharField(
        label=_("The reason in a sentence"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Needed where you hide it or show it again. Everybody reads it; repeat nothing of what you hide."),
        error_messages={"max_length": _("At most 500 characters.")},
    )

    def __init__(self, *args: Any, steps: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        step = self.fields["step"]
        assert isinstance(step, forms.ChoiceField)
        step.choices = list(steps)

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of hiding and for the reason of whatever takes one."""
        given = super().clean() or {}
        if given.get("step") == "hidden" and not given.get("reason_code"):
            self.add_error("reason_code", _("Choose the ground on which it is hidden."))
        if given.get("step") in ("hidden", "restored") and not str(given.get("reason", "")).strip():
            self.add_error("reason", _("Say in a sentence why."))
        return given


class TranslationForm(forms.Form):
    """A translation of a contribution."""

    language = forms.ChoiceField(
        label=_("Language of the translation"), error_messages={"required": _("Choose the language.")}
    )
    text = forms.CharField(
        label=_("Translation"),
        max_length=2 * LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": _("Write the translation."), "max_length": _("At most 4,000 characters.")},
    )
    suggested = forms.CharField(
        label=_("Translation of the suggested wording"),
        required=False,
        max_length=2 * LONGEST_SUGGESTION,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    kind = forms.ChoiceField(
        label=_("Who made it?"),
        choices=[(kind.value, _(TRANSLATION_KINDS[kind.value])) for kind in TranslationKind],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who made it.")},
    )
    made_by = forms.CharField(
        label=_("Name of the translator or of the program"),
        required=False,
        max_length=120,
        help_text=_("It stands beside the translation. A translator who does not wish to be named leaves it empty."),
    )

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = list(languages)

    def clean(self) -> dict[str, Any]:
        """Ask for the program's name, so that nobody takes its words for a person's."""
        given = super().clean() or {}
        if given.get("kind") == TranslationKind.MACHINE and not str(given.get("made_by", "")).strip():
            self.add_error("made_by", _("Name the program."))
        return given
