"""Who asks: the actor of a request, a command or a job, with the roles that they hold in each organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest


class Role(StrEnum):
    """What a person is in an organisation. Visitors hold none; the system acts for the site itself."""

    VISITOR = "visitor"
    CIVIL_SERVANT = "civil-servant"
    FACILITATOR = "facilitator"
    TRANSLATOR = "translator"
    FOCAL_POINT = "focal-point"
    ANALYST = "analyst"
    STEWARD = "steward"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or the system, and where they may act."""

    name: str
    person_id: int | None = None
    memberships: Mapping[UUID, frozenset[Role]] = field(default_factory=dict)
    secretariats: frozenset[UUID] = frozenset()  # those of the organisations that keep frameworks for others
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Tell whether this is a person with an account."""
        return self.person_id is not None

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere; a visitor's is ``visitor``."""
        if self.is_system:
            return frozenset({Role.SYSTEM})
        held = frozenset(role for roles in self.memberships.values() for role in roles)
        return held | {Role.VISITOR}

    def roles_in(self, organisation_id: UUID | None) -> frozenset[Role]:
        """Return the roles held in one organisation, the visitor's among them."""
        if self.is_system:
            return frozenset({Role.SYSTEM})
        if organisation_id is None:
            return frozenset({Role.VISITOR})
        return self.memberships.get(organisation_id, frozenset()) | {Role.VISITOR}


VISITOR = Actor(name="visitor")
SYSTEM = Actor(name="system", is_system=True)


def actor_for_person(person: Any) -> Actor:
    """Return the actor that a signed-in Person is, with one query for their memberships."""
    held: dict[UUID, set[Role]] = {}
    secretariats = set()
    for organisation_id, kind, role in person.memberships.values_list("organisation_id", "organisation__kind", "role"):
        held.setdefault(organisation_id, set()).add(Role(role))
        if kind == "secretariat":
            secretariats.add(organisation_id)
    return Actor(
        name=person.display_name,
        person_id=person.pk,
        memberships={organisation: frozenset(roles) for organisation, roles in held.items()},
        secretariats=frozenset(secretariats),
    )


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor of a request, as the middleware found it."""
    actor = request.actor  # type: ignore[attr-defined] # set by ActorMiddleware
    assert isinstance(actor, Actor)
    return actor
