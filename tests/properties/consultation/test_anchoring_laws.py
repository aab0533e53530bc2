"""Laws of anchors, for any text in any script: unchanged text is found exactly, and no anchor is ever lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from capacita.consultation.commenting.anchoring import (
    Anchor,
    AnchorFate,
    AnchorIndex,
    AnchorPart,
    anchor_span,
    place_anchor,
)
from capacita.framework import Framework, FrameworkStatus, Item, ItemKind
from capacita.text import cut_before, cut_behind
from capacita.vocabulary import written
from lib.framework_site import name

SIGNS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Z", "S"))
TEXTS = st.text(alphabet=st.one_of(st.sampled_from("ab cé\u0301ن ّ中。. "), SIGNS), min_size=1, max_size=80)
ITEM = name("law")


def framework(text: str, version: str = "1") -> Framework:
    items = (Item(id=ITEM, kind=ItemKind.COMPETENCY, code="1", statement=written(text)),) if text else ()
    return Framework(
        id=name("laws"), code="laws", title={}, language="en", version=version, status=FrameworkStatus.DRAFT,
        items=items,
    )  # fmt: skip


@st.composite
def anchored(draw: st.DrawFn) -> tuple[str, Anchor]:
    """Draw a text and an anchor of some of it."""
    text = draw(TEXTS.filter(lambda drawn: bool(drawn.strip())))
    index = AnchorIndex(framework(text))
    kept = index.text_of(ITEM, AnchorPart.STATEMENT, "", "en")
    inked = [place for place, sign in enumerate(kept) if not sign.isspace()]
    start = draw(st.sampled_from(inked))
    end = draw(st.integers(start + 1, len(kept)))
    return text, anchor_span(index, ITEM, AnchorPart.STATEMENT, "en", start, end)


@given(anchored())
def test_unchanged_text_is_found_exactly(drawn):
    text, anchor = drawn
    placed = place_anchor(anchor, framework(text, "2"))
    assert placed.fate is AnchorFate.EXACT
    assert (placed.start, placed.found, placed.distance) == (anchor.start, anchor.quote, 0)


@given(anchored(), TEXTS)
def test_anchor_is_found_or_an_orphan_never_lost(drawn, other):
    _text, anchor = drawn
    new = framework(other, "2")
    placed = place_anchor(anchor, new)
    assert placed == place_anchor(anchor, new)
    if placed.fate is AnchorFate.ORPHAN:
        assert placed.reason is not None
        return
    kept = AnchorIndex(new).text_of(ITEM, AnchorPart.STATEMENT, "", "en")
    assert kept[placed.start : placed.end] == placed.found != ""
    assert (cut_before(kept, placed.start), cut_behind(kept, placed.end)) == (placed.start, placed.end)
    if placed.fate is not AnchorFate.FUZZY:
        assert placed.found == anchor.quote


@given(anchored(), st.text(alphabet="xyz. ", max_size=30), st.text(alphabet="xyz. ", max_size=30))
def test_words_stay_found_when_text_comes_before_and_behind(drawn, before, behind):
    text, anchor = drawn
    placed = place_anchor(anchor, framework(f"{before} {text}{behind}", "2"))
    assert placed.fate in (AnchorFate.EXACT, AnchorFate.MOVED)
    assert placed.found == anchor.quote


@given(anchored())
def test_gone_item_leaves_an_orphan(drawn):
    _text, anchor = drawn
    assert place_anchor(anchor, replace(framework("x"), items=())).fate is AnchorFate.ORPHAN
