"""Comments as rows beside their contributions, their wordings, the log of moderation, translations.

What a comment says is the text of its Contribution, so that ledger and themes see it like any other. Wordings and log
are only added to.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from capacita.web.consultation.models import Contribution, Programme
from capacita.web.framework.models import FrameworkVersion
from capacita.web.tenancy import TenantModel


class Appended(TenantModel):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises TypeError for one that is there already."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("this is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raise TypeError: everything is kept."""
        raise TypeError("this is only added to")


class Comment(TenantModel):
    """Where a contribution points in the text, who sent it as far as they agreed, and where it stands.

    ``published`` says whether everybody reads it. The private link is known to its author alone; its hash is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, related_name="comment")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="comments")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(unique=True)  # made with the form: what is sent twice is kept once
    link_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, default="waiting")  # that of the newest entry of the log
    sent_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    # the anchor
    part = models.CharField(max_length=10)
    level = models.CharField(max_length=36, blank=True)
    text_language = models.CharField(max_length=35)
    start = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    # the author, as far as agreed
    naming = models.CharField(max_length=12)
    for_organisation = models.BooleanField(default=False)
    author_name = models.CharField(max_length=120, blank=True)
    author_organisation = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["sent_at", "id"]

    def __str__(self) -> str:
        return f"{self.state} {self.pk}"


class CommentWording(Appended):
    """What a comment said when it was sent and after each change by its author; read by those who moderate."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField()
    suggested = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=35)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.written_at:%Y-%m-%d}"


class ModerationEntry(Appended):
    """An entry of the public log: what a comment became, when, through an author or a moderator, and why."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="log")
    state = models.CharField(max_length=10)
    actor_kind = models.CharField(max_length=10)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason_code = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=35, default="en")
    happened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.state} {self.happened_at:%Y-%m-%d}"


class TranslationKind(models.TextChoices):
    """Who made a translation."""

    HUMAN = "human"
    MACHINE = "machine"


class ContributionTranslation(Appended):
    """A translation of a contribution, beside the original. A newer one in the same language is shown in its place."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=35)
    text = models.TextField()
    suggested = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices=TranslationKind.choices)
    made_by = models.CharField(max_length=120, blank=True)  # a person who wishes to be named, or the program
    of = models.CharField(max_length=71)  # digest of the original that it was made from
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["language", "-id"]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.language}"
