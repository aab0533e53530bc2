"""Versions side by side: what changed, how two changed versions become one, and what a change touches."""

from capacita.framework.comparison.conflicts import (
    Choice,
    Conflict,
    ConflictKind,
    Side,
    conflict_as_json,
    explain_conflict,
    read_choice,
    read_resolutions,
)
from capacita.framework.comparison.differences import apply_changes, diff_frameworks
from capacita.framework.comparison.effect import (
    Dependent,
    DependentKind,
    Effect,
    Touched,
    compare_effect,
    compute_effect,
    compute_meanings,
    effect_as_json,
    read_dependents,
)
from capacita.framework.comparison.merging import MergeResult, merge_frameworks
from capacita.framework.comparison.rebasing import RebaseResult, list_news, rebase_adaptation
from capacita.framework.comparison.reporting import (
    AdaptationReport,
    ItemRow,
    NotYetTaken,
    item_row_as_json,
    report_adaptation,
)
from capacita.framework.comparison.versioning import (
    VersionStep,
    VersionSuggestion,
    list_change_rows,
    suggest_version,
    weigh_change,
)

__all__ = [
    "AdaptationReport",
    "Choice",
    "Conflict",
    "ConflictKind",
    "Dependent",
    "DependentKind",
    "Effect",
    "ItemRow",
    "MergeResult",
    "NotYetTaken",
    "RebaseResult",
    "Side",
    "Touched",
    "VersionStep",
    "VersionSuggestion",
    "apply_changes",
    "compare_effect",
    "compute_effect",
    "compute_meanings",
    "conflict_as_json",
    "diff_frameworks",
    "effect_as_json",
    "explain_conflict",
    "item_row_as_json",
    "list_change_rows",
    "list_news",
    "merge_frameworks",
    "read_choice",
    "read_dependents",
    "read_resolutions",
    "rebase_adaptation",
    "report_adaptation",
    "suggest_version",
    "weigh_change",
]
