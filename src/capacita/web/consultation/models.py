"""Programmes, requests, consultations and contributions as ordinary rows."""

import uuid

from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class Programme(TenantModel):
    """A call for consultations on a framework."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    title = LocalizedTextField()
    summary = LocalizedTextField()
    country = models.CharField(max_length=2, blank=True)
    simulated = models.BooleanField(default=False)
    framework_version = models.ForeignKey("framework.FrameworkVersion", null=True, on_delete=models.PROTECT)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    source = models.TextField(blank=True)  # where the calendar comes from, when it is not ours

    class Meta:
        ordering = ["-opens_on"]

    def __str__(self) -> str:
        return self.code


class ConsultationRequest(TenantModel):
    """A wish to organise a consultation: the six fields, and where it stands.

    The private link is known to its owner alone; only its hash is kept. Contact details are read by stewards only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="requests")
    link_hash = models.CharField(max_length=64, unique=True)
    status = models.CharField(max_length=20, default="requested")
    held_on = models.DateField(null=True)
    held_on_words = models.CharField(max_length=120, blank=True)  # where the date is not settled
    held_at = models.CharField(max_length=60, blank=True)  # time with its zone, in words
    stakeholders = models.JSONField(default=list)  # codes of StakeholderType: who is invited
    audience = models.TextField(blank=True)  # the same in the organiser's own words
    mode = models.CharField(max_length=10)
    contact_name = models.CharField(max_length=200)
    contact_details = models.CharField(max_length=300)
    output_due_on = models.DateField()
    language = models.CharField(max_length=12, default="en")
    decision_reason = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.status} {self.pk}"


class Consultation(TenantModel):
    """A consultation in the calendar. What is undecided stays undecided here, with its precision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="consultations")
    request = models.OneToOneField(ConsultationRequest, null=True, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=80, unique=True)
    title = LocalizedTextField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    precision = models.CharField(max_length=10)
    tentative = models.BooleanField(default=False)
    expected = models.CharField(max_length=7, blank=True)
    when_words = models.CharField(max_length=120, blank=True)  # the organiser's, where no day is settled
    time_words = models.CharField(max_length=60, blank=True)  # time with its zone
    group = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    audience = LocalizedTextField()
    mode = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=12, blank=True)
    how_to_join = LocalizedTextField()
    status = models.CharField(max_length=20, default="scheduled")
    participation = models.JSONField(default=dict)  # counts only, never names

    class Meta:
        ordering = [models.F("starts_on").asc(nulls_last=True), "slug"]

    def __str__(self) -> str:
        return self.slug


class Contribution(TenantModel):
    """Something that was said, about which part of the framework, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    item_id = models.UUIDField(null=True, db_index=True)
    item_code = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=20)
    text = LocalizedTextField()
    suggested = LocalizedTextField()
    speaker = models.CharField(max_length=60)
    may_quote = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="open")
    reason = LocalizedTextField()
    decision_id = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)
    change_ids = models.JSONField(default=list)

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="one_number_per_contribution")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.number}"
