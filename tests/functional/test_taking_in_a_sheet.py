"""A working group edits a draft in a spreadsheet, with JavaScript off in the browser of the focal point.

They take the workbook out, reword, add a row and damage one; meanwhile the draft changes in two of the same places. The
damaged row is told, the mended sheet is looked at, one conflict is settled, the focal point leaves and comes back,
settles the other, takes the sheet in, and takes all of it back at once.
"""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from lib.browsing import PASSWORD, look_at, sign_in, start_adaptation
from lib.running_site import RunningSite, run_on

pytestmark = pytest.mark.browser
EMAIL, NAME, COUNTRY = "focal@cormara.example", "Amina Okoro", "cormara"
WHY = "Agreed in the working group of 12 May."
WHY_THIS = "The law of 2024 says so."
OURS = {"1.1": "The draft words it so.", "1.2": "The draft words this too."}
FOUND = f"""
import django; django.setup()
from capacita.vocabulary import written
from capacita.web.accounts.models import OrganisationKind, Person
from capacita.web.accounts.services import found_organisation, give_membership
from capacita.web.actors import SYSTEM, Role
organisation = found_organisation(SYSTEM, code="{COUNTRY}", kind=OrganisationKind.COUNTRY,
    name=written("Cormara", "en"), country="XC", fictional=True)
person = Person.objects.create_person(email="{EMAIL}", display_name="{NAME}", password="{PASSWORD}")
give_membership(SYSTEM, person=person, organisation=organisation, role=Role.FOCAL_POINT)
"""


@pytest.fixture(scope="module")
def own_site(bare_site: RunningSite) -> RunningSite:
    """A site with one country and its focal point."""
    run_on(bare_site, FOUND)
    return bare_site


