"""The patterns that pages are made of: errors that read as a sentence, honest notes, tables that fit a phone, plurals."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

import capacita.web
from capacita.vocabulary import Refusal, TextOrigin, Wording, text_digest, written
from capacita.web.documents.sending import send_download
from capacita.web.languages import language_name
from capacita.web.patterns.templatetags.capacita_ui import (
    day,
    decimal,
    error_links,
    file_size,
    moment,
    translation_note,
)
from capacita.web.synthesis.presenters import count_words
from capacita.web.words import isolate_values, join_words, refusal_words


class WhyForm(forms.Form):
    """A form with a question and a name as labels."""

    why = forms.CharField(label="Why?")
    title = forms.CharField(label="Title")


def test_error_after_a_question_has_no_colon() -> None:
    texts = [link["text"] for link in error_links(WhyForm({}))]
    assert texts == ["Why? This field is required.", "Title: This field is required."]


@pytest.mark.parametrize(
    ("language", "size", "words"),
    [
        ("en", 12, "0.1\xa0kB"),
        ("en", 1_536, "1.5\xa0kB"),
        ("en", 999_960, "1\xa0MB"),
        ("fr", 1_500_000, "1,5\u202fMo"),
        ("ar", 1_500_000, "1.5\xa0م.ب"),
    ],
)
def test_size_of_a_file_is_written_with_the_numbers_of_the_page(language: str, size: int, words: str) -> None:
    with override(language):
        assert file_size(size) == words


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_number_that_rounds_to_nothing_has_no_sign(language: str) -> None:
    with override(language):
        assert decimal(-0.004, 2) == decimal(0, 2)
        assert decimal(-0.4, 0) == "0"
        assert decimal(-0.006, 2) != decimal(0.006, 2)


def test_language_is_named_in_its_own_words() -> None:
    names = [language_name(tag) for tag in ("en", "fr", "ar", "ru", "zh", "pt-BR", "xx", "-")]
    assert names == ["English", "Français", "العربية", "Русский", "中文", "Português (Brasil)", "xx", "-"]


def test_file_keeps_its_name_whatever_stands_in_it() -> None:
    sent = send_download(b"", "text/plain", "plan.csv")
    assert sent["Content-Disposition"] == 'attachment; filename="plan.csv"'
    assert '"x' not in send_download(b"", "text/plain", 'a"; filename="x.html')["Content-Disposition"].replace(
        '\\"', ""
    )


def machine(text: str) -> dict[str, Wording]:
    """Return an English text that a program made from French."""
    return {**written("Bonjour", "fr"), "en": Wording(text=text, origin=TextOrigin.MACHINE, of=text_digest("Bonjour"))}


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        ([machine("Hello")], "Unreviewed machine translation"),
        ([machine("Hello"), written("By a person")], "Some texts on this page"),
        ([written("By a person"), None], ""),
    ],
)
def test_note_on_translations_says_whether_all_or_some_are_by_machine(texts: list[Any], words: str) -> None:
    shown = render_to_string("patterns/translation_note.html", translation_note(texts))
    assert words in shown
    assert bool(words) == ("translation-note" in shown)


@pytest.mark.parametrize(
    ("columns", "stacks"),
    [("n", False), ("nn", True), ("t", True), ("nnnnn", True), ("nnnnnn", False), ("tnnnnn", False)],
)
def test_rows_of_a_table_stand_under_their_headings_on_a_phone_where_they_would_not_fit(
    columns: str, *, stacks: bool
) -> None:
    titles = [{"title": "Row", "numeric": False}]
    titles += [{"title": f"Column {place}", "numeric": sort == "n"} for place, sort in enumerate(columns)]
    values = {"id": "table", "caption": "A table", "columns": titles, "rows": [["1"] * len(titles)]}
    assert ('<table class="rows' in render_to_string("patterns/table.html", values)) is stacks


def test_name_in_another_direction_keeps_its_order_in_a_sentence() -> None:
    refusal = Refusal("VERSION_TAKEN", version="2.2 Data")
    assert "\u2068" not in refusal_words(refusal, gettext).message
    with override("ar"):
        assert "\u20682.2 Data\u2069" in refusal_words(refusal, gettext).message


def test_every_name_of_several_keeps_its_order() -> None:
    values = {"others": ("2.2 Data", "2.3 البيانات"), "number": 2}
    assert isolate_values(values) == {"others": "2.2 Data, 2.3 البيانات", "number": "2"}
    with override("ar"):
        assert isolate_values(values)["others"] == "\u20682.2 Data\u2069، \u20682.3 البيانات\u2069"


@pytest.mark.parametrize(
    ("language", "day_words", "month_words", "moment_words"),
    [
        ("en", "14 April 2026", "April 2026", "14 April 2026, 09:05 UTC"),
        ("es", "14 de abril de 2026", "abril de 2026", "14 de abril de 2026, 09:05 UTC"),
        ("zh-hans", "2026年4月14日", "2026年4月", "2026年4月14日 09:05 UTC"),
    ],
)
def test_dates_stand_in_the_order_of_the_language(
    language: str, day_words: str, month_words: str, moment_words: str
) -> None:
    then = datetime(2026, 4, 14, 9, 5, tzinfo=UTC)
    with override(language):
        assert (day(then.date()), day(then.date(), "month"), moment(then)) == (day_words, month_words, moment_words)
        shown = render_to_string("patterns/when.html", {"start": then.date(), "form": "month"})
        assert month_words in shown


def test_each_number_before_a_noun_has_its_own_plural() -> None:
    assert count_words(1, 1, 1) == "1 contribution, 1 meeting or writer, 1 different text"
    assert count_words(3, 1, 2) == "3 contributions, 1 meeting or writer, 2 different texts"


def list_forms() -> Iterator[type[forms.Form]]:
    """Return every form of the site."""
    for module in pkgutil.walk_packages(capacita.web.__path__, "capacita.web."):
        if module.name.rpartition(".")[2].endswith("forms"):
            for form in vars(importlib.import_module(module.name)).values():
                if isinstance(form, type) and issubclass(form, forms.Form) and form.__module__ == module.name:
                    yield form


def test_every_field_that_people_can_leave_empty_says_what_it_asks_for() -> None:
    generic = str(forms.Field.default_error_messages["required"])
    fields = [(form.__name__, name, field) for form in list_forms() for name, field in form.base_fields.items()]
    silent = [
        f"{form}.{name}"
        for form, name, field in fields
        if field.required and field.label and not field.initial and not field.widget.is_hidden
        # a list of one line always has something chosen
        and (not isinstance(field, forms.ChoiceField) or isinstance(field.widget, forms.RadioSelect))
        and str(field.error_messages["required"]) == generic
    ]  # fmt: skip
    assert len(fields) > 100
    assert silent == []


@pytest.mark.parametrize(("columns", "form"), [(2, "matrix"), (5, "matrix rows"), (6, "matrix listed")])
def test_cells_of_a_matrix_name_their_columns_where_a_phone_has_no_room_for_these(columns: int, form: str) -> None:
    titles = [f"Region & {place}" for place in range(columns)]
    rows = [{"title": "Civil servants", "cells": [{"value": place} for place in range(columns)]}]
    page = render_to_string("patterns/matrix.html", {"id": "m", "caption": "Sessions", "columns": titles, "rows": rows})
    assert f'<table class="{form}">' in page
    named = [f'data-of="Region &amp; {place}"' in page for place in range(columns)]
    assert named == [form == "matrix listed"] * columns


@pytest.mark.parametrize(
    ("language", "line"), [("en", "A, B · 1, 2"), ("ar", "A، B · 1، 2"), ("zh-hans", "A，B · 1、2")]
)
def test_commas_are_those_of_the_language_of_the_page(language: str, line: str) -> None:
    with override(language):
        page = Template("{% load capacita_ui %}A{% comma %}B · {{ list }}").render(Context({"list": join_words("12")}))
    assert page == line
