"""Anchors of comments: made from a place or from typed words, and found again after each kind of edit."""

from dataclasses import replace

import pytest

from capacita.consultation.commenting.anchoring import (
    Anchor,
    AnchorFate,
    AnchorIndex,
    AnchorPart,
    OrphanReason,
    anchor_item,
    anchor_span,
    anchor_words,
    place_anchor,
)
from capacita.framework import Association, AssociationKind, Framework, FrameworkStatus, Item, ItemKind
from capacita.vocabulary import Refusal, translated, written
from capacita.vocabulary.localized import TextOrigin
from lib.framework_site import name

STATEMENT = "Finds the data that a decision needs. Checks where the data come from. Says what they cannot show."
ARABIC = "يجد البيانات التي يحتاج إليها القرار. يتحقّق من مصدرها."
CHINESE = "查找决策所需的数据。核对数据来源。说明数据的局限。"


def item(code: str, english: str = "", **others: str) -> Item:
    texts = {**written(english)} if english else {}
    texts |= {tag: translated(text, english, TextOrigin.MACHINE) for tag, text in others.items()}
    return Item(
        id=name("anchored", code), kind=ItemKind.COMPETENCY, code=code, title=written(f"Item {code}"), statement=texts
    )


def framework(*items: Item, version: str = "1.0", links: tuple[Association, ...] = ()) -> Framework:
    return Framework(
        id=name("anchored"), code="anchored", title=written("Anchored"), language="en", version=version,
        status=FrameworkStatus.CONSULTATION, items=items, associations=links,
    )  # fmt: skip


def replaced(old: str, new: str) -> Association:
    return Association(
        id=name("link", old, new), kind=AssociationKind.REPLACED_BY, origin=name("anchored", old),
        destination=name("anchored", new),
    )  # fmt: skip


OLD = framework(item("1", STATEMENT, ar=ARABIC, zh=CHINESE), item("2", "Another thing altogether."))
INDEX = AnchorIndex(OLD)
FIRST = name("anchored", "1")


def on(quote: str, language: str = "en") -> Anchor:
    text = INDEX.text_of(FIRST, AnchorPart.STATEMENT, "", language)
    start = text.index(quote)
    return anchor_span(INDEX, FIRST, AnchorPart.STATEMENT, language, start, start + len(quote))


def test_anchor_keeps_the_words_with_what_stood_around_them():
    anchor = on("Checks where the data come from.")
    assert (anchor.start, anchor.version, anchor.part) == (38, "1.0", AnchorPart.STATEMENT)
    assert anchor.prefix.endswith("a decision needs. ")
    assert anchor.suffix == " Says what they cannot show."


@pytest.mark.parametrize(
    ("statement", "fate", "found"),
    [
        (STATEMENT, AnchorFate.EXACT, "Checks where the data come from."),
        (STATEMENT + " And one more.", AnchorFate.EXACT, "Checks where the data come from."),
        ("First of all: " + STATEMENT, AnchorFate.MOVED, "Checks where the data come from."),
        (STATEMENT.replace("Checks where", "Checks carefully where"), AnchorFate.FUZZY, "carefully where the data come from."),
        (STATEMENT.replace("the data come", "the facts come"), AnchorFate.FUZZY, "Checks where the facts come from."),
        ("Leads a team through a time of change.", AnchorFate.ORPHAN, ""),
    ],
)  # fmt: skip
def test_words_are_found_after_an_edit(statement: str, fate: AnchorFate, found: str):
    placed = place_anchor(on("Checks where the data come from."), framework(item("1", statement), version="2.0"))
    assert (placed.fate, placed.found) == (fate, found)


def test_quote_across_an_edit_says_by_how_many_letters_it_differs():
    new = framework(item("1", STATEMENT.replace("from. Says", "from; says")))
    placed = place_anchor(on("the data come from. Says what they cannot show."), new)
    assert (placed.fate, placed.distance) == (AnchorFate.FUZZY, 2)
    assert placed.found == "the data come from; says what they cannot show."


def test_of_the_same_words_twice_those_with_their_own_surroundings_are_meant():
    text = "Reads data. Writes data. Keeps data."
    old = AnchorIndex(framework(item("1", text)))
    anchor = anchor_span(old, FIRST, AnchorPart.STATEMENT, "en", 19, 23)
    placed = place_anchor(anchor, framework(item("1", "Looks for data. Reads data. Writes data. Keeps data.")))
    assert (placed.fate, placed.start) == (AnchorFate.MOVED, 35)


