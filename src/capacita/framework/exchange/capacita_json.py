"""The framework document itself, as a format among the others."""

import re
from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written, sound_read
from capacita.framework.model import FRAMEWORK_FORMAT, Framework
from capacita.framework.validation import read_framework
from capacita.vocabulary import Unreadable, parse_object, readable_json

_FIRST: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"format"\s*:\s*"capacita-')
_OTHER: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"CF|[^{\s])')


def is_capacita(data: bytes) -> bool:
    """Tell whether bytes look like a framework document; one in the extensions of a CASE package is none."""
    if _FIRST.match(data):
        return True
    if _OTHER.match(data) or b'"capacita-' not in data:
        return False
    try:
        return str(parse_object(data).get("format")).startswith("capacita-")
    except Unreadable:
        return False


def read_capacita(data: bytes) -> FrameworkRead:
    """Return a framework document as it stands, with all that is wrong with it. Raises Unreadable."""
    report = read_framework(data)
    return sound_read(report.document, findings=tuple(report.findings))


def write_capacita(framework: Framework, options: WriteOptions) -> Written:
    """Return the framework document."""
    return Written(data=readable_json(FRAMEWORK_FORMAT.dump(framework)).encode("utf-8"))


CAPACITA_JSON = ExchangeFormat(
    name="capacita",
    title="Capacita framework document",
    media_type="application/json",
    suffix=".json",
    sniff=is_capacita,
    read=read_capacita,
    write=write_capacita,
)
