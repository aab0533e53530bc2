from capacita.disclosure import Suppression, list_suppression_notes, select_suppressed


def test_a_single_small_group_takes_the_smallest_other_with_it():
    assert select_suppressed({"woman": 50, "man": 40, "other": 9}) == {
        "other": Suppression.TOO_FEW,
        "man": Suppression.PROTECTS_OTHERS,
    }


def test_two_small_groups_protect_each_other():
    assert set(select_suppressed({"a": 3, "b": 9, "c": 10})) == {"a", "b"}


def test_ten_are_enough_and_nobody_has_nothing_to_hide():
    assert select_suppressed({"a": 10, "b": 0, "c": 400}) == {}


def test_a_group_alone_is_left_out_alone():
    assert select_suppressed({"a": 4}) == {"a": Suppression.TOO_FEW}


def test_notes_name_the_group_and_the_rule_but_not_the_count():
    notes = list_suppression_notes({"gender": {"woman": 5, "man": 20}}, smallest_group=7)
    assert [(note.dimension, note.value, note.reason, note.smallest_group) for note in notes] == [
        ("gender", "woman", Suppression.TOO_FEW, 7),
        ("gender", "man", Suppression.PROTECTS_OTHERS, 7),
    ]
