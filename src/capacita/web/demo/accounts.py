"""The accounts of the demonstration; they exist only where CAPACITA_DEMO is 1, and everybody knows their password."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from capacita.web.accounts.seed import KEEPER
from capacita.web.actors import Role

DEMO_PASSWORD = "try-capacita-2026"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody to sign in as; ``organisation`` is the code of theirs."""

    email: str
    display_name: str
    role: Role
    organisation: str
    does: object  # what this role comes to do, a lazy translation


DEMO_ACCOUNTS = (
    DemoAccount(
        "steward@almara.example", "Sami Tolan", Role.STEWARD, "almara", _("Approves requests and answers contributions")
    ),
    DemoAccount(
        "focal@almara.example", "Lena Ouardi", Role.FOCAL_POINT, "almara", _("Adapts the framework to the country")
    ),
    DemoAccount(
        "analyst@almara.example", "Noor Bassil", Role.ANALYST, "almara", _("Assesses needs, plans and makes toolkits")
    ),
    DemoAccount(
        "facilitator@almara.example", "Ines Marou", Role.FACILITATOR, "almara", _("Runs consultations and workshops")
    ),
    DemoAccount("translator@almara.example", "Omar Delacour", Role.TRANSLATOR, "almara", _("Translates the framework")),
    DemoAccount(
        "servant@almara.example", "Mina Farouq", Role.CIVIL_SERVANT, "almara", _("Finds where they stand, privately")
    ),
    DemoAccount(
        "admin@almara.example", "Teo Rahal", Role.ADMINISTRATOR, "almara", _("Sees jobs, people and the audit trail")
    ),
    DemoAccount(
        "keeper@capacita.example",
        "Kira Solem",
        Role.FOCAL_POINT,  # of those who keep frameworks: writes a next version, and unlike a steward releases it
        KEEPER,
        _("Writes and publishes the next version of the frameworks that countries start from"),
    ),
)
