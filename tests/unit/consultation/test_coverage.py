"""Coverage of a programme: explicit zeros, who is missing, what to seek, and what everybody may know of people."""

import dataclasses
import json
from datetime import date

import pytest

from capacita.cli import main
from capacita.consultation import PROGRAMME_FORMAT, DatePrecision, StakeholderType, WorkshopOutput
from capacita.consultation.coverage import (
    KINDS,
    NOT_SAID,
    REGIONS,
    Axis,
    CoverageTargets,
    Session,
    SessionState,
    check_targets,
    compile_coverage,
    count_as,
    count_sessions,
    cover_programme,
    default_targets,
    describe_coverage,
    list_cells,
    publish_people,
    seek_sessions,
)
from capacita.content import read_content
from capacita.vocabulary import CAPACITA, derive_identifier, readable_json

TODAY, LAST_DAY = date(2026, 4, 1), date(2026, 6, 30)
TARGETS = default_targets(country=None, languages=("en", "fr"), closes=LAST_DAY)
WOMAN, MAN = "woman", "man"


def session(number=1, **details):
    given = {"id": str(number), "title": f"Session {number}", "state": SessionState.PLANNED, **details}
    return Session(**given)


def output(number, **counts):
    meeting = derive_identifier(CAPACITA, f"meeting {number}")
    return WorkshopOutput(id=derive_identifier(meeting, "output"), consultation=meeting, **counts)


def cover(sessions=(), outputs=(), *, public=True, targets=TARGETS, by_speaker=(), on=TODAY):
    return compile_coverage(
        sessions, outputs, by_region=(), by_speaker=by_speaker, targets=targets, on=on, public=public
    )


@pytest.mark.parametrize(
    ("status", "precision", "state"),
    [
        ("scheduled", DatePrecision.DAY, SessionState.PLANNED),
        ("moved", DatePrecision.MONTH, SessionState.PLANNED),
        ("scheduled", DatePrecision.UNKNOWN, SessionState.UNDATED),
        ("output_received", DatePrecision.DAY, SessionState.HELD),
        ("late", DatePrecision.UNKNOWN, SessionState.HELD),
        ("cancelled", DatePrecision.DAY, None),
        ("not_held", DatePrecision.DAY, None),
    ],
)
def test_count_as_says_what_is_known(status, precision, state):
    assert count_as(status, precision) is state


def test_compile_coverage_writes_every_zero_down():
    coverage = cover([session(region="africa", kinds=("civil_society", "academia"), language="fr", mode="online")])
    matrix = next(each for each in coverage.matrices if each.axes == (Axis.REGION, Axis.KIND))
    assert len(matrix.counts) == len(REGIONS) * len(KINDS)
    assert [place for place in matrix.counts if matrix.count(place)] == [
        ("africa", "academia"),
        ("africa", "civil_society"),
    ]
    cells = list_cells(coverage)
    assert len(cells) == len(REGIONS) * len(KINDS) * 2 * 2
    assert sum(cell["planned"] for cell in cells) == 2


def test_compile_coverage_what_the_calendar_does_not_say_has_a_place_of_its_own():
    coverage = cover([session(region="africa")])
    assert coverage.places[Axis.KIND][-1] == NOT_SAID
    balance = next(each for each in coverage.balances if each.dimension == "kind")
    assert balance.distance is None  # of the kinds that are known there is nothing to measure


def test_missing_undated_region_is_not_forgotten():
    sessions = [session(1, region="africa", state=SessionState.UNDATED), session(2, region="asia_pacific")]
    missing = {(each.axis, each.place): each.undated for each in cover(sessions).missing}
    assert missing[(Axis.REGION, "africa")] == 1
    assert missing[(Axis.REGION, "eastern_europe")] == 0
    assert (Axis.REGION, "asia_pacific") not in missing


def test_missing_says_nothing_where_no_session_says_anything():
    missing = cover([session(region="africa", kinds=("parliament",))]).missing
    assert {each.axis for each in missing} == {Axis.REGION, Axis.KIND}


def test_seek_sessions_opens_empty_regions_first_and_reckons_with_what_it_found():
    sought = seek_sessions([session(region="africa", kinds=("civil_servants",))], TARGETS, on=TODAY)
    assert [each.region for each in sought[:5]] == [region for region in REGIONS if region != "africa"]
    assert len({each.kind for each in sought[:5]}) == 5  # and a new kind each time
    assert sought[0].reasons[0] == "region_empty"
    assert {each.language for each in sought[:2]} == {"en", "fr"}
    assert (sought[0].last_day, sought[0].days_left) == (LAST_DAY, 90)


def test_seek_sessions_names_what_only_lacks_a_day():
    waiting = session(1, region="africa", state=SessionState.UNDATED, title="African Group 1")
    assert seek_sessions([waiting], TARGETS, on=TODAY)[0].undated == ("African Group 1",)


def test_seek_sessions_after_the_last_day_are_none():
    assert seek_sessions([], TARGETS, on=date(2026, 7, 1)) == ()


def test_organiser_share_is_told_and_the_name_only_inside():
    named = ("Academy of  Law", "academy of law", "City", "Academy of Law", "Town")
    sessions = [*(session(place, organiser=name) for place, name in enumerate(named)), session(9)]
    assert (cover(sessions).organiser, cover(sessions).organiser_share) == ("", 3 / 5)
    assert cover(sessions, public=False).organiser == "Academy of Law"


