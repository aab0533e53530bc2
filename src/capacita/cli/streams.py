"""Standard output and error of a command: no file can command a terminal, and no narrow encoding stops a result.

What cannot stand as it is, a control character or a letter that the encoding lacks, is written as JSON escapes it
(RFC 8259, section 7): so a result that is JSON is the same value, and a line for people says what was there.
"""

import codecs
from typing import Any, Final, TextIO, cast

_ESCAPES: Final = "capacita.escapes"
# C0 but tab and line feed, delete, and C1, which some terminals obey too.
_CONTROLS: Final = {
    number: f"\\u{number:04x}" for number in (*range(0x20), *range(0x7F, 0xA0)) if chr(number) not in "\t\n"
}


class _Plain:
    """A stream that shows control characters instead of passing them on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text with its control characters shown."""
        return self._stream.write(text.translate(_CONTROLS))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def show_plainly(stream: TextIO) -> TextIO:
    """Return the stream with all that it cannot or must not pass on escaped."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors=_ESCAPES)
    return cast(TextIO, _Plain(stream))


def _escape(fault: UnicodeError) -> tuple[str, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    units = fault.object[fault.start : fault.end].encode("utf-16-be", "surrogatepass")
    shown = "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
    return shown, fault.end


codecs.register_error(_ESCAPES, _escape)
