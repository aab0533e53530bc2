"""The formats of translators among the others: XLIFF, PO and the tables, each for one language and only written.

What comes back is no framework of its own; ``framework update`` brings it into the one that it was made from.
"""

from collections.abc import Callable
from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, WriteOptions, Written
from capacita.framework.exchange.repairs import Repair
from capacita.framework.model import Framework
from capacita.framework.translation import get_language
from capacita.framework.translation.files import is_translation_file, write_translations

_FIDELITY: Final = Fidelity(
    losses={"*": "a file for translators holds the texts of a framework, not the framework"},
    note="What translators write comes back by update, every sign of it in XLIFF and PO.",
)


def _writer(name: str) -> Callable[[Framework, WriteOptions], Written]:
    def write(framework: Framework, options: WriteOptions) -> Written:
        data, findings = write_translations(framework, name, get_language(options.language))
        left_out = (
            Repair(path=finding.path, rule="left-out", before=dict(finding.values), after=None) for finding in findings
        )
        return Written(data=data, repairs=tuple(left_out))

    return write


def _describe(name: str, title: str, media_type: str, suffix: str) -> ExchangeFormat:
    return ExchangeFormat(
        name=name,
        title=title,
        media_type=media_type,
        suffix=suffix,
        sniff=is_translation_file,
        write=_writer(name),
        fidelity=_FIDELITY,
    )


_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRANSLATION_FORMATS: Final = (
    _describe("xliff", "XLIFF 1.2 for translators", "application/x-xliff+xml", ".xlf"),
    _describe("xliff2", "XLIFF 2.0 for translators", "application/xliff+xml", ".xlf"),
    _describe("po", "PO for translators", "text/x-gettext-translation", ".po"),
    _describe("translation-docx", "Word table for translators", _WORD, ".docx"),
    _describe("translation-xlsx", "Excel table for translators", _EXCEL, ".xlsx"),
)
