"""A focal point adapts the UNESCO framework of 2022 for a country in French, with JavaScript off.

They start from the country's page, reword, rename, add and leave out, each time with a reason; a colleague comments and
confirms a sentence; they take a step back, see what it touches, release, and everybody can read it. A newer base comes:
they settle two conflicts, release again, and take the result away for Moodle and as CASE. Somebody else is quicker
once, and nothing typed is lost.
The country is founded beside the demonstration on a site of its own, so that no other test sees what is made here.
"""

import csv
import io
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from capacita.framework.exchange.formats import read_any
from capacita.vocabulary import plain_text
from lib import browsing
from lib.browsing import PASSWORD, look_at, start_adaptation
from lib.running_site import RunningSite, run_on

pytestmark = pytest.mark.browser
EMAIL = "focal@belmara.example"
SECOND_EMAIL = "second@belmara.example"
COUNTRY = "belmara"
WHY = "Le décret de 2024 emploie ce mot."
FOUND = f"""
import django; django.setup()
from capacita.vocabulary import written
from capacita.web.accounts.models import OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, Role
organisation = found_organisation(SYSTEM, code="{COUNTRY}", kind=OrganisationKind.COUNTRY, name=written("Belmara", "fr"),
    country="XB", fictional=True)
person = Person.objects.create_person(email="{EMAIL}", display_name="Aline Doré", password="{PASSWORD}")
give_membership(SYSTEM, person=person, organisation=organisation, role=Role.FOCAL_POINT)
second = Person.objects.create_person(email="{SECOND_EMAIL}", display_name="Boris Élan", password="{PASSWORD}")
give_membership(SYSTEM, person=second, organisation=organisation, role=Role.TRANSLATOR)
"""

NEWER = """
import django; django.setup()
from dataclasses import replace
from django.utils import timezone
from capacita.vocabulary import written
from capacita.web.actors import SYSTEM
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from capacita.web.framework.services import publish_framework
row = FrameworkVersion.objects.get(code="unesco-2022")
framework = load_framework(row.digest)
words = {
    "2.2": {"statement": "Deciding with data that everybody can check."}, "2.1": {"title": "Reading data"},
    "1.1": {"statement": "Thinking a problem through with those who have it."}, "A3": {"title": "Readiness for change"},
}
items = tuple(
    replace(item, **{part: written(text) for part, text in words.get(item.code, {}).items()})
    for item in framework.items
)
publish_framework(SYSTEM, organisation=row.organisation, framework=replace(framework, version="2022.2", items=items),
    released_at=timezone.now())
"""


@pytest.fixture(scope="module")
def own_site(bare_site: RunningSite) -> RunningSite:
    """A site without the demonstration, with one country and its focal point."""
    run_on(bare_site, FOUND)
    return bare_site


def sign_in(page: Page, site: RunningSite, email: str = EMAIL) -> None:
    browsing.sign_in(page, site, email, "Boris Élan" if email == SECOND_EMAIL else "Aline Doré")


def start(page: Page, site: RunningSite, title: str) -> str:
    """Start from the country's page and return the address of the draft."""
    return start_adaptation(page, site, COUNTRY, language="Français", title=title)


def choose(page: Page, draft: str, item: str, deed: str) -> None:
    page.goto(draft)
    page.get_by_role("link", name=re.compile(rf"^{re.escape(item)} ")).click()
    page.get_by_role("link", name=deed).click()


