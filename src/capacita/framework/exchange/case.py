"""CASE packages of 1EdTech: 1.1 out, 1.1 and 1.0 in, lenient in and strict out."""

import json
import re
from typing import Any, Final

from pydantic_core import PydanticSerializationError, to_json

from capacita.framework.exchange.case_cleaning import clean_package
from capacita.framework.exchange.case_reading import PackageReader
from capacita.framework.exchange.case_writing import write_package
from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, FrameworkRead, WriteOptions, Written
from capacita.framework.exchange.contract import sound_read as _sound_read
from capacita.framework.exchange.languages import choose_language
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Framework
from capacita.vocabulary import parse_object

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
    """Return a framework as a CASE 1.1 package, in its own language or another, and those of further languages.

    Raises Refusal where no text is in a language that is asked for.
    """
    languages = (options.language, *options.languages)
    wanted = dict.fromkeys(choose_language(framework, language) for language in languages)
    data: dict[str, bytes] = {}
    repairs: list[Repair] = []
    for language in wanted:
        package, mended = write_package(
            framework,
            moment=options.moment,
            base_uri=options.base_uri,
            bases=options.bases,
            language=language,
        )
        data[language] = _as_file(package)
        repairs.extend(mended)
    first, *further = wanted
    return Written(data=data[first], repairs=tuple(repairs), by_language={tag: data[tag] for tag in further})


def _as_file(package: dict[str, Any]) -> bytes:
    """Return the readable JSON of a package; written in one go, since large ones are exchanged this way."""
    try:
        return to_json(package, indent=2, inf_nan_mode="constants") + b"\n"
    except PydanticSerializationError:  # a half of a surrogate pair, which only escapes can write
        return (json.dumps(package, indent=2) + "\n").encode("ascii")


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
