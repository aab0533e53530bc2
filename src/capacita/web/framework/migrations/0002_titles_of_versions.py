"""Keep the title of each version beside its row, so that a list reads no documents."""

import json
from typing import Any

from django.db import migrations

import capacita.web.fields
from capacita.web.documents.packing import list_digests, unpack_framework


def fill(apps: Any, schema_editor: Any) -> None:
    names = ("StoredDocument", "StoredPart", "FrameworkManifest")
    documents, parts, manifests = (apps.get_model("documents", name).objects for name in names)
    for row in apps.get_model("framework", "FrameworkVersion").objects.all():
        manifest, whole = manifests.filter(digest=row.digest).first(), documents.filter(digest=row.digest).first()
        value: dict[str, Any] = json.loads(whole.body) if whole else {}
        if manifest:
            digests = list_digests(bytes(manifest.pieces))
            bodies = dict(parts.filter(digest__in=digests).values_list("digest", "body"))
            value = unpack_framework(manifest.outline, digests, bodies)
        row.title = value.get("title", {})
        row.save(update_fields=["title"])


class Migration(migrations.Migration):
    dependencies = [
        ("framework", "0001_initial"),
        ("documents", "0003_frameworks_in_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="frameworkversion",
            name="title",
            field=capacita.web.fields.LocalizedTextField(blank=True, default=dict),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
