"""Reading the audit trail."""

from capacita.web.actors import Actor
from capacita.web.audit.models import AuditEvent


def list_own_events(actor: Actor, *, most: int = 100) -> list[AuditEvent]:
    """Return the newest events of the actor's organisations."""
    return list(AuditEvent.objects.for_actor(actor)[:most])
