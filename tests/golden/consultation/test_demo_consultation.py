"""The demonstration country's consultation: its parts agree with each other and with the framework they change."""

import json
from datetime import date

import pytest

from capacita.cli import main
from capacita.consultation import (
    PROGRAMME_FORMAT,
    REQUEST_FORMAT,
    DispositionStatus,
    compile_ledger,
    trail_of_programme,
    validate_programme,
)
from capacita.consultation.kit.files import derive_consultation_id
from capacita.consultation.output.reading import read_output
from capacita.content import read_content
from capacita.framework import (
    ADAPTATION_FORMAT,
    FRAMEWORK_FORMAT,
    DerivedFrom,
    FrameworkStatus,
    apply_adaptation,
    meaning_digest,
    validate_adaptation,
)
from capacita.vocabulary import CAPACITA, derive_identifier, has_errors, plain_text, stale_languages, written


@pytest.fixture(name="programme", scope="module")
def almara():
    return PROGRAMME_FORMAT.read_whole(read_content("demo-consultation/programme.json"))


@pytest.fixture(name="base", scope="module")
def effective_levels():
    framework = FRAMEWORK_FORMAT.read_whole(read_content("unesco-2022/framework.json"))
    return apply_adaptation(
        framework, ADAPTATION_FORMAT.read_whole(read_content("public-service-levels/adaptation.json"))
    )


@pytest.fixture(name="changes", scope="module")
def changes_of_almara():
    return json.loads(read_content("demo-adaptation/changes.json"))


@pytest.fixture(name="adapted", scope="module")
def framework_of_almara(base, changes):
    document = ADAPTATION_FORMAT.dump(
        ADAPTATION_FORMAT.adapter.validate_python(
            {
                "id": derive_identifier(CAPACITA, "test", "almara"),
                "code": "almara",
                "title": written("Almara"),
                "language": "en",
                "version": "1.0.0",
                "status": FrameworkStatus.DRAFT,
                "base": DerivedFrom(id=base.id, version=base.version, digest=meaning_digest(base)),
            }
        )
    )
    adaptation = ADAPTATION_FORMAT.read_whole(json.dumps({**document, "changes": changes}).encode())
    assert not has_errors(validate_adaptation(adaptation))
    return apply_adaptation(base, adaptation)


def test_demo_programme_is_sound_and_says_that_it_is_fictional(programme):
    assert validate_programme(programme) == []
    assert programme.fictional
    assert programme.country == "XA"
    for language in ("en", "fr", "ar", "es", "ru", "zh"):
        assert programme.notice[language].text
    assert "fictional" in plain_text(programme.notice, "en")
    assert (programme.consultations[0].when.start, programme.consultations[0].place) == (
        date(2026, 4, 14),
        "Lumen City",
    )


def test_every_decision_of_the_demo_names_minutes_that_say_that_they_are_made_up(programme):
    assert [bool(decision.decided_by) for decision in programme.dispositions] == [True] * 3
    assert ["simulated" in decision.minutes for decision in programme.dispositions] == [True] * 3


def test_demo_programme_holds_no_stale_translation_and_no_person(programme):
    texts = [programme.title, programme.text, programme.notice, *(entry.reason for entry in programme.dispositions)]
    assert [stale_languages(text) for text in texts] == [[]] * len(texts)
    assert [contact.name for contact in programme.contacts] == [""]


def test_demo_programme_names_the_framework_as_it_is(programme, base):
    assert programme.framework == DerivedFrom(id=base.id, version=base.version, digest=meaning_digest(base))
    items = {item.id for item in base.items}
    assert all(said.item in items for said in programme.contributions if said.item)


def test_demo_request_is_that_of_the_programme(programme):
    document = REQUEST_FORMAT.read_whole(read_content("demo-consultation/request.json"))
    assert (document.request,) == programme.requests
    assert programme.consultations[0].id == derive_consultation_id(document.request.id)
    assert document.framework == programme.framework


def test_demo_sheet_gives_the_output_and_the_contributions(programme, base):
    items = {item.code: item.id for item in base.items}
    report = read_output(read_content("demo-consultation/workshop-output.csv"), items=items)
    assert report.findings == ()
    assert (report.output,) == programme.outputs
    assert report.contributions == programme.contributions


def test_demo_ledger_two_accepted_one_declined_two_open(programme, changes):
    ledger = compile_ledger(programme)
    assert {status: count for status, count in ledger.counts.items() if count} == {
        DispositionStatus.ACCEPTED: 2,
        DispositionStatus.DECLINED: 1,
        DispositionStatus.OPEN: 2,
    }
    decided = {disposition.id: disposition for disposition in programme.dispositions}
    for change in changes:
        disposition = decided[change["decision"]]
        assert change["id"] in disposition.changes
        assert [entry["ref"] for entry in change["evidence"]] == [disposition.contribution]
        assert set(change["reason"]) == {"en", "fr", "ar", "es", "ru", "zh"}
    named = [change for disposition in programme.dispositions for change in disposition.changes]
    assert sorted(named) == sorted(change["id"] for change in changes)
    assert len({stop.id for stop in trail_of_programme(programme, {})}) == 1 + 5 + 3


