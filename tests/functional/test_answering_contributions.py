"""Two contributions become changes, a third is declined with its reason, and the public page shows all three.

With JavaScript off, by one person who is steward and focal point of a country on a site of its own; then a visitor
reads the answers in English and Arabic, and axe reads every page on the way.
"""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lib.running_site import RunningSite, run_site
from lib.shared import ROOT

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "steward@cesmara.example", "words-for-a-test-2026"
WORK = "consultations/work/synthesis/cesmara-call/"
FOUND = f"""
import django; django.setup()
from datetime import date
from capacita.vocabulary import written
from capacita.web.accounts.models import OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, Role
from capacita.web.consultation.services import publish_consultation, publish_contribution, publish_programme
from capacita.web.framework.models import FrameworkVersion
organisation = found_organisation(SYSTEM, code="cesmara", kind=OrganisationKind.COUNTRY, name=written("Cesmara"),
    country="XC", fictional=True)
person = Person.objects.create_person(email="{EMAIL}", display_name="Ilse Tomar", password="{PASSWORD}")
for role in (Role.STEWARD, Role.FOCAL_POINT):
    give_membership(SYSTEM, person=person, organisation=organisation, role=role)
version = FrameworkVersion.objects.get(code="public-service-levels")
programme = publish_programme(SYSTEM, organisation=organisation, code="cesmara-call", title=written("Call of Cesmara"),
    opens_on=date(2026, 1, 1), framework_version=version)
meeting = publish_consultation(SYSTEM, programme=programme, slug="cesmara-north", title=written("Offices of the north"),
    starts_on=date(2026, 4, 14), ends_on=date(2026, 4, 14), precision="day", status="accepted",
    participation={{"participants": 14}})
for number, code, words, suggested in (
    (1, "1.1", "Say that it is done with those whom it serves.", "Designs services with those whom they serve."),
    (2, "1.2", "It should name small offices.", "Plans for small offices as for large ones."),
    (3, "2.1", "Every office needs a robot.", ""),
):
    publish_contribution(SYSTEM, consultation=meeting, number=number, item_code=code, verdict="change",
        text=written(words), suggested=written(suggested) if suggested else {{}}, speaker="civil_servants", may_quote=True)
"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site without the demonstration, with one country and what was said in one of its meetings."""
    with run_site(tmp_path_factory.mktemp("home"), demo=False) as running:
        environment = {
            **os.environ, "CAPACITA_HOME": str(running.home), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "capacita.web.settings",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", FOUND], check=True, env=environment, cwd=ROOT)
        yield running


def make_the_change(page: Page, number: int) -> None:
    page.get_by_role("link", name=f"Contribution {number}", exact=True).click()
    page.get_by_role("link", name="Make the change").click()
    if page.get_by_role("button", name="Open a draft").count():
        page.get_by_role("button", name="Open a draft").click()
    assert page.get_by_label("New text").input_value() != ""  # what was suggested
    page.get_by_role("button", name="Put it into the draft").click()
    expect(page.get_by_text("with this contribution as evidence")).to_be_visible()


def test_two_become_changes_and_a_third_is_declined_in_public(own_site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{own_site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{own_site.address}/en/consultations/work/")
    page.get_by_role("link", name="Read together what was said").click()
    page.get_by_role("link", name="Call of Cesmara").click()

    page.get_by_label("Propose for contribution 1").select_option(label="Take it up")
    page.get_by_label("Propose for contribution 2").select_option(label="Take it up in part")
    page.get_by_label("Propose for contribution 3").select_option(label="Do not take it up")
    page.get_by_label("Reason for all those chosen below").fill("Several offices asked for it.")
    page.get_by_label("Its own reason, contribution 3").fill("A framework names skills, no machines.")
    page.get_by_role("button", name="Propose all that are chosen").click()
    expect(page.get_by_text("3 proposals are kept.")).to_be_visible()

    answers = f"{own_site.address}/en/consultations/programmes/cesmara-call/answers/"
    visitor = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    visitor.goto(answers)
    expect(visitor.get_by_text("3 points are not decided yet.")).to_be_visible()
    assert "no machines" not in visitor.content()

    page.get_by_role("link", name="Decisions", exact=True).click()
    for number in (1, 2, 3):
        page.get_by_role("checkbox", name=f"Contribution {number}").check()
    page.get_by_label("Who decided").fill("Council of digital offices")
    for part, value in (("Day", "12"), ("Month", "5"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Where the minutes are").fill("Minutes 2026/3, item 4")
    page.get_by_role("button", name="Record and publish the decisions").click()
    expect(page.get_by_text("3 decisions are recorded.")).to_be_visible()

    for number in (1, 2):
        page.goto(f"{own_site.address}/en/{WORK}")
        make_the_change(page, number)
    page.goto(f"{own_site.address}/en/countries/cesmara/adapting/")
    page.get_by_role("link", name="Cesmara: ").click()
    release = page.url + "release/"
    page.goto(release)
    page.get_by_role("button", name="Release").click()

    visitor.goto(answers)
    for words in ("A framework names skills, no machines.", "Council of digital offices", "Minutes 2026/3, item 4"):
        expect(visitor.get_by_text(words).first).to_be_visible()
    assert visitor.get_by_text("Definition reworded").count() == 2
    assert visitor.get_by_role("link", name="1.0.0").count() == 2
    for tongue in ("en", "ar"):
        visitor.goto(answers.replace("/en/", f"/{tongue}/"))
        assert visitor.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_the_workbench_has_a_finding_of_axe(own_site: RunningSite, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{own_site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{own_site.address}/en/{WORK}")
    said = page.locator(".said h2 a").first.get_attribute("href") or ""
    pages = ["", "items/", "items/1.1/", "themes/", "coding/", "divergence/", "decisions/"]
    there = [f"/{language}/{WORK}{name}" for name in pages]
    there += [said.replace("/en/", f"/{language}/"), f"/{language}/consultations/programmes/cesmara-call/answers/"]
    there.append(said.replace("/en/", f"/{language}/").replace("work/contributions/", "contributions/"))
    there.append(said.replace("/en/", f"/{language}/") + "change/")
    axe, findings = Axe(), []
    for address in there:
        page.goto(own_site.address + address)
        assert page.locator("h1").count() == 1, address
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            findings.append(f"{address}: scrolls sideways")
        found = axe.run(page).response["violations"]
        findings += [f"{address}: {entry['id']} {entry['nodes'][0]['html'][:120]}" for entry in found]
    context.close()
    assert findings == []
