"""What a reviewer says about a link, or puts forward as a new one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from capacita.framework.crosswalk import MatchRelation

REJECT = "none"
CHOICES = (
    (MatchRelation.EXACT.value, _("They say the same")),
    (MatchRelation.CLOSE.value, _("They say nearly the same")),
    (MatchRelation.BROAD.value, _("The second is broader: it holds the first and more")),
    (MatchRelation.NARROW.value, _("The second is narrower: it is a part of the first")),
    (MatchRelation.RELATED.value, _("They are related, neither holds the other")),
    (REJECT, _("They have nothing to do with each other: reject the link")),
)


class RelationForm(forms.Form):
    """How two items stand to each other, and why."""

    relation = forms.ChoiceField(
        label=_("How do the two stand to each other?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("A sentence. It is shown with the link and goes out with every export; your name does not."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why.")},
    )


class ReviewForm(RelationForm):
    """The relation of two items, or that there is none; unseen, which review was shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class ProposalForm(RelationForm):
    """Two items that nobody has linked, besides."""

    field_order = ("subject", "object", "relation", "reason")
    subject = forms.ChoiceField(error_messages={"required": _("Choose an item.")})
    object = forms.ChoiceField(error_messages={"required": _("Choose an item.")})

    def __init__(
        self, *args: Any, subjects: Iterable[tuple[str, str]], objects: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("Choose an item"))
        relations = (choice for choice in CHOICES if choice[0] != REJECT)  # nobody links what has nothing to do
        for name, choices in (("subject", (empty, *subjects)), ("object", (empty, *objects)), ("relation", relations)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
