"""An edited sheet on its way into a draft: out, looked at, taken in as steps, taken back; and what is refused."""

import html
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from capacita.framework.exchange.edited_sheet import MADE_OF, WHY
from capacita.framework.exchange.xlsx import write_workbook
from capacita.vocabulary import TextOrigin
from capacita.web.actors import Role
from capacita.web.adapting.drafting import effective_framework, list_changes, list_standing
from capacita.web.adapting.models import DraftChange, TakenSheet
from capacita.web.audit.models import AuditEvent
from capacita.web.documents.store import load_framework
from lib.country_site import person, signed_in
from lib.framework_cases import identifier, small_framework
from lib.sheet_site import (
    LIST,
    WHY_ALL,
    Rows,
    change,
    choose,
    conflicts_of,
    drafted,
    fetched,
    page_of,
    send,
    take_in,
    titles,
    without,
    words,
)

pytestmark = pytest.mark.django_db


def test_page_offers_the_sheet_and_the_draft_leads_to_it() -> None:
    client, draft = drafted()
    assert f'href="{page_of(draft)}"' in client.get(f"{LIST}{draft.pk}/").content.decode()
    page = client.get(page_of(draft)).content.decode()
    assert f'href="{page_of(draft, "file/xlsx/")}"' in page
    assert f'href="{page_of(draft, "file/csv/")}"' in page
    assert client.get(page_of(draft, "file/pdf/")).status_code == 404
    answer = client.get(page_of(draft, "file/xlsx/"))
    assert answer["Content-Disposition"] == f'attachment; filename="{draft.code}-draft-0.xlsx"'
    assert answer.content[:2] == b"PK"


def test_edited_sheet_becomes_steps_after_a_look() -> None:
    client, draft = drafted()

    def edit(rows: Rows) -> Rows:
        rows = change("1.1", title_en="Foresees", **{WHY: "The law of 2024 says so."})(rows)
        return [
            *change("1.2", parent="2")(rows),
            {"code": "1.3", "kind": "competency", "parent": "1", "title (en)": "Ask"},
        ]

    answer = send(client, draft, fetched(client, draft, edit))
    assert answer.status_code == 302
    look = client.get(answer["Location"])
    told = words(look)
    for said in ("Items reworded or renamed 1", "Items added 1", "Items left out 0", "Items moved 1"):
        assert said in told
    assert "Made of the draft as it stands now." in told
    assert "The law of 2024 says so." in told
    assert not draft.steps.exists()
    done = take_in(client, answer["Location"])
    assert done.status_code == 302
    assert titles(draft)["1.1"] == "Foresees"
    assert {change.reason["en"].text for _row, change in list_changes(draft.steps.all())} == {
        WHY_ALL,
        "The law of 2024 says so.",
    }
    sheet = TakenSheet.objects.get()
    assert (sheet.first, sheet.last, sheet.not_taken) == (1, 3, 0)
    taken = words(client.get(done["Location"]))
    assert "3 changes became steps of the draft." in taken
    assert AuditEvent.objects.filter(action="draft.sheet-taken-in", target_id=str(sheet.pk)).count() == 1
    assert client.get(answer["Location"]).status_code == 404  # the file waits no more


def test_workbook_comes_back_with_roles_and_levels() -> None:
    client, draft = drafted()
    data = client.get(page_of(draft, "file/xlsx/")).content
    book = load_workbook(io.BytesIO(data))
    needs = book["Requirements"]
    heads = [cell.value for cell in needs[1]]
    needs.cell(2, heads.index("level") + 1).value = "high"
    levels = book["Levels"]
    levels.cell(2, [cell.value for cell in levels[1]].index("title (en)") + 1).value = "Lowest"
    target = io.BytesIO()
    book.save(target)
    answer = send(client, draft, target.getvalue(), "draft.xlsx")
    assert answer.status_code == 302, words(answer)
    assert take_in(client, answer["Location"]).status_code == 302
    kinds = sorted(change.kind.value for _row, change in list_changes(draft.steps.all()))
    assert kinds == ["relevel", "require"]


def test_unedited_sheet_says_that_it_changes_nothing() -> None:
    client, draft = drafted()
    answer = send(client, draft, fetched(client, draft, lambda rows: rows))
    look = client.get(answer["Location"])
    assert "It changes nothing in the draft." in words(look)
    assert client.post(answer["Location"], {"seen": 0}).status_code == 409
    assert not TakenSheet.objects.exists()


def test_same_sheet_twice_changes_nothing_the_second_time() -> None:
    client, draft = drafted(language="fr")
    data = fetched(client, draft, change("1.1", statement_fr="Voit venir.", title_fr="Prévoir"))
    take_in(client, send(client, draft, data)["Location"])
    count = draft.steps.count()
    assert count == 2
    again = client.get(send(client, draft, data)["Location"])
    assert "It changes nothing in the draft." in words(again)


