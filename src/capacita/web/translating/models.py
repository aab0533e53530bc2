"""Translations in the making: one for each framework and language, who works on it, and an append-only list of steps."""

import uuid

from django.conf import settings
from django.db import models

from capacita.web.tenancy import TenantModel


class Translation(TenantModel):
    """The work on one framework in one language. What it says is in its steps; what they make of it is worked out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=64)  # of the framework; the work goes on from version to version
    language = models.CharField(max_length=35)
    published_through = models.PositiveIntegerField(default=0)  # the last step that a released version contains
    counted = models.JSONField(default=dict)  # how far it was, of which version and after which step: kept for lists
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "language"], name="one_translation_of_a_code")]
        ordering = ["code", "language"]

    def __str__(self) -> str:
        return f"{self.code} {self.language}"


class Purpose(models.TextChoices):
    """What somebody may do in a translation."""

    TRANSLATE = "translate"
    REVIEW = "review"


class TranslationSeat(TenantModel):
    """Somebody's place in a translation: a person with an account, or whoever has a private link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation = models.ForeignKey("translating.Translation", on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=120)  # as those who work together call them
    credit_name = models.CharField(
        max_length=120, blank=True
    )  # as everybody reads it; empty: does not wish to be named
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.TRANSLATE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    link_hash = models.CharField(max_length=64, blank=True, db_index=True)
    closed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "person"],
                condition=models.Q(person__isnull=False),
                name="one_seat_of_a_person_in_a_translation",
            )
        ]
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.name} {self.purpose}"


class TranslationStep(TenantModel):
    """One wording of one text. Rows are only ever added: an undo is a row of its own and names what it takes back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation = models.ForeignKey("translating.Translation", on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200)  # of the text: which entry, which part
    wording = models.JSONField(null=True)  # text, origin, digest of its source; none in a row that takes back
    seat = models.ForeignKey("translating.TranslationSeat", on_delete=models.PROTECT, related_name="steps")
    author_name = models.CharField(max_length=120)
    credit_name = models.CharField(max_length=120, blank=True)  # of a file's translator, where a file brought it
    batch = models.CharField(max_length=40, blank=True)  # the file that brought it; empty where it was typed
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["translation", "number"], name="one_number_of_a_translation_step")
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.key}"


class TranslationTerm(TenantModel):
    """A term of the glossary for one language: the words wanted for it, and the words not wanted, by semicolons."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation = models.ForeignKey("translating.Translation", on_delete=models.PROTECT, related_name="terms")
    term = models.CharField(max_length=120)
    preferred = models.CharField(max_length=300, blank=True)
    forbidden = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["term"]

    def __str__(self) -> str:
        return self.term


class TranslationRemark(TenantModel):
    """A question or a hint on one text, among those who work on its translation; it is settled, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    translation = models.ForeignKey("translating.Translation", on_delete=models.PROTECT, related_name="remarks")
    key = models.CharField(max_length=200)  # of the text, as in steps
    text = models.TextField()
    seat = models.ForeignKey("translating.TranslationSeat", on_delete=models.PROTECT, related_name="remarks")
    author_name = models.CharField(max_length=120)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return self.text[:80]
