"""Two people without an account comment on a text, one in English and one in Arabic, with JavaScript off.

A steward hides one with a reason and shows the other; a translation comes beside it; its author changes it and takes it
back. Then a new version comes out, and what was said stands with the words that it was about. The programme stands on a
site of its own, so that no other test sees what is made here.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lib.running_site import RunningSite, run_site
from lib.shared import ROOT

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "steward@belmara.example", "words-for-a-test-2026"
TEXT = "consultations/programmes/belmara-asks/text/"
BEGIN = """
import os, django; django.setup()
from dataclasses import replace
from datetime import date
from django.utils import timezone
from capacita.vocabulary import written
from capacita.web.accounts.models import Organisation, OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, Role
from capacita.web.consultation.services import publish_programme
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_framework
row = FrameworkVersion.objects.get(code="unesco-2022")
"""
FOUND = f"""{BEGIN}
organisation = found_organisation(SYSTEM, code="belmara", kind=OrganisationKind.COUNTRY, name=written("Belmara", "fr"),
    country="XB", fictional=True)
person = Person.objects.create_person(email="{EMAIL}", display_name="Aline Doré", password="{PASSWORD}")
give_membership(SYSTEM, person=person, organisation=organisation, role=Role.STEWARD)
publish_programme(SYSTEM, organisation=organisation, code="belmara-asks", title=written("Belmara asks"),
    summary=written("What should civil servants be able to do?"), framework_version=row, opens_on=date(2026, 1, 1),
    language="en")
"""
NEXT_VERSION = f"""{BEGIN}
base = load_framework(row.digest)
items = tuple(
    replace(entry, statement=written("Being ready to unlearn.")) if entry.code == "A2" else entry for entry in base.items
)
publish_framework(SYSTEM, organisation=row.organisation, framework=replace(base, version="9.0", items=items),
    released_at=timezone.now())
"""


def run(site: RunningSite, program: str) -> None:
    environment = {
        **os.environ, "CAPACITA_HOME": str(site.home), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "capacita.web.settings",
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=ROOT)


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site without the demonstration, with one country and its open text."""
    with run_site(tmp_path_factory.mktemp("home"), demo=False) as running:
        run(running, FOUND)
        yield running


