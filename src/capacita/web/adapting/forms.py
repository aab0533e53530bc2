"""What a focal point is asked: where to start, what to do with an item and why, under which number to release."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from capacita.framework.changes import ChangeKind
from capacita.framework.model import ItemKind
from capacita.framework.translation import read_language
from capacita.web.adapting.drafting import Step
from capacita.web.languages import TAGS

KINDS = {
    ItemKind.COMPETENCY: _("A competency"),
    ItemKind.ATTITUDE: _("An attitude"),
    ItemKind.DOMAIN: _("A domain"),
}
_VERSION = re.compile(r"\d+\.\d+(\.\d+)?")


def _long_text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


OTHER_LANGUAGE = "other"


class StartForm(forms.Form):
    """Which framework, in which language, under which title."""

    base = forms.ChoiceField(
        label=_("Which framework do you start from?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the framework that you start from")},
    )
    language = forms.ChoiceField(
        label=_("In which language do you write?"),
        help_text=_("Your own wordings are the source; other languages are translated from it later."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language that you write in")},
    )
    other = forms.CharField(
        label=_("Which other language?"),
        help_text=_("Its tag, such as pt-BR, sw or uz-Cyrl. Only where you choose another language above."),
        max_length=35,
        required=False,
    )
    title = forms.CharField(
        label=_("Title of your framework"),
        help_text=_("In the language that you write in."),
        max_length=200,
        error_messages={
            "required": _("Write the title under which people will know your framework"),
            "max_length": _("Say it in at most 200 characters"),
        },
    )

    def __init__(self, *args: Any, bases: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        base, language = self.fields["base"], self.fields["language"]
        assert isinstance(base, forms.ChoiceField)
        assert isinstance(language, forms.ChoiceField)
        base.choices = list(bases)
        named = [(TAGS.get(tag, tag), name) for tag, name in settings.LANGUAGES]
        language.choices = [*named, (OTHER_LANGUAGE, _("Another language"))]

    def clean(self) -> dict[str, Any]:
        """Put the tag of another language in its place; refuse what is none."""
        given = super().clean() or {}
        if given.get("language") == OTHER_LANGUAGE:
            found = read_language(given.get("other", ""))
            if found is None:
                self.add_error("other", _("This is not a language tag. Write it like fr, pt-BR or zh-Hans."))
            else:
                given["language"] = found
        return given


def reason_field(label: Any, help_text: Any) -> forms.CharField:
    """Return the field that asks why: a change without a reason cannot be released."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=1000,
        widget=_long_text(3),
        error_messages={
            "required": _("Say in a sentence why; a change without a reason cannot be released"),
            "max_length": _("Say it in at most 1,000 characters"),
        },
    )


