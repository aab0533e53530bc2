"""How far those who sorted contributions agree, from their own words on each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from capacita.consultation.agreement import Agreement, compare_coders, measure_agreement
from capacita.web.synthesis.queries import Reading, coder_of, follow_theme_merges, list_last_words

REPLICATES = 500
SEED = 20260416

Words = dict[str, dict[str, set[str]]]  # coder -> contribution -> themes, empty where none fits


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOnPage:
    """Alpha over all that two people or more looked at, F1 of every two people, alpha by theme; None where undefined."""

    coders: int
    shared: int
    overall: Agreement | None
    pairs: tuple[tuple[str, str, int, float | None], ...]
    by_theme: tuple[tuple[str, float | None], ...]


def list_words_of(reading: Reading) -> Words:
    """Return what each coder last said of each contribution, merged themes followed."""
    into = follow_theme_merges(reading)
    themes = reading.themes
    found: Words = {}
    for word in list_last_words(reading):
        given = found.setdefault(coder_of(word), {}).setdefault(str(word.contribution_id), set())
        counted = into.get(word.theme, word.theme)
        if word.holds and counted in themes and themes[counted].status == "in-use":
            given.add(str(counted))
    return found


def measure_coding(reading: Reading) -> AgreementOnPage:
    """Return how far the coders agree.

    A unit is a contribution and a theme: of each the coder said yes or no. The interval comes from drawing these
    units anew; those of one contribution hang together, so that it is rather too narrow.
    """
    words = list_words_of(reading)
    coders = sorted(words)
    names = {coder_of(word): word.actor_name for word in reading.words}
    looked = {pk for pk in reading.by_id if sum(pk in words[coder] for coder in coders) > 1}
    themes = [row for row in reading.themes.values() if row.status == "in-use"]
    shared = [str(said.pk) for said in reading.contributions if str(said.pk) in looked]

    def codings(chosen: list[str]) -> list[list[str | float | None]]:
        return [
            [
                None if pk not in words[coder] else "yes" if theme in words[coder][pk] else "no"
                for pk in shared
                for theme in chosen
            ]
            for coder in coders
        ]

    overall = None
    if shared and themes:
        everything = codings([str(row.theme) for row in themes])
        overall = measure_agreement(everything, chance=np.random.default_rng(SEED), replicates=REPLICATES)
    return AgreementOnPage(
        coders=len(coders),
        shared=len(shared),
        overall=overall,
        pairs=tuple(
            (
                names[one],
                names[other],
                len(words[one].keys() & words[other].keys()),
                compare_coders(words[one], words[other]).f1,
            )
            for one, other in combinations(coders, 2)
        ),
        by_theme=tuple((row.title, measure_agreement(codings([str(row.theme)])).alpha) for row in themes)
        if shared
        else (),
    )
