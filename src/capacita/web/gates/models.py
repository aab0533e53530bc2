"""The release gate of a steward, one for a framework."""

import uuid

from django.db import models

from capacita.web.tenancy import TenantModel


class CoverageGate(TenantModel):
    """What the steward of a framework asks of every release of it and made from it: so many items for each principle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=64, unique=True)  # of the framework
    asked = models.JSONField(default=dict)  # principle -> number of items; those without a number are not asked for
    confirmed_only = models.BooleanField(default=True)
    set_by = models.CharField(max_length=120)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "adapting_coveragegate"  # where it was first kept

    def __str__(self) -> str:
        return self.code
