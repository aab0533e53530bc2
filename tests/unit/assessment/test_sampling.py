import dataclasses

import numpy as np
import pytest

from capacita.assessment.engines.parquet import read_frame_table, write_frame_table
from capacita.assessment.sampling import (
    Allocation,
    SamplingDesign,
    allocate_sample,
    draw_sample,
    frame_of_columns,
    permanent_random_numbers,
    read_frame,
    share_out,
    write_frame,
)
from capacita.vocabulary import CAPACITA, NotFound, Refusal, Unreadable, written

DESIGN = SamplingDesign(id=CAPACITA, code="d", title=written("Design"), strata=("ministry",), size=60, seed=1)
STRATA = [("a",), ("b",), ("c",)]
PEOPLE = np.array([700, 250, 50])


def frame(sizes={"health": 60, "law": 40}):  # noqa: B006 -- read only
    ministry = [name for name, size in sizes.items() for _ in range(size)]
    grade = ["high" if number % 4 == 0 else "low" for number in range(len(ministry))]
    return frame_of_columns([f"p{number}" for number in range(len(ministry))], {"ministry": ministry, "grade": grade})


def test_share_out_gives_the_rest_to_the_largest_remainders():
    assert share_out(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    assert share_out(7, np.array([0.5, 0.3, 0.2])).tolist() == [4, 2, 1]  # 3.5, 2.1, 1.4


def test_proportional_allocation_holds_the_minimum():
    design = dataclasses.replace(DESIGN, minimum=10)
    # 50 are left for a and b, in the proportion 700 to 250.
    assert allocate_sample(design, STRATA, PEOPLE).tolist() == [37, 13, 10]


def test_equal_allocation_takes_no_more_than_there_are():
    design = dataclasses.replace(DESIGN, size=300, allocation=Allocation.EQUAL)
    assert allocate_sample(design, STRATA, PEOPLE).tolist() == [125, 125, 50]


def test_neyman_allocation_follows_size_times_spread():
    design = dataclasses.replace(DESIGN, allocation=Allocation.NEYMAN, spread={"a": 1.0, "b": 2.0, "c": 4.0})
    # 700, 500 and 200: of 60 that is 30, 21.43 and 8.57.
    assert allocate_sample(design, STRATA, PEOPLE).tolist() == [30, 21, 9]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"size": 2000}, "SAMPLE_TOO_LARGE"),
        ({"size": 5}, "SAMPLE_TOO_SMALL"),
        ({"size": 0}, "SAMPLE_NO_SIZE"),
        ({"strata": ()}, "SAMPLE_NO_STRATA"),
        ({"allocation": Allocation.NEYMAN, "spread": {"a": 1.0}}, "SAMPLE_NO_SPREAD"),
    ],
)
def test_a_design_that_cannot_be_met_is_refused(change, code):
    with pytest.raises(Refusal) as refusal:
        allocate_sample(dataclasses.replace(DESIGN, **change), STRATA, PEOPLE)
    assert refusal.value.code == code


def test_a_sample_counts_its_strata_and_takes_nobody_twice():
    design = dataclasses.replace(DESIGN, size=20, strata=("ministry", "grade"))
    sample = draw_sample(frame(), design, np.random.default_rng(3))
    persons = [person for stratum in sample.strata for person in stratum.persons]
    assert len(persons) == len(set(persons)) == sample.size == 20
    assert [(tuple(s.values.values()), s.population, s.sampled) for s in sample.strata] == [
        (("health", "high"), 15, 3),
        (("health", "low"), 45, 9),
        (("law", "high"), 10, 2),
        (("law", "low"), 30, 6),
    ]
    members = dict(zip(frame().persons.tolist(), frame().values_of("ministry").tolist(), strict=True))
    assert all(members[person] == s.values["ministry"] for s in sample.strata for person in s.persons)


def test_the_same_start_gives_the_same_people_and_a_larger_sample_keeps_them():
    small, again = (draw_sample(frame(), DESIGN, np.random.default_rng(3)) for _ in range(2))
    large = draw_sample(frame(), dataclasses.replace(DESIGN, size=80), np.random.default_rng(3))
    assert small == again
    for less, more in zip(small.strata, large.strata, strict=True):
        assert set(less.persons) < set(more.persons)


def test_every_person_is_about_equally_likely():
    design = dataclasses.replace(DESIGN, size=30)
    people = frame()
    times = dict.fromkeys(people.persons.tolist(), 0)
    # New pseudonyms give new numbers: over many frames each place must come up 30 times in 100.
    for seed in range(300):
        fresh = dataclasses.replace(people, persons=np.array([f"{seed}-{name}" for name in people.persons]))
        sample = draw_sample(fresh, design, np.random.default_rng(seed))
        for stratum in sample.strata:
            for person in stratum.persons:
                times[person.partition("-")[2]] += 1
    shares = np.array(list(times.values())) / 300
    assert shares.mean() == pytest.approx(0.3)
    assert abs(shares - 0.3).max() < 0.12  # 4.5 standard errors


def test_permanent_random_numbers_belong_to_the_person():
    numbers = permanent_random_numbers(np.array([f"p{number}" for number in range(5000)]))
    assert permanent_random_numbers(np.array(["p17"]))[0] == numbers[17]
    assert ((numbers >= 0) & (numbers < 1)).all()
    assert np.histogram(numbers, 10, (0, 1))[0] == pytest.approx(500, abs=100)


def test_a_frame_comes_back_from_csv_and_parquet():
    there = frame()
    for back in (read_frame(write_frame(there)), read_frame_table(write_frame_table(there))):
        assert back.persons.tolist() == there.persons.tolist()
        assert back.values_of("grade").tolist() == there.values_of("grade").tolist()
        assert not back.simulated


def test_a_simulated_frame_stays_marked():
    there = dataclasses.replace(frame(), simulated=True)
    assert read_frame(write_frame(there)).simulated
    assert read_frame_table(write_frame_table(there)).simulated
    assert b"p0,health,high,yes\n" in write_frame(there)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name,ministry\nx,y\n", "FRAME_NO_PERSON_COLUMN"),
        ("person,ministry\n", "FRAME_EMPTY"),
        ("person,ministry\na,x\na,y\n", "FRAME_PERSON_TWICE"),
        ("person,ministry\na,\n", "FRAME_EMPTY_CELL"),
    ],
)
def test_a_faulty_frame_is_unreadable(text, code):
    with pytest.raises(Unreadable) as refusal:
        read_frame(text.encode())
    assert refusal.value.code == code


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(NotFound) as refusal:
        draw_sample(frame(), dataclasses.replace(DESIGN, strata=("region",)), np.random.default_rng(1))
    assert refusal.value.values["column"] == "region"
