"""Digests of a framework: of its every byte, and of its meaning, which a new translation leaves as it is."""

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeVar

from capacita.framework.model import FRAMEWORK_FORMAT, Framework, FrameworkStatus
from capacita.framework.parts import source_only
from capacita.vocabulary import TextOrigin, Wording, digest

T = TypeVar("T")
CREDIT_KEYS = ("translators", "reviewers")  # of extensions: language -> names; they come with translations


def framework_digest(framework: Framework) -> str:
    """Return the digest of the whole document: any difference whatever gives another one."""
    return digest(FRAMEWORK_FORMAT.dump(framework))


def meaning_digest(framework: Framework) -> str:
    """Return the digest of what the framework means: without translations and their credits, version
    number and status; of its base, where it says what that means, no more than this.

    Adaptations, instruments and credentials refer to meaning, so that a later translation (which comes with a
    version of its own) outdates none of them.
    """
    return digest_of_meaning(FRAMEWORK_FORMAT.dump(framework), framework)


def digest_of_meaning(document: dict[str, Any], framework: Framework) -> str:
    """Return the digest of what a framework means, from its JSON value, where the caller has that already."""
    meant = source_only(document)
    extensions = {key: value for key, value in framework.extensions.items() if key not in CREDIT_KEYS}
    if extensions != dict(framework.extensions):
        meant = {key: value for key, value in meant.items() if key != "extensions"}
        meant |= {"extensions": extensions} if extensions else {}
    if "derived_from" in meant:
        meant = {**meant, "derived_from": base_as_meant(meant["derived_from"])}
    return digest({**meant, "version": "", "status": FrameworkStatus.DRAFT.value})


def base_as_meant(base: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a base counts for the meaning of what was made from it, from the JSON value that names it.

    That is what the base means, where its name says so, and else the exact version, as it stands in every document
    from before that could be said.
    """
    return {"id": base["id"], "meaning": base["meaning"]} if "meaning" in base else dict(base)


def without_translations(part: T) -> T:
    """Return a part of a document with only its source wordings."""
    stripped: T = _stripped(part)
    return stripped


def is_localized(value: Any) -> bool:
    """Tell whether a value of a document part is a LocalizedText with at least one wording."""
    return isinstance(value, Mapping) and bool(value) and all(isinstance(entry, Wording) for entry in value.values())


def _stripped(value: Any) -> Any:
    if isinstance(value, Mapping):
        if not is_localized(value):
            return value
        return {tag: wording for tag, wording in value.items() if wording.origin is TextOrigin.SOURCE}
    if isinstance(value, tuple):
        return tuple(_stripped(entry) for entry in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **{name: _stripped(entry) for name, entry in fields.items()})
    return value
