"""Writing down Changes: what a part of a document looks like as JSON, and how one text becomes another."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from capacita.framework.changes import Change, ChangeKind
from capacita.framework.contents import TEXT
from capacita.framework.digests import is_localized
from capacita.vocabulary import LocalizedText, TextOrigin, Wording, canonical_json, derive_identifier

Json = Any


@cache
def adapter_of(part: Any) -> TypeAdapter[Any]:
    """Return what reads and writes a kind of document part."""
    return TypeAdapter(part)


@cache
def field_adapter(part: Any, name: str) -> TypeAdapter[Any]:
    """Return what reads and writes one field of a kind of document part."""
    return TypeAdapter(get_type_hints(part, include_extras=True)[name])


def as_json(value: Any) -> Json:
    """Return a part of a document as JSON, what is at its default unwritten."""
    if hasattr(value, "__dataclass_fields__"):
        part: Any = type(value)
        return adapter_of(part).dump_python(value, mode="json", exclude_defaults=True)
    if is_localized(value):
        return TEXT.dump_python(value, mode="json", exclude_defaults=True)
    if isinstance(value, tuple | list):
        return [as_json(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(key): as_json(entry) for key, entry in value.items()}
    return getattr(value, "value", value)


def source_wordings(text: LocalizedText) -> dict[str, Wording]:
    """Return what a text says in the languages in which it was written."""
    return {tag: wording for tag, wording in text.items() if wording.origin is TextOrigin.SOURCE}


def source_wordings_differ(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether two mappings are texts that say different things in the languages in which they were written."""
    texts = (text for text in (before, after) if text)
    return all(map(is_localized, texts)) and source_wordings(before) != source_wordings(after)


class Record:
    """Changes as they are written down, each with an identifier that the same Change always gets."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.changes: list[Change] = []

    def note(
        self,
        kind: ChangeKind,
        target: str,
        *,
        before: Json = None,
        after: Json = None,
        part: str = "",
        level: str | None = None,
        language: str | None = None,
    ) -> None:
        """Write down one Change, without a reason."""
        said = canonical_json([part, level, language, before, after]).decode()
        self.changes.append(
            Change(
                id=derive_identifier(self.owner, "change", kind.value, target, said),
                kind=kind,
                target=target,
                part=part,
                level=level,
                language=language,
                before=before,
                after=after,
            )
        )

    def note_text(
        self,
        kind: ChangeKind,
        target: str,
        part: str,
        texts: tuple[LocalizedText, LocalizedText],
        *,
        holder: str = "",
        level: str | None = None,
    ) -> None:
        """Write down how a text changes: language by language where only translations do, else as a whole.

        ``holder`` is what translations are filed under where that is not the target: the descriptor of an item.
        """
        before, after = texts
        if source_wordings(before) != source_wordings(after):
            named = part if kind is ChangeKind.SET else ""
            self.note(kind, target, before=as_json(before) or {}, after=as_json(after) or {}, part=named, level=level)
            return
        for tag in dict.fromkeys((*before, *after)):
            old, new = before.get(tag), after.get(tag)
            if old != new:
                told = {"before": as_json(old), "after": as_json(new)}
                self.note(ChangeKind.TRANSLATE, holder or target, part=part, language=tag, **told)

    def note_set(self, target: str, part: str, before: Any, after: Any) -> None:
        """Write down another value of a part; ``before`` and ``after`` are the entries that hold it."""
        old, new = as_json(before).get(part), as_json(after).get(part)
        self.note(ChangeKind.SET, target, part=part, before=old, after=new)
