"""The key by which this site signs what it releases: made once, its private half kept where only its owner reads it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from joserfc.jwk import OKPKey

from capacita.framework.signing import public_key_of

KEY_FILE = "release-key.pem"


def read_private_key() -> bytes:
    """Return the private key (Ed25519, PEM) of the site, made where there is none yet.

    It is written beside and then linked to its name, so that of two processes that start at once one key remains.
    """
    kept = Path(settings.HOME) / KEY_FILE
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{os.getpid()}.part")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(OKPKey.generate_key("Ed25519").as_pem(private=True))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, kept)
        beside.unlink()
    return kept.read_bytes()


def read_public_key() -> bytes:
    """Return the public key (PEM) by which anybody checks a release of this site."""
    return public_key_of(read_private_key())
