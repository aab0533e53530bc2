"""The form with which somebody joins, and the one with which joining is set up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from capacita.consultation.joining import KEPT, ConsentLevel, PersonalField
from capacita.web.consultation.terms import STAKEHOLDERS
from capacita.web.joining.promises import LEVELS
from capacita.web.joining.regions import choices_of, read_lists
from capacita.web.joining.services import PlaceDetails
from capacita.web.languages import TAGS, text_language

MOST_PEOPLE = 500


class JoinForm(forms.Form):
    """Who joins; what the consent does not need may stay empty."""

    consent = forms.ChoiceField(
        label=_("How may you be named?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you may be named.")},
    )
    people = forms.IntegerField(
        label=_("For how many people"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=1,
        help_text=_("1 for yourself. An organisation can join for several."),
        error_messages={"required": _("Give a number."), "min_value": _("Give at least 1.")},
    )
    stakeholder = forms.ChoiceField(
        label=_("In which capacity"), error_messages={"required": _("Choose the one that fits best.")}
    )
    language = forms.ChoiceField(
        label=_("In which language you take part"),
        help_text=_("News of this consultation come in it. If you need another language, say so below."),
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose one of the list.")},
    )
    un_region = forms.ChoiceField(label=_("Region, as the United Nations group states"), required=False)
    unesco_group = forms.ChoiceField(label=_("Group of UNESCO, if it is another region"), required=False)
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    organisation_name = forms.CharField(label=_("Your organisation"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("For a reminder and for news of this consultation. Without it, look at your private page."),
        error_messages={"invalid": _("This is no e-mail address.")},
    )
    access_needs = forms.CharField(
        label=_("What you need to take part"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as a step-free room, captions or an interpreter. Name no illness."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = read_lists()
        language = text_language()
        unsaid = [("", gettext("I would rather not say"))]
        for name, choices in (
            ("consent", [(level.value, gettext(words)) for level, words in LEVELS.items()]),
            ("stakeholder", [(code, gettext(words)) for code, words in STAKEHOLDERS.items()]),
            ("language", [(TAGS.get(code, code), name) for code, name in settings.LANGUAGES]),
            ("un_region", unsaid + choices_of(lists.un, language)),
            ("unesco_group", unsaid + choices_of(lists.unesco, language)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        self.fields["language"].initial = language

    def clean(self) -> dict[str, Any]:
        """Ask for the name or the organisation where somebody wants to be named by it."""
        given = super().clean() or {}
        if given.get("consent") == ConsentLevel.NAMED and not given.get("name"):
            self.add_error("name", _("To be named, give your name; or choose another way."))
        if given.get("consent") == ConsentLevel.ORGANISATION and not given.get("organisation_name"):
            self.add_error("organisation_name", _("Give the organisation; or choose another way."))
        return given

    def details(self) -> PlaceDetails:
        """Return what was given."""
        given = self.cleaned_data
        level = ConsentLevel(given["consent"])
        return PlaceDetails(
            people=given["people"],
            stakeholder=given["stakeholder"],
            un_region=given["un_region"],
            unesco_group=given["unesco_group"],
            language=given["language"],
            consent=level,
            personal={field: given[field.value] for field in PersonalField if field in KEPT[level]},
        )


class JoiningForm(forms.Form):
    """Whether people can join, how many, and by which link."""

    takes_registrations = forms.BooleanField(label=_("People can join here"), required=False)
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, help_text=_("Leave it empty where nobody counts.")
    )
    join_link = forms.URLField(
        label=_("Link to join online"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Only those who have a place see it, on their private page."),
        error_messages={"invalid": _("This is no address. It begins with https://.")},
    )
