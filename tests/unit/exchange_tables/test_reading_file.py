"""The file to read without a network: whole, sound, safe, in its language and direction, and nothing fetched."""

import datetime
import html.parser
from dataclasses import replace

import pytest

from capacita.content import read_content
from capacita.framework import (
    FRAMEWORK_FORMAT,
    Association,
    AssociationKind,
    Framework,
    apply_adaptation,
    framework_digest,
)
from capacita.framework.changes import ADAPTATION_FORMAT
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.exchange.formats import format_for_suffix, write_as
from capacita.framework.exchange.principle_titles import principle_title
from capacita.framework.exchange.reading_file import write_reading_file
from capacita.framework.model import PrincipleTag
from capacita.framework.principles import PRINCIPLES
from capacita.vocabulary import Refusal, TextOrigin, Wording, translated, written

OPTIONS = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC))
VOID = {"meta", "br"}


class Nesting(html.parser.HTMLParser):
    """Notes whatever is not closed in order, every identifier, link and fetched thing."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name == "href":
                self.links.append(str(value))
            if name in ("src", "srcset", "action") or tag in ("script", "link", "img", "iframe"):
                self.fetched.append(f"{tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def ours() -> Framework:
    base = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    return apply_adaptation(base, levels)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_file_holds_the_whole_framework_and_fetches_nothing(language: str) -> None:
    framework = ours()
    data = write_reading_file(framework, language)
    assert len(data) < 300_000
    seen = Nesting()
    text = data.decode("utf-8")
    seen.feed(text)
    assert (seen.open, seen.faults, seen.fetched) == ([], [], [])
    assert len(seen.ids) == len(set(seen.ids))
    assert {item.id for item in framework.items} <= set(seen.ids)
    assert all(link.startswith("#") and link[1:] in seen.ids for link in seen.links)
    assert framework_digest(framework) in text
    assert framework.licence in text
    assert "http-equiv" not in text
    assert "url(" not in text


def test_arabic_file_runs_from_right_to_left_and_says_what_a_machine_translated() -> None:
    text = write_reading_file(ours(), "ar").decode("utf-8")
    assert '<html lang="ar" dir="rtl">' in text
    assert 'class="machine"' in text
    assert "ترجمة آلية" in text


def test_text_that_is_missing_in_a_language_says_which_it_is_in() -> None:
    framework = ours()
    items = tuple(
        replace(item, statement={**written("Only English here <b>")}) if item.code == "2.2" else item
        for item in framework.items
    )
    text = write_reading_file(replace(framework, items=items), "fr").decode("utf-8")
    assert '<p lang="en" dir="ltr">Only English here &lt;b&gt;</p>' in text


def test_html_is_a_written_format_known_by_its_ending() -> None:
    assert format_for_suffix("OUT.html").name == "html"
    assert write_as(ours(), "html", OPTIONS).data == write_as(ours(), "html", OPTIONS).data
    beside = write_as(ours(), "html", replace(OPTIONS, languages=("fr", "ar"))).by_language
    assert sorted(beside) == ["ar", "fr"]


def test_language_without_any_text_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        write_reading_file(ours(), "sw")
    assert refused.value.code == "EXCHANGE_LANGUAGE_NOT_THERE"


def test_framework_that_may_not_be_passed_on_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        write_as(replace(ours(), licence="All rights reserved"), "html", OPTIONS)
    assert refused.value.code == "LICENCE_CLOSED"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Human rights"),
        ("fr", "Droits humains"),
        ("ar", "حقوق الإنسان"),
        ("zh", "人权"),
        ("sw", "Human rights"),
    ],
)
def test_principles_are_called_in_the_language_of_the_file(language: str, title: str) -> None:
    framework = ours()
    tag = PrincipleTag(principle="roam-rights", because=written("It lets people see what is known of them."))
    said = {**framework.items[0].title, "sw": Wording(text="Udadisi", origin=TextOrigin.MACHINE)}
    first = replace(framework.items[0], title=said, principles=(tag,))
    framework = replace(framework, items=(first, *framework.items[1:]))
    text = write_reading_file(framework, language).decode("utf-8")
    told = ' lang="en" dir="ltr"' if language == "sw" else ""
    assert f"<dt><span{told}>{title}</span></dt>" in text


def test_every_principle_has_a_title_in_each_language_of_the_words() -> None:
    for language in ("fr", "es", "ar", "ru", "zh"):
        titles = [principle_title(code, language) for code in PRINCIPLES]
        assert all(titles)
        assert not set(titles) & {principle.title for principle in PRINCIPLES.values()}


def test_file_is_the_same_without_the_associations_of_which_it_says_nothing() -> None:
    bare = ours()
    first, second = bare.items[:2]
    note = {**written("See there."), "fr": translated("Voir là.", "See there.", TextOrigin.MACHINE)}
    link = Association(
        id=first.id[::-1],
        kind=AssociationKind.IS_RELATED_TO,
        origin=first.id,
        destination=second.id,
        notes=note,
    )
    framework = replace(bare, associations=(link,))
    assert write_reading_file(bare, "fr", digest=framework_digest(framework)) == write_reading_file(framework, "fr")
