"""What is lost when a framework goes out in a format and comes back, and why; everything else comes back whole.

Tests send a framework with every part filled in through each format and hold these tables to what they find.
"""

from collections.abc import Mapping
from typing import Final

from capacita.framework.exchange.contract import Fidelity

_EDITED: Final = (
    "A sheet has columns for what people edit; an update leaves this as it is, a new framework goes without."
)
_NO_WORD: Final = "The format has no word for it."
_ONE_LANGUAGE: Final = "One file speaks one language; write one for each."
_OWN: Final = "The file is that publisher's; what was added to it in Capacita has no place in its shape."


_SKOS_NOTE: Final = (
    "Read by any SKOS program: labels, definitions and notes in every language, notations, broader and narrower, "
    "matches, the scheme's title, language, version, publisher and licence. The rest (kind, position, levels, roles, "
    "where a wording comes from) is said in terms of our own beside it, which other programs pass over."
)
SKOS_FIDELITY: Final = Fidelity(losses={}, note=_SKOS_NOTE)
_CELLS: Final = (
    "A cell holds no white space around a text, no control characters, lines that end in one way, and at most 32,766 "
    "characters; whatever of a text is written otherwise is named in the report of the conversion."
)
XLSX_FIDELITY: Final = Fidelity(
    note=_CELLS,
    losses={
        "items: order": "Rows stand in the order of the tree, which is the same tree.",
        "items: who wrote and confirmed a tag": _EDITED,
        "items: note on the source": _EDITED,
        "*: extensions": _EDITED,
        "framework: rubrics": _EDITED,
    },
)
CSV_FIDELITY: Final = Fidelity(
    note=_CELLS,
    losses={
        "items: order": "Rows stand in the order of the tree, which is the same tree.",
        "items: who wrote and confirmed a tag": _EDITED,
        "items: note on the source": _EDITED,
        "*: extensions": _EDITED,
        "framework: *": "One table holds the items alone. Use the workbook for the whole.",
        "sources: *": "One table holds the items alone; of a source only its code is known.",
        "scales: *": "One table holds the items alone.",
        "levels: *": "One table holds the items alone.",
        "descriptors: *": "One table holds the items alone.",
        "associations: *": "One table holds the items alone; their parents are in it.",
        "roles: *": "One table holds the items alone.",
        "requirements": "One table holds the items alone.",
        "definitions: *": "One table holds the items alone.",
    },
)
DIGCOMP_FIDELITY: Final = Fidelity(
    note="The content of the published data supplement comes back exactly as it was.",
    losses={
        "*: translations": _ONE_LANGUAGE,
        "*: where a wording comes from": _ONE_LANGUAGE,
        "framework: *": "The shape is that of one framework, whose header is known; licence and attribution go along.",
        "sources: *": _OWN,
        "scales: notes": _NO_WORD,
        "items: aliases": _OWN,
        "items: extensions": _OWN,
        "items: notes": _NO_WORD,
        "items: principle*": _NO_WORD,
        "items: who wrote and confirmed a tag": _NO_WORD,
        "items: status_*": _NO_WORD,
        "items: source and place": _NO_WORD,
        "items: note on the source": _NO_WORD,
        "descriptors: *": _NO_WORD,
        "associations: *": "A statement names its band and nothing else.",
        "roles: *": _NO_WORD,
        "requirements": _NO_WORD,
        "definitions: id": "A term is known by its name; one added in Capacita gets another identifier.",
        "definitions: *": "A term is known by its name; one added in Capacita gets another identifier.",
    },
)
DIRECT_FIDELITY: Final = Fidelity(
    note=(
        "The published file comes back as it was, but for one skill that is related to itself; learning resources, "
        "providers and tools are carried along unread."
    ),
    losses={
        "*: translations": _ONE_LANGUAGE,
        "*: where a wording comes from": _ONE_LANGUAGE,
        "framework: *": "The shape is that of one framework, whose header is known.",
        "sources: *": _OWN,
        "scales: notes": _NO_WORD,
        "items: aliases": _OWN,
        "items: extensions": _OWN,
        "items: notes": _NO_WORD,
        "items: principle*": _NO_WORD,
        "items: who wrote and confirmed a tag": _NO_WORD,
        "items: status_*": _NO_WORD,
        "items: source and place": _NO_WORD,
        "items: note on the source": _NO_WORD,
        "descriptors: *": _NO_WORD,
        "associations: *": "Skills are related or not, without direction, notes or links to elsewhere.",
        "roles: *": _NO_WORD,
        "requirements": _NO_WORD,
        "definitions: *": _NO_WORD,
    },
)

# What CTDL-ASN says of a framework; it is written and not read.
CTDL_TERMS: Final[Mapping[str, str]] = {
    "framework: title": "ceasn:name",
    "framework: notice": "ceasn:description, ceasn:rights",
    "framework: language": "ceasn:inLanguage",
    "framework: status": "ceasn:publicationStatusType",
    "framework: publisher": "ceasn:publisherName",
    "items: id": "@id, ceterms:ctid",
    "items: code": "ceasn:codedNotation",
    "items: title": "ceasn:competencyLabel",
    "items: statement": "ceasn:competencyText",
    "items: notes": "ceasn:comment",
    "items: item_type": "ceasn:competencyCategory",
    "items: parent": "ceasn:isChildOf, ceasn:hasChild, ceasn:isTopChildOf, ceasn:hasTopChild",
    "associations: destination": "ceasn:exactAlignment, ceasn:prerequisiteAlignment",
    "scales: title": "ceasn:name",
    "levels: title": "skos:prefLabel",
    "levels: code": "skos:notation",
    "levels: description": "skos:definition",
}
