"""Crosswalks between two frameworks: suggested by the likeness of texts, decided by people, covered both ways."""

from capacita.framework.crosswalk.checking import (
    CrosswalkCoverage,
    SideCoverage,
    compute_crosswalk_coverage,
    validate_crosswalk,
)
from capacita.framework.crosswalk.deciding import (
    add_link,
    compare_digest,
    decide_link,
    keep_decisions,
    name_link,
    reverse_crosswalk,
)
from capacita.framework.crosswalk.model import (
    CROSSWALK_FORMAT,
    ComparedFramework,
    Crosswalk,
    CrosswalkLink,
    LinkDecision,
    LinkOrigin,
    MatchRelation,
    NamedItem,
    SuggestionMethod,
)
from capacita.framework.crosswalk.sssom import write_sssom
from capacita.framework.crosswalk.suggesting import suggest_crosswalk

__all__ = [
    "CROSSWALK_FORMAT",
    "ComparedFramework",
    "Crosswalk",
    "CrosswalkCoverage",
    "CrosswalkLink",
    "LinkDecision",
    "LinkOrigin",
    "MatchRelation",
    "NamedItem",
    "SideCoverage",
    "SuggestionMethod",
    "add_link",
    "compare_digest",
    "compute_crosswalk_coverage",
    "decide_link",
    "keep_decisions",
    "name_link",
    "reverse_crosswalk",
    "suggest_crosswalk",
    "validate_crosswalk",
    "write_sssom",
]
