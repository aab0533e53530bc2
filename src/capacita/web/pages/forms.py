"""The sign-in form."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Address and password; too many wrong tries are refused for a while (allauth counts them)."""

    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the right form, like name@example.org"),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput,
        strip=False,
        error_messages={"required": _("Enter your password")},
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.person: Any = None

    def clean(self) -> dict[str, Any]:
        """Find the person; the same words whichever of the two was wrong, so that addresses cannot be guessed."""
        given = super().clean() or {}
        if "email" in given and "password" in given:
            self.person = get_adapter(self.request).authenticate(
                self.request, email=given["email"], password=given["password"]
            )
            if self.person is None:
                raise ValidationError(_("The address or the password is not right. Check both and try again."))
        return given
