"""One person's own result, in a form that words can be made from. It is theirs alone."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from capacita.assessment.instrument import ItemBank, Measure, get_question, list_options
from capacita.assessment.scoring.scores import answers_needed, score_measure
from capacita.vocabulary import Identifier, NotFound

HALF_A_LEVEL = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """Where a person stands on one competency by what they said.

    ``index`` is the self-report index from 0 to 4, None when fewer than ``needed`` of the ``asked`` statements were
    answered. ``position`` is the nearest rung (0: below the first). ``lowest`` and ``highest`` are the rungs that it
    could also be, half a level either way: a rule of thumb until answers have been calibrated, and no statistical
    interval. Where they differ, the honest word is that the two cannot be told apart.
    """

    item: Identifier
    answered: int
    asked: int
    needed: int
    index: float | None
    position: int | None
    lowest: int | None
    highest: int | None


def describe_standing(bank: ItemBank, answers: Mapping[str, str]) -> list[PersonStanding]:
    """Return one person's standing on each competency asked about, in the order of the bank.

    ``answers`` maps self-report question codes to the codes of the answers chosen; "" is a question skipped. Raises
    NotFound for a question or an answer that the bank does not hold.
    """
    places: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int8]]] = {}
    for code, chosen in answers.items():
        codes = [option.code for option in list_options(bank, get_question(bank, code))]
        if chosen and chosen not in codes:
            raise NotFound("ANSWER_UNKNOWN", question=code, found=chosen, expected=", ".join(codes))
        places[code] = np.array([codes.index(chosen) if chosen else -1], dtype=np.int8)
    scores = score_measure(bank, places, Measure.SELF_REPORT)
    codes_of = {question.id: question.code for question in bank.questions}
    standings = []
    for column, (item, questions) in enumerate(zip(scores.items, scores.questions, strict=True)):
        if item is None:
            continue
        answered = sum(1 for question in questions if answers.get(codes_of[question]))
        standings.append(_standing(item, float(scores.values[0, column]), answered, len(questions)))
    return standings


def _standing(item: str, index: float, answered: int, asked: int) -> PersonStanding:
    known = not np.isnan(index)
    return PersonStanding(
        item=item,
        answered=answered,
        asked=asked,
        needed=answers_needed(asked),
        index=index if known else None,
        position=_rung(index) if known else None,
        lowest=_rung(index - HALF_A_LEVEL) if known else None,
        highest=_rung(index + HALF_A_LEVEL) if known else None,
    )


def _rung(index: float) -> int:
    """The nearest whole rung from 0 to 4; a half goes down, so that nobody is promised more than they said."""
    return int(min(max(np.ceil(index - 0.5), 0), 4))
