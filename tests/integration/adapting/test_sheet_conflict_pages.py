"""What a sheet and the draft have both changed is settled one by one or at once; what its pages cost with 300 items."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capacita.vocabulary import Refusal
from capacita.web.actors import actor_for_person
from capacita.web.adapting.models import AdaptationDraft, TakenSheet, WaitingSheet
from capacita.web.adapting.sheet_services import choose_in_sheet, forget_waiting_sheets
from capacita.web.audit.models import AuditEvent
from lib.framework_site import large_framework
from lib.sheet_site import (
    WHY_ALL,
    Rows,
    choose,
    conflicts_of,
    drafted,
    fetched,
    page_of,
    rename,
    send,
    take_in,
    titles,
    words,
)

pytestmark = pytest.mark.django_db
FOR_A_LOOK = 4  # queries


def three_conflicts(client: Client, draft: AdaptationDraft) -> str:
    """Return the address of a sheet that changes three titles which the draft has changed since it was made."""

    def edit(rows: Rows) -> Rows:
        return [{**row, "title (en)": f"Sheet {row['code']}"} if "." in row["code"] else row for row in rows]

    data = fetched(client, draft, edit)
    for code in ("1.1", "1.2", "2.1"):
        rename(client, draft, code, f"Draft {code}")
    return str(send(client, draft, data)["Location"])


def code_of(client: Client, address: str) -> str:
    return next(code for code in ("1.1", "1.2", "2.1") if f"of {code} " in words(client.get(address)))


def test_each_conflict_is_settled_by_itself_and_half_settled_nothing_is_lost() -> None:
    client, draft = drafted()
    address = three_conflicts(client, draft)
    tasks = conflicts_of(client.get(f"{address}both/"))
    codes = [code_of(client, task) for task in tasks]
    assert sorted(codes) == ["1.1", "1.2", "2.1"]
    assert "Choose what should stand" in words(client.post(tasks[0], {"words": "x"}))
    assert choose(client, tasks[0], "theirs")["Location"] == f"{address}both/"
    assert "2 need you before the sheet can be taken in." in words(client.get(address))
    answer = client.post(address, {"reason": WHY_ALL, "seen": 3})
    assert answer.status_code == 409
    assert "it is open what stands: 2." in words(answer)
    assert draft.steps.count() == 3
    cache.clear()  # nothing hangs on what the site only remembers
    assert f'href="{address}"' in client.get(page_of(draft)).content.decode()
    told = words(client.get(f"{address}both/"))
    assert (told.count("Needs you"), told.count("As the sheet says")) == (2, 1)
    choose(client, tasks[1], "ours")
    choose(client, tasks[2], "theirs")
    assert "Nothing needs you any more." in words(client.get(f"{address}both/"))
    assert take_in(client, address).status_code == 302
    stands = {code: text for code, text in titles(draft).items() if "." in code}
    said = ("Sheet", "Draft", "Sheet")
    assert stands == {code: f"{side} {code}" for code, side in zip(codes, said, strict=True)}
    assert TakenSheet.objects.get().not_taken == 1
    assert not WaitingSheet.objects.exists()
    assert AuditEvent.objects.filter(action="draft.sheet-choice-made").count() == 3


@pytest.mark.parametrize(("side", "stands"), [("ours", "Draft"), ("theirs", "Sheet")])
def test_conflicts_that_are_open_are_settled_at_once_and_those_settled_only_when_asked(side: str, stands: str) -> None:
    client, draft = drafted()
    address = three_conflicts(client, draft)
    tasks = conflicts_of(client.get(f"{address}both/"))
    choose(client, tasks[0], "theirs" if side == "ours" else "ours")
    assert client.post(f"{address}both/", {"side": side}).status_code == 302
    told = words(client.get(f"{address}both/"))
    assert "Needs you" not in told
    assert (told.count("As the draft says"), told.count("As the sheet says")) in ((2, 1), (1, 2))
    choose(client, tasks[1], "theirs" if side == "ours" else "ours")
    assert client.post(f"{address}both/", {"side": side}).status_code == 302
    if side == "ours":
        assert "It changes nothing in the draft." in words(client.get(address))
        return
    assert take_in(client, address).status_code == 302
    assert {text.partition(" ")[0] for code, text in titles(draft).items() if "." in code} == {stands}
    assert TakenSheet.objects.get().not_taken == 0


def adding(code: str) -> Callable[[Rows], Rows]:
    return lambda rows: [*rows, {"code": code, "kind": "competency", "parent": "1", "title (en)": f"Ask {code}"}]


@pytest.mark.parametrize("codes", [("1.3", "1.4"), ("1.4", "1.3"), ("1.5", "1.6"), ("1.6", "1.5"), ("1.3", "1.3")])
def test_items_that_two_sheets_add_at_one_place_both_come_in(codes: tuple[str, str]) -> None:
    client, draft = drafted()
    first, second = (fetched(client, draft, adding(code)) for code in codes)
    take_in(client, str(send(client, draft, first)["Location"]))
    answer = send(client, draft, second.replace(b"Ask", b"Ask again"))
    assert answer.status_code == 302, words(answer)
    client.post(f"{answer['Location']}both/", {"side": "theirs"})
    assert take_in(client, answer["Location"]).status_code == 302
    assert set(codes) <= titles(draft).keys()


def test_choice_between_words_that_changed_since_is_asked_again_and_the_others_stand() -> None:
    client, draft = drafted()
    address = three_conflicts(client, draft)
    client.post(f"{address}both/", {"side": "theirs"})
    assert "You have chosen what stands." in words(client.get(address))
    rename(client, draft, "1.2", "Drafts anew")
    told = words(client.get(f"{address}both/"))
    assert (told.count("Needs you"), told.count("As the sheet says")) == (1, 2)
    tasks = conflicts_of(client.get(f"{address}both/"))
    of = re.search(r'name="words" value="(\w+)"', client.get(tasks[0]).content.decode())
    assert of is not None
    rename(client, draft, code_of(client, tasks[0]), "While you looked")
    answer = client.post(tasks[0], {"side": "theirs", "words": of[1]})
    assert answer.status_code == 422
    assert "The draft has changed since you looked." in words(answer)
    assert "While you looked" in words(answer)


def test_choice_of_another_window_is_not_undone_by_one_that_had_not_seen_it() -> None:
    client, draft = drafted()
    address = three_conflicts(client, draft)
    before = WaitingSheet.objects.get()
    choose(client, conflicts_of(client.get(f"{address}both/"))[0], "theirs")
    actor = actor_for_person(before.person)
    with pytest.raises(Refusal) as caught:
        choose_in_sheet(actor, waiting=before, choices={})
    assert caught.value.code == "DRAFT_SHEET_CHOSEN_MEANWHILE"
    assert len(WaitingSheet.objects.get().choices) == 1


def test_same_file_sent_again_brings_back_what_was_chosen_of_it() -> None:
    client, draft = drafted()
    address = three_conflicts(client, draft)
    choose(client, conflicts_of(client.get(f"{address}both/"))[0], "theirs")
    data = bytes(WaitingSheet.objects.get().data)
    assert send(client, draft, data, "renamed.csv")["Location"] == address
    assert "2 need you" in words(client.get(address))


def test_sheet_that_waits_is_forgotten_after_long_and_only_then() -> None:
    client, draft = drafted()
    address = three_conflicts(client, draft)
    assert forget_waiting_sheets() == 0
    assert forget_waiting_sheets(timezone.now() + timedelta(minutes=1)) == 1
    assert "This sheet does not wait any more." in words(client.get(address))


def reworded(rows: Rows) -> Rows:
    return [
        {**row, "title (en)": row["title (en)"] + " anew", "statement (en)": "Now: " + row["statement (en)"]}
        for row in rows
    ]


@pytest.mark.parametrize("items", [12, 300])
def test_sheet_in_which_every_item_changed_is_told_in_pages_of_little_weight_and_few_queries(items: int) -> None:
    client, draft = drafted(large_framework(items))
    first = str(send(client, draft, fetched(client, draft, lambda rows: reworded(reworded(rows))))["Location"])
    address = str(send(client, draft, fetched(client, draft, reworded))["Location"])
    check_cost(client, address, 7)
    assert f"Take in {2 * items} changes" in words(client.get(address))
    assert take_in(client, address).status_code == 302
    check_cost(client, page_of(draft, f"taken/{TakenSheet.objects.get().pk}/"), 11)
    check_cost(client, first, 7)  # the sheet that was sent before finds every item changed by the other one
    assert f"{2 * items} need you" in words(client.get(first))
    check_cost(client, f"{first}both/", 7)
    check_cost(client, conflicts_of(client.get(f"{first}both/"))[0], 7)
    assert client.post(f"{first}both/", {"side": "theirs"}).status_code == 302
    assert take_in(client, first).status_code == 302


def check_cost(client: Client, address: str, queries: int) -> None:
    """See that a page is light, and asks the database so often; where it has to look at the sheet anew, a bit more."""
    client.get(address)
    for more in (0, FOR_A_LOOK):
        if more:
            cache.clear()
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        assert len(answer.content) < 100_000, address
        assert len(asked) in (queries, queries + more), address
