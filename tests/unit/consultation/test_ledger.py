"""Decisions: each with its reason, its body and its Changes; words shown only where they may be."""

import dataclasses
from datetime import date

import pytest

from capacita.consultation import (
    PROGRAMME_FORMAT,
    Contribution,
    DispositionStatus,
    QuoteConsent,
    SessionStatus,
    StakeholderType,
    Verdict,
    compile_ledger,
    describe_ledger,
    dispose,
    strip_contacts,
    trail_of_programme,
    validate_programme,
)
from capacita.content import read_content
from capacita.vocabulary import CAPACITA, Refusal, derive_identifier, gather_trail, readable_json, walk_trail, written

MEETING, CHANGE = derive_identifier(CAPACITA, "meeting"), derive_identifier(CAPACITA, "change")
SAID = Contribution(
    id=derive_identifier(MEETING, "said"), consultation=MEETING, verdict=Verdict.NEW, text="Say more.", language="en"
)
WHY = written("It is better so.")
GOOD = {"reason": WHY, "decided_on": date(2026, 5, 12), "decided_by": "Steering group", "changes": (CHANGE,)}


def test_dispose_accepted_contribution_keeps_its_changes():
    decided = dispose(SAID, DispositionStatus.ACCEPTED, **GOOD)
    assert (decided.contribution, decided.changes, decided.reason) == (SAID.id, (CHANGE,), WHY)


@pytest.mark.parametrize(
    ("status", "instead", "code"),
    [
        (DispositionStatus.OPEN, {}, "LEDGER_NOTHING_DECIDED"),
        (DispositionStatus.ACCEPTED, {"reason": written("  ")}, "LEDGER_REASON_MISSING"),
        (DispositionStatus.DECLINED, {"reason": {}, "changes": ()}, "LEDGER_REASON_MISSING"),
        (DispositionStatus.ACCEPTED, {"decided_by": " "}, "LEDGER_BODY_MISSING"),
        (DispositionStatus.ACCEPTED, {"changes": ()}, "LEDGER_CHANGE_MISSING"),
        (DispositionStatus.PARTLY, {"changes": ()}, "LEDGER_CHANGE_MISSING"),
        (DispositionStatus.DECLINED, {}, "LEDGER_CHANGE_UNWANTED"),
        (DispositionStatus.OUT_OF_SCOPE, {}, "LEDGER_CHANGE_UNWANTED"),
        (DispositionStatus.DUPLICATE, {}, "LEDGER_DUPLICATE_OF_NOTHING"),
        (DispositionStatus.ACCEPTED, {"duplicate_of": MEETING}, "LEDGER_DUPLICATE_OF_NOTHING"),
    ],
)
def test_dispose_decision_that_explains_nothing_is_refused(status, instead, code):
    with pytest.raises(Refusal) as refusal:
        dispose(SAID, status, **{**GOOD, **instead})
    assert refusal.value.code == code


@pytest.fixture(name="programme")
def almara():
    return PROGRAMME_FORMAT.read_whole(read_content("demo-consultation/programme.json"))


def test_compile_ledger_every_contribution_once_with_counts(programme):
    ledger = compile_ledger(programme)
    assert [row.contribution for row in ledger.rows] == list(programme.contributions)
    assert {status: count for status, count in ledger.counts.items() if count} == {
        "accepted": 2,
        "declined": 1,
        "open": 2,
    }
    assert all(row.consultation is programme.consultations[0] for row in ledger.rows)


@pytest.mark.parametrize(
    ("quote", "text", "speaker"),
    [
        (QuoteConsent.NO, None, None),
        (QuoteConsent.ANONYMOUS, "Say more.", None),
        (QuoteConsent.STAKEHOLDER_TYPE, "Say more.", "civil_society"),
    ],
)
def test_describe_ledger_words_stand_only_with_consent(programme, quote, text, speaker):
    said = dataclasses.replace(SAID, quote=quote, speaker=StakeholderType.CIVIL_SOCIETY)
    (row,) = describe_ledger(compile_ledger(dataclasses.replace(programme, contributions=(said,))), {})["rows"]
    assert (row["text"], row["speaker"]) == (text, speaker)
    label = trail_of_programme(dataclasses.replace(programme, contributions=(said,), dispositions=()), {})[-1].label
    assert ("Say more." in label) is (text is not None)


