"""What the benchmark of a large library fills and measures; imported once the site's settings are set."""

import functools
import gc
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db.models import Sum
from django.db.models.functions import Length
from django.test import Client

from capacita.framework import (
    Adaptation,
    Association,
    AssociationKind,
    Branch,
    Change,
    ChangeKind,
    DerivedFrom,
    Framework,
    FrameworkStatus,
    Item,
    ItemKind,
    JobRole,
    LevelDescriptor,
    ProficiencyLevel,
    ProficiencyScale,
    Requirement,
    framework_digest,
)
from capacita.vocabulary import (
    CAPACITA,
    TextOrigin,
    canonical_json,
    derive_identifier,
    text_digest,
    translated,
    written,
)
from capacita.web.accounts.models import Membership, Organisation, OrganisationKind, Person
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import SYSTEM, Role
from capacita.web.adapting.models import AdaptationDraft, BaseMerge
from capacita.web.case.queries import SERVICE, list_shelved
from capacita.web.documents import packs
from capacita.web.documents.framework_parts import load_parted_values
from capacita.web.documents.models import FrameworkManifest, StoredDocument, StoredPart
from capacita.web.documents.remembered import forget_all
from capacita.web.fields import write_localized
from capacita.web.framework.adaptation_reports import keep_reports_against
from capacita.web.framework.case_headings import refresh_headings
from capacita.web.framework.keeping import keep_what_pages_ask_of_newest
from capacita.web.framework.models import FrameworkVersion, KeptHeading
from capacita.web.framework.seed import seed_frameworks
from capacita.web.framework.services import publish_adaptation, publish_framework
from capacita.web.translating.models import Translation, TranslationSeat, TranslationStep
from capacita.web.translating.texts import texts_of

LANGUAGES = ("fr", "ar")
BASE = "library-base"
LANGUAGE = "fr"  # that people translate anew
TRANSLATED = 1_000  # texts that they have translated and not published
TRIES = 3


def make_base(size: int) -> Any:
    """Return a framework of twelve domains with competencies under them, in three languages."""
    kinds = (ItemKind.DOMAIN, ItemKind.COMPETENCY)
    items = [
        Item(
            id=name("item", number),
            kind=kinds[number >= 12],
            code=f"{number % 12 + 1}" if number < 12 else f"{number % 12 + 1}.{number // 12}",
            parent=None if number < 12 else name("item", number % 12),
            position=number,
            title=in_all(f"Competency {number}"),
            statement=in_all(f"Does what number {number} asks for, tells others why, and learns from what came of it."),
        )
        for number in range(size)
    ]
    levels = tuple(
        ProficiencyLevel(id=name("level", rung), code=f"L{rung}", position=rung, title=in_all(f"Level {rung}"))
        for rung in range(1, 5)
    )
    return Framework(
        id=name("framework"),
        code=BASE,
        title=in_all("A framework of three hundred items"),
        language="en",
        version="1.0",
        status=FrameworkStatus.IMPLEMENTED,
        scales=(ProficiencyScale(id=name("scale"), code="levels", title=in_all("Levels"), levels=levels),),
        items=tuple(items),
        descriptors=tuple(
            LevelDescriptor(
                id=name("descriptor", number, level.position),
                item=item.id,
                level=level.id,
                text=in_all(f"Does it as level {level.position} asks, for number {number}, with others and alone."),
            )
            for number, item in enumerate(items)
            for level in levels
        ),
        associations=tuple(
            Association(
                id=name("link", number, step),
                kind=AssociationKind.IS_RELATED_TO,
                origin=item.id,
                destination=items[(number + 7 * step) % size].id,
            )
            for number, item in enumerate(items)
            for step in range(1, 9)
        ),
        roles=tuple(
            JobRole(
                id=name("role", number),
                code=f"role-{number}",
                branch=Branch.EXECUTIVE,
                title=in_all(f"Role {number}"),
                requirements=tuple(
                    Requirement(item=items[(20 + number * 25 + place) % size].id, level=levels[place % 4].id)
                    for place in range(30)
                ),
            )
            for number in range(10)
        ),
    )


@functools.cache
def name(*words: object) -> str:

    return derive_identifier(CAPACITA, "benchmark", "library", *map(str, words))


def in_all(words: str) -> Any:
    """Return a text in English with a translation into each of the other languages."""
    texts = {tag: translated(f"{words} ({tag})", words, TextOrigin.MACHINE) for tag in LANGUAGES}
    return {**written(words), **texts}


