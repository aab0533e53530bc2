"""Frameworks on a test's own site: versions of one, a deep one, a large one."""

from dataclasses import replace
from datetime import UTC, datetime

from capacita.content import read_content
from capacita.framework.model import FRAMEWORK_FORMAT, Framework, FrameworkStatus, Item, ItemKind
from capacita.vocabulary import CAPACITA, LocalizedText, TextOrigin, derive_identifier, translated, written
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_framework


def name(*parts: object) -> str:
    return derive_identifier(CAPACITA, "test", "site", *map(str, parts))


def said(words: str, **translations: str) -> LocalizedText:
    return {
        **written(words),
        **{tag: translated(text, words, TextOrigin.MACHINE) for tag, text in translations.items()},
    }


def item(code: str, kind: ItemKind, parent: str | None, title: LocalizedText, statement: LocalizedText) -> Item:
    return Item(
        id=name("item", code),
        kind=kind,
        code=code,
        parent=name("item", parent) if parent else None,
        position=int(code.replace(".", "").replace("S", "").replace("O", "") or 0),
        title=title,
        statement=statement,
    )


def deep_framework() -> Framework:
    """Return domains, competencies, statements and outcomes, in English and French."""
    items = [
        item("1", ItemKind.DOMAIN, None, said("Searching", fr="Chercher"), said("Finding what one needs.")),
        item(
            "1.1",
            ItemKind.COMPETENCY,
            "1",
            said("Finding information", fr="Trouver l’information"),
            said("Looks for data and checks them.", fr="Cherche des données à l’échelle de l’État."),
        ),
        item(
            "1.2", ItemKind.COMPETENCY, "1", said("Judging sources", fr="Juger les sources"), said("Asks who says it.")
        ),
        item("1.1.S1", ItemKind.STATEMENT, "1.1", {}, said("Knows how a search engine ranks.")),
        item("1.1.S2", ItemKind.STATEMENT, "1.1", {}, said("Can word a search.")),
        item("1.1.O3", ItemKind.OUTCOME, "1.1.S2", {}, said("Words a search with two conditions.")),
    ]
    return Framework(
        id=name("deep"),
        code="deep",
        title=said("Deep", fr="Profond"),
        language="en",
        version="1.0",
        status=FrameworkStatus.IMPLEMENTED,
        items=tuple(items),
    )


def large_framework(count: int = 300) -> Framework:
    """Return a framework of many competencies with long definitions."""
    domains = [
        item(str(number), ItemKind.DOMAIN, None, said(f"Domain {number}"), said("What belongs here. " * 8))
        for number in range(1, 11)
    ]
    rest = [
        item(
            f"{number % 10 + 1}.{number // 10 + 1}",
            ItemKind.COMPETENCY,
            str(number % 10 + 1),
            said(f"Doing thing number {number} with care", fr=f"Faire la chose {number} avec soin"),
            said(f"Does thing {number}, and says what came of it to those whom it concerns. " * 4),
        )
        for number in range(count - len(domains))
    ]
    return replace(deep_framework(), id=name("large"), code="large", title=said("Large"), items=(*domains, *rest))


def changed(framework: Framework, version: str) -> Framework:
    """Return the deep framework with one definition reworded, one item added and one left out."""
    items = []
    for entry in framework.items:
        if entry.code == "1.1":
            items.append(replace(entry, statement=said("Looks for open data and checks them twice.")))
        elif entry.code != "1.1.S1":
            items.append(entry)
    new = item(
        "1.3", ItemKind.COMPETENCY, "1", said("Keeping what was found"), said("Files it so that others find it.")
    )
    return replace(framework, version=version, items=(*items, new))


def publish(framework: Framework, day: int = 1) -> FrameworkVersion:
    seed_organisations()
    keeper = Organisation.objects.get(code=KEEPER)
    released_at = datetime(2026, 11, day, tzinfo=UTC)
    return publish_framework(SYSTEM, organisation=keeper, framework=framework, released_at=released_at)


def seeded() -> None:
    seed_organisations()
    seed_frameworks()


def shipped() -> Framework:
    return FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
