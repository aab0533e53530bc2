"""Making organisations, people and memberships."""

from typing import Any

from capacita.vocabulary import LocalizedText
from capacita.web.accounts.models import Membership, Organisation, Person
from capacita.web.actors import Actor, Role
from capacita.web.audit.services import audited


@audited("organisation.founded")
def found_organisation(actor: Actor, *, code: str, kind: str, name: LocalizedText, **details: Any) -> Organisation:
    """Create an organisation."""
    return Organisation.objects.create(code=code, kind=kind, name=name, **details)


@audited("membership.given")
def give_membership(actor: Actor, *, person: Person, organisation: Organisation, role: Role) -> Membership:
    """Give a person a role in an organisation; giving it twice is giving it once."""
    membership, _created = Membership.objects.get_or_create(person=person, organisation=organisation, role=role.value)
    return membership
