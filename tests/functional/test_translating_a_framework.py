"""A country's framework is translated into Arabic, with JavaScript off, by somebody who has no account.

A focal point makes a private link; the translator works through it, takes home a file and sends it back, and chooses to
be named; a text whose source has changed is put right; a second person confirms; what is published shows both. The
country stands on a site of its own, so that no other test sees what is made here.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lib.running_site import RunningSite, run_site
from lib.shared import ROOT

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "focal@belmara.example", "words-for-a-test-2026"
CODE = "belmara"
TEXT = "الإبداع في خدمة الناس"
FOUND = f"""
import django; django.setup()
from dataclasses import replace
from django.utils import timezone
from capacita.framework.changes import Adaptation, Change, ChangeKind
from capacita.framework.model import DerivedFrom, FrameworkStatus
from capacita.vocabulary import derive_identifier, written
from capacita.web.accounts.models import OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, Role
from capacita.web.documents.store import load_framework
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_adaptation
organisation = found_organisation(SYSTEM, code="{CODE}", kind=OrganisationKind.COUNTRY, name=written("Belmara", "fr"),
    country="XB", fictional=True)
person = Person.objects.create_person(email="{EMAIL}", display_name="Aline Doré", password="{PASSWORD}")
give_membership(SYSTEM, person=person, organisation=organisation, role=Role.FOCAL_POINT)
row = FrameworkVersion.objects.get(code="unesco-2022")
base = load_framework(row.digest)
codes = {{item.code: item for item in base.items}}
# A statement whose Arabic was made from a wording that the country has changed since.
old = codes["A2"].statement
new = {{**written("Trying what nobody has tried, with those whom it serves."), "ar": old["ar"]}}
change = Change(id=derive_identifier(base.id, "change"), kind=ChangeKind.REWORD, target=codes["A2"].id,
    before=write_localized(old), after=write_localized(new), reason=written("Our law says so."))
made = Adaptation(id=derive_identifier(base.id, "belmara"), code="{CODE}", title=written("Skills of Belmara"),
    language="en", version="1.0.0", status=FrameworkStatus.DRAFT, licence=base.licence, changes=(change,),
    base=DerivedFrom(id=base.id, version=base.version, digest=row.digest))
publish_adaptation(SYSTEM, organisation=organisation, base=row, adaptation=made, released_at=timezone.now())
"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site without the demonstration, with one country, its framework and its focal point."""
    with run_site(tmp_path_factory.mktemp("home"), demo=False) as running:
        environment = {
            **os.environ, "CAPACITA_HOME": str(running.home), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "capacita.web.settings",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", FOUND], check=True, env=environment, cwd=ROOT)
        yield running


def somebody(browser: Browser) -> Page:
    return browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}, accept_downloads=True
    ).new_page()


def make_link(page: Page, desk: str, name: str, purpose: str) -> str:
    page.goto(f"{desk}links/")
    page.get_by_label("Who is it for?").fill(name)
    page.get_by_label(purpose, exact=True).check()
    page.get_by_role("button", name="Make the link").click()
    return page.locator(".notice code").inner_text().strip()