class StepForm(forms.Form):
    """What every step asks: why, where it comes from, and (unseen) which revision of the item it was written for."""

    kind: ChangeKind
    reason = reason_field(
        _("Why?"), _("One or two sentences, in the language that you write in. Everybody can read them.")
    )
    citation = forms.CharField(
        label=_("Where does this come from?"),
        help_text=_("A law, a decision, a report, with the page. Leave it empty where there is none."),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Say it in at most 300 characters")},
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def step(self, item: str) -> Step:
        """Return the step that the form describes, with what its kind asks besides."""
        given = self.cleaned_data
        told = {"reason": given.get("reason", ""), "citation": given["citation"], **self.told()}
        return Step(kind=self.kind, item=item, **told)

    def told(self) -> dict[str, Any]:
        """Return the parts of the step that only this form asks for."""
        return {}


class KeepForm(StepForm):
    """Keep an item on purpose, as the base has it."""

    kind = ChangeKind.ADOPT


class LeaveOutForm(StepForm):
    """Leave an item out."""

    kind = ChangeKind.OMIT


class WordForm(StepForm):
    """Say the definition of an item in other words."""

    kind = ChangeKind.REWORD
    field_order = ("text", "reason", "citation")
    text = forms.CharField(
        label=_("Your wording"),
        max_length=2000,
        widget=_long_text(6),
        error_messages={
            "required": _("Write the definition as it should read"),
            "max_length": _("Say it in at most 2,000 characters"),
        },
    )

    def __init__(self, *args: Any, standing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing

    def clean_text(self) -> str:
        """Refuse what stands there already."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if text == self.standing:
            raise ValidationError(_("This is what stands there already. Change it, or go back and keep the item."))
        return text

    def told(self) -> dict[str, Any]:
        """Return the wording."""
        return {"title" if self.kind is ChangeKind.RETITLE else "statement": self.cleaned_data["text"]}


class RenameForm(WordForm):
    """Give an item another title."""

    kind = ChangeKind.RETITLE
    text = forms.CharField(
        label=_("Your title"),
        max_length=200,
        error_messages={
            "required": _("Write the title as it should read"),
            "max_length": _("Say it in at most 200 characters"),
        },
    )


class RequireForm(StepForm):
    """Set the level of an item that a role needs."""

    kind = ChangeKind.REQUIRE
    field_order = ("role", "level", "importance", "reason", "citation")
    role = forms.ChoiceField(
        label=_("Which role?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the role")},
    )
    level = forms.ChoiceField(
        label=_("Which level does it need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the level, or that none is needed")},
    )
    importance = forms.ChoiceField(
        label=_("How much depends on it?"),
        choices=[
            (5, _("Essential: the role fails without it")),
            (4, _("Very important")),
            (3, _("Needed")),
            (2, _("Helpful")),
            (1, _("Useful")),
        ],
        initial=3,
        error_messages={"required": _("Choose how much depends on it")},
    )

    def __init__(
        self, *args: Any, roles: Sequence[tuple[str, str]], levels: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        role, level = self.fields["role"], self.fields["level"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(level, forms.ChoiceField)
        role.choices = list(roles)
        level.choices = [*levels, ("none", _("None: this role does not need it"))]

    def told(self) -> dict[str, Any]:
        """Return the role and what it needs."""
        given = self.cleaned_data
        level = "" if given["level"] == "none" else given["level"]
        return {"role": given["role"], "level": level, "importance": int(given["importance"])}


class AddForm(StepForm):
    """Add an item of the country's own."""

    kind = ChangeKind.ADD
    field_order = ("item_kind", "parent", "code", "title", "statement", "reason", "citation")
    item_kind = forms.ChoiceField(
        label=_("What do you add?"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you add")},
    )
    parent = forms.ChoiceField(
        label=_("In which domain?"),
        help_text=_("A competency stands in a domain; attitudes and domains stand by themselves."),
        required=False,
    )
    code = forms.RegexField(
        r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$",
        label=_("Code"),
        help_text=_("Short, and not used yet, such as 1.5 or N1."),
        max_length=20,
        error_messages={
            "required": _("Give it a short code, such as N1"),
            "invalid": _("Use letters and digits, with a point or a hyphen between them, such as 1.5 or N1"),
        },
    )
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Write the title, in a few words")}
    )
    statement = forms.CharField(
        label=_("Definition"),
        max_length=2000,
        widget=_long_text(5),
        error_messages={"required": _("Write in a sentence what people should be able to do")},
    )

    def __init__(self, *args: Any, domains: Sequence[tuple[str, str]], codes: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)
        parent.choices = [("", _("None")), *domains]
        self.has_domains = bool(domains)
        self.codes = codes

    def clean_code(self) -> str:
        """Refuse a code that is taken."""
        code: str = self.cleaned_data["code"]
        if code in self.codes:
            raise ValidationError(_("This code is taken. Choose another."))
        return code

    def clean(self) -> dict[str, Any]:
        """Ask for the domain of a competency, and for none of what stands by itself."""
        given = super().clean() or {}
        is_competency = given.get("item_kind") == ItemKind.COMPETENCY.value
        if is_competency and self.has_domains and not given.get("parent"):
            self.add_error("parent", _("Choose the domain of the competency"))
        if given.get("item_kind") and not is_competency and given.get("parent"):
            self.add_error("parent", _("Choose none: this stands by itself"))
        return given

    def told(self) -> dict[str, Any]:
        """Return the new item."""
        return {name: self.cleaned_data[name] for name in ("item_kind", "parent", "code", "title", "statement")}


class ReleaseForm(forms.Form):
    """Under which number a draft is released."""

    version = forms.CharField(
        label=_("Version number"),
        help_text=_("The suggestion says how much has changed. A released version never changes again."),
        max_length=20,
        error_messages={"required": _("Give the version a number, such as 1.0.0")},
    )

    def __init__(self, *args: Any, taken: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = taken

    def clean_version(self) -> str:
        """Ask for a number that is one, and not taken."""
        version: str = self.cleaned_data["version"].strip()
        if not _VERSION.fullmatch(version):
            raise ValidationError(_("Write it as two or three numbers with points, such as 1.0.0"))
        if version in self.taken:
            raise ValidationError(_("This version is released already. Choose a higher number."))
        return version


class ConflictForm(forms.Form):
    """Which side of a conflict stands, or a wording of one's own with its reason."""

    choice = forms.ChoiceField(
        label=_("What should stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what should stand")},
    )
    text = forms.CharField(
        label=_("Your own wording"),
        help_text=_("Only where you choose it above."),
        required=False,
        max_length=2000,
        widget=_long_text(5),
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Asked for with a wording of your own; ours keeps the reason that it has."),
        required=False,
        max_length=1000,
        widget=_long_text(3),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], is_worded: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [*choices, *([("own", _("A wording of our own, written below"))] if is_worded else [])]
        if not is_worded:
            del self.fields["text"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Ask for the wording and its reason where one's own is chosen."""
        given = super().clean() or {}
        if given.get("choice") == "own":
            if not given.get("text"):
                self.add_error("text", _("Write your wording, or choose one of those above"))
            if not given.get("reason"):
                self.add_error("reason", _("Say in a sentence why"))
        elif given.get("text"):
            self.add_error("choice", _("You wrote a wording of your own: choose it, or empty the box"))
        return given
