"""The audit trail as administrators see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from capacita.web.actors import actor_of
from capacita.web.audit.queries import list_own_events


@require_GET
def list_events(request: HttpRequest) -> HttpResponse:
    """Show what happened in the actor's organisations, newest first."""
    return render(request, "audit/list.html", {"events": list_own_events(actor_of(request))})
