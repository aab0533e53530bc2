from dataclasses import replace

import pytest

from capacita.toolkit import TOOLKIT_FORMAT, ToolkitDocument, trace_number, validate_toolkit
from capacita.toolkit.composers.choosing import choose_exercises, plan_day
from capacita.toolkit.document import Agenda, Chart, Ladder, Note, NoteKind, Table, lines_of, numbers_shown
from capacita.vocabulary import Refusal, TrailKind, canonical_json
from lib.planning_cases import identifier
from lib.toolkit_cases import compose, country_catalogue, framework, gap_documents, plan, profile, texts


@pytest.fixture(scope="module")
def toolkit() -> ToolkitDocument:
    return compose()


def test_sections_stand_in_their_order_under_stable_names(toolkit: ToolkitDocument) -> None:
    assert [section.id for section in toolkit.sections] == [
        "summary", "reading-uncertainty", "context-profile", "where-people-stand", "gaps", "chosen-competencies",
        "plan", "enabling-actions", "workshop-agenda", "checklists", "you-said-we-did", "sources",
    ]  # fmt: skip


def test_every_number_shown_is_held_and_walks_to_where_it_began(toolkit: ToolkitDocument) -> None:
    shown = {number for section in toolkit.sections for block in section.blocks for number in numbers_shown(block)}
    assert shown == {number.id for number in toolkit.numbers}
    ends = {TrailKind.SOURCE, TrailKind.SAMPLE, TrailKind.CONSULTATION}
    for number in shown:
        stops = trace_number(toolkit, number)
        assert {stop.kind for _, stop in stops} & ends
        assert all(stop.made_from or stop.kind in ends for _, stop in stops)


def test_gap_walks_through_question_item_change_and_decision_to_the_consultation(toolkit: ToolkitDocument) -> None:
    number = next(entry for entry in toolkit.numbers if entry.label.startswith("Gap of health in 2.2"))
    kinds = [stop.kind.value for _, stop in trace_number(toolkit, number.id)]
    way = ["number", "gap", "estimate", "question", "item", "change", "decision", "contribution", "consultation"]
    places = [kinds.index(kind) for kind in way]
    assert places == sorted(places)
    assert "requirement" in kinds


def test_requirement_set_by_a_change_walks_to_that_change(toolkit: ToolkitDocument) -> None:
    number = next(entry for entry in toolkit.numbers if "roles of everybody need in 2.2" in entry.label)
    assert identifier("change", "require") in {stop.id for _, stop in trace_number(toolkit, number.id)}


def test_cost_of_a_choice_walks_through_its_gap(toolkit: ToolkitDocument) -> None:
    number = next(entry for entry in toolkit.numbers if entry.label.startswith("Cost of M-"))
    kinds = [stop.kind.value for _, stop in trace_number(toolkit, number.id)]
    assert kinds[:3] == ["number", "choice", "gap"]
    assert "estimate" in kinds


def test_number_that_cannot_be_had_is_words(toolkit: ToolkitDocument) -> None:
    number = next(entry for entry in toolkit.numbers if "Gap of education in 2.3" in entry.label)
    assert number.value is None
    assert number.shown == "not shown: too few answers"


def test_cells_of_numeric_columns_hold_numbers_of_the_document_and_no_bare_digits(toolkit: ToolkitDocument) -> None:
    for section in toolkit.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for place in block.numeric:
                        assert not any(character.isdigit() for run in row[place] for character in run.text)


def test_chosen_are_the_largest_importance_weighted_gaps(toolkit: ToolkitDocument) -> None:
    ladders = [block for section in toolkit.sections for block in section.blocks if isinstance(block, Ladder)]
    assert [ladder.code for ladder in ladders] == ["1.1", "2.1", "2.2", "2.3", "3.1"]
    assert [rung.needed for rung in ladders[0].rungs] == [False, True, False, False]


def test_chart_holds_the_numbers_of_the_table(toolkit: ToolkitDocument) -> None:
    section = next(section for section in toolkit.sections if section.id == "where-people-stand")
    chart = next(block for block in section.blocks if isinstance(block, Chart))
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert chart.simulated
    assert {number for row in chart.rows for number in (row.observed, row.required)} <= set(numbers_shown(table))


def test_simulated_data_say_so_before_everything_else(toolkit: ToolkitDocument) -> None:
    first = toolkit.sections[0].blocks[0]
    assert isinstance(first, Note)
    assert first.note is NoteKind.SIMULATED
    assert toolkit.simulated


