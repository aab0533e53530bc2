"""Laws of translation files: what goes out comes back, in every format, whatever the texts hold."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacita.framework import Framework, framework_digest, list_texts, meaning_digest
from capacita.framework.comparison import apply_changes
from capacita.framework.translation import (
    Outcome,
    SegmentState,
    gather_sources,
    list_places,
    list_segments,
    take_in_translations,
)
from capacita.framework.translation.incoming import as_carried
from lib.translation_cases import EXACT, TEXTS, WRITERS, frameworks, send


def without(framework: Framework, language: str) -> Framework:
    """Return a framework without a language, told as the absence of every wording in it."""
    empty = take_out(framework, language)
    assert all(language not in localized for _, localized in list_texts(empty))
    return empty


def take_out(part: object, language: str) -> object:
    if isinstance(part, Mapping):
        return {tag: wording for tag, wording in part.items() if tag != language}
    if isinstance(part, tuple):
        return tuple(take_out(entry, language) for entry in part)
    if hasattr(part, "__dataclass_fields__"):
        names = [name for name in part.__dataclass_fields__ if name != "extensions"]
        return replace(part, **{name: take_out(getattr(part, name), language) for name in names})
    return part


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=40, deadline=None)
@given(framework=frameworks())
def test_a_file_that_nobody_touched_changes_nothing(format: str, framework: Framework) -> None:
    segments = list_segments(framework, "ar", earlier_sources=gather_sources([framework]))
    file = send(format, segments, "ar")
    assert [unit.key for unit in file.units] == [segment.key for segment in segments]
    intake = take_in_translations(framework, file)
    assert intake.changes == ()
    assert intake.findings == ()
    assert intake.counts[Outcome.UNCHANGED] + intake.counts[Outcome.EMPTY] == len(segments)


@pytest.mark.parametrize("format", EXACT)
@settings(max_examples=60, deadline=None)
@given(framework=frameworks())
def test_exact_formats_bring_every_sign_back(format: str, framework: Framework) -> None:
    segments = list_segments(framework, "ar")
    for unit, segment in zip(send(format, segments, "ar").units, segments, strict=True):
        assert unit.source == segment.source
        assert unit.target == (segment.target or "")


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=40, deadline=None)
@given(framework=frameworks(), data=st.data())
def test_what_a_translator_writes_arrives_once_and_stays(
    format: str, framework: Framework, data: st.DataObject
) -> None:
    segments = list_segments(framework, "ar")
    edits = {segment.key: data.draw(TEXTS) for segment in segments if data.draw(st.booleans())}
    file = send(format, segments, "ar", **edits)
    intake = take_in_translations(framework, file)
    after = apply_changes(framework, intake.changes)
    written = {segment.key: segment for segment in list_segments(after, "ar")}
    for key, target in edits.items():
        assert as_carried(written[key].target or "") == as_carried(target)
        assert written[key].state in (SegmentState.TRANSLATED, SegmentState.REVIEWED)
        assert written[key].tied
    for segment in segments:
        if segment.key not in edits:
            assert written[segment.key] == segment
    again = take_in_translations(after, file)
    assert again.changes == ()
    assert meaning_digest(after) == meaning_digest(framework)
    assert len({change.id for change in intake.changes}) == len(intake.changes)


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=30, deadline=None)
@given(framework=frameworks(), data=st.data())
def test_a_source_that_changed_on_the_way_makes_the_translation_stale(
    format: str, framework: Framework, data: st.DataObject
) -> None:
    segments = list_segments(framework, "ar")
    item = framework.items[-1]
    key = f"item.{item.id}.title"
    file = send(format, segments, "ar", **{key: "ترجمة جديدة"})
    told = data.draw(TEXTS.filter(lambda text: as_carried(text) != as_carried(item.title["en"].text)))
    reworded = replace(item, title={**item.title, "en": replace(item.title["en"], text=told)})
    moved = replace(framework, items=(*framework.items[:-1], reworded))
    intake = take_in_translations(moved, file)
    assert intake.counts[Outcome.STALE] == 1
    assert "TRANSLATION_SOURCE_CHANGED" in [finding.code for finding in intake.findings]
    after = apply_changes(moved, intake.changes)
    (segment,) = [
        one for one in list_segments(after, "ar", earlier_sources=gather_sources([framework])) if one.key == key
    ]
    assert segment.state is SegmentState.STALE
    assert segment.target == "ترجمة جديدة"
    if format in EXACT:
        assert segment.earlier_source == item.title["en"].text
    assert take_in_translations(after, file).changes == ()


@pytest.mark.parametrize("format", EXACT)
@settings(max_examples=30, deadline=None)
@given(framework=frameworks())
def test_translations_can_be_carried_to_a_framework_that_has_none(format: str, framework: Framework) -> None:
    empty = without(framework, "ar")
    file = send(format, list_segments(framework, "ar"), "ar")
    intake = take_in_translations(empty, file)
    after = apply_changes(empty, intake.changes)
    wanted = {place.key: localized["ar"].text for place, localized in list_places(framework) if "ar" in localized}
    assert {place.key: text["ar"].text for place, text in list_places(after) if "ar" in text} == wanted
    assert framework_digest(without(after, "ar")) == framework_digest(empty)
