"""Reading frameworks for pages and the API."""

from __future__ import annotations

from capacita.framework.model import Framework
from capacita.vocabulary import NotFound
from capacita.web.actors import Actor
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion


def list_versions(actor: Actor) -> list[FrameworkVersion]:
    """Return every framework version that the actor may read, those of the keeper first."""
    return list(FrameworkVersion.objects.for_actor(actor).select_related("organisation", "base"))


def get_version(actor: Actor, code: str, version: str = "") -> FrameworkVersion:
    """Return a version of a framework, the newest where none is named. Raises NotFound."""
    found = FrameworkVersion.objects.for_actor(actor).filter(code=code).select_related("organisation", "base")
    if version:
        found = found.filter(version=version)
    newest: FrameworkVersion | None = found.order_by("-released_at").first()
    if newest is None:
        raise NotFound("FRAMEWORK_UNKNOWN", code=code)
    return newest


def framework_of(version: FrameworkVersion) -> Framework:
    """Return the document of a version."""
    return load_framework(version.digest)
