"""A crosswalk as readers see it, and as a reviewer works through it: deciding, taking back, exporting, who may."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from capacita.content import read_content
from capacita.framework.crosswalk import CROSSWALK_FORMAT, Crosswalk, CrosswalkLink, LinkDecision, MatchRelation
from capacita.web.actors import VISITOR, Role
from capacita.web.audit.models import AuditEvent
from capacita.web.crosswalk.models import LinkReview, ProposedLink
from capacita.web.crosswalk.presenters import present_crosswalk
from capacita.web.crosswalk.queries import get_reviewed, list_ends
from capacita.web.documents.store import load_framework
from capacita.web.framework.models import FrameworkVersion
from lib.country_site import found_country, signed_in
from lib.framework_site import seeded

pytestmark = pytest.mark.django_db
CODE = "unesco-2022-to-digcomp-3.0"
PAGE = f"/en/crosswalks/{CODE}/"
WHY = "Both ask whether a source can be believed."


def shipped() -> Crosswalk:
    return CROSSWALK_FORMAT.read_whole(read_content("crosswalk-digcomp3/crosswalk.json"))


def first_link() -> CrosswalkLink:
    return next(link for link in shipped().links if link.score is not None)


def address(link: CrosswalkLink) -> str:
    return f"{PAGE}links/{link.id}/"


def decide(client: Client, link: CrosswalkLink, relation: str = "closeMatch", reason: str = WHY, seen: int = 0) -> Any:
    return client.post(address(link), {"relation": relation, "reason": reason, "seen": seen})


def read(client: Client, path: str = PAGE, **values: str) -> str:
    answer = client.get(path, values)
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_tells_coverage_both_ways_and_names_what_is_not_linked() -> None:
    seeded()
    page = read(Client())
    assert "29 links: 29 suggested and not reviewed, 0 confirmed, 0 rejected" in page
    assert "Systems thinking" in page
    assert "Agile strategy" in page
    assert "Environmental impacts of digital technologies" in page
    assert "is not on this site" not in page, "the crosswalk names all its items"
    numbers = re.findall(r'<td class="num">([^<]*)</td>', page)
    assert (numbers[5], numbers[8]) == ("21", "3")  # of DigComp: all, and without a link
    assert f'<td class="num">{len({link.object for link in shipped().links})}</td>' in page


def test_each_link_shows_what_speaks_for_it() -> None:
    seeded()
    page = read(Client())
    for link in shipped().links:
        assert address(link) in page
    link = first_link()
    one = read(Client(), address(link))
    assert f"Likeness {link.score:.2f} of 1." in one
    assert f"“{link.evidence[0]}”" in one
    assert f"skos:{link.relation.value if link.relation else ''}" in one
    assert "Nobody has reviewed this link." in one
    assert "Keep this decision" not in one


def test_decision_is_kept_beside_the_pack_and_shown_by_role() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    seeded()
    link = first_link()
    assert decide(client, link).status_code == 302
    page = read(Client(), address(link))
    assert "Confirmed: the first says nearly the same as the second" in page
    assert WHY in page
    assert "a steward" in page
    assert "Somebody" not in page
    assert "28 suggested and not reviewed, 1 confirmed" in read(Client())
    assert shipped().links == CROSSWALK_FORMAT.read_whole(read_content("crosswalk-digcomp3/crosswalk.json")).links
    assert AuditEvent.objects.filter(action="crosswalk.decided").count() == 1


def test_decision_can_be_changed_and_taken_back_step_by_step() -> None:
    client = signed_in(found_country(), Role.FOCAL_POINT)
    link = first_link()
    decide(client, link)
    decide(client, link, "none", "On second thoughts it is another subject.", seen=1)
    assert "0 confirmed, 1 rejected" in read(client)
    for expected in ("1 confirmed, 0 rejected", "0 confirmed, 0 rejected"):
        standing = LinkReview.objects.exclude(decision="").filter(undone_by=None).latest("number")
        assert client.post(f"{PAGE}reviews/{standing.pk}/undo/").status_code == 302
        assert expected in read(client)
    assert LinkReview.objects.count() == 4
    assert read(client, address(link)).count("taken back") >= 2


def test_decision_taken_on_what_somebody_has_overtaken_is_refused() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    link = first_link()
    decide(client, link)
    answer = decide(client, link, "exactMatch", seen=0)
    assert answer.status_code == 409
    assert "while you were reading" in answer.content.decode()
    first = LinkReview.objects.get()
    decide(client, link, "exactMatch", seen=1)
    assert client.post(f"{PAGE}reviews/{first.pk}/undo/").status_code == 409
    assert LinkReview.objects.count() == 2


def test_decision_without_a_reason_or_relation_shows_the_form_again() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    answer = decide(client, first_link(), "", "")
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert LinkReview.objects.count() == 0


@pytest.mark.parametrize("role", [Role.ANALYST, Role.TRANSLATOR, Role.CIVIL_SERVANT])
def test_nobody_else_decides(role: Role) -> None:
    client = signed_in(found_country(), role)
    assert decide(client, first_link()).status_code == 403
    assert LinkReview.objects.count() == 0


def test_visitor_who_posts_is_refused() -> None:
    assert decide(Client(), first_link()).status_code == 403
    assert LinkReview.objects.count() == 0


def test_other_organisation_does_not_take_a_decision_back() -> None:
    decide(signed_in(found_country(), Role.FOCAL_POINT), first_link())
    other = signed_in(found_country("borealis"), Role.FOCAL_POINT)
    assert other.post(f"{PAGE}reviews/{LinkReview.objects.get().pk}/undo/").status_code == 403
    assert LinkReview.objects.count() == 1


def test_exports_hold_the_decisions_and_say_who_has_reviewed() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    confirmed, rejected = [link for link in shipped().links if link.score is not None][:2]
    decide(client, confirmed)
    decide(client, rejected, "none", "Another subject.")
    lines = Client().get(f"/en/crosswalks/{CODE}.tsv").content.decode().splitlines()
    table = [line for line in lines if not line.startswith("#")]
    rows = {
        (row["subject_id"], row["object_id"]): row
        for row in csv.DictReader(io.StringIO("\n".join(table)), delimiter="\t")
    }
    told = rows[f"capacita:{confirmed.subject}", f"capacita:{confirmed.object}"]
    assert told["predicate_id"] == "skos:closeMatch"
    assert told["reviewer_label"] == "steward"
    assert told["mapping_justification"] == "semapv:ManualMappingCuration"
    assert told["comment"].startswith("Reviewed.")
    assert WHY in told["comment"]
    assert rows[f"capacita:{rejected.subject}", f"capacita:{rejected.object}"]["predicate_modifier"] == "Not"
    assert sum(row["reviewer_label"] == "" for row in rows.values()) == len(rows) - 2
    document = CROSSWALK_FORMAT.read_whole(Client().get(f"/en/crosswalks/{CODE}.json").content)
    by_id = {link.id: link for link in document.links}
    assert by_id[confirmed.id].decision is LinkDecision.ACCEPTED
    assert by_id[confirmed.id].relation is MatchRelation.CLOSE
    assert by_id[confirmed.id].note["en"].text.startswith(confirmed.note["en"].text)
    assert by_id[rejected.id].decision is LinkDecision.REJECTED


def test_item_page_shows_links_with_their_state_but_not_rejected_ones() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    seeded()
    link = first_link()
    item = f"/en/framework/unesco-2022/{link.subject_code}/"
    assert "suggested" in read(Client(), item)
    assert link.object_title in read(Client(), item)
    decide(client, link)
    assert "confirmed" in read(Client(), item)
    decide(client, link, "none", "Another subject.", seen=1)
    assert address(link) not in read(Client(), item)
    adapted = read(Client(), "/en/framework/public-service-levels/2.1/")
    assert "Made for unesco-2022 2022.1, from which this item comes." in adapted


def test_unknown_crosswalk_and_link_are_not_found() -> None:
    assert Client().get("/en/crosswalks/none/").status_code == 404
    assert Client().get(f"{PAGE}links/{shipped().id}/").status_code == 404
    assert Client().get("/en/crosswalks/none.tsv").status_code == 404


def test_pages_ask_the_database_a_fixed_number_of_questions(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = signed_in(found_country(), Role.STEWARD)
    seeded()
    for link in shipped().links[:5]:
        decide(client, link)
    reader = Client()
    for path in ("/en/crosswalks/", PAGE, address(first_link())):
        read(reader, path)
        with django_assert_num_queries(3):  # reviews, links put forward, versions
            read(reader, path)
    read(reader, "/en/framework/unesco-2022/2.1/")
    with django_assert_num_queries(3):  # the versions, the links put forward, and the reviews of its links
        read(reader, "/en/framework/unesco-2022/2.1/")


def unlinked_item() -> str:
    """Return the identifier of "1.1 Systems thinking", which no link of the pack has."""
    framework = load_framework(FrameworkVersion.objects.get(code="unesco-2022").digest)
    return next(item.id for item in framework.items if item.code == "1.1")


def propose(client: Client, subject: str, object_: str, **values: str) -> Any:
    given = {"subject": subject, "object": object_, "relation": "relatedMatch", "reason": WHY, **values}
    return client.post(f"{PAGE}links/new/", given)


def test_link_that_nobody_suggested_is_put_forward_counted_decided_and_exported() -> None:
    client = signed_in(found_country(), Role.FOCAL_POINT)
    seeded()
    subject, object_ = unlinked_item(), shipped().links[0].object
    assert f"{PAGE}links/new/?subject={subject}" in read(client)
    form = read(client, f"{PAGE}links/new/", subject=subject)
    assert f'<option value="{subject}" selected>' in form
    assert form.count("<option") == 1 + 14 + 1 + 21
    assert "3.2 Integrating and re-elaborating digital content</option>" in form
    assert "Its framework is not on this site" not in form, "the crosswalk names all its items"
    answer = propose(client, subject, object_)
    assert answer.status_code == 302
    page = read(Client(), answer.url)
    assert "Put forward by a national focal point on" in page
    assert WHY in page
    assert "They share no telling words" not in page, "only the name of the second is here"
    assert "Nobody has reviewed this link." in page
    assert "30 links: 30 suggested and not reviewed" in read(Client())
    assert f"{PAGE}links/new/?subject={subject}" not in read(client), "the item has a link now"
    assert "suggested" in read(Client(), "/en/framework/unesco-2022/1.1/")
    client.post(answer.url, {"relation": "none", "reason": "A slip.", "seen": 0})
    assert "29 suggested and not reviewed, 0 confirmed, 1 rejected" in read(Client())
    document = CROSSWALK_FORMAT.read_whole(Client().get(f"/en/crosswalks/{CODE}.json").content)
    link = next(link for link in document.links if link.subject == subject)
    assert (link.decision, link.suggested_by.value) == (LinkDecision.REJECTED, "person")
    rows = list(csv.DictReader(io.StringIO(Client().get(f"/en/crosswalks/{CODE}.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 30
    assert (rows[-1]["first"], rows[-1]["state"], rows[-1]["decided by"]) == ("1.1", "rejected", "focal-point")
    assert AuditEvent.objects.filter(action="crosswalk.put-forward").count() == 1


def test_crosswalk_that_names_no_items_knows_those_of_its_links() -> None:
    seeded()
    found = get_reviewed(VISITOR, CODE)
    nameless = replace(found.undecided, object=replace(found.undecided.object, items=()))
    found = replace(found, undecided=nameless, crosswalk=nameless)
    assert len(list_ends(found, is_subject=False)) == 18
    _ours, theirs = present_crosswalk(found, "en", "")["sides"]
    assert (theirs.all, theirs.without, theirs.suggested, theirs.unlinked) == (None, None, 18, ())


def test_item_that_only_the_crosswalk_names_is_counted_and_linked() -> None:
    client = signed_in(found_country(), Role.FOCAL_POINT)
    seeded()
    page = read(client)
    assert "Not linked in DigComp 3.0: European Digital Competence Framework" in page
    assert "4.3 " in page
    assert "Supporting wellbeing" in page
    wellbeing = next(item for item in shipped().object.items if item.code == "4.3")
    answer = propose(client, unlinked_item(), wellbeing.id)
    assert "4.3 Supporting wellbeing" in read(client, answer.url).replace("\n", " ")
    assert "Not linked in DigComp 3.0" in read(client)
    assert f"?object={wellbeing.id}" not in read(client)


def test_link_put_forward_twice_or_there_already_is_shown_and_not_doubled() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    seeded()
    old = shipped().links[0]
    assert propose(client, old.subject, old.object).url == address(old)
    first = propose(client, unlinked_item(), old.object)
    assert propose(client, unlinked_item(), old.object).url == first.url
    assert ProposedLink.objects.count() == 1


def test_link_without_items_relation_or_reason_shows_the_form_again() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    seeded()
    answer = propose(client, "", "elsewhere", relation="", reason=" ")
    assert answer.status_code == 422
    for words in ("Choose an item.", "Choose one.", "Say in a sentence why."):
        assert words in answer.content.decode()
    assert not ProposedLink.objects.exists()


def test_nobody_else_puts_a_link_forward() -> None:
    client = signed_in(found_country(), Role.TRANSLATOR)
    seeded()
    assert propose(client, unlinked_item(), shipped().links[0].object).status_code == 403
    assert "Put a link forward" not in read(client)
    assert not ProposedLink.objects.exists()


def test_titles_stand_in_the_readers_language_and_no_export_says_what_is_not_so() -> None:
    client = signed_in(found_country(), Role.STEWARD)
    seeded()
    link = shipped().links[0]
    page = client.get(f"/ar/crosswalks/{CODE}/links/{link.id}/").content.decode()
    assert link.subject_title not in page, "its Arabic title is here"
    assert f'lang="en" dir="ltr">{link.object_code} {link.object_title}' in page
    decide(client, link)
    for ending in ("tsv", "json"):
        assert "reviewed by nobody" not in Client().get(f"/en/crosswalks/{CODE}.{ending}").content.decode()
