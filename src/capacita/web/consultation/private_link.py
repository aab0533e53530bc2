"""The private link of a request: a random word that only its owner has. The site keeps its hash."""

import hashlib
import secrets


def make_token() -> str:
    """Return a new token of 192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token, under which its request is found."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
