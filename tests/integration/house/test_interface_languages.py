"""The interface in six languages: asked for by a browser, linked from every page, and texts in the tag of content."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

import capacita
from capacita.vocabulary import TextOrigin, Wording
from capacita.web.catalogues import extract_strings, read_catalogue
from capacita.web.languages import text_language
from capacita.web.patterns.templatetags.capacita_ui import day, decimal, localized, percent

SIX = ("ar", "zh-hans", "en", "fr", "ru", "es")


@pytest.mark.parametrize(
    ("asked", "given"),
    [("zh-CN", "zh-hans"), ("zh", "zh-hans"), ("es-MX", "es"), ("ru", "ru"), ("ar-EG", "ar"), ("pt, es;q=0.5", "es")],
)
def test_front_door_negotiates_each_of_the_six_languages(db: None, asked: str, given: str) -> None:
    answer = Client().get("/", headers={"accept-language": asked})
    assert f'<html lang="{given}"'.encode() in answer.content


@pytest.mark.parametrize("language", SIX)
def test_every_page_links_itself_in_six_languages(db: None, language: str) -> None:
    body = Client().get(f"/{language}/about/").content.decode()
    assert [code for code, _ in settings.LANGUAGES] == list(SIX)
    for other, name in settings.LANGUAGES:
        assert f'<a href="/{other}/about/" hreflang="{other}" lang="{other}"' in body
        assert f">{name}</a>" in body


def test_a_chinese_page_shows_texts_tagged_zh_as_its_own() -> None:
    text = {
        "en": Wording(text="Data", origin=TextOrigin.SOURCE),
        "zh": Wording(text="数据", origin=TextOrigin.HUMAN),
    }
    with translation.override("zh-hans"):
        assert text_language() == "zh"
        assert localized(text) == "数据"
        assert "Data" in localized({"en": text["en"]})
        assert 'lang="en"' in localized({"en": text["en"]})


@pytest.mark.parametrize("language", SIX)
def test_numbers_and_dates_have_a_form_in_each_language(language: str) -> None:
    with translation.override(language):
        assert "2026" in day(datetime.date(2026, 3, 1))
        assert decimal(1.5, 1).strip()
        assert "25" in percent(0.25)


def test_what_became_of_one_item_is_translated_apart_from_the_heading_of_a_list() -> None:
    strings = extract_strings(Path(capacita.__file__).parent)
    for words in ("Left out", "Added", "Reworded", "Kept on purpose"):
        assert strings.get(words) is not None  # a heading over many
        assert strings.get(words, "one item") is not None


def test_arabic_counts_things_from_eleven_in_the_accusative_and_hundreds_not() -> None:
    folder = Path(capacita.__file__).parent / "web/locale/ar/LC_MESSAGES/django.po"
    forms = [message.string for message in read_catalogue(folder) if isinstance(message.id, tuple)]

    def marks(words: str) -> int:
        return words.count("\N{ARABIC FATHATAN}")

    assert len(forms) > 100
    assert [form for form in forms if marks(form[4]) > marks(form[5])] == []  # 4 is of hundreds, 5 of 11 to 99
