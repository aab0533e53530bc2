"""What a country changed about the framework, why, and whose words stand behind it."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.changes import ADAPTATION_FORMAT, Adaptation, Change, ChangeKind
from capacita.framework.model import Association, AssociationKind, DerivedFrom, FrameworkStatus
from capacita.text import Piece, PieceKind
from capacita.vocabulary import ShownText, TextOrigin, derive_identifier, written
from capacita.web.actors import SYSTEM
from capacita.web.assessment.adaptation_presenters import word_pieces
from capacita.web.consultation.models import Contribution
from capacita.web.documents.store import load_framework
from capacita.web.fields import write_localized
from capacita.web.framework.models import FrameworkVersion, KeptReport
from capacita.web.framework.services import publish_adaptation, publish_framework
from capacita.web.framework.work import report_adaptations
from capacita.web.jobs.models import Job
from capacita.web.patterns.templatetags.capacita_ui import marked
from lib.country_site import filled_country, told_story
from lib.framework_site import large_framework

pytestmark = pytest.mark.django_db
ADDRESS = "/en/countries/almara/framework/"


def shown(text: str, language: str = "en") -> ShownText:
    return ShownText(text=text, language=language, direction="ltr", origin=TextOrigin.SOURCE)


def test_every_change_is_shown_with_its_reason_and_the_words_behind_it() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    changes = told_story().adapted.adaptation.changes
    for change in changes:
        assert f'id="change-{change.id}"' in page
        assert change.reason["en"].text in page
    said = {evidence.ref for change in changes for evidence in change.evidence}
    behind = Contribution.objects.filter(pk__in=said)
    assert behind
    for contribution in behind:
        words = next(iter(contribution.text.values())).text
        assert words in page
        assert f'href="/en/consultations/{contribution.consultation.slug}/"' in page


def test_contribution_that_is_not_public_is_not_quoted() -> None:
    filled_country()
    Contribution.objects.update(published=False)
    page = Client().get(ADDRESS).content.decode()
    assert "<blockquote>" not in page
    assert told_story().adapted.adaptation.changes[0].reason["en"].text in page


def test_document_is_the_one_that_is_kept() -> None:
    filled_country()
    assert 'href="/en/framework/almara/downloads/"' in Client().get(ADDRESS).content.decode()
    answer = Client().get(ADDRESS, {"format": "json"})
    assert answer["Content-Disposition"] == 'attachment; filename="almara-adaptation.json"'
    assert ADAPTATION_FORMAT.read_whole(answer.content) == told_story().adapted.adaptation
    assert json.loads(answer.content)["format"] == "capacita-adaptation/1"


def test_missing_recommendations_are_named() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    assert "9 recommendations of the source have no text here (R1, R2, R3, R4, R5, R6, R7, R8, R9)" in page
    assert "Nothing else stands in the way of a release." in page


def test_principles_that_nothing_serves_are_named_and_outlined() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    assert "<li>SDG 14: Life below water</li>" in page
    assert 'class="zero"' in page


def test_quotes_take_one_question_to_the_database_however_many_there_are() -> None:
    filled_country()
    with CaptureQueriesContext(connection) as queries:
        Client().get(ADDRESS)
    asked = [query["sql"] for query in queries if "consultation_contribution" in query["sql"]]
    assert len(asked) == 1


def test_texts_that_share_words_become_one_with_what_went_and_what_came() -> None:
    pieces = word_pieces(shown("asks only for data"), shown("asks only for the data it needs"))
    assert marked(pieces) == "asks only for <ins>the </ins>data<ins> it needs</ins>"


def test_texts_without_spaces_between_words_become_one_as_well() -> None:
    pieces = word_pieces(shown("只要求数据", "zh-Hans"), shown("只要求开放数据", "zh-Hans"))
    assert marked(pieces) == "只要求<ins>开放</ins>数据"


def test_text_in_pieces_is_escaped() -> None:
    assert marked((Piece(PieceKind.REMOVED, "<b>"), Piece(PieceKind.SAME, "&"))) == "<del>&lt;b&gt;</del>&amp;"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (shown("one two three"), shown("four five six")),
        (shown("one two three"), shown("one two three", "fr")),
        (None, shown("one")),
        (shown("one"), None),
    ],
)
def test_texts_with_little_in_common_stay_apart(before: ShownText | None, after: ShownText | None) -> None:
    assert word_pieces(before, after) == ()


def test_report_says_how_much_of_the_base_is_there_and_what_waits() -> None:
    filled_country()
    page = Client().get(ADDRESS).content.decode()
    assert "How much of the base is there" in page
    assert "this is made from the newest version of the base" in page
    row = FrameworkVersion.objects.get(code="public-service-levels")
    base = load_framework(row.digest)
    items = tuple(replace(item, title=written("Said anew")) if item.code == "A2" else item for item in base.items)
    publish_framework(
        SYSTEM,
        organisation=row.organisation,
        framework=replace(base, version="9.0.0", items=items),
        released_at=datetime.now(UTC) + timedelta(days=1),
    )
    page = Client().get(ADDRESS).content.decode()
    assert "1 change of version 9.0.0 is not taken in yet:" in page


def test_report_downloads_with_a_row_for_every_item() -> None:
    filled_country()
    version = FrameworkVersion.objects.get(code="almara")
    answer = Client().get(f"{ADDRESS}report.csv")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    base_items = {item.code for item in load_framework(version.base.digest).items}
    assert base_items <= {row["code"] for row in rows}
    assert {row["became"] for row in rows} >= {"kept", "reworded"}
    assert all(row["reasons"] for row in rows if row["became"] == "omitted")
    value = json.loads(Client().get(f"{ADDRESS}report.json").content)
    assert value["adaptation"] == "almara"
    assert len(value["reworded"]) == sum(row["became"] == "reworded" for row in rows)
    assert Client().get(f"{ADDRESS}report.doc").status_code == 404


def released_large(count: int) -> list[Change]:
    """Release an adaptation of a large framework that rewords so many items, and return these changes."""
    filled_country()
    organisation = FrameworkVersion.objects.get(code="almara").organisation
    large = large_framework()
    base = publish_framework(
        SYSTEM, organisation=organisation, framework=large, released_at=datetime(2031, 1, 1, tzinfo=UTC)
    )
    changes = [
        Change(
            id=derive_identifier(item.id, "reword"),
            kind=ChangeKind.REWORD,
            target=item.id,
            before=write_localized(item.statement),
            after=write_localized(written("Says it in another way.")),
            reason=written("The law says so."),
        )
        for item in large.items[200 : 200 + count]
    ]
    adaptation = Adaptation(
        id=derive_identifier(large.id, "adaptation"),
        code="large-adapted",
        title=written("Large, adapted"),
        language="en",
        version="1.0",
        status=FrameworkStatus.IMPLEMENTED,
        base=DerivedFrom(id=large.id, version=base.version, digest=base.digest),
        changes=tuple(changes),
    )
    publish_adaptation(
        SYSTEM,
        organisation=organisation,
        base=base,
        adaptation=adaptation,
        released_at=datetime(2031, 1, 2, tzinfo=UTC),
        country="XA",
    )
    return changes


def test_items_of_a_large_base_are_read_page_by_page_what_changed_first() -> None:
    released_large(1)
    pages = [Client().get(f"{ADDRESS}items/", {"page": number, "text": "en"}).content.decode() for number in (1, 2)]
    assert pages[0].count("Says something else") == 2  # in the choice of what became of items, and in its row
    assert pages[1].count("Says something else") == 1
    assert 'href="?text=en&amp;page=2"' in pages[0]
    assert all(len(page) < 100_000 for page in pages)
    alone = Client().get(f"{ADDRESS}items/", {"became": "reworded"}).content.decode()
    assert alone.count("<tr>") == 2  # its heading and one item
    assert "The law says so." in alone


def test_many_changes_are_read_page_by_page_and_a_link_to_one_finds_its_page() -> None:
    changes = released_large(25)
    first, second = (Client().get(ADDRESS, {"page": number}).content.decode() for number in (1, 2))
    assert first.count("<article") == 20
    assert second.count("<article") == 5
    assert 'href="?page=2"' in first
    linked = Client().get(ADDRESS, {"change": changes[22].id}).content.decode()
    assert f'id="change-{changes[22].id}"' in linked
    assert f'id="change-{changes[0].id}"' not in linked


def test_one_sort_of_changes_is_shown_alone() -> None:
    filled_country()
    changes = told_story().adapted.adaptation.changes
    page = Client().get(ADDRESS, {"part": "required"}).content.decode()
    required = [change for change in changes if change.kind is ChangeKind.REQUIRE]
    assert 0 < len(required) < len(changes)
    assert page.count("<article") == len(required)
    assert all(f'id="change-{change.id}"' in page for change in required)


def test_what_waits_for_each_adaptation_is_worked_out_by_a_job_when_a_base_comes_out() -> None:
    filled_country()
    row = FrameworkVersion.objects.get(code="public-service-levels")
    base = load_framework(row.digest)
    items = tuple(replace(item, title=written("Said anew")) if item.code == "A2" else item for item in base.items)
    newer = publish_framework(
        SYSTEM,
        organisation=row.organisation,
        framework=replace(base, version="9.0.0", items=items),
        released_at=datetime.now(UTC) + timedelta(days=1),
    )
    job = Job.objects.get(kind="report-adaptations")
    assert job.inputs == {"version": str(newer.pk)}
    told: list[str] = []
    assert report_adaptations(job, lambda _percent, step: told.append(step)) == {"adaptations": 1}
    kept = KeptReport.objects.get(newest=newer.digest)
    assert kept.waiting["count"] == 1
    assert [change["code"] for change in kept.waiting["changes"]] == ["A2"]
    with CaptureQueriesContext(connection) as queries:
        assert "1 change of version 9.0.0 is not taken in yet:" in Client().get(ADDRESS).content.decode()
    assert not [query for query in queries if query["sql"].startswith("INSERT")]


def test_report_tells_of_an_item_that_a_link_was_taken_from_it() -> None:
    filled_country()
    organisation = FrameworkVersion.objects.get(code="almara").organisation
    large = large_framework()
    first, second = large.items[20], large.items[21]
    ids = [derive_identifier(large.id, "link", str(place)) for place in range(2)]
    links = tuple(
        Association(id=key, kind=AssociationKind.IS_RELATED_TO, origin=first.id, destination=second.id) for key in ids
    )
    base = publish_framework(
        SYSTEM,
        organisation=organisation,
        framework=replace(large, associations=links),
        released_at=datetime.now(UTC) + timedelta(days=2),
    )
    unlink = Change(
        id=derive_identifier(large.id, "unlink"), kind=ChangeKind.UNLINK, target=ids[0], reason=written("Not so.")
    )
    adaptation = Adaptation(
        id=derive_identifier(large.id, "without a link"),
        code="unlinked",
        title=written("Unlinked"),
        language="en",
        version="1.0",
        status=FrameworkStatus.IMPLEMENTED,
        base=DerivedFrom(id=large.id, version=large.version, digest=base.digest),
        changes=(unlink,),
    )
    publish_adaptation(
        SYSTEM,
        organisation=organisation,
        base=base,
        adaptation=adaptation,
        released_at=datetime.now(UTC) + timedelta(days=3),
    )
    rows = csv.DictReader(io.StringIO(Client().get(f"{ADDRESS}report.csv").content.decode("utf-8-sig")))
    assert [row["code"] for row in rows if row["became"] == "changed"] == [first.code]
