"""Drafts of adaptations: a base, and an append-only list of steps."""

import uuid

from django.conf import settings
from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class DraftState(models.TextChoices):
    """Where a draft stands."""

    OPEN = "open"
    RELEASED = "released"
    ASIDE = "aside"  # not written on for now; it can be taken up again


class AdaptationDraft(TenantModel):
    """An adaptation that is being written. What it says is in its steps, never in columns of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    adaptation_id = models.UUIDField()
    code = models.SlugField(max_length=64)
    title = LocalizedTextField()
    language = models.CharField(max_length=35)
    base = models.ForeignKey("framework.FrameworkVersion", on_delete=models.PROTECT, related_name="+")
    base_digest = models.CharField(max_length=71)
    continues = models.ForeignKey(
        "framework.FrameworkVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )  # the release that this draft goes on from
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    released = models.ForeignKey("framework.FrameworkVersion", null=True, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(state=DraftState.OPEN.value), name="one_open_draft_of_a_code"
            )
        ]
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"

    @property
    def is_revision(self) -> bool:
        """Tell whether this is the next version of a framework itself, by those who keep it."""
        return self.code == self.base.code and self.organisation_id == self.base.organisation_id


class DraftChange(TenantModel):
    """One step of a draft. Rows are only ever added: an undo is a row of its own, with the inverse Change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("adapting.AdaptationDraft", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    subject = models.UUIDField()  # the item that it is about
    field = models.CharField(max_length=80)  # what of the item it changes
    change = models.JSONField()
    seen_revision = models.PositiveIntegerField()  # of the item, when the form was shown
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_step_of_a_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class TakenSheet(TenantModel):
    """An edited sheet whose changes became steps of a draft, from one number to another. The file is not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("adapting.AdaptationDraft", on_delete=models.PROTECT, related_name="sheets")
    digest = models.CharField(max_length=71)  # of the file
    file_name = models.CharField(max_length=120)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)  # of items, by what became of them
    not_taken = models.PositiveIntegerField(default=0)  # conflicts in which the draft stayed as it was
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120)
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-taken_at"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.first}-{self.last}"


class WaitingSheet(TenantModel):
    """An edited sheet that its sender looks at: nothing of it is in the draft yet. It goes once it is taken in.

    ``choices`` are what was said of conflicts, by the conflict's identifier: the side that is to stand, and of which
    words that was said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("adapting.AdaptationDraft", on_delete=models.CASCADE, related_name="waiting_sheets")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=71)  # of the file
    file_name = models.CharField(max_length=120)
    data = models.BinaryField()
    leaves_out = models.BooleanField(default=False)  # what has no row any more
    choices = models.JSONField(default=dict)
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "person", "digest"], name="one_waiting_sheet_of_a_file")
        ]
        ordering = ["-touched_at"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.file_name}"


class MergeState(models.TextChoices):
    """Where a merge stands."""

    OPEN = "open"
    DONE = "done"


class BaseMerge(TenantModel):
    """Taking a newer base into a released adaptation: three digests and the choices made. What follows is computed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey("framework.FrameworkVersion", on_delete=models.PROTECT, related_name="+")
    new_base = models.ForeignKey("framework.FrameworkVersion", on_delete=models.PROTECT, related_name="+")
    base_digest = models.CharField(max_length=71)
    ours_digest = models.CharField(max_length=71)  # of the adaptation
    theirs_digest = models.CharField(max_length=71)
    choices = models.JSONField(default=dict)  # by the conflict's identifier: a side's name or {"value": …}
    reasons = models.JSONField(default=dict)  # of own wordings, by the conflict's identifier
    state = models.CharField(max_length=10, choices=MergeState.choices, default=MergeState.OPEN)
    draft = models.ForeignKey("adapting.AdaptationDraft", null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "new_base"], name="one_merge_of_two_versions")]
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.new_base_id} {self.state}"


class UnfinishedForm(TenantModel):
    """What somebody had typed into a form of a draft when they left it: kept for them, and part of no framework yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("adapting.AdaptationDraft", on_delete=models.CASCADE, related_name="unfinished")
    subject = models.UUIDField(null=True)  # the item; none for one that is to be added
    deed = models.SlugField(max_length=20)
    words = models.JSONField(default=dict)  # by the field's name: a list of values, as a browser sends them
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.deed}"


class ItemComment(TenantModel):
    """What somebody of the organisation says about an item of a draft, or answers to that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("adapting.AdaptationDraft", on_delete=models.PROTECT, related_name="comments")
    subject = models.UUIDField()
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=120)
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["written_at"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.subject} {self.author_name}"
