"""What reviewers decided about the links of a crosswalk; the crosswalk itself is a document and stays as it came."""

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
