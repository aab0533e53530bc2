"""Canonical JSON (RFC 8785) and digests: the one way in which a document becomes bytes to be compared or signed."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

_quoted = json.encoder.encode_basestring


def canonical_json(value: Any) -> bytes:
    """Return the RFC 8785 bytes of a JSON value.

    Keys are sorted by their UTF-16 code units, numbers are written as ECMAScript writes them, no white space
    stands between tokens. Raises ValueError for NaN, infinities and integers beyond 2**53, which JSON readers
    do not agree on.
    """
    if _is_plain(value):
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
    parts: list[str] = []
    _write(value, parts)
    return "".join(parts).encode("utf-8")


def digest(value: Any) -> str:
    """Return ``sha256:<hex>`` of the canonical JSON of a value."""
    return digest_of_bytes(canonical_json(value))


def digest_of_bytes(data: bytes) -> str:
    """Return ``sha256:<hex>`` of bytes as they stand."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def readable_json(value: Any) -> str:
    """Return JSON for files that people read and compare: two spaces, order kept, one newline at the end."""
    if _is_plain(value):
        return to_json(value, indent=2).decode("utf-8") + "\n"
    return _indented(value, "\n") + "\n"


def round_number(value: float, digits: int = 12) -> float:
    """Return a number to a count of significant digits, so that printed output is the same on every machine."""
    return float(f"{value:.{digits}g}")


def rounded(value: Any) -> Any:
    """Return a JSON value with every float in it to 12 significant digits."""
    if isinstance(value, float):
        return round_number(value)
    if isinstance(value, Mapping):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(entry) for entry in value]
    return value


def _indented(value: Any, line: str) -> str:
    """Return what the encoder of the standard library writes with an indent of two, four times as fast."""
    if type(value) is str:
        return _quoted(value)
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        return (
            f"{{{','.join([f'{inner}{_key(key)}: {_indented(child, inner)}' for key, child in value.items()])}{line}}}"
        )
    if isinstance(value, list | tuple) and value:
        return f"[{','.join([inner + _indented(child, inner) for child in value])}{line}]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _key(key: Any) -> str:
    """Return a key; one that is a number, true, false or null becomes a text, as JSON has no other keys."""
    if isinstance(key, str):
        return _quoted(key)
    return json.dumps({key: 0}, allow_nan=False)[1:].rpartition(":")[0]


def _is_plain(value: Any) -> bool:
    """Tell whether the encoder of the standard library writes a value as RFC 8785 asks, and sixteen times as fast.

    So it does without floats and large integers, where keys are in ASCII and so in one order by either count.
    """
    waiting = [value]
    for entry in waiting:  # grows as it is walked: no call for each of a million values
        kind = type(entry)
        if kind is dict:
            for key, child in entry.items():
                if type(key) is not str or not key.isascii():
                    return False
                if type(child) is not str:
                    waiting.append(child)
        elif kind is list or kind is tuple:
            waiting.extend(child for child in entry if type(child) is not str)
        elif not (kind is str or kind is bool or entry is None or (kind is int and abs(entry) <= 2**53)):
            return False
    return True


def _write(value: Any, parts: list[str]) -> None:
    if value is None or isinstance(value, bool | str):
        parts.append(json.dumps(value, ensure_ascii=False))
    elif isinstance(value, int):
        if abs(value) > 2**53:
            raise ValueError(f"{value} is beyond the integers that JSON keeps exactly")
        parts.append(str(value))
    elif isinstance(value, float):
        parts.append(_number(value))
    elif isinstance(value, Mapping):
        parts.append("{")
        for place, key in enumerate(sorted(value, key=lambda name: name.encode("utf-16-be"))):
            parts.append(("," if place else "") + json.dumps(key, ensure_ascii=False) + ":")
            _write(value[key], parts)
        parts.append("}")
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        parts.append("[")
        for place, entry in enumerate(value):
            if place:
                parts.append(",")
            _write(entry, parts)
        parts.append("]")
    else:
        raise TypeError(f"{type(value).__name__} is not a JSON value")


def _number(value: float) -> str:
    """Write a float as ECMAScript's Number::toString does (RFC 8785, section 3.2.2.3)."""
    if not math.isfinite(value):
        raise ValueError("NaN and infinities are not JSON numbers")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, exponent = _shortest(abs(value))
    count = len(digits)
    point = exponent + 1
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    shown = f"{point - 1:+d}"
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + "e" + shown


def _shortest(value: float) -> tuple[str, int]:
    """Return the shortest round-trip digits and the decimal exponent of a positive float."""
    mantissa, _, exponent_text = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading_zeros = len(whole + fraction) - len(digits)
    exponent = int(exponent_text or 0) + len(whole) - 1 - leading_zeros
    return digits.rstrip("0"), exponent
