"""An output comes back, with JavaScript off: the sheet of the kit with a fault in row 14, then the corrected one.

The organiser uses the private link, the steward the site. What was corrected is shown beside the output before; a long
letter is read line by line. The pages on the way have no finding of axe and do not scroll sideways at 320 pixels. The
country stands on a site of its own, so that no other test sees what is made here.
"""

import io
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lib.output_files import fill_kit_sheet, photograph
from lib.running_site import RunningSite, run_site
from lib.shared import ROOT

pytestmark = pytest.mark.browser
EMAIL, PASSWORD, TOKEN = "steward@belmara.example", "words-for-a-test-2026", "a-token-that-nobody-guesses-0009"
FOUND = f"""
import django; django.setup()
from datetime import date, timedelta
from capacita.vocabulary import written
from capacita.web.accounts.models import OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, VISITOR, Role, actor_for_person
from capacita.web.consultation.services import RequestDetails, publish_programme, submit_request
from capacita.web.consultation.steps import approve_request
from capacita.web.framework.models import FrameworkVersion
organisation = found_organisation(SYSTEM, code="belmara", kind=OrganisationKind.COUNTRY, name=written("Belmara", "fr"),
    country="XB", fictional=True)
person = Person.objects.create_person(email="{EMAIL}", display_name="Aline", password="{PASSWORD}")
give_membership(SYSTEM, person=person, organisation=organisation, role=Role.STEWARD)
programme = publish_programme(SYSTEM, organisation=organisation, code="belmara-call", title=written("Call of Belmara"),
    opens_on=date(2026, 1, 1), closes_on=None,
    framework_version=FrameworkVersion.objects.get(code="public-service-levels"))
today = date.today()
asked = submit_request(VISITOR, programme=programme, token="{TOKEN}", details=RequestDetails(held_on=today,
    held_on_words="", held_at="09:00, Nairobi time", stakeholders=("civil_servants",), audience="heads of offices",
    mode="offline", contact_name="Amal", contact_details="amal@example.org", output_due_on=today + timedelta(days=9),
    language="en"))
approve_request(actor_for_person(person), request_id=asked.pk, title="Meeting of district offices", language="en")
"""
POINTS = [
    "Forms break off on old telephones with a weak signal",
    "One telephone is used by a whole family",
    "Letters are written in words that nobody uses",
    "Offices close before the buses arrive",
    "Data of the same person is asked for three times",
    "Nobody says how long an answer takes",
    "Training is held in the capital alone",
    "Young colleagues know tools that are forbidden",
    "Signs at the counter are only in one language",
    "The archive is on paper and damp",
    "Complaints are answered by the one complained of",
    "A mistake in a name takes a year to correct",
    "Leaders never see the counter",
    "Results of surveys stay in the drawer",
]


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site without the demonstration, with one consultation in the calendar."""
    with run_site(tmp_path_factory.mktemp("home"), demo=False) as running:
        environment = {
            **os.environ, "CAPACITA_HOME": str(running.home), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "capacita.web.settings",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", FOUND], check=True, env=environment, cwd=ROOT)
        yield running


def attach(page: Page, data: bytes, name: str = "output.xlsx", field: str = "sheet") -> None:
    page.locator(f"input[name={field}]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def send_sheet(page: Page, data: bytes) -> None:
    page.get_by_role(
        "link", name=re.compile("Send the (corrected sheet|output)|Correct the output|^Back$")
    ).first.click()
    attach(page, data)
    page.get_by_role("button", name="Read it").click()


def test_output_with_a_fault_in_row_14_is_corrected_and_accepted(own_site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    home = f"{own_site.address}/en/consultations/requests/{TOKEN}/"
    page.goto(home)
    kit = context.request.get(f"{home}kit.zip").body()
    with zipfile.ZipFile(io.BytesIO(kit)) as package:
        sheet = package.read(next(name for name in package.namelist() if name.endswith(".xlsx")))
    send_sheet(page, fill_kit_sheet(sheet, POINTS, Verdict_14="perhaps"))
    expect(page.get_by_text("Table Contributions, row 14, column “Verdict”")).to_be_visible()
    expect(page.get_by_role("heading", name="13 points")).to_be_visible()
    address = page.url

    send_sheet(page, fill_kit_sheet(sheet, POINTS))
    expect(page.get_by_role("heading", name="14 points")).to_be_visible()
    page.get_by_role("button", name="Accept it").click()
    expect(page.get_by_text("Thank you. The output has arrived")).to_be_visible()
    page.goto(home)
    expect(page.get_by_role("heading", name="Your request Output received")).to_be_visible()

    send_sheet(page, fill_kit_sheet(sheet, [*POINTS[:12], f"{POINTS[12]} at work", "Travel is not paid back"]))
    expect(page.get_by_text("1 point added · 1 changed · 1 taken out · 12 as before")).to_be_visible()
    page.get_by_role("button", name="Accept it").click()

    page.goto(f"{own_site.address}/en/sign-in/")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.goto(f"{own_site.address}/en/consultations/work/")
    page.get_by_role("link", name="Meeting of district offices").last.click()
    page.get_by_role("link", name="Output", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("Download the file as it came"))).to_have_count(3)
    read_letter(page)
    page.goto(re.sub("output/.*", "", page.url))
    page.get_by_label("The output is accepted").check()
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("link", name="See it in the calendar").click()
    for text in (POINTS[0], f"{POINTS[12]} at work", "Travel is not paid back", "Nobody told us of the call."):
        expect(page.get_by_text(text)).to_be_visible()
    expect(page.get_by_text(POINTS[13])).to_have_count(0)
    look_at_pages(browser, own_site.address, [address, home + "output/"])
    context.close()


def read_letter(page: Page) -> None:
    """Type in a letter for somebody else, and take a point out of it."""
    page.get_by_role("link", name="Photographs, minutes or a long letter").click()
    page.get_by_label("Text").fill("Dear all,\nNobody told us of the call.\nYours")
    page.get_by_label(re.compile("^Typed by")).fill("secretariat")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Accept it").click()
    page.get_by_role("link", name="Take points out of it").click()
    page.get_by_label(re.compile("^From line")).fill("2")
    page.get_by_label("Add something new").check()
    page.get_by_label("Yes, without saying who said it").check()
    page.get_by_label(re.compile("^Typed by")).fill("secretariat")
    page.get_by_role("button", name="Take this point").click()
    expect(page.get_by_text("lines 2 to 2")).to_be_visible()


def look_at_pages(browser: Browser, address: str, found: list[str]) -> None:
    """Look at the organiser's pages in three languages: nothing for axe to find, nothing wider than a telephone."""
    output = f"{address}/en/consultations/requests/{TOKEN}/output/"
    paths = [
        *found,
        *(f"{output}{part}/" for part in ("report", "form/about", "form/people", "form/points", "form/quotes")),
    ]
    axe, faults = Axe(), []
    for language in ("en", "fr", "ar"):
        context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
        page = context.new_page()
        for path in paths:
            page.goto(path.replace("/en/", f"/{language}/"))
            assert page.locator("h1").count() == 1, path
            width = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{language} {path}: {width} wide"] if width > 320 else []
            result: Any = axe.run(page)
            faults += [
                f"{language} {path}: {entry['id']} {entry['nodes'][0]['html'][:120]}"
                for entry in result.response["violations"]
            ]
        context.close()
    assert faults == []


