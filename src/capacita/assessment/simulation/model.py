"""How simulated people answer (``capacita-simulation/1``). Every number here is invented."""

from collections.abc import Mapping
from dataclasses import field

from pydantic import TypeAdapter

from capacita.assessment.instrument import Barrier
from capacita.vocabulary import Code, DocumentFormat, Identifier, LocalizedText, document_part

Offsets = Mapping[Code, float]


@document_part
class LevelModel:
    """The true level of a person on an item, from 0 to 4: a base plus what is common to their groups, plus chance.

    level = base[item] + by_role + by_grade + by_ministry + by_role_item + by_ministry_item + person + item, the last
    two normal with ``person_sd`` (the same for all items of a person) and ``item_sd``; held between 0 and 4.
    """

    base: Offsets
    by_role: Offsets = field(default_factory=dict)
    by_grade: Offsets = field(default_factory=dict)
    by_ministry: Offsets = field(default_factory=dict)
    by_role_item: Mapping[Code, Offsets] = field(default_factory=dict)
    by_ministry_item: Mapping[Code, Offsets] = field(default_factory=dict)
    person_sd: float = 0.5
    item_sd: float = 0.5


@document_part
class ResponseModel:
    """Who answers. Staying silent: ``unit`` plus the offsets of grade and ministry, each person for themselves."""

    unit: float
    item: float  # a question skipped
    by_grade: Offsets = field(default_factory=dict)
    by_ministry: Offsets = field(default_factory=dict)


@document_part
class SimulationSpec:
    """Levels, answers and silence of a simulated assessment.

    ``statements`` are offsets by the level that a statement describes (it is easier to have done the first rung than
    the last); ``answer_sd`` is the chance in one answer, in levels. ``attitudes`` are mean answers on their own scale.
    ``barriers`` are shares of answers by domain code; ``barriers_by_ministry`` replace them for one ministry.
    """

    id: Identifier
    code: Code
    title: LocalizedText
    notice: LocalizedText
    seed: int
    levels: LevelModel
    silence: ResponseModel
    statements: Offsets
    answer_sd: float
    attitudes: Offsets
    attitude_sd: float
    barriers: Mapping[Code, Mapping[Barrier, float]]
    barriers_by_ministry: Mapping[Code, Mapping[Code, Mapping[Barrier, float]]] = field(default_factory=dict)


SIMULATION_FORMAT = DocumentFormat(name="capacita-simulation/1", adapter=TypeAdapter(SimulationSpec), upgrades={})
