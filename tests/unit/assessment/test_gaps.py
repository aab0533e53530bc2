"""Gaps of a service of forty people, worked out by hand."""

import dataclasses

import numpy as np
import pytest

from capacita.assessment.engines.parquet import read_response_set, write_response_set
from capacita.assessment.estimation import NotEstimableReason
from capacita.assessment.instrument import assemble_instrument, bank_digest, instrument_digest
from capacita.assessment.profile import (
    ESTIMATES_FORMAT,
    GAPS_FORMAT,
    MainFindingKind,
    compute_gaps,
    list_main_findings,
)
from capacita.assessment.profile.estimates import estimate_profile
from capacita.assessment.responses import ResponseHeader, ResponseSet, check_bank, digest_responses
from capacita.assessment.sampling import frame_of_columns
from capacita.framework import RequirementStatus
from capacita.vocabulary import NotFound, Refusal, Unreadable, readable_json, written
from data.assessment.miniature import build_bank, build_framework, name

FRAMEWORK, BANK = build_framework(), build_bank()
STATEMENTS = [question for question in BANK.questions if question.code != "BARR-1"]


def build_frame():
    """North has 24 clerks and 6 chiefs, south 5 clerks and 5 chiefs."""
    ministry = ["north"] * 30 + ["south"] * 10
    role = ["clerk"] * 24 + ["chief"] * 6 + ["clerk"] * 5 + ["chief"] * 5
    return frame_of_columns([f"p{number}" for number in range(40)], {"ministry": ministry, "role": role})


def build_responses(*, north=12, south=10, law=8):
    """North answers 2 and 1 in turn to everything, south 0 and 1; ``law`` of north say that the law is in the way."""
    instrument = assemble_instrument(BANK, FRAMEWORK, code="n", title=written("Needs"))
    people = north + south
    ministry = np.array(["north"] * north + ["south"] * south)
    score = np.where(ministry == "north", 2 - np.arange(people) % 2, np.arange(people) % 2).astype(np.int8)
    answers = {question.code: score.copy() for question in STATEMENTS}
    answers["BARR-1"] = np.where(ministry == "south", np.arange(people) % 4, np.arange(people) < law).astype(np.int8)
    header = ResponseHeader(
        id=name("responses"),
        title="Miniature",
        simulated=True,
        framework=FRAMEWORK.id,
        framework_version="1",
        instrument=instrument.id,
        instrument_digest=instrument_digest(instrument),
        bank=BANK.id,
        bank_digest=bank_digest(BANK),
        sample=name("sample"),
        asked=people,
        answered=people,
        strata=("ministry",),
        groups=("ministry", "role"),
        options={question.code: tuple(f"s{score}" for score in range(5)) for question in STATEMENTS}
        | {"BARR-1": ("skill", "law", "data", "none")},
        weighting="none needed",
    )
    size = np.where(ministry == "north", 30, 10)
    weight = size / np.where(ministry == "north", north, south)
    return ResponseSet(
        header=header,
        persons=np.array([f"p{number}" for number in range(people)]),
        groups={"ministry": ministry, "role": np.array(["clerk", "chief"])[np.arange(people) % 2]},
        strata=ministry,
        population=size.astype(np.int64),
        design_weight=weight,
        weight=weight,
        answers=answers,
    )


def gaps_of(responses, **changes):
    estimates = estimate_profile(FRAMEWORK, BANK, responses)
    gap_set = compute_gaps(dataclasses.replace(FRAMEWORK, **changes), estimates, build_frame())
    return {(gap.item, gap.group.dimension, gap.group.value): gap for gap in gap_set.gaps}, gap_set, estimates


def test_the_required_level_is_the_mean_over_those_who_need_it():
    gaps, _, _ = gaps_of(build_responses())
    first, second = gaps[name("1.1"), "ministry", "north"], gaps[name("1.2"), "ministry", "north"]
    assert first.required == pytest.approx((24 * 1 + 6 * 3) / 30)
    assert first.importance == pytest.approx((24 * 2 + 6 * 5) / 30)
    assert (first.headcount, second.headcount) == (30, 6)
    assert (second.required, second.importance) == (2, 4)
    assert first.requirements == (name("clerk"), name("chief"))
    assert second.requirements == (name("chief"),)


def test_the_gap_is_required_less_observed_with_the_error_of_observed():
    gaps, gap_set, estimates = gaps_of(build_responses())
    gap = gaps[name("1.1"), "ministry", "north"]
    assert gap.observed.value == pytest.approx(1.5)
    assert gap.value == pytest.approx(1.4 - 1.5)
    # Twelve of thirty, answers 1 and 2 in turn.
    assert gap.standard_error == pytest.approx(np.sqrt((1 - 12 / 30) * (12 * 0.25 / 11) / 12))
    whole = gaps[name("1.1"), "all", ""]
    assert whole.observed.value == pytest.approx((30 * 1.5 + 10 * 0.5) / 40)
    assert gap.estimate in {record.id for record in estimates.estimates}
    assert gap_set.requirement_status == RequirementStatus.PROPOSED
    assert gap_set.simulated


