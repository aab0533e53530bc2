"""Places in consultations."""

import uuid

from django.db import models

from capacita.web.tenancy import TenantModel


class Place(TenantModel):
    """A place of one person, or of an organisation for several; what the consent does not keep is empty.

    Never published: read by its owner through the private link, and by those who run the programme as far as the consent
    shows it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey("consultation.Consultation", on_delete=models.PROTECT, related_name="places")
    state = models.CharField(max_length=12, db_index=True)
    people = models.PositiveIntegerField(default=1)
    stakeholder = models.CharField(max_length=40)
    un_region = models.CharField(max_length=30, blank=True)
    unesco_group = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=12)
    consent = models.CharField(max_length=16)
    name = models.CharField(max_length=200, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    access_needs = models.CharField(max_length=400, blank=True)
    link_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    attribution_withdrawn_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joined_at", "id"]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"
