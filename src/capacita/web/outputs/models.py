"""What came back from consultations, and from which line of it each contribution was taken."""

import uuid

from django.db import models

from capacita.web.tenancy import TenantModel


class ArrivalKind(models.TextChoices):
    """How something came: a filled sheet, the form of the site, or words that somebody has to read."""

    SHEET = "sheet"
    FORM = "form"
    REPORT = "report"


class ArrivalState(models.TextChoices):
    """Where it stands. Nothing of a kept one counts; a replaced one was the output until a corrected one came."""

    KEPT = "kept"
    ACCEPTED = "accepted"
    REPLACED = "replaced"


class Arrival(TenantModel):
    """One thing that was sent. Its file is kept as it came, whether or not it could be read, and never thrown away.

    ``key`` follows from what was sent, so that the same thing sent twice is kept once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey("consultation.Consultation", on_delete=models.PROTECT, related_name="arrivals")
    key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=ArrivalKind.choices)
    state = models.CharField(max_length=10, choices=ArrivalState.choices, default=ArrivalState.KEPT)
    file = models.CharField(max_length=71)  # digest of the stored file
    file_name = models.CharField(max_length=120)
    file_kind = models.CharField(max_length=20)
    was_cleaned = models.BooleanField(default=False)  # a photograph whose place was taken out
    by_organiser = models.BooleanField()
    typed_by = models.CharField(max_length=120, blank=True)  # a function, for somebody else's words
    language = models.CharField(max_length=12, default="en")
    anonymous = models.BooleanField(default=False)
    fault = models.JSONField(default=dict)  # code and values, where the file cannot be read as a sheet
    reading = models.JSONField(default=dict)  # output, contributions, lines of these, findings, framework_version
    arrived_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-arrived_at"]
        constraints = [models.UniqueConstraint(fields=["consultation", "key"], name="arrives_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"


class ContributionSource(TenantModel):
    """Where a contribution was taken from, and what its speaker agreed to.

    ``said_id`` is the identifier of the words in the sheet; the contribution keeps its own when they are corrected.
    """

    contribution = models.OneToOneField(
        "consultation.Contribution", on_delete=models.CASCADE, related_name="source", primary_key=True
    )
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="sources")
    said_id = models.UUIDField(null=True, db_index=True)  # None for an excerpt of a report
    part = models.CharField(max_length=12, default="whole")
    language = models.CharField(max_length=12)
    consent = models.CharField(max_length=20)
    framework_version = models.CharField(max_length=40, blank=True)
    line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    page = models.CharField(max_length=20, blank=True)
    typed_by = models.CharField(max_length=120, blank=True)
    details = models.JSONField(default=dict)  # reason, priority: what only some sheets ask
    withdrawn_at = models.DateTimeField(null=True)  # it stood in an output that another one took the place of

    def __str__(self) -> str:
        return f"{self.arrival_id} {self.line}"


class OutputDraft(TenantModel):
    """The form of the site while it is filled in: saved at every step, and none of it is an output."""

    consultation = models.OneToOneField(
        "consultation.Consultation", on_delete=models.CASCADE, related_name="output_draft", primary_key=True
    )
    answers = models.JSONField(default=dict)  # by the name of the part; the points are a list
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.consultation_id)


class OutputRule(TenantModel):
    """What a programme says about the points of its outputs: whether the public reads those that nobody decided on yet."""

    programme = models.OneToOneField(
        "consultation.Programme", on_delete=models.CASCADE, related_name="output_rule", primary_key=True
    )
    until_decided = models.BooleanField(default=False)  # an embargo: until then only those who run it read them

    def __str__(self) -> str:
        return f"{self.programme_id} {self.until_decided}"
