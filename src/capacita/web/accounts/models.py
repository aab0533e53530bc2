"""Organisations, people and memberships."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from capacita.web.actors import Role
from capacita.web.fields import LocalizedTextField


class OrganisationKind(models.TextChoices):
    """What an organisation is in the chain."""

    SECRETARIAT = "secretariat"  # keeps a framework and its consultations
    COUNTRY = "country"  # adapts, assesses, plans
    ACADEMY = "academy"  # teaches


class Organisation(models.Model):
    """A secretariat, a country's digital unit, an academy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    code = models.SlugField(unique=True)
    name = LocalizedTextField()
    country = models.CharField(max_length=2, blank=True)
    fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.code

    @property
    def is_simulated(self) -> bool:
        """Tell whether what it makes here is marked as simulated: nothing that comes out of a demonstration is real."""
        return self.fictional or settings.DEMO


class PersonManager(BaseUserManager["Person"]):
    """Makes people by their address of electronic mail."""

    def create_person(self, *, email: str, display_name: str, password: str | None) -> "Person":
        """Create a person; no password means that they cannot sign in with one."""
        person = self.model(email=self.normalize_email(email), display_name=display_name)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractUser):
    """Somebody with an account. What they may do is in their memberships, never in flags here."""

    username = None  # type: ignore[assignment] # people are known by their address
    first_name = None  # type: ignore[assignment] # one name as people write it, not two as forms want it
    last_name = None  # type: ignore[assignment] # as above
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()  # type: ignore[assignment,misc] # another manager than AbstractUser's

    def __str__(self) -> str:
        return self.display_name


class Membership(models.Model):
    """A role that a person holds in an organisation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation", "role"], name="one_membership_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organisation_id}"
