"""Bring the framework documents that are kept whole into parts; their digests, and all that refers to them, stay."""

import json
from typing import Any

from django.db import migrations

from capacita.vocabulary import canonical_json
from capacita.web.documents.packing import list_digests, pack_framework, unpack_framework

FORMAT = "capacita-framework/1"


def part(apps: Any, schema_editor: Any) -> None:
    documents, parts, manifests = _models(apps)
    for digest in list(documents.filter(format=FORMAT).values_list("digest", flat=True)):
        stored = documents.get(digest=digest)
        packed = pack_framework(json.loads(stored.body), digest)
        if packed is None:
            continue
        rows = [parts.model(digest=found, body=body) for found, body in packed.bodies.items()]
        parts.bulk_create(rows, batch_size=200, ignore_conflicts=True)
        manifests.create(digest=digest, outline=packed.outline, pieces=packed.pieces, items=packed.items)
        stored.delete()


def join(apps: Any, schema_editor: Any) -> None:
    documents, parts, manifests = _models(apps)
    for manifest in manifests.iterator(chunk_size=1):
        digests = list_digests(bytes(manifest.pieces))
        bodies = dict(parts.filter(digest__in=digests).values_list("digest", "body"))
        body = canonical_json(unpack_framework(manifest.outline, digests, bodies)).decode("utf-8")
        documents.create(digest=manifest.digest, format=FORMAT, body=body)
    manifests.all().delete()
    parts.all().delete()


def _models(apps: Any) -> tuple[Any, Any, Any]:
    names = ("StoredDocument", "StoredPart", "FrameworkManifest")
    documents, parts, manifests = (apps.get_model("documents", name).objects for name in names)
    return documents, parts, manifests


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_framework_parts")]

    operations = [migrations.RunPython(part, join)]
