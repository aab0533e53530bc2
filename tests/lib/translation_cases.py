"""Frameworks with texts that are hard to carry, and every format in which they go out to translators."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from capacita.framework import Framework, Item, ItemKind, PrincipleTag
from capacita.framework.translation import (
    Confidence,
    IncomingFile,
    Segment,
    write_catalogue,
    write_xliff12,
    write_xliff20,
)
from capacita.framework.translation.files import read_translations
from capacita.framework.translation.word_table import write_word_table
from capacita.framework.translation.xlsx_table import write_xlsx_table
from capacita.vocabulary import TextOrigin, Wording, derive_identifier, translated, written
from lib.framework_cases import FRAMEWORK, small_framework

HARD = (
    "<b>&amp;</b> ]]> <!-- --> <?x?> &#0;",
    "%(name)s %d {0} 50% of \"staff\" \\n 'a' \\",
    "=1+1",
    "'=1",
    "zero\u200bwidth\u200f\u202erl\u2066o\ufeff",
    "سياسة «البيانات» 2025، (أ)",
    "line\nbreak\r\nand\rreturn\ttab",
    "control\x01\x0b\x1f\x85\u2028\u2029\ufffe",
    "数据治理",
    "  leading and trailing  ",
    "#, fuzzy",
    'msgid "x"',
)
TEXTS = st.one_of(
    st.sampled_from(HARD),
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30),
    st.text("<>&'\"\\ \n\t]%{}#~|اب\u200f\u200b\x1c\x85", min_size=1, max_size=12),
).filter(lambda text: bool(text.strip()))
ORIGINS = (TextOrigin.HUMAN, TextOrigin.MACHINE, TextOrigin.REVIEWED)


@st.composite
def texts(draw: st.DrawFn, language: str) -> dict[str, Wording]:
    """Return a text, perhaps with a translation that may be stale or not say what it was made from."""
    source = draw(TEXTS)
    if not draw(st.booleans()):
        return written(source)
    wording = translated(draw(TEXTS), draw(st.just(source) | TEXTS), draw(st.sampled_from(ORIGINS)))
    return {**written(source), language: draw(st.sampled_from((wording, replace(wording, of=None))))}


@st.composite
def frameworks(draw: st.DrawFn, language: str = "ar") -> Framework:
    """Return a framework of a few items with hard texts in English and perhaps in another language."""
    items = tuple(
        Item(
            id=derive_identifier(FRAMEWORK, "drawn", str(place)),
            kind=ItemKind.OTHER,
            code=f"i{place}",
            position=place,
            title=draw(texts(language)),
            statement=draw(st.just({}) | texts(language)),
            principles=tuple(
                PrincipleTag(principle=code, because=draw(texts(language)))
                for code in draw(st.lists(st.sampled_from(("roam-rights", "roam-access")), unique=True))
            ),
        )
        for place in range(draw(st.integers(1, 4)))
    )
    return replace(small_framework(), items=(*small_framework().items, *items))


def write_xliff1(segments: list[Segment], language: str) -> bytes:
    return write_xliff12(segments, framework=FRAMEWORK, notice="A <notice>.")


def write_xliff2(segments: list[Segment], language: str) -> bytes:
    return write_xliff20(segments, framework=FRAMEWORK, source_language="en", notice="A <notice>.")


def write_po(segments: list[Segment], language: str) -> bytes:
    return write_catalogue(segments, framework=FRAMEWORK, language=language, notice="A\nnotice.")


def write_xlsx(segments: list[Segment], language: str) -> bytes:
    return write_xlsx_table(segments, framework=FRAMEWORK, source_language="en", language=language, notice="=x")


def write_word(segments: list[Segment], language: str) -> bytes:
    return write_word_table(
        segments, framework=FRAMEWORK, source_language="en", language=language, title="Table\x01", notice="A notice."
    )


WRITERS: dict[str, Callable[[list[Segment], str], bytes]] = {
    "xliff": write_xliff1,
    "xliff2": write_xliff2,
    "po": write_po,
    "xlsx": write_xlsx,
    "docx": write_word,
}
EXACT = ("xliff", "xliff2", "po")


def send(format: str, segments: list[Segment], language: str, **edits: str) -> IncomingFile:
    """Return what comes back of segments sent out in a format; ``edits`` (key -> target) are the translator's."""
    file = read_translations(WRITERS[format](segments, language))
    assert file.format == format
    assert file.language == language
    assert file.framework == FRAMEWORK
    return edited(file, edits)


def edited(file: IncomingFile, edits: dict[str, str], **more: Any) -> IncomingFile:
    """Return a file with targets written by somebody whose tool marks them as done."""
    units = tuple(
        replace(unit, target=edits[unit.key], **{"confidence": Confidence.DONE, **more}) if unit.key in edits else unit
        for unit in file.units
    )
    return replace(file, units=units)