def test_organiser_share_of_fewer_sessions_than_the_floor_is_told_only_inside():
    sessions = [session(place, organiser="Academy") for place in range(4)]
    assert (cover(sessions).organiser_share, cover(sessions).organisers_known) == (None, 4)
    assert cover(sessions, public=False).organiser_share == 1


def test_publish_people_suppressed_and_absent_look_alike():
    (margin,) = publish_people([output(1, by_gender={WOMAN: 12, MAN: 9, "other": 2})], {"gender": ("not stated",)})
    assert margin.counts["other"] is None
    assert margin.counts["not stated"] is None
    assert margin.is_protected


def test_publish_people_two_sessions_cannot_be_subtracted():
    """One page shows 12 women; were 14 women shown of both, the other page's two would be known."""
    first = output(1, by_gender={WOMAN: 12, MAN: 20})
    second = output(2, by_gender={WOMAN: 2, MAN: 20, "other": 3})
    (margin,) = publish_people([first, second], {})
    assert margin.counts[WOMAN] is None


def test_publish_people_large_sessions_are_shown():
    sessions = [output(number, by_gender={WOMAN: 12, MAN: 20}) for number in range(3)]
    (margin,) = publish_people(sessions, {})
    assert (margin.counts, margin.total, margin.is_protected) == ({WOMAN: 36, MAN: 60}, 96, False)


def test_people_balance_protected_tells_no_distance():
    targets = CoverageTargets(wanted={"gender": {WOMAN: 1, MAN: 1}}, last_day=LAST_DAY)
    outputs = [output(1, by_gender={WOMAN: 12, MAN: 3})]
    (inside,) = cover(outputs=outputs, targets=targets, public=False).balances[-1:]
    (outside,) = cover(outputs=outputs, targets=targets).balances[-1:]
    assert inside.distance == pytest.approx(0.3)
    assert (outside.distance, outside.evenness, outside.representation[MAN]) == (None, None, None)


def test_answers_small_groups_are_protected_in_public():
    pairs = [("civil_servants", True)] * 8 + [("civil_servants", False)] * 12 + [("academia", True)] * 2
    inside = {each.group: each for each in cover(by_speaker=pairs, public=False).answers_by_kind}
    outside = {each.group: each for each in cover(by_speaker=pairs).answers_by_kind}
    assert (inside["academia"].inputs, inside["academia"].difference) == (2, pytest.approx(0.2 - 2 / 22))
    assert (outside["academia"].inputs, outside["academia"].difference) == (None, None)
    assert outside["parliament"] == dataclasses.replace(outside["academia"], group="parliament")


def test_check_targets_finds_unknown_dimension_and_weight_below_nothing():
    faults = check_targets(CoverageTargets(wanted={"age": {"old": 1}, "mode": {"online": -1}}))
    assert [fault.code for fault in faults] == ["COVERAGE_DIMENSION_UNKNOWN", "COVERAGE_WEIGHT_NEGATIVE"]


def test_cover_programme_demo_names_no_organiser_and_no_small_count():
    programme = PROGRAMME_FORMAT.read_whole(read_content("demo-consultation/programme.json"))
    value = describe_coverage(cover_programme(programme, on=TODAY))
    people = [each for each in value["balances"] if each["counted"] == "people"]
    shown = [count for each in people for count in each["counts"].values() if count is not None]
    assert shown
    assert min(shown) >= 5
    assert value["organisers"]["largest"] is None


def test_command_reads_targets_beside_the_programme(tmp_path, capsys):
    (tmp_path / "programme.json").write_bytes(read_content("demo-consultation/programme.json"))
    wanted = {"format": "capacita-coverage-targets/1", "wanted": {"language": {"en": 1.0, "fr": 3.0}}}
    (tmp_path / "targets.json").write_text(readable_json(wanted), encoding="utf-8")
    cells = tmp_path / "cells.csv"
    arguments = ["consultation", "coverage", str(tmp_path), "--json", "--on", "2026-04-01", "--cells", str(cells)]
    assert main(arguments) == 0
    value = json.loads(capsys.readouterr().out)
    language = next(each for each in value["balances"] if each["dimension"] == "language")
    assert (language["counts"], language["distance"]) == ({"en": 1, "fr": 0}, 0.75)
    assert {"axis": "language", "place": "fr", "undated_sessions": 0} in value["missing"]
    assert value["seek"][0]["language"] == "fr"
    assert value["cells"]["all"] == len(cells.read_bytes().splitlines()) - 1


def test_command_day_that_is_none(tmp_path, capsys):
    (tmp_path / "programme.json").write_bytes(read_content("demo-consultation/programme.json"))
    assert main(["consultation", "coverage", str(tmp_path), "--on", "tomorrow"]) == 2
    assert "COVERAGE_DAY_UNREADABLE" in capsys.readouterr().err


def test_count_sessions_of_several_kinds_stand_in_each():
    matrix = count_sessions(
        [session(kinds=("academia", "parliament"))], (Axis.KIND,), {Axis.KIND: ("academia", "parliament")}
    )
    assert [matrix.count(place) for place in matrix.counts] == [1, 1]


def test_stakeholder_types_all_have_a_place():
    assert set(KINDS) == {kind.value for kind in StakeholderType} - {"other"}
