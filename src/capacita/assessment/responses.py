"""Answers as they are frozen: one row a person, one column a question, with strata, weights and the mark of origin.

``engines/parquet`` writes and reads them; the header is the document ``capacita-responses/1``.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from capacita.assessment.instrument import ItemBank, bank_digest
from capacita.vocabulary import Code, Digest, DocumentFormat, Identifier, Refusal, canonical_json, document_part


@document_part
class ResponseHeader:
    """What a response set is: of which instrument and sample, how many were asked and answered, how weights came.

    ``options`` lists the answers offered for each question, in order; ``groups`` the columns that groups are made of.
    """

    id: Identifier
    title: str
    simulated: bool
    framework: Identifier
    framework_version: str
    instrument: Identifier
    instrument_digest: Digest
    bank: Identifier
    bank_digest: Digest
    sample: Identifier
    asked: int
    answered: int
    strata: tuple[Code, ...]
    groups: tuple[Code, ...]
    options: Mapping[Code, tuple[Code, ...]]
    weighting: str


RESPONSES_FORMAT = DocumentFormat(name="capacita-responses/1", adapter=TypeAdapter(ResponseHeader), upgrades={})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseSet:
    """Those who answered. ``answers`` hold places among the answers offered, -1 where a question was skipped.

    ``population`` is the number of people in the respondent's stratum, ``design_weight`` the people whom each person
    asked stands for, ``weight`` the same after nonresponse.
    """

    header: ResponseHeader
    persons: NDArray[np.str_]
    groups: Mapping[str, NDArray[np.str_]]
    strata: NDArray[np.str_]
    population: NDArray[np.int64]
    design_weight: NDArray[np.float64]
    weight: NDArray[np.float64]
    answers: Mapping[str, NDArray[np.int8]]

    @property
    def size(self) -> int:
        """The number of people who answered."""
        return int(self.persons.size)


def digest_responses(responses: ResponseSet) -> str:
    """Return the digest of a response set: of its header and every column, whatever file it is kept in."""
    state = hashlib.sha256(canonical_json(RESPONSES_FORMAT.dump(responses.header)))
    for name in ("persons", "strata"):
        state.update("\n".join(getattr(responses, name).tolist()).encode("utf-8") + b"\0")
    for name, column in sorted(responses.groups.items()):
        state.update("\n".join([name, *column.tolist()]).encode("utf-8") + b"\0")
    state.update(responses.population.astype("<i8").tobytes())
    state.update(responses.design_weight.astype("<f8").tobytes())
    state.update(responses.weight.astype("<f8").tobytes())
    for name, answers in sorted(responses.answers.items()):
        state.update(name.encode("utf-8") + b"\0" + answers.astype("i1").tobytes())
    return "sha256:" + state.hexdigest()


def check_bank(responses: ResponseSet, bank: ItemBank) -> None:
    """Raise Refusal when the answers were given to another state of the item bank than this one."""
    if bank_digest(bank) != responses.header.bank_digest:
        raise Refusal("RESPONSES_OTHER_BANK", expected=responses.header.bank_digest)
