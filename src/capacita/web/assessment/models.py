"""Index rows of assessments; samples, estimates and gaps are documents kept by digest, responses a Parquet file."""

import uuid

from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class Assessment(TenantModel):
    """One needs assessment of a country."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    title = LocalizedTextField()
    country = models.CharField(max_length=2)
    simulated = models.BooleanField()
    framework_version = models.ForeignKey("framework.FrameworkVersion", on_delete=models.PROTECT)
    sample_digest = models.CharField(max_length=71)
    responses_digest = models.CharField(max_length=71)
    estimates_digest = models.CharField(max_length=71)
    gaps_digest = models.CharField(max_length=71)
    population_size = models.PositiveIntegerField()
    sample_size = models.PositiveIntegerField()
    respondents = models.PositiveIntegerField()
    group_titles = models.JSONField(default=dict)  # code of a group -> LocalizedText
    finished_on = models.DateField()

    class Meta:
        ordering = ["-finished_on"]

    def __str__(self) -> str:
        return self.code