def test_translator_without_account_translates_and_is_credited(
    own_site: RunningSite, browser: Browser, tmp_path: Path
) -> None:
    focal = somebody(browser)
    focal.goto(f"{own_site.address}/en/sign-in/")
    focal.get_by_label("E-mail address").fill(EMAIL)
    focal.get_by_label("Password").fill(PASSWORD)
    focal.get_by_role("button", name="Sign in", exact=True).click()
    focal.goto(f"{own_site.address}/en/framework/{CODE}/")
    focal.get_by_role("link", name="Translate it").click()
    focal.get_by_role("button", name="Begin with Arabic").click()
    expect(focal.get_by_role("heading", level=1)).to_have_text("Translation into Arabic")
    desk = focal.url
    there = make_link(focal, desk, "Amal Haddad", "Translate")
    reviewing = make_link(focal, desk, "Idris Nasser", "Translate, and confirm what others translated")

    translator = somebody(browser)
    translator.goto(there.replace("/en/", "/ar/"))
    assert translator.locator("html").get_attribute("dir") == "rtl"
    translator.goto(there)
    translator.get_by_role("link", name=re.compile(r"^Source has changed \(1\)")).click()
    translator.get_by_role("link", name=re.compile("^Trying what nobody has tried")).click()
    expect(translator.locator("ins").first).to_be_visible()
    box = translator.get_by_label("Translation", exact=True)
    assert (box.get_attribute("lang"), box.get_attribute("dir")) == ("ar", "rtl")
    box.fill("تجربة ما لم يجربه أحد، مع الذين تخدمهم التجربة.")
    translator.get_by_role("button", name="It fits the source as it is now").click()
    expect(translator.get_by_text("Saved.")).to_be_visible()
    translator.goto(there)
    expect(translator.get_by_text("Source has changed (0)")).to_be_visible()
    translator.get_by_role("link", name="Creativity", exact=True).click()
    translator.get_by_label("Translation", exact=True).fill(TEXT)
    translator.get_by_role("button", name="Save and go on").click()

    translator.goto(there)
    with translator.expect_download() as download:
        translator.get_by_role("link", name="XLIFF 1.2").click()
    filled = tmp_path / "filled.xlf"
    text = download.value.path().read_text(encoding="utf-8")
    start = text.index("<target", text.index(">Curiosity</source>"))
    end = text.index("</target>", start)
    said = text[text.rindex("<trans-unit", 0, start) : end]
    filled.write_text(
        text[: text.rindex("<trans-unit", 0, start)]
        + re.sub(r"<target[^>]*>.*", '<target xml:lang="ar" state="translated">حب الاستطلاع', said, flags=re.DOTALL)
        + text[end:],
        encoding="utf-8",
    )
    translator.get_by_role("link", name="Send in a filled file").click()
    translator.get_by_label("The filled file").set_input_files(filled)
    translator.get_by_label("A person").check()
    translator.get_by_label("Name of the translator").fill("Amal H.")
    translator.get_by_role("button", name="Look at what it brings").click()
    expect(translator.get_by_text("حب الاستطلاع")).to_be_visible()
    translator.get_by_role("button", name="Take in 1 text").click()
    expect(translator.get_by_text("1 text taken in.")).to_be_visible()
    translator.get_by_role("link", name="Choose whether you are named").click()
    translator.get_by_label("Your name").fill("Amal H.")
    translator.get_by_role("button", name="Save").click()

    reviewer = somebody(browser)
    reviewer.goto(reviewing)
    reviewer.get_by_role("link", name="Creativity", exact=True).click()
    reviewer.get_by_role("button", name="Confirm what stands").click()
    reviewer.goto(reviewing)
    expect(reviewer.get_by_text("Reviewed (1)")).to_be_visible()
    look_at(browser, [there, reviewing, *(f"{there}{page}" for page in ("upload/", "name/"))])

    focal.goto(desk)
    focal.get_by_role("link", name="Publish").click()
    expect(focal.get_by_text("Amal H.").first).to_be_visible()
    focal.get_by_role("button", name="Publish translations").click()
    reader = somebody(browser)
    reader.goto(f"{own_site.address}/ar/framework/{CODE}/")
    expect(reader.get_by_text(TEXT).first).to_be_visible()
    expect(reader.get_by_text("حب الاستطلاع").first).to_be_visible()
    reader.goto(f"{own_site.address}/en/framework/{CODE}/")
    expect(reader.get_by_text("Amal H.")).to_be_visible()
    pages = ("", "checks/", "terms/", "links/", "upload/", "publish/", "?state=translated")
    look_at(browser, [f"{desk}{page}" for page in pages], focal.context)
    for page in (focal, translator, reviewer, reader):
        page.context.close()


def look_at(browser: Browser, addresses: list[str], signed_in: BrowserContext | None = None) -> None:
    """See that pages have no finding of axe and no sideways scroll, in English and in Arabic."""
    context = browser.new_context(
        viewport={"width": 320, "height": 700},
        bypass_csp=True,
        storage_state=signed_in.storage_state() if signed_in else None,
    )
    page, axe, findings = context.new_page(), Axe(), []
    for address in [one.replace("/en/", f"/{tag}/") for one in addresses for tag in ("en", "ar")]:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.locator("h1").count() == 1, address
        findings += [
            f"{address}: {entry['id']} {entry['nodes'][0]['html'][:120]}"
            for entry in axe.run(page).response["violations"]
        ]
    context.close()
    assert findings == []
