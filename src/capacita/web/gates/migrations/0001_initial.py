"""The table is there already: it was made by the room of adaptations, which hands it over."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("adapting", "0004_gates_handed_over"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CoverageGate",
                    fields=[
                        ("published", models.BooleanField(default=False)),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("code", models.SlugField(max_length=64, unique=True)),
                        ("asked", models.JSONField(default=dict)),
                        ("confirmed_only", models.BooleanField(default=True)),
                        ("set_by", models.CharField(max_length=120)),
                        ("set_at", models.DateTimeField(auto_now=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={"db_table": "adapting_coveragegate"},
                ),
            ]
        ),
    ]