def test_trail_of_programme_decision_leads_back_to_the_meeting(programme):
    trail = gather_trail(trail_of_programme(programme, {}))
    walked = walk_trail(trail, programme.dispositions[0].id)
    assert [stop.kind for _, stop in walked] == ["decision", "contribution", "consultation"]


def test_strip_contacts_export_holds_no_address(programme):
    assert "consultation@almara.example" in str(PROGRAMME_FORMAT.dump(programme))
    assert "consultation@almara.example" not in str(PROGRAMME_FORMAT.dump(strip_contacts(programme)))


def without(entries, place=0, **changes):
    return tuple(dataclasses.replace(entry, **changes) if at == place else entry for at, entry in enumerate(entries))


@pytest.mark.parametrize(
    ("part", "changes", "code"),
    [
        ("dispositions", {"reason": {}}, "LEDGER_REASON_MISSING"),
        ("dispositions", {"decided_by": ""}, "LEDGER_BODY_MISSING"),
        ("dispositions", {"changes": ()}, "LEDGER_CHANGE_MISSING"),
        ("dispositions", {"contribution": CHANGE}, "PROGRAMME_UNKNOWN_ID"),
        ("dispositions", {"status": DispositionStatus.DECLINED}, "LEDGER_CHANGE_UNWANTED"),
        ("contributions", {"consultation": CHANGE}, "PROGRAMME_UNKNOWN_ID"),
        ("outputs", {"participants": 25}, "OUTPUT_TOTALS_DIFFER"),
        ("outputs", {"by_gender": {"woman": -1, "man": 25}}, "OUTPUT_COUNT_NEGATIVE"),
        ("requests", {"output_deadline": date(2026, 4, 13)}, "REQUEST_DEADLINE_EARLY"),
        ("requests", {"time_zone": ""}, "REQUEST_NO_TIME_ZONE"),
        ("requests", {"target_stakeholders": ()}, "REQUEST_NO_STAKEHOLDERS"),
        ("requests", {"status": SessionStatus.HELD}, "PROGRAMME_STATUS_WRONG"),
        ("consultations", {"status": SessionStatus.DECLINED}, "PROGRAMME_STATUS_WRONG"),
        ("consultations", {"request": CHANGE}, "PROGRAMME_UNKNOWN_ID"),
        ("contacts", {"request": CHANGE}, "PROGRAMME_UNKNOWN_ID"),
    ],
)
def test_validate_programme_fault_is_found_at_its_place(programme, part, changes, code):
    assert validate_programme(programme) == []
    faulty = dataclasses.replace(programme, **{part: without(getattr(programme, part), **changes)})
    faulty = PROGRAMME_FORMAT.read(str_bytes(faulty)).document
    findings = validate_programme(faulty)
    assert code in [finding.code for finding in findings]
    assert all(finding.path.startswith(f"/{part}/0") for finding in findings)


def str_bytes(programme):
    return readable_json(PROGRAMME_FORMAT.dump(programme)).encode()


def test_validate_programme_two_decisions_and_same_identifier(programme):
    twice = dataclasses.replace(programme, dispositions=(*programme.dispositions, programme.dispositions[0]))
    codes = {finding.code for finding in validate_programme(twice)}
    assert codes == {"LEDGER_DECIDED_TWICE", "PROGRAMME_ID_TWICE"}


def test_validate_programme_that_closes_before_it_opens(programme):
    faulty = dataclasses.replace(programme, closes=date(2026, 1, 1))
    assert [finding.code for finding in validate_programme(faulty)] == ["PROGRAMME_CLOSES_EARLY"]
