"""What is added to contributions: the log of decisions, the Changes that followed, themes, who coded what, divergence.

Logs are only added to. ``Contribution.status``, ``reason`` and ``decided_on`` are an index of the newest decision, and
only ``services`` of this app writes them.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class OnlyAddedTo(TenantModel):
    """A row of a log: never changed, never taken away."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=120)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises TypeError for one that is there already."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("the log is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raise TypeError: the log keeps everything."""
        raise TypeError("the log is only added to")


class LedgerRecord(OnlyAddedTo):
    """An entry of the log of a contribution; none is published: what the public reads is worked out from all."""

    contribution = models.ForeignKey("consultation.Contribution", on_delete=models.PROTECT, related_name="ledger")
    step = models.CharField(max_length=10)
    status = models.CharField(max_length=16, default="open")
    reason = LocalizedTextField()
    duplicate_of = models.ForeignKey(
        "consultation.Contribution", null=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    body = LocalizedTextField()  # who decided: a role or body, never a person
    decided_on = models.DateField(null=True)
    minutes = models.CharField(max_length=300, blank=True)
    theme = models.UUIDField(null=True)  # where it was proposed for a whole theme
    words = models.CharField(max_length=71, blank=True)  # digest of what was said then; empty in rows of before

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.step}"


class ChangeLink(OnlyAddedTo):
    """A Change that a contribution led to: a step of a draft. Both may have many of the other."""

    contribution = models.ForeignKey("consultation.Contribution", on_delete=models.PROTECT, related_name="change_links")
    step = models.ForeignKey("adapting.DraftChange", on_delete=models.PROTECT, related_name="contribution_links")
    change = models.UUIDField(db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contribution", "change"], name="one_link_of_a_change")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.change}"


class ThemeWording(OnlyAddedTo):
    """A theme as it was selected or worded anew, merged or retired; each row is a version of the programme's codebook."""

    programme = models.ForeignKey("consultation.Programme", on_delete=models.PROTECT, related_name="theme_wordings")
    version = models.PositiveIntegerField()
    theme = models.UUIDField(default=uuid.uuid4)
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=12, default="en")
    status = models.CharField(max_length=8, default="in-use")
    into = models.UUIDField(null=True)
    suggested_by_program = models.BooleanField(default=False)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["programme", "version"], name="one_codebook_of_a_version")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.version}"


class ThemeWord(OnlyAddedTo):
    """Somebody's word that a contribution belongs to a theme, or that it does not."""

    programme = models.ForeignKey("consultation.Programme", on_delete=models.PROTECT, related_name="theme_words")
    contribution = models.ForeignKey("consultation.Contribution", on_delete=models.PROTECT, related_name="theme_words")
    theme = models.UUIDField(db_index=True)
    holds = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.theme} {self.holds}"


class DivergenceKind(models.TextChoices):
    """How views parted."""

    MINORITY = "minority"
    DIVERGENCE = "divergence"


class Divergence(OnlyAddedTo):
    """A minority view, or a point on which those who took part did not agree, kept for the public report.

    A row that ``replaces`` another takes its place; with no text it takes it out of the report.
    """

    programme = models.ForeignKey("consultation.Programme", on_delete=models.PROTECT, related_name="divergences")
    consultation = models.ForeignKey(
        "consultation.Consultation", null=True, on_delete=models.PROTECT, related_name="divergences"
    )
    kind = models.CharField(max_length=10, choices=DivergenceKind.choices, default=DivergenceKind.MINORITY)
    item_code = models.CharField(max_length=64, blank=True)
    text = LocalizedTextField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.kind}"
