"""Publishing framework versions and adaptations, each with a manifest that the site signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from capacita.framework import apply_revision, get_released_adaptation, make_manifest, release_adaptation
from capacita.framework.changes import ADAPTATION_FORMAT, Adaptation
from capacita.framework.coverage import PrincipleMinimum
from capacita.framework.digests import meaning_digest
from capacita.framework.model import Framework
from capacita.framework.release import (
    RELEASE_FORMAT,
    Release,
    ReleaseGate,
    check_minimums,
    check_release,
    list_missing,
)
from capacita.framework.signing import sign_release
from capacita.framework.written import WrittenFramework, write_framework
from capacita.web.accounts.models import Organisation
from capacita.web.actors import SYSTEM, Actor
from capacita.web.audit.services import audited
from capacita.web.documents.store import load_document, load_framework, store_document, store_framework, write_kept
from capacita.web.framework.case_headings import keep_heading, version_of
from capacita.web.framework.keeping import keep_what_pages_ask
from capacita.web.framework.lost_names import keep_lost_names
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import codes_above
from capacita.web.framework.signing import read_private_key
from capacita.web.gates.minimums import list_minimums
from capacita.web.jobs.services import ask_for_job


@audited("framework.published")
def publish_framework(
    actor: Actor, *, organisation: Organisation, framework: Framework, released_at: datetime, **details: Any
) -> FrameworkVersion:
    """Keep a framework as written and put it on the site, with a signed manifest of it as it stands.

    Raises Refusal when it covers less than its steward asks for.
    """
    check_minimums(framework, _list_asked(framework, None))
    written = _write_like_the_last(framework)
    release = make_manifest(framework, released_at.date(), written=written)
    return _publish(organisation, framework, released_at, release, written, details)


@audited("adaptation.published")
def publish_adaptation(
    actor: Actor,
    *,
    organisation: Organisation,
    base: FrameworkVersion,
    adaptation: Adaptation,
    released_at: datetime,
    **details: Any,
) -> FrameworkVersion:
    """Release an adaptation of a base on the site: the framework that it makes, its Changes, and the manifest.

    Raises Refusal when the release gate stops it.
    """
    document = load_framework(base.digest)
    effective = get_released_adaptation(document, adaptation, version=adaptation.version, digest_of_base=base.digest)
    written = write_framework(effective, like=write_kept(base.digest))
    release = release_adaptation(
        document,
        adaptation,
        version=adaptation.version,
        released_on=released_at.date(),
        minimums=_list_asked(effective, base),
        released=effective,
        written=written,
    )
    details["base"] = base
    details["adaptation_digest"] = store_document(ADAPTATION_FORMAT.dump(adaptation))
    return _publish(organisation, effective, released_at, release, written, details)


@audited("framework.revised")
def publish_revision(
    actor: Actor,
    *,
    organisation: Organisation,
    base: FrameworkVersion,
    adaptation: Adaptation,
    released_at: datetime,
    **details: Any,
) -> FrameworkVersion:
    """Release the next version of a framework by those who keep it: the same framework with the Changes made.

    Raises Refusal when the release gate stops it.
    """
    document = load_framework(base.digest)
    revised = apply_revision(document, adaptation, digest_of_base=base.digest)
    gate = ReleaseGate(allow_missing=frozenset(list_missing(document)), principles=_list_asked(revised, base))
    check_release(revised, adaptation=adaptation, gate=gate)
    details["adaptation_digest"] = store_document(ADAPTATION_FORMAT.dump(adaptation))  # why, and who asked for it
    written = write_framework(revised, like=write_kept(base.digest))
    release = make_manifest(revised, released_at.date(), written=written)
    return _publish(organisation, revised, released_at, release, written, details)


@audited("release.signed")
def sign_release_of(actor: Actor, *, version: FrameworkVersion) -> FrameworkVersion:
    """Give a version that is out without a signature its signed manifest; the version itself stays as it is."""
    if version.release_digest:
        release = load_document(RELEASE_FORMAT, version.release_digest)
    else:
        assert version.released_at is not None
        release = make_manifest(load_framework(version.digest), version.released_at.date())
    version.release_digest = _keep_signed(release)
    version.save(update_fields=["release_digest"])
    return version


def _list_asked(framework: Framework, base: FrameworkVersion | None) -> tuple[PrincipleMinimum, ...]:
    """Return what stewards ask of a framework that comes out: its own, and those of all that it is made from.

    A version that means what the one before it means takes nothing away and is held up by nothing: so a translation
    is published although more is asked for by now than when the text came out.
    """
    asked = list_minimums(codes_above(framework.code, base))
    if not asked:
        return ()
    rows = FrameworkVersion.objects.filter(framework_id=framework.id, released_at__isnull=False)
    digest = rows.order_by("-released_at").values_list("digest", flat=True).first()
    is_the_same = digest is not None and _said_by(load_framework(digest)) == _said_by(framework)
    return () if is_the_same else asked


def _said_by(framework: Framework) -> str:
    """Return the digest of what a framework means, from whichever version of its base it was made."""
    return meaning_digest(replace(framework, derived_from=None))


def _keep_signed(release: Release) -> str:
    return store_document(RELEASE_FORMAT.dump(sign_release(release, read_private_key())))


def _write_like_the_last(framework: Framework) -> WrittenFramework:
    """Return a framework written like its last version, of which most may be the same objects."""
    rows = FrameworkVersion.objects.filter(code=framework.code).order_by("-released_at")
    last = rows.values_list("digest", flat=True).first()
    return write_framework(framework, like=write_kept(last) if last else None)


def _publish(
    organisation: Organisation,
    framework: Framework,
    released_at: datetime,
    release: Release,
    written: WrittenFramework,
    details: dict[str, Any],
) -> FrameworkVersion:
    store_framework(written)
    version = FrameworkVersion.objects.create(
        organisation=organisation,
        published=True,
        framework_id=framework.id,
        code=framework.code,
        version=framework.version,
        title=framework.title,
        status=framework.status.value,
        digest=release.digest,
        release_digest=_keep_signed(release),
        released_at=released_at,
        **details,
    )
    keep_what_pages_ask(version, framework)
    keep_heading(version_of(version), framework)
    keep_lost_names(version)
    if FrameworkVersion.objects.filter(base__code=version.code).exists():
        inputs = {"version": str(version.pk)}
        ask_for_job(SYSTEM, organisation=organisation, kind="report-adaptations", inputs=inputs)
    if FrameworkVersion.objects.filter(code=version.code).exclude(pk=version.pk).exists():  # perhaps being translated
        inputs = {"code": version.code, "version": str(version.pk)}
        ask_for_job(SYSTEM, organisation=organisation, kind="get-texts-ready", inputs=inputs)
    return version