def test_page_without_a_network_keeps_what_is_written_and_sends_it_once(
    own_site: RunningSite, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context()
    output = f"{own_site.address}/en/consultations/requests/{TOKEN}/output/"
    file = tmp_path / "output.html"
    file.write_bytes(context.request.get(f"{output}offline.html").body())
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[name='verdict-1']").select_option("new")
    page.locator("[name='text-1']").fill("A language for each counter")
    page.reload()
    expect(page.locator("[name='text-1']")).to_have_value("A language for each counter")
    context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("There is no network")
    context.set_offline(False)
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    first = page.url
    page.goto(file.as_uri())
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    assert page.url == first
    context.close()


def test_200_megabytes_are_refused_in_words(own_site: RunningSite) -> None:
    address = f"{own_site.address}/en/consultations/requests/{TOKEN}/output/"
    body = (b"x" * (1024 * 1024) for _ in range(200))
    request = urllib.request.Request(
        address,
        data=body,
        headers={"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(200 * 1024**2)},
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    assert refused.value.code == 413
    assert "larger than 12 megabytes" in refused.value.read().decode()


def test_photograph_sent_by_telephone_arrives(own_site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{own_site.address}/en/consultations/requests/{TOKEN}/output/report/")
    attach(page, photograph(), "sheet.png", "file")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("was removed before it was kept")).to_be_visible()
    context.close()
