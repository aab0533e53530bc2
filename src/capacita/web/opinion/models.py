"""Votes on statements: what is asked, who may be counted, what they said, what was published.

No row about a voter holds a name, an address or a moment; ``consent`` makes the words of the promise from these very
fields, and a test holds the two together.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel

LONGEST_STATEMENT = 200


class RoundState(models.TextChoices):
    """Where a round of voting stands; an imported one is closed from the start."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class StatementOrigin(models.TextChoices):
    """Whose a statement is."""

    SEED = "seed"
    PARTICIPANT = "participant"


class StatementState(models.TextChoices):
    """Whether people are asked about a statement."""

    WAITING = "waiting"
    OFFERED = "offered"
    LEFT_OUT = "left_out"


class Answer(models.TextChoices):
    """What can be said to a statement. That it makes no sense is no opinion on it, and is counted apart."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"
    UNCLEAR = "unclear"


class VotingRound(TenantModel):
    """A vote on statements, of a programme; or one that was held elsewhere, imported with its source and licence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey("consultation.Programme", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=64, unique=True)
    title = LocalizedTextField()
    about = LocalizedTextField()
    what_next = LocalizedTextField()  # what happens with the results, and who decides
    language = models.CharField(max_length=12, default="en")
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.DRAFT)
    closes_on = models.DateField(null=True)
    takes_statements = models.BooleanField(default=True)
    asks = models.JSONField(default=list)  # codes of terms.CHARACTERISTICS
    sitting = models.PositiveSmallIntegerField(default=10)  # about how many statements one is asked at a time
    simulated = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)  # of an imported round: who held it
    source_address = models.URLField(max_length=300, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    files_digest = models.CharField(max_length=71, blank=True)  # of the imported files, as one ZIP
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "code"]

    def __str__(self) -> str:
        return self.code


class OpinionVoter(TenantModel):
    """Somebody who votes: a number made by chance, found again by the hash of a code that they alone hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voting_round = models.ForeignKey(VotingRound, on_delete=models.PROTECT, related_name="voters")
    code_hash = models.CharField(max_length=64, unique=True)
    characteristics = models.JSONField(default=dict)  # code of terms.CHARACTERISTICS -> code of the category

    def __str__(self) -> str:
        return str(self.pk)


class OpinionStatement(TenantModel):
    """A sentence to agree or disagree with. Its first wording is never changed; translations are added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voting_round = models.ForeignKey(VotingRound, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = LocalizedTextField()
    origin = models.CharField(max_length=12, choices=StatementOrigin.choices)
    state = models.CharField(max_length=8, choices=StatementState.choices, default=StatementState.WAITING)
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # made by the form, so that it is kept once
    answers = models.PositiveIntegerField(default=0)  # how many answered it; orders what is asked next, shown nowhere

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["voting_round", "number"], name="one_number_per_statement")]

    def __str__(self) -> str:
        return f"{self.voting_round_id} {self.number}"


class ModerationDecision(TenantModel):
    """An entry of the log of a statement: let in or left out, and why. Everybody reads it; it is only added to."""

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(OpinionStatement, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=8, choices=StatementState.choices)
    reason = models.CharField(max_length=20, blank=True)  # a code of terms.MODERATION_REASONS
    words = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises TypeError for one that is there already."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("the log is only added to")
        super().save(*args, **kwargs)


class OpinionVote(TenantModel):
    """What somebody answered to a statement. The entries are only added to, and the latest of a voter counts."""

    id = models.BigAutoField(primary_key=True)
    voter = models.ForeignKey(OpinionVoter, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(OpinionStatement, on_delete=models.PROTECT, related_name="votes")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    key = models.UUIDField(unique=True)  # made by the form: what is sent twice is kept once

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.answer}"


class OpinionResult(TenantModel):
    """What came of the votes at one moment: the votes as they were frozen, and the protected report of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voting_round = models.ForeignKey(VotingRound, on_delete=models.PROTECT, related_name="results")
    number = models.PositiveIntegerField()
    votes_digest = models.CharField(max_length=71)
    report_digest = models.CharField(max_length=71)
    computed_at = models.DateTimeField(auto_now_add=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["voting_round", "number"], name="one_number_per_opinion_result")]

    def __str__(self) -> str:
        return f"{self.voting_round_id} {self.number}"
