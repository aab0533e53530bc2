"""Every page that can be reached by following links, with every demonstration account, answers without an error.

And each kind of page, in all six languages, has no finding of axe, no sideways scroll at 320 pixels, and needs no
JavaScript.
"""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser

from capacita.web.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from lib.running_site import RunningSite
from lib.visitor import Visitor

MOST_PAGES = 700
# Of each address of the site, this many pages: in English, in English with a query, and in one other language.
OF_EACH_KIND = {"en": 3, "en?": 2, "other": 1}
LANGUAGES = ["en", "fr", "es", "ar", "ru", "zh-hans"]
# The spacing that WCAG 2.2, criterion 1.4.12, lets a reader ask for; it also stands for faces wider than this machine's.
TEXT_SPACING = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }"
PEOPLE = ["visitor", *(account.email for account in DEMO_ACCOUNTS)]


def visitor_as(site: RunningSite, email: str) -> Visitor:
    """Return somebody with a demonstration account, or a visitor without one."""
    visitor = Visitor(site.address)
    if email != "visitor":
        visitor.sign_in(email, DEMO_PASSWORD)
    return visitor


def kind_of(path: str) -> tuple[str, str]:
    """Return the name of the address that a path belongs to, and how it is asked for: a key of OF_EACH_KIND or ""."""
    address, _, query = path.partition("?")
    _, language, *rest = address.split("/", 2)
    if language not in LANGUAGES:
        return resolve(address).view_name, "en"
    name = resolve("/".join(["", "en", *rest])).view_name
    if language == "en":
        return name, "en?" if query else "en"
    return name, "other" if language == LANGUAGES[1 + len(name) % (len(LANGUAGES) - 1)] else ""


def is_enough(path: str, seen: Counter[tuple[str, str]]) -> bool:
    """Tell whether enough pages of this kind have been looked at."""
    try:
        kind = kind_of(path)
    except Resolver404:
        return False
    seen[kind] += 1
    return seen[kind] > OF_EACH_KIND.get(kind[1], 0)


def walk(visitor: Visitor, start: str) -> Iterator[tuple[str, int, str]]:
    """Yield every page that can be reached from a start, with its status and text."""
    waiting, known, seen = [start], {start}, Counter[tuple[str, str]]()
    count = 0
    while waiting and count < MOST_PAGES:
        path = waiting.pop(0)
        answer = visitor.get(path)
        count += 1
        yield path, answer.status, answer.text
        if answer.media_type == "text/html":
            for link in visitor.links(answer):
                if link not in known and not is_enough(link, seen):
                    known.add(link)
                    waiting.append(link)


@pytest.mark.parametrize("email", PEOPLE)
def test_every_page_answers(site: RunningSite, email: str) -> None:
    visitor = visitor_as(site, email)
    faults = []
    count = 0
    for path, status, text in walk(visitor, "/en/"):
        count += 1
        if status != 200:
            faults.append(f"{status} {path}")
        if "<title>" in text and not re.search(r"<title>[^<]*</title>", text):
            faults.append(f"mark-up in the title of {path}")
    assert faults == []
    assert 30 < count < MOST_PAGES


PAGES = [
    "",
    "about/",
    "accessibility/",
    "sources/",
    "api/",
    "sign-in/",
    "framework/",
    "framework/unesco-2022/",
    "framework/public-service-levels/2.2/",
    "framework/unesco-2022/R1/",
    "framework/public-service-levels/search/?q=data",
    "framework/public-service-levels/search/?q=nothing-says-this",
    "framework/public-service-levels/versions/",
    "framework/public-service-levels/release/",
    "framework/almara/compare/?from=base",
    "framework/unesco-2022/compare/",
    "framework/almara/3.1/",
    "crosswalks/",
    "crosswalks/unesco-2022-to-digcomp-3.0/",
    "crosswalks/unesco-2022-to-digcomp-3.0/links/242f704d-2aa9-5a19-99ba-dcfbd5b71136/",
    "framework/public-service-levels/downloads/",
    "framework/almara/downloads/",
    "consultations/",
    "consultations/?view=month",
    "consultations/?view=region",
    "consultations/code/",
    "consultations/programmes/global-2022/",
    "consultations/programmes/global-2022/coverage/",
    "consultations/programmes/almara-2026/coverage/",
    "consultations/programmes/almara-2026/answers/",
    "consultations/ask/",
    "consultations/ask/date/",
    "consultations/opinions/what-may-ai-do-in-public-offices/",
    "consultations/opinions/what-may-ai-do-in-public-offices/begin/",
    "consultations/opinions/what-may-ai-do-in-public-offices/propose/",
    "consultations/opinions/what-may-ai-do-in-public-offices/statements/",
    "consultations/opinions/how-should-civil-servants-learn-digital-skills/results/1/",
    "consultations/programmes/almara-2026/text/",
    "consultations/programmes/almara-2026/text/2.4/",
    "consultations/programmes/almara-2026/text/2.4/comment/",
    "consultations/programmes/almara-2026/moderation/",
    "consultations/programmes/almara-2026/orphans/",
    "where-i-stand/",
    "where-i-stand/implementer/1/",
    "countries/",
    "countries/almara/",
    "countries/almara/framework/",
    "countries/almara/framework/items/",
    "countries/almara/results/",
    "countries/almara/plan/",
    "countries/almara/toolkit/",
    "countries/almara/toolkit/read/",
    "no-such-page/",
]


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_finding_of_axe(site: RunningSite, browser: Browser, language: str) -> None:
    axe = Axe()
    context = browser.new_context(viewport={"width": 1200, "height": 900}, bypass_csp=True)
    page = context.new_page()
    findings = []
    for path in PAGES:
        page.goto(f"{site.address}/{language}/{path}")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert page.locator("h1").count() == 1, path
        result = axe.run(page)
        findings += [
            f"{path}: {entry['id']} {entry['nodes'][0]['html'][:120]}" for entry in result.response["violations"]
        ]
    context.close()
    assert findings == []


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_scrolls_sideways_at_320_pixels(site: RunningSite, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=True, bypass_csp=True)
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(f"{site.address}/{language}/{path}")
        page.add_style_tag(content=TEXT_SPACING)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append(f"{path}: {width}")
    context.close()
    assert wide == []


@pytest.mark.browser
def test_pages_are_light_and_load_nothing_from_elsewhere(site: RunningSite, browser: Browser) -> None:
    heavy, foreign = [], []
    for path in PAGES:
        context = browser.new_context()
        page = context.new_page()
        sizes: list[int] = []

        def note(response, sizes: list[int] = sizes) -> None:  # type: ignore[no-untyped-def] # playwright's own type
            if not response.url.startswith(site.address):
                foreign.append(response.url)
            sizes.append(response.request.sizes()["responseBodySize"])

        page.on("requestfinished", lambda request, note=note: note(request.response()))
        page.goto(f"{site.address}/en/{path}", wait_until="networkidle")
        if sum(sizes) > 100_000:
            heavy.append(f"{path}: {sum(sizes)}")
        context.close()
    assert foreign == []
    assert heavy == []
