"""What translators and those who look after translations are asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from capacita.framework.translation import Segment, read_language
from capacita.web.translating.models import Purpose

MAX_FILE_BYTES = 5 * 1024 * 1024


class LanguageForm(forms.Form):
    """Which language to translate into."""

    language = forms.CharField(
        label=_("Another language"),
        help_text=_("Its tag, such as pt-BR, sw or uz-Cyrl."),
        max_length=35,
        error_messages={"required": _("Write the tag of the language")},
    )

    def clean_language(self) -> str:
        """Return the tag in the usual writing; refuse what is none."""
        found = read_language(self.cleaned_data["language"])
        if found is None:
            raise ValidationError(_("This is not a language tag. Write it like fr, pt-BR or zh-Hans."))
        return found


class WordingForm(forms.Form):
    """The translation of one text, and (unseen) which revision of it the form was shown for."""

    text = forms.CharField(
        label=_("Translation"),
        max_length=8000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write the translation, or go on to the next text"),
            "max_length": _("Say it in at most 8,000 characters"),
        },
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, segment: Segment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = max(2, min(12, len(segment.source) // 60 + 2))
        attributes = self.fields["text"].widget.attrs
        attributes.update(lang=segment.language, dir=segment.direction, rows=rows)
        del attributes["maxlength"]  # a browser cuts what is pasted without a word; the form tells what is too long

    def clean_text(self) -> str:
        """Return the text with line ends as documents have them."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text


class RemarkForm(forms.Form):
    """A question or a hint on a text, for the others who work on the translation."""

    remark = forms.CharField(
        label=_("A question or a remark"),
        help_text=_("Everybody who works on this translation reads it, with your name. It is never published."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={
            "required": _("Write the question or the remark"),
            "max_length": _("Say it in at most 2,000 characters"),
        },
    )


class UploadForm(forms.Form):
    """A filled file, and who translated it."""

    file = forms.FileField(
        label=_("The filled file"),
        help_text=_("XLIFF, PO, Word or Excel, as it was downloaded here and filled in. Up to 5 MB."),
        error_messages={"required": _("Choose the file"), "empty": _("The file is empty. Choose another.")},
    )
    made_by = forms.ChoiceField(
        label=_("Who translated?"),
        choices=[("person", _("A person")), ("machine", _("A machine; nobody has read it yet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether a person or a machine translated")},
    )
    translator = forms.CharField(
        label=_("Name of the translator, if they wish to be named"),
        help_text=_("Everybody can read it once the translation is published. Leave it empty otherwise."),
        required=False,
        max_length=120,
    )
    reviewer = forms.CharField(
        label=_("Name of a second person who checked what the file marks as reviewed"),
        help_text=_("Without a name it counts as translated, not as reviewed."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, may_review: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_review:
            del self.fields["reviewer"]

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise ValidationError(_("The file is larger than 5 MB. Send it in parts."))
        return file

    def clean(self) -> dict[str, Any]:
        """Refuse a reviewer who is the translator."""
        given = super().clean() or {}
        reviewer = (given.get("reviewer") or "").strip()
        if reviewer and reviewer.casefold() == (given.get("translator") or "").strip().casefold():
            self.add_error("reviewer", _("A second person reviews, not the translator"))
        return given


class LinkForm(forms.Form):
    """For whom a private link is, and what they may do."""

    name = forms.CharField(
        label=_("Who is it for?"),
        help_text=_("A name, for you and those who work with you. They choose themselves whether everybody reads it."),
        max_length=120,
        error_messages={"required": _("Write the name of the person")},
    )
    purpose = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[
            (Purpose.TRANSLATE.value, _("Translate")),
            (Purpose.REVIEW.value, _("Translate, and confirm what others translated")),
        ],
        initial=Purpose.TRANSLATE.value,
        widget=forms.RadioSelect,
    )


class TermForm(forms.Form):
    """A term of the glossary."""

    term = forms.CharField(
        label=_("Term in the source"), max_length=120, error_messages={"required": _("Write the term")}
    )
    preferred = forms.CharField(
        label=_("Words to use"), help_text=_("Several with semicolons."), max_length=300, required=False
    )
    forbidden = forms.CharField(
        label=_("Words not to use"), help_text=_("Several with semicolons."), max_length=300, required=False
    )

    def __init__(self, *args: Any, source_language: str, language: str, direction: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].widget.attrs.update(lang=source_language)
        for name in ("preferred", "forbidden"):
            self.fields[name].widget.attrs.update(lang=language, dir=direction)

    def clean(self) -> dict[str, Any]:
        """Ask for words in at least one of the two fields."""
        given = super().clean() or {}
        if given.get("term") and not given.get("preferred") and not given.get("forbidden"):
            self.add_error("preferred", _("Write the words to use, or the words not to use"))
        return given


class NameForm(forms.Form):
    """Under which name somebody wishes to be credited."""

    credit_name = forms.CharField(
        label=_("Your name, as everybody may read it"),
        help_text=_("Leave it empty if you do not wish to be named."),
        max_length=120,
        required=False,
    )