def changes_of(base: Any, country: int, version: int) -> tuple[Any, ...]:
    """Return what a country changes up to a version, each version five Changes more than the one before."""
    found: list[Any] = []

    def change(kind: Any, target: str, **parts: Any) -> None:
        identifier = name("change", country, len(found))
        found.append(Change(id=identifier, kind=kind, target=target, reason=written("The law says it so."), **parts))

    items = base.items[12:]
    for step in range(version):
        first, second, third = (items[(country * 31 + step * 17 + place * 101) % len(items)] for place in range(3))
        for item in (first, second):
            after = write_localized(written(f"Does {item.code} as country {country} asks since version {step}."))
            change(ChangeKind.REWORD, item.id, before=write_localized(item.statement), after=after)
        words = third.title["en"].text
        sworn = {"sw": write_localized({"sw": translated("Umahiri", words, TextOrigin.HUMAN)})["sw"]}
        change(ChangeKind.TRANSLATE, third.id, part="title", language="sw", after=sworn["sw"])
        added = {
            "id": name("added", country, step),
            "kind": "competency",
            "code": f"N{step + 1}",
            "parent": base.items[step].id,
            "position": 900 + step,
            "title": write_localized(written(f"What country {country} needs besides, {step}")),
        }
        change(ChangeKind.ADD, added["id"], part="items", after=added)
    return tuple(found)


