"""Give contributions that were decided before there was a log the two entries that the log would hold."""

from typing import Any

from django.db import migrations


def log_earlier_decisions(apps: Any, schema_editor: Any) -> None:
    """Write what was decided as proposed and decided; the organisation stands for the body, which nobody recorded."""
    records = apps.get_model("synthesis", "LedgerRecord")
    rows = apps.get_model("consultation", "Contribution").objects.exclude(status="open").filter(ledger=None)
    for said in rows.select_related("organisation").iterator():
        given = {
            "organisation": said.organisation,
            "contribution": said,
            "status": said.status,
            "reason": said.reason,
            "actor_name": "system",
        }
        records.objects.create(step="proposed", **given)
        if said.decided_on is not None:
            records.objects.create(step="decided", body=said.organisation.name, decided_on=said.decided_on, **given)


class Migration(migrations.Migration):
    """Adds rows only; the contributions stay as they are."""

    dependencies = [("synthesis", "0001_initial"), ("consultation", "0004_dispositions")]
    operations = [migrations.RunPython(log_earlier_decisions, migrations.RunPython.noop)]
