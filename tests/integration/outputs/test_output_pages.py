"""Outputs on the site: read and looked at before they count, kept once, corrected, and never lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from capacita.consultation import SessionStatus
from capacita.consultation.output.sheet import write_csv_sheet
from capacita.sheets.xlsx import write_xlsx
from capacita.web.actors import Actor, Role, actor_for_person
from capacita.web.consultation.models import Consultation, Contribution, StatusChange
from capacita.web.consultation.steps import approve_request, step_consultation
from capacita.web.documents.store import load_file
from capacita.web.outputs.models import Arrival, ContributionSource, OutputDraft
from lib.consultation_cases import (
    TOKEN,
    actor_with,
    make_country,
    make_framework,
    make_person,
    make_programme,
    make_request,
)
from lib.output_files import bomb, empty_sheet, fill, photograph, points, with_macros, word, workbook

pytestmark = pytest.mark.django_db
HOME = f"/en/consultations/requests/{TOKEN}/output/"
CODES = ("2.4", "3.1")


@pytest.fixture
def meeting(tmp_path, settings) -> Consultation:
    """A consultation in the calendar that was asked for by a private link, about a framework."""
    settings.HOME = tmp_path
    country = make_country()
    programme = make_programme(country, framework_version=make_framework())
    asked = make_request(programme)
    approve_request(actor_with(country, Role.STEWARD), request_id=asked.pk, title="Meeting of offices", language="en")
    return Consultation.objects.get()


def sheet_of(meeting: Consultation, rows, language: str = "en"):
    return fill(empty_sheet(str(meeting.pk), CODES, language), rows)


def upload(client: Client, data: bytes, name: str = "output.xlsx", home: str = HOME, **more):
    return client.post(home, {"sheet": SimpleUploadedFile(name, data), **more})


def look(client: Client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return client.get(answer["Location"]).content.decode()


def steward_of(meeting: Consultation) -> Actor:
    return actor_for_person(make_person(meeting.organisation, Role.STEWARD, "third"))


def accept(client: Client, data: bytes, **more) -> Arrival:
    answer = upload(client, data, **more)
    assert client.post(answer["Location"]).status_code == 302
    return Arrival.objects.order_by("-arrived_at").first()


def test_fault_in_row_14_is_named_and_nothing_counts_until_it_is_accepted(client: Client, meeting: Consultation):
    data = workbook(sheet_of(meeting, points(20)), Contributions_C14="perhaps", Contributions_A18="9.9")
    page = look(client, upload(client, data))
    assert "Table Contributions, row 14, column “Verdict”" in page
    assert "&quot;perhaps&quot; is no verdict" in page
    assert "Table Contributions, row 18, column “Item”" in page
    assert Contribution.objects.count() == 0
    assert Consultation.objects.get().status == "scheduled"
    arrival = Arrival.objects.get()
    assert (arrival.state, load_file(arrival.file)) == ("kept", data)


def test_accepted_output_becomes_contributions_with_their_source(client: Client, meeting: Consultation):
    arrival = accept(client, write_xlsx(sheet_of(meeting, points(3))), typed_by="secretary of the office")
    assert [row.number for row in Contribution.objects.all()] == [1, 2, 3]
    row = Contribution.objects.first()
    assert (row.item_code, row.verdict, row.may_quote, row.published) == ("2.4", "change", True, False)
    assert row.text["en"].text == "Point number 1"
    source = row.source
    assert (source.arrival, source.line, source.consent) == (arrival, 2, "anonymous")
    assert (source.typed_by, source.language, source.framework_version) == (
        "secretary of the office", "en", meeting.programme.framework_version.version,
    )  # fmt: skip
    assert list(StatusChange.objects.values_list("status", flat=True))[-2:] == ["held", "output_received"]


def test_contributions_are_public_once_the_output_is_accepted_by_the_stewards(client: Client, meeting: Consultation):
    rows = [*points(1), ("3.1", "", "keep", "", "Said in confidence", *[""] * 5, "no")]
    accept(client, write_xlsx(sheet_of(meeting, rows)))
    public = f"/en/consultations/{meeting.slug}/"
    assert "Point number 1" not in client.get(public).content.decode()
    step_consultation(steward_of(meeting), consultation_id=meeting.pk, after=SessionStatus.ACCEPTED)
    page = client.get(public).content.decode()
    assert "Point number 1" in page
    assert "Said in confidence" not in page
    assert "did not agree to be quoted" in page


def test_points_are_held_back_until_they_are_decided_on_where_the_programme_says_so(client: Client, meeting):
    accept(client, write_xlsx(sheet_of(meeting, points(2))))
    step_consultation(steward_of(meeting), consultation_id=meeting.pk, after=SessionStatus.ACCEPTED)
    stewards = Client()
    stewards.force_login(make_person(meeting.organisation, Role.STEWARD, "second"))
    stewards.post(f"/en/consultations/work/run/{meeting.slug}/output/", {"rule": "until-decided"})
    Contribution.objects.filter(number=1).update(status="declined")
    public = f"/en/consultations/{meeting.slug}/"
    assert "Point number 1" in client.get(public).content.decode()
    assert "Point number 2" not in client.get(public).content.decode()
    assert "Point number 2" not in stewards.get(public).content.decode()  # the same for everybody
    stewards.post(f"/en/consultations/work/run/{meeting.slug}/output/", {"rule": "at-once"})
    assert "Point number 2" in client.get(public).content.decode()


def test_the_same_file_twice_is_kept_once(client: Client, meeting: Consultation):
    data = write_xlsx(sheet_of(meeting, points(2)))
    assert upload(client, data)["Location"] == upload(client, data, "again.xlsx")["Location"]
    accept(client, data)
    accept(client, data)
    assert (Arrival.objects.count(), Contribution.objects.count()) == (1, 2)
    assert StatusChange.objects.filter(status="output_received").count() == 1


def test_corrected_output_shows_its_difference_and_keeps_numbers(client: Client, meeting: Consultation):
    first = accept(client, write_xlsx(sheet_of(meeting, points(3))))
    kept = {row.number: row.pk for row in Contribution.objects.all()}
    rows = points(3)
    rows[1] = (*rows[1][:4], "Point number 2 indeed", *rows[1][5:])
    rows[2] = (*rows[2][:4], "Letters in a plain language", *rows[2][5:])
    answer = upload(client, write_xlsx(sheet_of(meeting, rows)))
    page = look(client, answer)
    assert "1 point added · 1 changed · 1 taken out · 1 as before" in " ".join(page.split())
    client.post(answer["Location"])
    first.refresh_from_db()
    assert first.state == "replaced"
    standing = Contribution.objects.filter(source__withdrawn_at__isnull=True)
    assert {row.number: row.text["en"].text for row in standing} == {
        1: "Point number 1", 2: "Point number 2 indeed", 4: "Letters in a plain language",
    }  # fmt: skip
    assert Contribution.objects.get(number=2).pk == kept[2]
    assert ContributionSource.objects.get(contribution__number=3).withdrawn_at is not None
    client.post(f"{HOME}{first.pk}/")  # the former one again: everything as it was
    standing = Contribution.objects.filter(source__withdrawn_at__isnull=True)
    assert sorted(row.text["en"].text for row in standing) == [f"Point number {n}" for n in (1, 2, 3)]


def test_output_accepted_by_the_stewards_is_closed_and_what_is_sent_is_kept(client: Client, meeting: Consultation):
    accept(client, write_xlsx(sheet_of(meeting, points(1))))
    step_consultation(steward_of(meeting), consultation_id=meeting.pk, after=SessionStatus.ACCEPTED)
    answer = upload(client, write_xlsx(sheet_of(meeting, points(2))))
    assert "It cannot be accepted now" in look(client, answer)
    refused = client.post(answer["Location"])
    assert refused.status_code == 409
    assert "What you sent is kept" in refused.content.decode()
    assert (Arrival.objects.count(), Contribution.objects.count()) == (2, 1)


def test_decided_contribution_keeps_its_words_when_it_is_taken_out(client: Client, meeting: Consultation):
    accept(client, write_xlsx(sheet_of(meeting, points(2))))
    Contribution.objects.filter(number=1).update(status="declined")
    accept(client, write_xlsx(sheet_of(meeting, points(2)[1:])))
    assert ContributionSource.objects.get(contribution__number=1).withdrawn_at is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no workbook", "not a workbook that can be read"),
        (bomb(), "would unpack to"),
        (photograph(), "a picture and not the filled sheet"),
        (b"%PDF-1.7 x", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 40, "old format, or one with a password"),
        (b"a,b\r\n1,2\r\n", "holds none of the tables"),
        (b"\xff\xfe\x00\x01", "no kind of file that can be read"),
    ],
)
def test_file_that_cannot_be_read_says_what_to_do_and_is_kept(client: Client, meeting, data: bytes, words: str):
    page = look(client, upload(client, data))
    assert words in page
    assert "The file is kept, and nothing of it counts" in page
    arrival = Arrival.objects.get()
    assert load_file(arrival.file) == data
    assert client.post(f"{HOME}{arrival.pk}/").status_code == 400
    assert Contribution.objects.count() == 0


def test_file_beyond_the_limit_is_refused_in_words(client: Client, meeting: Consultation):
    answer = upload(client, b"x" * (10 * 1024 * 1024 + 1), "output.csv")
    assert answer.status_code == 422
    assert "larger than 10 MB" in answer.content.decode()
    answer = upload(client, b"x" * (13 * 1024 * 1024), "output.csv")
    assert answer.status_code == 413
    assert "larger than 12 megabytes" in answer.content.decode()


def test_macros_and_formulas_are_neutralised_and_the_file_is_sent_as_it_came(client: Client, meeting: Consultation):
    data = with_macros(workbook(sheet_of(meeting, points(2)), Contributions_E3="=1+1"))
    page = look(client, upload(client, data, "output.xlsm"))
    assert "The file holds macros" in page
    assert "formula in cell E3" in page
    client.force_login(make_person(meeting.organisation, Role.STEWARD, "second"))
    answer = client.get(f"/en/consultations/work/run/{meeting.slug}/output/{Arrival.objects.get().pk}/file/")
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="output.xlsm"'


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("مخرجات.csv", "attachment; filename*=utf-8''%D9%85%D8%AE%D8%B1%D8%AC%D8%A7%D8%AA.csv"),
        ("sheet\u202efdp.exe", 'attachment; filename="sheetfdp.exe"'),  # what turns the end round is left out
        ('a "b".csv', 'attachment; filename="a \\"b\\".csv"'),
    ],
)
def test_file_is_sent_under_the_name_that_it_came_with(client: Client, meeting: Consultation, name: str, told: str):
    upload(client, b"no sheet at all", name)
    client.force_login(make_person(meeting.organisation, Role.STEWARD, "second"))
    answer = client.get(f"/en/consultations/work/run/{meeting.slug}/output/{Arrival.objects.get().pk}/file/")
    assert answer["Content-Disposition"] == told


def test_markup_in_a_sheet_is_shown_as_text(client: Client, meeting: Consultation):
    rows = [(*points(1)[0][:4], "<script>alert(1)</script>", *points(1)[0][5:])]
    assert "<script>alert" not in look(client, upload(client, write_xlsx(sheet_of(meeting, rows))))


@pytest.mark.parametrize("language", ["fr", "ar", "zh"])
def test_word_form_in_another_language_is_read(client: Client, meeting: Consultation, language: str):
    tables = sheet_of(meeting, [("2.4", "", "", "", "", *[""] * 6)], language)
    rows = [("2.4", "", {"fr": "modifier", "ar": "تعديل", "zh": "修改"}[language], "", "Mots", *[""] * 6)]
    accept(client, word(fill(tables, rows)), name="form.docx")
    assert Contribution.objects.get().verdict == "change"


def test_anonymous_output_keeps_the_number_of_people_alone(client: Client, meeting: Consultation):
    tables = sheet_of(meeting, [(*points(1)[0][:10], "stakeholder_type")])
    people = [("all", "participants", 9), ("gender", "woman", 9)]
    accept(client, write_xlsx(fill(tables, people, 1)), anonymous="on")
    given = Consultation.objects.get().participation
    assert (given["participants"], given["by_gender"]) == (9, {})
    row = Contribution.objects.get()
    assert (row.speaker, row.source.consent) == ("", "anonymous")


def test_late_output_is_taken(client: Client, meeting: Consultation):
    Consultation.objects.update(status="late")
    meeting.request.__class__.objects.update(status="late")
    accept(client, write_csv_sheet(sheet_of(meeting, points(1))), name="output.csv")
    assert Consultation.objects.get().status == "output_received"


def test_sheet_of_another_consultation_is_not_accepted(client: Client, meeting: Consultation):
    other = fill(empty_sheet("0" * 8 + "-0000-4000-8000-" + "0" * 12, CODES), points(1))
    answer = upload(client, write_xlsx(other))
    assert "The sheet is from consultation" in look(client, answer)
    assert client.post(answer["Location"]).status_code == 409


def test_form_is_saved_as_it_goes_and_read_like_a_sheet(client: Client, meeting: Consultation):
    about = {
        "kind": "review",
        "language": "en",
        "context": "Wet season",
        "divergence": "Some\nOthers",
        "typed_by": "clerk",
    }
    assert client.post(f"{HOME}form/about/", about)["Location"] == f"{HOME}form/people/"
    assert "Wet season" in Client().get(f"{HOME}form/about/").content.decode()  # on another device too
    people = {"participants": "5", "by_gender:woman": "3", "by_gender:man": "1", "regions": "North: 5"}
    client.post(f"{HOME}form/people/", people)
    point = {"item": "2.4", "verdict": "change", "text": "On shared telephones", "quote": "anonymous", "priority": "2"}
    assert client.post(f"{HOME}form/points/", {**point, "item": ""}).status_code == 422
    client.post(f"{HOME}form/points/", point)
    client.post(f"{HOME}form/points/", {**point, "text": "A mistake"})
    client.post(f"{HOME}form/points/", {"remove": "1"})
    assert "Put it back" in client.get(f"{HOME}form/points/").content.decode()
    client.post(f"{HOME}form/points/?edit=0", {**point, "text": "On telephones that are shared"})
    client.post(f"{HOME}form/quotes/", {"words": "We wait", "quote": "anonymous"})
    page = look(client, client.post(f"{HOME}form/quotes/", {"on": "1"}))
    assert "On telephones that are shared" in page
    assert "A mistake" not in page
    assert "The counts of Gender add up to 4" in page
    arrival = Arrival.objects.get()
    client.post(f"{HOME}{arrival.pk}/")
    row = Contribution.objects.get()
    assert (row.item_code, row.source.details["priority"], arrival.kind) == ("2.4", 2, "form")
    assert OutputDraft.objects.count() == 0


def test_exploratory_form_asks_for_competencies(client: Client, meeting: Consultation):
    client.post(f"{HOME}form/about/", {"kind": "exploratory", "language": "fr", "hurdles": "No line"})
    assert client.get(f"{HOME}form/points/").status_code == 404
    client.post(f"{HOME}form/competencies/", {"words": "Parler clairement"})
    page = look(client, client.post(f"{HOME}form/quotes/", {"on": "1"}))
    assert "Parler clairement" in page


def test_arrival_with_the_identifier_of_its_sender_is_kept_once(client: Client, meeting: Consultation):
    outside = Client(enforce_csrf_checks=True)
    given = {"client_id": "7f3a", "language": "en", "verdict-1": "new", "text-1": "A language for each counter"}
    first = outside.post(f"{HOME}arrive/", given, headers={"Accept": "application/json"})
    second = outside.post(f"{HOME}arrive/", given, headers={"Accept": "application/json"})
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert outside.post(f"{HOME}arrive/", given)["Location"].endswith(f"/{first.json()['arrival']}/")
    assert (Arrival.objects.count(), Contribution.objects.count()) == (1, 0)
    file = {"client_id": "8", "sheet": SimpleUploadedFile("o.xlsx", write_xlsx(sheet_of(meeting, points(1))))}
    assert outside.post(f"{HOME}arrive/", file, headers={"Accept": "application/json"}).status_code == 201


def test_page_without_a_network_names_its_address_and_loads_nothing(client: Client, meeting: Consultation):
    page = client.get(f"{HOME}offline.html")
    text = page.content.decode()
    assert "attachment" in page["Content-Disposition"]
    assert f'action="http://testserver{HOME}arrive/"' in text
    assert re.findall(r'(?:src|href)="', text) == []
    assert len(page.content) < 100_000


def test_letter_is_kept_and_points_are_taken_out_of_its_lines(client: Client, meeting: Consultation):
    letter = "Dear all,\nForms break off on old telephones.\nThat is what people said.\n"
    answer = client.post(f"{HOME}report/", {"letter": letter, "typed_by": ""})
    client.post(answer["Location"])
    assert Consultation.objects.get().status == "output_received"
    client.force_login(make_person(meeting.organisation, Role.STEWARD, "second"))
    arrival = Arrival.objects.get()
    work = f"/en/consultations/work/run/{meeting.slug}/output/{arrival.pk}/points/"
    assert "Forms break off on old telephones." in client.get(work).content.decode()
    point = {"line": "2", "last_line": "3", "item": "2.4", "verdict": "change", "quote": "anonymous", "language": "en",
             "typed_by": "secretary"}  # fmt: skip
    assert client.post(work, {**point, "last_line": "9"}).status_code == 422
    assert client.post(work, {**point, "typed_by": ""}).status_code == 422
    assert client.post(work, point).status_code == 302
    row = Contribution.objects.get()
    assert row.text["en"].text == "Forms break off on old telephones.\nThat is what people said."
    assert (row.source.line, row.source.last_line, row.source.typed_by, row.source.arrival) == (
        2,
        3,
        "secretary",
        arrival,
    )
    client.post(work, {"withdraw": str(row.pk)})
    assert ContributionSource.objects.get().withdrawn_at is not None
    client.post(work, {"restore": str(row.pk)})
    assert ContributionSource.objects.get().withdrawn_at is None


def test_photograph_loses_its_place_and_is_shown_to_stewards_alone(client: Client, meeting: Consultation):
    answer = client.post(f"{HOME}report/", {"file": SimpleUploadedFile("sheet.png", photograph())})
    assert "Where, when and with what the photograph was taken was removed" in look(client, answer)
    arrival = Arrival.objects.get()
    assert b"51.5N" not in load_file(arrival.file)
    file = f"/en/consultations/work/run/{meeting.slug}/output/{arrival.pk}/file/"
    assert client.get(file).status_code == 302
    client.force_login(make_person(meeting.organisation, Role.STEWARD, "second"))
    shown = client.get(f"{file}?show")
    assert (shown["Content-Type"], shown["Content-Disposition"]) == ("image/png", 'inline; filename="sheet.png"')
    broken = SimpleUploadedFile("sheet.png", photograph()[:60])
    assert "broken or cut off" in client.post(f"{HOME}report/", {"file": broken}).content.decode()


def test_steward_types_for_somebody_else_and_says_who_did(client: Client, meeting: Consultation):
    client.force_login(make_person(meeting.organisation, Role.STEWARD, "second"))
    work = f"/en/consultations/work/run/{meeting.slug}/output/"
    data = write_xlsx(sheet_of(meeting, points(1)))
    assert upload(client, data, home=work).status_code == 422
    answer = upload(client, data, home=work, typed_by="secretariat")
    client.post(answer["Location"])
    assert Contribution.objects.get().source.typed_by == "secretariat"
    assert Arrival.objects.get().pk not in [row.pk for row in Arrival.objects.filter(by_organiser=True)]
    assert str(Arrival.objects.get().pk) not in Client().get(HOME).content.decode()


def test_stewards_of_others_and_strangers_see_nothing(client: Client, meeting: Consultation):
    arrival = accept(client, write_xlsx(sheet_of(meeting, points(1))))
    work = f"/en/consultations/work/run/{meeting.slug}/output/"
    client.force_login(make_person(make_country("other"), Role.STEWARD))
    assert client.get(work).status_code == 403
    assert client.get(f"{work}{arrival.pk}/file/").status_code == 403
    assert client.get("/en/consultations/requests/no-such-token/output/").status_code == 404
    assert client.get(f"{HOME}00000000-0000-4000-8000-000000000000/").status_code == 404


def test_output_waits_until_there_is_a_consultation(client: Client):
    make_request(make_programme(make_country()))
    assert client.get(HOME).status_code == 404
