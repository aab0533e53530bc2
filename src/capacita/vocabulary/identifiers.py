"""Identifiers: lower-case UUIDs of versions 1 to 5 (CASE 1.1 accepts no others), and BCP-47 language tags."""

import re
import uuid
from typing import Annotated, Final

from pydantic import StringConstraints

UUID_PATTERN: Final = r"^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
LANGUAGE_PATTERN: Final = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
DIGEST_PATTERN: Final = r"^sha256:[0-9a-f]{64}$"
CODE_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

Identifier = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Digest = Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)]
Code = Annotated[str, StringConstraints(pattern=CODE_PATTERN)]

# The root from which every identifier of our own content grows; uuid5 of the URL namespace and "capacita".
CAPACITA: Final = str(uuid.uuid5(uuid.NAMESPACE_URL, "capacita"))

_UUID = re.compile(UUID_PATTERN)


def is_identifier(value: str) -> bool:
    """Tell whether a string is a lower-case UUID that CASE 1.1 accepts."""
    return _UUID.fullmatch(value) is not None


def derive_identifier(parent: str, *names: str) -> str:
    """Return the uuid5 that the parent identifier and the names always give.

    Names are joined by a slash; the same input gives the same identifier on every machine.
    """
    return str(uuid.uuid5(uuid.UUID(parent), "/".join(names)))
