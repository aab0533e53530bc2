"""Reading frameworks for pages and the API."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from capacita.framework.model import Framework, Item
from capacita.vocabulary import LocalizedText, NotFound, is_identifier
from capacita.web.actors import Actor
from capacita.web.documents.framework_parts import list_items_of
from capacita.web.documents.store import load_framework, load_undescribed, load_unlinked
from capacita.web.framework.models import FrameworkVersion


def list_versions(actor: Actor) -> QuerySet[FrameworkVersion]:
    """Return every framework version that the actor may read, by code, the newest first."""
    return FrameworkVersion.objects.for_actor(actor).order_by("code", "-released_at", "pk")


def list_newest(actor: Actor, *, by: str = "code", released: bool = False) -> QuerySet[FrameworkVersion]:
    """Return the newest version of each framework that the actor may read, by code; ``by`` tells frameworks apart.

    With ``released`` only versions that are out are looked at.
    """
    found = FrameworkVersion.objects.for_actor(actor).order_by()
    if released:
        found = found.filter(released_at__isnull=False)
    place = Window(RowNumber(), partition_by=[F(by)], order_by=["-released_at", "code"])
    newest = found.annotate(place=place).filter(place=1).values("pk")
    return FrameworkVersion.objects.for_actor(actor).filter(pk__in=newest).order_by("code")


def get_version(actor: Actor, code: str, version: str = "") -> FrameworkVersion:
    """Return a version of a framework, the newest where none is named. Raises NotFound."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(code=code).select_related("organisation", "base")
    found = _of_version(rows, version) if version else rows
    newest: FrameworkVersion | None = found.order_by("-released_at").first()
    if newest is None:
        raise NotFound("FRAMEWORK_UNKNOWN", name=code)
    return newest


def list_versions_of(actor: Actor, code: str) -> list[FrameworkVersion]:
    """Return the versions of one framework, the newest first. Raises NotFound."""
    rows = FrameworkVersion.objects.for_actor(actor).filter(code=code).select_related("organisation", "base")
    found = list(rows.order_by("-released_at"))
    if not found:
        raise NotFound("FRAMEWORK_UNKNOWN", name=code)
    return found


def choose_version(found: list[FrameworkVersion], version: str) -> FrameworkVersion:
    """Return the version that was asked for, the newest where none was. Raises NotFound."""
    if not version:
        return found[0]
    for row in found:
        if row.version == version:
            return row
    raise NotFound("FRAMEWORK_UNKNOWN", name=f"{found[0].code} {version}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPair:
    """Two versions to set side by side, and the names under which others can be chosen."""

    before: FrameworkVersion
    before_name: str  # a version, or ``base`` and the version of the framework that it was made from
    after: FrameworkVersion
    choices: tuple[str, ...]


def choose_pair(actor: Actor, code: str, before: str, after: str) -> ComparedPair | None:
    """Return the two versions that were asked for, else the newest and the one before it, else it and its base.

    ``base`` as the first is what the second was made from. None where there is only one version, made from nothing.
    Raises NotFound.
    """
    found = list_versions_of(actor, code)
    later = choose_version(found, after)
    place = found.index(later)
    choices = tuple(row.version for row in found)
    if later.base is not None:
        choices = (*choices, "base")
    if not before:
        before = choices[place + 1] if place + 1 < len(choices) else ""
        if not before:
            return None
    if before == "base" and later.base is not None:
        return ComparedPair(before=later.base, before_name="base", after=later, choices=choices)
    return ComparedPair(before=choose_version(found, before), before_name=before, after=later, choices=choices)


def framework_of(version: FrameworkVersion) -> Framework:
    """Return the document of a version."""
    return load_framework(version.digest)


def unlinked_of(version: FrameworkVersion) -> Framework:
    """Return the document of a version without its associations, for pages that show none."""
    return load_unlinked(version.digest)


def undescribed_of(version: FrameworkVersion) -> Framework:
    """Return the document of a version without its associations and level descriptors, for pages that show neither."""
    return load_undescribed(version.digest)


def base_digests_of(version: FrameworkVersion) -> tuple[str, ...]:
    """Return the digests of what a version adapts, the nearest first."""
    found, base = [], version.base
    while base is not None:
        found.append(base.digest)
        base = base.base
    return tuple(found)


def find_newer_base(actor: Actor, version: FrameworkVersion) -> FrameworkVersion | None:
    """Return the newest version of an adaptation's base that came out after the one that it was made from, or None."""
    base = version.base
    if base is None:
        return None
    rows = FrameworkVersion.objects.for_actor(actor).filter(
        code=base.code, organisation_id=base.organisation_id, published=True, released_at__gt=base.released_at
    )
    newer: FrameworkVersion | None = rows.order_by("-released_at").first()
    return newer


def codes_above(code: str, base: FrameworkVersion | None) -> tuple[str, ...]:
    """Return the code of a framework that is made from a base, then those of all that it is made from."""
    codes = [code]
    while base is not None:
        codes.append(base.code)
        base = base.base
    return tuple(dict.fromkeys(codes))


def find_by_identifier(actor: Actor, framework_id: str, item_id: str, version: str) -> tuple[FrameworkVersion, Item]:
    """Return the version and the item that an identifier names, in the newest version unless one is named."""
    found = _list_by_identifier(actor, framework_id, version)
    held = list_items_of([row.digest for row in found])
    for row in found:
        if item_id in held.get(row.digest, (item_id,)):  # what is kept whole is looked through
            for item in undescribed_of(row).items:
                if item.id == item_id:
                    return row, item
    raise NotFound("ITEM_UNKNOWN", name=item_id)


def find_holder(actor: Actor, framework_id: str, item_id: str) -> FrameworkVersion | None:
    """Return the newest version of a framework that has an item of this identifier, where one has."""
    try:
        return find_by_identifier(actor, framework_id, item_id, "")[0]
    except NotFound:
        return None


def find_version_by_identifier(actor: Actor, framework_id: str, version: str) -> FrameworkVersion:
    """Return the version of a framework that an identifier names, the newest unless one is named. Raises NotFound."""
    for row in _list_by_identifier(actor, framework_id, version):
        return row
    raise NotFound("FRAMEWORK_UNKNOWN", name=framework_id)


def _list_by_identifier(actor: Actor, framework_id: str, version: str) -> list[FrameworkVersion]:
    if not is_identifier(framework_id):
        return []
    rows = FrameworkVersion.objects.for_actor(actor).filter(framework_id=framework_id)
    return list((_of_version(rows, version) if version else rows).order_by("-released_at"))


def _of_version(rows: QuerySet[FrameworkVersion], version: str) -> QuerySet[FrameworkVersion]:
    """Return the rows of a version; none for what no database can hold, which PostgreSQL would not even look for."""
    return rows.none() if "\x00" in version else rows.filter(version=version)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A framework version as a line of a list."""

    title: LocalizedText
    organisation: LocalizedText
    version: str
    href: str
    is_adaptation: bool
    simulated: bool


def present_line(version: FrameworkVersion) -> VersionLine:
    """Return a version as a line."""
    return VersionLine(
        title=version.title,
        organisation=version.organisation.name,
        version=version.version,
        href=reverse("framework", args=[version.code]),
        is_adaptation=version.base_id is not None,
        simulated=version.simulated,
    )
