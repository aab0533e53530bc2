"""Signatures of releases (Ed25519), and whether a release and a framework are what was once released.

The signature is a JSON web signature (RFC 7515, RFC 8037) in compact form with its payload left out (appendix F): what
is signed is the canonical JSON of the release without its signature.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from capacita.framework.digests import framework_digest, meaning_digest
from capacita.framework.model import Framework
from capacita.framework.parts import PartKind
from capacita.framework.release import RELEASE_FORMAT, Release, ReleasePart, compute_parts
from capacita.vocabulary import Finding, Refusal, Severity, canonical_json, digest_of_bytes, pointer

_ALGORITHM = "Ed25519"


def sign_release(release: Release, private_key: bytes) -> Release:
    """Return a release with its signature by an Ed25519 key (PEM). Raises Refusal when the key is none.

    The same release and key always give the same signature.
    """
    key = _read_key(private_key, private=True)
    header = {"alg": _ALGORITHM, "kid": _name_key(key)}
    signed = jws.serialize_compact(header, _payload(release), key, algorithms=[_ALGORITHM])
    head, _, tail = signed.split(".")
    return replace(release, signature=f"{head}..{tail}")


def verify_release(
    release: Release, framework: Framework | None = None, *, public_key: bytes | None = None
) -> list[Finding]:
    """Return what speaks against a release: repeated parts, a wrong signature, and each part of the framework that is
    not what was released; none when everything fits.

    Without a framework only the release itself is looked at, without a key only whether it is signed at all. Raises
    Refusal when the key is no Ed25519 key.
    """
    findings = [*_check_repeated(release), *_check_signature(release, public_key)]
    if framework is not None:
        findings.extend(_check_framework(release, framework))
    return findings


def public_key_of(private_key: bytes) -> bytes:
    """Return the public half (PEM) of an Ed25519 key. Raises Refusal when the key is none."""
    return _read_key(private_key, private=True).as_pem(private=False)


def _payload(release: Release) -> bytes:
    return canonical_json(RELEASE_FORMAT.dump(replace(release, signature="")))


def _read_key(data: bytes, *, private: bool) -> OKPKey:
    try:
        key = OKPKey.import_key(data)
    except (JoseError, ValueError, TypeError, KeyError):
        key = None
    if key is None or key.curve_name != "Ed25519" or (private and not key.is_private):
        raise Refusal("SIGNING_KEY_FAULTY", what="private" if private else "public")
    return key


def _name_key(key: OKPKey) -> str:
    """Return the name of a key: the digest of its public part."""
    return digest_of_bytes(canonical_json(key.as_dict(private=False)["x"]))


def _check_signature(release: Release, public_key: bytes | None) -> Iterator[Finding]:
    key = _read_key(public_key, private=False) if public_key is not None else None
    if not release.signature:
        weight = Severity.NOTE if key is None else Severity.ERROR
        yield Finding(code="RELEASE_NOT_SIGNED", severity=weight, path="/signature")
    elif key is None:
        yield Finding(code="RELEASE_SIGNATURE_UNCHECKED", severity=Severity.NOTE, path="/signature")
    elif not _fits(release, key):
        yield Finding(code="RELEASE_SIGNATURE_WRONG", severity=Severity.ERROR, path="/signature")


def _fits(release: Release, key: OKPKey) -> bool:
    head, *middle, tail = release.signature.split(".")
    if middle != [""]:
        return False
    try:
        found = jws.extract_compact(f"{head}..{tail}".encode(), _payload(release))
        return jws.validate_compact(found, key, algorithms=[_ALGORITHM])
    except (JoseError, ValueError, TypeError):
        return False


def _check_repeated(release: Release) -> Iterator[Finding]:
    seen: set[tuple[PartKind, str]] = set()
    for place, part in enumerate(release.parts):
        if (part.kind, part.name) in seen:
            yield _error("RELEASE_PARTS_REPEATED", "parts", place, kind=part.kind.value, name=part.name)
        seen.add((part.kind, part.name))


def _check_framework(release: Release, framework: Framework) -> Iterator[Finding]:
    if framework.id != release.framework:
        yield _error("RELEASE_OTHER_FRAMEWORK", "framework", wanted=release.framework, found=framework.id)
        return
    names = {item.id: item.code or item.id for item in framework.items}
    found = {(part.kind, part.name): part for part in compute_parts(framework)}
    for place, part in enumerate(release.parts):
        other = found.pop((part.kind, part.name), None)
        if other is None or other.digest != part.digest:
            code = "RELEASE_PART_MISSING" if other is None else "RELEASE_PART_DIFFERS"
            yield _error(code, "parts", place, **_told(part, names))
    for part in found.values():
        yield _error("RELEASE_PART_ADDED", "parts", **_told(part, names))
    for what, wanted, compute in (
        ("document", release.digest, framework_digest),
        ("meaning", release.meaning, meaning_digest),
    ):
        computed = compute(framework)
        if computed != wanted:
            where = "digest" if what == "document" else "meaning"
            yield _error("RELEASE_DIGEST_DIFFERS", where, what=what, found=computed, wanted=wanted)


def _told(part: ReleasePart, names: dict[str, str]) -> dict[str, str]:
    return {"kind": part.kind.value, "name": names.get(part.name, part.name) or "part"}


def _error(finding: str, /, *location: str | int, **values: Any) -> Finding:
    return Finding(code=finding, severity=Severity.ERROR, path=pointer(location), values=values)