def test_what_was_changed_meanwhile_stays_and_the_same_field_is_told() -> None:
    client, draft = drafted()
    data = fetched(
        client, draft, lambda rows: change("1.2", title_en="Draws up")(change("1.1", title_en="Foresees")(rows))
    )
    for code, text in (("1.2", "Designs"), ("2.1", "Reads well")):
        item = f"{LIST}{draft.pk}/items/{identifier(code)}/rename/"
        assert client.post(item, {"reason": "Ours.", "text": text, "revision": 0}).status_code == 302
    address = send(client, draft, data)["Location"]
    look = words(client.get(address))
    assert "Made of an earlier state of the draft." in look
    assert "has changed 1 thing that the sheet changes too. 1 needs you" in look
    assert "Take in" not in look.partition("What the sheet changes")[2].replace("Take in an edited sheet", "")
    listed = client.get(f"{address}both/")
    assert "Both sides changed the title of 1.2 Designs" in words(listed)
    (task,) = conflicts_of(listed)
    told = words(client.get(task))
    assert "When the sheet was made Design The draft now Designs The sheet Draws up" in told
    assert choose(client, task, "ours").status_code == 302
    assert "You have chosen what stands." in words(client.get(address))
    assert "Take in 1 change" in words(client.get(address))
    choose(client, task, "theirs")
    assert "Take in 2 changes" in words(client.get(address))
    choose(client, task, "ours")
    assert take_in(client, address).status_code == 302
    assert (titles(draft)["1.1"], titles(draft)["1.2"], titles(draft)["2.1"]) == ("Foresees", "Designs", "Reads well")
    assert TakenSheet.objects.get().not_taken == 1


def test_row_that_is_gone_leaves_only_when_asked_and_with_a_reason() -> None:
    client, draft = drafted()
    address = send(client, draft, fetched(client, draft, without("1.2")))["Location"]
    kept = words(client.get(address))
    assert "1 row is gone from the sheet. What it was about stays in the draft." in kept
    assert "It changes nothing in the draft." in kept
    assert "Items left out 1" in words(client.post(f"{address}gone/", {"gone": "out"}, follow=True))
    assert "It changes nothing" in words(client.post(f"{address}gone/", {"gone": "kept"}, follow=True))
    client.post(f"{address}gone/", {"gone": "out"})
    answer = client.post(address, {"seen": 0, "left_out": ""})
    assert answer.status_code == 422
    assert "a change without a reason cannot be released" in answer.content.decode()
    assert not draft.steps.exists()
    assert take_in(client, address, left_out="No post here needs it.").status_code == 302
    (told,) = [change for _row, change in list_changes(draft.steps.all())]
    assert (told.kind.value, told.reason["en"].text) == ("omit", "No post here needs it.")
    assert "1.2" not in titles(draft)


def test_item_left_out_comes_back_with_what_the_sheet_says() -> None:
    client, draft = drafted()
    data = fetched(client, draft, change("1.2", title_en="Draws up"))
    item = f"{LIST}{draft.pk}/items/{identifier('1.2')}/leave-out/"
    assert client.post(item, {"reason": "Not here.", "revision": 0}).status_code == 302
    address = send(client, draft, data)["Location"]
    (task,) = conflicts_of(client.get(f"{address}both/"))
    choose(client, task, "ours")
    assert "It changes nothing in the draft." in words(client.get(address))
    choose(client, task, "theirs")
    assert take_in(client, address).status_code == 302
    assert titles(draft)["1.2"] == "Draws up"


def test_whole_sheet_is_taken_back_at_once_unless_something_stands_on_it() -> None:
    client, draft = drafted()
    before = effective_framework(draft, ())
    data = fetched(client, draft, lambda rows: change("1.2", parent="2")(change("1.1", title_en="Foresees")(rows)))
    take_in(client, send(client, draft, data)["Location"])
    sheet = TakenSheet.objects.get()
    item = f"{LIST}{draft.pk}/items/{identifier('1.1')}/rename/"
    client.post(item, {"reason": "Ours.", "text": "Looks ahead", "revision": 2})
    address = page_of(draft, f"taken/{sheet.pk}/")
    assert "Later steps stand on some of these: 1.1." in words(client.post(f"{address}undo/", follow=True))
    client.post(f"{LIST}{draft.pk}/undo/3/")
    assert "All of them are taken back." in words(client.post(f"{address}undo/", follow=True))
    assert effective_framework(draft, draft.steps.all()) == before
    assert list_standing(draft.steps.all()) == []
    assert draft.steps.count() == 6
    assert "This sheet is taken back already." in words(client.post(f"{address}undo/", follow=True))
    assert AuditEvent.objects.filter(action="draft.sheet-taken-back").count() == 1


