"""The answers of one group to one statement as they may be shown: answers are put together until none is too few.

A group answers nearly alike where it is a group at all, so that somewhere a few stand against many. Leaving cells out
would then leave out nearly everything; putting neighbouring answers together, and saying "nearly all" where even that
is too few, keeps what matters (global recoding: Hundepool et al. 2012, Statistical Disclosure Control, section 3.2.3).
The size of the group is known. Rows of several groups share nothing else, so no sum is shown over them but what follows
from the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from capacita.disclosure import FLOOR, protect_division

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAnswers:
    """What is shown: out of ``answers`` people, from least to most so many agree and disagree; None is not told.

    ``answers`` are those who answered, or, where fewer than ``floor`` + 1 did not, the whole group; ``passed`` and
    ``unanswered`` are told only where nothing had to be put together with them.
    """

    answers: int | None = None
    agree: Range | None = None
    disagree: Range | None = None
    passed: int | None = None
    unanswered: int | None = None


def show_answers(agree: int, disagree: int, passed: int, unanswered: int, floor: int = FLOOR) -> ShownAnswers:
    """Return what may be shown of these counts to readers who know their sum."""
    answers = agree + disagree + passed
    size = answers + unanswered
    if _may_show((agree, disagree, passed, unanswered), floor):
        return ShownAnswers(
            answers=answers,
            agree=(agree, agree),
            disagree=(disagree, disagree),
            passed=passed,
            unanswered=unanswered,
        )
    apart = unanswered > floor
    base = answers if apart else size
    shown_unanswered = unanswered if apart else None
    rest = (unanswered,) if apart else ()
    others = base - agree - disagree
    if _may_show((agree, disagree, others, *rest), floor):
        return ShownAnswers(
            answers=base, agree=(agree, agree), disagree=(disagree, disagree), unanswered=shown_unanswered
        )
    for agrees, count in _by_size(agree, disagree):
        if _may_show((count, base - count, *rest), floor):
            told = (count, count)
        elif base >= 2 * floor and base - count <= floor:
            told = (base - floor, base)
        else:
            continue
        return ShownAnswers(
            answers=base,
            agree=told if agrees else None,
            disagree=None if agrees else told,
            unanswered=shown_unanswered,
        )
    return ShownAnswers()


def _may_show(counts: tuple[int, ...], floor: int) -> bool:
    """Tell whether a division can be shown with every count and its sum."""
    names = [str(number) for number in range(len(counts))]
    table = protect_division(dict(zip(names, counts, strict=True)), names, floor)
    return None not in table.cells[0] and table.total is not None


def _by_size(agree: int, disagree: int) -> Iterator[tuple[bool, int]]:
    """Yield the larger of the two first: whether it is that of agreement, and the count."""
    pairs = [(True, agree), (False, disagree)]
    yield from sorted(pairs, key=lambda pair: -pair[1])
