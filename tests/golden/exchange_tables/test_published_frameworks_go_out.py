"""DigComp 3.0, in English and Dutch in one document, and DIRECT go out whole in the formats for people and for Moodle."""

import dataclasses
from collections.abc import Callable
from functools import cache

import pytest

from capacita.framework import Framework, get_sound_framework
from capacita.framework.exchange.digcomp import read_digcomp
from capacita.framework.exchange.digcomp_locale import add_digcomp_locale
from capacita.framework.exchange.direct import read_direct
from capacita.framework.exchange.moodle_reading import read_moodle
from capacita.framework.exchange.moodle_writing import write_moodle
from capacita.vocabulary import plain_text
from lib.moodle_importer import import_framework
from lib.shared import ROOT, shared_path


@cache
def digcomp() -> Framework:
    data = shared_path("data/digcomp3/DigComp-3.0-Data-Supplement-24-Nov-2025.jsonld").read_bytes()
    folder = shared_path("data/digcomp3/locale")
    files = [(f"{path.parent.name}/nl.csv", path.read_bytes()) for path in sorted(folder.glob("*/nl.csv"))]
    return add_digcomp_locale(read_digcomp(data)[0], files, "nl")[0]


@cache
def direct() -> Framework:
    return read_direct(shared_path("data/direct/framework-2-0.json").read_bytes())[0]


def unesco() -> Framework:
    return get_sound_framework((ROOT / "src/capacita/content/unesco-2022/framework.json").read_bytes())


PUBLISHED = [(digcomp, "en", 911), (digcomp, "nl", 911), (direct, "en", 191), (unesco, "en", None)]


@pytest.mark.parametrize(("make", "language", "count"), PUBLISHED)
def test_moodle_takes_in_every_item_of_a_published_framework(
    make: Callable[[], Framework], language: str, count: int | None
) -> None:
    framework = make()
    data, _ = write_moodle(framework, language)
    made = import_framework(data)
    assert made.passed_over == []
    assert len(made.created) == len(framework.items) == (count or len(framework.items))
    titles = {item.id: plain_text(item.title, language) for item in framework.items}
    for entry in made.created:
        if titles[entry.exported] and len(titles[entry.exported]) <= 100 and "<" not in titles[entry.exported]:
            assert entry.shortname == " ".join(titles[entry.exported].split())
    back = read_moodle(data).framework
    assert back is not None
    parents = {item.id: item.parent for item in framework.items}
    assert {item.id: item.parent for item in back.items} == parents
    assert dataclasses.replace(back, items=()).language == language
