"""Putting an assessment on the site."""

from __future__ import annotations

from typing import Any

from capacita.web.accounts.models import Organisation
from capacita.web.actors import Actor
from capacita.web.assessment.models import Assessment
from capacita.web.audit.services import audited


@audited("assessment.published")
def publish_assessment(actor: Actor, *, organisation: Organisation, **details: Any) -> Assessment:
    """Keep the index row of an assessment whose documents are stored, and show it to everybody."""
    return Assessment.objects.create(organisation=organisation, published=True, **details)
