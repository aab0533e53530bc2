"""The shared words of the house: identifiers, texts in several languages, days, findings, refusals, provenance, digests.

Nothing here knows a room. Rooms import these names from ``capacita.vocabulary`` and nothing from each other's insides.
"""

from capacita.vocabulary.canonical import (
    canonical_json,
    digest,
    digest_of_bytes,
    readable_json,
    round_number,
    rounded,
)
from capacita.vocabulary.days import locale_of, spell_day
from capacita.vocabulary.documents import DocumentFormat, ReadReport, document_part, parse_object, pointer
from capacita.vocabulary.findings import Finding, Message, Messages, Severity, has_errors, spell
from capacita.vocabulary.identifiers import (
    CAPACITA,
    Code,
    Digest,
    Identifier,
    LanguageTag,
    derive_identifier,
    is_identifier,
)
from capacita.vocabulary.localized import (
    LocalizedText,
    ShownText,
    TextOrigin,
    Wording,
    direction_of,
    plain_text,
    show_text,
    stale_languages,
    text_digest,
    translated,
    written,
)
from capacita.vocabulary.messages import MESSAGES
from capacita.vocabulary.provenance import Provenance, TrailKind, gather_trail, walk_trail
from capacita.vocabulary.refusals import NotAllowed, NotFound, Refusal, Unreadable

__all__ = [
    "CAPACITA",
    "MESSAGES",
    "Code",
    "Digest",
    "DocumentFormat",
    "Finding",
    "Identifier",
    "LanguageTag",
    "LocalizedText",
    "Message",
    "Messages",
    "NotAllowed",
    "NotFound",
    "Provenance",
    "ReadReport",
    "Refusal",
    "Severity",
    "ShownText",
    "TextOrigin",
    "TrailKind",
    "Unreadable",
    "Wording",
    "canonical_json",
    "derive_identifier",
    "digest",
    "digest_of_bytes",
    "direction_of",
    "document_part",
    "gather_trail",
    "has_errors",
    "is_identifier",
    "locale_of",
    "parse_object",
    "plain_text",
    "pointer",
    "readable_json",
    "round_number",
    "rounded",
    "show_text",
    "spell",
    "spell_day",
    "stale_languages",
    "text_digest",
    "translated",
    "walk_trail",
    "written",
]
