"""A stranger's first five minutes, with JavaScript off.

1. They open the home page and see four doors and what is happening.
2. They read a competency, with its levels, roles and principles.
3. They look at the calendar and ask to organise a consultation: six questions, a check, a private link.
4. A steward signs in, approves it; the organiser's private page offers the kit.
5. They find where they stand: a role, questions one by one, a result in words.
6. They look at the demonstration country: adaptation, results, plan, toolkit, and follow a number to what was said.
"""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from capacita.web.actors import Role
from capacita.web.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from lib.running_site import RunningSite

pytestmark = pytest.mark.browser


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def sign_in(page: Page, site: RunningSite, role: Role) -> None:
    account = next(account for account in DEMO_ACCOUNTS if account.role is role)
    page.goto(f"{site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text(account.display_name).first).to_be_visible()


def test_home_leads_to_a_competency(site: RunningSite, page: Page) -> None:
    page.goto(f"{site.address}/en/")
    doors = ("Read the framework", "Take part in a consultation", "Find where I stand", "Work for my country")
    for door in doors:
        expect(page.get_by_role("link", name=door)).to_be_visible()
    page.get_by_role("link", name="Read the framework").click()
    page.get_by_role("link", name="Data-driven decision-making").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data-driven decision-making")
    for heading in ("Level by level", "Roles that need it", "Principles it serves", "Where it comes from"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()


def test_negotiated_language_and_arabic(site: RunningSite, browser: Browser) -> None:
    context = browser.new_context(locale="ar", java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(f"{site.address}/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator("html").get_attribute("dir") == "rtl"
    context.close()


def test_wrong_password_says_what_to_do(site: RunningSite, page: Page) -> None:
    page.goto(f"{site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill("nobody@almara.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The address or the password is not right")


def test_country_pages_lead_from_a_number_to_what_was_said(site: RunningSite, page: Page) -> None:
    page.goto(f"{site.address}/en/countries/almara/")
    expect(page.get_by_text("fictional").first).to_be_visible()
    page.goto(f"{site.address}/en/countries/almara/toolkit/read/")
    links = page.locator('a[href*="/trail/"]')
    assert links.count() > 10
    reached = False
    addresses = [links.nth(place).get_attribute("href") or "" for place in range(links.count())]
    for address in dict.fromkeys(addresses):
        page.goto(site.address + address)
        if page.get_by_text(re.compile("What somebody said|Contribution")).count() > 1:
            reached = True
            break
    assert reached


def test_toolkit_downloads(site: RunningSite, page: Page) -> None:
    for suffix, start in (("pdf", b"%PDF-1"), ("docx", b"PK"), ("html", b"<!doctype html>"), ("json", b"{")):
        answer = page.request.get(f"{site.address}/en/countries/almara/toolkit/file.{suffix}")
        assert answer.status == 200
        assert answer.body()[:15].lower().startswith(start.lower()), suffix


def ask_for_a_consultation(page: Page, site: RunningSite) -> str:
    """Answer the six questions and return the address of the private page."""
    page.goto(f"{site.address}/en/consultations/ask/")
    page.get_by_role("button", name="Start").or_(page.get_by_role("link", name="Start")).click()
    for label, value in (("Day", "9"), ("Month", "3"), ("Year", "2027")):
        page.get_by_label(label, exact=True).first.fill(value)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Time", exact=True).fill("09:00 to 12:30")
    page.get_by_label("Time zone, or a city whose time it is").fill("UTC")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Academia").or_(page.get_by_label(re.compile("niversit"))).first.check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("In person").first.check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").fill("School of the Highlands")
    page.get_by_label("How to reach you").fill("desk@highlands.example")
    page.get_by_role("button", name="Continue").click()
    for label, value in (("Day", "20"), ("Month", "3"), ("Year", "2027")):
        page.get_by_label(label, exact=True).first.fill(value)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("heading", name="Keep this link")).to_be_visible()
    return page.url


def test_request_is_approved_and_gets_its_kit(site: RunningSite, browser: Browser) -> None:
    organiser = browser.new_context(java_script_enabled=False)
    steward = browser.new_context(java_script_enabled=False)
    page = organiser.new_page()
    private = ask_for_a_consultation(page, site)
    desk = steward.new_page()
    sign_in(desk, site, Role.STEWARD)
    desk.goto(f"{site.address}/en/consultations/work/")
    desk.locator('a[href*="work/requests/"]').last.click()
    expect(desk.get_by_text("School of the Highlands")).to_be_visible()
    desk.get_by_label(re.compile("Approve")).first.check()
    title = desk.get_by_label(re.compile("[Tt]itle|[Nn]ame of the consultation"))
    if title.count():
        title.first.fill("Consultation in the Highlands")
    desk.get_by_role("button", name=re.compile("decision|Decide|Send|Save")).first.click()
    page.goto(private)
    link = page.get_by_role("link", name="Download the kit (ZIP)")
    expect(link).to_be_visible()
    kit = page.request.get(site.address + (link.get_attribute("href") or ""))
    assert kit.status == 200
    assert kit.body().startswith(b"PK")
    expect(page.get_by_text("9 March 2027").first).to_be_visible()
    organiser.close()
    steward.close()


def test_somebody_finds_where_they_stand(site: RunningSite, page: Page) -> None:
    page.goto(f"{site.address}/en/where-i-stand/")
    page.get_by_role("link", name="Implementer").click()
    for number in range(1, 21):
        expect(page.get_by_text(f"{number} of 20")).to_be_visible()
        answer = "I have done it without help" if number % 2 else "I have done it with help"
        page.get_by_label(answer).check()
        page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you stand")
    expect(page.get_by_text(re.compile("You are probably at|We cannot tell between")).first).to_be_visible()
    expect(page.get_by_role("heading", name="What you can do next")).to_be_visible()
