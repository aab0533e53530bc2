from capacita.disclosure import Suppression, select_suppressed


def test_a_single_small_group_takes_the_smallest_other_with_it():
    assert select_suppressed({"woman": 50, "man": 40, "other": 9}) == {
        "other": Suppression.TOO_FEW,
        "man": Suppression.PROTECTS_OTHERS,
    }


def test_two_small_groups_protect_each_other():
    assert set(select_suppressed({"a": 3, "b": 9, "c": 10})) == {"a", "b"}


def test_two_groups_too_small_to_hide_each_other_take_one_more_with_them():
    """Of 1 and 2 a reader knows that they are 3 together; that is no room for ten."""
    assert select_suppressed({"a": 1, "b": 2, "c": 30, "d": 40}) == {
        "a": Suppression.TOO_FEW,
        "b": Suppression.TOO_FEW,
        "c": Suppression.PROTECTS_OTHERS,
    }


def test_ten_are_enough_and_nobody_has_nothing_to_hide():
    assert select_suppressed({"a": 10, "b": 0, "c": 400}) == {}


def test_least_number_of_one_asks_for_no_protection():
    assert select_suppressed({"a": 1, "b": 50}, smallest_group=1) == {}


def test_a_group_alone_is_left_out_alone():
    assert select_suppressed({"a": 4}) == {"a": Suppression.TOO_FEW}
