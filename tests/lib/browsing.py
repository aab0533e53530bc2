"""What somebody in a browser does on any page of the running site: sign in, start an adaptation, look closely."""

import os
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from lib.running_site import RunningSite

NARROW = 320  # pixels
PASSWORD = "words-for-a-test-2026"


def sign_in(page: Page, site: RunningSite, email: str, name: str) -> None:
    page.goto(f"{site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text(name).first).to_be_visible()


def start_adaptation(page: Page, site: RunningSite, country: str, *, language: str, title: str) -> str:
    """Start from the country's page and return the address of the draft."""
    page.goto(f"{site.address}/en/countries/{country}/")
    page.get_by_role("link", name="Write an adaptation").click()
    page.get_by_role("link", name="Start an adaptation").click()
    page.get_by_label(re.compile(r"version 2022\.")).check()
    page.get_by_label(language).check()
    page.get_by_label("Title of your framework").fill(title)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


def look_at(context: BrowserContext, addresses: list[str], *, languages: tuple[str, ...], pictures: str) -> None:
    """See that pages have no finding of axe and no sideways scroll, in some languages, as the same person.

    Where the environment names a folder (CAPACITA_LOOK), their pictures go there for somebody to look at.
    """
    assert context.browser is not None
    watching = context.browser.new_context(
        viewport={"width": NARROW, "height": 640}, bypass_csp=True, storage_state=context.storage_state()
    )
    page, axe, findings = watching.new_page(), Axe(), []
    folder = os.environ.get("CAPACITA_LOOK")
    for number, english in enumerate(addresses):
        for tag in languages:
            address = english.replace("/en/", f"/{tag}/")
            page.set_viewport_size({"width": NARROW, "height": 640})
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address
            findings += [f"{address}: {entry['id']}" for entry in axe.run(page).response["violations"]]
            for width in (390, 1200) if folder else ():
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{folder}/{pictures}-{number}-{tag}-{width}.png", full_page=True)
    watching.close()
    assert findings == []
