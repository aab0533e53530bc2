"""A framework as a document to read: all that people read of it, in one language, no sign of it taken for a mark."""

import dataclasses

import pytest
from markdown_it import MarkdownIt

from capacita.framework import Framework, ItemKind
from capacita.framework.exchange.markdown import write_markdown
from capacita.vocabulary import Refusal, plain_text
from lib.exchange_cases import dressed
from lib.framework_cases import item, small_framework, text_of


def read(framework: Framework, language: str | None = None) -> list[tuple[str, str]]:
    """Return the blocks that a reader of Markdown sees: the kind of each, with its words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(write_markdown(framework, language).decode())
    found = []
    for place, token in enumerate(tokens):
        if token.type == "inline":
            words = "".join(piece.content for piece in token.children or ())
            found.append((tokens[place - 1].tag, words))
    return found


def test_document_has_a_heading_for_every_item_at_its_depth() -> None:
    headings = [(tag, words) for tag, words in read(small_framework()) if tag.startswith("h")]
    assert headings == [
        ("h1", "A small framework"),
        ("h2", "1 Plan"),
        ("h3", "1.1 Foresee"),
        ("h3", "1.2 Design"),
        ("h2", "A1 Curiosity"),
        ("h2", "R1"),
        ("h2", "2 Data"),
        ("h3", "2.1 Read"),
        ("h2", "Levels: Steps"),
        ("h2", "Roles"),
        ("h3", "Clerk"),
        ("h2", "Terms"),
        ("h2", "Links"),
        ("h2", "Sources"),
        ("h2", "Licence and attribution"),
    ]


def test_every_text_of_a_whole_framework_is_in_the_document() -> None:
    framework = dressed(small_framework())
    words = " ".join(text for _, text in read(framework))
    for parts in (framework.items, framework.roles, framework.scales):
        assert all(plain_text(part.title) in words for part in parts)
    for entry in framework.descriptors:
        assert plain_text(entry.text) in words
    assert plain_text(framework.notice) in words
    assert "Licence: CC-BY-4.0 https://creativecommons.org/licenses/by/4.0/." in words


def test_document_speaks_one_language_around_the_texts_as_well() -> None:
    found = read(small_framework(), "fr")
    assert ("h1", "Un petit référentiel") in found
    assert ("h2", "Rôles") in found
    assert any("traduits par une machine" in words for _, words in found)
    assert not any("traduits" in words or "translated by a machine" in words for _, words in read(small_framework()))
    with pytest.raises(Refusal):
        write_markdown(small_framework(), "zh")


@pytest.mark.parametrize(
    "words", ["*a* _b_ `c` [d](e) <f> # g | h ~i~ \\j", "1. One", "- Two", "===", "> three", "# 4"]
)
def test_no_sign_of_a_text_is_taken_for_a_mark(words: str) -> None:
    framework = small_framework()
    extra = item(ItemKind.COMPETENCY, "x", "1", 9, words, statement=text_of(words))
    found = read(dataclasses.replace(framework, items=(*framework.items, extra)))
    assert ("h3", f"x {words}") in found
    assert ("p", words) in found


def test_sentences_without_a_title_stand_in_a_list() -> None:
    framework = small_framework()
    extra = item(ItemKind.STATEMENT, "S1", "2.1", 1, statement=text_of("Reads a graph."))
    text = write_markdown(dataclasses.replace(framework, items=(*framework.items, extra))).decode()
    assert "\n\n- **S1** Reads a graph.\n\n" in text
