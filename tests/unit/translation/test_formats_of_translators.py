"""The formats of translators among the exchange formats: written for one language, read by update alone."""

import datetime
from dataclasses import replace

import pytest

from capacita.framework import Item, ItemKind
from capacita.framework.exchange.contract import ExchangeFormat, WriteOptions
from capacita.framework.exchange.translation_formats import TRANSLATION_FORMATS
from capacita.framework.translation import list_segments
from capacita.framework.translation.files import FORMATS, read_translations
from capacita.vocabulary import Refusal, written
from lib.framework_cases import identifier, small_framework

OPTIONS = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC), language="ar")


def test_every_format_has_a_descriptor() -> None:
    assert tuple(format.name for format in TRANSLATION_FORMATS) == FORMATS


@pytest.mark.parametrize("format", TRANSLATION_FORMATS, ids=lambda format: format.name)
def test_a_format_writes_one_language_and_reads_no_framework(format: ExchangeFormat) -> None:
    assert format.write is not None
    made = format.write(small_framework(), OPTIONS)
    assert made.repairs == ()
    assert format.sniff(made.data)
    assert format.read is None
    file = read_translations(made.data)
    assert file.language == "ar"
    assert [unit.key for unit in file.units] == [segment.key for segment in list_segments(small_framework(), "ar")]
    with pytest.raises(Refusal) as refused:
        format.write(small_framework(), replace(OPTIONS, language=None))
    assert refused.value.code == "TRANSLATION_LANGUAGE_NEEDED"


def test_texts_of_another_source_language_are_left_out_of_xliff_2_alone_and_reported() -> None:
    added = Item(id=identifier("9"), kind=ItemKind.ATTITUDE, code="9", title=written("Rigueur", "fr"))
    framework = replace(small_framework(), items=(*small_framework().items, added))
    key = f"item.{identifier('9')}.title"
    for format in TRANSLATION_FORMATS:
        assert format.write is not None
        made = format.write(framework, OPTIONS)
        keys = {unit.key for unit in read_translations(made.data).units}
        if format.name == "xliff2":
            assert key not in keys
            (repair,) = made.repairs
            assert (repair.rule, repair.before) == ("left-out", {"count": 1, "language": "fr", "source": "en"})
        else:
            assert key in keys
            assert made.repairs == ()
