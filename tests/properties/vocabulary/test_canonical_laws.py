"""Canonical JSON against a slow twin written from the standards, and the laws that a digest rests on."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacita.vocabulary import canonical_json, parse_object, readable_json, round_number, rounded

CHARACTERS = st.text(st.characters(exclude_categories=("Cs",)))
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | CHARACTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CHARACTERS, inner, max_size=4),
    max_leaves=12,
)
ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def write_slowly(value: Any) -> str:
    """Write canonical JSON one character at a time (RFC 8785, 3.2; ECMA-262, Number::toString)."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return '"' + "".join(write_character(character) for character in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(write_slowly(entry) for entry in value) + "]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: list(memoryview(key.encode("utf-16-le")).cast("H")))
        return "{" + ",".join(f"{write_slowly(key)}:{write_slowly(value[key])}" for key in keys) + "}"
    return write_number(Decimal(repr(value)))


def write_character(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return f"\\u{ord(character):04x}" if character < " " else character


def write_number(number: Decimal) -> str:
    """Follow ECMA-262 6.1.6.1.20 step by step: s are the k digits, n places the point."""
    if number == 0:
        return "0"
    if number < 0:
        return "-" + write_number(-number)
    digits = "".join(map(str, number.as_tuple().digits)).rstrip("0")
    s, k, n = digits, len(digits), number.adjusted() + 1
    if k <= n <= 21:
        return s.ljust(n, "0")
    if 0 < n <= 21:
        return s[:n] + "." + s[n:]
    if -6 < n <= 0:
        return "0." + "0" * -n + s
    sign = "+" if n > 0 else "-"
    return (s if k == 1 else s[0] + "." + s[1:]) + "e" + sign + str(abs(n - 1))


@given(VALUES)
def test_canonical_json_is_that_of_the_slow_twin(value: Any) -> None:
    assert canonical_json(value).decode() == write_slowly(value)


@given(st.dictionaries(CHARACTERS, VALUES, max_size=5))
def test_canonical_json_is_the_same_whatever_the_order_and_the_spaces(value: dict[str, Any]) -> None:
    backwards = dict(reversed(list(value.items())))
    spaced = json.dumps(backwards, indent=3).encode()
    assert canonical_json(parse_object(spaced)) == canonical_json(value)
    assert parse_object(canonical_json(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_is_rounding_once_and_moves_little(value: float) -> None:
    once = round_number(value)
    assert round_number(once) == once
    assert abs(once - value) <= abs(value) * 5.0001e-12
    assert rounded({"a": [value, 1, True, "x"]}) == {"a": [once, 1, True, "x"]}


@pytest.mark.parametrize("value", [2**53 + 1, -(2**53) - 1])
def test_integers_that_readers_disagree_on_are_refused(value: int) -> None:
    with pytest.raises(ValueError):
        canonical_json(value)


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object()])
def test_what_is_no_json_value_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json([value])


@given(VALUES)
def test_readable_json_is_that_of_the_standard_library(value: Any) -> None:
    assert readable_json(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def test_readable_json_writes_keys_that_are_no_texts_as_texts() -> None:
    value = {1: ("a", ()), False: {}, None: [], 2.5: {"b": None}}
    assert readable_json(value) == json.dumps(value, indent=2) + "\n"
    with pytest.raises(ValueError, match="not JSON compliant"):
        readable_json({"a": [float("nan")]})
