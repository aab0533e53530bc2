"""Links that people put forward and what reviewers decided; the crosswalk itself is a document and stays as it came."""

import uuid

from django.conf import settings
from django.db import models

from capacita.web.tenancy import TenantModel


class LinkReview(TenantModel):
    """One decision on one link. Rows are only ever added: an undo is a row of its own that takes an earlier one back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    crosswalk = models.UUIDField()
    link = models.UUIDField()
    number = models.PositiveIntegerField()  # counts the reviews of a crosswalk
    decision = models.CharField(max_length=10, blank=True)  # accepted or rejected; empty for an undo
    relation = models.CharField(max_length=20, blank=True)  # of SKOS, where it was accepted
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)  # of the reason
    texts = models.CharField(max_length=71, blank=True)  # digest of the two texts as the reviewer read them
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_role = models.CharField(max_length=20)  # what is shown and exported, never a name
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["crosswalk", "number"], name="one_review_of_a_number")]
        indexes = [models.Index(fields=["crosswalk", "link"], name="reviews_of_a_link")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.link} {self.decision or 'undone'}"


class ProposedLink(TenantModel):
    """A link that somebody put forward and that the crosswalk did not have; reviewers decide about it as about others.

    It is never changed: a link put forward by mistake is rejected, with a reason, and that can be taken back.
    """

    link = models.UUIDField(primary_key=True, editable=False)  # follows from the crosswalk and the two items
    crosswalk = models.UUIDField()
    subject = models.UUIDField()
    subject_code = models.CharField(max_length=64, blank=True)
    subject_title = models.TextField(blank=True)
    object = models.UUIDField()
    object_code = models.CharField(max_length=64, blank=True)
    object_title = models.TextField(blank=True)
    relation = models.CharField(max_length=20)  # of SKOS
    reason = models.TextField()
    language = models.CharField(max_length=35)  # of the reason
    evidence = models.JSONField(default=list)  # pieces of text that both share, where both texts are here
    texts = models.CharField(max_length=71, blank=True)  # digest of the two texts, where both are here
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_role = models.CharField(max_length=20)  # what is shown, never a name
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["crosswalk"], name="links_put_forward")]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.subject_code} - {self.object_code}"
