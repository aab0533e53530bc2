"""What a lenient reader put right, line by line."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One thing that was read otherwise than it stands in the file: where, by which rule, from what to what."""

    path: str
    rule: str
    before: Any
    after: Any
