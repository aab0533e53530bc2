"""Translation of a framework: what there is to translate, what helps, what goes out to translators and comes back.

The tables for Word and Excel are imported from ``word_table``, ``xlsx_table`` and ``files``, so that nothing else
waits for their libraries.
"""

from capacita.framework.translation.checks import check_segment, check_segments
from capacita.framework.translation.glossary import Glossary, GlossaryTerm, check_terms, gather_glossary, read_terms
from capacita.framework.translation.incoming import (
    Basis,
    Confidence,
    IncomingFile,
    IncomingUnit,
    get_language,
    read_language,
)
from capacita.framework.translation.marks import Mark, mark_of, notes_of
from capacita.framework.translation.memory import (
    MemoryMatch,
    MemoryUnit,
    TranslationMemory,
    gather_memory,
    list_units,
    match_in,
    suggest_translations,
)
from capacita.framework.translation.messages import MESSAGES
from capacita.framework.translation.po import read_catalogue, write_catalogue
from capacita.framework.translation.putting_in import Credit, list_credits, put_credits, put_wordings
from capacita.framework.translation.segments import (
    Place,
    Segment,
    SegmentState,
    count_states,
    gather_sources,
    list_places,
    list_segments,
    make_segment,
    source_wordings,
    word_segment,
)
from capacita.framework.translation.taking_in import CREDITS, Intake, Outcome, take_in_translations
from capacita.framework.translation.xliff12 import read_xliff12, write_xliff12
from capacita.framework.translation.xliff20 import list_other_sources, read_xliff20, write_xliff20

__all__ = [
    "CREDITS",
    "MESSAGES",
    "Basis",
    "Confidence",
    "Credit",
    "Glossary",
    "GlossaryTerm",
    "IncomingFile",
    "IncomingUnit",
    "Intake",
    "Mark",
    "MemoryMatch",
    "MemoryUnit",
    "Outcome",
    "Place",
    "Segment",
    "SegmentState",
    "TranslationMemory",
    "check_segment",
    "check_segments",
    "check_terms",
    "count_states",
    "gather_glossary",
    "gather_memory",
    "gather_sources",
    "get_language",
    "list_credits",
    "list_other_sources",
    "list_places",
    "list_segments",
    "list_units",
    "make_segment",
    "mark_of",
    "match_in",
    "notes_of",
    "put_credits",
    "put_wordings",
    "read_catalogue",
    "read_language",
    "read_terms",
    "read_xliff12",
    "read_xliff20",
    "source_wordings",
    "suggest_translations",
    "take_in_translations",
    "word_segment",
    "write_catalogue",
    "write_xliff12",
    "write_xliff20",
]
