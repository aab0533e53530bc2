"""Index rows of framework versions and adaptations; the documents themselves are kept by digest."""

import uuid

from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class FrameworkVersion(TenantModel):
    """A version of a framework as people read it: a framework as written, or a base with an adaptation applied."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework_id = models.UUIDField(db_index=True)
    code = models.SlugField(max_length=64)
    version = models.CharField(max_length=40)
    title = LocalizedTextField()  # of the document, for lists
    status = models.CharField(max_length=20)
    digest = models.CharField(max_length=71)
    base = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="adaptations")
    adaptation_digest = models.CharField(max_length=71, blank=True)
    release_digest = models.CharField(max_length=71, blank=True)
    released_at = models.DateTimeField(null=True)
    country = models.CharField(max_length=2, blank=True)
    simulated = models.BooleanField(default=False)
    names_compared = models.BooleanField(default=False)  # with those of the version before it: see LostName

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_version_of_a_code")]
        ordering = ["code", "-released_at"]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class KeptStep(models.Model):
    """How far two kept frameworks are apart, by their digests. Belongs to nobody: what is kept never changes.

    ``weight`` is the step without what the heading of a version says; ``sorts`` counts its changes by their sorts.
    Neither was kept at first.
    """

    before = models.CharField(max_length=71)
    after = models.CharField(max_length=71)
    step = models.CharField(max_length=20)
    weight = models.CharField(max_length=20, blank=True)
    sorts = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["after", "before"], name="one_step_between_two")]

    def __str__(self) -> str:
        return f"{self.before[:15]} {self.step} {self.after[:15]}"


class KeptReport(models.Model):
    """How much of its base an adaptation has, and what it has not taken from a newer one. Belongs to nobody, as above."""

    adaptation = models.CharField(max_length=71)  # digest of the document, which names its base
    newest = models.CharField(max_length=71, blank=True)  # digest of the newer base; empty where there is none
    coverage = models.FloatField(null=True)
    unchanged = models.FloatField(null=True)
    waiting = models.JSONField()  # see adaptation_reports

    class Meta:
        constraints = [models.UniqueConstraint(fields=["adaptation", "newest"], name="one_report_on_an_adaptation")]

    def __str__(self) -> str:
        return f"{self.adaptation[:15]} {self.newest[:15]}"


class LostName(models.Model):
    """A CASE object of a version that the next version has none of: whoever cites it is still answered from there.

    Belongs to nobody: whether it is told is a matter of the version.
    """

    name = models.CharField(max_length=64)  # kind and identifier, joined by a slash
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_loss_of_a_name")]

    def __str__(self) -> str:
        return self.name


class KeptTextCount(models.Model):
    """How far each language of a kept framework is. Belongs to nobody, as above."""

    digest = models.CharField(primary_key=True, max_length=71)
    counts = models.JSONField()  # see text_counts

    def __str__(self) -> str:
        return self.digest[:15]


class KeptHeading(models.Model):
    """What CASE lists tell of a version, and the names of all objects that it has. Belongs to nobody, as above.

    ``documents`` has a document on each line, ``names`` what ``case_headings`` packs.
    """

    key = models.CharField(primary_key=True, max_length=71)
    documents = models.TextField()
    count = models.PositiveIntegerField()
    may_pass_on = models.BooleanField()
    names = models.BinaryField()

    def __str__(self) -> str:
        return self.key[:15]
