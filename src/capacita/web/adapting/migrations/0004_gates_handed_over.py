"""Gates hold for every release, not only for adaptations: the table stays, its model is in a room of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("adapting", "0003_working_together"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="CoverageGate")]),
    ]
