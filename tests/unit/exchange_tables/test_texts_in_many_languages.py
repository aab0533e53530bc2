"""Texts whose language, source or signs are out of the ordinary come back whole, or the report says what changed."""

import datetime
from dataclasses import replace

import pytest

from capacita.framework import Definition, Framework, ItemKind
from capacita.framework.exchange.contract import WriteOptions
from capacita.framework.exchange.formats import read_any, write_as
from capacita.vocabulary import TextOrigin, Wording, text_digest, translated, written
from lib.framework_cases import identifier, item, small_framework

OPTIONS = WriteOptions(moment=datetime.datetime(2026, 1, 31, tzinfo=datetime.UTC))
WHOLE = ("case", "skos-ttl", "skos-jsonld", "xlsx")


def there_and_back(framework: Framework, name: str) -> Framework:
    result = read_any(write_as(framework, name, OPTIONS).data, name)[1]
    assert result.framework is not None, result.findings
    return result.framework


def with_title(title: dict[str, Wording], **header: str) -> Framework:
    base = small_framework()
    entry = replace(item(ItemKind.DOMAIN, "9", None, 9), title=title)
    return replace(base, items=(*base.items, entry), **header)


def title_of(framework: Framework) -> dict[str, Wording]:
    return dict(next(entry for entry in framework.items if entry.id == identifier("9")).title)


@pytest.mark.parametrize("name", [*WHOLE, "csv"])
def test_language_of_a_region_without_a_name_comes_back(name: str) -> None:
    title = {**written("Plan"), "es-419": translated("Planificar", "Plan", TextOrigin.REVIEWED)}
    title["zh-Hant-TW"] = translated("計畫", "Plan", TextOrigin.MACHINE)
    assert title_of(there_and_back(with_title(title), name)) == title


@pytest.mark.parametrize("name", WHOLE)
def test_text_first_written_in_another_language_keeps_its_translations(name: str) -> None:
    title = {"fr": translated("Planifier", "Rejalash", TextOrigin.HUMAN), **written("Rejalash", "uz-Latn-UZ")}
    assert title_of(there_and_back(with_title(title), name)) == title


@pytest.mark.parametrize("name", WHOLE)
def test_text_with_two_sources_keeps_which_of_them_a_translation_is_of(name: str) -> None:
    title = {**written("Planifier", "fr"), **written("Plan")}
    title["ar"] = Wording(text="خطة", origin=TextOrigin.HUMAN, of=text_digest("Plan"))
    title["ru"] = Wording(text="План", origin=TextOrigin.HUMAN)
    assert title_of(there_and_back(with_title(title), name)) == title


@pytest.mark.parametrize("name", WHOLE)
def test_item_in_another_script_of_the_framework_s_language_stays_in_it(name: str) -> None:
    title = written("計畫", "zh-Hant-TW")
    framework = replace(with_title(title), language="zh-Hans", title=written("框架", "zh-Hans"))
    assert title_of(there_and_back(framework, name)) == title


def test_two_terms_of_one_word_come_back_from_a_workbook_as_two() -> None:
    terms = tuple(
        Definition(id=identifier(f"term {sense}"), term=written("office"), text=written(sense))
        for sense in ("A room.", "A post.")
    )
    framework = replace(small_framework(), definitions=terms)
    assert there_and_back(framework, "xlsx").definitions == terms


@pytest.mark.parametrize("name", ["xlsx", "csv"])
@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        (" Plan\r\nahead ", "space-trimmed", "Plan\nahead"),
        ("Plan\x00", "character-replaced", "Plan\ufffd"),
        ("P" * 32_767, "text-cut", "P" * 32_766),
    ],
)
def test_what_no_cell_holds_is_told_with_its_place(name: str, text: str, rule: str, after: str) -> None:
    told = write_as(with_title(written(text)), name, OPTIONS).repairs
    place = len(small_framework().items)
    assert [repair.as_json() for repair in told] == [
        {"path": f"/items/{place}/title/en/text", "rule": rule, "before": text, "after": after}
    ]
    assert title_of(there_and_back(with_title(written(text)), name)) == written(after)


def test_alias_of_several_lines_is_told() -> None:
    framework = with_title(written("Plan"))
    entry = replace(framework.items[-1], aliases=("one\ntwo",))
    told = write_as(replace(framework, items=(*framework.items[:-1], entry)), "csv", OPTIONS).repairs
    assert [(repair.rule, repair.after) for repair in told] == [("alias-split", ["one", "two"])]


@pytest.mark.parametrize("name", ["case", "skos-ttl", "skos-jsonld"])
@pytest.mark.parametrize(
    "found", ["number 7", {"identifier": "x", "fullStatement": "no", "notes": 1, "more": [2]}, [1]]
)
def test_extension_that_somebody_else_calls_case_comes_back(name: str, found: object) -> None:
    base = small_framework()
    items = tuple(replace(entry, extensions={"case": found}) for entry in base.items)
    links = tuple(replace(entry, extensions={"case": found}) for entry in base.associations)
    framework = replace(base, items=items, associations=links, extensions={"case": found, "more": 1})
    assert there_and_back(framework, name) == framework
