"""How far a division is from what was wanted, how even it is, and whether one party fills it: three small formulas.

Each takes counts by category, of sessions or of people, and gives None where there is nothing to divide by.
"""

import math
from collections.abc import Mapping


def share_out(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the share of each category; no shares where nothing is counted."""
    total = sum(counts.values())
    return {name: count / total for name, count in counts.items()} if total else {}


def measure_distance(counts: Mapping[str, int], target: Mapping[str, float]) -> float | None:
    """Return the total variation distance of what is there to what was wanted: half the sum of all differences of shares.

    0 is as wanted, 1 nothing of what was wanted; it is the share that would have to move to other categories (Levin,
    Peres and Wilmer 2009, Markov Chains and Mixing Times, Proposition 4.2).
    """
    shares = share_out(counts)
    if not shares or not target:
        return None
    return sum(abs(shares.get(name, 0.0) - target.get(name, 0.0)) for name in {*shares, *target}) / 2


def measure_representation(counts: Mapping[str, int], target: Mapping[str, float]) -> dict[str, float | None]:
    """Return for each category wanted its share divided by the share wanted: 1 is as wanted, 0 is nobody."""
    shares = share_out(counts)
    return {name: shares.get(name, 0.0) / wanted if shares and wanted > 0 else None for name, wanted in target.items()}


def measure_evenness(counts: Mapping[str, int]) -> float | None:
    """Return Pielou's evenness J = H / ln S, with H = - sum of p ln p over all S categories, empty ones included.

    1 is the same count in each, 0 everything in one (Pielou 1966, The measurement of diversity in different types of
    biological collections, Journal of Theoretical Biology 13, pages 131 to 144). S is the number of categories that
    there are to be filled, not of those found: a category with nobody makes a division uneven.
    """
    shares = share_out(counts)
    if len(shares) < 2:
        return None
    disorder = sum(share * -math.log(share) for share in shares.values() if share > 0)
    return disorder / math.log(len(shares))


def find_largest_share(counts: Mapping[str, int]) -> tuple[str, float] | None:
    """Return the category with the most and its share; the first in the alphabet of several."""
    shares = share_out(counts)
    if not shares:
        return None
    name = min(shares, key=lambda each: (-shares[each], each))
    return name, shares[name]
