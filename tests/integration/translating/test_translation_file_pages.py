"""Files out and in through the pages: every format, a look before anything is kept, and what strangers send."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, override
from openpyxl import load_workbook

from capacita.framework.translation import list_segments
from capacita.framework.translation.files import read_translations
from capacita.web.accounts.seed import seed_organisations
from capacita.web.actors import Role
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.seed import seed_frameworks
from capacita.web.translating.forms import MAX_FILE_BYTES
from capacita.web.translating.models import TranslationStep
from lib.country_site import signed_in

pytestmark = pytest.mark.django_db
HOME = "/en/translating/unesco-2022/"
DESK = f"{HOME}pt/"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xliff version="1.2"><file>&b;</file></xliff>'


def steward(language: str = "pt") -> Client:
    seed_organisations()
    seed_frameworks()
    client = signed_in(FrameworkVersion.objects.get(code="unesco-2022").organisation, Role.STEWARD)
    client.post(HOME, {"language": language})
    return client


def file_of(client: Client, kind: str) -> bytes:
    answer = client.get(f"{DESK}files/{kind}/")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content


def send(client: Client, data: bytes, home: str = DESK, **fields: str) -> Any:
    file = io.BytesIO(data)
    file.name = "filled.bin"
    return client.post(f"{home}upload/", {"file": file, "made_by": "person", **fields})


def fill(kind: str, data: bytes) -> bytes:
    """Write two translations into a file as a translator would."""
    if kind == "po":
        return data.replace(b'msgid "Creativity"\nmsgstr ""', b'msgid "Creativity"\nmsgstr "Criatividade"')
    if kind == "translation-xlsx":
        book = load_workbook(io.BytesIO(data))
        for row in book.worksheets[0].iter_rows():
            if len(row) > 3 and row[2].value == "Creativity":
                row[3].value = "Criatividade"
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    if kind == "translation-docx":
        from docx import Document  # noqa: PLC0415 -- as a translator's own program

        document = Document(io.BytesIO(data))
        for table in document.tables:
            for row in table.rows:
                texts = [cell.text for cell in row.cells]
                if "Creativity" in texts:
                    row.cells[texts.index("Creativity") + 1].text = "Criatividade"
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    source = data.decode()
    start = source.index(">Creativity</source>") + len(">Creativity</source>")
    return (
        (source[:start] + "<target>Criatividade</target>" + source[start:])
        .replace('state="initial"', 'state="translated"')
        .encode()
    )


def test_filled_file_comes_back_after_a_look_and_is_taken_in_once() -> None:
    client = steward()
    for number, kind in enumerate(("xliff", "xliff2", "po", "translation-docx", "translation-xlsx")):
        if number:
            client.post(f"{DESK}undo/{2 * number - 1}/")
        _take_in_once(client, kind, number)


def _take_in_once(client: Client, kind: str, number: int) -> None:
    answer = send(client, fill(kind, file_of(client, kind)), translator="Ana Ruiz")
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    page = client.get(answer.url).content.decode()
    assert "Take in 1 text" in page
    assert "Criatividade" in page
    assert "Ana Ruiz" in page
    assert TranslationStep.objects.count() == 2 * number, "nothing is kept before it is confirmed"
    assert client.post(answer.url).url == DESK
    step = TranslationStep.objects.order_by("-number")[0]
    assert (step.wording["text"], step.wording["origin"]) == ("Criatividade", "human")
    assert (step.author_name, step.credit_name) == ("Ana Ruiz", "Ana Ruiz")
    assert client.post(answer.url).url == DESK, "a preview serves once; a second press of the button does no harm"
    assert TranslationStep.objects.count() == 2 * number + 1
    assert (
        "The file brings nothing new"
        in client.get(send(client, fill(kind, file_of(client, kind))).url).content.decode()
    )


@pytest.mark.parametrize("kind", ["translation-docx", "translation-xlsx"])
def test_tables_speak_the_language_of_the_translator_and_come_back_in_each(kind: str) -> None:
    client = steward()
    framework = load_framework(FrameworkVersion.objects.get(code="unesco-2022").digest)
    for tag in ("ar", "zh", "fr", "ru", "es", "pt"):
        client.post(HOME, {"language": tag})
        data = client.get(f"{HOME}{tag}/files/{kind}/").content
        file = read_translations(data)
        assert (file.language, file.framework, file.findings) == (tag, framework.id, ())
        assert len(file.units) == len(list_segments(framework, tag))
        said = everything_in(kind, data)
        # What the site does not speak is told in the language of the page.
        with override({"zh": "zh-hans", "pt": "en"}.get(tag, tag)):
            for words in ("Competency", "State"):
                assert gettext(words) in said, (tag, words)
        with override("ru"):
            assert (gettext("Competency") in said) == (tag == "ru")


def everything_in(kind: str, data: bytes) -> str:
    if kind == "translation-xlsx":
        sheets = load_workbook(io.BytesIO(data)).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def test_machine_file_counts_as_machine_and_names_nobody() -> None:
    client = steward()
    url = send(client, fill("po", file_of(client, "po")), made_by="machine", translator="Ana").url
    assert "machine translation that nobody has read" in client.get(url).content.decode()
    client.post(url)
    step = TranslationStep.objects.get()
    assert (step.wording["origin"], step.credit_name) == ("machine", "")


STRANGE = (
    (BOMB, "a document type or entities of its own"),
    (b"<html><body>no</body></html>", "its root is html"),
    (b"PK\x03\x04 broken", "no XLIFF, PO, Word or Excel"),
    (b"\x00\x01\x02", "no XLIFF, PO, Word or Excel"),
    (b'<?xml version="1.0"?><xliff version="1.2"><file', "cannot be read as XML"),
    (b"x" * (MAX_FILE_BYTES + 1), "Send it in parts"),
)


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b" " * (200 * 1024 * 1024))
    return out.getvalue()


def test_file_of_a_stranger_gets_one_clear_answer_and_keeps_nothing() -> None:
    client = steward()
    for data, words in (*STRANGE, (zip_bomb(), "")):
        answer = send(client, data)
        assert answer.status_code == 422, words
        assert words in answer.content.decode()
    answer = client.post(f"{DESK}upload/", {"made_by": ""})
    assert "Choose the file" in answer.content.decode()
    assert "Say whether a person or a machine translated" in answer.content.decode()
    assert not TranslationStep.objects.exists()


def test_preview_shows_what_is_replaced_and_what_a_program_notices() -> None:
    client = steward("ar")
    home = f"{HOME}ar/"
    book = load_workbook(io.BytesIO(client.get(f"{home}files/translation-xlsx/").content))
    sheet = book.worksheets[0]
    rows = {row[2].value: row for row in sheet.iter_rows() if len(row) > 3}
    rows["Creativity"][3].value, replaced = "12345", rows["Creativity"][3].value
    rows["Trust"][0].value, lost = "item", rows["Trust"][0].row
    sheet.delete_rows(rows["Curiosity"][0].row)
    out = io.BytesIO()
    book.save(out)
    page = client.get(send(client, out.getvalue(), home=home).url).content.decode()
    assert replaced in page.partition("In place of:")[2]
    assert "the number 12345 is in the translation, but not in the source" in page
    assert f"Line {lost}:" in page
    assert "The reference “item” of this row cannot be read" in page
    assert "Not in the file" in page


def test_many_remarks_of_one_sort_are_counted_and_not_all_shown() -> None:
    client = steward("ar")
    home = f"{HOME}ar/"
    file = client.get(f"{home}files/po/").content.decode()
    head, *entries = file.split('\nmsgstr "')
    data = '\nmsgstr "'.join(
        [head, *(entry.replace('"', ' 77"', 1) if entry[0] != '"' else entry for entry in entries)]
    )
    page = client.get(send(client, data.encode(), home=home).url).content.decode()
    assert page.count("the number 77 is in the translation") == 5
    assert "more of this sort" in page
    assert len(page) < 100_000


def test_name_chosen_for_credit_stands_in_the_form() -> None:
    client = steward()
    client.post(f"{DESK}name/", {"credit_name": "Ana Ruiz"})
    assert 'value="Ana Ruiz"' in client.get(f"{DESK}upload/").content.decode()


def test_file_that_names_its_translator_is_not_credited_to_whoever_sends_it() -> None:
    client = steward()
    client.post(f"{DESK}name/", {"credit_name": "Ana Ruiz"})
    filled = fill("po", file_of(client, "po"))
    named = filled.replace(b'"MIME-Version', b'"Last-Translator: Zed <zed@example.org>\\n"\n"MIME-Version', 1)
    for data, said, wanted in ((filled, "Ana Ruiz", "Ana Ruiz"), (named, "Ana Ruiz", "Zed"), (named, "Kim", "Kim")):
        page = client.get(send(client, data, translator=said).url).content.decode()
        assert f"Translated by <bdi>{wanted}</bdi>" in page
    assert "Translated by <bdi>" not in client.get(send(client, filled, translator="").url).content.decode()


def test_file_of_another_language_cannot_be_confirmed() -> None:
    client = steward()
    client.post(HOME, {"language": "ru"})
    url = send(client, fill("po", file_of(client, "po")), home=f"{HOME}ru/").url
    page = client.get(url).content.decode()
    assert "translates into Portuguese, not into Russian" in page
    assert "Take in" not in page
    client.post(url)
    assert not TranslationStep.objects.exists()


def test_file_of_another_framework_names_each_text_that_is_not_here() -> None:
    client = steward()
    client.post("/en/translating/public-service-levels/", {"language": "pt"})
    other = client.get("/en/translating/public-service-levels/pt/files/po/").content
    filled = other.replace(b'msgstr ""', b'msgstr "Outra coisa"').replace(b'msgid ""\nmsgstr "Outra coisa"', b'msgid ""\nmsgstr ""', 1)  # fmt: skip
    page = client.get(send(client, filled).url).content.decode()
    assert "made from another framework (AI and digital transformation" in page
    assert page.index("made from another framework") < page.index("Take in"), "told before it can be confirmed"
    assert "The framework has no text" in page


def test_text_translated_here_meanwhile_is_kept_and_told() -> None:
    client = steward()
    filled = fill("po", file_of(client, "po"))
    framework = load_framework(FrameworkVersion.objects.get(code="unesco-2022").digest)
    key = next(segment.key for segment in list_segments(framework, "pt") if segment.source == "Creativity")
    client.post(f"{DESK}texts/{key}/", {"text": "Inventividade", "revision": 0})
    page = client.get(send(client, filled).url).content.decode()
    assert "has been translated anew here" in page
    assert "The file brings nothing new" in page


def test_reviewer_of_a_file_is_a_second_person() -> None:
    client = steward()
    answer = send(client, fill("po", file_of(client, "po")), translator="Ana Ruiz", reviewer="ana ruiz")
    assert "A second person reviews" in answer.content.decode()