def test_a_group_without_anybody_who_needs_it_has_no_gap():
    gaps, _, _ = gaps_of(build_responses())
    assert (name("1.2"), "role", "chief") in gaps
    assert (name("1.2"), "role", "clerk") not in gaps


def test_the_main_barrier_is_named_only_where_its_lead_is_clear():
    gaps, _, _ = gaps_of(build_responses(law=10))
    north, south = gaps[name("1.1"), "ministry", "north"], gaps[name("1.1"), "ministry", "south"]
    assert north.barriers == pytest.approx({"skill": 2 / 12, "law": 10 / 12, "data": 0, "none": 0})
    assert north.main_barrier == "law"
    assert south.main_barrier is None
    assert sum(south.barriers.values()) == pytest.approx(1)
    near, _, _ = gaps_of(build_responses(law=7))
    assert near[name("1.1"), "ministry", "north"].main_barrier is None


def test_small_groups_get_no_number_and_neither_does_the_one_that_gives_them_away():
    gaps, gap_set, _ = gaps_of(build_responses(south=9))
    south, north = gaps[name("1.1"), "ministry", "south"], gaps[name("1.1"), "ministry", "north"]
    assert south.observed.not_estimable is NotEstimableReason.TOO_FEW
    assert north.observed.not_estimable is NotEstimableReason.PROTECTS_OTHERS
    for gap in (south, north):
        assert (gap.value, gap.standard_error, gap.barriers, gap.main_barrier) == (None, None, None, None)
        assert gap.observed.interval is None
    assert all(finding.dimension != "ministry" for finding in list_main_findings(gap_set))


def test_the_three_findings_walk_back_to_their_gaps():
    _, gap_set, _ = gaps_of(build_responses(law=11))
    found = {finding.kind: finding for finding in list_main_findings(gap_set)}
    known = {gap.id: gap for gap in gap_set.gaps}
    largest = known[found[MainFindingKind.LARGEST_GAP].gaps[0]]
    assert largest.value == max(gap.value for gap in gap_set.gaps if gap.group.dimension == "all")
    assert found[MainFindingKind.HELP_FIRST].group == "south"
    assert found[MainFindingKind.HELP_FIRST].clear
    barrier = found[MainFindingKind.NOT_SKILL]
    assert (barrier.group, barrier.barrier, barrier.count) == ("north", "law", 1)
    assert barrier.value == pytest.approx(11 / 12)


def test_documents_come_back_as_they_were():
    _, gap_set, estimates = gaps_of(build_responses())
    assert GAPS_FORMAT.read_whole(readable_json(GAPS_FORMAT.dump(gap_set)).encode()) == gap_set
    assert ESTIMATES_FORMAT.read_whole(readable_json(ESTIMATES_FORMAT.dump(estimates)).encode()) == estimates


def test_estimates_of_another_framework_are_refused():
    with pytest.raises(Refusal) as refusal:
        gaps_of(build_responses(), id=name("other"))
    assert refusal.value.code == "GAP_OTHER_FRAMEWORK"


def test_a_role_that_the_framework_does_not_know_is_named():
    with pytest.raises(NotFound) as refusal:
        gaps_of(build_responses(), roles=FRAMEWORK.roles[:1])
    assert refusal.value.values["role"] == "chief"


def test_a_response_set_comes_back_from_parquet_in_the_same_bytes():
    there = build_responses()
    there.answers["1.1-lead"][3] = -1
    data = write_response_set(there)
    back = read_response_set(data)
    assert write_response_set(back) == data == write_response_set(there)
    assert digest_responses(back) == digest_responses(there)
    assert back.header == there.header
    assert back.answers["1.1-lead"].tolist() == there.answers["1.1-lead"].tolist()


def test_one_other_answer_gives_another_digest():
    there, other = build_responses(), build_responses()
    other.answers["1.1-lead"][0] = 3
    assert digest_responses(there) != digest_responses(other)


def test_what_is_no_response_set_is_unreadable():
    for data in (b"", b"PAR1 and nothing", b"person,weight\n"):
        with pytest.raises(Unreadable):
            read_response_set(data)


def test_answers_to_another_bank_are_refused():
    with pytest.raises(Refusal) as refusal:
        check_bank(build_responses(), dataclasses.replace(BANK, version="2"))
    assert refusal.value.code == "RESPONSES_OTHER_BANK"
