"""What people are asked: the item bank, the instrument drawn from it, and its form for data collection tools.

``xlsform`` writes XLSX and is imported from its own module.
"""

from capacita.assessment.instrument.assembly import (
    CONSENT,
    assemble_instrument,
    bank_digest,
    get_question,
    instrument_digest,
    list_options,
    list_questions,
    validate_bank,
)
from capacita.assessment.instrument.model import (
    BANK_FORMAT,
    INSTRUMENT_FORMAT,
    Barrier,
    Instrument,
    ItemBank,
    Measure,
    Question,
    ResponseOption,
    ResponseScale,
    ScenarioLens,
)

__all__ = [
    "BANK_FORMAT",
    "CONSENT",
    "INSTRUMENT_FORMAT",
    "Barrier",
    "Instrument",
    "ItemBank",
    "Measure",
    "Question",
    "ResponseOption",
    "ResponseScale",
    "ScenarioLens",
    "assemble_instrument",
    "bank_digest",
    "get_question",
    "instrument_digest",
    "list_options",
    "list_questions",
    "validate_bank",
]
