"""Index rows of training plans; problem and plan are documents kept by digest."""

import uuid

from django.db import models

from capacita.web.tenancy import TenantModel


class TrainingPlan(TenantModel):
    """A plan made for an assessment under limits."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey("assessment.Assessment", on_delete=models.PROTECT, related_name="plans")
    problem_digest = models.CharField(max_length=71)
    plan_digest = models.CharField(max_length=71)
    budget = models.FloatField()
    trainer_days = models.FloatField()
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.budget:.0f}"