def save(page: Page) -> None:
    page.get_by_label("Why?").fill(WHY)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_country_adapts_the_framework_in_french_and_releases_it(own_site: RunningSite, context: BrowserContext) -> None:
    page = context.new_page()
    sign_in(page, own_site)
    draft = start(page, own_site, "Compétences numériques de Belmara")

    choose(page, draft, "2.2", "Reword the definition")
    page.get_by_label("Your wording").fill("Décider en s’appuyant sur des données comprises de tous.")
    page.get_by_role("button", name="Save", exact=True).click()  # without a reason
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why")
    expect(page.get_by_label("Your wording")).to_have_value("Décider en s’appuyant sur des données comprises de tous.")
    save(page)

    choose(page, draft, "2.1", "Change the title")
    page.get_by_label("Your title").fill("Lire les données")
    page.get_by_role("button", name="Save for later").click()  # called away, without a reason yet
    page.get_by_role("link", name=re.compile("2.1 .*Change the title")).click()
    expect(page.get_by_label("Your title")).to_have_value("Lire les données")
    save(page)
    choose(page, draft, "A2", "Say which principle it serves")
    page.get_by_label("Which principle does it serve?").select_option("roam-openness")
    page.get_by_label("How does it serve it?").fill("Qui cherche librement partage ce qu’il trouve.")
    page.get_by_role("button", name="Save", exact=True).click()
    choose(page, draft, "3.4", "Leave it out")
    save(page)
    choose(page, draft, "A1", "Keep it as it is")
    save(page)
    page.goto(draft)
    page.get_by_role("link", name="Add an item").click()
    page.get_by_label("A competency").check()
    page.get_by_label("In which domain?").select_option(index=2)
    page.get_by_label("Code").fill("N1")
    page.get_by_label("Title").fill("Langues nationales")
    page.get_by_label("Definition").fill("Servir le public dans la langue qu’il parle.")
    save(page)

    page.goto(draft)
    page.get_by_role("button", name=re.compile("Take back.*Left out")).click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    read_as_a_second_person(own_site, context, draft)
    page.goto(draft)
    expect(page.get_by_text("1 open comment")).to_be_visible()

    page.get_by_role("link", name="Preview and report").click()
    for heading in ("Reworded or renamed", "Added", "Principles", "Kept on purpose"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_role("heading", name="Left out")).to_have_count(0)
    assert page.get_by_text(WHY).count() == 4
    page.get_by_role("link", name="Release").click()
    expect(page.get_by_text("Nothing stands in the way of a release.")).to_be_visible()
    page.get_by_role("link", name="See each of them, and why").click()
    expect(page.get_by_role("heading", name="Questions of the item bank")).to_be_visible()
    page.get_by_text("Each of them, and why").first.click()
    expect(
        page.get_by_text("2.2 Prise de décision fondée sur les données means something else now.").first
    ).to_be_visible()
    page.get_by_role("link", name="Check and release", exact=True).click()
    expect(page.get_by_label("Version number")).to_have_value("1.0.0")
    page.get_by_role("button", name="Release this version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compétences numériques de Belmara")

    reader = context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr] # always there
    reader.goto(f"{own_site.address}/fr/framework/{COUNTRY}/")
    expect(reader.get_by_role("link", name="Langues nationales")).to_be_visible()
    expect(reader.get_by_text("Décider en s’appuyant sur des données comprises de tous.").first).to_be_visible()
    reader.goto(f"{own_site.address}/en/countries/{COUNTRY}/framework/")
    assert reader.locator("article").get_by_text(WHY).count() == 4
    reader.context.close()
    run_on(own_site, NEWER)
    take_in_the_newer_base(page, own_site)


def read_as_a_second_person(site: RunningSite, context: BrowserContext, draft: str) -> None:
    """Comment on an item, and confirm the sentence that the first person wrote, as a translator of the country."""
    assert context.browser is not None
    other = context.browser.new_context(java_script_enabled=False)
    page = other.new_page()
    sign_in(page, site, SECOND_EMAIL)
    page.goto(draft)
    expect(page.get_by_role("link", name="Release")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^2.2 ")).click()
    expect(page.get_by_role("heading", name="What you can do")).to_have_count(0)
    page.get_by_label("Your comment").fill("C’est plus clair ainsi.")
    page.get_by_role("button", name="Comment").click()
    expect(page.get_by_text("C’est plus clair ainsi.")).to_be_visible()
    page.goto(draft)
    page.get_by_role("link", name="Sentences to confirm").click()
    page.get_by_role("button", name=re.compile("I have read it and agree.*A2")).click()
    expect(page.get_by_text("Confirmed. It counts now.")).to_be_visible()
    other.close()


def take_in_the_newer_base(page: Page, site: RunningSite) -> None:
    """Settle two conflicts, leaving half way, and release again."""
    page.goto(f"{site.address}/en/countries/{COUNTRY}/")
    page.get_by_role("link", name="A newer base is waiting: 4 changes").click()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("2 need you.")).to_be_visible()
    page.get_by_role("link", name=re.compile("2.2 .*Definition")).click()
    expect(page.get_by_text("Deciding with data that everybody can check.")).to_be_visible()
    merge = page.url.rsplit("/", 2)[0] + "/"
    look_at(page.context, [page.url, merge], languages=("en", "fr", "ar"), pictures="merge")
    page.get_by_label("A wording of our own, written below").check()
    page.get_by_label("Your own wording").fill("Décider avec des données que chacun peut vérifier.")
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why")
    page.get_by_label("Why?").fill("Pour suivre la nouvelle base.")
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_text("1 needs you.")).to_be_visible()

    page.goto(f"{site.address}/en/countries/{COUNTRY}/adapting/")  # leave, and come back
    page.get_by_role("link", name="Go on taking it in").click()
    page.get_by_role("link", name=re.compile("2.1 .*Title")).click()
    page.get_by_label("Keep ours").check()
    page.get_by_role("button", name="Keep this choice").click()
    page.get_by_role("button", name="Make a draft on the newer base").click()
    expect(page.get_by_text("version 2022.2")).to_be_visible()
    page.get_by_role("link", name="Release").click()
    expect(page.get_by_text("Nothing stands in the way of a release.")).to_be_visible()
    expect(page.get_by_label("Version number")).to_have_value("2.0.0")
    page.get_by_role("button", name="Release this version").click()
    expect(page.get_by_text("Version 2.0.0 is public.")).to_be_visible()
    expect(page.get_by_text("Décider avec des données que chacun peut vérifier.").first).to_be_visible()
    expect(page.get_by_text("Thinking a problem through with those who have it.").first).to_be_visible()
    page.goto(f"{site.address}/en/countries/{COUNTRY}/framework/")
    assert page.locator("article").get_by_text(WHY).count() == 3
    assert page.locator("article").get_by_text("Pour suivre la nouvelle base.").count() == 1
    expect(page.get_by_text("this is made from the newest version of the base")).to_be_visible()
    take_it_away(page, site)


