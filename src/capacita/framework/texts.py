"""What can be wrong with a LocalizedText, wherever it stands: in a framework, an adaptation, a reason."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from capacita.framework.digests import is_localized
from capacita.vocabulary import Finding, LocalizedText, Severity, TextOrigin, pointer, stale_languages

Location = tuple[str | int, ...]
_NO_TEXTS = (str, int)  # what a part may be without having a text in it


def list_texts(part: Any, here: Location = ()) -> Iterator[tuple[Location, LocalizedText]]:
    """Return every LocalizedText with at least one wording in a part of a document, with its place."""
    if is_localized(part):
        yield here, part
    elif isinstance(part, tuple):
        for index, entry in enumerate(part):
            if not isinstance(entry, str):
                yield from list_texts(entry, (*here, index))
    elif dataclasses.is_dataclass(part):
        for name in part.__dataclass_fields__:
            value = getattr(part, name)
            if value and not isinstance(value, _NO_TEXTS):
                yield from list_texts(value, (*here, name))


def validate_text(localized: LocalizedText, here: Location) -> list[Finding]:
    """Return what is wrong with a text: blank or without a source, and what is stale in it."""
    findings = [
        _finding("TEXT_BLANK", Severity.ERROR, (*here, tag), language=tag)
        for tag, wording in localized.items()
        if not wording.text.strip()
    ]
    sources = [tag for tag, wording in localized.items() if wording.origin is TextOrigin.SOURCE]
    findings.extend(
        _finding("TEXT_SOURCE_WITH_DIGEST", Severity.WARNING, (*here, tag, "of"), language=tag)
        for tag in sources
        if localized[tag].of is not None
    )
    if len(sources) == len(localized):
        return findings
    if not sources:
        findings.append(_finding("TEXT_WITHOUT_SOURCE", Severity.ERROR, here, languages=tuple(localized)))
        return findings
    for tag in stale_languages(localized):
        findings.append(_finding("TEXT_STALE", Severity.NOTE, (*here, tag), language=tag))
    for tag, wording in localized.items():
        if wording.origin is not TextOrigin.SOURCE and wording.of is None:
            findings.append(_finding("TEXT_UNTIED", Severity.NOTE, (*here, tag), language=tag))
    return findings


def validate_texts(part: Any, here: Location = ()) -> list[Finding]:
    """Return what is wrong with the texts of a part of a document, wherever in it they stand."""
    return [finding for location, localized in list_texts(part, here) for finding in validate_text(localized, location)]


def _finding(code: str, severity: Severity, location: Location, **values: Any) -> Finding:
    return Finding(code=code, severity=severity, path=pointer(location), values=values)
