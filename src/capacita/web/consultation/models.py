"""Programmes, requests, consultations, their log, notices and contributions as ordinary rows.

``status`` of a request and of a consultation is an index of the log: the state is that of the newest entry, and only
``steps`` writes either.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from capacita.consultation.commenting.comments import CommentState
from capacita.web.fields import LocalizedTextField
from capacita.web.tenancy import TenantModel


class ProgrammePurpose(models.TextChoices):
    """What a programme is for."""

    CONSULTATION = "consultation"
    NATIONAL_VALIDATION = "national_validation"
    ADVISORY_BOARD = "advisory_board"


class SubjectKind(models.TextChoices):
    """What a programme is about; the framework that comments point into is in ``framework_version`` in every case."""

    FRAMEWORK = "framework"
    ADAPTATION = "adaptation"
    ASSESSMENT = "assessment"
    TOOLKIT = "toolkit"


class PhaseKind(models.TextChoices):
    """What happens in a phase. Requests to organise are taken in the phase ``call``."""

    PREPARATION = "preparation"
    CALL = "call"
    MEETINGS = "meetings"
    COMMENTS = "comments"
    ANALYSIS = "analysis"
    DECISION = "decision"
    ANSWERS = "answers"


class Programme(TenantModel):
    """A call for consultations on a framework, an adaptation, the result of an assessment or the draft of a toolkit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=64, unique=True)
    title = LocalizedTextField()
    summary = LocalizedTextField()
    country = models.CharField(max_length=2, blank=True)
    simulated = models.BooleanField(default=False)
    framework_version = models.ForeignKey("framework.FrameworkVersion", null=True, on_delete=models.PROTECT)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    source = models.TextField(blank=True)  # where the calendar comes from, when it is not ours
    purpose = models.CharField(max_length=24, choices=ProgrammePurpose.choices, default=ProgrammePurpose.CONSULTATION)
    subject_kind = models.CharField(max_length=12, choices=SubjectKind.choices, default=SubjectKind.FRAMEWORK)
    subject_id = models.UUIDField(null=True)  # of the adaptation, assessment or toolkit
    language = models.CharField(max_length=12, default="en")
    contact = models.CharField(max_length=200, blank=True)  # empty: that of the site
    reported = models.JSONField(default=list)  # meetings that others reported: title, day, group, source, address

    class Meta:
        ordering = ["-opens_on"]

    def __str__(self) -> str:
        return self.code


class ProgrammePhase(TenantModel):
    """A phase of a programme, with its days; both are inclusive."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=12, choices=PhaseKind.choices)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["opens_on", "closes_on"]
        constraints = [models.UniqueConstraint(fields=["programme", "kind"], name="one_phase_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.kind}"


class ConsultationRequest(TenantModel):
    """A wish to organise a consultation: the six fields, and where it stands.

    The private link is known to its owner alone; only its hash is kept. Contact details are read by stewards only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="requests")
    reference = models.CharField(max_length=8, unique=True, null=True)  # to read out; opens nothing
    link_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True)  # of the code that opens the private page
    source = models.CharField(max_length=10, default="form")  # form, text or sheet: how it came in
    status = models.CharField(max_length=20, default="requested")
    held_on = models.DateField(null=True)
    held_on_words = models.CharField(max_length=120, blank=True)  # where the date is not settled
    held_at = models.CharField(max_length=60, blank=True)  # time with its zone, in words
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    time_zone = models.CharField(max_length=40, blank=True)  # IANA name
    stakeholders = models.JSONField(default=list)  # codes of StakeholderType: who is invited
    audience = models.TextField(blank=True)  # the same in the organiser's own words
    mode = models.CharField(max_length=10)
    contact_name = models.CharField(max_length=200)
    contact_details = models.CharField(max_length=300)
    institution = models.CharField(max_length=200, blank=True)  # for which they ask; named on no public page
    output_due_on = models.DateField()
    language = models.CharField(max_length=12, default="en")
    decision_reason = models.TextField(blank=True)
    answers = models.TextField(blank=True)  # of the organiser, to what the stewards asked
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.status} {self.pk}"


