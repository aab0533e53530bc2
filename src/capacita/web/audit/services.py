"""The decorator of every mutating service: one transaction, one audit event."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import models, transaction

from capacita.web.actors import Actor
from capacita.web.audit.models import AuditEvent

Service = TypeVar("Service", bound=Callable[..., models.Model])


def audited(action: str) -> Callable[[Service], Service]:
    """Make a service atomic and write its event.

    The service takes the actor first and returns the row that it made or changed, which belongs to an organisation
    (or is one). A service that raises leaves neither change nor event.
    """

    def decorate(service: Service) -> Service:
        @functools.wraps(service)
        def run(actor: Actor, *args: Any, **kwargs: Any) -> models.Model:
            with transaction.atomic():
                target = service(actor, *args, **kwargs)
                _write_event(actor, action, target)
            return target

        run.audit_action = action  # type: ignore[attr-defined] # read by the architecture test
        return cast("Service", run)

    return decorate


def _write_event(actor: Actor, action: str, target: Any) -> None:
    organisation_id = getattr(target, "organisation_id", None) or target.pk
    AuditEvent.objects.create(
        organisation_id=organisation_id,
        person_id=actor.person_id,
        actor_name=actor.name,
        action=action,
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
    )
