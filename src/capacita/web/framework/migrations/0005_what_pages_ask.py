from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("framework", "0004_names_that_versions_lost"),
    ]

    operations = [
        migrations.AddField(
            model_name="keptstep",
            name="weight",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="keptstep",
            name="sorts",
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name="KeptTextCount",
            fields=[
                ("digest", models.CharField(max_length=71, primary_key=True, serialize=False)),
                ("counts", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="KeptHeading",
            fields=[
                ("key", models.CharField(max_length=71, primary_key=True, serialize=False)),
                ("documents", models.TextField()),
                ("count", models.PositiveIntegerField()),
                ("may_pass_on", models.BooleanField()),
                ("names", models.BinaryField()),
            ],
        ),
    ]
