"""The framework document itself, as a format among the others."""

from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written, sound_read
from capacita.framework.model import FRAMEWORK_FORMAT, Framework
from capacita.framework.validation import read_framework
from capacita.vocabulary import readable_json


def is_capacita(data: bytes) -> bool:
    """Tell whether bytes look like a framework document."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and b'"capacita-' in head


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
