"""Exports that were taken in, and from which row of them each contribution came."""

import uuid

from django.db import models

from capacita.web.tenancy import TenantModel


class TakenExport(TenantModel):
    """An export, first to be looked at and then taken in. What tells who somebody is was emptied before it was kept.

    The file itself is not kept: it may hold names. ``digest`` says which one it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey("consultation.Consultation", on_delete=models.PROTECT, related_name="exports")
    digest = models.CharField(max_length=71)
    file_name = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    table = models.JSONField(default=dict)  # headings and rows; emptied once it is taken in
    columns = models.JSONField(default=list)  # kind, evidence and measures of each column
    counted = models.JSONField(default=list)  # of each closed question: heading, kind and counts
    respondents = models.PositiveIntegerField(default=0)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [models.UniqueConstraint(fields=["consultation", "digest"], name="one_export_once")]

    def __str__(self) -> str:
        return self.file_name


class AnswerSource(TenantModel):
    """Where a contribution stood in an export; it was typed by the import."""

    contribution = models.OneToOneField(
        "consultation.Contribution", on_delete=models.CASCADE, related_name="answer_source", primary_key=True
    )
    export = models.ForeignKey(TakenExport, on_delete=models.PROTECT, related_name="sources")
    line = models.PositiveIntegerField()
    question = models.TextField()

    def __str__(self) -> str:
        return f"{self.export_id} {self.line}"
