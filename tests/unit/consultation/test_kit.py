"""The kit: complete, printable without a network, the same bytes each time, and readable when it comes back."""

import dataclasses
import io
import re
import zipfile
from html.parser import HTMLParser

import pytest

from capacita.consultation import KIT_TEXTS_FORMAT, REQUEST_FORMAT, KitPart
from capacita.consultation.kit.files import assemble_kit, derive_consultation_id, summarise_framework, zip_kit
from capacita.consultation.output.reading import read_output
from capacita.content import read_content
from capacita.framework import ADAPTATION_FORMAT, FRAMEWORK_FORMAT, apply_adaptation
from capacita.vocabulary import Refusal, plain_text, written

NAMES = [
    "README.txt",
    "briefing.html",
    "briefing.txt",
    "brochure.html",
    "draft.html",
    "consent.html",
    "notes.html",
    "output-form.html",
    "output-sheet.xlsx",
    "output-sheet.csv",
]


@pytest.fixture(name="request_document", scope="module")
def request_of_almara():
    return REQUEST_FORMAT.read_whole(read_content("demo-consultation/request.json"))


@pytest.fixture(name="texts", scope="module")
def our_texts():
    return KIT_TEXTS_FORMAT.read_whole(read_content("facilitator-kit/kit.json"))


@pytest.fixture(name="framework", scope="module")
def framework_with_levels():
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    levels = ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    return apply_adaptation(framework, levels)


@pytest.fixture(name="kit", scope="module")
def kit_of_almara(request_document, texts, framework):
    return {file.name: file.data for file in assemble_kit(request_document, summarise_framework(framework), texts)}


def test_assemble_kit_has_every_file(kit):
    assert list(kit) == NAMES


def test_assemble_kit_twice_same_bytes(request_document, texts, framework, kit):
    again = assemble_kit(request_document, summarise_framework(framework), texts)
    assert {file.name: file.data for file in again} == kit
    package = zip_kit(again)
    assert package == zip_kit(again)
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_assemble_kit_says_what_the_request_says(kit):
    briefing = kit["briefing.txt"].decode()
    words = " ".join(briefing.split())
    for said in ("National consultation of Almara, Lumen City", "14 April 2026", "09:00–12:30 UTC", "28 April 2026"):
        assert said in words
    assert "Almara School of Public Administration" in words
    assert not re.search(r"\{[a-z_]+\}", briefing + kit["briefing.html"].decode() + kit["notes.html"].decode())


def test_assemble_kit_hands_on_no_contact(kit):
    assert not any(b"consultation@almara.example" in data for data in kit.values())


@pytest.mark.parametrize("name", ["briefing.html", "draft.html", "notes.html", "briefing.txt", "README.txt"])
def test_assemble_kit_every_page_bears_the_notice(kit, name):
    assert "Not an official UNESCO, ITU or Broadband Commission text" in " ".join(kit[name].decode().split())


@pytest.mark.parametrize("name", ["briefing.html", "draft.html", "notes.html"])
def test_assemble_kit_pages_need_no_network(kit, name):
    page = kit[name].decode()
    assert not re.search(r"<(?:script|link|img|iframe)\b|https?://|url\(|@import", page)
    assert '<html lang="en" dir="ltr">' in page
    assert page.count("<h1>") == 1
    HTMLParser().feed(page)


def test_assemble_kit_draft_lists_every_competency(kit, framework):
    page = kit["draft.html"].decode()
    for item in framework.items:
        if item.kind in ("competency", "attitude", "domain"):
            assert f">{item.code}<" in page
            assert plain_text(item.statement, "en").replace("'", "&#x27;") in page


def test_assemble_kit_sheet_knows_its_consultation(kit, request_document, framework):
    items = {item.code: item.id for item in framework.items}
    for name in ("output-sheet.xlsx", "output-sheet.csv"):
        report = read_output(kit[name], items=items)
        assert report.findings == ()
        assert report.output.consultation == derive_consultation_id(request_document.request.id)
        assert report.output.framework_version == framework.version


def test_assemble_kit_text_of_a_request_is_escaped(request_document, framework, texts):
    hostile = dataclasses.replace(
        request_document,
        request=dataclasses.replace(request_document.request, title=written("<script>alert(1)</script> {date}")),
    )
    pages = assemble_kit(hostile, summarise_framework(framework), texts)
    assert not any(b"<script" in file.data for file in pages if file.name.endswith(".html"))
    assert b"{date}" in pages[0].data  # what a request says is never filled in again


def test_assemble_kit_unknown_token_is_refused(request_document, framework, texts):
    texts = dataclasses.replace(texts, parts=(KitPart(code="a", title="{weather}"),))
    with pytest.raises(Refusal) as refusal:
        assemble_kit(request_document, summarise_framework(framework), texts)
    assert refusal.value.code == "KIT_TOKEN_UNKNOWN"


def test_assemble_kit_without_a_title_is_refused(request_document, framework, texts):
    untitled = dataclasses.replace(request_document, request=dataclasses.replace(request_document.request, title={}))
    with pytest.raises(Refusal) as refusal:
        assemble_kit(untitled, summarise_framework(framework), texts)
    assert refusal.value.code == "KIT_TITLE_MISSING"


def test_assemble_kit_of_another_framework_version_is_refused(request_document, framework, texts):
    later = dataclasses.replace(framework, version="9.0.0")
    with pytest.raises(Refusal) as refusal:
        assemble_kit(request_document, summarise_framework(later), texts)
    assert refusal.value.code == "KIT_OTHER_FRAMEWORK"
