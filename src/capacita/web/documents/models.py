"""Stored documents and files, each under the digest of its bytes."""

from django.db import models


class StoredDocument(models.Model):
    """The canonical JSON of a document. Belongs to nobody: rows of organisations point here by digest."""

    digest = models.CharField(primary_key=True, max_length=71)
    format = models.CharField(max_length=40)
    body = models.TextField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.format} {self.digest[:15]}"


class StoredPart(models.Model):
    """A piece of a part of framework documents, in canonical JSON: kept once, however many versions have it."""

    digest = models.CharField(primary_key=True, max_length=71)
    body = models.TextField()

    def __str__(self) -> str:
        return self.digest[:15]


class FrameworkManifest(models.Model):
    """A framework document kept in parts: under its own digest, the digests of the pieces that it is joined from.

    ``items`` are the identifiers of its items, so that it is known without reading which versions hold one.
    """

    digest = models.CharField(primary_key=True, max_length=71)
    outline = models.TextField()
    pieces = models.BinaryField()
    items = models.BinaryField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest[:15]


class StoredFile(models.Model):
    """A file under CAPACITA_HOME/blobs, by the digest of its bytes."""

    digest = models.CharField(primary_key=True, max_length=71)
    media_type = models.CharField(max_length=120)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:15]}"