def test_answered_data_carry_no_word_of_simulation() -> None:
    estimates, gaps = gap_documents(simulated=False)
    made = compose(estimates=estimates, gaps=gaps, plan=plan(simulated=False), profile=profile(fictional=False))
    assert not made.simulated
    assert not any(
        isinstance(block, Note) and block.note is NoteKind.SIMULATED
        for section in made.sections
        for block in section.blocks
    )


def test_real_country_row_beside_simulated_gaps_is_refused() -> None:
    for basis in ("own row", "Own row of the data set"):
        with pytest.raises(Refusal) as refusal:
            compose(profile=profile(basis=basis, fictional=False))
        assert refusal.value.code == "TOOLKIT_REAL_ROW_WITH_SIMULATED"


def test_documents_that_do_not_belong_together_are_refused() -> None:
    estimates, gaps = gap_documents()
    wrong = {
        "TOOLKIT_OTHER_FRAMEWORK": {"framework": replace(framework(), id=identifier("other"))},
        "TOOLKIT_OTHER_ESTIMATES": {"estimates": replace(estimates, id=identifier("other"))},
        "TOOLKIT_OTHER_GAPS": {"gaps": replace(gaps, title="changed since")},
        "TOOLKIT_OTHER_CATALOGUE": {"catalogue": replace(country_catalogue(), id=identifier("other"))},
        "TOOLKIT_TEXTS_MISSING": {"texts": replace(texts(), sections=())},
    }
    for code, change in wrong.items():
        with pytest.raises(Refusal) as refusal:
            compose(**change)
        assert refusal.value.code == code


def test_missing_ledger_leaves_the_trail_whole_and_says_that_nothing_was_said() -> None:
    made = compose(ledger=())
    assert validate_toolkit(made) == []
    said = next(section for section in made.sections if section.id == "you-said-we-did")
    assert "No change in this version" in said.blocks[0].runs[0].text  # type: ignore[union-attr]


def test_said_names_what_was_said_what_was_done_and_why(toolkit: ToolkitDocument) -> None:
    said = next(section for section in toolkit.sections if section.id == "you-said-we-did")
    words = ["".join(run.text for run in entry) for block in said.blocks[1:2] for entry in block.entries]  # type: ignore[union-attr]
    assert words == [
        "You said: Say what the evidence cannot tell",
        "We did: put 2.2 Data-driven decision-making in other words",
        "Because: People asked for candour about limits.",
    ]


def test_workshop_fits_its_hours_and_looks_ahead(toolkit: ToolkitDocument) -> None:
    (agenda,) = [block for section in toolkit.sections for block in section.blocks if isinstance(block, Agenda)]
    values = {number.id: number.value for number in toolkit.numbers}
    assert sum(values[slot.minutes] or 0 for slot in agenda.slots) <= 7 * 60
    assert "X-SCAN" in "".join(run.text for slot in agenda.slots for run in slot.title)
    starts = [int(slot.starts[:2]) * 60 + int(slot.starts[3:]) for slot in agenda.slots]
    minutes = [values[slot.minutes] for slot in agenda.slots]
    assert [start + (length or 0) for start, length in zip(starts, minutes, strict=True)][:-1] == starts[1:]


def test_workshop_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        plan_day(country_catalogue(), [identifier("1.1")], 2.0)
    assert refusal.value.code == "TOOLKIT_NO_WORKSHOP"
    assert choose_exercises(country_catalogue(), [identifier("3.1")], 95)[0].code == "X-SCAN"


def test_faults_of_a_toolkit_are_found(toolkit: ToolkitDocument) -> None:
    without = replace(toolkit, numbers=toolkit.numbers[1:])
    assert {finding.code for finding in validate_toolkit(without)} == {"TOOLKIT_NUMBER_UNKNOWN"}
    broken = replace(toolkit, trail=tuple(stop for stop in toolkit.trail if stop.kind is not TrailKind.ESTIMATE))
    assert "TRAIL_BROKEN" in {finding.code for finding in validate_toolkit(broken)}


def test_toolkit_reads_back_as_it_was_written(toolkit: ToolkitDocument) -> None:
    assert TOOLKIT_FORMAT.read_whole(canonical_json(TOOLKIT_FORMAT.dump(toolkit))) == toolkit


def test_same_documents_give_the_same_toolkit(toolkit: ToolkitDocument) -> None:
    assert compose() == toolkit


def test_text_without_translation_stands_in_its_source_language_and_is_marked() -> None:
    made = compose(language="ar", texts=texts("ar"))
    runs = [run for section in made.sections for block in section.blocks for line in lines_of(block) for run in line]
    marked = [run for run in runs if run.language == "en"]
    assert any("Group them at the table." in run.text for run in marked)
    assert made.direction == "rtl"
    assert not any(run.language for run in runs if run.text == "التفكير النظمي")
