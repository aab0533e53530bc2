"""Weights of those who answered, raised for those who were asked and did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.estimation.design import Floats
from capacita.vocabulary import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseClass:
    """A class of people taken to answer alike: how many were asked, how many answered, and the factor of weights."""

    name: str
    sampled: int
    responded: int
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Adjustment:
    """The raised weights of the respondents, in their order, the classes, and the method in words."""

    weights: Floats
    classes: tuple[ResponseClass, ...]
    method: str

    @property
    def response_rate(self) -> float:
        """Respondents by people asked."""
        return sum(entry.responded for entry in self.classes) / sum(entry.sampled for entry in self.classes)


def adjust_for_nonresponse(
    weights: Floats, classes: Sequence[Any] | NDArray[Any], responded: NDArray[np.bool_]
) -> Adjustment:
    """Return the respondents' weights raised so that each class keeps the weight of all who were asked in it.

    factor_c = sum of w over the asked of c / sum of w over the respondents of c (weighting classes; SSW 1992, section
    15.6). It assumes that within a class those who stayed silent are like those who answered. ``weights``, ``classes``
    and ``responded`` have one entry for each person asked. Raises Refusal when a class has no respondent: joining
    classes is a decision, never made in silence.
    """
    names, places = np.unique(np.asarray(classes), return_inverse=True)
    asked = np.bincount(places, weights=weights, minlength=names.size)
    answered = np.bincount(places[responded], weights=weights[responded], minlength=names.size)
    sampled = np.bincount(places, minlength=names.size)
    replied = np.bincount(places[responded], minlength=names.size)
    empty = np.flatnonzero(replied == 0)
    if empty.size:
        place = int(empty[0])
        raise Refusal("NONRESPONSE_EMPTY_CLASS", response_class=str(names[place]), sampled=int(sampled[place]))
    factor = asked / answered
    listed = tuple(
        ResponseClass(
            name=str(names[place]),
            sampled=int(sampled[place]),
            responded=int(replied[place]),
            factor=float(factor[place]),
        )
        for place in range(names.size)
    )
    return Adjustment(
        weights=np.asarray(weights[responded] * factor[places[responded]], dtype=np.float64),
        classes=listed,
        method=(
            f"weights raised for nonresponse within {names.size} classes: {int(replied.sum())} of {int(sampled.sum())} "
            f"answered, factors {factor.min():.3f} to {factor.max():.3f}"
        ),
    )