def somebody(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()


def send(page: Page, words: str, naming: str, button: str) -> str:
    """Send a comment from its page, by the first controls of each kind, whatever the language; return the receipt."""
    page.locator("textarea[name=text]").fill(words)
    page.locator(f"input[name=naming][value={naming}]").check()
    page.get_by_role("button", name=button).click()
    expect(page.locator("h1")).to_be_visible()
    assert "/consultations/comments/" in page.url, page.locator("main").inner_text()
    return page.url


def test_text_is_commented_on_moderated_translated_and_carried_on(own_site: RunningSite, browser: Browser) -> None:
    reader = somebody(browser)
    reader.goto(f"{own_site.address}/en/consultations/programmes/belmara-asks/")
    reader.get_by_role("link", name="Comment on the text").click()
    reader.get_by_role("link", name=re.compile("^A2 Creativity")).click()
    reader.get_by_role("link", name=re.compile("^Comment Looking for more than one way")).click()
    expect(reader.get_by_text("You speak about these words:")).to_be_visible()
    expect(reader.get_by_text("We store nothing about who you are.")).to_be_visible()
    receipt = send(reader, "<b>Say</b> who asks for it.", "anonymous", "Send the comment")
    expect(reader.get_by_text("Waits to be read").first).to_be_visible()
    code = reader.locator("p.lead code").inner_text()

    arabic = somebody(browser)
    arabic.goto(f"{own_site.address}/ar/{TEXT}A2/")
    assert arabic.locator("html").get_attribute("dir") == "rtl"
    arabic.locator("section[aria-labelledby=part-2] a.small").first.click()
    assert arabic.locator("blockquote").get_attribute("dir") == "rtl"
    arabic.locator("input[name=name]").fill("أمل حداد")
    arabic.locator("textarea[name=text]").fill("من يسأل عن ذلك؟")
    arabic.locator("input[name=naming][value=named]").check()
    arabic.locator("form button.button").last.click()
    assert "/ar/consultations/comments/" in arabic.url

    steward = somebody(browser)
    steward.goto(f"{own_site.address}/en/sign-in/")
    steward.get_by_label("E-mail address").fill(EMAIL)
    steward.get_by_label("Password").fill(PASSWORD)
    steward.get_by_role("button", name="Sign in", exact=True).click()
    steward.goto(f"{own_site.address}/en/consultations/work/")
    steward.get_by_role("link", name="2 comments wait to be read").click()
    steward.get_by_role("link", name=re.compile("^Comment 1")).click()
    steward.get_by_label("Show it", exact=True).check()
    steward.get_by_role("button", name="Do it").click()
    steward.get_by_role("link", name="Comments to read").click()
    steward.get_by_role("link", name=re.compile("^Comment 2")).click()
    expect(steward.get_by_text("من يسأل عن ذلك؟").first).to_be_visible()
    steward.get_by_label("Hide it", exact=True).check()
    steward.get_by_label("If you hide it: the ground").select_option("false_name")
    steward.get_by_role("button", name="Do it").click()
    expect(steward.get_by_role("alert")).to_contain_text("Say in a sentence why.")
    steward.get_by_label("The reason in a sentence").fill("She told us that she did not write it.")
    steward.get_by_role("button", name="Do it").click()
    steward.goto(f"{own_site.address}/en/consultations/work/translations/")
    steward.get_by_role("link", name=re.compile("^1. ")).click()
    steward.get_by_label("Language of the translation").select_option("ar")
    steward.get_by_label("Translation", exact=True).fill("قولوا من يطلب ذلك.")
    steward.get_by_label("Translated by a person").check()
    steward.get_by_role("button", name="Keep the translation").click()

    reader.goto(f"{own_site.address}/en/{TEXT}A2/")
    expect(reader.get_by_text("<b>Say</b> who asks for it.")).to_be_visible()
    expect(reader.get_by_text("قولوا من يطلب ذلك.")).to_be_visible()
    expect(reader.get_by_text("من يسأل عن ذلك؟")).to_have_count(0)
    reader.goto(f"{own_site.address}/en/consultations/programmes/belmara-asks/moderation/")
    expect(reader.get_by_text("She told us that she did not write it.")).to_be_visible()

    reader.goto(f"{own_site.address}/en/consultations/code/")
    reader.get_by_label("Your code").fill(code.lower())
    reader.get_by_role("button", name="Open", exact=True).click()
    expect(reader.get_by_text("Shown", exact=True).first).to_be_visible()
    reader.get_by_role("link", name="Change the words").click()
    reader.get_by_label("Your comment", exact=True).fill("Say who asks for it, and why.")
    reader.get_by_role("button", name="Change it").click()
    reader.get_by_role("link", name="Take it back, or take your name off").click()
    reader.get_by_role("button", name="Take it back").click()
    expect(reader.get_by_text("Taken back by its author").first).to_be_visible()
    reader.get_by_role("link", name="Let it stand again").click()
    reader.get_by_role("button", name="Let it stand again").click()
    steward.goto(f"{own_site.address}/en/consultations/work/comments/")
    steward.get_by_role("link", name=re.compile("^Comment 1")).click()
    expect(steward.get_by_text("Every wording that its author sent")).to_be_visible()
    steward.get_by_label("Show it", exact=True).check()
    steward.get_by_role("button", name="Do it").click()

    run(own_site, NEXT_VERSION)
    reader.goto(f"{own_site.address}/en/{TEXT}")
    reader.get_by_role("link", name=re.compile("^Version 9.0 is out")).click()
    reader.get_by_role("link", name="1 has lost its words").click()
    expect(reader.get_by_text("Looking for more than one way")).to_be_visible()
    expect(reader.get_by_text("The words were taken out or written anew.")).to_be_visible()
    assert receipt.startswith(own_site.address)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_comments_are_clean_and_narrow(own_site: RunningSite, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{own_site.address}/en/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{own_site.address}/{language}/{TEXT}2.1/comment/")
    page.locator("textarea[name=text]").fill("A word.")
    page.locator("input[name=naming][value=anonymous]").check()
    page.locator("form button.button").last.click()
    receipt = page.url
    assert "/consultations/comments/" in receipt
    page.goto(f"{own_site.address}/{language}/consultations/work/comments/")
    moderating = page.locator("ul.tasks a").first.get_attribute("href")
    page.goto(f"{own_site.address}/{language}/consultations/work/translations/")
    translating = page.locator("ul.tasks a").first.get_attribute("href") if page.locator("ul.tasks a").count() else ""
    base = f"{own_site.address}/{language}/"
    places = [
        f"{base}{TEXT}", f"{base}{TEXT}A2/", f"{base}{TEXT}2.1/comment/", receipt, f"{receipt}change/",
        f"{receipt}withdraw/", f"{base}consultations/code/", f"{own_site.address}{moderating}",
        f"{base}consultations/programmes/belmara-asks/moderation/", f"{base}consultations/work/comments/",
        f"{base}consultations/programmes/belmara-asks/orphans/", f"{base}consultations/work/translations/",
        *([f"{own_site.address}{translating}"] if translating else []),
    ]  # fmt: skip
    axe, findings = Axe(), []
    for place in places:
        answer = page.goto(place)
        assert answer is not None
        assert answer.status == 200, place
        assert page.locator("h1").count() == 1, place
        width = page.evaluate("document.documentElement.scrollWidth")
        findings += [f"{place}: {width} wide"] if width > 320 else []
        findings += [
            f"{place}: {entry['id']} {entry['nodes'][0]['html'][:120]}"
            for entry in axe.run(page).response["violations"]
        ]
    context.close()
    assert findings == []
