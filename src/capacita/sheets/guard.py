"""The formula guard: text that a spreadsheet would run is written with an apostrophe before it.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is a formula to Excel and LibreOffice,
whoever wrote it (OWASP, "CSV Injection"). Texts that already look guarded get one more apostrophe, so that taking one
away always gives back what was written.
"""

import re
from typing import Final

_DANGEROUS: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


def guard_cell(text: str) -> str:
    """Return the text as it may stand in a sheet: with an apostrophe first where it could be run as a formula."""
    return "'" + text if _DANGEROUS.match(text) else text


def unguard_cell(text: str) -> str:
    """Return the text that ``guard_cell`` was given."""
    return text[1:] if _GUARDED.match(text) else text
