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


class StoredFile(models.Model):
    """A file under CAPACITA_HOME/blobs, by the digest of its bytes."""

    digest = models.CharField(primary_key=True, max_length=71)
    media_type = models.CharField(max_length=120)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.media_type} {self.digest[:15]}"
