"""Give every request and consultation that is there the entry of the log that its status says, and a reference."""

import secrets
from typing import Any

from django.db import migrations

from capacita.consultation.spoken import REFERENCE_LENGTH, make_code

NEWER = {"withdrawn": "cancelled"}  # of what stands in the calendar


def fill_log(apps: Any, schema_editor: Any) -> None:
    """Write the entries."""
    requests = apps.get_model("consultation", "ConsultationRequest")
    meetings = apps.get_model("consultation", "Consultation")
    changes = apps.get_model("consultation", "StatusChange")
    for asked in requests.objects.filter(reference__isnull=True):
        asked.reference = make_code(secrets.choice, REFERENCE_LENGTH)
        asked.save(update_fields=["reference"])
        _add(changes, asked.organisation_id, asked.status, request=asked, reason=asked.decision_reason)
    for meeting in meetings.objects.select_related("request"):
        asked = meeting.request
        meeting.status = NEWER.get(meeting.status, meeting.status)
        meeting.output_due_on = asked.output_due_on if asked else None
        meeting.save(update_fields=["status", "output_due_on"])
        _add(changes, meeting.organisation_id, meeting.status, request=asked, consultation=meeting)
        if asked is not None:
            asked.status = meeting.status
            asked.save(update_fields=["status"])


def _add(changes: Any, organisation_id: Any, status: str, **of: Any) -> None:
    changes.objects.create(organisation_id=organisation_id, status=status, actor_kind="steward", **of)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0002_log_notices_and_phases")]

    operations = [migrations.RunPython(fill_log, migrations.RunPython.noop)]