def test_demo_changes_fit_the_framework_that_they_change(base, adapted, changes):
    assert all(change["before"] for change in changes)
    before, after = (
        {item.code: plain_text(item.statement, "en") for item in framework.items} for framework in (base, adapted)
    )
    assert [code for code in before if before[code] != after[code]] == ["3.1"]
    assert "weak connections" in after["3.1"]
    told = {(entry.item, entry.level): plain_text(entry.text, "en") for entry in base.descriptors}
    changed = [entry for entry in adapted.descriptors if plain_text(entry.text, "en") != told[entry.item, entry.level]]
    assert [plain_text(entry.text, "en").count("shared device") for entry in changed] == [1]
    assert not any(stale_languages(entry.text) for entry in changed)


def test_demo_changes_ask_one_level_more_of_implementers(base, adapted):
    def required(framework):
        positions = {level.id: level.position for scale in framework.scales for level in scale.levels}
        codes = {item.id: item.code for item in framework.items}
        return {
            (role.code, codes[need.item]): (positions[need.level], need.status.value)
            for role in framework.roles
            for need in role.requirements
        }

    before, after = required(base), required(adapted)
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == {
        ("implementer", "3.1"): ((2, "proposed"), (3, "set"))
    }


def run(capsys, *arguments):
    code = main(["consultation", *map(str, arguments)])
    return code, capsys.readouterr().out


@pytest.fixture(name="folder")
def folder_of_demo(tmp_path):
    for name in ("programme.json", "request.json", "workshop-output.csv"):
        (tmp_path / name).write_bytes(read_content(f"demo-consultation/{name}"))
    return tmp_path


def test_ledger_command_prints_rows_and_counts(folder, capsys):
    code, printed = run(capsys, "ledger", folder, "--json")
    value = json.loads(printed)
    assert code == 0
    assert {status: count for status, count in value["counts"].items() if count} == {
        "accepted": 2,
        "declined": 1,
        "open": 2,
    }
    assert [row["item"] for row in value["rows"]] == ["3.1", "2.4", "1.3", None, "2.6"]
    assert value["rows"][4]["text"] is None
    assert "consultation@almara.example" not in printed
    code, printed = run(capsys, "ledger", folder / "programme.json")
    assert code == 0
    assert "2 accepted, 0 partly, 1 declined, 0 out_of_scope, 0 duplicate, 2 open" in printed


def test_ledger_command_faulty_programme_exits_1_and_still_prints(folder, capsys):
    value = json.loads((folder / "programme.json").read_text(encoding="utf-8"))
    del value["dispositions"][0]["reason"]
    (folder / "programme.json").write_text(json.dumps(value), encoding="utf-8")
    code, printed = run(capsys, "ledger", folder, "--json")
    assert code == 1
    assert [finding["code"] for finding in json.loads(printed)["findings"]] == ["LEDGER_REASON_MISSING"]


def test_output_command_prints_what_was_sent(folder, capsys, programme):
    out = folder / "read.json"
    code, printed = run(capsys, "output", folder / "workshop-output.csv", "--json", "-o", out)
    assert code == 0
    assert json.loads(printed) == json.loads(out.read_text(encoding="utf-8"))
    assert [entry["id"] for entry in json.loads(printed)["contributions"]] == [
        said.id for said in programme.contributions
    ]
    assert json.loads(printed)["output"]["participants"] == 24


def test_kit_command_writes_the_kit(folder, capsys):
    code, printed = run(capsys, "kit", folder / "request.json", "-o", folder / "kit", "--zip", "--json")
    assert code == 0
    names = sorted(path.name for path in (folder / "kit").iterdir())
    assert len(names) == 13  # the PDF, the Word form and the ZIP among them
    assert sorted(path.rpartition("/")[2] for path in json.loads(printed)["files"]) == names


def test_kit_command_faulty_request_writes_nothing(folder, capsys):
    value = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    value["request"]["output_deadline"] = "2026-04-01"
    (folder / "request.json").write_text(json.dumps(value), encoding="utf-8")
    code, printed = run(capsys, "kit", folder / "request.json", "-o", folder / "kit", "--json")
    assert code == 1
    assert [finding["code"] for finding in json.loads(printed)["findings"]] == ["REQUEST_DEADLINE_EARLY"]
    assert not (folder / "kit").exists()
