"""Every text of a framework that can be translated, as a list that a translator works through.

A segment's key names its place by identifiers, so that it means the same text in every version and every file. Its
state is derived, never stored: a translation is stale when the wording that it was made from is said no more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from capacita.framework.model import Framework, Item, ItemKind
from capacita.framework.reading import list_tree
from capacita.text import Piece, diff_words
from capacita.vocabulary import LocalizedText, TextOrigin, Wording, direction_of, plain_text, pointer, text_digest


class SegmentState(StrEnum):
    """How far a translation is."""

    NEW = "new"  # nobody has translated it
    TRANSLATED = "translated"  # by a person or a machine, read by nobody else
    STALE = "stale"  # the source has changed since
    REVIEWED = "reviewed"  # a named person has checked it


class PlaceKind(StrEnum):
    """What a text belongs to."""

    FRAMEWORK = "framework"
    SCALE = "scale"
    LEVEL = "level"
    ITEM = "item"
    PRINCIPLE = "principle"  # how an item serves it
    DESCRIPTOR = "descriptor"  # what an item looks like at a level
    ROLE = "role"
    DEFINITION = "definition"
    ASSOCIATION = "association"


class Place(NamedTuple):
    """Where a text stands: how it is keyed, how a Change reaches it, how people call it.

    ``name`` is that of the entry, of the scale for a level; ``sort`` is what the item or the link is, ``under`` the
    name of the item above, ``position`` that of the level.
    """

    key: str  # made of identifiers, fit to be an XML name token
    path: str  # JSON pointer into the document
    target: str  # identifier of the entry
    part: str
    kind: PlaceKind
    name: str = ""
    sort: str = ""
    under: str = ""
    position: int = 0
    principle: str = ""  # code, where the text says how an item serves a principle

    @property
    def context(self) -> str:
        """What the text is and what it stands under, in English: for the files of translators."""
        subject, part = _CONTEXTS[self.kind]
        words = part or _PARTS.get((self.kind, self.part), self.part)
        told = {"name": self.name, "sort": self.sort, "position": self.position, "principle": self.principle}
        if not subject:
            return words.format(**told)
        under = f" (under {self.under})" if self.under else ""
        return f"{subject.format(**told).strip()}{under}, {words.format(**told)}"

    @property
    def heading(self) -> str:
        """The context as a line begins with it."""
        return self.context[:1].upper() + self.context[1:]


# What each text belongs to, and what it is where that does not depend on the part.
_CONTEXTS: Final[Mapping[PlaceKind, tuple[str, str]]] = {
    PlaceKind.FRAMEWORK: ("", ""),
    PlaceKind.SCALE: ("scale {name}", ""),
    PlaceKind.LEVEL: ("level {position} of the scale {name}", ""),
    PlaceKind.ITEM: ("{sort} {name}", ""),
    PlaceKind.PRINCIPLE: ("{sort} {name}", "how it serves the principle {principle}"),
    PlaceKind.DESCRIPTOR: ("{sort} {name}", "what it looks like at level {position}"),
    PlaceKind.ROLE: ("role {name}", ""),
    PlaceKind.DEFINITION: ("", ""),
    PlaceKind.ASSOCIATION: ("", "note on a link ({sort})"),
}
_PARTS: Final[Mapping[tuple[PlaceKind, str], str]] = {
    (PlaceKind.FRAMEWORK, "title"): "title of the framework",
    (PlaceKind.FRAMEWORK, "notice"): "notice on every page",
    (PlaceKind.DEFINITION, "text"): "definition of “{name}”",
}


class Segment(NamedTuple):
    """One text to be translated into one language.

    A tuple, as its place is: there are thousands in a framework, and so they are soon made and soon read from what is kept.
    """

    place: Place
    source: str
    source_language: str
    language: str
    target: str | None
    origin: TextOrigin | None
    state: SegmentState
    of: str | None = None  # digest of the wording that the translation says it was made from
    earlier_source: str | None = None  # of a stale one, where an earlier version still says it

    @property
    def key(self) -> str:
        """The key of the place."""
        return self.place.key

    @property
    def tied(self) -> bool:
        """Whether the translation says which wording it was made from; true where there is none."""
        return self.target is None or self.of is not None

    @property
    def direction(self) -> str:
        """The direction in which the target language runs."""
        return direction_of(self.language)

    def source_changes(self) -> tuple[Piece, ...]:
        """Return what has changed in the source since the translation, word by word; nothing where it is not known."""
        return () if self.earlier_source is None else diff_words(self.earlier_source, self.source)


def list_places(framework: Framework) -> Iterator[tuple[Place, LocalizedText]]:
    """Return every text of a framework with its place, in the order in which people read; some have no wording."""
    yield from _header_places(framework)
    yield from _scale_places(framework)
    yield from _item_places(framework)
    yield from _role_places(framework)
    for index, definition in enumerate(framework.definitions):
        name = plain_text(definition.term, framework.language)
        for part in ("term", "text"):
            here = ("definitions", index, part)
            yield _place(PlaceKind.DEFINITION, definition.id, part, here, name), getattr(definition, part)
    for index, link in enumerate(framework.associations):
        if link.notes:  # few have any, and there may be many more of them than items
            here = ("associations", index, "notes")
            yield _place(PlaceKind.ASSOCIATION, link.id, "notes", here, sort=link.kind.value), link.notes


def list_segments(
    framework: Framework, language: str, *, earlier_sources: Mapping[str, str] | None = None
) -> list[Segment]:
    """Return every text that can be translated into a language; what was written in it is none.

    ``earlier_sources`` (digest -> text, see ``gather_sources``) are the wordings of earlier versions, from which a
    stale segment tells what its translation was made from.
    """
    found = (
        make_segment(place, localized, language, framework.language, earlier_sources or {})
        for place, localized in list_places(framework)
    )
    return [segment for segment in found if segment is not None]


def make_segment(
    place: Place, localized: LocalizedText, language: str, preferred: str, earlier_sources: Mapping[str, str]
) -> Segment | None:
    """Return the segment of one text, or None where there is nothing to translate into the language."""
    sources = source_wordings(localized)
    wording = localized.get(language)
    if not sources or (wording is not None and wording.origin is TextOrigin.SOURCE):
        return None
    source_language = preferred if preferred in sources else next(iter(sources))
    if not sources[source_language].strip():
        return None
    untranslated = Segment(
        place=place,
        source=sources[source_language],
        source_language=source_language,
        language=language,
        target=None,
        origin=None,
        state=SegmentState.NEW,
    )
    return untranslated if wording is None else word_segment(untranslated, wording, sources.values(), earlier_sources)


def word_segment(
    segment: Segment, wording: Wording, sources: Iterable[str], earlier_sources: Mapping[str, str] | None = None
) -> Segment:
    """Return the segment of the same text with this translation; ``sources`` are all wordings it was written in."""
    state = state_of(wording, sources)
    stale_of = wording.of if state is SegmentState.STALE else None
    return Segment(
        place=segment.place,
        source=segment.source,
        source_language=segment.source_language,
        language=segment.language,
        target=wording.text,
        origin=wording.origin,
        state=state,
        of=wording.of,
        earlier_source=earlier_sources.get(stale_of) if stale_of and earlier_sources else None,
    )


def source_wordings(localized: LocalizedText) -> dict[str, str]:
    """Return the wordings in which a text was written, by language."""
    return {tag: wording.text for tag, wording in localized.items() if wording.origin is TextOrigin.SOURCE}


def state_of(wording: Wording | None, sources: Iterable[str]) -> SegmentState:
    """Return how far a translation is, given the source wordings as they are now."""
    if wording is None or not wording.text.strip():
        return SegmentState.NEW
    if wording.of is not None and wording.of not in {text_digest(text) for text in sources}:
        return SegmentState.STALE
    return SegmentState.REVIEWED if wording.origin is TextOrigin.REVIEWED else SegmentState.TRANSLATED


def count_states(segments: Iterable[Segment]) -> dict[SegmentState, int]:
    """Return how many segments are in each state; every state is there."""
    counts = Counter(segment.state for segment in segments)
    return {state: counts[state] for state in SegmentState}


def gather_sources(frameworks: Iterable[Framework]) -> dict[str, str]:
    """Return every source wording of some versions by its digest, for telling what a stale translation was made from."""
    return {
        text_digest(text): text
        for framework in frameworks
        for _, localized in list_places(framework)
        for text in source_wordings(localized).values()
    }


def _place(
    kind: PlaceKind,
    identifier: str,
    part: str,
    location: tuple[str | int, ...],
    name: str = "",
    *,
    sort: str = "",
    under: str = "",
    position: int = 0,
) -> Place:
    return Place(
        key=f"{kind.value}.{identifier}.{part}",
        path=pointer(location),
        target=identifier,
        part=part,
        kind=kind,
        name=name,
        sort=sort,
        under=under,
        position=position,
    )


def _header_places(framework: Framework) -> Iterator[tuple[Place, LocalizedText]]:
    for part in ("title", "notice"):
        yield _place(PlaceKind.FRAMEWORK, framework.id, part, (part,)), getattr(framework, part)


def _scale_places(framework: Framework) -> Iterator[tuple[Place, LocalizedText]]:
    for index, scale in enumerate(framework.scales):
        name = plain_text(scale.title, framework.language) or scale.code
        for part in ("title", "notes"):
            here: tuple[str | int, ...] = ("scales", index, part)
            yield _place(PlaceKind.SCALE, scale.id, part, here, name), getattr(scale, part)
        for rung, level in enumerate(scale.levels):
            for part in ("title", "description"):
                here = ("scales", index, "levels", rung, part)
                place = _place(PlaceKind.LEVEL, level.id, part, here, name, position=level.position)
                yield place, getattr(level, part)


def _item_places(framework: Framework) -> Iterator[tuple[Place, LocalizedText]]:
    """Return the texts of each item in the order of the tree, each followed by its descriptors from the lowest level."""
    indexes = {item.id: index for index, item in enumerate(framework.items)}
    names = {item.id: item.code or plain_text(item.title, framework.language) for item in framework.items}
    rungs = {level.id: level for scale in framework.scales for level in scale.levels}
    described: dict[str, list[tuple[int, int]]] = {}
    for index, descriptor in enumerate(framework.descriptors):
        rung = rungs.get(descriptor.level)
        described.setdefault(descriptor.item, []).append((rung.position if rung else 0, index))
    for _, item in list_tree(framework):
        index = indexes[item.id]
        name, sort, under = names[item.id], _sort_of(item), names.get(item.parent or "", "")
        for part in ("title", "statement", "notes"):
            here = ("items", index, part)
            yield _place(PlaceKind.ITEM, item.id, part, here, name, sort=sort, under=under), getattr(item, part)
        for place, tag in enumerate(item.principles):
            yield (
                Place(
                    key=f"item.{item.id}.principle.{tag.principle}",
                    path=pointer(("items", index, "principles", place, "because")),
                    target=item.id,
                    part="principles",
                    kind=PlaceKind.PRINCIPLE,
                    principle=tag.principle,
                    name=name,
                    sort=sort,
                    under=under,
                ),
                tag.because,
            )
        for position, number in sorted(described.pop(item.id, ())):
            descriptor = framework.descriptors[number]
            yield (
                Place(
                    key=f"item.{item.id}.level.{descriptor.level}",
                    path=pointer(("descriptors", number, "text")),
                    target=descriptor.id,
                    part="text",
                    kind=PlaceKind.DESCRIPTOR,
                    position=position,
                    name=name,
                    sort=sort,
                    under=under,
                ),
                descriptor.text,
            )


def _sort_of(item: Item) -> str:
    """Return what an item is: its kind, or where that says nothing the source's own word."""
    return item.item_type or item.kind.value if item.kind is ItemKind.OTHER else item.kind.value


def _role_places(framework: Framework) -> Iterator[tuple[Place, LocalizedText]]:
    for index, role in enumerate(framework.roles):
        name = plain_text(role.title, framework.language) or role.code
        for part in ("title", "description"):
            yield _place(PlaceKind.ROLE, role.id, part, ("roles", index, part), name), getattr(role, part)
