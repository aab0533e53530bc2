from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget_counts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Forget the counts that do not tell who translated: they are made again when they are asked for."""
    apps.get_model("framework", "KeptTextCount").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("framework", "0006_reports_on_adaptations")]

    operations = [migrations.RunPython(forget_counts, migrations.RunPython.noop)]
