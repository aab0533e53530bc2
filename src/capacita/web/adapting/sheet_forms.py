"""What is asked of somebody who takes an edited sheet in: the file, what stands where both sides changed, then why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.sheets import MAX_BYTES
from capacita.web.adapting.forms import reason_field


class SheetForm(forms.Form):
    """The edited sheet."""

    file = forms.FileField(
        label=_("The edited sheet"),
        help_text=_("The workbook (XLSX) or the CSV from this page, edited. At most 10 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any is read."""
        given = self.cleaned_data["file"]
        if given.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Send it in parts."))
        return given


class SideForm(forms.Form):
    """Which side of a conflict stands; of all conflicts at once where it is asked for them."""

    side = forms.ChoiceField(
        label=_("What should stand?"),
        widget=forms.RadioSelect,
        choices=[("ours", _("Keep what the draft says")), ("theirs", _("Take what the sheet says"))],
        error_messages={"required": _("Choose what should stand")},
    )
    words = forms.CharField(widget=forms.HiddenInput)  # by which it is known again between which words somebody chose


class AllSidesForm(SideForm):
    """One side for every conflict that is open, or for those as well that somebody has settled."""

    settled_too = forms.BooleanField(label=_("Also those that I have chosen already"), required=False)

    def __init__(self, *args: Any, may_overrule: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["words"]
        if not may_overrule:
            del self.fields["settled_too"]


class TakeInForm(forms.Form):
    """Why the sheet changes what it changes and, where something leaves, why that; unseen, after how many steps."""

    reason = reason_field(
        _("Why?"),
        _(
            "One or two sentences for every change whose row has no reason of its own, in the language that you write "
            "in. Everybody can read them."
        ),
    )
    left_out = reason_field(
        _("Why are these left out?"), _("What is left out does not appear in your framework; this reason does.")
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, needs_reason: bool, leaves_out: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
        if not leaves_out:
            del self.fields["left_out"]
