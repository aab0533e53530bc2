"""What happened, who did it, to what."""

from django.conf import settings
from django.db import models

from capacita.web.tenancy import TenantModel


class AuditEvent(TenantModel):
    """One thing that somebody did. Never changed and never published."""

    happened_at = models.DateTimeField(auto_now_add=True, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_name = models.CharField(max_length=120)
    action = models.CharField(max_length=60, db_index=True)
    target_kind = models.CharField(max_length=60)
    target_id = models.CharField(max_length=64, db_index=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.target_kind} {self.target_id}"
