"""Taking a framework away: every format with its words, each file whole, and what a licence does not allow."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.exchange.formats import FORMATS, read_any
from capacita.framework.model import FRAMEWORK_FORMAT
from capacita.vocabulary import digest
from capacita.web.accounts.models import Organisation
from capacita.web.accounts.seed import KEEPER
from capacita.web.actors import Role
from capacita.web.framework.file_presenters import FORMATS_IN_WORDS, SHELVES
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.queries import framework_of
from capacita.web.patterns.templatetags.capacita_ui import file_size
from lib.country_site import signed_in
from lib.framework_site import changed, deep_framework, publish, seeded
from lib.moodle_importer import import_framework

pytestmark = pytest.mark.django_db
PAGE = "/en/framework/{}/downloads/"
FILE = "/en/framework/{}/files/{}"


def links_of(page: str) -> list[str]:
    return [address.replace("&amp;", "&") for address in re.findall(r'href="(/en/framework/[^"]+/files/[^"]+)"', page)]


def row_of(page: str, name: str) -> str:
    """Return what the page says of the links of a format."""
    return page.split(f'<li id="{name}">')[1].split("</li>", maxsplit=1)[0].split('<p class="downloads">')[1]


def test_every_written_format_has_its_words_and_a_shelf() -> None:
    written = {name for name, entry in FORMATS.items() if entry.write}
    assert FORMATS_IN_WORDS.keys() == written
    shelved = [name for _, _, names in SHELVES for name in names]
    assert sorted(shelved) == sorted(written)
    for name in written:
        words = FORMATS_IN_WORDS[name]
        loses = bool(FORMATS[name].fidelity.losses) or name == "ctdl-asn"
        assert words.lost.startswith("Nothing is left out") != loses, name


def test_page_tells_every_format_with_its_languages() -> None:
    seeded()
    page = Client().get(PAGE.format("public-service-levels")).content.decode()
    links = links_of(page)
    told = {link.split("/files/")[1].split("?")[0] for link in links}
    assert told == {name for name, entry in FORMATS.items() if entry.write} - {"digcomp-jsonld", "direct"}
    assert "/en/framework/public-service-levels/files/moodle-csv?language=ar" in links
    assert "/en/framework/public-service-levels/files/skos-ttl" in links
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in page
    assert "Whatever is made from it carries the same licence on." in page
    assert re.search(r"<textarea[^>]+readonly[^>]*>“[^<]+version [^<]+</textarea>", page)


def test_every_link_of_the_page_gives_a_file_of_its_kind() -> None:
    seeded()
    page = Client().get(PAGE.format("public-service-levels")).content.decode()
    names = set()
    for link in links_of(page):
        answer = Client().get(link)
        name = link.split("/files/")[1].split("?")[0]
        assert answer.status_code == 200, link
        assert answer["Content-Type"].split(";")[0] == FORMATS[name].media_type
        file_name = re.fullmatch(r'attachment; filename="([\w.-]+)"', answer["Content-Disposition"])
        assert file_name, answer["Content-Disposition"]
        assert file_name[1].endswith(FORMATS[name].suffix)
        assert file_name[1] not in names
        names.add(file_name[1])
        if FORMATS[name].media_type.endswith(("sheet", "document")):
            assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
        elif FORMATS[name].media_type == "application/json":
            json.loads(answer.content)


def test_adaptation_goes_out_for_moodle_and_as_case() -> None:
    seeded()
    row = FrameworkVersion.objects.select_related("base").get(code="public-service-levels")
    framework = framework_of(row)
    for language in ("en", "fr"):
        answer = Client().get(FILE.format(row.code, "moodle-csv"), {"language": language})
        made = import_framework(answer.content)
        assert made.passed_over == []
        assert {entry.exported for entry in made.created} == {item.id for item in framework.items}
        assert f"-moodle-{language}.csv" in answer["Content-Disposition"]
    package = json.loads(Client().get(FILE.format(row.code, "case")).content)
    assert len(package["CFItems"]) == len(framework.items)
    assert package["CFDocument"]["identifier"] == framework.id
    assert row.base is not None
    before = {item.id for item in framework_of(row.base).items}
    for item in package["CFItems"]:
        own = item.get("extensions", {}).get("sourceItemIdentifier", item["identifier"])
        assert own in before or own in {entry.id for entry in framework.items}


def test_file_is_that_of_the_version_asked_for_and_reads_back() -> None:
    publish(deep_framework(), 1)
    publish(changed(deep_framework(), "2.0"), 2)
    old = Client().get(FILE.format("deep", "skos-ttl"), {"version": "1.0"})
    assert 'filename="deep-1.0-skos-ttl.ttl"' in old["Content-Disposition"]
    _, read = read_any(old.content)
    assert read.framework == deep_framework()
    page = Client().get(PAGE.format("deep"), {"version": "1.0"}).content.decode()
    assert "This is an old version: 1.0" in page
    assert "/en/framework/deep/files/skos-ttl?version=1.0" in links_of(page)


def test_size_is_told_once_it_is_known_and_the_file_is_made_once() -> None:
    publish(deep_framework())
    assert 'muted">' not in row_of(Client().get(PAGE.format("deep")).content.decode(), "md")
    first = Client().get(FILE.format("deep", "md"))
    page = Client().get(PAGE.format("deep")).content.decode()
    told = re.search(r"files/md\?language=en.*?muted\">([\d.]+\xa0kB)<", page, re.DOTALL)
    assert told
    assert Client().get(FILE.format("deep", "md"), {"language": "en"}).content == first.content
    assert told[1] == file_size(len(first.content))


def test_unknown_format_and_language_are_answered_in_words() -> None:
    publish(deep_framework())
    for name in ("docx", "digcomp-jsonld", "roles-matrix"):
        answer = Client().get(FILE.format("deep", name))
        assert answer.status_code == 409
        assert "Choose one from its page of downloads." in answer.content.decode()
    answer = Client().get(FILE.format("deep", "moodle-csv"), {"language": "ru"})
    assert "has no text in ru" in answer.content.decode()
    assert Client().get(PAGE.format("nowhere")).status_code == 404


def test_what_may_not_be_passed_on_is_refused_but_to_its_own_organisation() -> None:
    publish(replace(deep_framework(), licence="All rights reserved"))
    page = Client().get(PAGE.format("deep")).content.decode()
    assert links_of(page) == []
    assert "which does not let it be passed on" in page
    for address in (
        FILE.format("deep", "moodle-csv"),
        FILE.format("deep", "capacita"),
        "/en/framework/deep/framework.json",
    ):
        answer = Client().get(address)
        assert answer.status_code not in (200, 500), address
        assert "Ask its owner for leave" in answer.content.decode()
    keeper = Organisation.objects.get(code=KEEPER)
    steward = signed_in(keeper, Role.STEWARD)
    told = {
        link.split("/files/")[1].split("?")[0] for link in links_of(steward.get(PAGE.format("deep")).content.decode())
    }
    assert told == {"capacita", "xliff", "xliff2", "po", "translation-docx", "translation-xlsx"}
    assert Client().get(f"/id/{deep_framework().id}", headers={"accept": "text/turtle"}).status_code == 409
    kept = FRAMEWORK_FORMAT.read_whole(steward.get(FILE.format("deep", "capacita")).content)
    assert kept.licence == "All rights reserved"


def test_whole_document_is_the_one_that_digests_are_checked_against() -> None:
    row = publish(deep_framework())
    file = Client().get(FILE.format("deep", "capacita"))
    assert digest(json.loads(file.content)) == row.digest
    assert file.content == Client().get("/en/framework/deep/framework.json").content


def test_page_is_read_with_few_queries() -> None:
    publish(deep_framework())
    Client().get(PAGE.format("deep"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get(PAGE.format("deep"))
    assert len(asked) == 1
