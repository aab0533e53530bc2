"""DigComp 3.0 in JSON-LD as a format among the others; its workbook is recognised among the workbooks."""

from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, FrameworkRead, WriteOptions, Written, sound_read
from capacita.framework.exchange.csv_table_fidelity import DIGCOMP_FIDELITY
from capacita.framework.exchange.digcomp import is_digcomp, read_digcomp
from capacita.framework.exchange.digcomp_writing import write_digcomp
from capacita.framework.model import Framework


def _read(data: bytes) -> FrameworkRead:
    framework, findings = read_digcomp(data)
    return sound_read(framework, findings=tuple(findings))


def _write(framework: Framework, options: WriteOptions) -> Written:
    return Written(data=write_digcomp(framework, options.language))


DIGCOMP_JSONLD: Final = ExchangeFormat(
    name="digcomp-jsonld",
    title="DigComp 3.0 in JSON-LD",
    media_type="application/ld+json",
    suffix=".jsonld",
    sniff=is_digcomp,
    read=_read,
    write=_write,
    fidelity=DIGCOMP_FIDELITY,
)
