"""What there is to translate, in which state, and what has changed in the source since."""

import re
from dataclasses import replace

import pytest

from capacita.framework import Framework, Item, ItemKind, list_texts
from capacita.framework.translation import (
    Mark,
    Segment,
    SegmentState,
    count_states,
    gather_sources,
    list_places,
    list_segments,
    mark_of,
    notes_of,
)
from capacita.text import Piece, PieceKind
from capacita.vocabulary import TextOrigin, Wording, pointer, translated, written
from lib.framework_cases import identifier, small_framework


def with_title(framework: Framework, code: str, **wordings: Wording) -> Framework:
    """Return a framework with wordings added to the title of an item."""
    items = tuple(
        replace(item, title={**item.title, **wordings}) if item.code == code else item for item in framework.items
    )
    return replace(framework, items=items)


def segment_of(framework: Framework, language: str, key: str, *earlier: Framework) -> Segment:
    found = list_segments(framework, language, earlier_sources=gather_sources(earlier))
    return next(segment for segment in found if segment.key == key)


def test_every_text_of_a_framework_has_a_place_once() -> None:
    framework = small_framework()
    places = {place.path: localized for place, localized in list_places(framework) if localized}
    assert places == {pointer(location): localized for location, localized in list_texts(framework)}
    keys = [place.key for place, _ in list_places(framework)]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", key) for key in keys), "fit to be an XML name token"


def test_segments_come_as_people_read_an_item_before_what_is_under_it() -> None:
    contexts = [segment.place.context for segment in list_segments(small_framework(), "fr")]
    assert contexts[:3] == ["title of the framework", "notice on every page", "scale Steps, title"]
    assert contexts[6:12] == [
        "domain 1, title",
        "competency 1.1 (under 1), title",
        "competency 1.1 (under 1), statement",
        "competency 1.1 (under 1), how it serves the principle roam-rights",
        "competency 1.1 (under 1), what it looks like at level 1",
        "competency 1.1 (under 1), what it looks like at level 2",
    ]


def test_a_key_names_the_item_and_the_level() -> None:
    item, level = identifier("1.1"), identifier("middle")
    assert f"item.{item}.level.{level}" in {segment.key for segment in list_segments(small_framework(), "fr")}


@pytest.mark.parametrize(
    ("wording", "state", "mark"),
    [
        (None, SegmentState.NEW, Mark.NEW),
        (translated("Planifier", "Plan", TextOrigin.HUMAN), SegmentState.TRANSLATED, Mark.TRANSLATED),
        (translated("Planifier", "Plan", TextOrigin.MACHINE), SegmentState.TRANSLATED, Mark.MACHINE),
        (translated("Planifier", "Plan", TextOrigin.REVIEWED), SegmentState.REVIEWED, Mark.REVIEWED),
        (translated("Planifier", "Plans", TextOrigin.REVIEWED), SegmentState.STALE, Mark.STALE),
        (Wording(text="Planifier", origin=TextOrigin.HUMAN), SegmentState.TRANSLATED, Mark.UNTIED),
        (translated("  ", "Plan", TextOrigin.HUMAN), SegmentState.NEW, Mark.NEW),
    ],
)
def test_the_state_follows_from_what_the_translation_was_made_from(
    wording: Wording | None, state: SegmentState, mark: Mark
) -> None:
    framework = with_title(small_framework(), "1", **({"fr": wording} if wording else {}))
    segment = segment_of(framework, "fr", f"item.{identifier('1')}.title")
    assert (segment.state, mark_of(segment)) == (state, mark)


def test_a_stale_segment_tells_the_earlier_source_and_the_words_that_changed() -> None:
    before = with_title(small_framework(), "1", fr=translated("Planifier", "Plan", TextOrigin.HUMAN))
    after = with_title(before, "1", en=Wording(text="Plan ahead", origin=TextOrigin.SOURCE))
    key = f"item.{identifier('1')}.title"
    segment = segment_of(after, "fr", key, before)
    assert segment.state is SegmentState.STALE
    assert segment.earlier_source == "Plan"
    assert segment.source_changes() == (Piece(PieceKind.SAME, "Plan"), Piece(PieceKind.ADDED, " ahead"))
    assert notes_of(segment)[1:] == [
        "The source has changed since this was translated.",
        "It was translated from: Plan",
    ]
    assert segment_of(after, "fr", key).earlier_source is None
    assert segment_of(after, "fr", key).source_changes() == ()


def test_what_was_written_in_the_language_is_not_to_be_translated_into_it() -> None:
    added = Item(id=identifier("9"), kind=ItemKind.ATTITUDE, code="9", title=written("Rigueur", "fr"))
    framework = replace(small_framework(), items=(*small_framework().items, added))
    key = f"item.{identifier('9')}.title"
    assert key not in {segment.key for segment in list_segments(framework, "fr")}
    segment = segment_of(framework, "en", key)
    assert (segment.source, segment.source_language) == ("Rigueur", "fr")
    assert len(list_segments(framework, "en")) == 1


def test_counts_name_every_state() -> None:
    segments = list_segments(small_framework(), "fr")
    assert count_states(segments) == {
        SegmentState.NEW: len(segments) - 2,
        SegmentState.TRANSLATED: 2,
        SegmentState.STALE: 0,
        SegmentState.REVIEWED: 0,
    }


def test_the_target_direction_follows_its_language() -> None:
    assert {segment.direction for segment in list_segments(small_framework(), "ar")} == {"rtl"}
    assert {segment.direction for segment in list_segments(small_framework(), "ar-Latn")} == {"ltr"}
