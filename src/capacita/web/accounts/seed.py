"""The one organisation that every installation has: the keeper of the content that comes with Capacita."""

from capacita.vocabulary import written
from capacita.web.accounts.models import Organisation, OrganisationKind
from capacita.web.accounts.services import found_organisation
from capacita.web.actors import SYSTEM

KEEPER = "capacita"


def seed_organisations() -> None:
    """Found the keeper where there is none."""
    if not Organisation.objects.filter(code=KEEPER).exists():
        found_organisation(
            SYSTEM,
            code=KEEPER,
            kind=OrganisationKind.SECRETARIAT,
            name=written("Capacita content"),
        )