def fill(adaptations: int, versions: int, size: int) -> None:
    """Publish the base, then every version of every adaptation, as the site does when they are released."""
    seed_organisations()
    seed_frameworks()
    base = make_base(size)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    keeper = Organisation.objects.get(code=KEEPER)
    row = publish_framework(SYSTEM, organisation=keeper, framework=base, released_at=start)
    derived = DerivedFrom(id=base.id, version=base.version, digest=framework_digest(base))
    for country in range(adaptations):
        organisation = Organisation.objects.create(
            code=f"country-{country}", kind=OrganisationKind.COUNTRY, name=f"Country {country}", country="XA"
        )
        for version in range(1, versions + 1):
            adaptation = Adaptation(
                id=name("adaptation", country),
                code=f"adapted-{country}",
                title=written(f"The framework of country {country}"),
                language="en",
                version=f"{version}.0",
                status=FrameworkStatus.IMPLEMENTED,
                base=derived,
                changes=changes_of(base, country, version),
            )
            publish_adaptation(
                SYSTEM,
                organisation=organisation,
                base=row,
                adaptation=adaptation,
                released_at=start + timedelta(days=version),
                country="XA",
            )
        print(f"\r{country + 1} of {adaptations} adaptations", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    items = tuple(
        replace(item, statement=in_all(f"Does what number {number} asks for as of late, and tells others."))
        if number % 10 == 3
        else item
        for number, item in enumerate(base.items)
    )
    newer = replace(base, version="1.1", items=items)
    publish_framework(SYSTEM, organisation=keeper, framework=newer, released_at=start + timedelta(days=versions + 1))


def follow_newer_base() -> tuple[int, float]:
    """Do what the worker does when the newer base comes out; return for how many adaptations, and the CPU seconds."""
    begun = time.process_time()
    newest = FrameworkVersion.objects.filter(code=BASE).order_by("-released_at")[0]
    return keep_reports_against(newest), time.process_time() - begun


def count_bytes() -> dict[str, int]:
    """Return the bytes of the framework documents as they are kept, and as they would be whole."""
    digests = list(FrameworkManifest.objects.order_by("digest").values_list("digest", flat=True))
    sample = digests[:: max(1, len(digests) // 40)]
    sizes = [len(canonical_json(load_parted_values([found])[found])) for found in sample]

    def total(rows: Any, *fields: str) -> int:
        return sum(rows.aggregate(found=Sum(Length(field)))["found"] or 0 for field in fields)

    return {
        "versions": len(digests),
        "whole": round(len(digests) * sum(sizes) / len(sizes)),
        "parts": total(StoredPart.objects, "body"),
        "part rows": StoredPart.objects.count(),
        "manifests": total(FrameworkManifest.objects, "outline", "pieces", "items"),
        "adaptations": total(StoredDocument.objects.filter(format="capacita-adaptation/1"), "body"),
        "releases": total(StoredDocument.objects.filter(format="capacita-release/1"), "body"),
        "headings": total(KeptHeading.objects, "documents", "names"),
    }


def list_pages() -> dict[str, str]:
    """Return the address of each kind of page, with ``{n}`` for the number of a country and its framework's items."""
    return {
        "home": "/en/",
        "frameworks": "/en/framework/",
        "framework": "/en/framework/adapted-{n}/",
        "item": "/en/framework/adapted-{n}/1.7/",
        "earlier version": "/en/framework/adapted-{n}/?version=2.0",
        "versions": "/en/framework/adapted-{n}/versions/",
        "compare": "/en/framework/adapted-{n}/compare/",
        "compare with base": "/en/framework/adapted-{n}/compare/?from=base",
        "release": "/en/framework/adapted-{n}/release/",
        "downloads": "/en/framework/adapted-{n}/downloads/",
        "to read offline": "/en/framework/adapted-{n}/offline.html",
        "search": "/en/framework/adapted-{n}/search/?q=learns",
        "countries": "/en/countries/",
        "country": "/en/countries/country-{n}/",
        "country's framework": "/en/countries/country-{n}/framework/",
        "country's items": "/en/countries/country-{n}/framework/items/",
        "download": "/en/framework/adapted-{n}/framework.json",
        "crosswalks": "/en/crosswalks/",
        "identifier": "/id/{framework}/{item}",
        "CASE documents": "/ims/case/v1p1/CFDocuments",
        "CASE package": "/ims/case/v1p1/CFPackages/{framework}",
        "CASE item": "/ims/case/v1p1/CFItems/{item}",
        "API list": "/api/frameworks",
        "API framework": "/api/frameworks/adapted-{n}",
        "API item": "/api/frameworks/adapted-{n}/items/1.7",
    }


def forget() -> None:
    """Forget all that the process remembers of documents; the content packs are loaded when it starts."""
    forget_all()
    for name, module in list(sys.modules.items()):
        if not name.startswith("capacita.web."):
            continue
        for value in list(vars(module).values()):
            if isinstance(value, functools._lru_cache_wrapper) and value.__module__ != packs.__name__:
                value.cache_clear()


def list_working_pages(client: Client, number: int) -> dict[str, str]:
    """Sign somebody in who works on the framework of a country; return the addresses of a draft, a merge and the like."""
    organisation = Organisation.objects.get(code=f"country-{number}")
    email = f"focal@{organisation.code}.example"
    person = Person.objects.filter(email=email).first()
    if person is None:
        person = Person.objects.create_person(email=email, display_name="Focal", password=None)
        for role in (Role.FOCAL_POINT, Role.TRANSLATOR):
            Membership.objects.create(person=person, organisation=organisation, role=role.value)
    client.force_login(person)
    country, code = f"/en/countries/{organisation.code}/", f"adapted-{number}"
    if not BaseMerge.objects.filter(organisation=organisation).exists():
        client.post(f"{country}adapting/newer-base/{code}/")
        client.post(f"{country}adapting/continue/{code}/")
    merge = f"{country}adapting/merges/{BaseMerge.objects.get(organisation=organisation).pk}/"
    draft = AdaptationDraft.objects.filter(organisation=organisation)[0]
    home = f"{country}adapting/{draft.pk}/"
    conflicts = re.findall(rf'href="({merge}[0-9a-f-]{{36}}/)"', client.get(merge).content.decode())
    return {
        "own country": country,
        "drafts": f"{country}adapting/",
        "draft": home,
        "draft item": f"{home}items/{name('item', 40)}/",
        "reword": f"{home}items/{name('item', 40)}/reword/",
        "add an item": f"{home}add/",
        "levels of a draft": f"{home}levels/",
        "principles": f"{home}coverage/",
        "sentences": f"{home}sentences/",
        "preview": f"{home}preview/",
        "effect": f"{home}effect/",
        "before release": f"{home}release/",
        "merge": merge,
        **({"conflict": conflicts[0]} if conflicts else {}),
        "translations": f"/en/translating/{code}/",
        "translation": f"/en/translating/{code}/{LANGUAGE}/",
        "a text": f"/en/translating/{code}/{LANGUAGE}/texts/{translate_some(code, person)}/",
        "noticed": f"/en/translating/{code}/{LANGUAGE}/checks/",
        "glossary": f"/en/translating/{code}/{LANGUAGE}/terms/",
        "to be published": f"/en/translating/{code}/{LANGUAGE}/publish/",
        "links": f"/en/translating/{code}/{LANGUAGE}/links/",
    }


def translate_some(code: str, person: Person) -> str:
    """Translate most texts of a framework, none of which is published; return the key of one that is still to be done."""
    version = FrameworkVersion.objects.filter(code=code).order_by("-released_at")[0]
    texts = texts_of(version.digest, LANGUAGE).segments
    open_texts = list(texts)[TRANSLATED:]
    shared = {"organisation": version.organisation}
    translation, is_new = Translation.objects.get_or_create(code=code, language=LANGUAGE, defaults=shared)
    if is_new:
        seat = TranslationSeat.objects.create(**shared, translation=translation, person=person, name="Focal")
        TranslationStep.objects.bulk_create(
            TranslationStep(
                **shared,
                translation=translation,
                number=number,
                key=key,
                wording={
                    "text": f"Autrement dit : {segment.source}",
                    "origin": "human",
                    "of": text_digest(segment.source),
                },
                seat=seat,
                author_name=seat.name,
            )
            for number, (key, segment) in enumerate(list(texts.items())[:TRANSLATED], start=1)
        )
    return open_texts[0]


def measure(client: Client, address: str, countries: int, rounds: int) -> tuple[tuple[float, ...], int, int]:
    """Return the CPU seconds of a page with nothing remembered, cold and warm, its bytes, and its status.

    Each is the median over some countries of the best of three: what other guests of a machine take away comes and goes.
    """
    found: tuple[list[float], ...] = ([], [], [])
    size = status = 0
    for turn in range(rounds):
        number = (turn * 37 + 5) % countries
        framework = FrameworkVersion.objects.filter(code=f"adapted-{number}").values_list("framework_id", flat=True)[0]
        asked = address.format(n=number, framework=framework, item=name("added", number, 0))
        other = list_pages()["framework"].format(n=(number + 1) % countries)
        tries: tuple[list[float], ...] = ([], [], [])
        for _try in range(TRIES):
            for place, seconds in enumerate(tries):
                if place < 2:
                    forget()
                if place == 1:
                    client.get(other)
                gc.collect()
                begun = time.process_time()
                answer = client.get(asked)
                size, status = len(answer.content), answer.status_code
                seconds.append(time.process_time() - begun)
        for seconds, tried in zip(found, tries, strict=True):
            seconds.append(min(tried))
    return tuple(map(median, found)), size, status


FIRST_REQUEST = """
import time
from capacita.web.wsgi import application
from django.test import Client
loaded = time.process_time()
Client(headers={"host": "localhost"}).get("/en/framework/adapted-0/")
print(round(loaded * 1000), round((time.process_time() - loaded) * 1000))
"""


def ask_new_process() -> tuple[int, int]:
    """Return the CPU milliseconds in which a process loads the site, and then those of its very first request."""
    told = subprocess.run([sys.executable, "-c", FIRST_REQUEST], check=True, capture_output=True, text=True).stdout
    loaded, first = map(int, told.split())
    return loaded, first


def report(countries: int, rounds: int) -> Iterator[str]:
    """Yield the lines of both tables."""
    found = count_bytes()
    kept = found["parts"] + found["manifests"]
    yield f"{found['versions']} versions whole {found['whole'] / 1e6:.0f} MB; kept {kept / 1e6:.1f} MB"
    yield ", ".join(
        f"{key} {value / 1e6:.1f} MB" for key, value in found.items() if key not in ("versions", "part rows")
    )
    yield f"{found['part rows']} parts"
    loaded, first = ask_new_process()
    yield f"a process loads the site in {loaded} ms of CPU; its very first request, a framework, takes {first} ms"
    yield f"{'page':22} {'empty ms':>8} {'cold ms':>8} {'warm ms':>8} {'kB':>7}  status"
    client = Client(headers={"host": "localhost"})
    pages = {**list_pages(), **list_working_pages(worker := Client(headers={"host": "localhost"}), 5 % countries)}
    for kind, address in pages.items():
        times, size, status = measure(client if kind in list_pages() else worker, address, countries, rounds)
        told = " ".join(f"{seconds * 1000:8.1f}" for seconds in times)
        yield f"{kind:22} {told} {size / 1000:7.1f}  {status}"


def prepare() -> None:
    """Make the database and the static files, as a site does that starts."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def refresh() -> None:
    """Keep what pages ask, as a site does that starts with a new version of the program."""
    keep_what_pages_ask_of_newest()
    refresh_headings(list_shelved(SERVICE).versions)
