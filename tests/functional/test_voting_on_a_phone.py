"""Somebody votes on a phone without JavaScript, stops, goes on elsewhere with the code, and changes an answer."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from capacita.web.demo.accounts import DEMO_PASSWORD
from lib.running_site import RunningSite

pytestmark = pytest.mark.browser
OPINIONS = "consultations/opinions/"
OPEN = f"{OPINIONS}what-may-ai-do-in-public-offices/"
CLOSED = f"{OPINIONS}how-should-civil-servants-learn-digital-skills/"


def phone(browser: Browser, width: int = 390) -> Page:
    return browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 780}).new_page()


def test_a_vote_is_begun_resumed_with_the_code_and_changed(site: RunningSite, browser: Browser) -> None:
    page = phone(browser)
    page.goto(f"{site.address}/en/{OPEN}")
    expect(page.get_by_text("It keeps no name, no address, no network address (IP)")).to_be_visible()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Begin without saying").click()
    first = page.locator("h1").inner_text()
    for count in range(10):
        expect(page.get_by_text(f"Statement {count + 1} of about 10")).to_be_visible()
        page.get_by_role("button", name="Agree" if count % 2 == 0 else "Pass", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    code = re.search(r"\w{4}(-\w{4}){3}", page.locator("main").inner_text())
    assert code

    other = phone(browser)
    other.goto(f"{site.address}/en/{OPINIONS}resume/")
    other.get_by_label("Your code").fill(code.group(0).lower().replace("-", " "))
    other.get_by_role("button", name="Open").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Your answers")
    row = other.locator("dl.facts > div", has_text=first).first
    expect(row.locator("dt")).to_have_text("Agree")
    row.get_by_role("link").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(first)
    expect(other.get_by_role("button", name="Agree (your answer so far)")).to_be_visible()
    other.get_by_role("button", name="Disagree", exact=True).click()
    expect(other.locator("dl.facts > div", has_text=first).first.locator("dt")).to_have_text("Disagree")
    assert other.locator("dl.facts > div").count() == 10
    other.get_by_role("link", name="Go on voting").click()
    expect(other.get_by_text("Statement 1 of about 2")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_votes_have_no_finding_of_axe_and_fit_320_pixels(
    site: RunningSite, browser: Browser, language: str
) -> None:
    axe = Axe()
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    findings = []

    def look() -> None:
        result = axe.run(page)
        findings.extend(f"{page.url}: {entry['id']}" for entry in result.response["violations"])
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            findings.append(f"{page.url}: wide")

    page.goto(f"{site.address}/{language}/{OPEN}begin/")
    page.locator("main form button").first.click()
    look()
    for path in ("pause/", "answers/", "take-back/"):
        page.goto(f"{site.address}/{language}/{OPEN}{path}")
        look()
    page.goto(f"{site.address}/{language}/sign-in/")
    page.locator("input[type=email]").fill("steward@almara.example")
    page.locator("input[type=password]").fill(DEMO_PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**/{language}/consultations/work/")
    work = f"{site.address}/{language}/{OPINIONS}work/"
    name, done = (path.removeprefix(OPINIONS) for path in (OPEN, CLOSED))
    for path in ("", "new/", "import/", name, f"{name}change/", f"{name}put/", f"{name}statements/1/", done):
        page.goto(work + path)
        assert page.locator("h1").count() == 1, path
        look()
    context.close()
    assert findings == []
