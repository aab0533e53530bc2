"""The read view of CASE 1.0: the same objects without what 1.1 added, for consumers that have not moved on."""

from __future__ import annotations

from typing import Any

# What CASE 1.1 added, by the property of an object that holds it.
_ADDED_ANYWHERE = frozenset({"extensions", "targetType"})
_ADDED_TO_DOCUMENTS = frozenset({"frameworkType", "caseVersion"})
_ADDED_TO_ITEMS = frozenset({"subject", "subjectURI"})
_ADDED_TO_ASSOCIATIONS = frozenset({"notes"})
_KINDS = frozenset(
    {
        "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy", "exemplar",
        "hasSkillLevel",
    }
)  # fmt: skip


def as_earlier(value: Any) -> Any:
    """Return a CASE 1.1 answer as CASE 1.0 would give it.

    An association of a kind that 1.0 does not know (``isTranslationOf``, ``ext:…``) becomes ``isRelatedTo``. Identifiers and
    canonical addresses stay what they are: a thing has one address, whichever version of the protocol tells of it.
    """
    if isinstance(value, list):
        return [as_earlier(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    dropped = _ADDED_ANYWHERE
    if "creator" in value:
        dropped = dropped | _ADDED_TO_DOCUMENTS
    if "fullStatement" in value:
        dropped = dropped | _ADDED_TO_ITEMS
    if "associationType" in value:
        dropped = dropped | _ADDED_TO_ASSOCIATIONS
    kept = {name: as_earlier(entry) for name, entry in value.items() if name not in dropped}
    if kept.get("associationType", "isRelatedTo") not in _KINDS:
        kept["associationType"] = "isRelatedTo"
    return kept
