"""All formats by name, the recognition of one by its content, and the two halves of a conversion."""

from typing import Final

from capacita.framework.exchange.capacita_json import CAPACITA_JSON
from capacita.framework.exchange.case import CASE_PACKAGE
from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written
from capacita.framework.exchange.ctdl import CTDL_ASN
from capacita.framework.exchange.digcomp_format import DIGCOMP_JSONLD
from capacita.framework.exchange.direct import DIRECT_FORMAT
from capacita.framework.exchange.licences import check_export_licence
from capacita.framework.exchange.markdown import MARKDOWN
from capacita.framework.exchange.moodle import MOODLE_CSV
from capacita.framework.exchange.reading_file import READING_FILE
from capacita.framework.exchange.roles_matrix import ROLES_MATRIX, ROLES_MATRIX_CSV
from capacita.framework.exchange.skos_formats import SKOS_JSON_LD, SKOS_TURTLE
from capacita.framework.exchange.translation_formats import TRANSLATION_FORMATS
from capacita.framework.exchange.xlsx import ITEMS_CSV, XLSX
from capacita.framework.model import Framework
from capacita.sheets import COMPOUND_FILE
from capacita.vocabulary import Refusal, Unreadable, parse_object

# The order is that in which content is recognised: the more particular shape first.
FORMATS: Final[dict[str, ExchangeFormat]] = {
    entry.name: entry
    for entry in (
        CAPACITA_JSON,
        CASE_PACKAGE,
        DIGCOMP_JSONLD,
        DIRECT_FORMAT,
        SKOS_TURTLE,
        SKOS_JSON_LD,
        CTDL_ASN,
        XLSX,
        MOODLE_CSV,
        ITEMS_CSV,
        MARKDOWN,
        READING_FILE,
        ROLES_MATRIX,
        ROLES_MATRIX_CSV,
        *TRANSLATION_FORMATS,
    )
}


def get_format(name: str) -> ExchangeFormat:
    """Return the format of a name. Raises Refusal where there is none."""
    if name not in FORMATS:
        raise Refusal("EXCHANGE_FORMAT_UNKNOWN", found=name, known=", ".join(FORMATS))
    return FORMATS[name]


def format_for_suffix(name: str) -> ExchangeFormat:
    """Return the first written format whose files end like this name. Raises Refusal where there is none."""
    for entry in FORMATS.values():
        if entry.write is not None and name.lower().endswith(entry.suffix):
            return entry
    raise Refusal("EXCHANGE_FORMAT_NOT_TOLD", name=name, known=", ".join(FORMATS))


def recognise_format(data: bytes) -> ExchangeFormat:
    """Return the format that bytes look like. Raises Unreadable where they look like none that is read."""
    for entry in FORMATS.values():
        if entry.read is not None and entry.sniff(data):
            return entry
    _complain_of_broken(data)
    raise Unreadable("EXCHANGE_FORMAT_NOT_RECOGNISED", known=", ".join(_readable()))


def _complain_of_broken(data: bytes) -> None:
    """Raise Unreadable, naming the fault, where bytes are text that is broken, whatever its format."""
    if data.startswith(COMPOUND_FILE):
        raise Unreadable("SHEET_OLD_OR_LOCKED")
    if data[:4] == b"PK\x03\x04":
        return
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        parse_object(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Unreadable("DOCUMENT_NOT_UTF8", offset=fault.start) from None


def read_any(data: bytes, name: str | None = None) -> tuple[ExchangeFormat, FrameworkRead]:
    """Return the format of bytes, named or recognised, and what reading them gave. Raises Unreadable or Refusal."""
    entry = get_format(name) if name else recognise_format(data)
    if entry.read is None:
        raise Refusal("EXCHANGE_FORMAT_NOT_READ", format=entry.name, known=", ".join(_readable()))
    return entry, entry.read(data)


def write_as(framework: Framework, name: str, options: WriteOptions) -> Written:
    """Return a framework in the format of a name. Raises Refusal where the format, or a licence, does not allow it."""
    entry = get_format(name)
    if entry.write is None:
        raise Refusal("EXCHANGE_FORMAT_NOT_WRITTEN", format=entry.name)
    check_export_licence(framework, name)
    return entry.write(framework, options)


def _readable() -> list[str]:
    return [entry.name for entry in FORMATS.values() if entry.read is not None]