def edit(data: bytes, *, is_damaged: bool) -> bytes:
    """Return the workbook as the working group leaves it: two definitions, a title, a row more, and one parent wrong."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["Items"]
    places = {str(cell.value): cell.column for cell in sheet[1]}
    rows = {str(row[places["code"] - 1].value): row[0].row for row in sheet.iter_rows(min_row=2)}

    def write(code: str, head: str, text: Any) -> None:
        sheet.cell(rows[code], places[head]).value = text

    write("1.1", "statement (en)", "The sheet words it so.")
    write("1.2", "statement (en)", "The sheet words this too.")
    write("2.1", "title (en)", "Reading data with others")
    write("2.1", "why", WHY_THIS)
    rows["1.9"] = sheet.max_row + 1
    for head, text in (("code", "1.9"), ("kind", "competency"), ("parent", "1"), ("title (en)", "Speaking plainly")):
        write("1.9", head, text)
    if is_damaged:
        write("2.2", "parent", "99")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def send(page: Page, data: bytes) -> None:
    page.get_by_label("The edited sheet").set_input_files(
        {"name": "working-group.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="Look at what it changes").click()


def reword(page: Page, draft: str, code: str, text: str) -> None:
    page.goto(draft)
    page.get_by_role("link", name=re.compile(rf"^{re.escape(code)} ")).click()
    page.get_by_role("link", name="Reword the definition").click()
    page.get_by_label("Your wording").fill(text)
    page.get_by_label("Why?").fill("Ours.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def settle(page: Page, code: str, choice: str) -> None:
    page.get_by_role("link", name=re.compile(rf"^{re.escape(code)} .*Definition")).click()
    expect(page.get_by_text(f"Both sides changed the definition of {code} ")).to_be_visible()
    expect(page.get_by_text(OURS[code])).to_be_visible()
    page.get_by_role("button", name="Keep this choice").click()  # before anything is chosen
    expect(page.get_by_role("alert")).to_contain_text("Choose what should stand")
    page.get_by_label(choice).check()
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_text("Your choice is kept.")).to_be_visible()


def test_working_group_edits_a_draft_in_a_spreadsheet(
    own_site: RunningSite, context: BrowserContext, tmp_path: Path
) -> None:
    page = context.new_page()
    sign_in(page, own_site, EMAIL, NAME)
    draft = start_adaptation(page, own_site, COUNTRY, language="English", title="Skills of Cormara")
    page.get_by_role("link", name="Edit it in a spreadsheet").click()
    offer = page.url
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Workbook (XLSX)").click()
    assert fetched.value.suggested_filename == f"{COUNTRY}-draft-0.xlsx"
    fetched.value.save_as(tmp_path / "draft.xlsx")
    taken_out = (tmp_path / "draft.xlsx").read_bytes()
    for code, text in OURS.items():
        reword(page, draft, code, text)

    page.goto(offer)
    send(page, edit(taken_out, is_damaged=True))
    expect(page.get_by_text("The sheet has to be put right first. Nothing of it is kept.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Items, row \d+, column parent:"))).to_be_visible()

    send(page, edit(taken_out, is_damaged=False))
    expect(page.get_by_role("heading", level=1)).to_have_text("What the sheet changes")
    review = page.url
    expect(page.get_by_text("2 need you before the sheet can be taken in.")).to_be_visible()
    for told in ("Speaking plainly", "Reading data with others", WHY_THIS):
        expect(page.get_by_text(told).first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Take in"))).to_have_count(0)
    settle_both(page, own_site, draft)
    take_in_and_back(page, draft, (offer, review))


def settle_both(page: Page, site: RunningSite, draft: str) -> None:
    """Settle one conflict, leave, come back and settle the other."""
    page.get_by_role("link", name="Choose what stands").click()
    conflicts = page.url
    page.get_by_role("link", name=re.compile("^1.1 ")).click()
    look_at(page.context, [conflicts, page.url], languages=("en", "ar"), pictures="sheet-both")
    page.get_by_role("link", name="Back without choosing").click()
    settle(page, "1.1", "Take what the sheet says")
    expect(page.get_by_text("1 needs you.")).to_be_visible()
    page.goto(f"{site.address}/en/countries/{COUNTRY}/")  # leave, and come back
    page.goto(draft)
    page.get_by_role("link", name="Edit it in a spreadsheet").click()
    page.get_by_role("link", name="Go on with working-group.xlsx").click()
    page.get_by_role("link", name="Choose what stands").click()
    expect(page.get_by_text("As the sheet says")).to_be_visible()
    settle(page, "1.2", "Keep what the draft says")
    page.get_by_role("link", name="Go on to take the sheet in").click()


def take_in_and_back(page: Page, draft: str, seen: tuple[str, str]) -> None:
    """Take the sheet in, look at what it brought, and take all of it back at once."""
    look_at(page.context, [*seen], languages=("en", "ar"), pictures="sheet")
    expect(page.get_by_text("You have chosen what stands.")).to_be_visible()
    page.get_by_role("button", name="Take in 3 changes").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why")
    page.get_by_label("Why?").fill(WHY)
    page.get_by_role("button", name="Take in 3 changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the sheet brought")
    taken = page.url
    for told in ("3 changes became steps of the draft.", "1 thing had been changed in the draft meanwhile", WHY_THIS):
        expect(page.get_by_text(told)).to_be_visible()
    assert page.locator("article").get_by_text(WHY).count() == 2
    look_at(page.context, [taken], languages=("en", "ar"), pictures="sheet-taken")
    page.goto(draft)
    for told in ("Speaking plainly", "Reading data with others"):
        expect(page.get_by_text(told).first).to_be_visible()
    page.goto(taken)
    page.get_by_text("Take the whole sheet back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("All of them are taken back.")).to_be_visible()
    page.goto(f"{draft}preview/")
    for told in OURS.values():
        expect(page.get_by_text(told).first).to_be_visible()
    for gone in ("Speaking plainly", "Reading data with others", "The sheet words it so."):
        expect(page.get_by_text(gone)).to_have_count(0)
