"""Reading a framework and reviewing a link, with JavaScript off, as an adviser and a steward would.

1. A reader searches the framework, opens what was found, and goes on to the next item.
2. They open the page of the version, and see side by side what the adaptation of a country changed.
3. They take the file to read without a network, and open it from the disk.
4. A steward confirms a link to another framework, sees it kept, and takes it back.
"""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from capacita.web.actors import Role
from capacita.web.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from lib.running_site import RunningSite

pytestmark = pytest.mark.browser


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_reader_searches_reads_on_and_compares(site: RunningSite, page: Page) -> None:
    page.goto(f"{site.address}/en/framework/")
    page.get_by_label("Search this framework").fill("OPEN data")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name="Open data and open government").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Open data and open government")
    page.locator("a[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Privacy and security")
    page.goto(f"{site.address}/en/framework/almara/")
    page.get_by_role("link", name="About this version").click()
    page.get_by_role("link", name="See side by side what it changed").click()
    expect(page.get_by_text("This is a change of meaning")).to_be_visible()
    expect(page.locator("ins").first).to_be_visible()


def test_file_opens_from_the_disk_in_arabic(site: RunningSite, page: Page, tmp_path: Path) -> None:
    page.goto(f"{site.address}/ar/framework/")
    with page.expect_download() as waiting:
        page.locator("a[href*='offline.html']").first.click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert asked == [path.as_uri()]


def test_steward_confirms_a_link_and_takes_it_back(site: RunningSite, page: Page) -> None:
    steward = next(account for account in DEMO_ACCOUNTS if account.role is Role.STEWARD)
    page.goto(f"{site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(steward.email)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{site.address}/en/crosswalks/")
    page.get_by_role("link", name="The framework of 2022 and DigComp 3.0").click()
    page.get_by_role("link", name="Look at it and decide").first.click()
    page.get_by_label("They say nearly the same").check()
    page.get_by_label("Why?").fill("Both begin with what people need.")
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.get_by_text("Your decision is kept.")).to_be_visible()
    expect(page.get_by_text("Both begin with what people need.")).to_be_visible()
    page.get_by_role("button", name="Take the decision that stands back").click()
    expect(page.get_by_text("The decision is taken back.")).to_be_visible()
