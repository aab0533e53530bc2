"""From a gap to what to do about it, under real limits.

The solver is not imported here: ``capacita.planning.optimise`` holds it, for the worker and the command line alone.
"""

from capacita.planning.catalogue import (
    CATALOGUE_FORMAT,
    Catalogue,
    DeliveryMode,
    EffectStatus,
    EnablingAction,
    Exercise,
    ExerciseFamily,
    ModuleEffect,
    TrainingModule,
)
from capacita.planning.explain import PlanSentence, explain_plan, share_closed, spell_sentence
from capacita.planning.messages import MESSAGES, SENTENCES
from capacita.planning.plan import (
    PLAN_FORMAT,
    ActionChoice,
    Closing,
    GapClosure,
    LimitName,
    LimitUse,
    PlanChoice,
    PlanStatus,
    Solver,
    TrainingPlan,
    check_plan,
    validate_plan,
)
from capacita.planning.problem import (
    LIMITS_FORMAT,
    PROBLEM_FORMAT,
    LeftOut,
    LeftOutReason,
    PlanLimits,
    PlanProblem,
    assemble_problem,
)

__all__ = [
    "CATALOGUE_FORMAT",
    "LIMITS_FORMAT",
    "MESSAGES",
    "PLAN_FORMAT",
    "PROBLEM_FORMAT",
    "SENTENCES",
    "ActionChoice",
    "Catalogue",
    "Closing",
    "DeliveryMode",
    "EffectStatus",
    "EnablingAction",
    "Exercise",
    "ExerciseFamily",
    "GapClosure",
    "LeftOut",
    "LeftOutReason",
    "LimitName",
    "LimitUse",
    "ModuleEffect",
    "PlanChoice",
    "PlanLimits",
    "PlanProblem",
    "PlanSentence",
    "PlanStatus",
    "Solver",
    "TrainingModule",
    "TrainingPlan",
    "assemble_problem",
    "check_plan",
    "explain_plan",
    "share_closed",
    "spell_sentence",
    "validate_plan",
]
