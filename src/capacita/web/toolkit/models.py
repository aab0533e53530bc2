"""Index rows of toolkits and their rendered files."""

import uuid

from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class Toolkit(TenantModel):
    """A toolkit document made from a plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("planning.TrainingPlan", on_delete=models.PROTECT, related_name="toolkits")
    title = LocalizedTextField()
    language = models.CharField(max_length=12)
    document_digest = models.CharField(max_length=71)
    simulated = models.BooleanField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.language} {self.pk}"


class ToolkitFile(TenantModel):
    """A toolkit as a file of one format."""

    toolkit = models.ForeignKey(Toolkit, on_delete=models.CASCADE, related_name="files")
    suffix = models.CharField(max_length=10)
    media_type = models.CharField(max_length=120)
    digest = models.CharField(max_length=71)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["toolkit", "suffix"], name="one_file_per_format")]
        ordering = ["suffix"]

    def __str__(self) -> str:
        return f"{self.toolkit_id}.{self.suffix}"
