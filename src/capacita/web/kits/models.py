"""When the organisation of a programme calls an organiser to go through the kit."""

import uuid

from django.db import models

from capacita.web.tenancy import TenantModel


class BriefingCall(TenantModel):
    """The briefing call of a request; there is one at most. ``sequence`` counts its moves, for calendars."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(
        "consultation.ConsultationRequest", on_delete=models.CASCADE, related_name="briefing_call"
    )
    day = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField(null=True)
    time_zone = models.CharField(max_length=40)  # IANA name
    how = models.CharField(max_length=300, blank=True)  # number or link; on the private page alone
    sequence = models.PositiveIntegerField(default=0)
    cancelled = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.request_id} {self.day:%Y-%m-%d}"