def take_it_away(page: Page, site: RunningSite) -> None:
    """Fetch the release for Moodle and as CASE from its page of downloads, and read what the files say."""
    page.goto(f"{site.address}/en/framework/{COUNTRY}/downloads/")
    table = page.locator("#moodle-csv").get_by_role("link", name=re.compile("Français")).get_attribute("href")
    answer = page.request.get(f"{site.address}{table}")
    assert answer.status == 200
    rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"))))
    assert any("Décider avec des données que chacun peut vérifier." in cell for row in rows for cell in row)
    assert any("Langues nationales" in cell for row in rows for cell in row)
    package = page.locator("#case").get_by_role("link").first.get_attribute("href")
    answer = page.request.get(f"{site.address}{package}")
    assert answer.status == 200
    assert {"CFDocument", "CFItems", "CFAssociations"} <= json.loads(answer.body()).keys()
    _format, read = read_any(answer.body())
    opened = read.framework
    assert opened is not None
    assert opened.version == "2.0.0"
    texts = {item.code: item for item in opened.items}
    assert plain_text(texts["2.2"].statement, "fr") == "Décider avec des données que chacun peut vérifier."
    assert plain_text(texts["N1"].title, "fr") == "Langues nationales"


def test_two_people_at_one_item_lose_nothing(own_site: RunningSite, context: BrowserContext) -> None:
    page, other = context.new_page(), context.new_page()
    sign_in(page, own_site)
    draft = start(page, own_site, "Un autre cadre")
    for tab in (page, other):
        choose(tab, draft, "1.1", "Reword the definition")
    other.get_by_label("Your wording").fill("La phrase de l’autre.")
    save(other)
    page.get_by_label("Your wording").fill("Ma phrase.")
    page.get_by_label("Why?").fill(WHY)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Somebody changed this meanwhile")).to_be_visible()
    expect(page.get_by_text("La phrase de l’autre.")).to_be_visible()
    expect(page.get_by_label("Your wording")).to_have_value("Ma phrase.")
    page.get_by_role("button", name="Save mine all the same").click()
    expect(page.get_by_text("Ma phrase.").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_pages_of_adapting_are_clean_and_narrow(own_site: RunningSite, browser: Browser, language: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    sign_in(page, own_site)
    draft = start(page, own_site, f"Cadre à regarder ({language})").replace("/en/", f"/{language}/")
    page.goto(draft)
    item = page.locator('a[href*="/items/"]').nth(6).get_attribute("href") or ""
    item = own_site.address + item
    country = draft.rsplit("/", 2)[0] + "/"
    steps = ("keep/", "reword/", "rename/", "tag/", "move/", "merge/", "leave-out/")
    parts = ("", "preview/", "effect/", "coverage/", "sentences/", "release/", "add/")
    addresses = [country, f"{country}start/", *(draft + part for part in parts), item]
    findings, wide = [], []
    axe = Axe()
    for address in [*addresses, *(item + step for step in steps)]:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        assert page.locator("h1").count() == 1, address
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)
        found = axe.run(page).response["violations"]
        findings += [f"{address}: {entry['id']} {entry['nodes'][0]['html'][:120]}" for entry in found]
    context.close()
    assert findings == []
    assert wide == []
