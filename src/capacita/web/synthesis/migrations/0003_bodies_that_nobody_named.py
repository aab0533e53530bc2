"""Take back what an earlier migration put for the body of old decisions: the organisation, which nobody had named."""

from typing import Any

from django.db import migrations


def empty_assumed_bodies(apps: Any, schema_editor: Any) -> None:
    """Empty the body where it is the organisation itself, from no person and without minutes; day and reason stay."""
    records = apps.get_model("synthesis", "LedgerRecord").objects
    rows = records.filter(step="decided", person=None, actor_name="system", minutes="").select_related("organisation")
    for row in rows.iterator():
        if row.body == row.organisation.name:
            records.filter(pk=row.pk).update(body={})


class Migration(migrations.Migration):
    """Empties one field of some rows; the pages show it as not known, and stewards can tell it."""

    dependencies = [("synthesis", "0002_earlier_decisions")]
    operations = [migrations.RunPython(empty_assumed_bodies, migrations.RunPython.noop)]
