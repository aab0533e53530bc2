"""Moodle's CSV of a competency framework as a format: written so that Moodle imports it as it stands, and read."""

from typing import Final

from capacita.framework.exchange.contract import ExchangeFormat, Fidelity, WriteOptions, Written
from capacita.framework.exchange.moodle_reading import is_moodle, read_moodle
from capacita.framework.exchange.moodle_writing import write_moodle
from capacita.framework.model import Framework

_NO_COLUMN: Final = "Moodle has no column for it."
_ONE_LANGUAGE: Final = "One file speaks one language; write one for each."
MOODLE_FIDELITY: Final = Fidelity(
    note=(
        "Moodle imports the file as it stands, and takes in: the tree, ID numbers and short names of at most 100 "
        "characters, definitions, notes and levels as a description, the first scale with what counts as enough, "
        "related competencies, and the licence with its attribution."
    ),
    losses={
        "*: translations": _ONE_LANGUAGE,
        "*: where a wording comes from": _ONE_LANGUAGE,
        "framework: publisher": "It stands in the description, as words.",
        "framework: licence": "It stands in the description, as words.",
        "framework: derived_from": _NO_COLUMN,
        "framework: extensions": _NO_COLUMN,
        "framework: rubrics": _NO_COLUMN,
        "sources: *": _NO_COLUMN,
        "items: kind": "Moodle has one word for a whole depth of the tree, not one for each item.",
        "items: item_type": _NO_COLUMN,
        "items: position": "Siblings keep their order, not their numbers.",
        "items: order": "Rows stand in the order of the tree, which is the same tree.",
        "items: aliases": _NO_COLUMN,
        "items: extensions": _NO_COLUMN,
        "items: principle*": _NO_COLUMN,
        "items: who wrote and confirmed a tag": _NO_COLUMN,
        "items: source and place": _NO_COLUMN,
        "items: note on the source": _NO_COLUMN,
        "items: status_*": _NO_COLUMN,
        "scales: *": "A scale of Moodle's is a list of words, found by these words.",
        "levels: *": "A scale of Moodle's is a list of words, found by these words.",
        "descriptors: *": "What a level looks like stands in the description; it is read back under identifiers of its own.",
        "associations: *": "Moodle relates competencies or does not, without kind, direction, notes or links to elsewhere.",
        "roles: *": "Moodle keeps the people of a role in learning plans, not in a framework.",
        "requirements": "Moodle keeps the people of a role in learning plans, not in a framework.",
        "definitions: *": _NO_COLUMN,
    },
)


def _write(framework: Framework, options: WriteOptions) -> Written:
    data, repairs = write_moodle(framework, options.language)
    more = {language: write_moodle(framework, language)[0] for language in options.languages}
    return Written(data=data, repairs=repairs, by_language=more)


MOODLE_CSV: Final = ExchangeFormat(
    name="moodle-csv",
    title="Moodle competency framework (CSV)",
    media_type="text/csv",
    suffix=".csv",
    sniff=is_moodle,
    read=read_moodle,
    write=_write,
    fidelity=MOODLE_FIDELITY,
)
