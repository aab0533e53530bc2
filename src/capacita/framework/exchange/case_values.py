"""Single values of CASE, brought to the form that the specification asks for; each function says by which rule."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from capacita.framework.exchange.case_shapes import (
    ADDRESS,
    DAY,
    KIND,
    KINDS,
    KINDS_BY_LETTERS,
    MOMENT,
    NUMBER,
    OPEN,
    OPENS,
    TARGET,
    TEXT,
    TEXTS,
    TURNED_KINDS,
    VERSION,
    WHOLE,
)

# A value in its right form and the rule that brought it there; no rule where it already was.
Mended = tuple[Any, str]
UNMENDED: Final[Mended] = (None, "")

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_UNSAFE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LOOSE_MOMENT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(\.\d+)?)?\s*([Zz]|[+-]\d\d:?\d\d)?",
)
_OWN_KIND: Final = re.compile(r"ext:[a-zA-Z0-9._-]+")
_LARGEST: Final = 2**31 - 1


def mend_value(kind: str, value: Any) -> Mended:
    """Return a value in the form of a simple kind and the rule by which it got there, or ``UNMENDED``."""
    return _MENDERS[kind](value)


def is_address(text: str) -> bool:
    """Tell whether a text is a whole address (RFC 3986)."""
    if _ADDRESS.fullmatch(text) is None or text.count("#") > 1:
        return False
    if ":" not in text.partition("//")[2]:
        return True  # without a port there is nothing more to be wrong
    try:
        _ = urlsplit(text).port
    except ValueError:
        return False
    return True


def _mend_text(value: Any) -> Mended:
    if isinstance(value, str):
        return value, ""
    if isinstance(value, bool):
        return ("true" if value else "false"), "text-from-value"
    if isinstance(value, int | float):
        return f"{value:.15g}", "text-from-value"
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0], "text-from-list"
    return UNMENDED


def _mend_texts(value: Any) -> Mended:
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return value, ""
    if isinstance(value, str):
        return ([value] if value.strip() else []), "list-from-text"
    if isinstance(value, list):
        mended = [_mend_text(entry)[0] for entry in value if entry is not None]
        if all(entry is not None for entry in mended):
            return mended, "texts-from-values"
    return UNMENDED


def _mend_address(value: Any) -> Mended:
    if not isinstance(value, str):
        return UNMENDED
    if is_address(value):
        return value, ""
    encoded = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), value.strip())
    return (encoded, "address-encoded") if is_address(encoded) else UNMENDED


def _mend_moment(value: Any) -> Mended:
    if not isinstance(value, str):
        return UNMENDED
    if _MOMENT.fullmatch(value):
        return (value, "") if _is_moment(value) else UNMENDED
    found = _LOOSE_MOMENT.fullmatch(value.strip())
    if found is None:
        return UNMENDED
    day, clock, seconds, fraction, zone = found.groups()
    zone = (zone or "Z").upper()
    if zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    mended = f"{day}T{clock or '00:00'}{seconds or ':00'}{fraction or ''}{zone}"
    rule = "zone-assumed" if found[5] is None else "moment-rewritten"
    return (mended, rule) if _is_moment(mended) else UNMENDED


@lru_cache(maxsize=1024)  # a package says of most of its objects that they were changed at the same moment
def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(re.sub(r"\.\d+", "", text))
    except ValueError:
        return False
    return True


def _mend_day(value: Any) -> Mended:
    if not isinstance(value, str):
        return UNMENDED
    found = re.match(r"(\d{4}-\d\d-\d\d)(?:[Tt ].*)?$", value.strip())
    if found is None:
        return UNMENDED
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return UNMENDED
    return found[1], "" if found[1] == value else "day-shortened"


def _mend_whole(value: Any) -> Mended:
    rule = ""
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,10}\s*", value):
        value, rule = int(value), "number-from-text"
    if isinstance(value, float) and value.is_integer():
        value, rule = int(value), "whole-number"
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        return UNMENDED
    return value, rule


def _mend_number(value: Any) -> Mended:
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,15}(\.\d{1,15})?\s*", value):
        return float(value), "number-from-text"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return UNMENDED
    return value, ""


def _mend_kind(value: Any) -> Mended:
    if not isinstance(value, str) or not value.strip():
        return UNMENDED
    if value in KINDS or _OWN_KIND.fullmatch(value):
        return value, ""
    letters = re.sub(r"[^a-z]", "", value.lower())
    if letters in KINDS_BY_LETTERS:
        return KINDS_BY_LETTERS[letters], "kind-respelt"
    if letters in TURNED_KINDS:
        return TURNED_KINDS[letters], "kind-turned"
    return own_word(value), "kind-made-own"


def _mend_target(value: Any) -> Mended:
    if not isinstance(value, str) or not value.strip():
        return UNMENDED
    if value == "CASE" or _OWN_KIND.fullmatch(value):
        return value, ""
    return ("CASE", "target-respelt") if value.upper() == "CASE" else (own_word(value), "target-made-own")


def own_word(text: str) -> str:
    """Return a word of one's own as CASE writes it: ``ext:`` and letters, digits, dots, hyphens, underscores."""
    word = re.sub(r"[^a-zA-Z0-9._-]+", "-", text.strip().removeprefix("ext:")).strip("-")
    return f"ext:{word or 'other'}"


def _mend_version(value: Any) -> Mended:
    return ("1.1", "" if value == "1.1" else "case-version") if isinstance(value, str | int | float) else UNMENDED


def _mend_open(value: Any) -> Mended:
    if isinstance(value, dict):
        return value, ""
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return {"entries": value}, "object-from-list"
    return UNMENDED


def _mend_opens(value: Any) -> Mended:
    if isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        return value, ""
    return ([value], "list-from-object") if isinstance(value, dict) else UNMENDED


_MENDERS: Final = {
    TEXT: _mend_text,
    TEXTS: _mend_texts,
    ADDRESS: _mend_address,
    MOMENT: _mend_moment,
    DAY: _mend_day,
    WHOLE: _mend_whole,
    NUMBER: _mend_number,
    KIND: _mend_kind,
    TARGET: _mend_target,
    VERSION: _mend_version,
    OPEN: _mend_open,
    OPENS: _mend_opens,
}