def test_faulty_sheet_is_told_by_row_and_column_and_leaves_nothing_behind() -> None:
    client, draft = drafted()
    events = AuditEvent.objects.count()

    def edit(rows: Rows) -> Rows:
        rows = change("1.1", position="first")(change("1.2", parent="9")(rows))
        return [*rows, {"title (en)": "Without a code"}]

    answer = send(client, draft, fetched(client, draft, edit))
    assert answer.status_code == 422
    told = words(answer)
    assert "Nothing of it is kept." in told
    assert 'Items, row 3, column position: "first" in the column "position"' in html.unescape(told)
    assert (draft.steps.count(), TakenSheet.objects.count(), AuditEvent.objects.count()) == (0, 0, events)


def merged_cells() -> bytes:
    return workbook(lambda sheet: sheet.merge_cells("A2:A3"))


def formula() -> bytes:
    return workbook(lambda sheet: sheet.cell(2, 2).__setattr__("value", "=1+1"))


def workbook(edit: Callable[[Any], Any]) -> bytes:
    book = load_workbook(io.BytesIO(write_workbook(small_framework())))
    edit(book["Items"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bomb() -> bytes:

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"0" * 70_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 \xff", "neither a workbook nor UTF-8 text"),
        (b"", "The file is empty."),
        (b"name,age\r\nAma,41\r\n", "No sheet of a framework was found."),
        (b'{"a": 1}', "The file is JSON"),
        (merged_cells(), "has merged cells at A2:A3"),
        (formula(), "has a formula in cell B2"),
        (bomb(), "would unpack to"),
        (b"code,kind\r\n" + b"x" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
    ids=["pdf", "empty", "other-table", "json", "merged", "formula", "bomb", "large"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, said: str) -> None:
    client, draft = drafted()
    answer = send(client, draft, data, "file.xlsx")
    assert answer.status_code == 422
    assert said in words(answer)
    assert not draft.steps.exists()


def test_sheet_of_another_draft_is_refused() -> None:
    client, draft = drafted()
    data = fetched(
        client, draft, lambda rows: [{**row, MADE_OF: "00000000-0000-4000-8000-000000000000/0"} for row in rows]
    )
    answer = send(client, draft, data)
    assert answer.status_code == 422
    assert "made of another framework’s draft" in words(answer).replace("&#x27;", "’")


def test_sheet_without_its_mark_is_compared_with_the_draft_now_and_says_so() -> None:
    client, draft = drafted()
    data = fetched(
        client, draft, lambda rows: [{**row, MADE_OF: ""} for row in change("1.1", title_en="Foresees")(rows)]
    )
    look = words(client.get(send(client, draft, data)["Location"]))
    assert "The sheet does not say what it was made of." in look
    assert "Take in 1 change" in look


def test_workbook_of_the_base_is_known_as_what_the_draft_began_with() -> None:
    client, draft = drafted()
    item = f"{LIST}{draft.pk}/items/{identifier('1.2')}/rename/"
    client.post(item, {"reason": "Ours.", "text": "Designs", "revision": 0})
    look = words(
        client.get(send(client, draft, write_workbook(load_framework(draft.base_digest)), "x.xlsx")["Location"])
    )
    base = draft.base
    assert f"Made of {base.code} {base.version}. What has changed since stays." in look
    assert "It changes nothing in the draft." in look


def test_draft_that_moved_since_the_look_is_looked_at_again() -> None:
    client, draft = drafted()
    address = send(client, draft, fetched(client, draft, change("1.1", title_en="Foresees")))["Location"]
    item = f"{LIST}{draft.pk}/items/{identifier('1.2')}/rename/"
    client.post(item, {"reason": "Ours.", "text": "Designs", "revision": 0})
    answer = client.post(address, {"reason": WHY_ALL, "seen": 0})
    assert answer.status_code == 409
    assert "The draft has changed since you looked." in words(answer)
    assert draft.steps.count() == 1
    assert take_in(client, address).status_code == 302
    assert titles(draft)["1.2"] == "Designs"


def test_look_belongs_to_who_sent_the_sheet_and_a_reader_may_not_send_one() -> None:
    client, draft = drafted()
    address = send(client, draft, fetched(client, draft, change("1.1", title_en="Foresees")))["Location"]
    other = Client()
    other.force_login(person(draft.organisation, Role.FOCAL_POINT, "other@example.org"))
    assert other.get(address).status_code == 404
    reader = signed_in(draft.organisation, Role.TRANSLATOR)
    assert reader.get(page_of(draft)).status_code == 403
    assert send(reader, draft, b"code,kind").status_code == 403
    assert DraftChange.objects.count() == 0


def test_sentence_on_a_principle_names_who_took_it_in() -> None:
    client, draft = drafted()
    data = fetched(client, draft, change("1.2", principles_en="roam-rights: It asks who is left out."))
    take_in(client, send(client, draft, data)["Location"])
    now = effective_framework(draft, draft.steps.all())
    (tag,) = next(item for item in now.items if item.code == "1.2").principles
    assert (tag.written_by, tag.because["en"].origin) == ("Somebody", TextOrigin.SOURCE)
