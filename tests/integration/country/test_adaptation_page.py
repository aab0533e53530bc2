"""What a country changed about the framework, why, and whose words stand behind it."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from capacita.framework.changes import ADAPTATION_FORMAT
from capacita.vocabulary import ShownText, TextOrigin
from capacita.web.assessment.adaptation_presenters import word_pieces
from capacita.web.consultation.models import Contribution
from lib.country_site import filled_country, told_story

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
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "asks only for"),
        ("ins", "the"),
        ("same", "data"),
        ("ins", "it needs"),
    ]


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
