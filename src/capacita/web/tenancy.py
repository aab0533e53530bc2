"""Whose a row is. Every row that belongs to an organisation says so and is read through ``for_actor``."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from capacita.web.actors import Actor


class TenantQuerySet(models.QuerySet[Any]):
    """Rows of organisations."""

    def for_actor(self, actor: Actor) -> Self:
        """Return the rows that this actor may know of: published ones, and those of their organisations."""
        if actor.is_system:
            return self
        return self.filter(models.Q(published=True) | models.Q(organisation_id__in=list(actor.memberships)))


class TenantModel(models.Model):
    """A row that an organisation owns. What is published may be read by everybody."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    published = models.BooleanField(default=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True
