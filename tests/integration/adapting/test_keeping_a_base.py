"""The keeper of the frameworks writes the next version of one in the browser, and a country sees it waiting.

Everybody signs in with a demonstration account, as a newcomer does.
"""

import re

import pytest
from django.test import Client, override_settings

from capacita.web.accounts.models import Membership
from capacita.web.accounts.seed import KEEPER, seed_organisations
from capacita.web.actors import Role
from capacita.web.adapting.models import AdaptationDraft, DraftState
from capacita.web.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from capacita.web.demo.seed import seed_demo_accounts
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from lib.country_site import filled_country, found_country

pytestmark = pytest.mark.django_db
OF_KEEPER, OF_COUNTRY = f"/en/countries/{KEEPER}/adapting/", "/en/countries/almara/adapting/"
SAID = "Deciding with data that everybody can check."


def signed_in(email: str) -> Client:
    client = Client()
    assert client.post("/en/sign-in/", {"email": email, "password": DEMO_PASSWORD}).status_code == 302
    return client


def demonstration() -> tuple[Client, Client]:
    """Return the keeper and the focal point of the filled demonstration."""
    filled_country()
    seed_demo_accounts()
    return signed_in("keeper@capacita.example"), signed_in("focal@almara.example")


def released(client: Client, address: str) -> FrameworkVersion:
    """Release the draft at this address under the number that the page suggests."""
    page = client.get(f"{address}release/").content.decode()
    suggested = re.search(r'name="version"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="version"', page)
    assert suggested, page
    version = suggested[1] or suggested[2]
    assert client.post(f"{address}release/", {"version": version}).status_code == 302
    newest: FrameworkVersion = FrameworkVersion.objects.order_by("-released_at")[0]
    return newest


def reworded(client: Client, address: str, code: str = "2.2") -> None:
    draft = AdaptationDraft.objects.get(state=DraftState.OPEN)
    item = next(item for item in load_framework(draft.base_digest).items if item.code == code)
    data = {"text": SAID, "reason": "Readers asked who may check.", "revision": 0}
    assert client.post(f"{address}items/{item.id}/reword/", data).status_code == 302


def started(client: Client, code: str) -> str:
    """Press the button beside a framework, and return the address of the draft."""
    action = f"{OF_KEEPER}continue/{code}/"
    assert f'action="{action}"' in client.get(OF_KEEPER).content.decode()
    return str(client.post(action)["Location"])


@override_settings(DEMO=True)
def test_next_version_of_the_source_reaches_a_country_through_what_is_made_from_it() -> None:
    keeper, focal_point = demonstration()
    assert OF_KEEPER in keeper.get("/en/consultations/work/").content.decode()
    draft = started(keeper, "unesco-2022")
    reworded(keeper, draft)
    source = released(keeper, draft)
    assert (source.code, source.base_id, source.organisation.code) == ("unesco-2022", None, KEEPER)
    assert next(item for item in load_framework(source.digest).items if item.code == "2.2").statement["en"].text == SAID
    assert "A newer base is waiting" not in focal_point.get(OF_COUNTRY).content.decode()  # theirs has levels on it

    assert "A newer base is waiting" in keeper.get(OF_KEEPER).content.decode()
    merge = str(keeper.post(f"{OF_KEEPER}newer-base/public-service-levels/")["Location"])
    levels = released(keeper, str(keeper.post(f"{merge}finish/")["Location"]))
    assert (levels.code, levels.base) == ("public-service-levels", source)
    page = focal_point.get(OF_COUNTRY).content.decode()
    assert "A newer base is waiting" in page
    assert f"version {levels.version}: 1 change." in page

    merge = str(focal_point.post(f"{OF_COUNTRY}newer-base/almara/")["Location"])
    taken_in = released(focal_point, str(focal_point.post(f"{merge}finish/")["Location"]))
    assert (taken_in.code, taken_in.base) == ("almara", levels)
    assert "A newer base is waiting" not in focal_point.get(OF_COUNTRY).content.decode()

    marked = FrameworkVersion.objects.filter(simulated=True).values_list("code", "version")
    made = {(row.code, row.version) for row in (source, levels, taken_in)}
    assert set(marked) == made | {("almara", "1.0.0")}  # what the site brings along is real


@override_settings(DEMO=False)
def test_keeper_goes_on_from_the_version_that_came_last() -> None:
    keeper, _focal_point = demonstration()
    draft = started(keeper, "unesco-2022")
    assert f"{OF_KEEPER}continue/unesco-2022/" not in keeper.get(OF_KEEPER).content.decode()  # one draft at a time
    reworded(keeper, draft)
    source = released(keeper, draft)
    started(keeper, "unesco-2022")
    assert AdaptationDraft.objects.get(state=DraftState.OPEN).base == source
    assert not source.simulated


def test_draft_of_the_next_version_lists_nothing_that_nobody_has_changed() -> None:
    keeper, _focal_point = demonstration()
    draft = started(keeper, "unesco-2022")
    assert "Nothing has changed." in keeper.get(f"{draft}release/").content.decode()
    reworded(keeper, draft)
    page = keeper.get(f"{draft}release/").content.decode()
    assert "Definition reworded (2.2" in page
    assert "Setting changed" not in page


def test_draft_that_goes_on_from_a_release_keeps_what_its_heading_says() -> None:
    _keeper, client = demonstration()
    before = load_framework(FrameworkVersion.objects.get(code="almara").digest)
    draft = str(client.post(f"{OF_COUNTRY}continue/almara/")["Location"])
    assert "Nothing has changed." in client.get(f"{draft}release/").content.decode()
    reworded(client, draft)
    after = load_framework(released(client, draft).digest)
    for part in ("id", "code", "title", "publisher", "licence", "notice", "status", "language"):
        assert getattr(after, part) == getattr(before, part)


def test_each_demonstration_account_is_a_member_of_its_own_organisation_and_is_made_once() -> None:
    found_country()
    filled = filled_accounts()
    assert filled == {(account.email, account.organisation, account.role.value) for account in DEMO_ACCOUNTS}
    assert ("keeper@capacita.example", KEEPER, Role.FOCAL_POINT.value) in filled
    Membership.objects.filter(
        organisation__code=KEEPER
    ).delete()  # as on a site that is older than the keeper's account
    assert filled_accounts() == filled
    assert Membership.objects.count() == len(DEMO_ACCOUNTS)


def filled_accounts() -> set[tuple[str, str, str]]:
    seed_organisations()
    seed_demo_accounts()
    return set(Membership.objects.values_list("person__email", "organisation__code", "role"))