@pytest.mark.parametrize(
    ("language", "quote", "old", "new", "fate"),
    [
        ("ar", "يتحقّق من مصدرها.", "يجد", "أولًا: يجد", AnchorFate.MOVED),
        ("ar", "يتحقّق من مصدرها.", "مصدرها", "مصادرها", AnchorFate.FUZZY),
        ("zh", "核对数据来源。", "查找", "首先查找", AnchorFate.MOVED),
        ("zh", "核对数据来源。", "来源", "出处来源", AnchorFate.ORPHAN),  # short words that changed by a third
        ("zh", "核对数据来源。", "核对", "校对", AnchorFate.FUZZY),
    ],
)
def test_words_in_arabic_and_chinese_are_found(language: str, quote: str, old: str, new: str, fate: AnchorFate):
    texts = {"ar": ARABIC, "zh": CHINESE}
    texts[language] = texts[language].replace(old, new)
    assert place_anchor(on(quote, language), framework(item("1", STATEMENT, **texts))).fate is fate


def test_anchor_follows_what_replaced_the_item():
    anchor = on("Checks where the data come from.")
    split = framework(
        item("1a", "Finds the data that a decision needs."),
        item("1b", "Checks where the data come from. Says more."),
        links=(replaced("1", "1a"), replaced("1", "1b")),
    )
    placed = place_anchor(anchor, split)
    assert (placed.fate, placed.item) == (AnchorFate.MOVED, name("anchored", "1b"))
    chain = framework(item("3", STATEMENT), links=(replaced("1", "2"), replaced("2", "3"), replaced("3", "1")))
    assert place_anchor(anchor, chain).item == name("anchored", "3")
    whole = place_anchor(anchor_item(INDEX, FIRST, "en"), split)
    assert (whole.fate, whole.item, whole.also) == (
        AnchorFate.MOVED, name("anchored", "1a"), (name("anchored", "1b"),)
    )  # fmt: skip


def test_item_that_has_ended_gives_way_to_what_replaced_it():
    ended = replace(item("1", STATEMENT), status_end="2027-01-01")
    new = framework(ended, item("3", STATEMENT + " More."), links=(replaced("1", "3"),))
    assert place_anchor(on("Checks where the data come from."), new).item == name("anchored", "3")


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (framework(item("2", "Another thing altogether.")), OrphanReason.ITEM_GONE),
        (framework(replace(item("1", fr="Trouve les données."), title=written("Titre", "fr"))), OrphanReason.LANGUAGE_GONE),
        (framework(item("1", "Leads a team.")), OrphanReason.WORDS_GONE),
    ],
)  # fmt: skip
def test_orphan_says_why(new: Framework, reason: OrphanReason):
    placed = place_anchor(on("Checks where the data come from."), new)
    assert (placed.fate, placed.reason, placed.item) == (AnchorFate.ORPHAN, reason, "")


@pytest.mark.parametrize(
    ("language", "typed", "quote"),
    [
        ("en", "  CHECKS where\nthe  data ", "Checks where the data"),
        ("en", "“what they cannot show”", "what they cannot show"),
        ("ar", "يتحقق من مصدرها", "يتحقّق من مصدرها"),
        ("zh", "核对数据", "核对数据"),
    ],
)
def test_typed_words_are_found_as_they_stand(language: str, typed: str, quote: str):
    assert anchor_words(INDEX, FIRST, language, typed).quote == quote


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("the weather", "ANCHOR_WORDS_NOT_FOUND"),
        ("the data", "ANCHOR_WORDS_TWICE"),
        ("  ", "ANCHOR_NOTHING_CHOSEN"),
    ],
)
def test_typed_words_that_are_no_place_are_refused(typed: str, code: str):
    with pytest.raises(Refusal, match=code):
        anchor_words(INDEX, FIRST, "en", typed)


def test_span_of_nothing_or_of_too_much_is_refused():
    with pytest.raises(Refusal, match="ANCHOR_NOTHING_CHOSEN"):
        anchor_span(INDEX, FIRST, AnchorPart.NOTES, "en", 0, 10)
    long = AnchorIndex(framework(item("1", "word " * 200)))
    with pytest.raises(Refusal, match="ANCHOR_QUOTE_TOO_LONG"):
        anchor_span(long, FIRST, AnchorPart.STATEMENT, "en", 0, 900)
