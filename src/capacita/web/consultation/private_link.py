"""The keys of a private page: a long link, and a short code to read out by phone. The site keeps their hashes alone."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

from capacita.consultation.spoken import ALPHABET, KEY_LENGTH, REFERENCE_LENGTH, is_code, make_code, read_code

_SALT = "capacita.private-code"


def make_token() -> str:
    """Return a new token of 192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """Return the SHA-256 of a token, under which its request is found."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def code_of(token: str) -> str:
    """Return the code of 66 bits that opens the same page as a token: made from it, so that it need not be kept."""
    number = int.from_bytes(hashlib.sha256(f"code:{token}".encode()).digest(), "big")
    letters = []
    for _ in range(KEY_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def make_reference() -> str:
    """Return a new reference: a name to read out, which opens nothing."""
    return make_code(secrets.choice, REFERENCE_LENGTH)


def hash_code(code: str) -> str:
    """Return the keyed hash of a code: shorter than a token, so that the site's own secret is mixed in."""
    return salted_hmac(_SALT, read_code(code), algorithm="sha256").hexdigest()


def is_key_code(text: str) -> bool:
    """Tell whether a text has the form of a code, however it was typed."""
    return is_code(read_code(text), KEY_LENGTH)
