"""Looking at a framework that was made from a sound one: what is the same object there needs no second look."""

from dataclasses import replace

from capacita.framework.validation import validate_framework
from capacita.vocabulary import written
from lib.framework_site import large_framework


def test_texts_of_new_entries_are_looked_at_and_those_of_known_ones_are_not() -> None:
    base = large_framework(40)
    blank = replace(base.items[20], statement=written("  "))
    faulty = replace(base, items=(*base.items[:20], blank, *base.items[21:]))
    assert [(f.code, f.path) for f in validate_framework(faulty, like=base)] == [
        ("TEXT_BLANK", "/items/20/statement/en")
    ]
    assert validate_framework(faulty, like=base) == validate_framework(faulty)
    assert validate_framework(faulty, like=faulty) == []


def test_texts_of_the_heading_are_always_looked_at() -> None:
    base = large_framework(40)
    faulty = replace(base, notice=written(" "))
    assert [f.path for f in validate_framework(faulty, like=faulty)] == ["/notice/en"]
