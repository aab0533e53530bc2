"""Whom to ask: a list of everybody (the frame), a design, and the sample drawn from it.

This room counts people and strata. It never meets a competency or a question.
"""

from capacita.assessment.sampling.allocation import allocate_sample, share_out
from capacita.assessment.sampling.design import (
    DESIGN_FORMAT,
    SAMPLE_FORMAT,
    Allocation,
    Sample,
    SampledStratum,
    SamplingDesign,
    stratum_code,
)
from capacita.assessment.sampling.frame import Frame, frame_of_columns, read_frame, write_frame
from capacita.assessment.sampling.population import (
    POPULATION_FORMAT,
    Category,
    MinistrySpec,
    PopulationSpec,
    simulate_population,
    validate_population,
)
from capacita.assessment.sampling.selection import draw_sample, permanent_random_numbers

__all__ = [
    "DESIGN_FORMAT",
    "POPULATION_FORMAT",
    "SAMPLE_FORMAT",
    "Allocation",
    "Category",
    "Frame",
    "MinistrySpec",
    "PopulationSpec",
    "Sample",
    "SampledStratum",
    "SamplingDesign",
    "allocate_sample",
    "draw_sample",
    "frame_of_columns",
    "permanent_random_numbers",
    "read_frame",
    "share_out",
    "simulate_population",
    "stratum_code",
    "validate_population",
    "write_frame",
]
