"""DigComp 3.0, in English and Dutch in one document, and DIRECT go out whole in the formats for people and for Moodle."""

import dataclasses
from collections.abc import Callable
from functools import cache

import pytest
from markdown_it import MarkdownIt

from capacita.framework import Branch, Framework, ItemKind, JobRole, Requirement, get_sound_framework
from capacita.framework.exchange.digcomp import read_digcomp
from capacita.framework.exchange.digcomp_locale import add_digcomp_locale
from capacita.framework.exchange.direct import read_direct
from capacita.framework.exchange.markdown import write_markdown
from capacita.framework.exchange.moodle_reading import read_moodle
from capacita.framework.exchange.moodle_writing import write_moodle
from capacita.framework.exchange.roles_matrix import matrix_table, update_from_matrix
from capacita.sheets.xlsx import write_xlsx
from capacita.vocabulary import derive_identifier, plain_text, written
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


@pytest.mark.parametrize(("make", "language", "count"), PUBLISHED)
def test_every_item_of_a_published_framework_can_be_read(
    make: Callable[[], Framework], language: str, count: int | None
) -> None:
    framework = make()
    tokens = MarkdownIt("commonmark").enable("table").parse(write_markdown(framework, language).decode())
    said = ["".join(piece.content for piece in token.children or ()) for token in tokens if token.type == "inline"]
    read = {" ".join(text.split()) for text in said}
    lines = {
        f"{item.code} {' '.join(plain_text(item.title or item.statement, language).split())}"
        for item in framework.items
    }
    missing = {line.strip() for line in lines if not any(line.strip() in (text, f"{text}.") for text in read)}
    assert missing == set()
    assert count is None or len(lines) == count


@pytest.mark.parametrize("make", [digcomp, direct])
def test_roles_laid_over_a_published_framework_go_through_the_matrix(make: Callable[[], Framework]) -> None:
    framework = make()
    levels = framework.scales[0].levels
    wanted = [item for item in framework.items if item.kind in (ItemKind.COMPETENCY, ItemKind.STATEMENT)]
    needs = tuple(
        Requirement(item=item.id, level=levels[place % len(levels)].id, importance=place % 5 + 1)
        for place, item in enumerate(wanted)
    )
    made = derive_identifier(framework.id, "role")
    role = JobRole(id=made, code="clerk", branch=Branch.EXECUTIVE, title=written("Clerk"), requirements=needs)
    with_role = dataclasses.replace(framework, roles=(role,))
    update = update_from_matrix(with_role, write_xlsx([matrix_table(with_role)]))
    assert update.findings == ()
    assert update.framework.roles == with_role.roles
