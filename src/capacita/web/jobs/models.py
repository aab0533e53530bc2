"""A job as people see it; the queue itself is django-tasks-db."""

import uuid

from django.conf import settings
from django.db import models

from capacita.web.tenancy import TenantModel


class JobStatus(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(TenantModel):
    """One piece of work. The same kind with the same inputs is one job, however often it is asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=71, unique=True)
    inputs = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    progress_percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=60, blank=True)
    result = models.JSONField(default=dict)
    fault_code = models.CharField(max_length=60, blank=True)
    fault_values = models.JSONField(default=dict)  # of the words of the fault
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"