class Consultation(TenantModel):
    """A consultation in the calendar. What is undecided stays undecided here, with its precision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="consultations")
    request = models.OneToOneField(ConsultationRequest, null=True, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=80, unique=True)
    title = LocalizedTextField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    precision = models.CharField(max_length=10)
    tentative = models.BooleanField(default=False)
    expected = models.CharField(max_length=7, blank=True)
    when_words = models.CharField(max_length=120, blank=True)  # the organiser's, where no day is settled
    time_words = models.CharField(max_length=60, blank=True)  # time with its zone
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    time_zone = models.CharField(max_length=40, blank=True)  # IANA name
    sequence = models.PositiveIntegerField(default=0)  # of the calendar entry: counts every move and cancellation
    output_due_on = models.DateField(null=True)
    capacity = models.PositiveIntegerField(null=True)  # None: nobody counts
    takes_registrations = models.BooleanField(default=False)
    join_link = models.CharField(max_length=300, blank=True)  # for those who joined; on no public page
    group = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    audience = LocalizedTextField()
    mode = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=12, blank=True)
    how_to_join = LocalizedTextField()
    status = models.CharField(max_length=20, default="scheduled")
    cancelled_words = models.TextField(blank=True)  # why it does not take place, or was moved; everybody reads it
    participation = models.JSONField(default=dict)  # counts only, never names

    class Meta:
        ordering = [models.F("starts_on").asc(nulls_last=True), "slug"]

    def __str__(self) -> str:
        return self.slug


class StatusChange(TenantModel):
    """An entry of the log of a request and the consultation that came of it. Never changed, never taken away."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(ConsultationRequest, null=True, on_delete=models.PROTECT, related_name="log")
    consultation = models.ForeignKey(Consultation, null=True, on_delete=models.PROTECT, related_name="log")
    status = models.CharField(max_length=20)
    happened_at = models.DateTimeField(auto_now_add=True)
    actor_kind = models.CharField(max_length=10)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)  # of a move: from and to

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(request__isnull=False) | models.Q(consultation__isnull=False),
                name="log_of_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.happened_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. Raises TypeError for one that is there already."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise TypeError("the log is only added to")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Raise TypeError: the log keeps everything."""
        raise TypeError("the log is only added to")


class Notice(TenantModel):
    """What somebody was told, or is to be told: written when a step is taken, sent where mail is set up, else copied.

    The words are made in the recipient's language from ``code`` and ``values``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(ConsultationRequest, null=True, on_delete=models.PROTECT, related_name="notices")
    consultation = models.ForeignKey(Consultation, null=True, on_delete=models.PROTECT, related_name="notices")
    audience = models.CharField(max_length=12)
    code = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    language = models.CharField(max_length=12, default="en")
    address = models.CharField(max_length=300, blank=True)  # empty for participants: each has their own
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # a steward says that they passed it on

    class Meta:
        ordering = ["-written_at", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.written_at:%Y-%m-%d}"


STANDING_COMMENTS = tuple(state.value for state in CommentState if state is not CommentState.WITHDRAWN)


def stands(prefix: str = "") -> models.Q:
    """Return the rule by which a contribution counts, for queries on it or, with a prefix, on what it belongs to.

    One counts unless a corrected output took its place, a secretariat took it out again, or its author took it back.
    """
    return models.Q(**{f"{prefix}source__withdrawn_at__isnull": True}) & (
        models.Q(**{f"{prefix}comment__isnull": True}) | models.Q(**{f"{prefix}comment__state__in": STANDING_COMMENTS})
    )


def told(prefix: str = "") -> models.Q:
    """Return the rule by which a contribution counts and everybody may read it, members of its organisation included."""
    return stands(prefix) & models.Q(**{f"{prefix}published": True})


class Contribution(TenantModel):
    """Something that was said, about which part of the framework, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    item_id = models.UUIDField(null=True, db_index=True)
    item_code = models.CharField(max_length=64, blank=True)
    verdict = models.CharField(max_length=20)
    text = LocalizedTextField()
    suggested = LocalizedTextField()
    speaker = models.CharField(max_length=60)
    may_quote = models.BooleanField(default=False)
    status = models.CharField(max_length=16, default="open")
    reason = LocalizedTextField()
    decision_id = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)
    change_ids = models.JSONField(default=list)

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="one_number_per_contribution")]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.number}"
