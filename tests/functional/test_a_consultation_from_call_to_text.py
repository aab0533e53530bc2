"""From an open call to a traceable change in the text, with JavaScript off, as the people do it who do it.

A stranger without an account asks to hold a consultation. A steward of the secretariat that keeps the framework approves
it. The stranger downloads the kit, holds the meeting, and sends the sheet back with a fault in row 14; the message names
that row, and the corrected sheet is accepted. The steward notes what the deciding body decided and writes two Changes
into a draft; a focal point releases it. Then anybody reads both Changes with their version, and the input that was
declined with its reason, and walks from an item of the release back to what was said, where and when.
"""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.output_files import fill_kit_sheet
from lib.running_site import RunningSite, run_site
from lib.shared import ROOT

pytestmark = pytest.mark.browser
PASSWORD = "words-for-a-test-2026"
STEWARD, FOCAL_POINT = "steward@keeper.example", "focal@keeper.example"
FOUND = f"""
import django; django.setup()
from datetime import date
from capacita.vocabulary import written
from capacita.web.accounts.models import Organisation, Person
from capacita.web.accounts.seed import KEEPER
from capacita.web.accounts.services import give_membership
from capacita.web.actors import SYSTEM, Role
from capacita.web.consultation.services import publish_programme
from capacita.web.framework.models import FrameworkVersion
keeper = Organisation.objects.get(code=KEEPER)
for email, name, role in (("{STEWARD}", "Sena Ode", Role.STEWARD), ("{FOCAL_POINT}", "Filo Pontes", Role.FOCAL_POINT)):
    person = Person.objects.create_person(email=email, display_name=name, password="{PASSWORD}")
    give_membership(SYSTEM, person=person, organisation=keeper, role=role)
publish_programme(SYSTEM, organisation=keeper, code="open-call", title=written("Open call on the levels"),
    opens_on=date(2026, 1, 1), framework_version=FrameworkVersion.objects.get(code="public-service-levels"))
"""
TITLE = "District offices of the north"
TAKEN = "Say that it is done with those whom it serves"
TAKEN_IN_PART = "Name small offices"
DECLINED = "Every office needs a robot"
NEXT_VERSION = "2.0.0"
WHY_DECLINED = "A framework names skills, no machines."
POINTS = [TAKEN, TAKEN_IN_PART, DECLINED] + [f"Point {number} of the groups at the tables" for number in range(4, 15)]
SUGGESTED = {
    "Suggested wording_2": "Works on services together with those whom they serve.",
    "Suggested wording_3": "Plans for small offices as for large ones.",
}


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site without the demonstration, where the keeper of the frameworks has an open call."""
    with run_site(tmp_path_factory.mktemp("home"), demo=False) as running:
        environment = {
            **os.environ, "CAPACITA_HOME": str(running.home), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "capacita.web.settings",
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", FOUND], check=True, env=environment, cwd=ROOT)
        yield running


class Story:
    """Three people, each at a telephone of their own, and what they look at."""

    def __init__(self, site: RunningSite, browser: Browser) -> None:
        self.site, self.browser, self.pictures = site, browser, 0

    def person(self, email: str = "") -> Page:
        """Return the page of somebody, signed in where they have an account."""
        page = self.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
        if email:
            page.goto(f"{self.site.address}/en/sign-in/")
            page.get_by_label("E-mail address").fill(email)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in", exact=True).click()
        else:
            page.goto(f"{self.site.address}/en/")
        return page

    def look(self, page: Page, name: str) -> None:
        """Keep a picture where somebody wants to look at the story."""
        folder = os.environ.get("CAPACITA_LOOK")
        if folder:
            self.pictures += 1
            page.screenshot(path=Path(folder) / f"{self.pictures:02}-{name}.png", full_page=True)


def fill_day(page: Page, day: date) -> None:
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).last.fill(str(value))


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def test_stranger_s_consultation_becomes_a_change_in_the_text(own_site: RunningSite, browser: Browser) -> None:
    story = Story(own_site, browser)
    stranger, steward = story.person(), story.person(STEWARD)
    ask(story, stranger)
    approve(story, steward)
    send_output(story, stranger)
    accept_output(story, steward)
    decide(story, steward)
    write_changes(story, steward)
    release(story)
    read_answers(story, stranger)
    read_backwards(story)


def ask(story: Story, page: Page) -> None:
    """Find the way from the home page to the six questions, and answer them."""
    story.look(page, "home")
    page.get_by_role("link", name="Take part in a consultation").click()
    page.get_by_role("link", name="Ask to organise one").click()
    story.look(page, "ask-start")
    page.get_by_role("button", name="Start", exact=True).click()
    fill_day(page, date.today())
    go_on(page)
    page.get_by_label("Time", exact=True).fill("09:00 to 12:00")
    page.get_by_label(re.compile("^Time zone")).fill("Nairobi time")
    go_on(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_label(re.compile("^In your own words")).fill("heads of district offices")
    go_on(page)
    page.get_by_role("radio").nth(1).check()
    go_on(page)
    page.get_by_label("Your name").fill("Amal Idris")
    page.get_by_label("How to reach you").fill("amal@example.org")
    go_on(page)
    fill_day(page, date.today() + timedelta(days=9))
    go_on(page)
    story.look(page, "ask-check")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Your request was sent.")).to_be_visible()
    story.look(page, "status-requested")
    expect(page.get_by_text("approve it or give a reason why not")).to_be_visible()


def approve(story: Story, page: Page) -> None:
    page.goto(f"{story.site.address}/en/consultations/work/")
    story.look(page, "work-requested")
    page.locator(".tasks a").first.click()
    page.get_by_label("Approve: it goes").check()
    page.get_by_label("Title in the calendar").fill(TITLE)
    story.look(page, "work-request")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("Approved. The consultation is in the calendar.")).to_be_visible()
    story.look(page, "work-request-approved")


def send_output(story: Story, page: Page) -> None:
    """Take the kit from the private page, fill its sheet in, get row 14 wrong, then right."""
    page.reload()
    story.look(page, "status-scheduled")
    expect(page.get_by_text("Your consultation is in the calendar. Download the kit")).to_be_visible()
    kit = page.get_by_role("link", name="Download the kit (ZIP)").get_attribute("href") or ""
    with zipfile.ZipFile(io.BytesIO(page.request.get(story.site.address + kit).body())) as package:
        sheet = package.read(next(name for name in package.namelist() if name.endswith(".xlsx")))
    status = page.url
    page.get_by_role("link", name="Send the output").click()
    story.look(page, "output-send")
    attach(page, fill_kit_sheet(sheet, POINTS, Verdict_14="perhaps", **SUGGESTED))
    expect(page.get_by_text("Table Contributions, row 14, column “Verdict”")).to_be_visible()
    story.look(page, "output-fault")
    page.get_by_role("link", name="Send the corrected sheet").click()
    attach(page, fill_kit_sheet(sheet, POINTS, **SUGGESTED))
    expect(page.get_by_role("heading", name="14 points")).to_be_visible()
    page.get_by_role("button", name="Accept it").click()
    story.look(page, "output-accepted")
    page.goto(status)
    story.look(page, "status-received")
    expect(page.get_by_text("being checked. You can still correct it.")).to_be_visible()
    expect(page.get_by_role("link", name="Correct the output")).to_be_visible()
    expect(page.get_by_text("Send what was said by")).to_have_count(0)


def attach(page: Page, data: bytes) -> None:
    page.locator("input[name=sheet]").set_input_files(
        {"name": "output.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Read it").click()


def accept_output(story: Story, page: Page) -> None:
    page.goto(f"{story.site.address}/en/consultations/work/")
    story.look(page, "work-received")
    page.locator("#outputs ~ ul").get_by_role("link", name=TITLE).click()
    story.look(page, "run-received")
    page.get_by_label("The output is accepted").check()
    page.get_by_role("button", name="Note it").click()
    story.look(page, "run-accepted")
    expect(page.get_by_text("Output accepted").first).to_be_visible()


def decide(story: Story, page: Page) -> None:
    """Propose for three of the points, and note what the deciding body made of them."""
    page.get_by_role("link", name="Read together what was said").click()
    story.look(page, "synthesis")
    for number, outcome in ((1, "Take it up"), (2, "Take it up in part"), (3, "Do not take it up")):
        page.get_by_label(f"Propose for contribution {number}", exact=True).select_option(label=outcome)
    page.get_by_label("Reason for all those chosen below").fill("Several offices asked for it.")
    page.get_by_label("Its own reason, contribution 3").fill(WHY_DECLINED)
    page.get_by_role("button", name="Propose all that are chosen").click()
    expect(page.get_by_text("3 proposals are kept.")).to_be_visible()
    story.look(page, "synthesis-proposed")
    page.get_by_role("link", name="Decisions", exact=True).click()
    for number in (1, 2, 3):
        page.get_by_role("checkbox", name=re.compile(rf"^Contribution {number}\b")).check()
    page.get_by_label("Who decided").fill("Board of the framework")
    fill_day(page, date.today())
    page.get_by_label("Where the minutes are").fill("Minutes 2026/7, item 2")
    page.get_by_role("button", name="Record and publish the decisions").click()
    expect(page.get_by_text("3 decisions are recorded.")).to_be_visible()
    story.look(page, "decided")


def write_changes(story: Story, page: Page) -> None:
    """Bring the two that were taken up into a draft of the framework."""
    for number in (1, 2):
        page.goto(f"{story.site.address}/en/consultations/work/synthesis/open-call/")
        page.get_by_role("link", name=f"Contribution {number}", exact=True).click()
        story.look(page, f"contribution-{number}")
        page.get_by_role("link", name="Make the change").click()
        if number == 1:
            page.get_by_role("button", name="Open a draft").click()
        expect(page.get_by_label("New text")).to_have_value(SUGGESTED[f"Suggested wording_{number + 1}"])
        story.look(page, f"change-{number}")
        page.get_by_role("button", name="Put it into the draft").click()
        expect(page.get_by_text("with this contribution as evidence")).to_be_visible()
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link").last.click()
    story.look(page, "draft")
    expect(page.get_by_text("A focal point of your organisation releases it.")).to_be_visible()
    expect(page.get_by_role("link", name="Check and release", exact=True)).to_have_count(0)


def release(story: Story) -> None:
    """Release the draft as a focal point, who finds it from their own work, under the number that is suggested."""
    page = story.person(FOCAL_POINT)
    page.goto(f"{story.site.address}/en/consultations/work/")
    page.get_by_role("link", name="Next versions").click()
    story.look(page, "next-versions")
    page.locator(".tasks a").first.click()
    page.get_by_role("link", name="Check and release", exact=True).click()
    story.look(page, "release")
    page.get_by_role("button", name="Release this version").click()
    expect(page.get_by_text(f"Released. Version {NEXT_VERSION} is public.")).to_be_visible()
    story.look(page, "released")


def read_answers(story: Story, page: Page) -> None:
    """See on the private page, and as anybody, what became of the three, and which version has it."""
    page.reload()
    story.look(page, "status-end")
    for words in (TAKEN, WHY_DECLINED):
        expect(page.get_by_text(words).first).to_be_visible()
    page.goto(f"{story.site.address}/en/consultations/programmes/open-call/answers/")
    story.look(page, "answers")
    for words in (TAKEN, TAKEN_IN_PART, DECLINED, WHY_DECLINED, "Board of the framework", "Minutes 2026/7, item 2"):
        expect(page.get_by_text(words).first).to_be_visible()
    assert page.get_by_text("Definition reworded").count() == 2
    assert page.get_by_role("link", name=re.compile(re.escape(NEXT_VERSION))).count() == 2


def read_backwards(story: Story) -> None:
    """Walk from the item of the release to the contribution, and from there to the consultation."""
    page = story.person()
    page.goto(f"{story.site.address}/en/framework/public-service-levels/A1/")
    expect(page.get_by_text(SUGGESTED["Suggested wording_2"]).first).to_be_visible()
    story.look(page, "item")
    expect(page.get_by_text(TAKEN).first).to_be_visible()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    story.look(page, "consultation")
    for words in (TAKEN, WHY_DECLINED):
        expect(page.get_by_text(words).first).to_be_visible()
