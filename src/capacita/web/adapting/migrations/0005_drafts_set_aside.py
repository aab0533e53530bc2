"""A draft can be set aside."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("adapting", "0004_gates_handed_over"),
    ]

    operations = [
        migrations.AlterField(
            model_name="adaptationdraft",
            name="state",
            field=models.CharField(
                choices=[("open", "Open"), ("released", "Released"), ("aside", "Aside")], default="open", max_length=10
            ),
        ),
    ]
