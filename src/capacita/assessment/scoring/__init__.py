"""From answers to scores, each measure apart: skills, scenarios and attitudes never share a score."""

from capacita.assessment.scoring.person import PersonStanding, describe_standing
from capacita.assessment.scoring.scores import SHARE_ANSWERED, TOP, Scores, answers_needed, score_measure

__all__ = [
    "SHARE_ANSWERED",
    "TOP",
    "PersonStanding",
    "Scores",
    "answers_needed",
    "describe_standing",
    "score_measure",
]
