"""CASE packages of 1EdTech: 1.1 out, 1.1 and 1.0 in, lenient in and strict out."""

import re
from typing import Final

from capacita.framework.exchange.case_cleaning import clean_package
from capacita.framework.exchange.case_reading import PackageReader
from capacita.framework.exchange.case_writing import write_package
from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, FrameworkRead, WriteOptions, Written
from capacita.framework.exchange.contract import sound_read as _sound_read
from capacita.framework.model import Framework
from capacita.vocabulary import parse_object, readable_json

_MARK: Final = re.compile(rb'"CF(Document|Package|Items|Associations)s?"\s*:')


def is_case(data: bytes) -> bool:
    """Tell whether bytes look like a CASE package, wrapped or not."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and _MARK.search(data[:65536]) is not None


def read_case(data: bytes) -> FrameworkRead:
    """Return the framework in a CASE package, with every repair. Raises Unreadable where there is no CFDocument."""
    package, repairs = clean_package(parse_object(data))
    report = PackageReader(package, repairs).framework()
    return _sound_read(report.document, tuple(repairs), tuple(report.findings))


def write_case(framework: Framework, options: WriteOptions) -> Written:
    """Return a framework as a CASE 1.1 package."""
    package, repairs = write_package(framework, moment=options.moment, base_uri=options.base_uri)
    return Written(data=readable_json(package).encode("utf-8"), repairs=repairs)


CASE_PACKAGE = ExchangeFormat(
    name="case",
    title="CASE 1.1 package",
    media_type="application/json",
    suffix=".json",
    sniff=is_case,
    read=read_case,
    write=write_case,
    fidelity=Fidelity(
        note=(
            "Read by any CASE program: the tree, codes, statements, labels, notes, associations, levels as rubrics, "
            "scales and terms as concepts, the licence. What CASE has no place for (principles, roles, further "
            "languages, where a wording comes from) stands in extensions, which other programs pass over."
        )
    ),
)
