"""A request out of the plain text of a letter: labelled lines, and what stands without a label but can only be one thing.

No mailbox is read; somebody pastes the text. Quoted replies and the signature below "-- " are left out.
"""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from capacita.consultation.requests.reading import (
    EMAIL,
    ReadRequest,
    RequestField,
    field_of_label,
    read_mode,
    read_request,
)

_LABELLED: Final = re.compile(
    r"\s*(?:[-*•–—>]\s*|[0-9]{1,2}[.)]\s+)?\*{0,2}(?P<label>[^:=\n]{2,60}?)\*{0,2}\s*[:=]\s*(?P<value>.*)"
)
_BULLET: Final = re.compile(r"\s*[-*•–—]\s*")
_HEADERS: Final = {"from": RequestField.CONTACT, "de": RequestField.CONTACT}
LONGEST_LETTER: Final = 50_000  # characters


def read_request_text(text: str, *, zones: Collection[str], today: date | None = None) -> ReadRequest:
    """Return the request that a letter makes; what it does not say stays empty."""
    cells: dict[RequestField, str] = {}
    sender = ""
    current: RequestField | None = None
    unlabelled: list[str] = []
    for raw in text[:LONGEST_LETTER].splitlines():
        if raw.startswith("-- ") or raw.strip() == "--":
            break
        if raw.lstrip().startswith(">") or not raw.strip():
            current = None if not raw.strip() and current and cells.get(current) else current
            continue
        match = _LABELLED.fullmatch(raw)
        label = match["label"] if match else ""
        named = field_of_label(label)
        if match and named is not None:
            value = match["value"].strip()
            cells[named] = f"{cells[named]} {value}".strip() if named in cells else value
            current = named
        elif match and label.strip().casefold() in _HEADERS:
            sender, current = match["value"].strip(), None
        elif match and label.strip().casefold() in ("subject", "to", "cc", "sent", "objet", "à"):
            current = None
        elif current is not None:
            cells[current] = f"{cells[current]} {_BULLET.sub('', raw, count=1).strip()}".strip()
        else:
            unlabelled.append(raw.strip())
    rest = " ".join(unlabelled)
    if RequestField.CONTACT not in cells:
        cells[RequestField.CONTACT] = sender or " ".join(EMAIL.findall(rest))
    if RequestField.MODE not in cells and (mode := read_mode(rest)) is not None:
        cells[RequestField.MODE] = mode.value
    return read_request(cells, zones=zones, today=today)
