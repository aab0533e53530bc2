"""Drawing the sample: stratified simple random sampling without replacement, by permanent random numbers."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from capacita.assessment.sampling.allocation import allocate_sample
from capacita.assessment.sampling.design import Sample, SampledStratum, SamplingDesign
from capacita.assessment.sampling.frame import Frame, write_frame
from capacita.vocabulary import derive_identifier, digest_of_bytes


def permanent_random_numbers(persons: NDArray[np.str_]) -> NDArray[np.float64]:
    """Return the number in [0, 1) that belongs to each pseudonym for good: 53 bits of its BLAKE2b digest.

    Because a person keeps the number, later samples can be made to overlap (a panel) or to spare those who were
    asked before, by the choice of the starting point alone (Ohlsson 1995, in Cox et al., Business Survey Methods,
    chapter 9).
    """
    return np.array(
        [
            (int.from_bytes(hashlib.blake2b(person.encode("utf-8"), digest_size=8).digest(), "big") >> 11) / 2**53
            for person in persons.tolist()
        ]
    )


def draw_sample(frame: Frame, design: SamplingDesign, rng: np.random.Generator) -> Sample:
    """Return a stratified simple random sample without replacement.

    One starting point is drawn; in each stratum the n_h people are taken whose permanent random numbers follow it
    first, going round the circle. Within a stratum every set of n_h people is equally likely, because the numbers
    are independent and uniform. Raises Refusal when the design cannot be met.
    """
    places, strata = frame.cross(design.strata)
    population = np.bincount(places, minlength=len(strata)).astype(np.intp)
    counts = allocate_sample(design, strata, population)
    start = float(rng.random())
    distance = (permanent_random_numbers(frame.persons) - start) % 1.0
    order = np.lexsort((distance, places))
    ends = np.cumsum(population)
    drawn = []
    for place, values in enumerate(strata):
        first = int(ends[place] - population[place])
        chosen = frame.persons[order[first : first + int(counts[place])]]
        drawn.append(
            SampledStratum(
                values=dict(zip(design.strata, values, strict=True)),
                population=int(population[place]),
                sampled=int(counts[place]),
                persons=tuple(chosen.tolist()),
            )
        )
    frame_digest = digest_of_bytes(write_frame(frame))
    return Sample(
        id=derive_identifier(design.id, "sample", frame_digest, repr(start)),
        title=design.title,
        simulated=frame.simulated,
        design=design.id,
        frame=frame_digest,
        columns=design.strata,
        population=frame.size,
        size=design.size,
        start=start,
        strata=tuple(drawn),
    )
